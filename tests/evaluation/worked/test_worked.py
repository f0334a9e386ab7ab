"""The worked office: every total as a plain script has it, and as LibreOffice has it of the score book."""

from __future__ import annotations

import shutil
import subprocess
from datetime import date
from typing import TYPE_CHECKING

import openpyxl
import pytest

from officebatch import batch, workspace
from officebatch.batch import scoring
from officebatch.evaluation import period_of
from officebatch.model.measure import Subject
from officebatch.outputs.score_book import label, score_book
from officebatch.wording import spoken
from tests.evaluation.worked import plain
from tests.evaluation.worked.office import CLASSES, PERIOD, make, people
from tests.outputs.soundness import faults

if TYPE_CHECKING:
    from pathlib import Path

    from officebatch.model.score import Scores
    from officebatch.rulebook.rules import RuleBook


@pytest.fixture(scope="module")
def worked(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, RuleBook, Scores]:
    """The workspace, its rule book and its scores."""
    made = make(tmp_path_factory.mktemp("worked"))
    opened = workspace.open_workspace(made)
    rules = batch.rules(opened)
    period = period_of(PERIOD)
    assert period is not None
    return made, rules, scoring.score(opened, rules, period, date(2026, 10, 9), lambda _: None)


def test_every_total_as_a_plain_script_has_it(worked: tuple[Path, RuleBook, Scores]) -> None:
    made, _, scores = worked
    known = {name: (department, post) for name, department, post, _ in people()}
    with spoken("zh_CN"):
        ours = {label(t): t.score for t in scores.totals if t.score is not None}
    theirs = plain.reckon(made, known, CLASSES)
    assert len(known) == 60
    assert {s: v for s, v in ours.items() if s not in theirs} == {}
    assert ours == pytest.approx(theirs, abs=1e-9, rel=0)
    assert len(scores.void) == len(plain.ballots(made)[1]) > 5


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
            if one.rate is not None and one.nature == "定量":
                assert sum(f.points for f in one.facts) == pytest.approx(one.weight - one.points, abs=1e-9)
                assert all(f.origin.row > 1 for f in one.facts)


def test_merits_need_a_number_and_stay_under_their_caps(worked: tuple[Path, RuleBook, Scores]) -> None:
    by_name = {t.subject: t for t in worked[2].of(Subject.DEPARTMENT)}
    assert (by_name["财务科"].bonus, by_name["营销科"].deduction, by_name["物资科"].deduction) == (2.0, 3.0, 0.0)
    assert by_name["调度中心"].vetoed
    assert [m.points for m in by_name["营销科"].merits] == [3.0, 0.0]


def test_the_score_book_recalculated(worked: tuple[Path, RuleBook, Scores], tmp_path: Path) -> None:
    if not (soffice := shutil.which("soffice")):
        pytest.skip("LibreOffice is not installed")
    _, rules, scores = worked
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
