"""Small files of articles, made by hand: web pages, Word documents, PDFs, books, rich text."""

from __future__ import annotations

import zlib

from annotator.formats import archives

FACTS = """<meta charset="utf-8">
<title>{headline} | {outlet}</title>
<meta property="og:title" content="{headline}">
<meta property="og:site_name" content="{outlet}">
<meta name="author" content="{author}">
<link rel="canonical" href="https://news.example/2026/harbour">
<meta property="article:published_time" content="2026-03-04T10:00:00+01:00">
<script type="application/ld+json">{{"@context": "https://schema.org", "@type": "NewsArticle",
"headline": "{headline}", "datePublished": "2026-03-04T10:00:00+01:00"}}</script>"""

PAGE = """<!DOCTYPE html>
<html lang="{language}"><head>{facts}</head><body>
<header><a href="/">{outlet}</a><nav><ul><li><a href="/p">MENU ONE</a></li><li><a href="/s">MENU TWO</a></li></ul></nav>
</header>
<div id="cookie-banner" class="cookie-consent"><p>COOKIES make this page better, says its owner. Accept all?</p>
<button>Yes</button></div>
<main><article><h1>{headline}</h1>
{body}
</article>
<section class="comments" id="comments"><h3>COMMENTS</h3><div class="comment"><p>COMMENT: high time, writes a reader
from up the river.</p></div></section></main>
<aside class="related"><h3>RELATED</h3><ul><li><a href="/1">RELATED one</a></li></ul></aside>
<footer>FOOTER © 2026 {outlet}. All rights reserved.</footer>
<script>var words = "PROGRAM";</script></body></html>
"""
JUNK = ("MENU", "COOKIES", "COMMENT", "RELATED", "FOOTER", "PROGRAM")

ARTICLES = {
    "en": (
        "Halvia threatens to close the locks",
        (
            "The harbour council of Brenn voted on Monday to double the fees for foreign ships, a spokesman said.",
            "“We will close the locks unless Brenn gives in 😀”, said minister Ida Brandt of Halvia on Tuesday night.",
            "The dock workers’ union demands that both sides return to the table before the first of April.",
        ),
    ),
    "ru": (
        "Халвия грозит закрыть шлюзы",
        (
            "Совет порта Бренн в понедельник проголосовал за удвоение сборов для иностранных судов, сообщил секретарь.",
            "«Мы закроем шлюзы, если Бренн не уступит», — заявила министр Ида Брандт во вторник вечером в столице.",
            "Профсоюз докеров требует, чтобы обе стороны вернулись за стол переговоров до первого апреля.",
        ),
    ),
    "ar": (
        "هالفيا تهدد بإغلاق الأهوسة",
        (
            "صوّت مجلس ميناء برين يوم الاثنين على مضاعفة الرسوم على السفن الأجنبية، بحسب ما قاله متحدث باسم المجلس.",
            "وقالت الوزيرة إيدا براندت مساء الثلاثاء: «سنغلق الأهوسة ما لم تتراجع برين عن قرارها هذا الأسبوع».",
            "وتطالب نقابة عمال الموانئ الجانبين بالعودة إلى طاولة المفاوضات قبل الأول من شهر أبريل القادم.",
        ),
    ),
    "zh": (
        "哈尔维亚威胁关闭船闸",
        (
            "港口委员会星期一投票决定将外国船只的费用提高一倍，一位发言人说。此举引起邻国强烈不满，谈判陷入僵局。",
            "部长伊达·布兰特星期二晚上表示：“除非布伦让步，否则我们将关闭所有船闸。”她没有说明具体的日期和方式。",
            "码头工人工会要求双方在四月一日之前回到谈判桌前，并提议由第三方进行调解，以避免更多的经济损失。",
        ),
    ),
}


def page(language: str = "en", *, body: str = "", facts: str = FACTS, headline: str = "") -> str:
    """A saved page of a newspaper, with all that stands around an article."""
    title, paragraphs = ARTICLES[language]
    return PAGE.format(
        language=language,
        facts=facts.format(headline=headline or title, outlet="The Brenn Courier", author="Ana Varo"),
        outlet="The Brenn Courier",
        headline=headline or title,
        body=body or "\n".join(f"<p>{paragraph}</p>" for paragraph in paragraphs),
    )


WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_CORE = """<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"><dc:title>Harbour fees</dc:title>
<dc:creator>Ana Varo</dc:creator><dc:language>en-GB</dc:language><dcterms:created>2026-03-04T10:00:00Z</dcterms:created>
</cp:coreProperties>"""


def docx(body: str, **parts: str) -> bytes:
    """A Word document of this body; other parts of its folder by name, without their suffix."""
    files = [
        ("[Content_Types].xml", "<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'/>"),
        (
            "_rels/.rels",
            "<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'><Relationship Id='r1' "
            "Type='http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument' "
            "Target='word/document.xml'/></Relationships>",
        ),
        ("word/document.xml", f"<w:document xmlns:w='{WORD}'><w:body>{body}</w:body></w:document>"),
        ("docProps/core.xml", _CORE),
        *((f"word/{name}.xml", part) for name, part in parts.items()),
    ]
    return b"".join(archives.packed((name, text.encode()) for name, text in files))


def paragraph(words: str, properties: str = "") -> str:
    return f"<w:p>{properties}<w:r><w:t xml:space='preserve'>{words}</w:t></w:r></w:p>"


def pdf(*pages: bytes, more: bytes = b"", info: bytes = b"") -> bytes:
    """A PDF with one page for each stream of instructions; a page may show text in the font F1 (WinAnsi)."""
    objects = [
        b"<</Type/Catalog/Pages 2 0 R/Lang(en-GB)" + more + b">>",
        b"<</Type/Pages/Kids[%s]/Count %d>>"
        % (b" ".join(b"%d 0 R" % (5 + 2 * number) for number in range(len(pages))), len(pages)),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
        info or b"<</Title(Harbour fees)/Author(Ana Varo)/CreationDate(D:20260304100000+01'00')>>",
    ]
    for number, instructions in enumerate(pages):
        packed = zlib.compress(instructions)
        objects += [
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents %d 0 R/Resources<</Font<</F1 3 0 R>>>>>>"
            % (6 + 2 * number),
            b"<</Length %d/Filter/FlateDecode>>stream\n%s\nendstream" % (len(packed), packed),
        ]
    out, places = b"%PDF-1.7\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return (
        out
        + b"xref\n0 %d\n0000000000 65535 f \n%strailer<</Size %d/Root 1 0 R/Info 4 0 R>>\nstartxref\n%d\n%%%%EOF"
        % (
            len(objects) + 1,
            table,
            len(objects) + 1,
            len(out),
        )
    )


def lines(*words: str) -> bytes:
    """A page's instructions that show these lines one below the other."""
    shown = b" T* ".join(b"(%s) Tj" % line.encode("cp1252") for line in words)
    return b"BT /F1 12 Tf 14 TL 50 800 Td " + shown + b" ET"


_OPF = """<package xmlns="http://www.idpf.org/2007/opf" version="3.0"><metadata xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:title>The locks of Brenn</dc:title><dc:creator>Ana Varo</dc:creator><dc:creator>Ben Osk</dc:creator>
<dc:publisher>Courier Books</dc:publisher><dc:date>2026-03-04</dc:date><dc:language>en</dc:language></metadata>
<manifest><item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>
<item id="b" href="text/two.xhtml" media-type="application/xhtml+xml"/>
<item id="a" href="text/one%20a.xhtml" media-type="application/xhtml+xml"/>
<item id="css" href="style.css" media-type="text/css"/></manifest>
<spine><itemref idref="nav"/><itemref idref="a"/><itemref idref="b"/>{more}</spine></package>"""


def epub(*, more: str = "", locks: str = "", one: str = "", container: str = "") -> bytes:
    """A book of two chapters, the second of which comes first in its list of parts."""
    files = [
        ("mimetype", "application/epub+zip"),
        (
            "META-INF/container.xml",
            container
            or "<container xmlns='urn:oasis:names:tc:opendocument:xmlns:container'><rootfiles>"
            "<rootfile full-path='OPS/book.opf' media-type='application/oebps-package+xml'/></rootfiles></container>",
        ),
        ("OPS/book.opf", _OPF.format(more=more)),
        ("OPS/nav.xhtml", "<html xmlns='http://www.w3.org/1999/xhtml'><body><p>CONTENTS</p></body></html>"),
        (
            "OPS/text/one a.xhtml",
            one
            or "<?xml version='1.0' encoding='utf-8'?><!DOCTYPE html PUBLIC '-//W3C//DTD XHTML 1.1//EN' "
            "'http://www.w3.org/TR/xhtml11/DTD/xhtml11.dtd'><html xmlns='http://www.w3.org/1999/xhtml'><head><title/>"
            "</head><body><h1>One</h1><p>The&nbsp;locks were <i>closed</i>.</p><p>Nobody came.</p></body></html>",
        ),
        (
            "OPS/text/two.xhtml",
            "<html xmlns='http://www.w3.org/1999/xhtml'><body><h1>Two</h1><p>Halvia 😀</p></body></html>",
        ),
        *([("META-INF/encryption.xml", locks)] if locks else []),
    ]
    return b"".join(archives.packed((name, text.encode()) for name, text in files))


RTF = (
    rb"{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0\fswiss\fcharset0 Arial;}{\f1\fcharset204 Arial Cyr;}}"
    rb"{\info{\title Harbour f\'e9es}{\author Ana Varo}{\creatim\yr2026\mo3\dy4\hr10}}{\header HEADER}"
    rb"\pard The council of {\b Brenn} met.\par "
    rb"\f1\'cc\'ee\'f1\'ea\'e2\'e0\f0  \u8222?no\u8220\'93 \u-10179?\u-8704? end.\par}"
)
