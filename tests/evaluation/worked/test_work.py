"""The activity ledger of the worked office: every person's counts as plain loops over the registers have them."""

from __future__ import annotations

import io
import json
from collections import Counter
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import openpyxl
import pytest

from officebatch import batch, workspace
from officebatch.evaluation import own, period_of, work
from officebatch.evaluation.ground import ground
from officebatch.evaluation.scoring_ground import Field
from officebatch.model.evaluation import Amended
from officebatch.model.notice import Correspondence
from officebatch.model.score import Period
from tests.evaluation.worked import plain
from tests.evaluation.worked.office import LAST, LEADERS, PERIOD, absences, people, posted, printers
from tests.office import officebatch
from tests.outputs import looking, soundness

if TYPE_CHECKING:
    from collections.abc import Callable

Told = tuple[Path, list[dict[str, object]]]


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory, copied: Callable[[Path], Path]) -> Told:
    """The workspace with a sheet for everybody, and the figures as the command tells them."""
    made = copied(tmp_path_factory.mktemp("work"))
    first = printers()[0]
    (made / "registers" / "业绩补登.csv").write_text(
        "序号,日期,姓名,部门,类别,工作内容,工时\n"
        f"1,2026-08-03,{first},办公室,培训,参加公文写作培训,6\n2,2026-10-03,{first},办公室,培训,期外的培训,6\n",
        encoding="utf-8-sig",
    )
    done = officebatch("work", "--period", PERIOD, "--as-of", "2026-09-30", "--format", "json", made)
    assert (done.returncode, done.stderr) == (0, "")
    return made, json.loads(done.stdout)


@pytest.fixture(scope="module")
def world(office: Told) -> plain.World:
    """The same, reckoned by hand."""
    known = {name: (department, post) for name, department, post, _ in people()}
    return plain.World(office[0], known, plain.Facts(absences(), printers(), posted(), {}))


def _told(
    rows: list[dict[str, object]], figure: str, *, part: str, stand_in: bool = False
) -> dict[tuple[str, str], int]:
    found: Counter[tuple[str, str]] = Counter()
    for row in rows:
        if row["part"] == part and row["stand_in"] is stand_in:
            found[str(row["person"]), str(row["item"])] += int(str(row[figure]))
    return {key: n for key, n in found.items() if n}


def _stands_in(world: plain.World, line: dict[str, str], step: str) -> str:
    """Who was away where who stands in for him did his step: printing, or 承办 of his department."""
    pairs = {"打印": [printers()], "承办": list(posted().values())}.get(step, [])
    who, on = line[f"{step}人"], line[f"{step}日期"]
    return next((first for first, second in pairs if who == second and world.away(first, on)), "")


def _passed(world: plain.World, *, away: bool) -> dict[tuple[str, str], int]:
    """Steps passed in the quarter; away: only, or without, what was done for somebody away."""
    found: Counter[tuple[str, str]] = Counter()
    for lines, steps in ((world.received, plain.RECEIVED), (world.sent, plain.SENT)):
        for line in lines:
            for step in steps:
                who, on = line[f"{step}人"], line[f"{step}日期"]
                if "2026-07-01" <= on <= "2026-09-30" and world.people[who][0] != LEADERS:
                    found[who, step] += bool(_stands_in(world, line, step)) is away
    return {key: n for key, n in found.items() if n}


def test_what_each_person_passed(office: Told, world: plain.World) -> None:
    wanted = _passed(world, away=False)
    assert sum(wanted.values()) > 1500
    assert _told(office[1], "done", part="step") == wanted


def test_what_was_done_for_somebody_away_is_counted_apart(office: Told, world: plain.World) -> None:
    wanted = _passed(world, away=True)
    assert len(wanted) == 1 + 3 and sum(wanted.values()) > 50
    assert _told(office[1], "done", part="step", stand_in=True) == wanted


def test_scores_and_work_sheets_tell_the_same_stand_ins(office: Told, world: plain.World) -> None:
    """What gives a bonus is what the work sheets have as done for somebody away, of it what was in time."""
    opened = workspace.open_workspace(office[0])
    rules, period = batch.rules(opened), period_of(PERIOD)
    assert period is not None
    docket = batch.examine(opened, rules, LAST, lambda _: None)
    held = (docket.office, rules, period, docket.deadlines, docket.findings)
    whole = work(*held, as_of=LAST)
    lines = whole.frame[(whole.frame["stands_for"] >= 0) & whole.frame["passed"] & (whole.frame["days_over"] == 0)]
    field = Field(ground(*held[:2], Period(period.first, LAST, PERIOD), *held[3:]), period, LAST,
                  own.ask(docket.office, rules, LAST), Correspondence(), Amended())  # fmt: skip
    at, firsts = zip(*field.stood_in, strict=True)
    scored = field.ground.lines.iloc[list(at)]
    columns = (lines[name].to_list() for name in ("register", "row", "item", "who", "stands_for"))
    told = zip(*columns, strict=True)
    sheets = {(*key, whole.doers[who].name, rules.people[first].name) for *key, who, first in told}
    columns = (scored[name].to_list() for name in ("register", "row", "step", "person"))
    assert sheets == set(zip(*columns, firsts, strict=True))
    assert len(sheets) == len(lines) == len(scored) == len(world.stood_in()) > 50


def test_what_fell_due_and_what_was_on_time(office: Told, world: plain.World) -> None:
    due, met = Counter[tuple[str, str]](), Counter[tuple[str, str]]()
    for case in world.steps:
        if case["person"] and world.people[case["person"]][0] != LEADERS:
            due[case["person"], case["step"]] += 1
            met[case["person"], case["step"]] += not case["late"]
    both = [Counter(_told(office[1], f, part="step")) + Counter(_told(office[1], f, part="step", stand_in=True))
            for f in ("timed", "on_time")]  # fmt: skip
    assert both == [+due, +met]


def test_tasks_led(office: Told, world: plain.World) -> None:
    held, due, met = (Counter[tuple[str, str]]() for _ in range(3))
    tasks = [(t["责任人"], t["立项日期"], t["完成时限"], t["办结日期"]) for t in world.tasks]
    tasks += [(s["责任人"], s["登记日期"], s["完成时限"], s["完成日期"]) for s in world.services]
    for person, start, last, finished in tasks:
        who, limit, done = (person, "牵头"), date.fromisoformat(last), plain.day(finished)
        late = plain.behind(limit, done)
        decided = plain.FIRST <= limit <= plain.LAST and (done is not None or late)
        held[who] += start <= "2026-09-30" and (done is None or done >= plain.FIRST)
        due[who] += decided
        met[who] += decided and not late
    told = [_told(office[1], figure, part="task") for figure in ("done", "open", "timed", "on_time")]
    assert Counter(told[0]) + Counter(told[1]) == +held
    assert told[2:] == [dict(+due), dict(+met)]


def test_entries_by_hand(office: Told, world: plain.World) -> None:
    """By category, and where a register has none by what its status says."""
    wanted: Counter[tuple[str, str, str]] = Counter({(printers()[0], "业绩补登", "培训"): 1})
    for line in world.checks:
        wanted[line["检查人"], "检查记录", line["检查类别"]] += "2026-07-01" <= line["检查日期"] <= "2026-09-30"
    for line in plain.read(office[0], "会议签到表"):
        there = line["到会情况"] not in {"缺席", "请假"}
        within = "2026-07-01" <= line["会议日期"] <= "2026-09-30"
        wanted[line["姓名"], "会议签到表", line["到会情况"]] += there and within
    entries = [row for row in office[1] if row["part"] == "entry"]
    assert {(e["person"], e["register"], e["item"]): e["done"] for e in entries} == +wanted
    assert [e["hours"] for e in entries if e["hours"]] == [6.0]


def test_papers_and_books_are_sound_and_hold_one_person_only(office: Told) -> None:
    made, rows = office
    folder = made / "evaluations" / PERIOD / "个人业绩"
    names = [name for name, department, *_ in people() if department != LEADERS]
    assert len(list(folder.glob("*.docx"))) == len(list(folder.glob("*.xlsx"))) == len(names)
    stand_in = printers()[1]
    sheet = (folder / f"个人业绩单（{stand_in}）.docx").read_bytes()
    book = (folder / f"个人工作台账（{stand_in}）.xlsx").read_bytes()
    assert soundness.faults(sheet) == soundness.faults(book) == []
    said = looking.plain_text(sheet)
    assert "打印" in said and "不排名次" in said and "代外出人员办理" in said
    others = [name for name in names if name in said and name != stand_in]
    assert len(others) == 1  # the one he stood in for
    opened = openpyxl.load_workbook(io.BytesIO(book))
    assert opened.sheetnames == ["汇总", "补台", "明细", "问题"]
    counted = sum(int(str(r["done"])) + int(str(r["open"])) for r in rows if r["person"] == stand_in)
    listed = [row for row in opened["明细"].iter_rows(min_row=6, values_only=True) if row[0]]
    assert len(listed) >= counted > 50


def test_a_name_nobody_bears_is_told(office: Told) -> None:
    done = officebatch("work", "--person", "无名氏", "--period", PERIOD, "--as-of", "2026-09-30", office[0])
    assert (done.returncode, done.stderr) == (2, "规则簿“人员”表里没有无名氏。请照表里的姓名写。\n")
