"""Forms to extend: which matters have one, what stands in them, and what is left to be filled in."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from officebatch import outputs
from officebatch.model.deadline import Deadlines
from officebatch.model.vocabulary import Kind
from officebatch.rulebook.sheets import OutputRule
from tests import making
from tests.outputs import looking, office, soundness

if TYPE_CHECKING:
    from officebatch.model.docket import Docket
    from officebatch.model.paper import Artifact

GOLDEN = Path(__file__).parents[1] / "golden"
ASKED, READY = "延期申请审批单", "到期事项延期申请单"
OUTPUTS = tuple(
    OutputRule(kind, kind, "部门", "延期申请审批单", f"{kind}/{kind}（{{部门}}）.docx") for kind in (ASKED, READY)
)
HEAD = "编号|事项|来源|部门|责任人|到期|进展|反馈|次数|延期至|申请|批准|密级"
ROLES = {
    "编号": "key",
    "事项": "title",
    "来源": "source",
    "部门": "department",
    "责任人": "person",
    "到期": "due",
    "进展": "progress_text",
    "反馈": "last_feedback",
    "次数": "extensions",
    "延期至": "extended_to",
    "申请": "extension_asked",
    "批准": "extension_approved",
    "密级": "secrecy",
}
ASKED_IN_TIME = "DB1|配网改造|局长办公会|财务科|朱梅|2026-11-18|完成<60%> & 待停电|2026-11-12|1|2026-12-04|2026-11-12|"


def docket(*lines: str, state: str = "overdue", due: str = "2026-11-18", **changed: bool | str) -> Docket:
    """Tasks of the office on 20 November 2026, all in one state."""
    wide = "\n".join(line + "|" * (HEAD.count("|") - line.count("|")) for line in (HEAD, *lines))
    days = ("到期", "反馈", "延期至", "申请", "批准")
    tasks = making.register(wide, Kind.TASKS, ROLES, name="督办台账", dates=days, numbers=("次数",))
    plain = office.docket()
    one = plain.deadlines.frame.iloc[[0] * len(lines)].reset_index(drop=True).assign(row=range(len(lines)))
    frame = one.assign(
        state=state,
        due=making._date(due),
        first_due=making._date(due),
        holder=[line.split("|")[3] for line in lines],
        person=[line.split("|")[4] for line in lines],
        **changed,
    )
    of = replace(plain.office, registers={"督办台账": tasks}, troubles=(), reports=())
    return replace(plain, office=of, findings=(), measures=(), deadlines=Deadlines(frame))


def made(of: Docket) -> dict[str, Artifact]:
    papers, skipped = outputs.compose(of, office.rules(outputs=OUTPUTS), [office.TEMPLATES])
    assert not skipped
    return {paper.path: paper for paper in papers}


def approve(name: str, paper: Artifact) -> None:
    golden, said = GOLDEN / f"{name}.txt", looking.plain(paper.content)
    if os.environ.get("OFFICEBATCH_GOLDEN") == "write":
        golden.write_text(said, encoding="utf-8")
    assert said == golden.read_text(encoding="utf-8")
    assert soundness.faults(paper.content) == []


def test_what_was_asked_for_and_not_approved_is_put_before_those_who_approve() -> None:
    second = "DB2|固定资产盘点||财务科||2026-11-25|||||2026-11-19|"
    [(path, paper)] = made(docket(ASKED_IN_TIME, second)).items()
    assert path == "延期申请审批单/延期申请审批单（财务科）.docx" and paper.matters == 2
    approve("延期申请审批单（财务科）", paper)


def test_what_falls_due_soon_has_its_form_ready() -> None:
    papers = made(docket("DB3|报送资金计划|领导批示|财务科|朱梅|2026-11-25", state="due soon", due="2026-11-25"))
    assert list(papers) == ["到期事项延期申请单/到期事项延期申请单（财务科）.docx"]
    approve("到期事项延期申请单（财务科）", papers["到期事项延期申请单/到期事项延期申请单（财务科）.docx"])


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("DB1|一|二|财务科|朱梅|2026-11-18|||1|2026-12-04|2026-11-12|2026-11-13", "approved"),
        ("DB1|一|二|财务科|朱梅|2026-11-18|||1|2026-12-04||", "never asked"),
        ("DB1|一|二|财务科|朱梅|2026-11-18|||1|2026-12-04|2026-11-21|", "asked after the as-of day"),
        ("DB1|一|二|办公室|袁艳强|2026-11-18|||1|2026-12-04|2026-11-12|", "the office's own"),
        ("DB1|一|二|财务科|朱梅|2026-11-18|||1|2026-12-04|2026-11-12||核心商密", "inner"),
    ],
)
def test_nothing_else_is_put_before_them(line: str, why: str) -> None:
    assert made(docket(line)) == {}, why


def test_a_matter_asked_for_again_waits_again() -> None:
    again = "DB1|一|二|财务科|朱梅|2026-10-18|||1|2026-11-18|2026-11-19|2026-10-13"
    frame = docket(again).deadlines.frame.assign(first_due=making._date("2026-10-18"))
    [paper] = made(replace(docket(again), deadlines=Deadlines(frame))).values()
    lines = looking.plain(paper.content).splitlines()
    assert "原定时限 | 2026年10月18日 | 现行时限 | 2026年11月18日" in lines
    assert "第几次延期 | 第2次 | 申请日期 | 2026年11月19日／（时限届满后）" in lines


def test_an_extension_granted_elsewhere_waits_no_more() -> None:
    ruled = docket(ASKED_IN_TIME)
    frame = ruled.deadlines.frame.assign(due=making._date("2026-12-04"), state="ahead")
    assert made(replace(ruled, deadlines=Deadlines(frame))) == {}


def test_what_began_before_the_start_day_or_is_done_has_no_form() -> None:
    assert made(docket(ASKED_IN_TIME, live=False)) == {}
    assert made(docket(ASKED_IN_TIME, open=False, state="met late")) == {}


def test_an_office_without_days_of_approval_is_not_asked_for_them() -> None:
    of = docket(ASKED_IN_TIME)
    tasks = of.office.registers["督办台账"]
    roles = {role: field for role, field in tasks.roles.items() if role != "extension_approved"}
    assert made(replace(of, office=replace(of.office, registers={"督办台账": replace(tasks, roles=roles)}))) == {}


def test_only_tasks_have_a_form() -> None:
    assert made(docket("DB3|一|二|财务科|朱梅|2026-11-25", state="due soon", due="2026-11-25", step="会商")) == {}
