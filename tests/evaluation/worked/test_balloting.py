"""Ballots out and in: made, filled by script, read back, scored equal; doubled, forged and void ones known."""

from __future__ import annotations

import csv
import random
import shutil
from datetime import date
from typing import TYPE_CHECKING

import openpyxl
import pytest

from officebatch import batch, ledger, workspace
from officebatch.batch import scoring
from officebatch.evaluation import period_of
from officebatch.model.measure import Subject
from tests.evaluation.worked import plain
from tests.evaluation.worked.office import CLASSES, LEADERS, OFFICE, PERIOD, people, responsible
from tests.office import files, officebatch
from tests.outputs import soundness

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

OUTSIDE = ("--count", "基层=6", "--count", "服务对象=7")


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory, copied: Callable[[Path], Path]) -> Path:
    """A workspace whose ballots are issued, without the ballots of the worked office."""
    made = copied(tmp_path_factory.mktemp("ballots"))
    (made / "registers" / "评议表.csv").unlink()
    refused = officebatch("ballots", "--period", PERIOD, "--as-of", "2026-10-09", made)
    assert refused.returncode == 2 and "--count 基层=12" in refused.stderr
    _refused_without_items(made)
    done = officebatch("ballots", "--period", PERIOD, "--as-of", "2026-10-09", *OUTSIDE, made)
    assert (done.returncode, done.stderr) == (0, ""), done.stdout
    return made


def _refused_without_items(made: Path) -> None:
    book = openpyxl.load_workbook(made / "规则.xlsx")
    for row in book["选项"].iter_rows(min_row=2):
        row[0].value = None if row[0].value == "评议项目" else row[0].value
        if row[0].value is None:
            row[1].value = row[2].value = row[3].value = None
    kept = (made / "规则.xlsx").read_bytes()
    book.save(made / "规则.xlsx")
    refused = officebatch("ballots", "--period", PERIOD, "--as-of", "2026-10-09", *OUTSIDE, made)
    (made / "规则.xlsx").write_bytes(kept)
    assert refused.returncode == 2 and "评议项目" in refused.stderr, refused.stderr
    assert ledger.ballots(workspace.open_workspace(made).ledger, PERIOD) == ()


def folder(made: Path) -> Path:
    return made / "evaluations" / PERIOD / "评议票"


def test_who_rates_whom(office: Path) -> None:
    issued = ledger.ballots(workspace.open_workspace(office).ledger, PERIOD)
    by_class = {name: [b for b in issued if b.rater_class == name] for name in {b.rater_class for b in issued}}
    assert {name: len(held) for name, held in by_class.items()} == {
        "领导": 5, "分管领导": 5, "同级": 8, "办公室": 11, "基层": 6, "服务对象": 7,
    }  # fmt: skip
    led = [{d for d in CLASSES if responsible(d) == name} for name, of, *_ in people() if of == LEADERS]
    assert sorted(map(sorted, led)) == sorted(sorted(b.subjects) for b in by_class["分管领导"])
    rest = [sorted({*CLASSES, OFFICE} - own) for own in led]
    assert sorted(rest) == sorted(sorted(b.subjects) for b in by_class["领导"])
    assert {b.own for b in by_class["同级"]} == set(CLASSES)
    for ballot in by_class["同级"]:
        assert set(ballot.subjects) == {*CLASSES, OFFICE} - {ballot.own}
    assert {b.subjects for b in by_class["服务对象"]} == {tuple(CLASSES)}
    assert by_class["基层"][0].items == tuple(plain.SERVICE)
    assert len({b.number for b in issued}) == len(issued)


def test_a_second_call_issues_nothing_and_more_only_what_is_missing(
    office: Path, copied: Callable[[Path], Path], tmp_path: Path
) -> None:
    before = files(folder(office))
    again = officebatch("ballots", "--period", PERIOD, "--as-of", "2026-10-09", *OUTSIDE, office)
    assert "照原票号" in again.stdout and files(folder(office)) == before
    other = copied(tmp_path)
    first = officebatch("ballots", "--period", PERIOD, "--as-of", "2026-10-09", *OUTSIDE, other)
    assert first.returncode == 0
    numbers = {b.number for b in ledger.ballots(workspace.open_workspace(other).ledger, PERIOD)}
    assert not numbers & {b.number for b in ledger.ballots(workspace.open_workspace(office).ledger, PERIOD)}
    more = officebatch("ballots", "--period", PERIOD, "--as-of", "2026-10-09", "--count", "基层=8", "--count",
                       "服务对象=7", "--more", other)  # fmt: skip
    assert "新发2张" in more.stdout
    assert numbers < {b.number for b in ledger.ballots(workspace.open_workspace(other).ledger, PERIOD)}


def test_sheets_are_sound_and_take_whole_marks_only(office: Path) -> None:
    for path in sorted((folder(office) / "发出").glob("*.xlsx"))[:1]:
        assert soundness.faults(path.read_bytes()) == []
        for sheet in openpyxl.load_workbook(path):
            rule = sheet.data_validations.dataValidation[0]
            assert (rule.type, rule.formula1, rule.formula2) == ("whole", "0", "100")
            assert sheet.protection.sheet and not sheet["B7"].protection.locked and sheet["A7"].protection.locked


def fill(made: Path, seed: int = 5) -> list[dict[str, str]]:
    """Every ballot filled by chance, two spoilt, one copied, one forged, one left empty; the register's lines as a
    person would enter those that may be entered."""
    chance, lines = random.Random(seed), []
    own = {b.number: b for b in ledger.ballots(workspace.open_workspace(made).ledger, PERIOD)}
    for path in sorted((folder(made) / "发出").glob("*.xlsx")):
        book = openpyxl.load_workbook(path)
        for n, sheet in enumerate(book.worksheets):
            if "服务对象" in path.name and n == 0:
                continue
            items = [cell.value for cell in sheet[6][1:-1]]
            for row in sheet.iter_rows(min_row=7):
                for item, cell in zip(items, row[1:-1], strict=True):
                    cell.value = 85 if "基层" in path.name and n == 1 else chance.randint(70, 89)
                    ballot = own[sheet.title]
                    lines.append({
                        "票号": ballot.number, "评议人类别": ballot.rater_class, "评议人部门": ballot.own,
                        "评议对象": str(row[0].value), "评议项目": str(item), "得分": str(cell.value),
                    })  # fmt: skip
        book.save(folder(made) / "收回" / path.name)
    copied = openpyxl.load_workbook(folder(made) / "收回" / "评议票（办公室）.xlsx")
    for name in copied.sheetnames[1:]:
        del copied[name]
    copied.save(folder(made) / "收回" / "复件.xlsx")
    doubled = copied.sheetnames[0]
    lines += [line for line in lines if line["票号"] == doubled]
    copied.worksheets[0]["B3"] = "AAAAAAAAAA"
    copied.save(folder(made) / "收回" / "伪造.xlsx")
    return lines


def _plain_mean(lines: list[dict[str, str]], void: set[str], rater_class: str, subject: str) -> float:
    """Of all marks alike: so few ballots that none is left out."""
    own = [line for line in lines if (line["评议人类别"], line["评议对象"]) == (rater_class, subject)]
    marks = [float(line["得分"]) for line in own if line["票号"] not in void]
    return sum(marks) / len(marks)


def _written(folder: Path, lines: list[dict[str, str]]) -> Path:
    """The lines as the register of a workspace, for the plain script to read."""
    (folder / "registers").mkdir(parents=True)
    with (folder / "registers" / "评议表.csv").open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, list(lines[0]))
        writer.writeheader()
        writer.writerows(lines)
    return folder


def test_filled_read_back_and_scored_as_plain_loops_have_it(office: Path) -> None:
    lines = fill(office)
    done = officebatch("ballots", "--period", PERIOD, "--as-of", "2026-10-09", "--read", office)
    assert (done.returncode, done.stderr) == (0, "")
    assert "发出42张，收回43张，空白1张，废票4张" in done.stdout
    assert done.stdout.count("对同一对象、同一项目") + done.stdout.count("重复") >= 2
    assert "没有发过这个票号" in done.stdout and "同分" in done.stdout
    register = folder(office) / f"评议表（{PERIOD}）.xlsx"
    assert soundness.faults(register.read_bytes()) == []
    shutil.copy(register, office / "registers")
    opened = workspace.open_workspace(office)
    period = period_of(PERIOD)
    assert period is not None
    scores = scoring.score(opened, batch.rules(opened), period, date(2026, 10, 9), lambda _: None)
    doubled = {line["票号"] for line in lines if lines.count(line) > 1}
    valid = [line for line in lines if line["票号"] not in doubled]
    given, void = plain.ballots(_written(office.parent / "valid", valid))
    assert len(scores.void) == len(void) + len(doubled) == 2
    told = {(b.rater_class, b.subject): b.mean for b in scores.ballots}
    assert len(told) == 4 * 9 + 2 * 8
    for (rater_class, subject), mean in told.items():
        if rater_class in ("同级", "办公室") or (rater_class, subject) == ("领导", OFFICE):
            assert mean == pytest.approx(100 * (given(rater_class, subject, {}) or 0), abs=1e-9)
    for total in scores.of(Subject.DEPARTMENT):
        led = next(one.good for one in total.indicators if one.code == "N1")
        four, own = (_plain_mean(valid, void, rater_class, total.subject) for rater_class in ("领导", "分管领导"))
        assert led == pytest.approx(0.6 * four + 0.4 * own, abs=1e-9)
        outside = {one.code: one.good for one in total.indicators if one.code in ("W1", "W2")}
        wanted = [given(rater_class, total.subject, plain.SERVICE) for rater_class in ("基层", "服务对象")]
        assert list(outside.values()) == pytest.approx([100 * (mean or 0) for mean in wanted], abs=1e-9)
