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
from officebatch.outputs import libreoffice
from officebatch.outputs.turning import kind_of
from tests.marking_public import values
from tests.office import DAY, officebatch, sample
from tests.outputs import office as hand_made

if TYPE_CHECKING:
    import subprocess

    Weeks = dict[str, tuple[Path, subprocess.CompletedProcess[str]]]

SECRET, BACK, TEXT, OLD = "2026年收文登记簿", "督办台账", "制度清单", "碰头会议题"


@pytest.fixture(scope="module")
def weeks(tmp_path_factory: pytest.TempPathFactory) -> Weeks:
    """The sample's run; another with the secrecy mark gone, a marked copy as register, one a .csv, one an .et."""
    office = sample(tmp_path_factory.mktemp("marked") / "office")
    first = officebatch("run", office, "--as-of", DAY)
    kept = shutil.copytree(office / "runs" / DAY, office.parent / "first")
    registers = office / "registers"
    shutil.copyfile(kept / "台账批注" / f"{BACK}_批注.xlsx", registers / f"{BACK}.xlsx")
    book = openpyxl.load_workbook(registers / f"{SECRET}.xlsx")
    book["10月"]["G21"] = None
    book.save(registers / f"{SECRET}.xlsx")
    table = python_calamine.load_workbook(registers / f"{TEXT}.xlsx").get_sheet_by_index(0).to_python()
    with (registers / f"{TEXT}.csv").open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows(table)
    (registers / f"{TEXT}.xlsx").unlink()
    whole = (registers / f"{OLD}.xlsx").read_bytes()
    made = libreoffice.convert({OLD: whole}, lambda _: ".xlsx", "xls", lambda content: kind_of(content) == ".xls")
    (registers / f"{OLD}.et").write_bytes(made[OLD])
    (registers / f"{OLD}.xlsx").unlink()
    (registers / f"{TEXT}旧.ods").write_bytes(b"PK\x03\x04 cut off")
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
    assert {BACK, TEXT, OLD} < marked_copies(run)
    assert f"提示——台账批注（{SECRET}）：其中有带密级标志的行，不出副本" in said.stdout
    assert SECRET in marked_copies(weeks["second"][0])


def test_a_kind_that_cannot_be_marked_is_no_fault_of_the_run(weeks: Weeks) -> None:
    run, said = weeks["second"]

    assert TEXT not in marked_copies(run)
    assert f"提示——台账批注（{TEXT}）：.csv 文件没有颜色和批注" in said.stdout
    assert "未做" not in said.stdout
    told = [row[-1] for row in report(run, "概况") if row[0] == f"{TEXT}.csv"]
    assert len([line for line in told if "没有颜色和批注" in str(line)]) == 1
    assert TEXT not in str(report(run, "跳过"))
    assert f"台账批注（{TEXT}旧）" not in said.stdout


def test_a_workbook_of_an_old_kind_comes_back_marked_as_xlsx(weeks: Weeks) -> None:
    copies = [(run / "台账批注" / f"{OLD}_批注.xlsx").read_bytes() for run, _ in weeks.values()]
    lists = [openpyxl.load_workbook(io.BytesIO(copy)).worksheets[0] for copy in copies]
    said = [[str(cell.value) for cell in sheet["A"][:6]] for sheet in lists]

    assert values(copies[0]) == values(copies[1])
    assert lists[0].max_row + 1 == lists[1].max_row
    assert [any(f"由 LibreOffice 从“{OLD}.et”转成" in line for line in lines) for lines in said] == [False, True]


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
