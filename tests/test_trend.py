"""Trend: what runs keep of departments and registers, counted again by plain loops; weeks, months, older ledgers."""

from __future__ import annotations

import io
import json
import sqlite3
import zipfile
from collections import Counter
from contextlib import closing
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from officebatch import batch, ledger, workspace
from officebatch.model.docket import PastRun
from officebatch.model.measure import Subject
from officebatch.model.proposal import Edition, KeptScore
from officebatch.model.trend import Grain, Part, figures, points
from officebatch.model.vocabulary import HolderKind, Severity, State
from tests.making import AS_OF
from tests.office import officebatch, sample
from tests.outputs import soundness

if TYPE_CHECKING:
    from pathlib import Path

    from officebatch.model.docket import Docket


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Docket]:
    """The sample, examined, and its ledger with five Fridays, the first as a version wrote it that kept less."""
    folder = sample(tmp_path_factory.mktemp("trend") / "office")
    of = workspace.open_workspace(folder)
    docket = batch.examine(of, batch.rules(of), AS_OF, lambda _: None)
    kept = figures(docket, ["催办通知单", "催办通知单"])
    for weeks in range(4, -1, -1):
        day = AS_OF - timedelta(weeks=weeks)
        counts = docket.figures() | {"papers": 10 - weeks, "overdue": 20 + weeks}
        run = PastRun(day, frozenset(), frozenset())
        ledger.record(of.ledger, run, "x", counts, figures=kept if weeks < 4 else None)
    score = KeptScore(Subject.DEPARTMENT, "财务科", "财务科", "管理类", 88.125, 90.5, 31, "良好")
    ledger.keep(of.ledger, Edition("2026Q3", 1, date(2026, 7, 1), date(2026, 9, 30), date(2026, 9, 30), (score,)))
    return folder, docket


def test_figures_as_plain_loops_have_them(office: tuple[Path, Docket]) -> None:
    _, docket = office
    kept = figures(docket, ["催办通知单", "催办通知单"])
    lines = list(docket.deadlines.pick(docket.deadlines.frame["open"]))
    ours = [x for x in lines if x.live and x.holder_kind in (HolderKind.DEPARTMENT, HolderKind.OFFICE)]
    for figure, state in (("overdue", State.OVERDUE), ("due_soon", State.DUE_SOON)):
        by_holder = Counter(x.holder for x in ours if x.state is state)
        assert {n: of[figure] for (p, n), of in kept.items() if p is Part.DEPARTMENT and figure in of} == by_holder
    told = [f for f in docket.findings if f.severity is not Severity.GRAVE]
    by_register = Counter(f.register for f in told if f.register)
    assert {n: of["findings"] for (p, n), of in kept.items() if p is Part.REGISTER and "findings" in of} == by_register
    assert kept[Part.REGISTER, "督办台账"]["records"] == len(docket.office.registers["督办台账"])
    assert kept[Part.PAPER, "催办通知单"] == {"papers": 2}
    whole = sum(of.get("overdue", 0) for (p, _), of in kept.items() if p is Part.DEPARTMENT)
    assert whole == docket.figures()["overdue"]


def test_the_last_run_of_a_month_stands_for_it(office: tuple[Path, Docket]) -> None:
    held = ledger.trend(workspace.open_workspace(office[0]).ledger)
    assert [p.name for p in points(held, Grain.MONTH)] == ["2026-10", "2026-11"]
    assert [p.as_of.day for p in points(held, Grain.MONTH)] == [30, 20]
    assert [p.name for p in points(held, Grain.QUARTER)] == ["2026Q4"]
    assert [p.value("papers") for p in points(held, Grain.WEEK)] == [6, 7, 8, 9, 10]


def test_the_command_tells_changes_and_scores(office: tuple[Path, Docket]) -> None:
    done = officebatch("trend", office[0])
    assert (done.returncode, done.stderr) == (0, "")
    assert "20 (-1)" in done.stdout and "88.12" in done.stdout and "良好" in done.stdout
    rows = json.loads(officebatch("trend", "--format", "json", office[0]).stdout)
    overdue = [(r["value"], r["change"]) for r in rows if r["figure"] == "overdue" and not r["part"]]
    assert overdue == [(24, None), (23, -1), (22, -1), (21, -1), (20, -1)]
    of_one = officebatch("trend", "--department", "财务科", office[0]).stdout
    assert "—" in of_one.splitlines()[2]  # the first run kept no figures of departments
    assert officebatch("trend", "--department", "无此科", office[0]).returncode == 2


def test_the_workbook_has_charts_and_is_sound(office: tuple[Path, Docket], tmp_path: Path) -> None:
    done = officebatch("trend", "--out", tmp_path, office[0])
    content = (tmp_path / "趋势.xlsx").read_bytes()
    assert done.returncode == 0 and soundness.faults(content) == []
    names = zipfile.ZipFile(io.BytesIO(content)).namelist()
    assert sum(name.startswith("xl/charts/chart") for name in names) == 3
    officebatch("trend", "--out", tmp_path / "b.xlsx", office[0])
    assert (tmp_path / "b.xlsx").read_bytes() == content


def test_a_run_written_again_keeps_its_figures_once(office: tuple[Path, Docket], tmp_path: Path) -> None:
    path = tmp_path / "ledger.db"
    kept = figures(office[1], ())
    for _ in range(2):
        ledger.record(path, PastRun(AS_OF, frozenset(), frozenset()), "x", {"overdue": 1}, figures=kept)
    (point,) = ledger.trend(path)
    assert point.figures == kept
    assert replace(point, figures={}).value("overdue", Part.DEPARTMENT, "财务科") is None
    with closing(sqlite3.connect(path)) as held:
        assert held.execute("SELECT count(*) FROM figures").fetchone()[0] == sum(len(of) for of in kept.values())
