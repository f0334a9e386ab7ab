"""The worked office: every total as a plain script has it, and as LibreOffice has it of the score book."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import replace
from typing import TYPE_CHECKING

import openpyxl
import pytest

from officebatch import batch, evaluation, workspace
from officebatch.evaluation import period_of
from officebatch.model.evaluation import Amended
from officebatch.model.measure import Subject
from officebatch.model.score import How
from officebatch.outputs.score_book import label, score_book
from officebatch.wording import spoken
from tests.evaluation.worked import plain
from tests.evaluation.worked.office import (
    CLASSES,
    LAST,
    PERIOD,
    QUARTER,
    absences,
    clerks,
    newcomer,
    people,
    post,
    posted,
    printers,
    responsible,
)
from tests.outputs.soundness import faults

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from officebatch.model.docket import Docket
    from officebatch.model.score import Fact, Scores
    from officebatch.rulebook.rules import RuleBook


@pytest.fixture(scope="module")
def examined(
    tmp_path_factory: pytest.TempPathFactory, copied: Callable[[Path], Path]
) -> tuple[Path, RuleBook, Docket]:
    """The workspace, its rule book and the office of its last day."""
    made = copied(tmp_path_factory.mktemp("worked"))
    opened = workspace.open_workspace(made)
    rules = batch.rules(opened)
    return made, rules, batch.examine(opened, rules, LAST, lambda _: None)


def scored(of: tuple[Path, RuleBook, Docket], name: str, amended: Amended) -> Scores:
    made, rules, docket = of
    period = period_of(name)
    assert period is not None
    return evaluation.score(
        docket.office, rules, period, docket.deadlines, docket.findings, as_of=LAST, post=post(made), amended=amended
    )


@pytest.fixture(scope="module")
def sides(examined: tuple[Path, RuleBook, Docket]) -> tuple[Path, RuleBook, Scores, Scores]:
    """The workspace, its rule book, and its scores with ballots and of the quarter alone."""
    made, rules, _ = examined
    half, quarter = (scored(examined, name, Amended()) for name in (PERIOD, QUARTER))
    return made, rules, half, quarter


@pytest.fixture(scope="module")
def worked(sides: tuple[Path, RuleBook, Scores, Scores]) -> tuple[Path, RuleBook, Scores]:
    """The workspace, its rule book and its scores."""
    return sides[:3]


def test_every_total_as_a_plain_script_has_it(sides: tuple[Path, RuleBook, Scores, Scores]) -> None:
    """The half-year with its ballots, and the quarter, whose quantitative marks are folded to 100."""
    made, _, half, quarter = sides
    known = {name: (department, post) for name, department, post, _ in people()}
    assert len(known) == 60
    leaders = {department: responsible(department) for department in CLASSES}
    world = plain.World(made, known, plain.Facts(absences(), printers(), posted(), leaders))
    for scores, ballots_count in ((half, True), (quarter, False)):
        ours = {label(t): t.score for t in scores.totals if t.score is not None}
        theirs = plain.reckon(world, CLASSES, ballots_count=ballots_count)
        assert set(ours) == set(theirs)
        assert ours == pytest.approx(theirs, abs=1e-9, rel=0)
    assert len(half.void) == len(world.void) > 5


def upheld(scores: Scores) -> tuple[Fact, Fact]:
    """Two lines of 财务科's tasks: one that is taken away, one that costs less."""
    total = next(t for t in scores.of(Subject.DEPARTMENT) if t.subject == "财务科")
    first, second, *_ = next(one for one in total.indicators if one.code == "G2").facts
    return first, second


def test_points_an_appeal_gave_back_as_a_plain_script_has_them(
    examined: tuple[Path, RuleBook, Docket], sides: tuple[Path, RuleBook, Scores, Scores]
) -> None:
    """The department gets exactly so many; its head and whose task it is get the same share of what it cost them."""
    made, _, half, quarter = sides
    known = {name: (department, post) for name, department, post, _ in people()}
    leaders = {department: responsible(department) for department in CLASSES}
    for scores, ballots_count in ((half, True), (quarter, False)):
        whole, part = upheld(scores)
        by = Amended(frozenset({whole.identity}), {part.identity: 1 / 3})
        after = scored(examined, scores.period.name, by)
        world = plain.World(made, known, plain.Facts(absences(), printers(), posted(), leaders))
        world.give_back({(whole.record, "办结"): 1.0, (part.record, "办结"): 1 / 3})
        ours = {label(t): t.score for t in after.totals if t.score is not None}
        assert ours == pytest.approx(plain.reckon(world, CLASSES, ballots_count=ballots_count), abs=1e-9, rel=0)
        before = {label(t): t.score or 0.0 for t in scores.totals}
        assert ours["财务科"] == pytest.approx(before["财务科"] + whole.points + part.points / 3, abs=1e-9)
        raised = {name for name, score in ours.items() if score > before[name] + 1e-9}
        assert {"财务科"} < raised
        assert all(score >= before[name] - 1e-9 for name, score in ours.items())


def test_a_deduction_an_appeal_took_away_does_not_come_back_by_itself(
    examined: tuple[Path, RuleBook, Docket], worked: tuple[Path, RuleBook, Scores]
) -> None:
    half = worked[2]
    total, line = next((t, m) for t in half.of(Subject.DEPARTMENT) for m in t.merits if m.code == "K5")
    for by, back in ((Amended(frozenset({line.identity})), 1.0), (Amended(lessened={line.identity: 0.4}), 0.4)):
        after = next(t for t in scored(examined, PERIOD, by).totals if label(t) == label(total))
        assert after.deduction == pytest.approx(total.deduction - back * line.points, abs=1e-9)
        assert after.score == pytest.approx((total.score or 0.0) + back * line.points, abs=1e-9)


def test_the_weights_of_what_is_scored_add_up_to_all_marks(worked: tuple[Path, RuleBook, Scores]) -> None:
    for total in worked[2].totals:
        if total.score is not None:
            whole = sum(one.full_mark for one in total.indicators)
            assert sum(one.weight for one in total.indicators) == pytest.approx(whole, abs=1e-9)


def test_every_point_lost_names_its_rows_and_no_fact_is_deducted_twice(worked: tuple[Path, RuleBook, Scores]) -> None:
    for total in worked[2].totals:
        facts = [fact for one in total.indicators if one.rate is not None for fact in one.facts]
        assert len({fact.identity for fact in facts}) == len(facts)
        for one in total.indicators:
            if one.rate is not None and one.nature == "定量" and one.how is not How.AMOUNT:
                assert sum(f.points for f in one.facts) == pytest.approx(one.weight - one.points, abs=1e-9)
                assert all(f.origin.row > 1 or f.number for f in one.facts)
        told = {fact.number for fact in facts if fact.number}
        deducted = [m.number for m in total.merits if m.nature == "扣分" and m.points]
        assert told.isdisjoint(deducted)
        assert len(set(deducted)) == len(deducted)


def test_merits_need_a_number_and_stay_under_their_caps(worked: tuple[Path, RuleBook, Scores]) -> None:
    by_name = {t.subject: t for t in worked[2].of(Subject.DEPARTMENT)}
    by_hand = {"J1", "J3", "K1", "K3", "V1"}
    entered = {name: [m for m in total.merits if m.code in by_hand] for name, total in by_name.items()}
    assert [m.points for m in entered["财务科"]] == [1.0, 1.0]
    assert [m.points for m in entered["营销科"]] == [3.0, 0.0]
    assert by_name["财务科"].bonus == 2.0
    assert by_name["调度中心"].vetoed


def test_what_the_registers_give_and_take_by_themselves_has_its_proof(worked: tuple[Path, RuleBook, Scores]) -> None:
    """Stood in five times: 0.2 once; a 督办通知单 not answered in time: one point each, with its number."""
    by_name = {t.subject: t for t in worked[2].of(Subject.DEPARTMENT)}
    stood_in = [m for total in by_name.values() for m in total.merits if m.code == "J6"]
    assert {round(m.points, 9) for m in stood_in} == {0.2}
    assert all(m.number and m.origin.row > 1 for m in stood_in)
    silent = [m for total in by_name.values() for m in total.merits if m.code == "K5"]
    assert len(silent) > 5
    assert all(m.number.startswith("临电督〔2026〕") and m.points == 1.0 for m in silent)
    people_ = [m for total in worked[2].of(Subject.PERSON) for m in total.merits if m.code == "R8"]
    assert max(t.bonus for t in worked[2].of(Subject.PERSON)) == 3.0
    assert len(people_) > len(stood_in)


def test_who_came_late_gets_a_work_sheet_only(worked: tuple[Path, RuleBook, Scores]) -> None:
    unranked = {t.subject for t in worked[2].of(Subject.PERSON) if not t.ranked}
    assert unranked == {newcomer(), clerks("财务科")[3]}
    assert all(t.place_in_class is None and not t.grade for t in worked[2].totals if not t.ranked)


def test_leaving_the_order_of_departments_and_people_changed_changes_nothing(
    sides: tuple[Path, RuleBook, Scores, Scores],
) -> None:
    """Nor does dropping the void ballots."""
    made, rules, half, _ = sides
    turned = replace(
        rules,
        departments=tuple(replace(d, order=99 - d.order) for d in reversed(rules.departments)),
        people=tuple(reversed(rules.people)),
    )
    path = made / "registers" / "评议表.csv"
    kept = path.read_bytes()
    void = {v.ballot for v in half.void}
    heading, *lines = kept.decode("utf-8-sig").splitlines(keepends=True)
    valid = [line for line in lines if line.partition(",")[0] not in void]
    path.write_bytes("".join([heading, *valid]).encode("utf-8-sig"))
    docket = batch.examine(workspace.open_workspace(made), rules, LAST, lambda _: None)
    path.write_bytes(kept)
    found = evaluation.score(
        docket.office, turned, half.period, docket.deadlines, docket.findings, as_of=LAST, post=post(made)
    )
    assert {label(t): t.score for t in found.totals} == {label(t): t.score for t in half.totals}
    assert found.void == ()


def test_the_score_book_recalculated(
    examined: tuple[Path, RuleBook, Docket], worked: tuple[Path, RuleBook, Scores], tmp_path: Path
) -> None:
    if not (soffice := shutil.which("soffice")):
        pytest.skip("LibreOffice is not installed")
    _, rules, scores = worked
    gone, less = upheld(scores)
    scores = scored(examined, PERIOD, Amended(frozenset({gone.identity}), {less.identity: 0.25}))
    with spoken("zh_CN"):
        content = score_book(scores, rules.settings, "../../registers")
        wanted = {label(t): t for t in scores.totals}
    assert faults(content) == []
    emptied = openpyxl.load_workbook(_saved(tmp_path, content))  # openpyxl keeps the formulas and drops the figures
    emptied.save(tmp_path / "emptied.xlsx")
    subprocess.run(
        [soffice, f"-env:UserInstallation=file://{tmp_path}/lo", "--headless",
         "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", str(tmp_path / "out"),
         str(tmp_path / "emptied.xlsx")],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    sheet = openpyxl.load_workbook(tmp_path / "out" / "emptied.xlsx", data_only=True).worksheets[0]
    heads = [cell.value for cell in sheet[3]]
    columns = {name: heads.index(name) for name in ("对象", "加分", "扣分", "总分", "定量", "内部评议", "外部评议")}
    rows = [[cell.value for cell in line] for line in sheet.iter_rows(min_row=4) if line[0].value in wanted]
    assert len(rows) == len(wanted)
    for row in rows:
        total = wanted[str(row[columns["对象"]])]
        assert row[columns["总分"]] == (None if total.score is None else pytest.approx(total.score, abs=1e-9))
        assert row[columns["加分"]] == pytest.approx(total.bonus)
        assert row[columns["扣分"]] == pytest.approx(total.deduction)
        for part in ("定量", "内部评议", "外部评议"):
            if part in total.categories:
                assert row[columns[part]] == pytest.approx(total.categories[part], abs=1e-9)


def _saved(folder: Path, content: bytes) -> Path:
    path = folder / "book.xlsx"
    path.write_bytes(content)
    return path
