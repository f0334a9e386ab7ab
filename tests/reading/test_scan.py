"""A sheet looked at bit by bit says what it says when looked at as a whole."""

from __future__ import annotations

import io
import random
import zipfile

import pytest

from officebatch.reading import scan

MARKS = ('<c r="C7" t="e"><v>#N/A</v></c>', '<c r="C7"><f>A1+B1</f></c>', '<row r="7" hidden="1"><c r="A7"/></row>')


def packed(data: str) -> tuple[bytes, zipfile.ZipInfo]:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("sheet1.xml", data)
        member = package.getinfo("sheet1.xml")
    return held.getvalue(), member


def sheet(rows: int, seed: int, put: str = "", at: int = 0) -> str:
    """A sheet of three columns with numbers that hardly pack; `put` stands behind the cells of row `at`."""
    chance = random.Random(seed)
    lines = [
        f'<row r="{n}" spans="1:3">'
        + "".join(f'<c r="{c}{n}" t="s"><v>{chance.randrange(10**9)}</v></c>' for c in "ABC")
        + f"{put if n == at else ''}</row>"
        for n in range(1, rows + 1)
    ]
    return f'<worksheet><sheetFormatPr/><sheetData>{"".join(lines)}</sheetData><pageMargins left="1"/></worksheet>'


@pytest.fixture(autouse=True)
def small_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scan, "_CHUNK", 160)


@pytest.mark.parametrize("seed", range(4))
def test_an_ordinary_sheet_shows_its_end(seed: int) -> None:
    data = sheet(200, seed)

    end = scan.ordinary(*packed(data))

    assert end is not None
    assert data.encode().endswith(end)
    assert b'<row r="200"' in end


@pytest.mark.parametrize("put", MARKS)
def test_whatever_needs_a_closer_look_is_seen_wherever_it_stands(put: str) -> None:
    for at in range(1, 201):
        assert scan.ordinary(*packed(sheet(200, at, put, at))) is None, at


def test_a_sheet_that_could_hold_a_far_cell_is_looked_at_as_a_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scan, "_BUDGET", 26 * 250)

    assert scan.ordinary(*packed(sheet(200, 1))) is not None
    assert scan.ordinary(*packed(sheet(300, 1))) is None
    for at in range(1, 201):
        assert scan.ordinary(*packed(sheet(200, at, f'<c r="AB{at}"/>', at))) is None, at


def test_a_member_larger_than_its_directory_says_is_left_to_the_reader() -> None:
    content, member = packed(sheet(200, 1))
    member.file_size //= 2

    assert scan.ordinary(content, member) is None
