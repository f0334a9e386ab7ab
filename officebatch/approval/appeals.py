"""Appeal forms that came back: decisions on lines that lost points. What is unclear is named with its cell.

An appeal needs two reviewers or more, none of the department itself, a basis and a day; it takes a line away, gives
back a part of its points or leaves it, and never makes one dearer.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from officebatch.model.evaluation import Reach, Review, Word
from officebatch.model.form import APPEAL, read_mark
from officebatch.model.register import shown_key
from officebatch.model.returned import Complaint
from officebatch.wording import marked

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from officebatch.model.evaluation import Lost
    from officebatch.model.returned import Returned, ReturnedRow
    from officebatch.rulebook.rules import RuleBook

LEAST = 2  # reviewers
SAME = 1e-6  # shares closer than this are one
DECIMALS = 2  # of points, as the form shows them
NO_MARK = marked("this line is none of the feedback sheets of the period; its hidden mark is gone or of another form. "
                 "Write the appeal into the line it is about, in the form as it was given out")
NO_DAY = marked("the day is not entered. Write the day of the appeal and the day of the review")
LATE = marked("the appeal is of {day}, after the last day to appeal ({last}); it cannot change anything any more. "
              "Choose 维持, or empty the line")
AHEAD = marked("{day} lies before the appeal or after {as_of}. Write the day on which it was reviewed")
NO_BASIS = marked("there is no basis. Write what the decision rests on")
FEW = marked("{n} reviewer is named; there must be two or more. Write their names, parted by 、")
UNKNOWN = marked("“{name}” is not in sheet 人员 of the rule book. Write the name as it stands there")
OWN = marked("{name} belongs to {department}, whose line this is. Let somebody of another department review it")
TOO_MUCH = marked("{points} points cannot be given back: the line took {before}. Write a number above 0 and up to "
                  "{before}, or leave the cell empty, which gives all of it back")
KEPT_POINTS = marked("the line is kept, so {points} points cannot be given back. Empty this cell, or choose 变更")
TWICE = marked("the same line is decided otherwise at {other}. Write the same decision at both places")
NO_WORD = marked("it is not decided. Choose 维持 or 变更")
WORDLESS = marked("a decision is entered, but the department gave no reason. Enter its reason and its day, or empty "
                  "the line")


@dataclass(frozen=True)
class Reviewed:
    """What the forms say. alike: the kinds of error that must be looked for in all departments; waiting: what is
    appealed against and not decided; complaints: what stops the whole."""

    reviews: tuple[Review, ...]
    alike: frozenset[tuple[str, ...]]
    waiting: tuple[Complaint, ...]
    complaints: tuple[Complaint, ...]


@dataclass(frozen=True)
class Terms:
    """What decisions are held against. lost: the lines of the first edition; last: the last day to appeal."""

    period: str
    lost: Sequence[Lost]
    last: date
    as_of: date
    book: RuleBook


def reviewed(forms: Sequence[tuple[Returned, bool]], terms: Terms) -> Reviewed:
    """The decisions in all forms, each with whether it is the list of lines of the same kind."""
    known = {(one.subject, one.identity): one for one in terms.lost}
    found: dict[tuple[str, ...], Review] = {}
    alike: set[tuple[str, ...]] = set()
    waiting: list[Complaint] = []
    complaints: list[Complaint] = []
    for returned, of_kind in forms:
        complaints.extend(returned.complaints)
        for row in returned.rows:
            said = [row.text(name) for name in ("申诉理由", "复核意见", "依据", "复核人")]
            if not of_kind and not any(said):
                continue
            line = _line(row, known, terms.period)
            if line is None:
                complaints.append(Complaint(row.at, NO_MARK))
            elif not row.text("复核意见"):
                if not returned.complains_of(row.place("复核意见")):
                    waiting.append(Complaint(row.place("复核意见"), NO_WORD))
            elif wrong := list(_faults(row, line, terms, of_kind=of_kind)):
                complaints.extend(wrong)
            else:
                review = _review(row, line, of_kind=of_kind)
                before = found.setdefault(line.identity, review)
                if abs(before.share - review.share) > SAME:
                    complaints.append(Complaint(row.place("复核意见"), TWICE, (("other", before.at),)))
                if review.upheld and row.text("影响范围") == Reach.KIND:
                    alike.add(line.kind)
    return Reviewed(tuple(found.values()), frozenset(alike), tuple(waiting), tuple(complaints))


def _line(row: ReturnedRow, known: Mapping[tuple[str, tuple[str, ...]], Lost], period: str) -> Lost | None:
    kind, *parts = read_mark(row.text("标识")) or ("",)
    if kind != APPEAL or len(parts) < LEAST or parts[0] != period:
        return None
    return known.get((parts[1], tuple(parts[2:])))


def names(text: str) -> list[str]:
    """The names in a cell."""
    return [word for word in re.split(r"[、，,；;\s]+", text) if word]


def _faults(row: ReturnedRow, line: Lost, terms: Terms, *, of_kind: bool) -> Iterator[Complaint]:
    asked, day = row.values.get("申诉日期"), row.values.get("复核日期")
    if not of_kind:
        if not row.text("申诉理由"):
            yield Complaint(row.place("申诉理由"), WORDLESS)
        if not isinstance(asked, date):
            yield Complaint(row.place("申诉日期"), NO_DAY)
        elif asked > terms.last and row.text("复核意见") == Word.UPHELD:
            values = (("day", asked.isoformat()), ("last", terms.last.isoformat()))
            yield Complaint(row.place("申诉日期"), LATE, values)
    if not isinstance(day, date):
        yield Complaint(row.place("复核日期"), NO_DAY)
    elif day > terms.as_of or (isinstance(asked, date) and day < asked):
        values = (("day", day.isoformat()), ("as_of", terms.as_of.isoformat()))
        yield Complaint(row.place("复核日期"), AHEAD, values)
    if not row.text("依据"):
        yield Complaint(row.place("依据"), NO_BASIS)
    points = _points(row)
    if points is not None and row.text("复核意见") == Word.KEPT:
        yield Complaint(row.place("核减分值"), KEPT_POINTS, (("points", f"{points:g}"),))
    elif points is not None and not (0 < points <= line.points or _whole(points, line)):
        values = (("points", f"{points:g}"), ("before", f"{line.points:.{DECIMALS}f}"))
        yield Complaint(row.place("核减分值"), TOO_MUCH, values)
    yield from _reviewers(row, line, terms.book)


def _points(row: ReturnedRow) -> float | None:
    points = row.text("核减分值")
    return float(points) if points else None


def _whole(points: float, line: Lost) -> bool:
    """Whether it is all the line took, as the form shows it."""
    return abs(points - round(line.points, DECIMALS)) < SAME


def _reviewers(row: ReturnedRow, line: Lost, book: RuleBook) -> Iterator[Complaint]:
    at, given = row.place("复核人"), list(dict.fromkeys(names(row.text("复核人"))))
    if len(given) < LEAST:
        yield Complaint(at, FEW, (("n", str(len(given))),))
    for name in given:
        people = book.people_by_name.get(name, ())
        if not people:
            yield Complaint(at, UNKNOWN, (("name", name),))
        elif all(person.department == line.department for person in people):
            yield Complaint(at, OWN, (("name", name), ("department", line.department)))


def _review(row: ReturnedRow, line: Lost, *, of_kind: bool) -> Review:
    day = row.values["复核日期"]
    assert isinstance(day, date)
    points = _points(row)
    return Review(
        identity=line.identity,
        department=line.subject,
        indicator=f"{line.code} {line.indicator}",
        record=shown_key(line.record),
        title=line.title,
        word=Word(row.text("复核意见")),
        before=line.points,
        reason=row.text("申诉理由"),
        basis=row.text("依据"),
        reviewers=tuple(dict.fromkeys(names(row.text("复核人")))),
        day=day,
        alike=of_kind,
        at=str(row.place("复核意见")),
        restored=None if points is None or _whole(points, line) else points,
    )
