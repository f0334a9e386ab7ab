"""Workbooks that cannot be read are named, and the rest of the run goes on."""

from __future__ import annotations

import json
import zipfile
from typing import TYPE_CHECKING

import openpyxl
import pytest

from tests.office import DAY, officebatch, sample

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

OLE = bytes.fromhex("D0CF11E0A1B11AE1") + b"\0" * 600


def no_workbook(path: Path) -> None:
    path.write_bytes("这不是工作簿".encode())


def encrypted(path: Path) -> None:
    path.write_bytes(OLE + "EncryptedPackage".encode("utf-16-le"))


def open_elsewhere(path: Path) -> None:
    path.with_name(f"~${path.name}").write_bytes(b"\x05owner")


def bomb(path: Path) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        package.writestr("xl/worksheets/sheet1.xml", b" " * (300 << 20))


def far_cell(path: Path) -> None:
    book = openpyxl.load_workbook(path)
    book.worksheets[0].cell(1048576, 16384).value = "远"
    book.save(path)


def no_headings(path: Path) -> None:
    book = openpyxl.Workbook()
    for row in range(1, 20):
        book.worksheets[0].cell(row, 1).value = f"随手记{row}"
    book.save(path)


KINDS: tuple[tuple[Callable[[Path], None], str], ...] = (
    (no_workbook, "RD001"),
    (encrypted, "RD001"),
    (open_elsewhere, "RD002"),
    (bomb, "RD001"),
    (far_cell, "RD001"),
    (no_headings, "RD005"),
)


@pytest.mark.parametrize(("break_it", "code"), KINDS)
def test_a_register_that_cannot_be_read_is_named_and_the_rest_goes_on(
    break_it: Callable[[Path], None], code: str, tmp_path: Path
) -> None:
    office = sample(tmp_path / "office")
    broken = next(path for path in (office / "registers").iterdir() if "收文" in path.name)
    break_it(broken)

    listed = officebatch("check", office, "--as-of", DAY, "--format", "json")
    run = officebatch("run", office, "--as-of", DAY)

    assert any(f["code"] == code and f["workbook"] == broken.name for f in json.loads(listed.stdout)), listed.stdout
    assert run.returncode == 1, run.stderr
    manifest = json.loads((office / "runs" / DAY / "manifest.json").read_text(encoding="utf-8"))
    assert any(f["kind"] == "催办通知单" for f in manifest["files"])


COPIES = ("督办台账 - 副本.xlsx", "督办台账（2）.xlsx", "复件 督办台账.xlsx", "旧督办台账.xlsx")


@pytest.mark.parametrize("name", COPIES)
def test_a_copy_of_a_register_is_told_and_no_matter_is_urged_twice(name: str, tmp_path: Path) -> None:
    office = sample(tmp_path / "office")
    before = officebatch("deadlines", office, "--as-of", DAY, "--format", "csv").stdout
    original = next(path for path in (office / "registers").iterdir() if "督办" in path.name)
    (original.parent / name).write_bytes(original.read_bytes())

    listed = json.loads(officebatch("check", office, "--as-of", DAY, "--format", "json").stdout)

    after = officebatch("deadlines", office, "--as-of", DAY, "--format", "csv").stdout
    assert after.count("\n") == before.count("\n")
    assert {f["workbook"] for f in listed if f["code"] == "RD004"} < {name, original.name}


def test_a_rule_book_with_faults_stops_everything_and_nothing_is_written(tmp_path: Path) -> None:
    office = sample(tmp_path / "office")
    book = openpyxl.load_workbook(office / "规则.xlsx")
    book["部门"].cell(1, 1).value = "次序号"
    book["人员"].cell(2, 2).value = None
    book.save(office / "规则.xlsx")
    before = sorted(office.rglob("*"))

    result = officebatch("run", office, "--as-of", DAY)

    assert result.returncode == 2
    assert len([line for line in result.stderr.splitlines() if "部门!" in line or "人员!" in line]) >= 2
    assert [path for path in sorted(office.rglob("*")) if path.name != ".lock"] == before
