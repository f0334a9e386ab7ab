"""Rules as they were published for a period: what is scored, by which limits and checks; a later change waits.

What happens within the period (people, absences, rulings, exemptions, bonus and deduction) is not frozen.
"""

from __future__ import annotations

from dataclasses import fields, replace
from typing import TYPE_CHECKING

from officebatch.rulebook.schema import SHEETS
from officebatch.rulebook.settings import SETTINGS
from officebatch.wording import marked, say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from typing import Any

    from officebatch.rulebook.rules import RuleBook

FROZEN_SETTINGS = (
    "score_from", "quota_rounding", "quota_class", "grade_from", "ballots_from", "ballots_high", "bonus_cap",
    "deduction_cap", "deduction_order", "appeal_days", "publication_days",
)  # fmt: skip
GONE = marked("sheet {sheet}: {line} was taken out")
NEW = marked("sheet {sheet}: {line} was added")
OTHER = marked("sheet {sheet}: {line}: {column} was {old}, now {new}")
OTHERWISE = marked("sheet {sheet}: {line}: {column} was changed")
_KEYS: Mapping[str, tuple[str, Callable[[Any], str]]] = {
    "indicators": ("指标", lambda one: str(one.code)),
    "grades": ("等级", lambda one: str(one.name)),
    "steps": ("流程", lambda one: f"{one.process}·{one.name}"),
    "relations": ("环节关系", lambda one: f"{one.process}·{one.first} {one.kind.value} {one.second}"),
    "checks": ("检查", lambda one: str(one.code)),
    "own_checks": ("校验", lambda one: str(one.code)),
}


def as_published(book: RuleBook, published: RuleBook) -> RuleBook:
    """The rule book with the published rules in the place of its own."""
    settings = replace(book.settings, **{name: getattr(published.settings, name) for name in FROZEN_SETTINGS})
    return replace(book, settings=settings, **{name: getattr(published, name) for name in _KEYS})


def differences(published: RuleBook, book: RuleBook) -> tuple[str, ...]:
    """What of the rules differs from those published, ready sentences, sheet by sheet."""
    return tuple(
        said for name, (sheet, key) in _KEYS.items() for said in _sheet(sheet, _by(published, name, key),
                                                                        _by(book, name, key))
    ) + tuple(_settings(published, book))  # fmt: skip


def _by(book: RuleBook, name: str, key: Callable[[Any], str]) -> dict[str, Any]:
    held = getattr(book, name)
    return {key(one): one for one in (held.values() if hasattr(held, "values") else held)}


def _sheet(sheet: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[str]:
    headings = {c.id: c.zh for s in SHEETS if s.zh == sheet for c in s.columns}
    for line in dict.fromkeys((*old, *new)):
        if line not in new or line not in old:
            yield say(NEW if line in new else GONE, sheet=sheet, line=line)
            continue
        for of in fields(old[line]):
            was, now = getattr(old[line], of.name), getattr(new[line], of.name)
            if of.name != "at" and was != now:
                yield _changed(sheet, line, headings.get(of.name, of.name), was, now)


def _changed(sheet: str, line: str, column: str, was: object, now: object) -> str:
    if isinstance(was, str | int | float) and isinstance(now, str | int | float):
        return say(OTHER, sheet=sheet, line=line, column=column, old=_shown(was), new=_shown(now))
    return say(OTHERWISE, sheet=sheet, line=line, column=column)


def _shown(value: str | float) -> str:
    text = value if isinstance(value, str) else f"{value:g}"
    return text or say("(empty)")


def _settings(published: RuleBook, book: RuleBook) -> Iterator[str]:
    for of in SETTINGS:
        if of.id in FROZEN_SETTINGS and getattr(published.settings, of.id) != getattr(book.settings, of.id):
            was, now = (one.settings.values.get(of.zh, "") for one in (published, book))
            yield say(OTHER, sheet="设置", line=of.zh, column="内容", old=_shown(was), new=_shown(now))
