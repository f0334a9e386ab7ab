"""The checks: what must hold in the registers, and who mends what does not.

`examine` runs them all over an office; `facts` says what there is; `explain` is the manual page of one. A check is
one function in one of the files here (`order`, `hands`, `numbers`, `tasks`, `duties`, `cells`, `workbooks`), found by
walking the folder; nothing else has to be touched to add one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from officebatch.model.finding import Finding, Skipped
    from officebatch.model.office import Office
    from officebatch.model.ruling import Ruling
    from officebatch.model.vocabulary import CheckFacts
    from officebatch.rulebook.rules import RuleBook


def facts() -> Mapping[str, CheckFacts]:
    """All checks by code, in the order of the codes."""
    from officebatch.checks.shelf import all_checks

    return {one.code: one.facts() for one in all_checks()}


def examine(
    office: Office, rules: RuleBook, as_of: date, rulings: Sequence[Ruling] = ()
) -> tuple[tuple[Finding, ...], tuple[Skipped, ...]]:
    """All findings of an office on a day as the rulings have it, gravest first, and what was not looked at or left
    out with the reason."""
    from officebatch.checks.ruled import ruled
    from officebatch.checks.runner import examine as run

    findings, skipped = run(office, rules, as_of)
    standing, out = ruled(findings, rulings)
    return standing, (*skipped, *out)


def explain(code: str) -> str:
    """The manual page of a check in the reader's language. KeyError for a code that is no check's."""
    from officebatch.checks.manual import page

    return page(code)
