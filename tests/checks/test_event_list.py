"""Event lists (kind 流水) all the way: a real workbook, the real rule book, reading, checks and deadlines."""

from __future__ import annotations

import random
from collections import Counter
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from officebatch import batch, checks, deadlines, reading
from officebatch.model.report import TroubleKind
from officebatch.workspace import open_workspace
from tests.checks.plainloop import Event, Rules, counted
from tests.eventlist import REGISTER, pair, workspace

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from officebatch.model.finding import Finding
    from officebatch.model.office import Office
    from officebatch.rulebook.rules import RuleBook

    Rows = Sequence[Sequence[object]]

AS_OF = date(2026, 11, 20)
HEADINGS = ("文号", "标题", "部门", "紧急程度", "会签部门", "环节", "经办人", "办理时间", "备注")
STEPS = (
    {"环节": "拟稿", "责任方": "部门"},
    {"环节": "会商", "责任方": "部门", "必经": "[会签部门]", "时限·平件": "3个工作日"},
    {"环节": "核稿", "岗位": "秘书", "时限·平件": "1个工作日", "时限·特急": "1小时"},
    {"环节": "签发", "岗位": "主任", "责任方": "领导", "时限·平件": "2个工作日"},
    {"环节": "用印", "岗位": "机要员", "时限·平件": "1个工作日"},
)
RELATIONS = (
    pair("拟稿", "核稿"),
    pair("会商", "核稿"),
    pair("核稿", "签发"),
    pair("签发", "用印"),
    pair("拟稿", "核稿", "不得同人"),
    pair("核稿", "", "须同人"),
    pair("用印", "", "至多一次"),
)


def line(case: str, step: str, who: str, day: int = 0, clock: str = "", **cells: object) -> list[object]:
    """A row under HEADINGS; `day` of November, 0 for none."""
    hour, minute = map(int, clock.split(":")) if clock else (0, 0)
    when = datetime(2026, 11, day, hour, minute) if day else ""
    plain: dict[str, object] = {"文号": case, "环节": step, "经办人": who, "办理时间": when}
    return [{**plain, **cells}.get(name, "") for name in HEADINGS]


def first(case: str, who: str, day: int = 0, clock: str = "", **cells: object) -> list[object]:
    """The first line of a case, which says what it is about."""
    about: dict[str, object] = {"标题": f"关于{case}的通知", "部门": "财务科", "紧急程度": "平件"}
    return line(case, "拟稿", who, day, clock, **{**about, **cells})


def read(folder: Path, rows: Rows, **more: Rows) -> tuple[Office, RuleBook]:
    """The office of one workbook or several, and its rule book."""
    of = open_workspace(workspace(folder / "office", HEADINGS, {"一": rows, **more}, STEPS, relations=RELATIONS))
    book = batch.rules(of)
    return reading.read(of.registers, book), book


def found(folder: Path, rows: Rows, **more: Rows) -> list[tuple[str, int, str]]:
    """Code, row and field of every finding, row by row."""
    return sorted(((f.code, f.origin.row, f.field) for f in findings(folder, rows, **more)), key=lambda f: (f[1], f[0]))


def findings(folder: Path, rows: Rows, **more: Rows) -> tuple[Finding, ...]:
    """Those of the list; the rule book has some of its own."""
    office, book = read(folder, rows, **more)
    return tuple(f for f in checks.examine(office, book, AS_OF)[0] if f.origin.workbook.startswith(REGISTER))


def timed(folder: Path, rows: Rows) -> list[tuple[int, str, int, str, bool]]:
    """Row, step, pass, due day and whether it is open, of every deadline."""
    office, book = read(folder, rows)
    of = office.registers[REGISTER]
    lines = deadlines.reckon(office, book, AS_OF)
    return [
        (of.origin(d.line).row, d.step, d.pass_, d.due_day.isoformat()[5:], d.open)
        for d in lines.pick(lines.frame["row"] >= 0)
    ]


def test_a_list_in_order_has_no_finding(tmp_path: Path) -> None:
    rows = [
        first("发1", "孙丽", 2),
        line("发1", "核稿", "李文", 3),
        line("发1", "签发", "王平", 4),
        line("发1", "用印", "赵敏", 5),
        first("发2", "孙丽", 2, 会签部门="营销科"),
        line("发2", "会商", "周强", 3),
        line("发2", "核 稿", "李文", 3),
        line("发2", "签发", "王平"),
    ]

    assert found(tmp_path, rows) == []


def test_each_deviation_stands_at_its_row(tmp_path: Path) -> None:
    rows = [
        first("发1", "孙丽", 2),  # row 3
        line("发1", "核稿", "孙丽", 3),
        line("发1", "签发", "周强", 4),
        line("发1", "用印", "赵敏", 5),
        line("发1", "用印", "赵敏", 9),
        first("发2", "孙丽", 4),
        line("发2", "核稿", "李文", 3),
        line("发2", "用印", "", 9),
        line("发2", "合稿", "李文", 9),
        line("发2", "用印", "赵敏", 25),
    ]

    assert found(tmp_path, rows) == [
        ("DOC104", 4, "经办人"),
        ("DOC105", 4, "经办人"),
        ("DOC151", 7, "办理时间"),
        ("DOC101", 9, "办理时间"),
        ("DOC102", 10, "签发"),
        ("DOC103", 10, "经办人"),
        ("DOC152", 11, "环节"),
        ("DOC106", 12, "办理时间"),
    ]


def test_the_other_rows_a_deviation_rests_on_are_named(tmp_path: Path) -> None:
    rows = [first("发1", "李文", 4), line("发2", "签发", "王平", 2), line("发1", "核稿", "李文", 3)]

    told = {f.code: [p.row for p in f.partners] for f in findings(tmp_path, rows) if f.origin.row == 5}

    assert told == {"DOC101": [3], "DOC104": [3]}


def test_the_order_of_the_lines_does_not_matter(tmp_path: Path) -> None:
    rows = [
        first("发1", "孙丽", 2),
        line("发1", "核稿", "李文", 3),
        line("发1", "拟稿", "孙丽", 5),
        line("发1", "核稿", "李文", 6),
        line("发1", "签发", "王平", 9),
        line("发1", "用印", "赵敏", 10),
        first("发2", "孙丽", 9),
        line("发2", "核稿", "李文", 6),
    ]
    chance = random.Random(5)
    straight = found(tmp_path, rows)
    office, _ = read(tmp_path / "straight", rows)

    assert [code for code, *_ in straight] == ["DOC101"]
    for n in range(5):
        shuffled = chance.sample(rows, len(rows))
        assert [code for code, *_ in found(tmp_path / str(n), shuffled)] == ["DOC101"]
        other, _ = read(tmp_path / f"{n} again", shuffled)
        assert _passes(other) == _passes(office)


def _passes(office: Office) -> list[tuple[str, int, int, str]]:
    (events,) = office.events.values()
    of = office.registers[REGISTER]
    lines = events.frame[["row", "step", "pass", "date"]].itertuples(index=False, name=None)
    return sorted((of.text(row, "文号"), int(step), int(nth), str(day)) for row, step, nth, day in lines)


@pytest.mark.parametrize(
    ("earlier", "later", "broken"),
    [
        ((3, "15:00"), (3, "9:00"), True),
        ((3, "9:00"), (3, "9:00"), False),
        ((3, "9:00"), (3, "15:00"), False),
        ((3, "15:00"), (3, ""), False),
        ((3, ""), (3, "9:00"), False),
        ((4, ""), (3, "23:59"), True),
        ((4, "0:10"), (3, ""), True),
    ],
)
def test_hours_count_where_both_steps_have_them(
    tmp_path: Path, earlier: tuple[int, str], later: tuple[int, str], broken: bool
) -> None:
    rows = [first("发1", "孙丽", *earlier), line("发1", "核稿", "李文", *later)]

    assert [code for code, *_ in found(tmp_path, rows)] == ["DOC101"] * broken


def test_hours_are_told_where_the_day_is_the_same(tmp_path: Path) -> None:
    (finding,) = findings(tmp_path, [first("发1", "孙丽", 3, "15:00"), line("发1", "核稿", "李文", 3, "9:05")])

    assert dict(finding.values) == {
        "later": "核稿", "later_day": "2026-11-03 09:05", "earlier": "拟稿", "earlier_day": "2026-11-03 15:00",
    }  # fmt: skip


def test_two_missing_steps_at_one_line_are_two_findings(tmp_path: Path) -> None:
    rows = [line("发1", "用印", "赵敏", 9, 标题="关于一事的通知", 部门="财务科", 会签部门="营销科")]

    told = findings(tmp_path, rows)

    assert sorted((f.code, f.origin.address, f.field) for f in told) == [
        ("DOC102", "H3", "会商"), ("DOC102", "H3", "拟稿"), ("DOC102", "H3", "核稿"), ("DOC102", "H3", "签发"),
    ]  # fmt: skip
    assert len({f.identity for f in told}) == 4


@pytest.mark.parametrize(("said", "missing"), [("", False), ("无", False), ("营销科、财务科", True)])
def test_a_step_may_be_required_under_a_condition(tmp_path: Path, said: str, missing: bool) -> None:
    rows = [first("发1", "孙丽", 2), line("发1", "核稿", "李文", 3, 会签部门=said)]

    assert found(tmp_path, rows) == [("DOC102", 4, "会商")] * missing


def test_a_return_must_be_followed_by_the_steps_behind_it(tmp_path: Path) -> None:
    rows = [
        first("发1", "孙丽", 2),
        line("发1", "核稿", "李文", 3),
        line("发1", "签发", "王平", 4),
        line("发1", "拟稿", "孙丽", 5),
        line("发1", "用印", "赵敏", 9),
    ]

    (told,) = findings(tmp_path, rows)

    assert (told.code, told.origin.row, [p.row for p in told.partners]) == ("DOC153", 7, [6, 5])
    again = [*rows[:4], line("发1", "核稿", "李文", 6), line("发1", "签发", "周强", 6), rows[4]]
    assert found(tmp_path / "again", again) == [("DOC118", 8, "经办人")]


def test_optional_steps_may_be_repeated_at_any_time(tmp_path: Path) -> None:
    rows = [
        first("发1", "孙丽", 2),
        line("发1", "会商", "周强", 3),
        line("发1", "核稿", "李文", 4),
        line("发1", "会商", "周强", 5),
        line("发1", "签发", "王平", 6),
    ]

    assert found(tmp_path, rows) == []


def test_a_day_nobody_can_read_starts_no_other_finding(tmp_path: Path) -> None:
    rows = [
        first("发1", "孙丽", 办理时间="上周"),
        line("发1", "核稿", "李文", 3),
        line("发1", "拟稿", "孙丽", 5),
        line("发1", "签发", "王平", 办理时间="待定"),
        line("发1", "用印", "赵敏", 9),
    ]

    assert [code for code, *_ in found(tmp_path, rows)] == ["RD201", "RD201"]


def test_lines_struck_out_are_no_events(tmp_path: Path) -> None:
    rows = [
        first("发1", "孙丽", 9, 备注="作废，填错"),
        first("发1", "孙丽", 2),
        line("发1", "核稿", "李文", 3),
        line("发2", "核稿", "李文", 3, 标题="作废：关于二事的通知", 部门="财务科"),
    ]

    assert found(tmp_path, rows) == []


def test_what_a_case_is_about_may_stand_on_any_of_its_lines(tmp_path: Path) -> None:
    rows = [
        line("发 1", "拟稿", "孙丽", 2),
        line("发１", "核稿", "李文", 3, 标题="关于一事的通知", 部门="财务科", 紧急程度="特急"),
    ]
    office, book = read(tmp_path, rows)

    lines = deadlines.reckon(office, book, AS_OF)
    assert [(d.row, d.line, d.department, d.urgency) for d in lines.pick(lines.frame["row"] >= 0)] == [
        (0, 1, "财务科", "特急")
    ]


def test_deadlines_come_pass_by_pass_with_the_row_of_the_event(tmp_path: Path) -> None:
    rows = [
        first("发1", "孙丽", 2),  # row 3
        line("发1", "核稿", "李文", 3),
        line("发1", "签发", "王平", 4),
        first("发2", "孙丽", 4),
        line("发1", "拟稿", "孙丽", 10),
        line("发1", "核稿", "李文", 13),
        line("发2", "核稿", "李文"),
    ]

    assert timed(tmp_path, rows) == [
        (4, "核稿", 1, "11-03", False),
        (8, "核稿", 2, "11-11", False),  # from the 10th, when it came back
        (5, "签发", 1, "11-05", False),
        (8, "签发", 2, "11-17", True),  # to be signed again; its last line is where it stands
        (9, "核稿", 1, "11-05", True),  # in hand: the line names who has it
    ]


def test_a_case_waits_at_a_step_required_of_it_alone(tmp_path: Path) -> None:
    rows = [first("发1", "孙丽", 2, 会签部门="营销科"), first("发2", "孙丽", 2, 会签部门="无")]

    assert timed(tmp_path, rows) == [(3, "会商", 1, "11-05", True), (4, "核稿", 1, "11-03", True)]


def test_late_is_never_a_finding(tmp_path: Path) -> None:
    rows = [first("发1", "孙丽", 2), line("发1", "核稿", "李文", 19)]

    assert found(tmp_path, rows) == []
    assert [(row, step) for row, step, *_ in timed(tmp_path / "timed", rows)] == [(4, "核稿"), (4, "签发")]


def test_a_line_entered_twice_is_told_once_and_is_no_repeat(tmp_path: Path) -> None:
    rows = [
        first("发1", "孙丽", 2),
        line("发1", "核稿", "李文", 3),
        line("发1", "签发", "王平", 4),
        line("发1", "用印", "赵敏", 5),
        line("发1", "用印", "赵敏", 5),
    ]

    assert found(tmp_path, rows) == [("DOC156", 7, "环节")]


PROCESSES = (
    {"环节": "拟稿"},
    {"环节": "签发"},
    {"流程": "收文", "环节": "登记"},
    {"流程": "收文", "环节": "签发"},
)


def two_processes(folder: Path, rows: Rows) -> list[tuple[str, int, str]]:
    headings = ("文号", "流程", "环节", "经办人", "办理时间")
    pairs = (pair("拟稿", "签发"), {"流程": "收文", **pair("登记", "签发")})
    of = open_workspace(workspace(folder, headings, {"一": rows}, PROCESSES, relations=pairs))
    book = batch.rules(of)
    told = checks.examine(reading.read(of.registers, book), book, AS_OF)[0]
    mine = [f for f in told if f.origin.workbook.startswith(REGISTER)]
    return sorted(((f.code, f.origin.row, f.field) for f in mine), key=lambda f: f[1])


def test_several_processes_on_one_list_are_told_apart_by_their_name(tmp_path: Path) -> None:
    day = datetime(2026, 11, 3)
    rows = [
        ["发1", "发文", "签发", "王平", day],
        ["收1", "收文", "签发", "王平", day],
        ["收2", "收文", "登记", "赵敏", day],
        ["收2", "", "签发", "王平", day],
        ["收3", "收文", "拟稿", "赵敏", day],
        ["收4", "", "签发", "王平", day],
    ]

    assert two_processes(tmp_path, rows) == [
        ("DOC102", 3, "拟稿"),
        ("DOC102", 4, "登记"),
        ("DOC152", 7, "环节"),
        ("DOC152", 8, "流程"),
    ]


def test_one_classified_line_takes_its_case_along(tmp_path: Path) -> None:
    rows = [
        first("发1", "孙丽", 2, 标题="关于金丝雀的通知"),
        line("发1", "核稿", "李文", 3, 备注="机密"),
        line("发1", "签发", "王平", 4),
        first("发2", "孙丽", 2),
    ]

    office, book = read(tmp_path, rows, 二=[line("发1", "用印", "赵敏", 5, 标题="关于金丝雀的通知")])

    places = sorted((t.origin.workbook, t.origin.row) for t in office.troubles if t.kind is TroubleKind.CLASSIFIED)
    assert places == [*(("办文流水一.xlsx", row) for row in (3, 4, 5)), ("办文流水二.xlsx", 3)]
    assert office.registers[REGISTER].frame["文号"].tolist() == ["发2"]
    assert [r.records for r in office.reports] == [1, 0]
    told = [f for f in checks.examine(office, book, AS_OF)[0] if f.origin.workbook.startswith(REGISTER)]
    assert [f.code for f in told] == ["RD900"] * 4
    assert "金丝雀" not in repr((office, told))


STEP_NAMES = tuple("甲乙丙丁戊己")
RULES = Rules(
    steps=STEP_NAMES,
    must=("甲", "丙", "丁", "己"),
    before=(("甲", "乙"), ("甲", "丙"), ("乙", "丁"), ("丙", "丁"), ("丁", "己"), ("戊", "己")),
    apart=(("甲", "丙"), ("丙", "丁")),
    once=("丁", "戊"),
    same=(("丙", "丙"), ("甲", "戊")),
    followed=(("乙", "戊"), ("甲", "丙")),
)


def log(cases: int, seed: int) -> list[Event]:
    """A log with every kind of deviation, its lines in no order."""
    chance = random.Random(seed)
    lines: list[tuple[str, str, str, datetime]] = []
    for n in range(cases):
        moment = datetime(2026, 3, 2, 8, 30) + timedelta(days=chance.randrange(60))
        steps = [s for s in STEP_NAMES if chance.random() < 0.85]
        if chance.random() < 0.3 and len(steps) > 1:
            at = chance.randrange(len(steps) - 1)
            steps[at], steps[at + 1] = steps[at + 1], steps[at]
        steps += chance.sample(steps, chance.randrange(3)) if len(steps) > 3 else []
        for step in steps:
            who = chance.choice(["孙丽", "周强", "李文", "赵敏", "王平"])
            lines.append((f"案{n}", step, who, moment))
            moment += timedelta(minutes=chance.choice([0, 0, 20, 600, 1440]))
    chance.shuffle(lines)
    return [Event(*one, row) for row, one in enumerate(lines, 3)]


def relations(rules: Rules) -> list[dict[str, str]]:
    """The rules as lines of sheet 环节关系."""
    return [
        *(pair(*names) for names in rules.before),
        *(pair(*names, "不得同人") for names in rules.apart),
        *(pair(name, "", "至多一次") for name in rules.once),
        *(pair(first, "" if first == second else second, "须同人") for first, second in rules.same),
        *(pair(*names, "其后须有") for names in rules.followed),
    ]


@pytest.mark.parametrize("seed", range(3))
def test_counts_equal_a_plain_loop(tmp_path: Path, seed: int) -> None:
    events = log(300, seed)
    rows = [[e.case, e.step, e.person, e.moment] for e in events]
    steps = [{"环节": s, "必经": "是" if s in RULES.must else "否"} for s in STEP_NAMES]
    headings = ("文号", "环节", "经办人", "办理时间")
    made = workspace(tmp_path / "office", headings, {"一": rows}, steps, relations=relations(RULES))
    of = open_workspace(made)
    book = batch.rules(of)

    told = checks.examine(reading.read(of.registers, book), book, AS_OF)[0]

    codes = {"DOC101", "DOC102", "DOC104", "DOC151", "DOC153", "DOC154", "DOC155"}
    ours = Counter((f.code, _step_of(f), f.origin.row) for f in told if f.code in codes)
    theirs = counted(events, RULES)
    assert ours == theirs
    assert {code for code, *_ in theirs} == codes


def _step_of(finding: Finding) -> str:
    values = dict(finding.values)
    names = {"DOC101": "later", "DOC153": "later", "DOC104": "later", "DOC154": "later", "DOC155": "next"}
    return values[names.get(finding.code, "step")]
