"""Every check breaks on its own example and leaves the other alone."""

import pytest

from officebatch.checks.runner import AnyCheck, Scopes, rule_of, run
from officebatch.checks.shelf import all_checks
from officebatch.model.finding import Finding
from tests.checks.example_office import AS_OF, office_of


def findings(one: AnyCheck, table: str) -> list[Finding]:
    office, rules = office_of(table)
    found, skipped = run(one, rule_of(one, rules), Scopes(office, rules, AS_OF))
    assert not [f for f in found if f.message != one.message and "ended with" in f.message]
    assert not [s for s in skipped if s.what.startswith("{code} over") and "{role}" not in s.because]
    return found


@pytest.mark.parametrize("one", all_checks(), ids=lambda one: one.code)
def test_the_example_that_breaks_it_is_found(one: AnyCheck) -> None:
    found = findings(one, one.breaks)

    assert found
    assert {f.code for f in found} == {one.code}
    assert all(f.text() for f in found)


@pytest.mark.parametrize("one", all_checks(), ids=lambda one: one.code)
def test_the_example_that_holds_is_left_alone(one: AnyCheck) -> None:
    assert findings(one, one.holds) == []


@pytest.mark.parametrize("one", all_checks(), ids=lambda one: one.code)
def test_every_check_says_all_a_reader_needs(one: AnyCheck) -> None:
    assert one.title and one.message and one.basis and one.manual
    assert one.breaks.strip() and one.holds.strip()
