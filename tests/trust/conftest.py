"""What the tests of trust share: the shim, built once, and a folder on the fastest disk there is."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.trust import shim

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(scope="session")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shim, compiled."""
    return shim.build(tmp_path_factory.mktemp("shim"))


@pytest.fixture
def memory() -> Iterator[Path]:
    """A folder that lies in memory where the system has such a place: thousands of files come and go in it."""
    fast = Path("/dev/shm")
    folder = Path(tempfile.mkdtemp(prefix="annotator-tests-", dir=fast if fast.is_dir() else None)).resolve()
    yield folder
    shutil.rmtree(folder)
