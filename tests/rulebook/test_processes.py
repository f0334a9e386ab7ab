"""Relations, conditions and event lists in the rule book: what is understood, and what is told as a fault."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from officebatch import rulebook
from officebatch.model.condition import Condition
from officebatch.rulebook.sheets import RelationKind, Required
from tests.rulebook.office import VOCABULARY, filled, judged, written

if TYPE_CHECKING:
    from pathlib import Path

    from officebatch.rulebook import Fault
    from officebatch.rulebook.rules import RuleBook

    Line = dict[str, str]


@pytest.mark.parametrize(
    ("sheet", "cell", "text", "nearest"),
    [
        ("环节关系", "D2", "", ""),
        ("环节关系", "D2", "拟稿", ""),
        ("流程", "P3", "[会前部门]", "会签部门"),
        ("流程", "P3", "[文种]=通知、情示", "请示"),
        ("流程", "P3", "看情况", ""),
        ("流程", "P3", "会签部门", ""),
        ("字段", "F3", "[发文字号]", ""),
        ("字段", "F3", "[标題]", "标题"),
    ],
)
def test_a_fault_is_told_at_its_cell(sheet: str, cell: str, text: str, nearest: str) -> None:
    assert [(f.place, f.nearest) for f in judged(sheet, cell, text)] == [(f"{sheet}!{cell}", nearest)]


def test_at_most_once_is_about_one_step() -> None:
    assert [f.place for f in judged("环节关系", "C2", "至多一次")] == ["环节关系!D2"]


@pytest.mark.parametrize(
    ("text", "required"),
    [
        ("是", Required.YES),
        ("no", Required.NO),
        ("", Required.YES),
        ("[会签部门]", Condition("会签部门")),
        ("【文种】＝请示、 报告", Condition("文种", ("请示", "报告"))),
    ],
)
def test_a_step_is_required_always_never_or_under_a_condition(tmp_path: Path, text: str, required: object) -> None:
    tables = filled()
    tables["流程"][1]["必经"] = text

    assert book(tmp_path, tables).steps[1].required == required


def test_relations_of_one_step_have_no_second(tmp_path: Path) -> None:
    tables = filled()
    tables["环节关系"] += [
        {"流程": "发文", "环节一": "核稿", "关系": "须同人"},
        {"流程": "发文", "环节一": "用印", "关系": "至多一次"},
    ]

    relations = book(tmp_path, tables).relations

    assert [(r.first, r.second) for r in relations if r.kind.of_one] == [("核稿", ""), ("用印", "")]
    assert relations[-1].kind is RelationKind.AT_MOST_ONCE


FIELDS = (("文号", "事项编号"), ("环节", "环节"), ("流程", "流程"))


def listed(*roles: str, step: str = "登记") -> dict[str, list[Line]]:
    """The shipped rule book with an event list, over which 发文 and 收文 run."""
    tables = filled()
    tables["台账"].append({"台账": "流水", "种类": "流水", "文件": "*流水*"})
    tables["字段"] += [
        {"台账": "流水", "字段": name, "用途": role if role in roles else "", "类型": "文本"} for name, role in FIELDS
    ]
    tables["流程"] += [
        {"流程": "发文", "台账": "流水", "序号": "1", "环节": "拟稿"},
        {"流程": "收文", "台账": "流水", "序号": "1", "环节": step},
    ]
    return tables


def test_an_event_list_needs_its_case_and_its_step(tmp_path: Path) -> None:
    tables = listed("环节")
    assert faults(tmp_path, listed("事项编号", "环节")) == ()
    told = faults(tmp_path, tables)
    assert [(f.place, dict(f.values)["text"]) for f in told] == [(f"台账!B{len(tables['台账']) + 1}", "事项编号")]


def test_processes_that_share_a_step_need_a_field_that_names_them(tmp_path: Path) -> None:
    tables = listed("事项编号", "环节", step="拟稿")

    (told,) = faults(tmp_path, tables)

    assert told.place == f"流程!D{len(tables['流程']) + 1}"
    assert dict(told.values) == {"text": "拟稿", "other": "发文", "register": "流水"}
    assert faults(tmp_path, listed("事项编号", "环节", "流程", step="拟稿")) == ()


def book(folder: Path, tables: dict[str, list[Line]]) -> RuleBook:
    return rulebook.read(written(folder, tables), VOCABULARY)


def faults(folder: Path, tables: dict[str, list[Line]]) -> tuple[Fault, ...]:
    try:
        book(folder, tables)
    except rulebook.RuleBookFaults as found:
        return found.faults
    return ()
