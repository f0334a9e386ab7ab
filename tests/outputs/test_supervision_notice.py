"""督办通知单: one matter each, the earlier notice quoted, nothing claimed that was not."""

from __future__ import annotations

import os
import re
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, cast

import numpy as np
import pandas as pd
import pytest

from officebatch import outputs, wording
from officebatch.model.deadline import Deadlines
from officebatch.model.docket import Past
from officebatch.model.notice import Answer, Disposal, MatterId
from officebatch.model.register import Cells
from officebatch.outputs.desk import Desk
from officebatch.outputs.registry import registered
from officebatch.outputs.shelf import Shelf
from officebatch.rulebook.sheets import Department, OutputRule
from tests.outputs import looking, office, soundness

if TYPE_CHECKING:
    from officebatch.model.approval import Signing
    from officebatch.model.docket import Docket
    from officebatch.model.notice import Notice
    from officebatch.model.paper import Artifact

GOLDEN = Path(__file__).parents[1] / "golden"
KIND = "督办通知单"
RULE = OutputRule(KIND, KIND, "部门", KIND, "督办通知单/督办通知单（{部门} {事项}）.docx")
MATTER = MatterId("督办台账", "DB2026-038", "办结")


def supervised(docket: Docket) -> Docket:
    """The docket with every overdue matter of a department in a 督办通知单."""
    urgings = office.urged(docket, answer_by=date(2026, 11, 26)).urgings
    return replace(
        docket, urgings=tuple(replace(u, paper=KIND, level=3, one_a_matter=True, series="督办") for u in urgings)
    )


def composed(docket: Docket) -> dict[str, Artifact]:
    """The papers of these matters by what they are known by."""
    with wording.spoken("zh_CN"):
        made, skipped = outputs.compose(supervised(docket), office.rules(outputs=(RULE,)), [office.TEMPLATES])
    assert not skipped
    return {paper.item: paper for paper in made}


def text_of(docket: Docket, item: str = "DB2026-038") -> str:
    return looking.plain(composed(docket)[item].content)


def known(docket: Docket, row: int, name: str = "督办台账", **fields: object) -> Docket:
    """The docket whose register knows these fields by their roles at one row."""
    register = docket.office.registers[name]
    frame, roles, shown = register.frame.copy(), dict(register.roles), dict(register.shown)
    for role, value in fields.items():
        column = np.array([None] * len(frame), dtype=object)
        column[row] = value
        frame[role] = pd.to_datetime(pd.Series(column)) if isinstance(value, datetime) else pd.Series(column)
        roles[role] = role
        shown[role] = Cells(np.where(np.arange(len(frame)) == row, 0, -1), (str(value),))
    changed = replace(register, frame=frame, roles=roles, shown=shown)
    return replace(docket, office=replace(docket.office, registers={**docket.office.registers, name: changed}))


def full() -> Docket:
    """A docket of which the register and the notice book know everything."""
    answer = Answer(date(2026, 11, 17), "朱梅", date(2026, 11, 18), "正在整改，材料已报")
    docket = office.docket(past=past(office.notice(MATTER, "临电催〔2026〕9号", answer=answer)))
    frame = docket.deadlines.frame.copy()
    frame["urgency"] = frame["urgency"].astype(object)
    frame.loc[0, "urgency"] = "特急"
    return known(
        replace(docket, deadlines=Deadlines(frame)),
        0,
        leader_note="请财务科牵头，按期拿出方案。\n每周报进展。",
        extensions=1.0,
        extension_approved=datetime(2026, 10, 26),
        last_feedback=datetime(2026, 11, 11),
        progress_text="方案已完成初稿，正在征求意见。",
    )


def past(*notices: Notice) -> Past:
    return replace(office.docket().past, notices=notices)


@pytest.mark.parametrize(("name", "docket"), [("", full()), ("-首次", office.docket(past=Past()))])
def test_approved_text(name: str, docket: Docket) -> None:
    """OFFICEBATCH_GOLDEN=write approves the texts as they are now."""
    text, golden = text_of(docket), GOLDEN / f"督办通知单（财务科 DB2026-038）{name}.txt"
    if os.environ.get("OFFICEBATCH_GOLDEN") == "write":
        golden.write_text(text, encoding="utf-8")
    assert text == golden.read_text(encoding="utf-8")


def test_what_is_not_there_leaves_no_row() -> None:
    rows = [line.split(" | ")[0] for line in text_of(full()).splitlines() if " | " in line][:-1]
    assert rows == ["督办事项", "来源及日期", "领导要求", "主办部门、责任人", "协办部门", "分管领导", "原定时限",
                    "批准延期", "截止日状态", "前次通知", "办理要求", "办结时限", "反馈方式"]  # fmt: skip
    bare = composed(office.docket(past=Past()))["DB2026-042"]
    rows = [line.split(" | ")[0] for line in looking.plain(bare.content).splitlines() if " | " in line][:-1]
    assert rows == ["督办事项", "来源及日期", "主办部门、责任人", "分管领导", "原定时限", "截止日状态", "办理要求",
                    "办结时限", "反馈方式"]  # fmt: skip


@pytest.mark.parametrize(
    ("notices", "lead", "quoted"),
    [
        ((), "已超过规定时限尚未办结", ""),
        ((office.notice(MATTER, "", "个人提醒"),), "经提醒仍未办结", "个人提醒，11月16日，未回复"),
        ((office.notice(MATTER, "临电催〔2026〕9号"),), "经催办仍未办结", "临电催〔2026〕9号，11月16日，未回复"),
        (
            (office.notice(MATTER, "临电催〔2026〕9号", answer=Answer(date(2026, 11, 17), "朱梅", None, "材料已报")),),
            "经催办仍未办结",
            "临电催〔2026〕9号，11月16日，11月17日朱梅签收，已回复：材料已报",
        ),
        (
            (office.notice(MATTER, "临电催〔2026〕9号", answer=Answer(None, "朱梅", date(2026, 11, 18))),),
            "经催办仍未办结",
            "临电催〔2026〕9号，11月16日，朱梅签收，11月18日回复：未写内容",
        ),
        (
            (office.notice(MATTER, "临电催〔2026〕8号", answer=Answer(disposal=Disposal.VOID)),),
            "已超过规定时限尚未办结",
            "",
        ),
    ],
)
def test_the_earlier_notice_is_quoted_and_none_is_claimed(notices: tuple[Notice, ...], lead: str, quoted: str) -> None:
    text = text_of(office.docket(past=past(*notices)))
    assert f"下列事项{lead}，现予督办" in text
    assert (f"前次通知 | {quoted}\n" in text) if quoted else "前次通知" not in text


def test_until_when_it_must_be_done_is_left_to_whoever_signs() -> None:
    desk = Desk(supervised(full()), office.rules(), Shelf((office.TEMPLATES,)), signing=cast("Signing", object()))
    draft = next(d for d in registered()[KIND].drafting(desk, RULE) if d.item == "DB2026-038")
    with wording.spoken("zh_CN"):
        text = looking.plain(draft.make("临电督〔2026〕5号"))
    assert "办结时限 | 　　　　年　　月　　日前" in text
    assert "临电督〔2026〕5号" in text and "核对稿" not in text and draft.series == "督办"
    assert [(t.matter, t.level, t.answer_by) for t in draft.told] == [(MATTER, 3, date(2026, 11, 26))]
    assert draft.told[0].before == 2


def test_an_urgent_one_says_so_on_top() -> None:
    assert looking.plain(composed(office.docket())["收〔2026〕205号"].content).startswith("[核对稿]\n特急\n督办通知单")
    assert text_of(office.docket()).startswith("[核对稿]\n督办通知单")


def test_without_a_leader_nobody_gets_a_copy() -> None:
    rules = office.rules(
        outputs=(RULE,), departments=(Department("财务科", 1), Department("生产技术科", 2, leader="王强"))
    )
    with wording.spoken("zh_CN"):
        made, _ = outputs.compose(supervised(office.docket()), rules, [office.TEMPLATES])
    texts = {paper.item: looking.plain(paper.content) for paper in made}
    assert "抄送" not in texts["DB2026-038"] and "分管领导 |" not in texts["DB2026-038"]
    assert texts["DB2026-046"].rstrip().endswith("抄送：王强。")  # whom sheet 人员 does not know has no post


def test_matters_of_one_number_have_papers_of_their_own() -> None:
    docket = office.docket()
    tasks = docket.office.registers["督办台账"]
    keys = tasks.keys.copy()
    frame = tasks.frame.copy()
    frame["编号"] = frame["编号"].astype(object)
    frame.loc[1, "编号"] = "DB2026-038"
    keys[1] = "DB2026-038#2"
    frame.loc[2, "编号"] = "收〔2026〕205号"
    keys[2] = "收〔2026〕205号"
    changed = replace(tasks, frame=frame, keys=keys)
    registers = {**docket.office.registers, "督办台账": changed}
    made = composed(replace(docket, office=replace(docket.office, registers=registers)))
    assert {item for item, paper in made.items() if paper.audience == "财务科"} == {
        "DB2026-038", "DB2026-038#2", "督办台账 收〔2026〕205号 办结", "收文登记簿 收〔2026〕205号 承办",
    }  # fmt: skip


def test_each_stands_alone_under_its_departments_name() -> None:
    made = composed(office.docket())
    assert [paper.path for paper in made.values()] == [
        "督办通知单/督办通知单（生产技术科 DB2026-046）.docx",
        "督办通知单/督办通知单（财务科 收〔2026〕205号）.docx",
        "督办通知单/督办通知单（财务科 DB2026-038）.docx",
        "督办通知单/督办通知单（财务科 DB2026-041）.docx",
        "督办通知单/督办通知单（财务科 DB2026-042）.docx",
    ]
    assert all(paper.matters == 1 for paper in made.values())


def test_inner_and_old_matters_are_never_supervised_in_writing() -> None:
    docket = supervised(office.docket())
    urgings = tuple(
        replace(docket.urgings[0], matter=MatterId("督办台账", number, "办结"), row=row)
        for row, number in ((office.INNER_ROW, "DB2026-045"), (7, "DB2026-047"))
    )
    with wording.spoken("zh_CN"):
        made, _ = outputs.compose(replace(docket, urgings=urgings), office.rules(outputs=(RULE,)), [office.TEMPLATES])
    assert made == ()


def test_no_text_uses_words_that_are_not_used() -> None:
    for paper in composed(full()).values():
        text = looking.plain(paper.content)
        assert not re.search("严重拖延|责令|勒令|处罚|问责|抄报|补签|None|nan|NaT|\\.xlsx", text), paper.path
        assert soundness.faults(paper.content) == [], paper.path
