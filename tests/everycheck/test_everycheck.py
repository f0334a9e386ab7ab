"""The clean office holds; every check has a plant; every plant is found at its place, and nothing without cause."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from officebatch import checks
from officebatch.model.vocabulary import State
from tests.everycheck.findings import differences, examined
from tests.everycheck.names import EIGHT, TASKS
from tests.everycheck.office import RECORDS, made
from tests.everycheck.plant import Found, all_plants
from tests.everycheck.rules import OWN

if TYPE_CHECKING:
    from pathlib import Path

    from officebatch.model.docket import Docket
    from tests.everycheck.office import Office

CODES = {*checks.facts(), *(line["代码"] for line in OWN)}
PLANTS = all_plants(CODES)


@pytest.fixture(scope="module", params=[1, 2], ids="seed {}".format)
def clean(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Office, Docket]:
    office = made(request.param)
    return office, examined(office, tmp_path_factory.mktemp("clean") / "office")


def test_the_clean_office_has_no_finding_nothing_late_and_nothing_left_out(clean: tuple[Office, Docket]) -> None:
    office, docket = clean

    assert sum(len(office.registers[name]) for name in EIGHT) == RECORDS
    assert {name: len(register) for name, register in docket.office.registers.items()} == {
        name: len(lines) for name, lines in office.registers.items()
    }
    _tell(differences(office, {}, docket))
    assert [" ".join(skipped.text()) for skipped in docket.skipped if not skipped.exempt] == []
    assert len([skipped for skipped in docket.skipped if skipped.exempt]) == len(office.tables["豁免"]) == 1
    assert not docket.deadlines.frame["state"].isin([State.OVERDUE.value, State.MET_LATE.value]).any()


def test_a_plant_not_found_is_told(clean: tuple[Office, Docket]) -> None:
    office, docket = clean
    row = office.registers[TASKS][0]

    (missed,) = differences(office, {Found(row, "延期次数", "TSK105"): "here"}, docket)
    assert missed.startswith("missed: TSK105 督办台账 延期次数 督办台账.xlsx 督办台账 3 ")


def test_every_check_has_a_plant() -> None:
    planted = {one.code for plants in PLANTS.values() for one in plants}

    assert sorted(CODES - planted) == []


@pytest.mark.parametrize("name", PLANTS)
def test_every_plant_is_found_at_its_place_and_nothing_else(name: str, tmp_path: Path) -> None:
    office = made()
    founds = {found: one.name for one in PLANTS[name] for found in one.into(office)}
    docket = examined(office, tmp_path / "office")

    _tell(differences(office, founds, docket))
    assert len(differences(office, {}, docket)) == len(docket.findings) > 0


def _tell(differences: list[str]) -> None:
    if differences:
        pytest.fail("\n".join(differences[:60]), pytrace=False)
