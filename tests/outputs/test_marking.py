"""A marked copy loses nothing of the workbook, a second one replaces the first, what cannot be marked is refused."""

from __future__ import annotations

import io
import re
import subprocess
import zipfile
from functools import cache
from typing import TYPE_CHECKING

import openpyxl
import pytest
import xlsxwriter

from officebatch.model.marks import AUTHOR, BEGIN, COLOURS, Level, own_sheet
from officebatch.outputs.marking import BadRows, Listing, Mark, Order, mark
from officebatch.outputs.refusal import Refused
from tests.marking_public import parts, values
from tests.outputs.full_workbook import CONTROLS, MACRO, PICTURE, SHEET, changed, full_workbook

if TYPE_CHECKING:
    from pathlib import Path

LISTING = Listing(
    f"{BEGIN}全部", ("批注", "说明"), tuple((level, level.value) for level in Level),
    (("序号", 6), ("位置", 20), ("程度", 9), ("问题", 30)), "台账行", "问题",
)  # fmt: skip
ORDER = Order(
    (
        Mark(SHEET, 3, "B", Level.ERROR, "标题不对", ("错误", "标题不对")),
        Mark(SHEET, 4, "A", Level.WARNING, "编号重复", ("提醒", "编号重复")),
        Mark(SHEET, 5, "D", Level.LONG, "超期", ("超期", "超期 12 个工作日")),
        Mark(SHEET, 1, "C", Level.HINT, "表名", ("提示", "表名")),
        Mark(SHEET, 9, "C", Level.OVERDUE, "没有这一行", ("超期", "没有这一行")),
    ),
    LISTING,
    (BadRows(SHEET, f"{BEGIN}问题行", (2,), {3: "标题不对", 4: "编号重复"}),),
)
NEW_CELL = {"C9": "FFEEEEEE"}  # the mark's own cell stays, empty, in the colour of its column
NOTHING = Order((), LISTING)
REWRITTEN = {
    "[Content_Types].xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml", "xl/comments1.xml",
    "xl/drawings/vmlDrawing1.vml", "xl/worksheets/sheet1.xml",
}  # fmt: skip


@cache
def original() -> bytes:
    return full_workbook()


@cache
def once() -> bytes:
    return mark(original(), ORDER).content


def sheet_of(content: bytes, name: str = SHEET) -> openpyxl.worksheet.worksheet.Worksheet:
    return openpyxl.load_workbook(io.BytesIO(content))[name]


def fills(content: bytes) -> dict[str, str]:
    """Address → colour of the cells of the clerk's sheet that have one."""
    cells = (cell for row in sheet_of(content).iter_rows() for cell in row)
    return {cell.coordinate: cell.fill.fgColor.rgb for cell in cells if cell.fill.patternType == "solid"}


def notes(content: bytes) -> dict[str, str]:
    cells = (cell for row in sheet_of(content).iter_rows() for cell in row)
    return {cell.coordinate: cell.comment.text for cell in cells if cell.comment}


def test_every_untouched_part_keeps_its_bytes_and_every_value_stays() -> None:
    before, after = parts(original()), parts(once())

    assert {name for name in before if after.get(name) != before[name]} == REWRITTEN
    assert after["xl/vbaProject.bin"] == MACRO
    assert {"xl/ctrlProps/ctrlProp1.xml", "xl/charts/chart1.xml", "xl/media/image1.png"} < set(before)
    assert values(original()) == values(once())
    assert mark(original(), ORDER).suffix == ".xlsm"


def test_what_stands_in_the_sheet_beside_its_marked_cells_stays() -> None:
    before, after = (parts(of)["xl/worksheets/sheet1.xml"].decode() for of in (original(), once()))

    assert before[before.index("</sheetData>") :] == after[after.index("</sheetData>") :]
    assert all(word in after for word in ("x14:sparkline", "iconSet", "dataValidation", "x14:dataBar", "<control "))
    button = parts(once())["xl/drawings/vmlDrawing1.vml"].decode()
    assert button.count('ObjectType="Button"') == 1
    assert button.count('ObjectType="Note"') == 2 + 4


def test_marked_cells_are_coloured_and_told_and_the_clerks_notes_continued() -> None:
    colours = {"B3": Level.ERROR, "A4": Level.WARNING, "D5": Level.LONG, "A1": Level.HINT, "C9": Level.OVERDUE}
    assert fills(once()) == fills(original()) | {at: f"FF{COLOURS[level]}" for at, level in colours.items()}
    said = notes(once())
    assert said.keys() == {"B3", "D4", "A4", "D5", "A1", "C9"}
    assert said["B3"].startswith("她自己的话\n" + BEGIN)
    assert "标题不对" in said["B3"]
    assert said["D4"] == "只有她的话"
    assert sheet_of(once())["A4"].comment.author == AUTHOR
    assert sheet_of(once())["A4"].font.b
    assert sheet_of(once())["D5"].number_format == "yyyy-mm-dd"


def test_list_and_bad_rows_stand_around_the_clerks_sheets_and_places_are_counted_anew() -> None:
    book = openpyxl.load_workbook(io.BytesIO(once()))

    assert book.sheetnames == [f"{BEGIN}全部", SHEET, "说明", f"{BEGIN}问题行"]
    assert book.active.title == "说明"
    assert book["说明"].print_area == "'说明'!$A$1:$B$2"
    assert book.defined_names["件数"].attr_text == "说明!$B$2"
    links = [row[1].hyperlink.location for row in book.worksheets[0].iter_rows(min_row=5)]
    assert links[:2] == ["'收文''簿'!B3", "'收文''簿'!A4"]
    bad = [[cell.value for cell in row] for row in book.worksheets[-1].iter_rows()]
    assert [row[0] for row in bad] == ["编号", "收〔2026〕2号", "收〔2026〕3号"]
    assert bad[1][-2:] == ["标题不对", f"{SHEET}!3"]


def test_a_second_marking_leaves_one_set_of_marks() -> None:
    again = mark(once(), ORDER)

    assert again.replaced
    assert not mark(original(), ORDER).replaced
    assert parts(again.content) == parts(once())
    assert again.content == once()


def test_after_everything_is_mended_the_clerks_looks_are_back() -> None:
    mended = mark(once(), NOTHING).content

    assert fills(mended) == fills(original()) | NEW_CELL
    assert notes(mended) == notes(original())
    assert values(mended) == values(original())
    left = openpyxl.load_workbook(io.BytesIO(mended)).sheetnames
    assert left == [f"{BEGIN}全部", SHEET, "说明"]
    now = sheet_of(mended)
    for cell in (cell for row in sheet_of(original()).iter_rows() for cell in row):
        same = now[cell.coordinate]
        assert (repr(same.font), same.number_format) == (repr(cell.font), cell.number_format)


def test_a_colour_stays_whether_or_not_it_is_told_to_be_applied() -> None:
    untold = changed(original(), {"xl/styles.xml": [('applyFill="1"', 'applyFill="0"')] * 2})

    assert fills(mark(mark(untold, ORDER).content, NOTHING).content) == fills(untold) | NEW_CELL


def test_other_marks_leave_nothing_of_the_first_ones() -> None:
    other = Order((Mark(SHEET, 6, "B", Level.ERROR, "另一处", ("错误", "另一处")),), LISTING)

    after = mark(once(), other).content

    assert fills(after) == fills(original()) | NEW_CELL | {"B6": f"FF{COLOURS[Level.ERROR]}"}
    assert notes(after).keys() == {"B3", "D4", "B6"}
    assert notes(after)["B3"] == "她自己的话"
    assert parts(after)["xl/drawings/vmlDrawing1.vml"].count(b'ObjectType="Note"') == 3


def test_libreoffice_opens_a_marked_copy_with_its_marks(soffice: str, pdftotext: str, tmp_path: Path) -> None:
    path = tmp_path / "m.xlsm"
    simple = changed(original(), {"xl/worksheets/sheet1.xml": [(CONTROLS, "")]})  # else it wants a drawn shape as well
    path.write_bytes(mark(simple, ORDER).content)
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    subprocess.run(
        [soffice, profile, "--headless", "--convert-to", "pdf", "--outdir", tmp_path, path],
        check=True, capture_output=True,
    )  # fmt: skip

    text = subprocess.run([pdftotext, tmp_path / "m.pdf", "-"], check=True, capture_output=True, text=True).stdout

    assert "编号重复" in text
    assert "关于第3事的函" in text


def plain(*, header: bool = True) -> bytes:
    """A small workbook, with a picture in its page header."""
    held = io.BytesIO()
    book = xlsxwriter.Workbook(held, {"in_memory": True})
    sheet = book.add_worksheet(SHEET)
    sheet.write_row("A1", ("编号", "标题", "科室"))
    sheet.write_row("A2", ("1", "函", "财务科"))
    if header:
        sheet.set_header("&C&G", {"image_center": "p.png", "image_data_center": io.BytesIO(PICTURE)})
    book.close()
    return held.getvalue()


def in_the_sheet(*put: tuple[str, str]) -> bytes:
    return changed(plain(), {"xl/worksheets/sheet1.xml": list(put)})


def at_the_root() -> bytes:
    """The workbook part at the root of its package, not in a folder."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as package:
        for name, content in parts(plain()).items():
            near = content if name.endswith(".png") else re.sub(rb"(\"/?)xl/", rb"\1", content)
            package.writestr(name.removeprefix("xl/"), near)
    return held.getvalue()


MARKED_CELL = Order((Mark(SHEET, 1, "D", Level.ERROR, "", ("错误", "错")),), LISTING)
PLACES = [f"{at}{row}" for row in (1, 2) for at in "ABC"]
NO_PLACES = [(f' r="{at}"', "") for at in PLACES]
NO_NUMBERS = [(f'<row r="{n}" spans="1:3"', "<row") for n in (1, 2)]
NO_CELL_STYLES = [("<cellXfs", "<!-- <cellXfs"), ("</cellXfs>", "</cellXfs> -->")]
RELS = '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
ODD = {
    "cells without their places": lambda: in_the_sheet(*NO_PLACES),
    "rows without their numbers": lambda: in_the_sheet(*NO_NUMBERS, *NO_PLACES),
    "rows numbered by their cells alone": lambda: in_the_sheet(*NO_NUMBERS),
    "an empty style": lambda: in_the_sheet(('<c r="B2"', '<c r="B2" s=""'), ('<c r="A1"', '<c s="" r="A1"')),
    "texts in marked sections": lambda: in_the_sheet(
        ('t="s"><v>0</v>', 't="inlineStr"><is><t><![CDATA[编号]]></t></is>')),
    "no cell styles": lambda: changed(plain(), {"xl/styles.xml": NO_CELL_STYLES}),
    "no view": lambda: changed(plain(), {"xl/workbook.xml": [("<bookViews>", "<!--"), ("</bookViews>", "-->"), (
        '<workbookView xWindow="240" yWindow="15" windowWidth="16095" windowHeight="9660"/>', "")]}),
    "relations told one by one": lambda: changed(
        plain(header=False), {"[Content_Types].xml": [(RELS, RELS.replace("rels", "bin", 1))]}),
}  # fmt: skip


@pytest.mark.parametrize("name", ODD)
def test_an_odd_but_sound_workbook_is_marked(name: str) -> None:
    notes_at = {"A1": 1, "D1": 1, "B2": 2, "A4": 4}
    marks = [Mark(SHEET, row, at[0], Level.ERROR, "错", ("错误", "错")) for at, row in notes_at.items()]
    order = Order(marks, LISTING, (BadRows(SHEET, f"{BEGIN}问题行", (1,), {2: "错"}),))

    copy = mark(ODD[name](), order).content

    assert values(copy) == values(plain())
    assert notes(copy).keys() == notes_at.keys()
    assert fills(copy) == dict.fromkeys(notes_at, f"FF{COLOURS[Level.ERROR]}")
    book = openpyxl.load_workbook(io.BytesIO(copy))
    assert book.active.title == SHEET
    assert [cell.value for cell in book.worksheets[-1][2]] == ["1", "函", "财务科", "错", f"{SHEET}!2"]
    types = parts(copy)["[Content_Types].xml"].decode()
    assert 'Extension="rels"' in types or "_rels/sheet1.xml.rels" in types
    assert parts(mark(copy, order).content) == parts(copy)


@pytest.mark.parametrize("said", [" ", ""])
def test_a_blank_note_of_the_clerks_stays(said: str) -> None:
    held = io.BytesIO()
    book = xlsxwriter.Workbook(held, {"in_memory": True})
    book.add_worksheet(SHEET).write_comment("D1", "~", {"author": "王敏"})
    book.close()
    hers = changed(held.getvalue(), {"xl/comments1.xml": [("<t>~</t>", f'<t xml:space="preserve">{said}</t>')]})
    noted = Order((Mark(SHEET, 1, "D", Level.ERROR, "错", ("错误", "错")),), LISTING)

    mended = mark(mark(hers, noted).content, NOTHING).content

    assert b'<comment ref="D1"' in parts(mended)["xl/comments1.xml"]
    assert parts(mended)["xl/drawings/vmlDrawing1.vml"] == parts(hers)["xl/drawings/vmlDrawing1.vml"]


def test_part_names_are_the_same_in_upper_and_lower_case() -> None:
    there, other = "xl/worksheets/_rels/sheet1.xml.rels", "xl/worksheets/_rels/Sheet1.xml.rels"
    made = changed(plain(), {}, {other: parts(plain())[there].decode()}, without=there)
    noted = Order((Mark(SHEET, 1, "D", Level.ERROR, "错", ("错误", "错")),), LISTING)

    copy = parts(mark(made, noted).content)

    assert there not in copy
    assert copy[other].count(b"<Relationship ") == 1 + 2


def test_a_workbook_at_the_root_of_its_package_is_marked_there() -> None:
    copy = mark(at_the_root(), MARKED_CELL).content

    assert values(copy) == values(plain())
    assert not [member for member in parts(copy) if member.startswith(("/", "xl/"))]
    assert parts(mark(copy, MARKED_CELL).content) == parts(copy)


REFUSALS = {
    "cells out of their order": (in_the_sheet(('"A1"', '"B1"'), ('"B1" t="s"><v>1', '"A1" t="s"><v>1')), "sheet1.xml"),
    "cells of another row": (in_the_sheet(('"A1"', '"A7"')), "部件 xl/worksheets/sheet1.xml"),
    "marked sections with tags": (in_the_sheet(("<v>0", "<v><![CDATA[</row><row r='9'>]]>0")), "sheet1.xml"),
    "signed": (changed(plain(), {}, {"_xmlsignatures/origin.sigs": ""}), "数字签名"),
    "encrypted": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2048), ".xlsx"),
    "no cell styles, but cells that have one": (
        changed(in_the_sheet(('<c r="A1"', '<c r="A1" s="1"')), {"xl/styles.xml": NO_CELL_STYLES}), "xl/styles.xml"),
    "a font nobody wrote down": (
        changed(plain(), {"xl/styles.xml": [('fontId="0" fillId="0" borderId="0" xfId', 'fontId="9" xfId')]}),
        "fontId"),
    "members that differ by case": (changed(plain(), {}, {"xl/Workbook.xml": ""}), ".xlsx"),
    "a document type": (
        changed(plain(), {"xl/workbook.xml": [("<workbook", "<!DOCTYPE workbook><workbook")]}), "DOCTYPE"),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSALS)
def test_what_cannot_be_patched_is_refused_with_its_reason(name: str) -> None:
    from officebatch.wording import say

    content, words = REFUSALS[name]

    with pytest.raises(Refused) as refused:
        mark(content, MARKED_CELL)

    said = say(refused.value.because, **dict(refused.value.values))
    assert words in said
    assert said != refused.value.because


def test_a_workbook_without_styles_and_texts_gets_its_own() -> None:
    lost = {
        "[Content_Types].xml": [("/xl/styles.xml", "/xl/gone.xml")],
        "xl/_rels/workbook.xml.rels": [("relationships/styles", "relationships/other")],
    }

    after = mark(changed(plain(), lost, without="xl/styles.xml"), MARKED_CELL).content

    assert fills(after) == {"D1": f"FF{COLOURS[Level.ERROR]}"}
    assert values(after) == values(plain())


def test_marked_sheets_are_known_by_their_names() -> None:
    assert [own_sheet(name) for name in openpyxl.load_workbook(io.BytesIO(once())).sheetnames] == [
        True, False, False, True,
    ]  # fmt: skip
