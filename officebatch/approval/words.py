"""The words of the lists and of the batch sheet as rulings and judgements. A word that lacks what it needs is asked."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from officebatch.model.approval import Judgement, PaperKey, Verdict
from officebatch.model.form import DEADLINE, FINDING, PAPER, read_mark
from officebatch.model.origin import Origin
from officebatch.model.returned import Complaint, Returned, ReturnedRow, Written
from officebatch.model.ruling import Decision, Ruling
from officebatch.wording import marked

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from officebatch.rulebook.rules import RuleBook

_DAY = re.compile(
    r"(?<![0-9])(?:(?P<year>20[0-9]{2})\s*[-年/.]\s*)?(?P<month>1[0-2]|0?[1-9])\s*[-月/.]\s*"
    r"(?P<day>3[01]|[12][0-9]|0?[1-9])\s*[日号]?(?![0-9])"
)
_AMOUNT = re.compile(r"[0-9]+(?:\s*[-~.]\s*[0-9]+)+\s*(?:[万亿千百元%天个倍米吨人户次台份项件套条页]|日以?内|日左右)")
_FAR = timedelta(days=92)  # a day without its year further back than this is hardly the one until which one extends
NEEDS_DAY = marked(
    "“{word}” needs one day in the explanation, as 11月18日: when it was done, or until when it is extended."
)
NEEDS_YEAR = marked("“{word}” needs the day with its year, as 2027-06-30: without it the nearest one is long past.")
NEEDS_DEPARTMENT = marked("“{word}” needs the name of the department that holds it in the explanation.")
NEEDS_REASON = marked("“{word}” needs its reason.")
DIFFERS = marked("“{word}” here, but “{other}” for the same line at {place}. Let both say the same.")
NO_MARK = marked("This line has a word but is not known: its hidden column “Mark” is gone or changed. Write the word "
                 "into the list as the program made it.")  # fmt: skip


def losing(complaints: Iterable[Complaint]) -> Iterator[Complaint]:
    """What would be lost if the lists were made anew: all that could not be read. What only lacks something is kept."""
    return (c for c in complaints if c.what not in (NEEDS_DAY, NEEDS_YEAR, NEEDS_DEPARTMENT, NEEDS_REASON))


@dataclass(frozen=True)
class Words:
    """What came back. rulings: by register and record. written: by mark, as they stand. complaints: what must be put
    right before anything is signed. Nothing of it depends on the order of the forms."""

    rulings: tuple[Ruling, ...]
    judgements: Mapping[PaperKey, Judgement]
    written: Mapping[str, Written]
    complaints: tuple[Complaint, ...]


def understood(
    forms: Sequence[Returned], kept: Mapping[str, Written], rules: RuleBook, as_of: date
) -> Words:
    """The words of all forms of a run. Two forms that speak differently of one line are asked.

    kept: by mark, the words of the run as it was signed before; they hold for lines that are in no form any more,
    because of what was ruled on them, and say where a word stood that is still the same.
    """
    shown = {row.text("标识") for form in forms for row in form.rows}
    forms = [*forms, *(_remembered(mark, held) for mark, held in kept.items() if mark not in shown)]
    rulings: list[Ruling] = []
    judgements: dict[PaperKey, Judgement] = {}
    written: dict[str, Written] = {}
    first: dict[str, ReturnedRow] = {}
    complaints = [complaint for form in forms for complaint in form.complaints]
    for row in (row for form in forms for row in form.rows):
        column, word, why = _word(row)
        kind, *parts = read_mark(row.text("标识")) or ("",)
        if not word or (word == Verdict.SEND and not why):  # an empty cell means it
            continue
        if (kind, len(parts)) not in ((DEADLINE, 3), (FINDING, 4), (PAPER, 3)):
            complaints.append(Complaint(row.place(column), NO_MARK, field=column))
            continue
        mark = row.text("标识")
        before = first.setdefault(mark, row)
        if before is not row:
            if (written[mark].word, written[mark].why) != (word, why):
                values = (("word", word), ("other", written[mark].word), ("place", str(before.place(column))))
                complaints.append(Complaint(row.place(column), DIFFERS, values, column))
            continue
        held = kept.get(mark)
        same = held is not None and (held.word, held.why) == (word, why)
        written[mark] = held if held is not None and same else Written(word, why, str(row.place(column)))
        if kind == PAPER:
            judgements[PaperKey(*parts)] = Judgement(Verdict(word), why)
            lacking = NEEDS_REASON if word != Verdict.SEND and not why else ""
        else:
            ruling = _ruling(parts, Decision(word), why, _Ground(rules, as_of, written[mark].at))
            rulings.append(ruling)
            lacking = _lacking(ruling)
        if lacking:
            at = "理由" if kind == PAPER else "核对说明"
            complaints.append(Complaint(row.place(at), lacking, (("word", word),), at))
    rulings.sort(key=lambda r: (r.register, r.record, r.what, r.field))
    return Words(tuple(rulings), judgements, dict(sorted((_remarks(forms) | written).items())), tuple(complaints))


def _remarks(forms: Sequence[Returned]) -> dict[str, Written]:
    """By mark, what was explained without a word: it decides nothing and is not lost. Of several the longest."""
    found: dict[str, Written] = {}
    for row in (row for form in forms for row in form.rows):
        column, word, why = _word(row)
        mark = row.text("标识")
        before = found.get(mark, Written("", "", ""))
        if not word and why and read_mark(mark) and (len(why), why) > (len(before.why), before.why):
            found[mark] = Written("", why, str(row.place(column)))
    return found


def _remembered(mark: str, held: Written) -> Returned:
    """A word of the ledger as if it stood in a form."""
    names = ("处理", "理由") if read_mark(mark)[:1] == (PAPER,) else ("核对意见", "核对说明")
    at = Origin(held.at)
    row = ReturnedRow({"标识": mark, names[0]: held.word, names[1]: held.why}, at, dict.fromkeys(("标识", *names), ""))
    return Returned((row,), (), at)


def _word(row: ReturnedRow) -> tuple[str, str, str]:
    """The field the word stands in, the word, its explanation."""
    if "处理" in row.columns:
        return "处理", row.text("处理"), row.text("理由")
    return "核对意见", row.text("核对意见"), row.text("核对说明")


@dataclass(frozen=True)
class _Ground:
    """What a word is understood by: the office, the day, and where it stands."""

    rules: RuleBook
    as_of: date
    at: str


def _ruling(parts: list[str], decision: Decision, why: str, ground: _Ground) -> Ruling:
    if len(parts) == 4:  # of a finding
        what, register, record, field = parts
    else:
        (register, record, what), field = parts, ""
    on = _day(why, ground.as_of, done=decision is Decision.DONE) if decision.needs_day else None
    department = _department(why, ground.rules) if decision is Decision.HOLDER else ""
    return Ruling(register, record, what, decision, ground.as_of, field, on, department, why, at=ground.at, exact=True)


def _lacking(ruling: Ruling) -> str:
    """What a word asks for and has not: a message id, "" for nothing."""
    match ruling.decision:
        case Decision.EXTENDED if ruling.on is None and _day(ruling.reason, ruling.day, done=True):
            return NEEDS_YEAR
        case Decision.DONE | Decision.EXTENDED if ruling.on is None:
            return NEEDS_DAY
        case Decision.HOLDER if not ruling.department:
            return NEEDS_DEPARTMENT
        case Decision.OTHER if not ruling.reason:
            return NEEDS_REASON
    return ""


def _day(text: str, as_of: date, *, done: bool) -> date | None:
    """The one day a text names, a day without a year in the year that brings it nearest to as-of; None where it names
    none or several, says that something was done on a day still to come, or extends to one long past without a year."""
    plain = _AMOUNT.sub(" ", unicodedata.normalize("NFKC", text))
    found = {day: match["year"] for match in _DAY.finditer(plain) if (day := _near(match, as_of))}
    if len(found) != 1:
        return None
    ((on, year),) = found.items()
    unlikely = on > as_of if done else not year and on < as_of - _FAR
    return None if unlikely else on


def _near(match: re.Match[str], as_of: date) -> date | None:
    month, day = int(match["month"]), int(match["day"])
    years = (int(match["year"]),) if match["year"] else (as_of.year - 1, as_of.year, as_of.year + 1)
    possible = [on for year in years if (on := _made(year, month, day))]
    return min(possible, key=lambda on: abs(on - as_of), default=None)


def _made(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _department(text: str, rules: RuleBook) -> str:
    """The one department a text names, by any of its names of two characters and more; "" for none or several."""
    names = {alias: known for alias, known in rules.department_names.items() if len(alias) > 1}
    found = {known for alias, known in names.items() if alias in text and not _within(alias, text, rules)}
    return found.pop() if len(found) == 1 else ""


def _within(alias: str, text: str, rules: RuleBook) -> bool:
    """Whether a name stands in the text only as a part of a longer one."""
    return any(alias != other and alias in other and other in text for other in rules.department_names)
