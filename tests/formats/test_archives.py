"""Archives of strangers are looked over before anything of them is unpacked."""

from __future__ import annotations

import io
import stat
import struct
import zipfile
import zlib
from typing import TYPE_CHECKING

import pytest

from annotator.formats import archives
from annotator.formats.base import LIMITS, MEGABYTE
from annotator.model.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def zipped(*files: tuple[str | zipfile.ZipInfo, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, data in files:
            archive.writestr(name, data)
    return buffer.getvalue()


@pytest.fixture
def put(tmp_path: Path) -> Callable[[bytes], Path]:
    def put(data: bytes) -> Path:
        path = tmp_path / "stranger.zip"
        path.write_bytes(data)
        return path

    return put


def refusal(path: Path) -> str:
    with pytest.raises(InputError) as caught, archives.opened(path):
        pass
    return str(caught.value)


def read_all(path: Path) -> list[str]:
    """Unpack every member, and say what went wrong."""
    sentences = []
    try:
        with archives.opened(path) as archive:
            for information in archive.infolist():
                archives.member(archive, information.filename)
    except InputError as error:
        sentences.append(str(error))
    return sentences


def linked() -> zipfile.ZipInfo:
    information = zipfile.ZipInfo("letter.txt")
    information.external_attr = (stat.S_IFLNK | 0o777) << 16
    return information


def test_a_sound_archive_is_read_by_name(put: Callable[[bytes], Path]):
    with archives.opened(put(zipped(("a/b.txt", b"Halvia"), ("c.txt", b"")))) as archive:
        assert archives.member(archive, "a/b.txt") == b"Halvia"
        assert archives.member(archive, "c.txt", limit=0) == b""
        with pytest.raises(InputError, match=r"no “d.txt” inside"):
            archives.member(archive, "d.txt")
        with pytest.raises(InputError, match=r"“a/b.txt” inside it is larger than 5 bytes"):
            archives.member(archive, "a/b.txt", limit=5)


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("../letter.txt", "leads out of the folder"),
        ("a/../../letter.txt", "leads out of the folder"),
        ("a\\..\\..\\letter.txt", "leads out of the folder"),
        ("/etc/letter.txt", "root of a disk"),
        ("\\letter.txt", "root of a disk"),
        ("C:\\letter.txt", "root of a disk"),
        ("C:letter.txt", "root of a disk"),
    ],
)
def test_a_member_that_would_land_elsewhere_keeps_the_archive_out(
    put: Callable[[bytes], Path], name: str, why: str, tmp_path: Path
):
    information = zipfile.ZipInfo("x")
    information.filename = name  # past what zipfile would tidy
    assert why in refusal(put(zipped(("fine.txt", b"a"), (information, b"b"))))
    assert [path.name for path in tmp_path.iterdir()] == ["stranger.zip"]


def test_links_are_refused(put: Callable[[bytes], Path]):
    assert "link or a device" in refusal(put(zipped((linked(), b"/etc/passwd"))))


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_name_that_is_there_twice_is_refused(put: Callable[[bytes], Path]):
    assert "“a” inside it is there twice" in refusal(put(zipped(("a", b"1"), ("a", b"2"))))


def test_encrypted_members_are_refused(put: Callable[[bytes], Path]):
    data = bytearray(zipped(("a", b"1")))
    data[6] |= 1
    data[data.rindex(b"PK\x01\x02") + 8] |= 1
    assert "“a” inside it is encrypted" in refusal(put(bytes(data)))


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_methods_that_unpack_without_a_bound_are_refused(put: Callable[[bytes], Path], method: int):
    assert "compressed in a way" in refusal(put(zipped(("a", b"1" * 100), method=method)))


def test_a_bomb_is_refused_by_what_it_would_unpack_to(put: Callable[[bytes], Path]):
    zeros = bytes(archives.SMALL)
    assert "more than 100 times its size" in refusal(put(zipped(("a", zeros), ("b", b"1"))))
    with archives.opened(put(zipped(("a", zeros)))) as archive:  # small whatever its ratio
        assert len(archives.member(archive, "a")) == archives.SMALL


def test_an_archive_is_at_most_so_large_unpacked(put: Callable[[bytes], Path], monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(LIMITS, "unpacked", 2 * MEGABYTE)
    assert "more than 2 MB" in refusal(put(zipped(("a", bytes(MEGABYTE)), ("b", bytes(MEGABYTE + 1)))))
    assert "more than 2 MB" in refusal(put(zipped(("a", bytes(2 * MEGABYTE)), method=zipfile.ZIP_STORED)))


def test_an_archive_holds_at_most_so_many_files(put: Callable[[bytes], Path], monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(LIMITS, "entries", 3)
    with archives.opened(put(zipped(*((str(number), b"") for number in range(3))))):
        pass
    assert "more than 3 files" in refusal(put(zipped(*((str(number), b"") for number in range(4)))))


def test_members_that_share_their_bytes_are_refused(put: Callable[[bytes], Path]):
    """A bomb of one kernel that a thousand entries point to."""
    data = zipped(("a", b"1" * 1000), ("b", b"1" * 1000))
    second = data.rindex(b"PK\x01\x02")
    first = data.index(b"PK\x01\x02")
    assert struct.unpack_from("<L", data, first + 42) == (0,)
    assert "share their bytes" in refusal(put(data[: second + 42] + bytes(4) + data[second + 46 :]))


def test_a_nested_bomb_is_one_file_of_an_archive(put: Callable[[bytes], Path]):
    """Nothing here unpacks what was inside an archive's archive."""
    inner = zipped(("a", bytes(MEGABYTE)))
    with archives.opened(put(zipped(("inner.zip", inner)))) as archive:
        assert archives.member(archive, "inner.zip") == inner


@pytest.mark.parametrize("declared", [10, 1_000_000])
def test_a_header_that_lies_of_the_size_unpacks_no_more_than_was_asked_for(put: Callable[[bytes], Path], declared: int):
    data = bytearray(zipped(("a", b"Halvia " * 10_000)))
    data[22:26] = data[data.rindex(b"PK\x01\x02") + 24 :][:4] = struct.pack("<L", declared)
    entry = data.rindex(b"PK\x01\x02")
    data[entry + 24 : entry + 28] = struct.pack("<L", declared)
    with (
        archives.opened(put(bytes(data))) as archive,
        pytest.raises(InputError, match=r"“a” inside it is (damaged|lar)"),
    ):
        archives.member(archive, "a", limit=50_000)


def test_a_changed_byte_is_noticed(put: Callable[[bytes], Path]):
    data = bytearray(zipped(("a", b"Halvia"), method=zipfile.ZIP_STORED))
    data[data.index(b"Halvia")] ^= 1
    with archives.opened(put(bytes(data))) as archive, pytest.raises(InputError, match="damaged"):
        archives.member(archive, "a")


def test_every_truncation_and_every_changed_byte_is_one_sentence(put: Callable[[bytes], Path]):
    data = zipped(("a.txt", b"Halvia" * 20), ("b/", b""), ("b/c.txt", "Ž".encode() * 9))
    cases = [data[:length] for length in range(len(data))]
    cases += [
        data[:place] + bytes((data[place] ^ change,)) + data[place + 1 :]
        for place in range(len(data))
        for change in (0x01, 0x80, 0xFF)
    ]
    assert not any("\n" in sentence for case in cases for sentence in read_all(put(case)))


def test_unpacking_writes_below_the_folder_alone(put: Callable[[bytes], Path], tmp_path: Path):
    folder = tmp_path / "out"
    folder.mkdir()
    with archives.opened(put(zipped(("a/", b""), ("a/b.txt", b"1"), ("c.txt", b"2")))) as archive:
        archives.unpack(archive, folder)
    found = {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    assert found == {"a/b.txt": b"1", "c.txt": b"2"}


def test_unpacking_names_files_that_cannot_stand_side_by_side(put: Callable[[bytes], Path], tmp_path: Path):
    folder = tmp_path / "out"
    folder.mkdir()
    with (
        archives.opened(put(zipped(("a", b"1"), ("a/b", b"2")))) as archive,
        pytest.raises(InputError, match="“a/b” inside it cannot be unpacked"),
    ):
        archives.unpack(archive, folder)


def test_the_same_files_are_packed_to_the_same_bytes_and_come_out_again(put: Callable[[bytes], Path]):
    files = [("text.txt", "Größe".encode()), ("ordner/b.txt", b""), ("šípek.txt", bytes(100_000))]
    packed = b"".join(archives.packed(files))
    assert packed == b"".join(archives.packed(iter(files)))
    with archives.opened(put(packed)) as archive:
        assert [(name, archives.member(archive, name)) for name in archive.namelist()] == files
        assert {information.date_time for information in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_a_file_that_unpacks_to_itself_has_nothing_to_unpack_here(put: Callable[[bytes], Path]):
    """Stored bytes that are themselves an archive's beginning: read as bytes, not followed."""
    inner = zipped(("self.zip", b"PK\x03\x04"), method=zipfile.ZIP_STORED)
    with archives.opened(put(inner)) as archive:
        assert archives.member(archive, "self.zip") == b"PK\x03\x04"


def test_deflated_bytes_beyond_the_declared_ones_are_not_even_unpacked(put: Callable[[bytes], Path]):
    """A hundred megabytes behind a header that says ten bytes."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    deflated = b"".join(packer.compress(bytes(MEGABYTE)) for _ in range(100)) + packer.flush()
    stored = bytearray(zipped(("a", deflated), method=zipfile.ZIP_STORED))
    entry = stored.rindex(b"PK\x01\x02")
    stored[8:10] = stored[entry + 10 : entry + 12] = struct.pack("<H", zipfile.ZIP_DEFLATED)
    stored[22:26] = stored[entry + 24 : entry + 28] = struct.pack("<L", 10)
    with archives.opened(put(bytes(stored))) as archive, pytest.raises(InputError, match="damaged"):
        archives.member(archive, "a")
