"""Classified rows: found wherever the mark stands, and then nothing of them is anywhere."""

from __future__ import annotations

import dataclasses
import pickle
from typing import TYPE_CHECKING

import pytest

from officebatch.model.report import TroubleKind
from officebatch.reading import read
from officebatch.reading.secrecy import Marks
from officebatch.rulebook.rules import Classified
from tests import making
from tests.reading.made import HEADINGS, OUT, line, office, rules, troubles, workbook

if TYPE_CHECKING:
    from pathlib import Path

CANARY = "金丝雀XK7"
MARKED = (
    *(
        "机密",
        "秘 密",
        "机　密",
        "绝密★",
        "机密★1年",
        "秘密级",
        "机密件",
        "秘密\n",
        "秘密,长期",
        "秘密5年",
        "密级：机密",
    ),
    *(
        "关于某事的通知（秘密）",
        "（秘密）关于某事",
        "【机密★1年】关于某事",
        "机密 关于某事",
        "绝密：关于某事",
        "機密關於某事",
    ),
    *("关于某事的通知 机密", "关于某事的通知机密", "关于某事机密★10年的通知", "機密", "祕密", "附件[秘密]另送"),
)
ORDINARY = (
    *(
        "关于做好保密检查工作的通知",
        "秘书",
        "机密性要求",
        "秘密等级",
        "机密程度",
        "保密期限",
        "关于机要文件管理的通知",
        "工作秘密",
    ),
    *(
        "商业秘密",
        "国家秘密",
        "关于严守国家秘密的通知",
        "绝密、机密、秘密",
        "内部",
        "公开",
        "机密文件管理办法",
        "工作秘密管理规定",
    ),
)


@pytest.mark.parametrize("text", MARKED)
def test_a_mark_is_a_mark(text: str) -> None:
    assert Marks(making.settings()).carried(text)


@pytest.mark.parametrize("text", ORDINARY)
def test_ordinary_words_are_none(text: str) -> None:
    assert not Marks(making.settings()).carried(text)


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


def test_repeated_headings_and_legends_are_no_marks(tmp_path: Path) -> None:
    found = office(tmp_path, [HEADINGS, line(1), HEADINGS, line(2), ["注：密级分为绝密、机密、秘密"]])
    assert not troubles(found, TroubleKind.CLASSIFIED)
    assert len(found.registers[OUT]) == 2
