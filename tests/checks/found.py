"""What one check finds in an example: its findings as a test looks at them."""

from __future__ import annotations

from officebatch.checks.runner import Scopes, rule_of, run
from officebatch.checks.shelf import all_checks
from officebatch.model.finding import Finding
from tests.checks.example_office import AS_OF, office_of


def found(code: str, text: str, *, skips: bool = False) -> list[Finding]:
    """The findings of a check in an office written as an example. A crash fails, and a check left out unless `skips`.
    """
    one = next(check for check in all_checks() if check.code == code)
    office, rules = office_of(text)
    findings, skipped = run(one, rule_of(one, rules), Scopes(office, rules, AS_OF))
    assert not [f for f in findings if f.title != one.title], findings
    assert skips or not skipped, skipped
    return findings


def rows(code: str, text: str) -> list[int]:
    """The rows of the sheet a check points at, in the order of its findings."""
    return [finding.origin.row for finding in found(code, text)]


def said(code: str, text: str) -> list[dict[str, str]]:
    """The values of its messages."""
    return [dict(finding.values) for finding in found(code, text)]
