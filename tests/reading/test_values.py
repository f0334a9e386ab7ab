"""Cells by the type of their field: canonical words, numbers, shares, people; what is none is quoted."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

import numpy as np
import openpyxl
import pandas as pd
import pytest
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from officebatch.model.report import TroubleKind
from officebatch.model.vocabulary import FieldType
from officebatch.reading import read
from officebatch.rulebook.sheets import Person
from tests.reading.made import HEADINGS, OUT, TASKS, days, fields, line, office, rules, troubles, words, workbook

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from officebatch.model.office import Office


def tasks(folder: Path, *lines: Mapping[str, object]) -> Office:
    heads = list(dict.fromkeys(name for one in lines for name in one))
    rows: list[list[object]] = [["编号", "督办事项", *heads]]
    rows += [[f"D{n}", "某事", *[one.get(h) for h in heads]] for n, one in enumerate(lines, 1)]
    workbook(folder / "督办台账.xlsx", {"2026年": rows})
    return read(folder, rules())


def unread(of: Office, register: str = TASKS) -> list[tuple[int, str, str]]:
    return [(u.row, u.field, u.text) for u in of.registers[register].unread]


def test_blanks_and_widths_fold_away(tmp_path: Path) -> None:
    rows = [
        line(1, 紧急程度="平 件", 拟稿部门="财务科 ", 拟稿人="于　伟"),
        line(2, 紧急程度="特急件", 拟稿部门="计 财 科", 拟稿人=" 于伟"),
    ]
    found = office(tmp_path, [HEADINGS, *rows, line(3, 紧急程度=None, 拟稿部门=None, 拟稿人=None)])
    assert words(found, "紧急程度") == ["平件", "特急", "平件"]  # an empty cell means 平件
    assert words(found, "拟稿部门") == ["财务科", "财务科", ""]
    assert words(found, "拟稿人") == ["于伟", "于伟", ""]
    assert found.registers[OUT].text(0, "紧急程度") == "平 件"
    assert found.registers[OUT].text(2, "紧急程度") == ""
    assert not found.registers[OUT].unread


def test_what_is_no_value_is_quoted_at_its_cell(tmp_path: Path) -> None:
    row = line(1, 紧急程度="特特急", 拟稿部门="信息中心", 拟稿人="孙莉", 拟稿日期="2026-13-05", 核稿日期="待定")
    found = office(tmp_path, [HEADINGS, row])
    register = found.registers[OUT]
    said = {(u.field, u.type, u.text) for u in register.unread}
    assert said == {
        ("紧急程度", FieldType.CHOICE, "特特急"),
        ("拟稿部门", FieldType.DEPARTMENT, "信息中心"),
        ("拟稿人", FieldType.PERSON, "孙莉"),
        ("拟稿日期", FieldType.DATE, "2026-13-05"),
        ("核稿日期", FieldType.DATE, "待定"),
    }
    assert register.frame.loc[0, ["紧急程度", "拟稿部门", "拟稿人", "拟稿日期", "核稿日期"]].isna().all()


def test_document_numbers_keep_their_brackets(tmp_path: Path) -> None:
    texts = [
        "临电办〔２０２６〕 １２号",
        "临电办（2026）3号",
        "临电办［2026］4号",
        "临电办[2026]5号",
        "临电办〔2026〕6",
    ]
    found = office(tmp_path, [HEADINGS, *[line(n, 发文字号=t) for n, t in enumerate(texts)]])
    assert words(found, "发文字号") == [
        "临电办〔2026〕12号",
        "临电办（2026）3号",
        "临电办［2026］4号",
        "临电办[2026]5号",
        "临电办〔2026〕6",
    ]
    assert found.registers[OUT].text(0, "发文字号") == "临电办〔２０２６〕 １２号"


@pytest.mark.parametrize(
    ("cells", "shares"),
    [
        (["100%", 1.0, 0.5, ""], [1, 1, 0.5, None]),
        ([80, "100", 5, 0], [0.8, 1, 0.05, 0]),
        (["８０％", "30 %"], [0.8, 0.3]),
        (["90%", "0.9", 100, 1, 50], [0.9, None, 1, None, 0.5]),
        ([0.9, "0.5%", 90], [None, 0.005, 0.9]),
        ([1, 0.1], [1, 0.1]),
    ],
)
def test_shares_by_the_scale_of_their_column(tmp_path: Path, cells: list[object], shares: list[float | None]) -> None:
    found = tasks(tmp_path, *[{"完成率": cell} for cell in cells])
    column = found.registers[TASKS].frame["完成率"]
    assert [None if pd.isna(v) else round(v, 6) for v in column] == shares


def test_numbers(tmp_path: Path) -> None:
    found = tasks(tmp_path, *[{"延期次数": cell} for cell in (2, "３次", "1,200", "", "多次", 1.5)])
    assert found.registers[TASKS].frame["延期次数"].tolist()[:3] == [2, 3, 1200]
    assert unread(found) == [(4, "延期次数", "多次"), (5, "延期次数", "1.5")]


def test_yes_and_no(tmp_path: Path) -> None:
    found = tasks(tmp_path, *[{"公开": cell} for cell in ("是", "√", True, "否", "×", "", "或许")])
    assert words(found, "公开", TASKS) == ["是", "是", "是", "否", "否", "", ""]
    assert unread(found) == [(6, "公开", "或许")]


def test_states_and_a_due_day_that_never_comes(tmp_path: Path) -> None:
    lines = [
        {"完成时限": "长期坚持", "状态": "长 期"},
        {"完成时限": "6月底前", "状态": "√"},
        {"完成时限": "常态化", "状态": "100%"},
    ]
    found = tasks(tmp_path, *lines, {"完成时限": "待定", "状态": "推进中"})
    assert days(found, "完成时限", TASKS) == ["", "2026-06-30", "", ""]
    assert words(found, "状态", TASKS) == ["长期", "办结", "办结", "在办"]
    assert unread(found) == [(3, "完成时限", "待定")]


def test_people(tmp_path: Path) -> None:
    cells = ("于主任", "董主任", "董玉斌主任", "于伟（办公室）", "朱梅同志", "王主任", "于伟、朱梅")
    found = tasks(tmp_path, *[{"责任人": cell} for cell in cells])
    assert words(found, "责任人", TASKS) == ["", "董玉斌", "董玉斌", "于伟", "朱梅", "", "于伟"]
    assert [text for _, _, text in unread(found)] == ["于主任", "王主任"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("朱梅、于伟", "朱梅"),
        ("朱梅\n于伟", "朱梅"),
        ("朱梅/于伟", "朱梅"),
        ("朱梅等", "朱梅"),
        ("朱梅等3人", "朱梅"),
        ("财务科朱梅", "朱梅"),
        ("副科长朱梅", "朱梅"),
        ("财务科副科长朱梅", "朱梅"),
        ("朱\u200b梅", "朱梅"),
        ("陆局长", "陆志强"),
        ("于局长", ""),
        ("朱梅、孙莉", ""),
        ("请朱梅", ""),
    ],
)
def test_the_one_in_charge(tmp_path: Path, text: str, name: str) -> None:
    leader = Person("陆志强", "局领导", "副局长", rank="领导")
    workbook(tmp_path / "督办台账.xlsx", {"2026年": [["编号", "督办事项", "责任人"], ["D1", "某事", text]]})
    found = read(tmp_path, rules(people=(*rules().people, leader)))
    assert words(found, "责任人", TASKS) == [name]
    assert bool(found.reports[0].notes) is (len(text) == 5 and bool(name) and text[2] in "、\n/")


def test_of_two_days_in_a_due_cell_the_first_holds(tmp_path: Path) -> None:
    cells = ("6.30→7.15", "2026-11-30\n2026-12-25", "2026-11-30")
    found = tasks(tmp_path, *[{"完成时限": cell, "办结日期": cell} for cell in cells])
    assert days(found, "完成时限", TASKS) == ["2026-06-30", "2026-11-30", "2026-11-30"]
    assert days(found, "办结日期", TASKS) == ["2026-07-15", "2026-12-25", "2026-11-30"]
    told = [(t.origin.row, t.field, dict(t.values)["day"]) for t in troubles(found, TroubleKind.SEVERAL_DAYS)]
    assert told == [(2, "完成时限", "2026-06-30"), (3, "完成时限", "2026-11-30")]


def test_days_typed_as_numbers_in_a_workbook_that_counts_from_1904(tmp_path: Path) -> None:
    rows = [["编号", "督办事项", "完成时限"], ["D1", "某事", 44833], ["D2", "某事", date(2026, 9, 30)]]
    path = workbook(tmp_path / "督办台账.xlsx", {"2026年": rows})
    book = openpyxl.load_workbook(path)
    book.epoch = CALENDAR_MAC_1904
    book["2026年"]["C3"].value = datetime(2026, 9, 30)
    book.save(path)
    assert days(read(tmp_path, rules()), "完成时限", TASKS) == ["2026-09-30", "2026-09-30"]


def test_words_for_nothing_in_a_date_cell(tmp_path: Path) -> None:
    found = tasks(tmp_path, *[{"完成时限": cell} for cell in ("无", "/", "-", "—", "2026\u20113\u22125\u200b")])
    assert days(found, "完成时限", TASKS) == ["", "", "", "", "2026-03-05"]
    assert not unread(found)


def test_several_people_in_one_cell(tmp_path: Path) -> None:
    cells = ("于伟、朱梅", "于 伟,朱 梅", "于伟\n朱梅", "于伟 朱梅", "于伟/财务", "各部门", "于伟、孙莉", "")
    found = tasks(tmp_path, *[{"配合人": cell} for cell in cells])
    assert words(found, "配合人", TASKS) == [*["于伟、朱梅"] * 4, "于伟、财务科", "各部门", "", ""]
    assert [text for _, _, text in unread(found)] == ["于伟、孙莉"]


def test_people_of_one_name_are_told_apart_or_asked(tmp_path: Path) -> None:
    lines = [{"责任人": "吴静", "责任部门": d} for d in ("财务科", "办公室", "")]
    found = tasks(tmp_path, *lines, {"责任人": "吴静（财务科）", "责任部门": "办公室"})
    asked = troubles(found, TroubleKind.AMBIGUOUS_PERSON)
    assert [(t.origin.row, t.record, t.values) for t in asked] == [
        (3, "D2", (("person", "吴静"),)),
        (4, "D3", (("person", "吴静"),)),
    ]
    assert words(found, "责任人", TASKS) == ["吴静"] * 4


def test_column_types(tmp_path: Path) -> None:
    frame = office(tmp_path, [HEADINGS, line(1, 拟稿日期=datetime(2026, 1, 5, 16, 30))]).registers[OUT].frame
    assert isinstance(frame["标题"].array, pd.Categorical)
    assert frame["拟稿日期"].dtype == np.dtype("datetime64[s]")
    assert str(frame["拟稿日期"].iat[0]) == "2026-01-05 00:00:00"
    assert list(frame.columns) == [f.field for f in fields() if f.register == OUT]


def test_dates_in_one_column_in_every_writing(tmp_path: Path) -> None:
    cells = (
        date(2026, 1, 5),
        46027.0,
        "2026.1.5",
        "20260105",
        20260105,
        "２０２６-１-５",
        " 2026-01-05 ",
        "1月5日",
        1.05,
        "1.5",
    )
    rows = [line(n, 拟稿日期=cell) for n, cell in enumerate(cells)]
    found = office(tmp_path, [["发文登记簿（2026年）"], HEADINGS, *rows])
    assert days(found, "拟稿日期") == ["2026-01-05"] * len(cells)


def test_keys_and_their_ordinals(tmp_path: Path) -> None:
    rows = [line(1), line(1), line(2, 发文字号=None), line(1), line(3, 发文字号="临电办〔2026〕 1号")]
    register = office(tmp_path, [HEADINGS, *rows]).registers[OUT]
    one = "临电办〔2026〕1号"
    assert list(register.keys) == [one, f"{one}#2", "关于做好第2项工作的通知", f"{one}#3", f"{one}#4"]


def test_numbers_in_text_fields_are_shown_as_a_reader_sees_them(tmp_path: Path) -> None:
    found = office(tmp_path, [HEADINGS, line(1, 备注=12), line(2, 备注=0.5), line(3, 备注=date(2026, 3, 5))])
    assert words(found, "备注") == ["12", "0.5", "2026-03-05"]


def test_events_of_steps_in_columns(tmp_path: Path) -> None:
    rows = [
        line(1),
        line(2, 核稿人=None, 核稿日期=None),
        line(3, 拟稿人=None, 核稿人="孙莉", 核稿日期="待定"),
        line(4, 核稿日期="2026.1.6\n2026.1.9"),
    ]
    events = office(tmp_path, [HEADINGS, *rows]).events["发文", OUT]
    lines = [
        (*map(int, e[:3]), e[3] if isinstance(e[3], str) else "", str(e[4])[:10], bool(e[5]))
        for e in events.frame.values.tolist()
    ]
    assert lines == [
        (0, 0, 1, "于伟", "2026-01-05", True),
        (0, 1, 1, "董玉斌", "2026-01-06", True),
        (1, 0, 1, "于伟", "2026-01-05", True),
        (2, 0, 1, "", "2026-01-05", True),
        (2, 1, 1, "", "NaT", True),
        (3, 0, 1, "于伟", "2026-01-05", True),
        (3, 1, 1, "董玉斌", "2026-01-06", True),
        (3, 1, 2, "董玉斌", "2026-01-09", True),
    ]
    assert (events.steps, events.person_fields) == (("拟稿", "核稿"), ("拟稿人", "核稿人"))


def test_events_of_an_event_list(tmp_path: Path) -> None:
    rows = [
        ["文号", "环节", "经办人", "日期"],
        ["1号", "拟稿", "于伟", "2026.1.5"],
        ["2号", "拟 稿", "朱梅", "2026.1.5"],
        ["1号", "核稿", "董玉斌", "2026.1.6"],
        ["1号", "拟稿", "于伟", "2026.1.7"],
        ["1号", "装订", "于伟", "2026.1.8"],
    ]
    workbook(tmp_path / "流水.xlsx", {"表": rows})
    found = read(tmp_path, rules())
    events = found.events["发文", "办文流水"].frame
    lines = [tuple(map(int, e)) for e in events[["record", "step", "pass", "row"]].values.tolist()]
    assert lines == [(0, 0, 1, 0), (0, 0, 2, 3), (0, 1, 1, 2), (1, 0, 1, 1)]
    assert events["person"].tolist() == ["于伟", "于伟", "董玉斌", "朱梅"]
    assert list(found.registers["办文流水"].keys)[:2] == ["1号", "2号"]
