"""Numbers: given once when a run is signed, in the order of its papers; each that was given is accounted for."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from officebatch.model.approval import SENT, Judgement, Number, PaperKey
from officebatch.model.number import number_pattern

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date

    from officebatch.rulebook.settings import Settings


@dataclass
class Signing:
    """Gives the numbers of one run (model.approval.Signing). Nothing is written: `numbers` goes into the approval.

    A series begins anew with the year when its pattern names the year, else it goes on; no text is given twice.
    known: every number so far. words: the head's word by paper. withdrawn: why a number is void whose paper is not
    needed any more and on which nobody said a word.
    """

    as_of: date
    issued: date
    settings: Settings
    known: tuple[Number, ...]
    words: Mapping[PaperKey, Judgement]
    withdrawn: str
    given: dict[PaperKey, Number] = field(default_factory=dict)

    def judgement(self, key: PaperKey) -> Judgement:
        """The head's word on a paper."""
        return self.words.get(key, SENT)

    def number(self, series: str, key: PaperKey) -> str:
        """The number of a paper: the one its key has, else the next of its series in the year of the issue day."""
        if key not in self.given or self.given[key].series != series:
            same = (n for n in self._standing() if (n.series, n.key, n.year) == (series, key, self._year))
            self.given[key] = next(same, None) or self._next(series, key)
        return self.given[key].text

    def give_back(self, key: PaperKey) -> None:
        """The paper could not be made: its number was not used."""
        self.given.pop(key, None)

    def void(self) -> tuple[Number, ...]:
        """The numbers of this run that are void, oldest first; complete when all papers were asked for."""
        return tuple(n for n in self.numbers() if n.void)

    def numbers(self) -> tuple[Number, ...]:
        """Every number of this run: given, and void with its reason."""
        before = [n for n in self.known if n.as_of == self.as_of and n.void]
        gone = [self._voided(n) for n in self._standing() if n not in self.given.values()]
        return tuple(sorted((*before, *gone, *self.given.values()), key=lambda n: (n.series, n.year, n.number)))

    @property
    def _year(self) -> int:
        return self.issued.year

    def _standing(self) -> Iterator[Number]:
        return (n for n in self.known if n.as_of == self.as_of and not n.void)

    def _next(self, series: str, key: PaperKey) -> Number:
        of, start_day = self.settings.series[series], self.settings.start_day
        known = (*self.known, *self.given.values())
        yearly, texts = "{年" in of.pattern, {n.text for n in known}
        used = of.last_used if not yearly or start_day is None or start_day.year == self._year else 0
        taken = (n.number for n in known if n.series == series and (not yearly or n.year == self._year))
        number = max(used, *taken, 0) + 1
        while (text := number_pattern(of.pattern).write(self._year, number)) in texts:
            number += 1
        return Number(series, self._year, number, text, self.as_of, key)

    def _voided(self, number: Number) -> Number:
        return replace(number, void=self.judgement(number.key).reason or self.withdrawn)


def voided(known: Iterable[Number], texts: Mapping[str, str]) -> Iterator[Number]:
    """Numbers that the notice book says are void, with its reason; those that are void already stay as they are."""
    return (replace(n, void=texts[n.text]) for n in known if n.text in texts and not n.void)
