"""A case done on time, or in order, never lowers a score: of every method it means something for, all in one office.

S105 is left out: a ballot is no case. S117 is held for the doer alone, since more work raises the median for others.
What makes too few enough brings its late cases into the score, so every list begins with enough good ones.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from officebatch.deadlines import reckon
from officebatch.evaluation import method_titles, period_of, score
from officebatch.model.approval import Number, PaperKey
from officebatch.model.finding import Finding
from officebatch.model.limit import Limit, LimitKind
from officebatch.model.measure import Subject
from officebatch.model.notice import Answer, Correspondence, Disposal, MatterId, Notice, Told
from officebatch.model.office import Office
from officebatch.model.vocabulary import HolderKind, Kind, Mends, Severity
from officebatch.rulebook.judging import Indicator
from officebatch.rulebook.sheets import Absence, Department, LadderLevel, Person, Step
from tests.making import events, field_rules, register, register_rule, rules

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from officebatch.model.register import Register
    from officebatch.model.score import Scores, Total

AS_OF, DUE, LATE = date(2026, 12, 31), date(2026, 11, 16), date(2026, 11, 24)
OURS, ME, STAND_IN, AWAY = "财务科", "朱梅", "何军", "许霞"
PEOPLE = (
    Person(ME, OURS, "科员"), Person("周强", OURS, "科员"), Person("吴丽", OURS, "科员"),
    Person(AWAY, "办公室", "文印员", stand_in=STAND_IN), Person(STAND_IN, "办公室", "档案员"),
)  # fmt: skip
STEPS = (
    Step("发文", "发文", 1, "拟稿", "拟稿人", "拟稿日期"),
    Step("发文", "发文", 2, "打印", "打印人", "打印日期", posts=("文印员",), holder=HolderKind.OFFICE,
         limits={"": Limit(LimitKind.WORKING_DAYS, "2个工作日", 2)}),
)  # fmt: skip
DEPARTMENT, OFFICE, PERSON = (kind.value for kind in Subject)


def indicator(code: str, method: str, subject: str, of: str = "", expression: str = "", **words: str) -> Indicator:
    return Indicator(code, code, "定量", subject, "", "定量", method, of, parameters=words, expression=expression,
                     full_mark=10)  # fmt: skip


INDICATORS = (
    indicator("G2", "S101", DEPARTMENT, "督办", 环节="办结"),
    indicator("G4", "S102", DEPARTMENT, "发文", 检查="DOC101"),
    indicator("G5", "S103", DEPARTMENT, "发文", 检查="DOC108", 每处="0.2"),
    indicator("G51", "S104", DEPARTMENT, "发文", 环节="拟稿"),
    indicator("G7", "S106", DEPARTMENT, "制度", "好 = '是'"),
    indicator("G6", "S107", DEPARTMENT, "督办", 退办="退办"),
    indicator("G9", "S108", DEPARTMENT, "检查", 每处="0.5"),
    indicator("G10", "S109", DEPARTMENT, "信息", 从="要求", 到="报送", 天数="0"),
    indicator("G11", "S110", DEPARTMENT, "信息", 年目标="40"),
    indicator("G3", "S111", DEPARTMENT, "督办", 检查="TSK104", 文书="催办通知单"),
    indicator("G8", "S112", DEPARTMENT, 文书="整改通知单"),
    replace(indicator("J6", "S118", PERSON, 每="1"), nature="加分", full_mark=0.2),
    replace(indicator("K3", "S119", DEPARTMENT, "任务", 环节="办结"), nature="扣分", full_mark=0.5),
    replace(indicator("K5", "S120", DEPARTMENT, 文书="督办通知单"), nature="扣分", full_mark=1),
    indicator("B1", "S103", OFFICE, "发文", 检查="DOC108", 范围="全部", 每百分点="0.05", 免扣="1"),
    indicator("B2", "S101", OFFICE, "发文", 环节="打印"),
    indicator("B3", "S113", OFFICE),
    indicator("B4", "S114", OFFICE, 每百分点="0.5", 编号="催办"),
    indicator("R1", "S101", PERSON, "督办"),
    indicator("R3", "S115", PERSON, 环节="拟稿", 检查="DOC108", 退办="退办"),
    indicator("R4", "S117", PERSON),
    indicator("M1", "S116", PERSON),
)


def table(name: str, head: str, rows: Sequence[str], kind: Kind, roles: Mapping[str, str], **more: object) -> Register:
    lines = [f"{name}{n} | {OURS} | {row}" for n, row in enumerate(rows)]
    known = {"编号": "key", "部门": "department", **roles}
    return register("\n".join([f"编号 | 部门 | {head}", *lines]), kind, known, name=name, **more)  # type: ignore[arg-type]


def findings(of: Register, code: str, good: Sequence[bool]) -> Iterator[Finding]:
    for row, fine in enumerate(good):
        if not fine:
            yield Finding(code, Severity.ERROR, Mends.HOLDER, of.name, of.origin(row), "编号", str(of.keys[row]), OURS,
                          "", code, code, (), "")  # fmt: skip


def notices(kind: str, good: Sequence[bool], register: str, matter: str) -> Iterator[Notice]:
    """One a case, answered and closed in time or never."""
    for n, fine in enumerate(good):
        answer = Answer(answered=DUE, disposal=Disposal.CLOSED, closed=DUE) if fine else Answer()
        told = Told(MatterId(register, f"{register}{n}", matter), 2, DUE, f"{register}{n}", "甲", "办结", DUE)
        yield Notice(date(2026, 11, 27), date(2026, 11, 27), kind, OURS, f"{kind}{n}", "", told, answer)


def found(good: Sequence[bool]) -> Scores:
    """An office with a case of every kind for each of `good`."""
    done = [DUE if fine else LATE for fine in good]
    mine = [f"{ME} | 2026-10-08 | {DUE} | 办结 | {day} | {0 if fine else 1}"
            for day, fine in zip(done, good, strict=True)]  # fmt: skip
    others = [f"{who} | 2026-10-08 | {DUE} | 办结 | {DUE} | 0" for who in ("周强", "吴丽") for _ in range(4)]
    tasks, more = (
        table(name, "责任人 | 立项 | 时限 | 状态 | 办结 | 退办", [*mine, *others], Kind.TASKS,
              {"责任人": "person", "立项": "start", "时限": "due", "状态": "status", "办结": "done"},
              dates=("立项", "时限", "办结"), numbers=("退办",))
        for name in ("督办", "任务")
    )  # fmt: skip
    papers = table("发文", "拟稿人 | 拟稿日期 | 打印人 | 打印日期",
                   [f"{ME} | {DUE - timedelta(4)} | {STAND_IN} | {day}" for day in done], Kind.FLOW, {},
                   dates=("拟稿日期", "打印日期"))  # fmt: skip
    checks = table("检查", "日期 | 问题", [f"{DUE} | {'无' if fine else '门没有锁'}" for fine in good], Kind.PLAIN,
                   {"日期": "date", "问题": "title"}, dates=("日期",))  # fmt: skip
    reports = table("信息", "要求 | 报送", [f"{DUE} | {day}" for day in done], Kind.PLAIN, {"报送": "date"},
                    dates=("要求", "报送"))  # fmt: skip
    regulations = table("制度", "好", ["是" if fine else "否" for fine in good], Kind.REGULATIONS, {})
    steps = events(papers, ("拟稿", "打印"))
    again = steps.frame["record"].isin([n for n, fine in enumerate(good) if not fine]) & (steps.frame["step"] == 0)
    steps = replace(steps, frame=steps.frame.assign(**{"pass": 1 + again.astype(int)}))
    registers = (tasks, more, papers, checks, reports, regulations)
    office = Office({one.name: one for one in registers}, {("发文", "发文"): steps})
    book = rules(
        departments=(Department("办公室", 1), Department(OURS, 2)), people=PEOPLE, indicators=INDICATORS, steps=STEPS,
        absences=(Absence(AWAY, DUE - timedelta(9), LATE),), ladder=(LadderLevel(2, "催办通知单", 1),),
        registers=tuple(map(register_rule, registers)),
        fields=tuple(field for one in registers for field in field_rules(one)),
    )  # fmt: skip
    faults = [f for of, code in ((papers, "DOC101"), (papers, "DOC108"), (tasks, "TSK104"))
              for f in findings(of, code, good)]  # fmt: skip
    asked = (("催办通知单", "督办", "办结"), ("整改通知单", "发文", "DOC101 编号"), ("督办通知单", "任务", "办结"))
    sent = [n for kind, of, matter in asked for n in notices(kind, good, of, matter)]
    numbers = tuple(
        Number("催办", 2026, n, f"催办通知单{n}", DUE, PaperKey("催办通知单", OURS), "" if fine else "发错")
        for n, fine in enumerate(good)
    )
    period = period_of("2026H2")
    assert period is not None
    return score(office, book, period, reckon(office, book, AS_OF), faults, as_of=AS_OF,
                 post=Correspondence(tuple(sent), numbers, (date(2026, 11, 20), date(2026, 11, 27))))  # fmt: skip


def held(scores: Scores) -> dict[str, Total]:
    return {t.subject: t for t in scores.totals if t.subject in {OURS, "办公室", ME, STAND_IN}}


@settings(max_examples=4, deadline=None, phases=(Phase.generate,))
@given(st.lists(st.booleans(), max_size=4))
def test_one_good_case_more_of_every_kind_never_lowers_a_score(cases: list[bool]) -> None:
    good = [True, True, True, False, False, False, *cases]
    before, after = (held(found(all_)) for all_ in (good, [*good, True]))
    assert set(before) == set(after) == {OURS, "办公室", ME, STAND_IN}
    scored = set()
    for name, total in before.items():
        now = after[name]
        for was, one in zip(total.indicators, now.indicators, strict=True):
            if was.rate is not None:
                scored.add(one.code)
                assert one.rate is not None and one.points >= was.points - 1e-9, (name, one.code)
        assert (now.score or 0.0) >= (total.score or 0.0) - 1e-9
        assert now.deduction <= total.deduction + 1e-9
        assert now.bonus >= total.bonus - 1e-9
    derived = {merit.code for total in before.values() for merit in total.merits}
    assert scored | derived == {i.code for i in INDICATORS}


def test_no_method_is_left_out() -> None:
    assert {i.measure for i in INDICATORS} == set(method_titles()) - {"S105"}
