"""Lines of the notice book and notices of the ledger brought together. The ledger is master of what a notice said, the
clerk of what came back; where the two do not fit it is said with the cell, and nothing is guessed."""

from __future__ import annotations

import unicodedata
from collections import Counter
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from officebatch.model.form import CLERKS, NOTICE_BOOK
from officebatch.model.notice import Answer, Disposal
from officebatch.model.returned import Complaint
from officebatch.wording import marked, say

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from officebatch.model.notice import Notice
    from officebatch.model.returned import Returned, ReturnedRow

    Key = tuple[str, str, str, str]
    Value = str | date | int | None

WITHDRAWN = marked("notice {number} was signed again and no longer speaks of matter {matter} ({stage}). Choose {void} "
                   "in the column {heading}")
UNKNOWN = marked("no notice {number} about matter {matter} ({stage}) was issued. Correct the number, the matter or the "
                 "step, or take the line out of this sheet")
VOID_NUMBER = marked("number {number} is void ({reason}). Choose {void} in the column {heading}")
CHANGED = marked("{heading} was “{was}” when the notice was issued and is now “{now}”. Write “{was}” back")
DOUBLED = marked("rows {rows} are the same notice and matter but say different things of the answer, so neither "
                 "counts. Leave one of them")
SAME_TWICE = marked("rows {rows} are the same line. Leave one of them")
NO_NEW_DAY = marked("it was extended, but {heading} is empty. Enter the new day")
NOT_LATER = marked("the new day {day} is not after the due date {due}. Correct it")
WITHOUT_EXTENSION = marked("a new day stands here, but the column {heading} does not say {word}. Choose it, or empty "
                           "this cell")
WITHOUT_CLOSURE = marked("a day of closing stands here, but the column {heading} does not say {word}. Choose it, or "
                         "empty this cell")
BEFORE_ISSUE = marked("the day {day} is before the notice was issued on {issued}. Correct it")
_EMPTY = marked("(empty)")
_BRACKETS = str.maketrans("〔【[〖〈《{〕】]〗〉》}–—―", "(((((((" + ")))))))" + "---")
_CHECKED = ("主送", "级次", "印发日期", "规定时限", "责任环节")


def with_answers(
    notices: Sequence[Notice],
    book: Returned,
    as_of: date,
    void: Mapping[str, str] | None = None,
    withdrawn: Sequence[tuple[Notice, bool]] = (),
) -> tuple[tuple[Notice, ...], tuple[Complaint, ...]]:
    """The notices with what the book knows of their answers by `as_of`, in their order, and what does not fit.

    notices: all the ledger has, those of later runs too, else their lines would be called unknown. void: numbers that
    were given and no longer hold → why. withdrawn: what was told once and holds no more, and whether its run is signed;
    its lines are known and answer nothing. What is dated after `as_of` is not known yet; what has no date is. A notice
    without a line, or with two that differ, has no answer. What reading complained of is not said again.
    """
    matched = _match(notices, book.rows)
    left, gone = _withdrawn(matched.unknown, [(n, signed) for n, signed in withdrawn if n.number not in (void or {})])
    complaints = [*_unknown(left, void or {}), *gone]
    answers: dict[Key, Answer] = {}
    for key, rows in matched.rows.items():
        notice = matched.notices[key]
        if len(rows) > 1:
            complaints += _doubled(rows)
        if _alike(rows):
            answers[key] = _answer(rows[0], as_of)
        for row in rows:
            complaints += _changed(notice, row, book)
            complaints += (c for c in _unlikely(notice, row) if not book.complains_of(c.at))
    found = tuple(replace(notice, answer=answers.get(key)) for notice, key in zip(notices, matched.keys, strict=True))
    return found, tuple(sorted(complaints, key=lambda c: (c.at.row, c.at.column)))


def missing_lines(notices: Sequence[Notice], book: Returned) -> tuple[Notice, ...]:
    """The notices with a number that have no line in the book, in their order; none when it could not be read.

    A number of a row that was set aside for its secrecy is held to be there.
    """
    if not book.readable:
        return ()
    matched, aside = _match(notices, book.rows), {folded(number) for number in book.numbers}
    missing: dict[Key, Notice] = {}
    for notice, key in zip(notices, matched.keys, strict=True):
        if notice.number and key not in matched.rows and key[0] not in aside:
            missing.setdefault(key, notice)
    return tuple(missing.values())


def undelivered_lines(notices: Sequence[Notice], book: Returned) -> Iterator[tuple[int, Notice]]:
    """The rows of the book that do not say yet when they were delivered, each with its notice. Rows that are the same
    line twice are not among them."""
    if not book.readable or "送达时间" not in book.columns:
        return
    matched = _match(notices, book.rows)
    for key, (row, *others) in matched.rows.items():
        if not others and not row.values.get("送达时间") and not book.complains_of(row.place("送达时间")):
            yield row.at.row, matched.notices[key]


def folded(text: str) -> str:
    """A number or a step for comparing: width, blanks, kind of bracket and dash, capitals and signs nobody sees do not
    count."""
    plain = unicodedata.normalize("NFKC", text).translate(_BRACKETS).casefold()
    return "".join(sign for sign in plain if not sign.isspace() and unicodedata.category(sign) != "Cf")


@dataclass(frozen=True)
class _Matched:
    """keys: of the notices, in their order. notices, rows: by key. unknown: rows that belong to no notice."""

    keys: tuple[Key, ...]
    notices: Mapping[Key, Notice]
    rows: Mapping[Key, tuple[ReturnedRow, ...]]
    unknown: tuple[ReturnedRow, ...]


def _match(notices: Sequence[Notice], rows: Sequence[ReturnedRow]) -> _Matched:
    """Rows to notices by number, matter and step; by the title too where these are shared by several notices. A row
    whose step was changed is still known when it is the only one left of its number and matter."""
    lines = [(folded(n), folded(m), folded(s)) for n, m, s in (notice.line for notice in notices)]
    titles = [folded(notice.told.title) for notice in notices]
    several = Counter(line for line, _ in set(zip(lines, titles, strict=True)))
    keys = tuple((*line, title if several[line] > 1 else "") for line, title in zip(lines, titles, strict=True))
    of = {key: notice for key, notice in zip(keys, notices, strict=True) if notice.number}
    found: dict[Key, tuple[ReturnedRow, ...]] = {}
    astray: dict[tuple[str, str], list[ReturnedRow]] = {}
    for row in rows:
        line = (folded(row.text("编号")), folded(row.text("事项编号")), folded(row.text("责任环节")))
        key = (*line, folded(row.text("事项")) if several[line] > 1 else "")
        if key in of:
            found[key] = (*found.get(key, ()), row)
        else:
            astray.setdefault((line[0], line[1]), []).append(row)
    unknown: list[ReturnedRow] = []
    for pair, left in astray.items():
        free = [key for key in of if key[:2] == pair and key not in found]
        if len(free) == len(left) == 1 and all(pair):
            found[free[0]] = (left[0],)
        else:
            unknown += left
    return _Matched(keys, of, found, tuple(unknown))


def _unknown(rows: Collection[ReturnedRow], void: Mapping[str, str]) -> Iterator[Complaint]:
    reasons = {folded(number): why for number, why in void.items()}
    for row in rows:
        number = row.text("编号")
        if (why := reasons.get(folded(number))) is None:
            parts = {"number": number, "matter": row.text("事项编号"), "stage": row.text("责任环节")}
            values = tuple((name, text or say(_EMPTY)) for name, text in parts.items())
            yield Complaint(row.place("编号"), UNKNOWN, values, "编号")
        elif row.values.get("处理") != Disposal.VOID:
            words = (("void", _word(Disposal.VOID)), ("heading", _heading("处理")))
            yield Complaint(row.place("处理"), VOID_NUMBER, (("number", number), ("reason", why), *words), "处理")


def _withdrawn(
    rows: Sequence[ReturnedRow], withdrawn: Sequence[tuple[Notice, bool]]
) -> tuple[list[ReturnedRow], list[Complaint]]:
    """The rows that belong to no notice ever told, and what is to be done with those of signed runs that do."""
    matched = _match([notice for notice, _ in withdrawn], rows)
    signed = {notice.line: of for notice, of in withdrawn}
    words = (("void", _word(Disposal.VOID)), ("heading", _heading("处理")))
    asked = []
    for key, found in matched.rows.items():
        line = matched.notices[key].line
        values = (*zip(("number", "matter", "stage"), line, strict=True), *words)
        wanted = [row for row in found if signed[line] and row.values.get("处理") != Disposal.VOID]
        asked += [Complaint(row.place("处理"), WITHDRAWN, values, "处理") for row in wanted]
    return list(matched.unknown), asked


def _alike(rows: Sequence[ReturnedRow]) -> bool:
    """Whether lines that are the same notice say the same of its answer."""
    return len({tuple(row.values.get(field) for field in CLERKS) for row in rows}) == 1


def _doubled(rows: Sequence[ReturnedRow]) -> Iterator[Complaint]:
    what = SAME_TWICE if _alike(rows) else DOUBLED
    numbers = "、".join(str(row.at.row) for row in rows)
    for row in rows[1:]:
        yield Complaint(row.place("编号"), what, (("rows", numbers),), "编号")


def _changed(notice: Notice, row: ReturnedRow, book: Returned) -> Iterator[Complaint]:
    """What of the program's half no longer is what was issued."""
    written = values_of(notice)
    for field in _CHECKED:
        was, now, place = written[field], row.values.get(field), row.place(field)
        if field not in row.values or _same(was, now) or book.complains_of(place):
            continue
        values = (("heading", _heading(field)), ("was", _shown(was)), ("now", _shown(now)))
        yield Complaint(place, CHANGED, values, field)


def _unlikely(notice: Notice, row: ReturnedRow) -> Iterator[Complaint]:
    """What the clerk's half says that cannot be, or not without more."""
    disposal, new, closed = row.values.get("处理"), row.values.get("延期至"), row.values.get("销号日期")
    handled = ("heading", _heading("处理"))
    if disposal == Disposal.EXTENDED and new is None and "延期至" in row.values:
        yield Complaint(row.place("延期至"), NO_NEW_DAY, (("heading", _heading("延期至")),), "延期至")
    if isinstance(new, date):
        if disposal != Disposal.EXTENDED:
            values = (handled, ("word", _word(Disposal.EXTENDED)))
            yield Complaint(row.place("延期至"), WITHOUT_EXTENSION, values, "延期至")
        if new <= notice.told.due:
            values = (("day", new.isoformat()), ("due", notice.told.due.isoformat()))
            yield Complaint(row.place("延期至"), NOT_LATER, values, "延期至")
    if isinstance(closed, date) and disposal != Disposal.CLOSED:
        values = (handled, ("word", _word(Disposal.CLOSED)))
        yield Complaint(row.place("销号日期"), WITHOUT_CLOSURE, values, "销号日期")
    for field in ("回复日期", "销号日期"):
        day = row.values.get(field)
        if isinstance(day, date) and day < notice.issued:
            values = (("day", day.isoformat()), ("issued", notice.issued.isoformat()))
            yield Complaint(row.place(field), BEFORE_ISSUE, values, field)


def _answer(row: ReturnedRow, as_of: date) -> Answer:
    """The clerk's half as far as it is known on a day."""
    delivered, answered, closed = (_known(row, field, as_of) for field in ("送达时间", "回复日期", "销号日期"))
    word = row.text("处理")
    disposal = Disposal(word) if word else None
    if disposal is Disposal.CLOSED and _later(row, "销号日期", as_of):
        disposal = None
    new = row.values.get("延期至")
    return Answer(
        delivered=delivered,
        received_by="" if _later(row, "送达时间", as_of) else row.text("签收人"),
        answered=answered,
        said="" if _later(row, "回复日期", as_of) else row.text("回复摘要"),
        disposal=disposal,
        extended_to=new if isinstance(new, date) else None,
        closed=closed,
    )


def _later(row: ReturnedRow, field: str, as_of: date) -> bool:
    day = row.values.get(field)
    return isinstance(day, date) and day > as_of


def _known(row: ReturnedRow, field: str, as_of: date) -> date | None:
    day = row.values.get(field)
    return day if isinstance(day, date) and day <= as_of else None


def values_of(notice: Notice) -> Mapping[str, Value]:
    """The program's half of a notice's line: field id → value."""
    told = notice.told
    return {
        "编号": notice.number,
        "文书": notice.kind,
        "级次": told.level or None,
        "主送": notice.audience,
        "印发日期": notice.issued,
        "事项编号": told.number,
        "事项": told.title,
        "责任环节": told.stage,
        "规定时限": told.due,
        "送达方式": notice.delivery,
    }


def _same(was: Value, now: Value) -> bool:
    if isinstance(was, str) or isinstance(now, str):
        return folded(str(was or "")) == folded(str(now or ""))
    return was == now


def _shown(value: Value) -> str:
    return say(_EMPTY) if value in (None, "") else value.isoformat() if isinstance(value, date) else str(value)


def _heading(field: str) -> str:
    return say(NOTICE_BOOK.blanks[field].head)


def _word(disposal: Disposal) -> str:
    return say((NOTICE_BOOK.blanks["处理"].choices or {})[disposal][0])
