"""The manual page of a check: what `officebatch explain DOC103` shows."""

from __future__ import annotations

import inspect
from dataclasses import dataclass
from typing import TYPE_CHECKING

from officebatch.checks.runner import rule_of
from officebatch.checks.shelf import all_checks
from officebatch.model.vocabulary import MENDS_TITLES, SEVERITY_TITLES
from officebatch.rulebook.judging import CheckRule
from officebatch.wording import marked, say

if TYPE_CHECKING:
    from officebatch.checks.runner import AnyCheck
    from officebatch.rulebook.rules import RuleBook

_HEAD = marked("{code}  {title}")
_FACTS = marked("Gravity: {severity}. Mended by: {mends}. Basis: {basis}.")
_PARAMETERS = marked("Parameters (sheet 检查): {parameters}.")
_OFF = marked("Not run unless sheet 检查 switches it on.")
_SWITCHED_OFF = marked("Switched off in sheet 检查.")
_BREAKS = marked("This breaks it:")
_HOLDS = marked("This does not:")


@dataclass(frozen=True)
class Page:
    """One check as a reader sees it, in the reader's language. facts: sentences; said: paragraphs; examples: a heading
    and the text of its tables."""

    code: str
    title: str
    facts: tuple[str, ...]
    said: tuple[str, ...]
    examples: tuple[tuple[str, str], ...]


def page(code: str) -> str:
    """Title, gravity, who mends it, basis, manual, and both examples. KeyError for a code that is no check's."""
    one = next((c for c in all_checks() if c.code == code.strip().upper()), None)
    if one is None:
        raise KeyError(code)
    made = of_check(one)
    examples = [f"{head}\n{_indented(table)}" for head, table in made.examples]
    return "\n\n".join([say(_HEAD, code=made.code, title=made.title), *made.facts, *made.said, *examples]) + "\n"


def of_check(one: AnyCheck, rules: RuleBook | None = None) -> Page:
    """The page of a check as it was built, or as an office has it."""
    rule = rule_of(one, rules) if rules is not None else CheckRule(
        one.code, one.on, one.severity, one.mends, one.parameters, one.basis
    )  # fmt: skip
    severity, mends = say(SEVERITY_TITLES[rule.severity]), say(MENDS_TITLES[rule.mends])
    facts = [say(_FACTS, severity=severity, mends=mends, basis=rule.basis)]
    if not rule.on:
        facts.append(say(_OFF if rules is None else _SWITCHED_OFF))
    if rule.parameters:
        facts.append(say(_PARAMETERS, parameters="；".join(f"{k}={v}" for k, v in rule.parameters.items())))
    said = tuple(say(one.manual).split("\n\n"))
    examples = ((say(_BREAKS), inspect.cleandoc(one.breaks)), (say(_HOLDS), inspect.cleandoc(one.holds)))
    return Page(one.code, say(one.title), tuple(facts), said, examples)


def _indented(table: str) -> str:
    return "\n".join(f"    {line}".rstrip() for line in table.splitlines())
