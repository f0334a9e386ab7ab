"""What all tests share: nothing is skipped silently where it must not be, and the language is Chinese as delivered."""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING

import pytest

from officebatch import wording

if TYPE_CHECKING:
    from collections.abc import Iterator

# What many tests share and takes long to make, or is long in one piece: begun first, so that the tests two processes
# take from each other in the end are small ones, and nothing is made by both.
FIRST = ("tests/weeks/", "tests/test_run.py", "tests/test_approve.py", "tests/everycheck/")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The order of `FIRST`, then that of the folders."""
    items.sort(key=lambda item: next((n for n, begun in enumerate(FIRST) if item.nodeid.startswith(begun)), len(FIRST)))


@pytest.fixture(autouse=True)
def chinese() -> Iterator[None]:
    """Messages in Chinese, unless a test says otherwise."""
    with wording.spoken("zh_CN"):
        yield


@pytest.fixture(scope="session")
def soffice() -> str:
    """LibreOffice, or a skip that names it (a failure where skips are no pass)."""
    return needed("soffice")


@pytest.fixture(scope="session")
def pdftotext() -> str:
    """poppler's pdftotext, likewise."""
    return needed("pdftotext")


def needed(program: str) -> str:
    """The path of a program the machine must have."""
    if path := shutil.which(program):
        return path
    if os.environ.get("OFFICEBATCH_NO_SKIPS"):
        pytest.fail(f"{program} is not installed and nothing may be left out here")
    pytest.skip(f"{program} is not installed")
