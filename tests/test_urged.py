"""Who is urged on planted registers, held against their key: only what a department holds, and all of it."""

from __future__ import annotations

import csv
import json
from collections import Counter
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests import acceptance
from tests.office import officebatch
from tests.outputs.looking import plain_text
from tests.planted.make import make

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared" / "acceptance"
OFFICE, LEADERS = "办公室", "领导"


def signed(folder: Path, tmp_path: Path, start_day: str = "") -> Path:
    """The folder as a workspace, drafted and signed on its day."""
    workspace, rules = tmp_path / "workspace", _rules(folder)
    acceptance.main(folder, workspace)
    if start_day:
        _begin(workspace / "规则.xlsx", start_day)
    result = officebatch("run", workspace, "--as-of", rules["as_of"], "--approve")
    assert result.returncode in (0, 1), result.stderr
    return workspace


def book(workspace: Path) -> list[dict[str, Any]]:
    """The lines of the notice book by heading."""
    path = workspace / "通知单登记簿.xlsx"
    if not path.exists():
        return []
    rows = list(openpyxl.load_workbook(path).worksheets[0].iter_rows(values_only=True))
    head = next(n for n, row in enumerate(rows) if "编号" in row)
    return [dict(zip(map(str, rows[head]), row, strict=True)) for row in rows[head + 1 :] if row[0]]


def held_against_the_key(folder: Path, workspace: Path) -> Counter[str]:
    """How many lines of 催办通知单 belong to steps held by whom, "" for a row with a planted fault of its own.

    Fails where a matter of the key is urged at another department than its holder's, or is not urged at all.
    """
    rules = _rules(folder)
    posts = {name: post for steps in rules["processes"].values() for name, _, post, _ in steps}
    late = {(t["key"], t["step"]): t for t in _table(folder / "truth" / "overdue.csv") if t["open"] == "1"}
    faulty = {f["key"] for f in _table(folder / "truth" / "faults.csv")}
    lines = [n for n in book(workspace) if n["文书"] == "催办通知单"]
    urged = {(key, stage if (key, stage) in late else "办结"): n
             for n in lines for key, stage in [(str(n["事项编号"]), str(n["责任环节"]))]}  # fmt: skip
    holders: Counter[str] = Counter()
    for matter, line in urged.items():
        known = late.get(matter)
        assert known is not None or matter[0] in faulty, line
        if known is not None:
            assert line["主送"] == _holder(known, rules), line
        holders[str(posts.get(matter[1]) or "") if known is not None else ""] += 1
    for matter, line in late.items():
        by_department = posts.get(matter[1]) is None and _holder(line, rules) != OFFICE
        assert (matter in urged) == by_department or matter[0] in faulty, line
    return holders


def _holder(late: dict[str, str], rules: dict[str, Any]) -> str:
    """A step's holder is the department of who has it in hand; a task's the record's department."""
    people = [p["department"] for p in rules["people"] if p["name"] == late["person"]]
    return str(people[0]) if len(people) == 1 and late["step"] != "办结" else late["department"]


def _rules(folder: Path) -> dict[str, Any]:
    rules: dict[str, Any] = json.loads((folder / "rules.json").read_text(encoding="utf-8"))
    return rules


def _table(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def _begin(path: Path, start_day: str) -> None:
    rule_book = openpyxl.load_workbook(path)
    cell = next(row[1] for row in rule_book["设置"].iter_rows() if row[0].value == "启用日期")
    cell.value = start_day
    rule_book.save(path)


def planted(tmp_path: Path, seed: int, mess: str) -> Path:
    make(tmp_path / "folder", seed, mess, 240)
    return tmp_path / "folder"


@pytest.mark.parametrize(("seed", "mess"), [(16, "usual"), (17, "wild")])
def test_only_what_a_department_holds_is_urged_and_all_of_it(seed: int, mess: str, tmp_path: Path) -> None:
    folder = planted(tmp_path, seed, mess)

    holders = held_against_the_key(folder, signed(folder, tmp_path))

    assert set(holders) == {""}
    assert holders[""] > 0


@pytest.mark.parametrize("name", ["clean", "usual", "messy"])
def test_on_the_acceptance_folders_too(name: str, tmp_path: Path) -> None:
    if not (SHARED / name).is_dir():
        pytest.skip("the acceptance folders are not beside the project")

    assert set(held_against_the_key(SHARED / name, signed(SHARED / name, tmp_path))) == {""}


def test_nothing_is_urged_from_before_the_start_day(tmp_path: Path) -> None:
    folder = planted(tmp_path, 16, "usual")
    workspace = signed(folder, tmp_path, start_day="2026-11-20")

    run = workspace / "runs" / _rules(folder)["as_of"]

    assert [line for line in book(workspace) if line["文书"] != "整改通知单"] == []
    assert not [p for kind in ("催办通知单", "督办通知单", "个人提醒") for p in (run / kind).rglob("*.docx")]


def test_no_leader_is_named_in_what_urges(tmp_path: Path) -> None:
    office = tmp_path / "office"
    officebatch("init", "--sample", office)
    officebatch("run", office, "--as-of", "2026-11-20", "--approve")
    people = list(openpyxl.load_workbook(office / "规则.xlsx")["人员"].iter_rows(values_only=True))
    name, rank = people[0].index("姓名"), people[0].index("层级")
    leaders = {str(row[name]) for row in people[1:] if row[rank] == LEADERS}

    urging = [p for kind in ("催办通知单", "整改通知单", "个人提醒") for p in (office / "runs").rglob(f"{kind}*.docx")]
    named = {(p.name, leader) for p in urging for leader in leaders if leader in plain_text(p.read_bytes())}

    assert len(urging) > 10
    assert len(leaders) > 3
    assert named == set()
