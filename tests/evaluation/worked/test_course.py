"""The course of the worked office's evaluation by its commands, with one appeal upheld."""

from __future__ import annotations

import io
import json
import re
import shutil
import zipfile
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest

from officebatch import ledger, rulebook, workspace
from officebatch.batch import evaluating
from officebatch.batch.frozen import ground_of
from officebatch.batch.proposing import BOOK
from officebatch.evaluation import edition, period_of
from officebatch.model.evaluation import Amended, lost_lines
from officebatch.model.measure import Subject
from officebatch.model.proposal import Edition, KeptProposal, ProposalKind
from officebatch.outputs.registry import registered
from officebatch.outputs.shelf import Shelf
from officebatch.outputs.variables import COMMON
from tests.evaluation.worked.office import people, rule_tables
from tests.office import files, officebatch
from tests.outputs import looking
from tests.outputs.soundness import faults
from tests.outputs.test_tailoring import differences

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path
    from subprocess import CompletedProcess

    from officebatch.batch.frozen import Ground

PERIOD = "2026Q3"
OURS, OTHERS = "财务科", "营销科"
LINES = {"收文登记簿": 60, "发文登记簿": 60, "督办台账": 120, "制度清单": 60}
SCORED = {"G1", "G2", "G3", "G4.1", "G5.2", "B1.1", "B5.1", "R1"}  # no expression of the office's own
AWARD, DAYS = "公文质量标兵", 91
HAD = ("人力资源科", "财务科", "党建科", "安全监察科")  # commended the quarter before
SPRING = Edition("2026Q2", 1, date(2026, 4, 1), date(2026, 6, 30), date(2026, 6, 30), (), tuple(
    KeptProposal(ProposalKind.AWARD, AWARD, Subject.DEPARTMENT, name, name) for name in HAD
))  # fmt: skip
PART, GIVEN_BACK = 0.1, "核减分值（空为全部核减）"
FORM = f"申诉复核申请表（{OURS}）.xlsx"


def step(of: Path, *words: str, period: str = PERIOD) -> CompletedProcess[str]:
    return officebatch("evaluation", *words, "--period", period, of)


def ruled() -> dict[str, list[dict[str, str]]]:
    tables = rule_tables()
    tables["指标"] = [line for line in tables["指标"] if line["代码"] in SCORED]
    next(line for line in tables["名目"] if line["名目"] == AWARD).update(参数="最少=1", 名额="8")
    return tables


def later(found: re.Match[str]) -> str:
    return (date.fromisoformat(found[0]) + timedelta(DAYS)).isoformat()


def reviewers(department: str) -> str:
    return "、".join([name for name, own, *_ in people() if own == department][:2])


def fill(path: Path, line: int, **cells: object) -> None:
    """Write into a line of a form, counted from 1, by the headings."""
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    head = next(row for row in range(1, 9) if sheet.cell(row, 1).value == "序号")
    columns = {cell.value: cell.column for cell in sheet[head]}
    for name, value in cells.items():
        sheet.cell(head + line, columns[name], value)
    book.save(path)


@pytest.fixture(scope="module")
def handed() -> Iterator[list[tuple[str, Mapping[str, Any]]]]:
    """What the papers of the course hand over to their templates, by template."""
    noted: list[tuple[str, Mapping[str, Any]]] = []
    press = Shelf.press

    def note(shelf: Shelf, name: str, department: str, context: Mapping[str, Any], title: str) -> bytes:
        noted.append((name, context))
        return press(shelf, name, department, context, title)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Shelf, "press", note)
        yield noted


@pytest.fixture(scope="module")
def course(
    tmp_path_factory: pytest.TempPathFactory,
    copied: Callable[[Path], Path],
    handed: list[tuple[str, Mapping[str, Any]]],
) -> tuple[Path, Path, CompletedProcess[str]]:
    """Workspace, its evaluation folder, and what reading the appeals said; the report was approved after it."""
    made = copied(tmp_path_factory.mktemp("course"))
    rulebook.write(ruled(), made / "规则.xlsx")
    ledger.keep(workspace.open_workspace(made).ledger, SPRING)
    for path in (made / "registers").iterdir():  # a few registers and their first lines are enough here
        if path.stem not in LINES:
            path.unlink()
            continue
        lines = path.read_text(encoding="utf-8-sig").splitlines(keepends=True)
        path.write_text("".join(lines[: LINES[path.stem]]), encoding="utf-8-sig")
    folder = made / "evaluations" / PERIOD
    for words in (("rules", "--as-of", "2026-06-29"), ("freeze", "--as-of", "2026-10-08")):
        assert step(made, *words).returncode == 0
    for name in ("收文登记簿.csv", "督办台账.csv"):
        (made / "registers" / name).write_text("", encoding="utf-8")  # registers go on; scores are of the freeze
    assert step(made, "feedback", "--as-of", "2026-10-09").returncode == 0
    asked = {"申诉理由": "已于时限前办结", "申诉日期": date(2026, 10, 12), "复核日期": date(2026, 10, 14)}
    asked["复核依据"] = "签收单"
    fill(folder / "申诉" / FORM, 1, **asked, 复核意见="变更", 影响范围="仅此一项", 复核人=reviewers("人力资源科"))
    part = {"复核意见": "变更", "影响范围": "仅此一项", "复核人": reviewers("人力资源科")}
    fill(folder / "申诉" / FORM, 2, **asked, **part, **{GIVEN_BACK: 9})
    refused = step(made, "appeals", "--as-of", "2026-10-15")
    assert refused.returncode == 2
    assert re.search(rf"{FORM}.*!J6：不能核减9分：该行共扣[0-9.]+分", refused.stderr), refused.stderr
    fill(folder / "申诉" / FORM, 2, **{GIVEN_BACK: PART})
    kept = folder / "申诉" / f"申诉复核申请表（{OTHERS}）.xlsx"
    fill(kept, 2, **asked, 复核意见="维持", 复核人=reviewers("人力资源科"))
    told = step(made, "appeals", "--as-of", "2026-10-15")
    assert told.returncode == 0, told.stderr
    approved = ("--approved", "考核纪要〔2026〕2号")
    assert step(made, "report", "--as-of", "2026-10-19", *approved).returncode == 0
    assert {name for name, _ in handed} >= {"考核细则", "考核结果反馈单", "考核情况报告"}
    return made, folder, told


@pytest.fixture(scope="module")
def ground(course: tuple[Path, Path, CompletedProcess[str]]) -> Ground:
    """The frozen office, scored again."""
    period, of = period_of(PERIOD), workspace.open_workspace(course[0])
    assert period is not None
    return ground_of(of, evaluating.course(of, period), period, lambda _: None)


def test_an_appeal_upheld_reaches_every_score_it_touches(
    course: tuple[Path, Path, CompletedProcess[str]], ground: Ground
) -> None:
    made, _, _ = course
    whole, part = [one for one in lost_lines(ground.first) if one.subject == OURS][:2]
    after = ground.scores(Amended(frozenset([whole.identity]), {part.identity: PART / part.points}))
    pairs = list(zip(ground.first.totals, after.totals, strict=True))
    touched = {
        total.subject
        for total, _ in pairs
        for one in total.indicators
        for fact in one.facts
        if fact.identity in {whole.identity, part.identity} and one.rate is not None
    }
    raised = {t.subject for t, now in pairs if (now.score or 0) > (t.score or 0) + 1e-9}
    assert raised == touched
    assert OURS in touched
    assert all((now.score or 0) >= (t.score or 0) - 1e-9 for t, now in pairs)
    facts = [f for t in after.totals if t.subject == OURS for o in t.indicators for f in o.facts]
    assert whole.identity not in {f.identity for f in facts}
    left = next(f for f in facts if f.identity == part.identity)
    assert left.points == pytest.approx(part.points - PART, abs=1e-9)
    was, now = (next(t for t in of.totals if t.subject == OURS) for of in (ground.first, after))
    assert now.score == pytest.approx((was.score or 0) + whole.points + PART, abs=1e-9)
    kept = ledger.editions(workspace.open_workspace(made).ledger)
    assert replace(kept[-1], proposals=()) == edition(after, 2)
    assert kept[0] == SPRING


def test_the_papers_say_so_and_the_earlier_edition_is_kept(
    course: tuple[Path, Path, CompletedProcess[str]], ground: Ground
) -> None:
    _, folder, told = course
    assert "第2版" in told.stdout
    before = next(t for t in ground.first.of(Subject.DEPARTMENT) if t.subject == OURS)
    first = (folder / f"第1版/反馈单/考核结果反馈单（{OURS}）.docx").read_bytes()
    second = (folder / f"第2版/反馈单/考核结果反馈单（{OURS}）.docx").read_bytes()
    assert "征求意见稿" in looking.plain(first) and f"总分{before.score:.2f}分" in looking.plain(first)
    assert f"由{before.score:.2f}分变更为" in looking.plain(second) and "签收单" in looking.plain(second)
    assert [path.name for path in (folder / "第2版/反馈单").iterdir()] == [f"考核结果反馈单（{OURS}）.docx"]
    report = (folder / "第2版/考核情况报告（审定稿）.docx").read_bytes()
    said = looking.plain(report)
    assert "受理申诉3项，维持1项，变更2项" in said and f"{OURS}由{before.score:.2f}→" in said
    assert "送审稿" not in said
    assert "已经考核领导小组审定（考核纪要〔2026〕2号）" in said
    assert {"word/charts/chart1.xml", "word/charts/chart2.xml"} < set(zipfile.ZipFile(io.BytesIO(report)).namelist())
    assert [fault for paper in (report,) for fault in faults(paper)] == []


def test_proposals_on_demand_are_of_the_frozen_office_as_amended(
    course: tuple[Path, Path, CompletedProcess[str]],
) -> None:
    """Two registers are empty by now; the proposals are those of the report all the same."""
    made, folder, _ = course
    assert officebatch("propose", "--period", PERIOD, "--as-of", "2026-10-19", made).returncode == 0
    told, asked = (
        [[cell.value for cell in row] for sheet in openpyxl.load_workbook(path) for row in sheet.iter_rows()]
        for path in (folder / "第2版" / BOOK, folder / BOOK)
    )
    (folder / BOOK).unlink()
    assert asked == told
    assert any(OURS in row for row in asked)


def test_no_department_reads_of_another(course: tuple[Path, Path, CompletedProcess[str]]) -> None:
    _, folder, _ = course
    said = looking.plain((folder / f"第1版/反馈单/考核结果反馈单（{OTHERS}）.docx").read_bytes())
    assert OURS not in said and not any(name in said for name, own, *_ in people() if own == OURS)
    sheet = openpyxl.load_workbook(folder / "申诉" / f"申诉复核申请表（{OTHERS}）.xlsx").worksheets[0]
    assert {row[1] for row in sheet.iter_rows(min_row=5, values_only=True) if isinstance(row[0], int)} == {OTHERS}


def test_what_stands_is_not_written_over(course: tuple[Path, Path, CompletedProcess[str]]) -> None:
    made, folder, _ = course
    before = files(folder)
    for words, why in (
        (("rules", "--as-of", "2026-06-29"), None),
        (("publish", "--as-of", "2026-10-18"), "太早"),
        (("close", "--as-of", "2026-11-02"), "上一步还没有办"),
    ):
        done = step(made, *words)
        assert (done.returncode, done.stderr) == (0, "") if why is None else why in done.stderr
    score_book = folder / "第1版" / "考核底稿.xlsx"
    content = score_book.read_bytes()
    score_book.write_bytes(content + b"x")
    assert str(score_book) in step(made, "publish", "--as-of", "2026-10-20").stderr
    score_book.write_bytes(content)
    assert files(folder) == before


def test_display_and_filing(
    course: tuple[Path, Path, CompletedProcess[str]], handed: list[tuple[str, Mapping[str, Any]]]
) -> None:
    made, folder, _ = course
    assert step(made, "publish", "--as-of", "2026-10-20").returncode == 0
    shown = looking.plain((folder / "第2版/考核结果公示.docx").read_bytes())
    assert "至2026年10月27日（星期二）止" in shown and OURS in shown
    assert not any(name in shown for name, *_ in people())
    assert "2026-10-28" in step(made, "close", "--as-of", "2026-10-27").stderr
    assert step(made, "close", "--as-of", "2026-10-28").returncode == 0
    wrong = [fault for name, context in handed
             for fault in differences((*COMMON, *registered()[name].variables), context, name)]  # fmt: skip
    assert sorted(set(wrong)) == []
    index = openpyxl.load_workbook(folder / "归档/卷内目录.xlsx").worksheets[0]
    listed = {row[3]: row[4] for row in index.iter_rows(min_row=4, values_only=True) if row[3]}
    held = {path: digest for path, digest in files(folder).items() if not path.startswith(("归档", "考核程序记录"))}
    assert {path: listed[path] for path in held} == held
    record = json.loads((folder / "考核程序记录.json").read_text(encoding="utf-8"))
    assert [line["stage"] for line in record["steps"]] == ["细则", "冻结", "反馈", "复核", "报告", "公示", "归档"]


def awarded(of: Path, period: str) -> list[str]:
    kept = next(one for one in ledger.editions(workspace.open_workspace(of).ledger) if one.period == period)
    return [one.subject for one in kept.proposals if one.title == AWARD]


def test_the_quarter_after_is_held_against_this_one(
    course: tuple[Path, Path, CompletedProcess[str]], tmp_path: Path
) -> None:
    made = tmp_path / "office"
    shutil.copytree(course[0], made)
    for frozen in (course[1] / "冻结（办公室留存）/台账").iterdir():  # the same work a quarter later, the tasks unlike
        text = re.sub(r"\d{4}-\d\d-\d\d", later, frozen.read_text(encoding="utf-8-sig"))
        lines = text.splitlines(keepends=True)
        text = "".join(lines[: len(lines) // 2]) if frozen.stem == "督办台账" else text
        (made / "registers" / frozen.name).write_text(text, encoding="utf-8-sig")
    told = [
        step(made, *words, period="2026Q4")
        for words in (("rules", "--as-of", "2026-10-29"), ("freeze", "--as-of", "2027-01-04"),
                      ("feedback", "--as-of", "2027-01-05"), ("appeals", "--as-of", "2027-01-11"),
                      ("report", "--as-of", "2027-01-12", "--commend", f"{AWARD}={OURS}"),
                      ("report", "--as-of", "2027-01-12", "--approved", "考核纪要〔2027〕1号"))
    ]  # fmt: skip
    assert [one.returncode for one in told] == [0, 0, 0, 0, 2, 0], told
    assert "--approved" in told[4].stderr
    paper = (made / "evaluations/2026Q4/第1版/考核情况报告（审定稿）.docx").read_bytes()
    said = looking.plain(paper)
    now, before = (
        next(e for e in ledger.editions(workspace.open_workspace(made).ledger) if e.period == name).scores
        for name in ("2026Q4", PERIOD)
    )
    moved = {
        one.subject: (one.score or 0) - (old.score or 0)
        for one in now for old in before
        if (old.subject_kind, old.subject) == (one.subject_kind, one.subject) == (Subject.DEPARTMENT, old.subject)
    }  # fmt: skip
    most = max(moved, key=lambda name: abs(moved[name]))
    way = "提高" if moved[most] > 0 else "下降"
    assert f"与上期相比，{most}{way}{abs(moved[most]):.2f}分，变化最大" in said
    assert "较上期" in said and all(f"{by:+.2f}" in said for by in moved.values() if abs(by) > 0.005)
    third = awarded(made, PERIOD)
    assert set(third) & set(HAD) and set(third) - set(HAD)
    assert awarded(made, "2026Q4") == [name for name in third if name not in HAD]
    assert "处分" not in said
    heads = re.findall("([一二三四五六七八九])、(?:考核范围|总体|分类|主要|申诉和|先进|需帮|制度流|提请)", said)
    assert "".join(heads) == "一二三四五六七八九"[: len(heads)] and "提请审定事项" in said


def test_rules_of_the_period_hold_against_a_later_change(course: tuple[Path, Path, CompletedProcess[str]]) -> None:
    made, _, _ = course
    tables = ruled()
    next(line for line in tables["指标"] if line["代码"] == "G1")["满分"] = "12"
    rulebook.write(tables, made / "规则.xlsx")
    told = step(made, "status", "--as-of", "2026-11-01").stdout
    assert "考核情况报告：2026-10-19（审定稿，考核纪要〔2026〕2号）\n公示：" in told
    assert [line for line in told.splitlines() if "改为" in line] == [
        next(line for line in told.splitlines() if "“指标”表 G1：“满分”由 10 改为 12" in line)
    ]


def test_a_step_taken_anew_and_refused_leaves_all_as_it_stands(
    course: tuple[Path, Path, CompletedProcess[str]],
) -> None:
    made, folder, _ = course
    before = files(folder)
    refused = step(made, "freeze", "--again", "--as-of", "2026-09-01")
    assert refused.returncode == 2 and "2026-10-01" in refused.stderr
    assert files(folder) == before


def test_the_frozen_scores_come_out_in_any_language(course: tuple[Path, Path, CompletedProcess[str]]) -> None:
    made, _, _ = course
    asked = ("--period", PERIOD, "--as-of", "2026-10-19", "--again", made)
    said = officebatch("--lang", "en", "evaluation", "report", *asked)
    assert (said.returncode, said.stderr) == (0, "")
