"""The checks: what must hold in the registers, and who mends what does not.

`examine` runs them all over an office; `facts` says what there is; `explain` is the manual page of one. A check is
one function in one of the files here (`order`, `hands`, `numbers`, `tasks`, `duties`, `cells`, `workbooks`), found by
walking the folder; nothing else has to be touched to add one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from officebatch.model.finding import CheckResult, Finding, Skipped
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


def results(
    office: Office, rules: RuleBook, findings: Sequence[Finding], skipped: Sequence[Skipped]
) -> tuple[CheckResult, ...]:
    """What became of every check, from what `examine` gave: in the order of the codes, the office's own behind."""
    from officebatch.checks.outcome import results as made

    return made(office, rules, findings, skipped)


def explain(code: str) -> str:
    """The manual page of a check in the reader's language. KeyError for a code that is no check's."""
    from officebatch.checks.manual import page

    return page(code)


def pages(rules: RuleBook | None = None) -> str:
    """The manual pages of all checks in the reader's language, as built in or as an office has them: Markdown."""
    from officebatch.checks.manual_book import pages as made

    return made(rules)


def families(codes: Iterable[str]) -> Mapping[str, tuple[str, ...]]:
    """The families of some codes in the reader's language and their order, each with its codes."""
    from officebatch.checks.manual_book import family_place, family_title

    found: dict[str, tuple[str, ...]] = {}
    for code in sorted(codes, key=family_place):
        found[family_title(code)] = (*found.get(family_title(code), ()), code)
    return found
