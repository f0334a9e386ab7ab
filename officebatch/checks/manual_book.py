"""The manual pages of all checks by family, as Markdown."""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING

from officebatch.checks.manual import Page, of_check
from officebatch.checks.own import title_of
from officebatch.checks.shelf import all_checks
from officebatch.model.vocabulary import MENDS_TITLES, SEVERITY_TITLES
from officebatch.wording import marked, say

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from officebatch.rulebook.judging import OwnCheck
    from officebatch.rulebook.rules import RuleBook

_OF_OFFICE = marked("As the rule book of {office} has them: {n} checks, {off} of them switched off.")
_BUILT_IN = marked("As they are built in: {n} checks. An office changes gravity and parameters in sheet 检查.")
FAMILIES = {
    "DOC": marked("Documents sent and received"),
    "TSK": marked("Supervised tasks"),
    "DUT": marked("Posts and duties"),
    "MTG": marked("Meetings and their topics"),
    "REG": marked("Regulations"),
    "ACT": marked("Inspections and activities"),
    "BAL": marked("Ballots"),
    "NUM": marked("Numbers"),
    "RD": marked("Workbooks, cells and the rule book"),
    "OWN": marked("Checks of the office's own (sheet 校验)"),
}
_WHEN, _MUST = marked("Register {register}, where {when}: {must}"), marked("Register {register}: {must}")
_FACTS = marked("Gravity: {severity}. Mended by: {mends}. Basis: {basis}.")
_HOLDS, _BREAKS = marked("Holds: {example}"), marked("Breaks it: {example}")
_BREAK = re.compile(r"(?<=[^\x00-\x7f])\n|\n(?=[^\x00-\x7f])")


def pages(rules: RuleBook | None) -> str:
    """In the reader's language: of the built-in checks, or as an office has them, its own checks too."""
    built = [of_check(one, rules) for one in all_checks()]
    own = [_own(line) for line in rules.own_checks] if rules is not None else []
    families = groupby(sorted([*built, *own], key=_place), key=_family)
    chapters = [(family, list(of)) for family, of in families]
    n = len(built) + len(own)
    if rules is None:
        about = say(_BUILT_IN, n=n)
    else:
        off = sum(not rule.on for rule in rules.checks.values())
        about = say(_OF_OFFICE, office=rules.settings.full_name, n=n, off=off)
    return _markdown(about, chapters)


def family_title(code: str) -> str:
    """What the family of a code is about."""
    return say(FAMILIES[_letters(code)])


def _own(line: OwnCheck) -> Page:
    rule = say(_WHEN, register=line.register, when=line.when, must=line.must) if line.when else say(
        _MUST, register=line.register, must=line.must
    )  # fmt: skip
    severity, mends = say(SEVERITY_TITLES[line.severity]), say(MENDS_TITLES[line.mends])
    facts = say(_FACTS, severity=severity, mends=mends, basis=line.basis or "—")
    examples = [say(text, example=shown) for text, shown in ((_BREAKS, line.breaks), (_HOLDS, line.holds)) if shown]
    return Page(line.code, title_of(line), (facts,), (rule, *examples), ())


def _letters(code: str) -> str:
    return code.rstrip("0123456789")


def _family(page: Page) -> str:
    return _letters(page.code)


def family_place(code: str) -> tuple[int, str]:
    """Where a check stands in the manual: by family, then by code."""
    return list(FAMILIES).index(_letters(code)), code


def _place(page: Page) -> tuple[int, str]:
    return family_place(page.code)


def _markdown(about: str, chapters: Sequence[tuple[str, Sequence[Page]]]) -> str:
    lines = [about]
    for family, of in chapters:
        lines.append(f"## {say(FAMILIES[family])} {family}")
        for page in of:
            lines += [f"### {page.code} {page.title}", *page.facts, *map(_flowed, page.said)]
            for head, text in page.examples:
                lines.append(f"**{head}**")
                lines += [f"{name}\n\n{_md_table(rows)}" for name, rows in _tables(text)]
    return "\n\n".join(lines) + "\n"


def _md_table(rows: Sequence[Sequence[str]]) -> str:
    written = [f"| {' | '.join(cell.replace('|', chr(92) + '|') or ' ' for cell in row)} |" for row in rows]
    return "\n".join([written[0], "|" + " --- |" * len(rows[0]), *written[1:]])


def _flowed(text: str) -> str:
    """A paragraph without its line ends, which would be blanks between Chinese characters."""
    return _BREAK.sub("", text).replace("\n", " ")


def _tables(text: str) -> Iterator[tuple[str, list[list[str]]]]:
    """The tables of an example: what each is of, and its rows, the headings first."""
    for block in text.split("\n\n"):
        name, *lines = block.splitlines()
        yield name.strip(), [[cell.strip() for cell in line.split("|")] for line in lines]
