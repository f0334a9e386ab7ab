"""Days of delivery entered into the clerk's own workbook: only where nothing stands, and nothing else is touched."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import openpyxl
import pytest

from officebatch.approval.book import BookRefused, deliver, undelivered_lines
from tests.approval.book import HEAD, NOTICES, begun, column, edited, in_sheet, parts, put, read
from tests.outputs.soundness import faults

if TYPE_CHECKING:
    from pathlib import Path

    from openpyxl.worksheet.worksheet import Worksheet

DAY = date(2026, 11, 23)
HERS = date(2026, 11, 17)


def entered(path: Path) -> int:
    """Enter `DAY` wherever no day stands."""
    book = read(path)
    days = dict.fromkeys((row for row, _ in undelivered_lines(NOTICES, book)), DAY)
    return deliver(path, days, book, path.parent / "kept")


def cells(path: Path) -> dict[str, object]:
    sheet = openpyxl.load_workbook(path).worksheets[0]
    return {cell.coordinate: cell.value for row in sheet.iter_rows() for cell in row if cell.value is not None}


def days(path: Path) -> list[object]:
    return [row.values["送达时间"] for row in read(path).rows]


def test_only_empty_cells_get_the_day_and_all_else_is_as_before(tmp_path: Path) -> None:
    path = edited(begun(tmp_path), lambda sheet: put(sheet, 2, 送达时间=HERS, 签收人="朱梅", 回复摘要="已报"))
    before, members, sound = cells(path), parts(path), faults(path.read_bytes())

    assert entered(path) == 3

    after, changed = cells(path), parts(path)
    assert {place: after[place] for place in before} == before
    assert len(after) == len(before) + 3
    assert [name for name in members if members[name] != changed[name]] == ["xl/worksheets/sheet1.xml"]
    assert days(path) == [DAY, HERS, DAY, DAY]
    assert faults(path.read_bytes()) == sound
    assert len(list((tmp_path / "kept").iterdir())) == 1


def test_entered_once_nothing_is_written_again(tmp_path: Path) -> None:
    path = begun(tmp_path)
    entered(path)
    before = path.read_bytes()

    assert entered(path) == 0
    assert path.read_bytes() == before


def test_what_the_clerk_wrote_however_it_reads_stays(tmp_path: Path) -> None:
    def fill(sheet: Worksheet) -> None:
        put(sheet, 1, 送达时间="当面交")
        put(sheet, 2, 送达时间="=TODAY()")
        sheet.merge_cells(start_row=HEAD + 3, end_row=HEAD + 4, start_column=column("送达时间"),
                          end_column=column("送达时间"))  # fmt: skip

    path = edited(begun(tmp_path), fill)
    before = path.read_bytes()

    assert entered(path) == 0
    assert path.read_bytes() == before


def test_a_line_that_stands_twice_is_left_to_the_clerk(tmp_path: Path) -> None:
    def double(sheet: Worksheet) -> None:
        for place in range(1, column("送达方式") + 1):
            sheet.cell(HEAD + 5, place).value = sheet.cell(HEAD + 1, place).value

    path = edited(begun(tmp_path), double)

    assert entered(path) == 3
    assert days(path) == [None, DAY, DAY, DAY, None]


def test_a_column_without_day_style_gets_the_day_in_words(tmp_path: Path) -> None:
    def plain(sheet: Worksheet) -> None:
        for row in range(HEAD + 1, sheet.max_row + 1):
            sheet.cell(row, column("送达时间")).number_format = "General"

    path = edited(begun(tmp_path), plain)

    assert entered(path) == 4
    assert days(path) == [DAY] * 4


def test_what_stands_in_the_way_is_told_and_nothing_is_written(tmp_path: Path) -> None:
    path = begun(tmp_path)
    book, before = read(path), path.read_bytes()
    owner = tmp_path / f"~${path.name}"
    owner.write_bytes(b"")
    with pytest.raises(BookRefused, match="打开"):
        deliver(path, {HEAD + 1: DAY}, book, tmp_path / "kept")
    owner.unlink()
    assert path.read_bytes() == before

    protected = in_sheet(path, "</sheetData>", '</sheetData><sheetProtection sheet="1"/>')
    with pytest.raises(BookRefused, match="保护"):
        entered(protected)
    with pytest.raises(BookRefused):
        deliver(protected, {HEAD + 1: DAY}, book, tmp_path / "kept")


def test_a_book_without_the_column_is_left_alone(tmp_path: Path) -> None:
    path = edited(begun(tmp_path), lambda sheet: setattr(sheet.cell(HEAD, column("送达时间")), "value", "备注一"))

    assert list(undelivered_lines(NOTICES, read(path))) == []
