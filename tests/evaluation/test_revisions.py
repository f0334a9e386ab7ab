"""What speaks for revising a regulation: findings of the list, breaches, limits mostly missed; and its task."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from officebatch.evaluation.revisions import Missed, missed, revisions
from officebatch.model.docket import Docket
from officebatch.model.finding import Finding
from officebatch.model.handbook import Progress, Regulation
from officebatch.model.office import Office
from officebatch.model.origin import Origin
from officebatch.model.process import Foresight, Kept, Process, Standing, StepFigures, Study, Times
from officebatch.model.vocabulary import HolderKind, Kind, Mends, Severity
from officebatch.rulebook.sheets import Department, Step
from tests.making import AS_OF, register, rules, settings

if TYPE_CHECKING:
    from officebatch.model.handbook import Revision

STEP = Step("发文", "发文", 1, "用印", "人", "日期", basis="《公文处理办法》第十一条")
BOOK = rules(
    steps=(STEP, replace(STEP, name="核稿", order=2, basis="惯例")),
    departments=(Department("办公室", 1, leader="邵文彬"), Department("财务科", 2, leader="尹春梅")),
    settings=settings(rate_from=5),
)
TASK_ROLES = {"编号": "key", "事项": "title", "来源": "source", "时限": "due", "办结": "done", "状态": "status"}


def regulation(key: str, title: str, *, inner: bool = False, status: str = "现行") -> Regulation:
    return Regulation(key, title, "会务", "", "", "财务科", None, None, None, status, "", "", inner)


LISTED = (
    regulation("ZD-1", "公文处理办法"),
    regulation("ZD-2", "公文处理办法实施细则"),
    regulation("ZD-3", "旧办法", status="废止"),
    regulation("ZD-4", "商密办法", inner=True),
)


def finding(code: str, record: str, *, basis: str = "", mends: Mends = Mends.OWNER) -> Finding:
    at, said = Origin("台账.xlsx", "表", 3), f"{code}在此"
    return Finding(code, Severity.WARNING, mends, "台账", at, "栏", record, "财务科", "", "题", said, (), basis)


def step(name: str, late: int, decided: int, kind: HolderKind = HolderKind.OFFICE, ninth: float = 2.4) -> StepFigures:
    days = Times(decided, 1, ninth, 10)
    of = Standing(late, decided)
    return StepFigures(name, kind, (), (("平件", "当日"),), False, False, decided, days, Times(), of)


def study(*steps: StepFigures) -> Study:
    process = Process("发文", "发文", 0, 0, 0, Times(), steps, (), (), (), (), (), (), "", False)
    return Study(date(2026, 8, 21), AS_OF, (process,))


def docket(*findings: Finding, tasks: str = "") -> Docket:
    held = {"督办": register(tasks, Kind.TASKS, TASK_ROLES, name="督办", dates=("时限", "办结"))} if tasks else {}
    return Docket(None, Office(held, {}), findings, None, (), None)  # type: ignore[arg-type]  # these are not asked


def proposed(of: Docket, *late: Missed, foreseen: Foresight | None = None) -> dict[str, Revision]:
    return {one.key: one for one in revisions(of, LISTED, late, foreseen, BOOK)}


def test_only_what_the_owner_must_mend_and_still_stands_speaks_against_a_regulation() -> None:
    found = proposed(docket(
        finding("REG102", "ZD-1"), finding("REG103", "ZD-2", mends=Mends.KEEPER), finding("REG102", "ZD-3"),
        finding("REG101", "卫生管理"),
    ))  # fmt: skip
    assert list(found) == ["ZD-1", "卫生管理"]
    assert (found["ZD-1"].title.text(), found["ZD-1"].department, found["ZD-1"].leader) == (
        "修订《公文处理办法》", "财务科", "尹春梅",
    )  # fmt: skip
    assert (found["卫生管理"].title.text(), found["卫生管理"].department) == ("制定“卫生管理”类制度", "办公室")


def test_breaches_speak_against_it_from_as_many_on_as_a_rate_needs() -> None:
    few = [finding("DOC103", f"{n}号", basis="《公文处理办法实施细则》第二条") for n in range(4)]
    assert proposed(docket(*few)) == {}
    found = proposed(docket(*few, finding("DOC103", "5号", basis="《公文处理办法实施细则》第九条")))
    assert list(found) == ["ZD-2"]  # the longer title, not the one within it
    assert [r.text() for r in found["ZD-2"].reasons] == ["依据本制度的检查DOC103发现问题5处"]


def test_a_limit_mostly_missed_speaks_against_what_it_rests_on() -> None:
    ran = study(step("用印", 6, 10), step("核稿", 3, 5))
    late = missed(ran, BOOK)
    kept = Foresight(ran.first, ran.last, (Kept("发文", "用印", "", (4, 10), (9, 10)),), (), 0)
    found = proposed(docket(), *late, foreseen=kept)
    assert [r.text() for r in found["ZD-1"].reasons] == [
        "“发文.用印”环节时限当日，超期6件/应办10件", "改为3个工作日的，按期由4件/10件变为9件/10件",
    ]  # fmt: skip
    assert (found["ZD-1"].steps, found["发文.核稿"].steps) == (("发文.用印",), ("发文.核稿",))
    assert found["发文.核稿"].title.text() == "复核“发文.核稿”环节时限"


def test_half_missed_few_or_a_leaders_is_no_reason() -> None:
    ran = study(step("用印", 5, 10), step("核稿", 4, 4))
    assert missed(ran, BOOK) == ()
    assert missed(study(step("用印", 9, 10, HolderKind.LEADER)), BOOK) == ()
    assert [one.better for one in missed(study(step("用印", 9, 10, ninth=0)), BOOK)] == ["1个工作日"]


def test_a_task_is_known_by_its_source_else_by_its_whole_title() -> None:
    found = proposed(docket(finding("REG102", "ZD-1"), finding("REG102", "ZD-2"), finding("REG102", "ZD-4"), tasks="""
        编号 | 事项                         | 来源                    | 时限       | 办结       | 状态
        D1   | 改公文办法                   | 制度修订建议( ZD-1 )    | 2026-12-31 |            | 在办
        D2   | 修订《公文处理办法实施细则》 | 局长办公会              | 2026-11-01 | 2026-10-30 | 办结
        D3   | 修订《食堂办法》             | 制度修订建议（ZD-9）    |            |            | 取消
        D4   | 议论《公文处理办法》         | 制度修订建议            |            |            | 在办
    """))  # fmt: skip
    state = {key: (one.task.key if one.task else "", one.progress) for key, one in found.items()}
    assert state == {
        "ZD-1": ("D1", Progress.OPEN), "ZD-2": ("D2", Progress.DONE), "ZD-4": ("", Progress.NEW),
        "ZD-9": ("D3", Progress.DROPPED),
    }  # fmt: skip
    assert found["ZD-9"].reasons == () and found["ZD-4"].inner
