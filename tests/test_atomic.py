"""A file is the old one or the whole new one, whoever fills it."""

import errno
import os
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from annotator.atomic import atomic_file, atomic_write
from annotator.model.errors import StorageError


def test_a_draft_gets_its_name_when_all_went_well(tmp_path: Path):
    with atomic_file(tmp_path / "copy") as draft:
        draft.write_bytes(b"whole")
        assert not (tmp_path / "copy").exists()
    assert [path.name for path in tmp_path.iterdir()] == ["copy"]
    assert (tmp_path / "copy").read_bytes() == b"whole"


def test_a_failure_leaves_no_draft_and_no_journal(tmp_path: Path):
    with pytest.raises(KeyError):
        _fail_half_way(tmp_path / "copy")
    assert list(tmp_path.iterdir()) == []


def _fail_half_way(target: Path) -> None:
    with atomic_file(target) as draft:
        draft.write_bytes(b"half")
        draft.with_name(f"{draft.name}-journal").write_bytes(b"journal")
        raise KeyError


@pytest.mark.parametrize("dangling", [False, True])
def test_a_name_taken_meanwhile_is_not_overwritten(tmp_path: Path, dangling: bool):
    target = tmp_path / "copy"
    with pytest.raises(StorageError, match="already a file"):
        _lose_the_name(target, dangling)
    assert [path.name for path in tmp_path.iterdir()] == ["copy"]
    assert dangling or target.read_bytes() == b"old"


def _lose_the_name(target: Path, dangling: bool) -> None:
    with atomic_file(target) as draft:
        draft.write_bytes(b"new")
        if dangling:
            target.symlink_to(target.with_name("nowhere"))
        else:
            target.write_bytes(b"old")


def test_the_file_a_link_names_is_replaced_when_wanted(tmp_path: Path):
    (tmp_path / "real").write_bytes(b"old")
    (tmp_path / "link").symlink_to("real")
    with atomic_file(tmp_path / "link", replace=True) as draft:
        draft.write_bytes(b"new")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "real").read_bytes() == b"new"


def test_a_draft_that_was_never_made_is_said(tmp_path: Path):
    with pytest.raises(StorageError, match="was not written"), atomic_file(tmp_path / "nowhere" / "copy"):
        pass


def failing_folders(error: int) -> Callable[[int], None]:
    """An ``os.fsync`` that files pass and folders do not."""
    sync = os.fsync

    def fsync(descriptor: int) -> None:
        if stat.S_ISDIR(os.fstat(descriptor).st_mode):
            raise OSError(error, os.strerror(error))
        sync(descriptor)

    return fsync


def by_stream(target: Path) -> None:
    with atomic_write(target) as stream:
        stream.write(b"whole")


def by_draft(target: Path) -> None:
    with atomic_file(target) as draft:
        draft.write_bytes(b"whole")


@pytest.mark.parametrize("write", [by_stream, by_draft])
def test_a_disk_that_fails_to_confirm_a_name_is_told_of(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, write: Callable[[Path], None]
):
    monkeypatch.setattr(os, "fsync", failing_folders(errno.EIO))
    with pytest.raises(StorageError, match="copy is written, but its disk failed to confirm it"):
        write(tmp_path / "copy")
    assert (tmp_path / "copy").read_bytes() == b"whole"


@pytest.mark.parametrize("write", [by_stream, by_draft])
def test_a_folder_that_cannot_be_synced_at_all_is_no_failure(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, write: Callable[[Path], None]
):
    monkeypatch.setattr(os, "fsync", failing_folders(errno.EINVAL))
    write(tmp_path / "copy")
    assert (tmp_path / "copy").read_bytes() == b"whole"


def test_the_old_file_is_untouched_when_writing_is_cancelled(tmp_path: Path):
    (tmp_path / "copy").write_bytes(b"old")
    with pytest.raises(KeyError):
        _cancel_half_way(tmp_path / "copy")
    assert [path.name for path in tmp_path.iterdir()] == ["copy"]
    assert (tmp_path / "copy").read_bytes() == b"old"


def _cancel_half_way(target: Path) -> None:
    with atomic_write(target) as stream:
        stream.write(b"new")
        raise KeyError
