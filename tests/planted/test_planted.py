"""The key is right: told alike by the planting and by a plain recount of the workbooks."""

from __future__ import annotations

import csv
from collections import Counter
from typing import TYPE_CHECKING

import pytest

from tests.planted import check
from tests.planted.compare import compare
from tests.planted.make import MESSES, make

if TYPE_CHECKING:
    from pathlib import Path

KINDS = {
    "required-missing", "unknown-department", "unknown-choice", "unknown-person", "bad-number", "number-gap",
    "duplicate-number", "classified", "bad-date", "future-date", "step-order", "step-missing", "step-person-missing",
    "step-same-person", "step-wrong-post", "due-before-start", "done-without-date", "complete-but-open",
    "stale-feedback", "too-many-extensions", "person-not-in-department", "duty-vacant", "duty-no-backup",
    "duty-same-backup", "duty-no-standard", "duty-overlap", "person-without-duty",
}  # fmt: skip


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def agree(folder: Path) -> Counter[str]:
    faults, late = check.recount(folder)
    their_faults, their_late = check.key(folder)
    assert sorted(faults) == sorted(their_faults)
    assert sorted(late) == sorted(their_late)
    assert faults
    assert late
    return Counter(x[0] for x in faults)


@pytest.mark.parametrize("mess", MESSES)
@pytest.mark.parametrize("seed", [1, 2])
def test_a_plain_recount_of_the_workbooks_agrees_with_the_key(tmp_path: Path, seed: int, mess: str) -> None:
    make(tmp_path, seed, mess, rows=100)
    agree(tmp_path)


def test_every_kind_of_fault_is_planted_several_times(tmp_path: Path) -> None:
    seen: Counter[str] = Counter()
    for seed in range(3, 7):
        make(tmp_path / str(seed), seed, "wild", rows=160)
        seen += agree(tmp_path / str(seed))
    assert set(seen) == KINDS
    assert min(seen.values()) > 1


def test_the_same_seed_gives_the_same_key(tmp_path: Path) -> None:
    for name in ("one", "two"):
        make(tmp_path / name, 5, "wild", rows=60)
    for part in ("truth/faults.csv", "truth/overdue.csv", "rules.json"):
        assert (tmp_path / "one" / part).read_bytes() == (tmp_path / "two" / part).read_bytes()


def test_the_looks_do_not_change_what_is_planted(tmp_path: Path) -> None:
    for mess in ("clean", "messy"):
        make(tmp_path / mess, 6, mess, rows=80)
    clean, messy = (rows(tmp_path / mess / "truth/faults.csv") for mess in ("clean", "messy"))
    assert [(x["fault"], x["key"]) for x in clean] == [(x["fault"], x["key"]) for x in messy]


def test_incoming_in_two_halves_is_still_one_register(tmp_path: Path) -> None:
    make(tmp_path, 7, "wild", rows=80, halves=True)
    assert len(list((tmp_path / "registers").glob("收文登记簿（?半年）.xlsx"))) == 2
    agree(tmp_path)


def test_compare_tells_missed_misplaced_and_uncaused_apart(tmp_path: Path) -> None:
    make(tmp_path, 8, "usual", rows=40)
    names = {"faults": {kind: kind for kind in KINDS}}
    found = [x | {"code": x["fault"]} for x in rows(tmp_path / "truth/faults.csv")]
    late = rows(tmp_path / "truth/overdue.csv")
    assert compare(tmp_path, found, late, names).clean

    wrong = [{**found[0], "column": "ZZ"}, *found[2:], {**found[0], "row": "9999"}]
    spots = {(x["workbook"], x["sheet"], x["row"]) for x in found}
    sound = next(x for x in late if (x["workbook"], x["sheet"], x["row"]) not in spots)
    told = compare(tmp_path, wrong, [{**x, "days_late": "77"} if x is sound else x for x in late], names)
    assert [x["key"] for x in told.missed] == [found[1]["key"]]
    assert len(told.elsewhere) == len(told.uncaused) == len(told.lost) == len(told.extra) == 1
    assert len(told.lines()) == 7
