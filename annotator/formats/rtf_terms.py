"""What the control words of rich text (RTF 1.9) stand for."""

from __future__ import annotations

import codecs
import re

WORDS = {
    "tab": "\t",
    "line": "\n",
    "lbr": "\n",
    "emdash": "—",
    "endash": "–",
    "emspace": "\u2003",
    "enspace": "\u2002",
    "qmspace": "\u2005",
    "bullet": "•",
    "lquote": "‘",
    "rquote": "’",
    "ldblquote": "“",
    "rdblquote": "”",
    "ltrmark": "\u200e",
    "rtlmark": "\u200f",
    "zwj": "\u200d",
    "zwnj": "\u200c",
    "zwbo": "\u200b",
}
SIGNS = {b"~": "\u00a0", b"-": "\u00ad", b"_": "\u2011", b"\\": "\\", b"{": "{", b"}": "}", b"\t": "\t"}
PARAGRAPHS = frozenset(("par", "sect", "page", "column"))
SILENT = frozenset(
    re.findall(
        r"\w+",
        "aftncn aftnsep aftnsepc annotation atnauthor atndate atnicn atnid atnparent atnref atntime atrfend "
        "atrfstart background bkmkend bkmkstart blipuid colorschememapping colortbl datafield datastore docvar "
        "falt filetbl fldinst fontemb fonttbl footer footerf footerl footerr formfield ftncn ftnsep ftnsepc "
        "generator header headerf headerl headerr info latentstyles listoverridetable listpicture listtable "
        "listtext mmathPr nonesttables nonshppict objdata objclass objname panose passwordhash pgptbl pict pn "
        "pnseclvl pntext pntxta pntxtb private revtbl rsidtbl rxe sn sp stylesheet sv tc template themedata txe "
        "upr userprops wgrffmtfilter xe xmlnstbl ",
    )
)
"""Groups that hold no text of the document."""
FACTS = {"title": "title", "author": "author", "creatim": "file_date"}

CHARSETS = {
    0: "cp1252",
    77: "mac_roman",
    128: "cp932",
    129: "cp949",
    130: "johab",
    134: "gbk",
    136: "cp950",
    161: "cp1253",
    162: "cp1254",
    163: "cp1258",
    177: "cp1255",
    178: "cp1256",
    186: "cp1257",
    204: "cp1251",
    222: "cp874",
    238: "cp1250",
    254: "cp437",
    255: "cp850",
}
"""Code pages of fonts, by the number that Windows gives their set of characters."""


def known_encoding(encoding: str) -> str:
    """Python's name of a code page (cp1252); empty if it has none."""
    try:
        return codecs.lookup({"cp65001": "utf-8", "cp936": "gbk", "cp10000": "mac_roman"}.get(encoding, encoding)).name
    except LookupError:
        return ""
