"""Classified rows: found wherever the mark stands, and then nothing of them is anywhere."""

from __future__ import annotations

import dataclasses
import io
import pickle
import zipfile
from typing import TYPE_CHECKING

import openpyxl
import pytest
from openpyxl.comments import Comment

from officebatch.batch.frozen import classified
from officebatch.model.report import TroubleKind
from officebatch.model.vocabulary import FieldType
from officebatch.reading import read, spans
from officebatch.reading.secrecy import Marks
from officebatch.reading.table import UNCLEAR
from officebatch.rulebook.settings import Classified
from officebatch.rulebook.sheets import Choice
from tests import making
from tests.reading.made import HEADINGS, OUT, fields, line, office, rules, troubles, workbook

if TYPE_CHECKING:
    from pathlib import Path

CANARY = "金丝雀XK7"
MARKED = (
    "机密", "秘 密", "机　密", "绝密★", "机密★1年", "秘密级", "机密件", "秘密\n", "秘密,长期", "秘密5年",
    "密级：机密", "关于某事的通知（秘密）", "（秘密）关于某事", "【机密★1年】关于某事", "机密 关于某事",
    "绝密：关于某事", "機密關於某事", "关于某事的通知 机密", "关于某事的通知机密", "关于某事机密★10年的通知",
    "機密", "祕密", "附件[秘密]另送", "机\u200b密", "机\ufeff密", "机\u00ad密", "机\u200e密", "机\u200d密",
    "机\ufe0e密", "\u202e机密", "机\U000e0100密 某事", "关于某事的通知(机密文件)", "【绝密文件】某事",
    "某事（绝密·1年）", "某事（机密，10年）", "秘密◆3年某事", "机密▲某事", "机密●某事", "机密通知某事",
    "机密文件：某事", "某事“机密”", "某事'机密'", "此件机密", "本件属机密", "按机密件管理", "定为机密",
    "机密级文件", "属秘密级", "秘密级国家秘密", "涉密", "涉密件", "涉密文件：某事", "（涉密）关于某事",
    "此件涉密，请专人保管", "★机密★关于某事", "机密公文", "某事(绝密级)", "列为绝密", "机密件1份", "某事。机密。",
    "某事（秘密级，3年）", "机 密 ★ 十年", "某事[机密 5年]",
)  # fmt: skip
ORDINARY = (
    "关于做好保密检查工作的通知", "秘书", "机密性要求", "秘密等级", "机密程度", "保密期限",
    "关于机要文件管理的通知", "工作秘密", "商业秘密", "国家秘密", "关于严守国家秘密的通知", "绝密、机密、秘密",
    "内部", "公开", "机密文件管理办法", "工作秘密管理规定", "保密工作领导小组", "秘书长办公会", "涉密人员管理办法",
    "涉密计算机自查", "关于开展涉密计算机自查的通知", "秘密投票", "采用秘密投票方式", "以秘密投票选举", "脱密期",
    "国家秘密法宣传", "保守国家秘密", "关于学习保守国家秘密法的通知", "严守党和国家秘密", "保密协议", "密码管理",
    "机要交换", "密切联系群众", "关于加密机房门禁的通知", "商业秘密保护工作方案", "秘密\n等级", "机密 程度",
    "保守商业秘密", "严守秘密，10年如一日", "机密程度评估", "按秘密等级管理", "按国家秘密载体管理",
    "机密件不得登入本表", "说明：涉密文件（绝密、机密、秘密）另册登记，不得登入本表。", "涉密载体销毁工作",
    "关于涉密会议保障的通知", "不涉密", "是否涉密", "涉密文件管理制度", "国家秘密定密管理", "秘密件数统计",
    "关于泄露国家秘密的警示", "机密级别划分", "个人秘密",
)  # fmt: skip
NAMES = (
    "机密发文登记簿", "发文登记簿（机密）", "临江县供电局机密文件登记簿（2026年）", "绝密", "涉密督办",
    "机密文件部分", "一、机密", "二、涉密事项", "秘密文电",
)  # fmt: skip
PLAIN_NAMES = (
    "发文登记簿", "保密工作台账", "国家秘密载体检查", "涉密人员台账", "机密文件管理办法",
    "注：密级分为绝密、机密、秘密", "工作秘密事项", "保密", "不涉密发文", "非涉密发文登记簿", "机要秘书",
)  # fmt: skip


@pytest.mark.parametrize("text", MARKED)
def test_a_mark_is_a_mark(text: str) -> None:
    assert Marks(making.settings()).carried(text)


@pytest.mark.parametrize("text", ORDINARY)
def test_ordinary_words_are_none(text: str) -> None:
    assert not Marks(making.settings()).carried(text)


@pytest.mark.parametrize("text", NAMES)
def test_a_name_may_be_a_mark(text: str) -> None:
    assert Marks(making.settings()).named(text)


@pytest.mark.parametrize("text", PLAIN_NAMES)
def test_ordinary_names_are_none(text: str) -> None:
    assert not Marks(making.settings()).named(text)


@pytest.mark.parametrize("word", ["密", "机", "秘", "机蜜", "机-密", "JM", "TOP SECRET", "待定", "#N/A"])
def test_a_level_nobody_knows_is_as_good_as_a_mark(tmp_path: Path, word: str) -> None:
    found = office(tmp_path, [HEADINGS, line(1, 密级=word, 标题=CANARY), line(2)])
    assert [(t.origin.address, t.values) for t in troubles(found, TroubleKind.CLASSIFIED)] == [("D2", (UNCLEAR,))]
    assert CANARY.encode() not in pickle.dumps(found)


@pytest.mark.parametrize("word", ["公开", "公 开", "工作秘密", "商密", "内\u200b部", "/", "—", "无", None])
def test_public_and_inner_levels_are_clear(tmp_path: Path, word: str | None) -> None:
    assert not troubles(office(tmp_path, [HEADINGS, line(1, 密级=word)]), TroubleKind.CLASSIFIED)


def test_the_list_of_the_secrecy_field_says_which_levels_are_known(tmp_path: Path) -> None:
    choices = (Choice("密级", "商密", ("商业秘密",)), Choice("密级", "机密", ("JM",)))
    book = rules(fields=fields(密级={"type": FieldType.CHOICE, "choices": "密级"}), choices=choices)
    found = office(tmp_path, [HEADINGS, line(1, 密级="商业秘密"), line(2, 密级="jm"), line(3, 密级="公开")], book)
    assert [t.origin.row for t in troubles(found, TroubleKind.CLASSIFIED)] == [3]


def test_a_level_never_calculated_is_unknown(tmp_path: Path) -> None:
    found = office(tmp_path, [HEADINGS, line(1, 密级='="机"&"密"', 标题=CANARY), line(2)])
    assert [t.origin.address for t in troubles(found, TroubleKind.CLASSIFIED)] == ["D2"]
    assert CANARY.encode() not in pickle.dumps(found)


def test_the_rule_book_can_only_add_to_the_words_of_the_law() -> None:
    marks = Marks(making.settings(secret_words=("机密",), inner_levels=("工作秘密", "机密级")))
    assert all(map(marks.carried, ("绝密", "秘密★1年", "机密级")))


def test_in_the_secrecy_field_the_word_alone_is_enough() -> None:
    marks = Marks(making.settings())
    assert marks.carried("国家秘密", level=True)
    assert not marks.carried("工作秘密", level=True)


@pytest.mark.parametrize("field", ["密级", "标题", "备注", "序号", "拟稿日期", "拟稿人"])
def test_nothing_of_a_marked_row_is_anywhere(tmp_path: Path, field: str) -> None:
    other = "标题" if field != "标题" else "备注"
    secret = line(2, **{other: CANARY, "拟稿部门": CANARY, "核稿日期": CANARY, field: "机密★1年"})
    told: list[str] = []
    workbook(tmp_path / "发文.xlsx", {OUT: [HEADINGS, line(1), secret, line(3)]})
    found = read(tmp_path, rules(), told.append)
    assert CANARY.encode() not in pickle.dumps((found, told))
    assert len(found.registers[OUT]) == 2
    assert [(t.origin.row, t.record, t.field, t.values) for t in troubles(found, TroubleKind.CLASSIFIED)] == [
        (3, "", "", ())
    ]
    assert found.registers[OUT].seats == {"发文字号": ("临电办〔2026〕2号",)}
    assert found.reports[0].quarantined == (3,)


def test_the_place_names_the_column_of_the_secrecy_field_first(tmp_path: Path) -> None:
    found = office(tmp_path, [HEADINGS, line(1, 密级="机密", 标题="机密★1年 关于某事")])
    assert [str(t.origin.address) for t in troubles(found, TroubleKind.CLASSIFIED)] == ["D2"]


def test_a_mark_under_an_unknown_heading_counts(tmp_path: Path) -> None:
    found = office(tmp_path, [[*HEADINGS, "涉密情况"], [*line(1), "秘密"], [*line(2), ""]])
    assert [t.origin.address for t in troubles(found, TroubleKind.CLASSIFIED)] == ["2"]


def test_a_merged_mark_speaks_for_all_its_rows(tmp_path: Path) -> None:
    rows = [HEADINGS, line(1, 密级="机密"), line(2, 密级=None), line(3)]
    found = office(tmp_path, rows, None, "D2:D3")
    assert [t.origin.row for t in troubles(found, TroubleKind.CLASSIFIED)] == [2, 3]
    assert list(found.registers[OUT].keys) == ["临电办〔2026〕3号"]


def test_a_mark_above_the_headings_stops_the_sheet(tmp_path: Path) -> None:
    found = office(tmp_path, [["发文登记簿（秘密）"], HEADINGS, line(1, 标题=CANARY)])
    assert [t.origin.row for t in troubles(found, TroubleKind.CLASSIFIED)] == [1]
    assert len(found.registers[OUT]) == 0
    assert CANARY.encode() not in pickle.dumps(found)


def test_the_rule_book_may_stop_the_whole_workbook(tmp_path: Path) -> None:
    book = rules(settings=making.settings(classified=Classified.STOP))
    found = office(tmp_path, [[*HEADINGS, CANARY], [*line(1, 密级="秘密"), ""], [*line(2), ""]], book)
    assert OUT not in found.registers
    assert [t.origin.workbook for t in troubles(found, TroubleKind.STOPPED)] == ["发文登记簿.xlsx"]
    assert CANARY.encode() not in pickle.dumps(found)


def test_a_csv_is_searched_too(tmp_path: Path) -> None:
    lines = ["发文字号,标题,密级,备注", f"1号,{CANARY},机密,", "2号,关于某事,公开,"]
    (tmp_path / "发文.csv").write_text("\n".join(lines), encoding="gb18030")
    found = read(tmp_path, rules())
    assert list(found.registers[OUT].keys) == ["2号"]
    assert CANARY.encode() not in pickle.dumps(found)


def test_a_sheet_nobody_takes_is_searched_but_a_list_of_choices_passes(tmp_path: Path) -> None:
    choices = [["公开"], ["秘密"], ["机密"]]
    notes = [["说明"], [f"机密★ {CANARY}"]]
    workbook(tmp_path / "发文.xlsx", {OUT: [[*HEADINGS], line(1)], "选项": [*choices], "便笺": [*notes]})
    found = read(tmp_path, rules())
    assert [(t.origin.sheet, t.origin.row) for t in troubles(found, TroubleKind.CLASSIFIED)] == [("便笺", 2)]
    assert CANARY.encode() not in pickle.dumps(found)


def test_a_tick_under_a_level_is_a_mark(tmp_path: Path) -> None:
    rows = [[*HEADINGS, "公开", "机 密"], [*line(1), "√", ""], [*line(2, 标题=CANARY), "", "√"], [*line(3), "√", "否"]]
    found = office(tmp_path, rows)
    assert [t.origin.row for t in troubles(found, TroubleKind.CLASSIFIED)] == [3]
    assert CANARY.encode() not in pickle.dumps(found)


def test_a_sheet_named_by_a_level_is_not_taken(tmp_path: Path) -> None:
    workbook(tmp_path / "发文.xlsx", {OUT: [HEADINGS, line(1)], "发文（机密）": [HEADINGS, line(2, 标题=CANARY)]})
    found = read(tmp_path, rules())
    assert [(t.origin.sheet, t.origin.row) for t in troubles(found, TroubleKind.CLASSIFIED)] == [("发文（机密）", 0)]
    assert CANARY.encode() not in pickle.dumps(found)


def test_given_heading_rows_that_are_none_quote_nothing(tmp_path: Path) -> None:
    rule = dataclasses.replace(rules().registers[0], heading_rows=(2,))
    found = office(tmp_path, [HEADINGS, line(1, 密级="机密", 标题=CANARY)], rules(registers=(rule,)))
    assert [t.origin.row for t in troubles(found, TroubleKind.CLASSIFIED)] == [2]
    assert CANARY.encode() not in pickle.dumps(found)


def test_a_record_given_as_a_heading_row_is_none(tmp_path: Path) -> None:
    rule = dataclasses.replace(rules().registers[0], heading_rows=(1, 2))
    rows = [HEADINGS, line(1, 密级="机密", 标题=CANARY), line(2), line(3)]
    found = office(tmp_path, rows, rules(registers=(rule,)))
    assert [t.origin.row for t in troubles(found, TroubleKind.CLASSIFIED)] == [2]
    assert CANARY.encode() not in pickle.dumps(found)
    workbook(tmp_path / "发文登记簿.xlsx", {OUT: [HEADINGS, line(1), line(2)]})
    assert len(read(tmp_path, rules(registers=(rule,))).registers[OUT]) == 2


def test_a_row_between_given_heading_rows_is_read(tmp_path: Path) -> None:
    upper = [h if h not in ("拟稿人", "拟稿日期") else "拟稿" for h in HEADINGS]
    lower = [None if h not in ("拟稿人", "拟稿日期") else h[2:] for h in HEADINGS]
    rule = dataclasses.replace(rules().registers[0], heading_rows=(1, 3))
    found = office(tmp_path, [upper, line(1, 密级="机密", 标题=CANARY), lower, line(2)], rules(registers=(rule,)))
    assert [t.origin.row for t in troubles(found, TroubleKind.CLASSIFIED)] == [2]
    assert len(found.registers[OUT]) == 1
    assert CANARY.encode() not in pickle.dumps(found)


def test_a_mark_in_a_heading_is_told_and_not_quoted(tmp_path: Path) -> None:
    found = office(tmp_path, [[*HEADINGS, f"{CANARY}机密★1年"], [*line(1), ""]])
    assert [t.origin.row for t in troubles(found, TroubleKind.CLASSIFIED)] == [1]
    assert len(found.registers[OUT]) == 1
    assert CANARY.encode() not in pickle.dumps(found)


def test_levels_over_columns_to_be_ticked_are_headings(tmp_path: Path) -> None:
    upper = [*HEADINGS, "密级情况", None, None]
    lower = [*[None] * len(HEADINGS), "公开", "秘密", "机密"]
    rule = dataclasses.replace(rules().registers[0], heading_rows=(1, 2))
    rows = [upper, lower, [*line(1), "√", "", ""], [*line(2, 标题=CANARY), "", "", "√"]]
    found = office(tmp_path, rows, rules(registers=(rule,)))
    assert [t.origin.row for t in troubles(found, TroubleKind.CLASSIFIED)] == [4]


@pytest.mark.parametrize("name", ["机密发文登记簿.xlsx", "发文登记簿（机密）.xlsx"])
def test_a_file_named_by_a_level_is_not_taken(tmp_path: Path, name: str) -> None:
    workbook(tmp_path / name, {OUT: [HEADINGS, line(1, 标题=CANARY)]})
    found = read(tmp_path, rules())
    assert [t.origin.workbook for t in troubles(found, TroubleKind.STOPPED)] == [name]
    assert OUT not in found.registers
    assert CANARY.encode() not in pickle.dumps(found)


def test_a_workbook_stopped_for_a_mark_is_none_to_copy(tmp_path: Path) -> None:
    path = workbook(tmp_path / "发文登记簿.xlsx", {OUT: [HEADINGS, line(1)]})
    assert classified(read(tmp_path, rules())) == []
    book = openpyxl.load_workbook(path)
    book[OUT].oddHeader.right.text = "机密★"
    book.save(path)
    assert classified(read(tmp_path, rules())) == ["发文登记簿.xlsx"]


def test_a_page_header_may_stop_the_workbook(tmp_path: Path) -> None:
    path = workbook(tmp_path / "发文登记簿.xlsx", {OUT: [HEADINGS, line(1, 标题=CANARY)]})
    book = openpyxl.load_workbook(path)
    book[OUT].oddHeader.right.text = "机密★"
    book.save(path)
    found = read(tmp_path, rules())
    assert [t.values for t in troubles(found, TroubleKind.STOPPED)] == [(("mark", "margin"),)]
    assert CANARY.encode() not in pickle.dumps(found)


@pytest.mark.parametrize(("said", "stopped"), [("机密★", True), ("填写说明：公开、秘密", False)])
def test_a_text_box_may_stop_the_workbook(tmp_path: Path, said: str, *, stopped: bool) -> None:
    import xlsxwriter

    with xlsxwriter.Workbook(tmp_path / "发文登记簿.xlsx") as book:
        page = book.add_worksheet(OUT)
        written: tuple[list[object], ...] = ([*HEADINGS], line(1, 标题=CANARY))
        for row, cells in enumerate(written):
            page.write_row(row, 0, [str(cell or "") for cell in cells])
        page.insert_textbox("C5", said)
    found = read(tmp_path, rules())
    assert [t.values for t in troubles(found, TroubleKind.STOPPED)] == [(("mark", "drawing"),)] * stopped
    assert (CANARY.encode() not in pickle.dumps(found)) == stopped


def test_a_note_on_a_sheet_nobody_takes_is_found(tmp_path: Path) -> None:
    path = workbook(tmp_path / "发文登记簿.xlsx", {OUT: [HEADINGS, line(1)], "便笺": [["某事"], ["某事"]]})
    book = openpyxl.load_workbook(path)
    book["便笺"]["A2"].comment = Comment("机密★10年", "办公室")
    book.save(path)
    found = read(tmp_path, rules())
    assert [(t.origin.sheet, t.origin.row) for t in troubles(found, TroubleKind.CLASSIFIED)] == [("便笺", 2)]


def test_a_note_on_a_cell_marks_its_row(tmp_path: Path) -> None:
    path = workbook(tmp_path / "发文登记簿.xlsx", {OUT: [HEADINGS, line(1), line(2, 标题=CANARY)]})
    book = openpyxl.load_workbook(path)
    book[OUT]["C3"].comment = Comment("机密★10年", "办公室")
    book[OUT]["D1"].comment = Comment("填写：公开、秘密", "办公室")
    book.save(path)
    found = read(tmp_path, rules())
    assert [t.origin.row for t in troubles(found, TroubleKind.CLASSIFIED)] == [3]
    assert CANARY.encode() not in pickle.dumps(found)


@pytest.mark.parametrize(
    "moved", [("xl/", "buch/"), ("xl/w", "XL/W"), ("xl/", ""), ("xl/comments/comment1.xml", "xl/notes/n.xml")]
)
def test_a_note_is_seen_wherever_the_parts_of_the_workbook_stand(tmp_path: Path, moved: tuple[str, str]) -> None:
    path = workbook(tmp_path / "发文登记簿.xlsx", {OUT: [HEADINGS, line(1), line(2, 标题=CANARY)]})
    book = openpyxl.load_workbook(path)
    book[OUT]["C3"].comment = Comment("机密★10年", "办公室")
    book.save(path)
    with zipfile.ZipFile(path) as package:
        members = {name: package.read(name) for name in package.namelist()}
    with zipfile.ZipFile(path, "w") as package:
        for name, content in members.items():
            placed = content.replace(f'="/{moved[0]}'.encode(), f'="/{moved[1]}'.encode())
            placed = placed.replace(f'="{moved[0]}'.encode(), f'="{moved[1]}'.encode())
            package.writestr(name.replace(*moved), placed)
    found = read(tmp_path, rules())
    assert [t.origin.row for t in troubles(found, TroubleKind.CLASSIFIED)] == [3]


def test_a_title_that_speaks_of_classified_documents_stops_the_sheet(tmp_path: Path) -> None:
    found = office(tmp_path, [["临江县供电局机密文件登记簿（2026年）"], HEADINGS, line(1, 标题=CANARY)])
    assert [t.origin.row for t in troubles(found, TroubleKind.CLASSIFIED)] == [1]
    assert CANARY.encode() not in pickle.dumps(found)


def test_what_shares_a_merged_cell_with_a_marked_row_is_classified(tmp_path: Path) -> None:
    rows = [HEADINGS, line(1, 密级="机密", 标题=CANARY), line(2, 标题=None), line(3)]
    found = office(tmp_path, rows, None, "C2:C3")
    assert [t.origin.row for t in troubles(found, TroubleKind.CLASSIFIED)] == [2, 3]
    assert CANARY.encode() not in pickle.dumps(found)


def test_a_merged_mark_beside_two_registers_speaks_for_all_its_rows(tmp_path: Path) -> None:
    rule = dataclasses.replace(rules().registers[0], columns="A:K")
    rows = [HEADINGS, [*line(1, 标题=CANARY), None, "机密"], [*line(2, 标题=CANARY), None, None], line(3)]
    found = office(tmp_path, rows, rules(registers=(rule,)), "M2:M3")
    assert [t.origin.row for t in troubles(found, TroubleKind.CLASSIFIED)] == [2, 3]
    assert CANARY.encode() not in pickle.dumps(found)


def test_nothing_is_carried_down_from_a_marked_row(tmp_path: Path) -> None:
    book = rules(fields=fields(备注={"carry_down": True}))
    rows = [HEADINGS, line(1, 密级="机密", 备注=CANARY), line(2), line(3, 备注="另件")]
    found = office(tmp_path, rows, book)
    assert [found.registers[OUT].text(row, "备注") for row in range(2)] == ["", "另件"]
    assert CANARY.encode() not in pickle.dumps(found)


def test_a_marked_section_holds_the_rows_below_it(tmp_path: Path) -> None:
    rows = [HEADINGS, line(1), ["一、机密文件部分"], line(2, 标题=CANARY), line(3), ["二、其他"], line(4)]
    found = office(tmp_path, rows, None, "A3:K3", "A6:K6")
    assert [t.origin.row for t in troubles(found, TroubleKind.CLASSIFIED)] == [3, 4, 5]
    assert len(found.registers[OUT]) == 2
    assert CANARY.encode() not in pickle.dumps(found)


ODS = """<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"><office:body><office:spreadsheet>
<table:table table:name="甲&amp;乙">
<table:table-row table:number-rows-repeated="2"><table:table-cell/></table:table-row>
<table:table-row><table:table-cell table:number-columns-repeated="3"/>
<table:table-cell table:number-rows-spanned="3" table:number-columns-spanned="1" office:value-type="string"/>
</table:table-row></table:table></office:spreadsheet></office:body></office:document-content>"""


def test_merged_cells_of_an_opendocument_sheet_are_seen() -> None:
    package = io.BytesIO()
    with zipfile.ZipFile(package, "w") as made:
        made.writestr("content.xml", ODS)
    with zipfile.ZipFile(package) as opened:
        assert spans.merged(opened) == {"甲&乙": [((2, 3), (4, 3))]}


@pytest.mark.parametrize("second", ['1号,"未闭合,办公室,机密', '1号,"未闭合"后,办公室,机密'])
def test_an_open_quote_in_a_text_file_is_refused(tmp_path: Path, second: str) -> None:
    lines = ["发文字号,标题,拟稿部门,密级", second, f"2号,{CANARY},办公室,公开", '3号,"某事",办公室,公开']
    (tmp_path / "发文.csv").write_text("\n".join(lines), encoding="utf-8")
    found = read(tmp_path, rules())
    assert [dict(t.values)["line"] for t in troubles(found, TroubleKind.UNREADABLE)] == ["2"]
    assert CANARY.encode() not in pickle.dumps(found)


def test_a_cell_of_a_text_file_that_swallowed_lines_is_refused(tmp_path: Path) -> None:
    lines = ["发文字号,标题,拟稿部门,密级", '1号,"未闭合,办公室,机密', '2号,某事,办公室,公开"']
    (tmp_path / "发文.csv").write_text("\n".join(lines), encoding="utf-8")
    assert troubles(read(tmp_path, rules()), TroubleKind.UNREADABLE)


def test_repeated_headings_and_legends_are_no_marks(tmp_path: Path) -> None:
    found = office(tmp_path, [HEADINGS, line(1), HEADINGS, line(2), ["注：密级分为绝密、机密、秘密"]])
    assert not troubles(found, TroubleKind.CLASSIFIED)
    assert len(found.registers[OUT]) == 2
