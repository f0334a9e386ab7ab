"""Marked copies of a run: of which registers there is one; one put in its register's place is read the same."""

from __future__ import annotations

import csv
import io
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import openpyxl
import pytest
import python_calamine

from officebatch.batch import Run
from officebatch.cli.run import left_out
from officebatch.model.finding import Skipped
from officebatch.model.marks import BEGIN
from tests.marking_public import values
from tests.office import DAY, officebatch, sample
from tests.outputs import office as hand_made

if TYPE_CHECKING:
    import subprocess

    Weeks = dict[str, tuple[Path, subprocess.CompletedProcess[str]]]

SECRET, BACK, OTHER = "2026年收文登记簿", "督办台账", "制度清单"


@pytest.fixture(scope="module")
def weeks(tmp_path_factory: pytest.TempPathFactory) -> Weeks:
    """The sample's run; another with the secrecy mark gone, a marked copy as register, another register a .csv."""
    office = sample(tmp_path_factory.mktemp("marked") / "office")
    first = officebatch("run", office, "--as-of", DAY)
    kept = shutil.copytree(office / "runs" / DAY, office.parent / "first")
    registers = office / "registers"
    shutil.copyfile(kept / "台账批注" / f"{BACK}_批注.xlsx", registers / f"{BACK}.xlsx")
    book = openpyxl.load_workbook(registers / f"{SECRET}.xlsx")
    book["10月"]["G21"] = None
    book.save(registers / f"{SECRET}.xlsx")
    table = python_calamine.load_workbook(registers / f"{OTHER}.xlsx").get_sheet_by_index(0).to_python()
    with (registers / f"{OTHER}.csv").open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows(table)
    (registers / f"{OTHER}.xlsx").unlink()
    second = officebatch("run", office, "--as-of", DAY)
    return {"first": (kept, first), "second": (office / "runs" / DAY, second)}


def marked_copies(run: Path) -> set[str]:
    return {path.name.removesuffix("_批注.xlsx") for path in (run / "台账批注").iterdir()}


def report(run: Path, sheet: str) -> list[list[object]]:
    path = next(run.rglob("读取报告*.xlsx"))
    return [list(row) for row in python_calamine.load_workbook(path).get_sheet_by_name(sheet).to_python()]


def test_a_register_with_a_quarantined_row_gets_no_copy(weeks: Weeks) -> None:
    run, said = weeks["first"]

    assert SECRET not in marked_copies(run)
    assert {BACK, OTHER} < marked_copies(run)
    assert f"提示——台账批注（{SECRET}）：其中有带密级标志的行，不出副本" in said.stdout
    assert SECRET in marked_copies(weeks["second"][0])


def test_a_kind_that_cannot_be_marked_is_no_fault_of_the_run(weeks: Weeks) -> None:
    run, said = weeks["second"]

    assert OTHER not in marked_copies(run)
    assert f"提示——台账批注（{OTHER}）：只有 .xlsx、.xlsm 能加批注" in said.stdout
    assert "未做" not in said.stdout
    told = [row[-1] for row in report(run, "概况") if row[0] == f"{OTHER}.csv"]
    assert len([line for line in told if "能加批注" in str(line)]) == 1
    assert OTHER not in str(report(run, "跳过"))


@pytest.mark.parametrize("lacking", [True, False])
def test_only_what_failed_turns_the_exit_code(lacking: bool) -> None:
    docket = hand_made.docket()
    skipped = (*docket.skipped, Skipped("{paper}", "of another kind", lacking=lacking))

    assert left_out(docket, Run(Path(), (), skipped, False, ())) is not lacking


def test_a_marked_copy_in_the_place_of_its_register_is_read_the_same(weeks: Weeks) -> None:
    (before, _), (after, _) = weeks["first"], weeks["second"]

    lines = [[row for row in report(run, "概况") if row[0] == f"{BACK}.xlsx"] for run in (before, after)]

    ours = [row for row in lines[1] if str(row[1]).startswith(BEGIN)]
    assert len(ours) == 2
    assert all("批注" in str(row[-1]) and not row[4] for row in ours)
    assert [row for row in lines[1] if row not in ours] == lines[0]
    copies = [(run / "台账批注" / f"{BACK}_批注.xlsx").read_bytes() for run in (before, after)]
    assert copies[0] == copies[1]
    assert values(copies[0]) == values(copies[1])
    names = openpyxl.load_workbook(io.BytesIO(copies[1]), read_only=True).sheetnames
    assert [name.startswith(BEGIN) for name in names].count(True) == 2
