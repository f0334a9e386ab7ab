"""Lines added to the clerk's own workbook: everything of hers stays, or nothing is written and the reason is told."""

from __future__ import annotations

import hashlib
import os
import subprocess
from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING

import openpyxl
import pytest
import xlsxwriter
from lxml import etree
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import Border, PatternFill, Side
from openpyxl.worksheet.table import Table

from officebatch import wording
from officebatch.approval.book import BookRefused, missing_lines, update, with_answers
from officebatch.approval.book_package import Package
from officebatch.outputs.empty_book import LINES, empty_notice_book
from tests.approval.book import (
    DUE,
    FIELDS,
    HEAD,
    ISSUED,
    NAME,
    NOTICES,
    added,
    begun,
    column,
    edited,
    in_sheet,
    notice,
    parts,
    put,
    read,
    with_parts,
)
from tests.outputs.soundness import faults

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from openpyxl.worksheet.worksheet import Worksheet

    from officebatch.model.notice import Notice

NEW = (notice(11), notice(12, title="关于<某>&某事\n第二行\x0b"), notice(13, level=0))
AS_OF = date(2026, 11, 20)
STRICT = b"http://purl.oclc.org/ooxml/spreadsheetml/main"
SHEET = "xl/worksheets/sheet1.xml"


def cells(path: Path) -> dict[tuple[str, str], tuple[object, ...]]:
    """Every cell of a workbook with a value: sheet and address → value and look."""
    return {
        (sheet.title, cell.coordinate): (cell.value, cell.number_format, cell.fill.fgColor.rgb, cell.border.left.style)
        for sheet in openpyxl.load_workbook(path).worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None
    }


def well_added(path: Path, *more: str) -> None:
    """Add three lines; all earlier cells and all other parts are as before, the lines are read, and nothing is told."""
    changed = {Package(path.read_bytes()).sheet(read(path).at.sheet), *more}
    before, members = cells(path), parts(path)
    assert added(path, (*NOTICES, *NEW)) == NEW
    after = parts(path)
    assert list(after) == list(members)
    assert {name for name in members if members[name] != after[name]} == changed
    now = cells(path)
    assert {place: now[place] for place in before} == before
    book = read(path)
    numbers = [row.text("编号") for row in book.rows]
    assert numbers[-3:] == [n.number for n in NEW]
    found, complaints = with_answers((*NOTICES, *NEW), book, AS_OF)
    assert [c.said for c in complaints] == []
    assert all(n.answer is not None for n in found)
    assert missing_lines((*NOTICES, *NEW), book) == ()


def refused(path: Path, *, reason: str) -> None:
    """Adding is refused with a reason; the file and what lies beside it are untouched."""
    before, beside = path.read_bytes(), sorted(p.name for p in path.parent.iterdir())
    book = read(path)
    with pytest.raises(BookRefused) as said:
        update(path, NEW, book, path.parent / "kept")
    assert said.value.said.startswith(path.name)
    assert reason in said.value.said
    assert path.read_bytes() == before
    left = sorted(p.name for p in path.parent.iterdir() if p.name != "kept")
    assert left == beside


def test_the_empty_book_is_the_same_bytes_in_both_languages_and_reads_empty(tmp_path: Path) -> None:
    for language in ("zh_CN", "en"):
        with wording.spoken(language):
            content = empty_notice_book()
            assert faults(content) == []
            assert content == empty_notice_book()
        (tmp_path / NAME).write_bytes(content)
        book = read(tmp_path / NAME)
        assert (book.rows, book.complaints, book.at.row, tuple(book.columns)) == ((), (), HEAD, FIELDS)


def test_a_line_says_what_the_notice_said(tmp_path: Path) -> None:
    row = read(begun(tmp_path)).rows[0]
    assert dict(row.values) == dict.fromkeys(FIELDS) | {
        "编号": "临电催〔2026〕1号",
        "文书": "催办通知单",
        "级次": 2,
        "主送": "财务科",
        "印发日期": ISSUED,
        "事项编号": "督〔2026〕1号",
        "事项": "关于第1件事的办理",
        "责任环节": "承办",
        "规定时限": DUE,
        "送达方式": "OA",
    }
    assert str(row.place("处理")) == f"{NAME} 通知单登记簿!O4"


def test_the_version_before_is_kept(tmp_path: Path) -> None:
    path = begun(tmp_path)
    before = path.read_bytes()
    book = read(path)
    done = update(path, NEW, book, tmp_path / "runs" / ".replaced")
    assert done.kept == tmp_path / "runs" / ".replaced" / "通知单登记簿.2.xlsx"
    assert done.kept.read_bytes() == before
    assert update(path, (), book, tmp_path / "other").kept is None
    assert not (tmp_path / "other").exists()


def test_more_lines_than_were_prepared_look_like_those_before(tmp_path: Path) -> None:
    path = begun(tmp_path)
    many = tuple(notice(n) for n in range(100, 100 + LINES))
    assert len(added(path, (*NOTICES, *many))) == LINES
    assert faults(path.read_bytes()) == []
    sheet = openpyxl.load_workbook(path).worksheets[0]
    last = HEAD + LINES + len(NOTICES)
    for place in range(1, len(FIELDS) + 1):
        assert sheet.cell(HEAD + 1, place)._style == sheet.cell(last, place)._style
    assert sheet.row_dimensions[last].height == sheet.row_dimensions[HEAD + 1].height
    assert sheet.cell(last, 5).value == datetime(2026, 11, 16)
    assert sheet.dimensions == f"A1:Q{last}"


def test_a_long_title_is_not_cut_off_by_the_rows_height(tmp_path: Path) -> None:
    path = begun(tmp_path, (notice(1, title="很长的标题" * 40), notice(2)))
    sheet = openpyxl.load_workbook(path).worksheets[0]
    assert [sheet.row_dimensions[HEAD + n].height for n in (1, 2)] == [None, 29.25]


def lines_filled(sheet: Worksheet) -> None:
    put(sheet, 1, 签收人="朱梅", 回复日期="11.18", 处理="销号")
    put(sheet, 2, 回复日期=datetime(2026, 11, 18), 回复摘要="已报")
    sheet["O4"].fill = PatternFill("solid", "FFFF00")


def moved(sheet: Worksheet) -> None:
    for row in sheet.iter_rows(min_row=HEAD):
        values = [cell.value for cell in row]
        for cell, value in zip(row, reversed(values), strict=True):
            cell.value, cell.number_format = value, "General"


def renamed(sheet: Worksheet) -> None:
    other = {"编号": "文 号", "处理": "处理情况", "回复日期": "Answered on", "印发日期": "发出日期："}
    for field, heading in other.items():
        sheet.cell(HEAD, column(field)).value = heading


def own_columns(sheet: Worksheet) -> None:
    sheet.insert_cols(1, 2)
    sheet["A3"], sheet["B3"], sheet["T3"], sheet["U3"] = "序号", "盒号", "备注", "逾期天数"
    for row in range(HEAD + 1, 300):
        sheet.cell(row, 1).value = row - HEAD
        sheet.cell(row, 21).value = f'=IF(C{row}="","",TODAY()-K{row})'
    sheet["T4"] = "送两次"
    sheet["Y90"] = "旁注"
    sheet["B4"].comment = Comment("已归档", "朱梅")


def other_sheets(sheet: Worksheet) -> None:
    more = sheet.parent.create_sheet("统计")
    more["A1"], more["A2"], more["A3"] = "部门", "财务科", "=COUNTA(通知单登记簿!A4:A99)"
    chart = BarChart()
    chart.add_data(Reference(more, min_col=1, min_row=2, max_row=3))
    more.add_chart(chart, "C2")
    sheet.parent.create_sheet("通讯录").append(["姓名", "编号"])
    sheet.parent.move_sheet("统计", -1)


def merged(sheet: Worksheet) -> None:
    sheet["M4"], sheet["O4"] = datetime(2026, 11, 18), "销号"
    sheet.merge_cells("M4:M5")
    sheet.merge_cells("O4:O5")
    sheet.merge_cells("A8:B9")


def gaps(sheet: Worksheet) -> None:
    sheet.insert_rows(HEAD + 2, 3)
    sheet["A20"] = "注：以上由朱梅登记"


def filter_on(sheet: Worksheet) -> None:
    sheet.auto_filter.add_filter_column(3, ["生产技术科"])
    for row in range(HEAD + 1, HEAD + LINES):
        sheet.row_dimensions[row].hidden = True
    sheet.column_dimensions["C"].hidden = True


def headings_again(sheet: Worksheet) -> None:
    sheet.insert_rows(HEAD + 3)
    for place, field in enumerate(FIELDS, 1):
        sheet.cell(HEAD + 3, place).value = field


def in_another_order(sheet: Worksheet) -> None:
    """A second table below, headed the other way round: the new lines follow its columns."""
    for row in (HEAD + 3, HEAD + 4):
        values = [sheet.cell(row, place).value for place in range(1, len(FIELDS) + 1)]
        for place, value in enumerate(reversed(values), 1):
            sheet.cell(row + 4, place).value = value
            sheet.cell(row, place).value = None
    for place, field in enumerate(reversed(FIELDS), 1):
        sheet.cell(HEAD + 6, place).value = field


def bordered(sheet: Worksheet) -> None:
    side = Side("thin")
    for row in range(HEAD + LINES, 3000):
        for place in range(1, len(FIELDS) + 1):
            sheet.cell(row, place).border = Border(side, side, side, side)


def rules(sheet: Worksheet) -> None:
    green = CellIsRule("equal", ['"销号"'], fill=PatternFill("solid", bgColor="00FF00"))
    sheet.conditional_formatting.add("O4:O7", green)
    sheet.auto_filter.ref = "A3:Q7"
    sheet.print_title_rows = "3:3"
    sheet.print_area = "A1:Q40"


@pytest.mark.parametrize(
    "edit",
    [
        lines_filled,
        moved,
        renamed,
        own_columns,
        other_sheets,
        merged,
        gaps,
        filter_on,
        headings_again,
        in_another_order,
        bordered,
        rules,
        lambda s: s.delete_rows(1),
        lambda s: s.delete_rows(1, 2),
        lambda s: s.delete_cols(column("送达方式")),
        lambda s: s.insert_rows(1, 5),
        lambda s: setattr(s, "title", "登记簿 '26 & 更早"),
        lambda s: s.delete_rows(HEAD + 5, 100),
    ],
)
def test_whatever_the_clerk_did_stays(tmp_path: Path, edit: Callable[[Worksheet], object]) -> None:
    path = edited(begun(tmp_path), edit)
    assert read(path).readable
    well_added(path)


def test_lines_go_right_behind_the_last_one_whatever_was_prepared_further_down(tmp_path: Path) -> None:
    for edit in (own_columns, bordered, filter_on):
        path = edited(begun(tmp_path), edit)
        added(path, (*NOTICES, *NEW))
        assert [row.at.row for row in read(path).rows][-3:] == [HEAD + 5, HEAD + 6, HEAD + 7]
    sheet = openpyxl.load_workbook(path).worksheets[0]
    assert not any(sheet.row_dimensions[HEAD + n].hidden for n in (5, 6, 7))
    assert sheet.row_dimensions[HEAD + 1].hidden


def test_what_speaks_of_all_lines_speaks_of_the_new_ones(tmp_path: Path) -> None:
    def short(sheet: Worksheet) -> None:
        rules(sheet)
        for validation in sheet.data_validations.dataValidation:
            validation.sqref = type(validation.sqref)(str(validation.sqref).replace("5001", "7"))

    path = edited(begun(tmp_path), short)
    added(path, (*NOTICES, *NEW))
    sheet = openpyxl.load_workbook(path).worksheets[0]
    assert sheet.auto_filter.ref == "A3:Q10"
    assert [str(r.sqref) for r in sheet.conditional_formatting] == ["O4:O10"]
    assert {str(v.sqref)[-2:] for v in sheet.data_validations.dataValidation} == {"10"}


def a_table(sheet: Worksheet) -> None:
    sheet.auto_filter.ref = None
    sheet.add_table(Table(displayName="登记", ref=f"A{HEAD}:Q{HEAD + 4}"))


def test_a_table_grows_with_its_lines(tmp_path: Path) -> None:
    path = edited(begun(tmp_path), a_table)
    well_added(path, "xl/tables/table1.xml")
    tables = openpyxl.load_workbook(path).worksheets[0].tables
    assert tables["登记"].ref == f"A{HEAD}:Q{HEAD + 7}"


def totals(sheet: Worksheet) -> None:
    a_table(sheet)
    sheet.tables["登记"].totalsRowCount = 1


def below_a_table(sheet: Worksheet) -> None:
    a_table(sheet)
    sheet["A12"] = "已阅"


def another_table(sheet: Worksheet) -> None:
    """Ready for lines to come, under the clerk's own column."""
    sheet["T3"], sheet["T9"], sheet["U9"] = "备注", "部门", "件数"
    sheet.add_table(Table(displayName="统计", ref="T9:U14"))


@pytest.mark.parametrize(
    ("edit", "reason"),
    [
        (lambda s: s.protection.enable(), "工作表设有保护"),
        (totals, "设有汇总行"),
        (below_a_table, "表格下方第 12 行还有内容"),
        (another_table, "第 9 行起"),
    ],
)
def test_sheets_that_cannot_be_added_to_are_refused_by_name(
    tmp_path: Path, edit: Callable[[Worksheet], object], reason: str
) -> None:
    refused(edited(begun(tmp_path), edit), reason=reason)


def test_a_book_that_lost_a_needed_heading_is_left(tmp_path: Path) -> None:
    path = edited(begun(tmp_path), lambda s: setattr(s.cell(HEAD, 1), "value", "天知道"))
    assert [c.said for c in read(path).complaints] == [
        f"{NAME} 通知单登记簿!3：缺少“编号”栏，或该栏表头已改成无法识别的写法。请把表头改回“编号”"
    ]
    refused(path, reason="没有读出来")


def test_a_signed_workbook_is_refused(tmp_path: Path) -> None:
    path = with_parts(begun(tmp_path), lambda m: m.update({"_xmlsignatures/sig1.xml": b"<x/>"}))
    refused(path, reason="数字签名")


@pytest.mark.parametrize("owner", ["~${}", ".~{}", ".~lock.{}#"])
def test_a_book_open_elsewhere_is_refused(tmp_path: Path, owner: str) -> None:
    path = begun(tmp_path)
    (tmp_path / owner.format(NAME)).write_bytes(b"x")
    assert read(path).opened
    refused(path, reason=owner.format(NAME))


def test_an_owner_file_without_the_first_letters_counts_too(tmp_path: Path) -> None:
    path = begun(tmp_path)
    (tmp_path / f"~${NAME[2:]}").write_bytes(b"x")
    refused(path, reason="~$单登记簿.xlsx")


def test_a_book_changed_since_it_was_read_is_refused(tmp_path: Path) -> None:
    path = begun(tmp_path)
    book = read(path)
    saved = edited(path, lambda s: put(s, 1, 签收人="甲")).read_bytes()
    with pytest.raises(BookRefused) as said:
        update(path, NEW, book, tmp_path / "kept")
    assert "读取之后又被改动" in said.value.said
    assert path.read_bytes() == saved


class SavedMeanwhile(list["Notice"]):
    """Lines during whose making somebody saves the book."""

    def __init__(self, lines: Sequence[Notice], path: Path, content: bytes) -> None:
        super().__init__(lines)
        self.path, self.content = path, content

    def __iter__(self) -> Iterator[Notice]:
        self.path.write_bytes(self.content)
        return super().__iter__()


def test_a_book_changed_while_lines_are_made_is_refused(tmp_path: Path) -> None:
    path = begun(tmp_path)
    book, other = read(path), edited(begun(tmp_path / "..", ()), lambda s: s.append(["甲"])).read_bytes()

    with pytest.raises(BookRefused) as said:
        update(path, SavedMeanwhile(NEW, path, other), book, tmp_path / "kept")
    assert len(list((tmp_path / "kept").iterdir())) == 1
    assert "读取之后又被改动" in said.value.said
    assert path.read_bytes() == other


def test_a_file_marked_read_only_is_refused(tmp_path: Path) -> None:
    path = begun(tmp_path)
    path.chmod(0o444)
    refused(path, reason="只读")
    path.chmod(0o640)
    well_added(path)
    assert path.stat().st_mode & 0o777 == 0o640


def test_a_folder_that_cannot_be_written_is_refused(tmp_path: Path) -> None:
    path = begun(tmp_path)
    book, before = read(path), path.read_bytes()
    (tmp_path / "kept").write_text("no folder")
    with pytest.raises(BookRefused) as said:
        update(path, NEW, book, tmp_path / "kept")
    assert "系统不允许写入" in said.value.said
    assert path.read_bytes() == before


def test_a_linked_book_is_written_where_it_lies(tmp_path: Path) -> None:
    (tmp_path / "网盘").mkdir()
    real = begun(tmp_path / "网盘")
    link = tmp_path / NAME
    link.symlink_to(real)
    assert added(link, (*NOTICES, *NEW)) == NEW
    assert link.is_symlink()
    assert len(read(real).rows) == 7


def converted(path: Path, soffice: str, kind: str, folder: Path) -> Path:
    folder.mkdir(exist_ok=True)
    command = [soffice, f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", kind]
    subprocess.run([*command, "--outdir", str(folder), str(path)], check=True, capture_output=True, timeout=180)
    return folder / f"{path.stem}.{kind}"


def test_a_book_saved_by_libreoffice(tmp_path: Path, soffice: str) -> None:
    source = edited(begun(tmp_path), lines_filled)
    path = converted(source, soffice, "xlsx", tmp_path / "lo")
    assert with_answers(NOTICES, read(path), AS_OF)[0] == with_answers(NOTICES, read(source), AS_OF)[0]
    before = cells(path)
    well_added(path)
    again = converted(path, soffice, "xlsx", tmp_path / "again")
    opened = {place[1]: value[0] for place, value in cells(again).items()}
    assert {place[1]: value[0] for place, value in before.items()}.items() <= opened.items()
    assert (opened["A8"], opened["G9"]) == (NEW[0].number, "关于<某>&某事\n第二行")
    assert opened["E10"] == datetime(2026, 11, 16)


def test_a_book_saved_in_another_form_is_read_and_refused(tmp_path: Path, soffice: str) -> None:
    book = begun(tmp_path)
    lines = [[str(c.value or "") for c in row] for row in openpyxl.load_workbook(book).worksheets[0].iter_rows()]
    (tmp_path / "通知单登记簿.csv").write_text("\n".join(map(",".join, lines)), encoding="gb18030")
    others = [converted(book, soffice, kind, tmp_path / kind) for kind in ("xls", "ods")]
    for path in (*others, tmp_path / "通知单登记簿.csv"):
        assert len(read(path).rows) == len(NOTICES)
        refused(path, reason="不是 .xlsx 工作簿")
        named = path.replace(path.with_suffix(".xlsx"))
        refused(named, reason="不是 .xlsx 工作簿" if read(named).readable else "没有读出来")


def test_a_book_with_macros_keeps_them(tmp_path: Path) -> None:
    def change(members: dict[str, bytes]) -> None:
        plain = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
        macros = b"application/vnd.ms-excel.sheet.macroEnabled.main+xml"
        members["[Content_Types].xml"] = members["[Content_Types].xml"].replace(plain, macros)
        members["xl/vbaProject.bin"] = bytes(range(256)) * 20

    path = begun(tmp_path)
    path = with_parts(path, change).rename(tmp_path / "通知单登记簿.xlsm")
    well_added(path)


def test_a_plain_book_of_the_clerks_own(tmp_path: Path) -> None:
    """Headings and nothing else, no styles: days are written so that they can be read by people too."""
    path = tmp_path / NAME
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet("簿")
    sheet.write_row(0, 1, reversed(FIELDS))
    book.close()
    assert added(path, NOTICES) == NOTICES
    assert cells(path)["簿", "N2"][0] == "2026-11-16"
    assert with_answers(NOTICES, read(path), AS_OF)[1] == ()


def test_days_counted_from_1904(tmp_path: Path) -> None:
    path = tmp_path / NAME
    book = xlsxwriter.Workbook(path, {"date_1904": True})
    sheet, day = book.add_worksheet(), book.add_format({"num_format": 'yyyy"年"m"月"d"日"'})
    sheet.write_row(0, 0, FIELDS)
    sheet.set_column(4, 4, 12, day)
    sheet.set_column(8, 8, 12, day)
    book.close()
    added(path, NOTICES)
    assert cells(path)["Sheet1", "E2"][0] == datetime(2026, 11, 16)
    assert with_answers(NOTICES, read(path), AS_OF)[1] == ()


def test_rows_and_cells_without_their_addresses(tmp_path: Path) -> None:
    path = begun(tmp_path)

    def change(members: dict[str, bytes]) -> None:
        import re

        text = members[SHEET].decode()
        text = re.sub(r'(<row) r="\d+"', r"\1", text)
        members[SHEET] = re.sub(r'(<c) r="[A-Z]+\d+"', r"\1", text).encode()

    with_parts(path, change)
    assert len(read(path).rows) == len(NOTICES)
    assert added(path, (*NOTICES, *NEW)) == NEW
    assert [row.at.row for row in read(path).rows] == list(range(4, 11))


def test_a_workbook_of_the_strict_kind(tmp_path: Path) -> None:
    """Excel can save with other namespaces; they are those of the lines added then, too."""
    path = begun(tmp_path)
    book = read(path)

    def change(members: dict[str, bytes]) -> None:
        for name, content in members.items():
            text = content.replace(b"http://schemas.openxmlformats.org/spreadsheetml/2006/main", STRICT)
            members[name] = text.replace(
                b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
                b"http://purl.oclc.org/ooxml/officeDocument/relationships",
            )

    with_parts(path, change)
    as_changed = replace(book, digest=hashlib.sha256(path.read_bytes()).hexdigest())
    update(path, NEW, as_changed, tmp_path / "kept")
    sheet = etree.fromstring(parts(path)[SHEET])
    assert {str(cell.tag).rpartition("}")[0] for cell in sheet.iter()} == {"{" + STRICT.decode()}
    assert NEW[0].number in "".join(sheet.itertext())


def test_hostile_xml_is_refused_and_nothing_is_fetched(tmp_path: Path) -> None:
    path = begun(tmp_path)
    book = read(path)
    entity = '<!DOCTYPE worksheet [<!ENTITY x SYSTEM "file:///etc/passwd">]>\n<worksheet '
    in_sheet(path, "<worksheet ", entity)
    as_changed = replace(book, digest=hashlib.sha256(path.read_bytes()).hexdigest())
    with pytest.raises(BookRefused) as said:
        update(path, NEW, as_changed, tmp_path / "kept")
    assert "DOCTYPE" in said.value.said


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 cut off", os.urandom(600), "编号,事项编号\n1,2".encode()])
def test_what_is_no_workbook_is_told_and_left(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / NAME
    path.write_bytes(content)
    book = read(path)
    assert not book.readable
    assert [c.said.startswith(f"{NAME}：读不出来：") for c in book.complaints] == [True]
    refused(path, reason="没有读出来")


def test_a_cut_off_and_a_locked_book(tmp_path: Path) -> None:
    path = begun(tmp_path)
    path.write_bytes(path.read_bytes()[:4000])
    assert "文件不完整或已损坏" in read(path).complaints[0].said
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le") + bytes(2048))
    assert "密码" in read(path).complaints[0].said
    refused(path, reason="没有读出来")
