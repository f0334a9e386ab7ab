"""The standing of regulations in a list: which are in force, which a text names, and how titles are compared."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from officebatch.checks.scope import RegisterScope
from officebatch.model.vocabulary import REGULATION_REPEALED

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_ISSUED = re.compile(r"关于.*?《(.+)》.*通知")
_QUOTED = re.compile(r"《([^《》]+)》")
_NUMBER = re.compile(r"[^\s()（）《》、，,;；]+[〔\[(（【]\d{4}[〕\])）】]\s*\d+\s*号")
_TRIAL = re.compile(r"\((试行|暂行|修订|修订稿|修订版)\)$")
_SEVERAL = re.compile(r"[、，,;；\n]+")
_NEAR = 0.75  # of what makes two titles alike: 值班管理规定 and 值班管理办法 are, 会议管理规定 and 值班管理规定 are not
_BRACKETS = str.maketrans("〔〕【】[]", "()()()")


@dataclass(frozen=True)
class Named:
    """A regulation as a text names it: its bare title, and its number where one stands beside it; "" for none."""

    title: str
    number: str = ""


@dataclass(frozen=True)
class Regulations:
    """The regulations of one list. `scope` must have a title column. Masks have one entry a row."""

    scope: RegisterScope
    _near: dict[str, str] = field(default_factory=dict)

    @cached_property
    def repealed(self) -> np.ndarray:
        """Marked as repealed or struck out."""
        found: np.ndarray = self.scope.among("status", REGULATION_REPEALED) | self.scope.void
        return found

    @cached_property
    def begun(self) -> np.ndarray:
        """In force since a day gone by, or since a day nobody entered."""
        return ~(self._day("in_force") > self.scope.today)

    @cached_property
    def expired(self) -> np.ndarray:
        """Valid until a day gone by."""
        return self._day("expires") < self.scope.today

    @property
    def standing(self) -> np.ndarray:
        """Begun and not repealed: what counts as in force, be its validity over."""
        found: np.ndarray = self.begun & ~self.repealed
        return found

    @cached_property
    def titles(self) -> list[str]:
        """The bare title of each row, "" where there is none."""
        cells = self.scope.register.shown[self.scope.field("title")]
        bare = [*map(self.bare, cells.texts), ""]
        return [bare[code] for code in cells.codes]

    def title(self, row: int) -> str:
        """A title as papers write it."""
        return f"《{self.titles[row]}》"

    def bare(self, title: str) -> str:
        """A title without brackets, unit in front and 试行 behind; of 关于印发《…》的通知 what was issued."""
        text = "".join(unicodedata.normalize("NFKC", title).split())
        issued = _ISSUED.fullmatch(text)
        text = issued[1] if issued else text
        text = text[1:-1] if text.startswith("《") and text.endswith("》") and text.count("《") == 1 else text
        settings = self.scope.rules.settings
        for unit in (settings.full_name, settings.short_name):
            if unit and text.startswith(unit) and len(text) > len(unit) + 2:
                text = text.removeprefix(unit)
        return _TRIAL.sub("", text)

    def named(self, text: str) -> Iterator[Named]:
        """The regulations a text names in 《》, each with the number in the brackets behind it."""
        for found in _QUOTED.finditer(text):
            number = _NUMBER.match(text[found.end() :].lstrip("（( "))
            yield Named(self.bare(found[1]), folded(number[0]) if number else "")

    def listed(self, text: str) -> Iterator[Named]:
        """The regulations of a cell that holds nothing but names or numbers, with or without 《》."""
        if "《" in text:
            yield from self.named(text)
            return
        for part in _SEVERAL.split(text):
            number = _NUMBER.search(part)
            rest = part.replace(number[0], "").strip("（）() ") if number else part
            if part.strip():
                yield Named(self.bare(rest), folded(number[0]) if number else "")

    def rows(self, named: Named) -> Sequence[int]:
        """The rows that bear the number; without one of those, the title."""
        return self._by_number.get(named.number, ()) or self._by_title.get(named.title, ())

    @cached_property
    def replaced(self) -> dict[int, list[int]]:
        """Each row that says it replaces others of the list, with their rows; rows struck out say nothing."""
        cells = self.scope.register.shown.get(self.scope.register.role("replaces") or "")
        if cells is None:
            return {}
        named = [list(self.listed(text)) for text in cells.texts]
        filled = np.flatnonzero((cells.codes >= 0) & ~self.scope.void).tolist()
        found = {row: [r for one in named[cells.codes[row]] for r in self.rows(one) if r != row] for row in filled}
        return {row: list(dict.fromkeys(others)) for row, others in found.items() if others}

    def successor(self, row: int) -> str:
        """The title in force that replaced a row, "" where the list has none."""
        return next((self.title(by) for by, others in self.replaced.items() if row in others and self.standing[by]), "")

    def gone(self, named: Named) -> int | None:
        """The row of a regulation that is in the list as repealed and nothing else; None for any other."""
        rows = list(self.rows(named))
        return rows[0] if rows and self.repealed[rows].all() else None

    def near(self, title: str) -> str:
        """The title of the list that is much like one it has not, "" for none."""
        if title not in self._near:
            self._near[title] = next(iter(get_close_matches(title, filter(None, self.titles), 1, _NEAR)), "")
        return self._near[title]

    @cached_property
    def numbers(self) -> frozenset[str]:
        """The letters in front of the numbers of the list: 临电办."""
        return frozenset(number.partition("(")[0] for number in self._by_number) - {""}

    @cached_property
    def _by_title(self) -> dict[str, list[int]]:
        found: dict[str, list[int]] = {}
        for row, title in enumerate(self.titles):
            found.setdefault(title, []).append(row)
        found.pop("", None)
        return found

    @cached_property
    def _by_number(self) -> dict[str, list[int]]:
        cells = self.scope.register.shown.get(self.scope.register.role("document_number") or "")
        found: dict[str, list[int]] = {}
        for row, code in enumerate(cells.codes if cells is not None else ()):
            if cells is not None and code >= 0:
                found.setdefault(folded(cells.texts[code]), []).append(row)
        found.pop("", None)
        return found

    def _day(self, role: str) -> np.ndarray:
        field_id = self.scope.register.role(role)
        return self.scope.days(field_id) if field_id else np.full(len(self.scope.register), np.datetime64("NaT", "D"))


def folded(text: str) -> str:
    """A number or title as it is compared: one form of every character and bracket, no blanks."""
    return "".join(unicodedata.normalize("NFKC", text).translate(_BRACKETS).split())
