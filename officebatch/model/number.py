"""Document numbers: the office's templates (`临电办〔{年}〕{序号}号`) and reading a number as people write it.

A template holds `{序号}` once (`{序号:3}`: with leading zeros to three digits) and `{年}` at most once. The strict
form is the template letter by letter. The lenient reading takes the variants met in registers: other brackets,
a year of two digits, 第012号, full-width digits, a missing 号, blanks inside, hyphens for brackets. Both are
patterns made here from the template's own letters; runs of marks are possessive, so they take linear time.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

_PLACE = re.compile(r"\{(年|序号)(?::([1-9]))?\}")
_BLANK = re.compile(r"\s+")
_CENTURY = 2000
_MARKS = r"\W_"  # what may stand between the parts of a number: brackets, hyphens, dots, commas


class DocumentNumber(NamedTuple):
    """A number as it was read. template: the one it fits; prefix: the letters that name its series (临电办);
    year: None where the template has none; exact: written letter by letter as the template wants."""

    prefix: str
    year: int | None
    number: int
    exact: bool
    template: str


class TemplateFault(ValueError):
    """A template no number can be read by."""


@dataclass(frozen=True, slots=True)
class NumberForm:
    """One template, ready to read by. strict, lenient: patterns with the groups `year` (if any) and `number`."""

    template: str
    prefix: str
    strict: re.Pattern[str]
    lenient: re.Pattern[str]

    def read(self, text: str) -> DocumentNumber | None:
        """The number a text holds in this form, strictly or leniently; None where it does not fit at all."""
        found = self.strict.fullmatch(text)
        exact = found is not None
        found = found or self.lenient.fullmatch(_folded(text))
        if found is None:
            return None
        parts = found.groupdict()
        return DocumentNumber(self.prefix, _year(parts.get("year")), int(parts["number"]), exact, self.template)

    def write(self, year: int, number: int) -> str:
        """The number written as the template wants."""
        return _PLACE.sub(
            lambda place: str(year) if place[1] == "年" else str(number).zfill(int(place[2] or 1)), self.template
        )


@lru_cache(maxsize=256)
def number_pattern(template: str) -> NumberForm:
    """The form of a template. Raises TemplateFault unless it holds {序号} once and {年} at most once."""
    places = list(_PLACE.finditer(template))
    names = [place[1] for place in places]
    literals = _PLACE.split(template)[::3]
    if names.count("序号") != 1 or names.count("年") > 1 or any(c in "{}" for text in literals for c in text):
        raise TemplateFault(template)
    strict = "".join(re.escape(text) + _strict(place) for text, place in zip(literals, places, strict=False))
    return NumberForm(
        template,
        "".join(c for c in literals[0] if c.isalnum()).removesuffix("第"),
        re.compile(strict + re.escape(literals[-1])),
        re.compile(_lenient([_folded(text) for text in literals], names)),
    )


def read_number(text: str, templates: Sequence[str]) -> DocumentNumber | None:
    """The number in the first template it fits exactly, else the first it fits leniently, else None."""
    read = [number_pattern(template).read(text) for template in templates]
    fitting = [number for number in read if number is not None]
    return next((number for number in fitting if number.exact), fitting[0] if fitting else None)


def _folded(text: str) -> str:
    return _BLANK.sub("", unicodedata.normalize("NFKC", text))


def _year(digits: str | None) -> int | None:
    if digits is None:
        return None
    return int(digits) + (_CENTURY if len(digits) == 2 else 0)


def _strict(place: re.Match[str]) -> str:
    if place[1] == "年":
        return r"(?P<year>(?:19|20)[0-9]{2})"
    width = int(place[2] or 1)
    return rf"(?P<number>[1-9][0-9]{{{width - 1},8}}|0{{1,{width - 1}}}[1-9][0-9]{{0,{width - 2}}})" if width > 1 else (
        r"(?P<number>[1-9][0-9]{0,8})"
    )


def _lenient(literals: list[str], names: list[str]) -> str:
    """The letters before the first place must be there; marks may be any or none; letters behind a number may be
    missing; between year and number something must stand, or no one could tell where the year ends."""
    parts = [_head(literals[0]), rf"[{_MARKS}第]*+"]
    for index, name in enumerate(names):
        parts.append(r"(?P<year>(?:19|20)?[0-9]{2})" if name == "年" else r"(?P<number>0{0,8}[1-9][0-9]{0,8})")
        letters = "".join(re.escape(c) for c in literals[index + 1] if c.isalnum() and not c.isdigit())
        last = index == len(names) - 1
        parts.append(rf"[{_MARKS}年第号{letters}]{'*+' if last else '++'}")
    return "".join(parts)


def _head(literal: str) -> str:
    letters = re.split(r"[\W_]+", literal.removesuffix("第"))
    return rf"[{_MARKS}]*+".join(re.escape(run) for run in letters if run)
