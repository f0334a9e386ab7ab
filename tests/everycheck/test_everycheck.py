"""The clean office holds; every check has a plant; every plant is found at its place, and nothing without cause."""

from __future__ import annotations

from pathlib import Path

import pytest

from officebatch import checks
from officebatch.model.vocabulary import State
from tests.everycheck.findings import differences, examined
from tests.everycheck.names import SEALS
from tests.everycheck.office import RECORDS, made
from tests.everycheck.plant import all_plants

PLANTS = all_plants()


def test_the_clean_office_has_no_finding_nothing_late_and_nothing_left_out(tmp_path: Path) -> None:
    office = made()
    docket = examined(office, tmp_path / "office")

    assert sum(len(lines) for name, lines in office.registers.items() if name != SEALS) == RECORDS
    assert {name: len(register) for name, register in docket.office.registers.items()} == {
        name: len(lines) for name, lines in office.registers.items()
    }
    if told := differences(office, {}, docket):
        pytest.fail("\n".join(told), pytrace=False)
    assert [" ".join(skipped.text()) for skipped in docket.skipped] == []
    assert not docket.deadlines.frame["state"].isin([State.OVERDUE.value, State.MET_LATE.value]).any()


def test_every_check_has_a_plant() -> None:
    planted = {one.code for plants in PLANTS.values() for one in plants}

    assert sorted(set(checks.facts()) - planted) == []
    assert sorted(planted - set(checks.facts())) == []


@pytest.mark.parametrize("name", PLANTS)
def test_every_plant_is_found_at_its_place_and_nothing_else(name: str, tmp_path: Path) -> None:
    office = made()
    founds = {found: one.name for one in PLANTS[name] for found in one.into(office)}
    docket = examined(office, tmp_path / "office")

    if told := differences(office, founds, docket):
        pytest.fail("\n".join(told), pytrace=False)
