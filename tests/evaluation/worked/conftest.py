"""The worked office, made once; each test file works on a copy of its own."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from tests.evaluation.worked.office import make

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@pytest.fixture(scope="session")
def office_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The workspace as `make` makes it. Nobody writes into it."""
    return make(tmp_path_factory.mktemp("worked-once"))


@pytest.fixture(scope="session")
def copied(office_once: Path) -> Callable[[Path], Path]:
    """Copies it into a folder."""

    def copy(folder: Path) -> Path:
        shutil.copytree(office_once, folder / "office")
        return folder / "office"

    return copy
