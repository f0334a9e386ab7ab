"""The sample office: the files in the project are what the script makes, and what it makes is in order."""

from __future__ import annotations

import pytest

from officebatch.package import settle
from samples import make


@pytest.fixture(scope="module")
def made() -> dict[str, bytes]:
    return make.files()


def test_files_in_the_project_are_what_the_script_makes(made: dict[str, bytes]) -> None:
    standing = {
        path.relative_to(make.FOLDER).as_posix(): path.read_bytes()
        for path in make.FOLDER.rglob("*")
        if path.is_file()
    }

    assert sorted(standing) == sorted(made)
    for name, content in made.items():
        # packed anew, since another zlib may pack the same members into other bytes
        assert settle(standing[name]) == settle(content), f"{name}: python samples/make.py"


def test_makes_the_same_bytes_again(made: dict[str, bytes]) -> None:
    assert make.files() == made
