"""What the checks tell of a small office: `told` of one check, `all_told` of every check that is on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from officebatch import checks
from officebatch.checks.runner import Scopes, rule_of, run
from officebatch.checks.shelf import all_checks
from tests.checks.example_office import AS_OF, office_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from officebatch.model.finding import Finding

NEVER_MIND = ("RD003", "RD101")  # an example has one register of eight, and few of its columns


def findings(code: str, text: str) -> list[Finding]:
    """What one check finds in the tables of an example."""
    office, rules = office_of(text)
    one = next(check for check in all_checks() if check.code == code)
    found, _ = run(one, rule_of(one, rules), Scopes(office, rules, AS_OF))
    assert not [f for f in found if "ended with" in f.message]
    return found


def told(code: str, text: str) -> list[str]:
    """The cells one check names, in order: D2."""
    return [f.origin.address for f in findings(code, text)]


def all_told(text: str) -> list[tuple[str, str]]:
    """Code and cell of everything the checks find together."""
    office, rules = office_of(text)
    found, _ = checks.examine(office, rules, AS_OF)
    return sorted((f.code, f.origin.address) for f in sound(found) if f.code not in NEVER_MIND)


def sound(found: Sequence[Finding]) -> list[Finding]:
    """The findings, none of which is a check that broke down."""
    broken = [f.values for f in found if "ended with" in f.message]
    assert not broken, broken
    return list(found)
