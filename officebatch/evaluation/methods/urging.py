"""S113, S114 and S119: how the office urges, and what departments do not ask for."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from officebatch.evaluation.methods.on_time import due_lines, late_lines
from officebatch.evaluation.methods_registry import Asked, Counted, method, tallied
from officebatch.model.measure import Subject
from officebatch.model.notice import Disposal, MatterId
from officebatch.model.origin import Origin
from officebatch.model.score import Fact, How, Said
from officebatch.model.vocabulary import HolderKind
from officebatch.wording import marked

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from officebatch.evaluation.scoring_ground import Field
LEDGER = "ledger.db"
NO_RUN = marked("no run was signed in the period")
NO_NUMBER_GIVEN = marked("no number was given in the period")
ONLY_OFFICE = marked("only the office itself is scored by it")
NOT_URGED = marked("overdue on {day}, when a run was signed, and in no notice")
WITHDRAWN = marked("{number} was withdrawn: {reason}")
NOT_ASKED = marked("{days} working days late, no extension asked for; urged by {number}")


@method("S113", marked("Urged: what was to be urged on the days runs were signed, and was"))
def urged(asked: Asked) -> Sequence[Counted] | Said:
    """Matters departments held that on the day of a signed run in the period were as late as the ladder's first level
    asks; lost is what no notice told of up to the last of these days. Matters of inner levels are never urged and do
    not count."""
    field = asked.field
    if asked.subjects.kind is not Subject.OFFICE:
        return Said(ONLY_OFFICE)
    days = [day for day in field.post.signed if field.ground.period.first <= day <= field.ground.period.last]
    if not days:
        return Said(NO_RUN)
    lines, rows = field.ground.lines, field.ground.lines["row"].to_numpy()
    due_for: dict[int, object] = {}
    for day in days:
        for line in np.flatnonzero(_to_be_urged(field, lines, day)).tolist():
            due_for[line] = day
    told = _told(field, days[-1])
    chosen = [line for line in sorted(due_for) if not _inner(field, lines, line)]
    facts = [
        (0, field.fact(
            field.ground.office.registers[str(lines["register"].iat[line])],
            int(rows[line]),
            ("not urged", *_matter(field, lines, line)),
            step=str(lines["step"].iat[line]),
            said=Said(NOT_URGED, (("day", str(due_for[line])),)),
        ))
        for line in chosen
        if _matter(field, lines, line) not in told
    ]  # fmt: skip
    return tallied(np.zeros(len(chosen), dtype=np.int64), facts, 1)


def _to_be_urged(field: Field, lines: pd.DataFrame, day: object) -> np.ndarray:
    """Per line whether it was open that day, held by a department, and as late as the first level asks."""
    on = np.datetime64(str(day))
    done, due = (lines[name].to_numpy().astype("datetime64[D]") for name in ("done", "due"))
    late = field.workdays.count(due, np.full(len(due), on))
    least = np.full(len(lines), np.iinfo(np.int64).max)
    registers = lines["register"].to_numpy()
    for level in field.ground.rules.ladder:
        if level.level > 0 and level.from_days > 0:
            own = np.isin(registers, level.registers) if level.registers else np.ones(len(lines), dtype=bool)
            own &= lines["urgency"].isin(level.urgencies).to_numpy() if level.urgencies else True
            least = np.where(own, np.minimum(least, level.from_days), least)
    held = (lines["holder_kind"] == HolderKind.DEPARTMENT.value).to_numpy()
    began = ~(lines["start"].to_numpy() > on)
    found: np.ndarray = held & began & (np.isnat(done) | (done > on)) & (late >= least)
    return found


def _told(field: Field, upto: object) -> frozenset[MatterId]:
    return frozenset(n.told.matter for n in field.post.standing() if str(n.as_of) <= str(upto))


def _matter(field: Field, lines: pd.DataFrame, line: int) -> MatterId:
    name = str(lines["register"].iat[line])
    record = str(field.ground.office.registers[name].keys[int(lines["row"].to_numpy()[line])])
    return MatterId(name, record, str(lines["step"].iat[line]))


def _inner(field: Field, lines: pd.DataFrame, line: int) -> bool:
    register = field.ground.office.registers[str(lines["register"].iat[line])]
    return register.inner(int(lines["row"].to_numpy()[line]), field.ground.rules.settings.inner_levels)


@method("S114", marked("Numbers withdrawn: so much off for each percentage point"))
def withdrawn(asked: Asked) -> Sequence[Counted] | Said:
    """Of the notice numbers given within the period those that are void since. Parameters: 每百分点 (what each
    percentage point takes off), 编号 (the number series)."""
    field, series = asked.field, asked.words("编号")
    if asked.subjects.kind is not Subject.OFFICE:
        return Said(ONLY_OFFICE)
    period = field.ground.period
    given = [n for n in field.post.numbers if period.first <= n.as_of <= period.last and n.series in series]
    if not given:
        return Said(NO_NUMBER_GIVEN)
    struck = {n.number for n in field.post.notices} - {n.number for n in field.post.standing()}
    facts = tuple(
        Fact(
            identity=("withdrawn", number.text),
            origin=Origin(LEDGER),
            record=number.text,
            title=number.key.kind,
            step="",
            person="",
            said=Said(WITHDRAWN, (("number", number.text), ("reason", number.void or Disposal.VOID.value))),
            number=number.text,
        )
        for number in given
        if number.void or number.text in struck
    )
    each = 100 * asked.number("每百分点") / len(given)
    return [Counted(len(given), facts, How.FAULTS, each=each)]


@method("S119", marked("Overdue without asking for an extension (for deductions)"))
def not_asked(asked: Asked) -> Sequence[Counted] | Said:
    """Tasks of the subject that fell due within the period, were not done in time, and for which no extension was asked
    by the first due day; only those a notice told of, with its number. Lateness an indicator took already is left
    out: one fact is deducted once."""
    chosen = due_lines(asked)
    owners, late = late_lines(asked, chosen)
    numbers = _numbers(asked.field)
    facts = [
        (owner, _proved(fact, number))
        for owner, fact in zip(owners, late, strict=True)
        if (number := numbers.get(MatterId(fact.identity[1], fact.record, fact.step), ""))
        and not _extension_asked(asked.field, fact)
    ]
    return tallied(asked.subjects.lines[chosen], facts, len(asked.subjects))


def _proved(fact: Fact, number: str) -> Fact:
    said = Said(NOT_ASKED, (("days", str(fact.days_over)), ("number", number)))
    return replace(fact, number=number, said=said)


def _numbers(field: Field) -> dict[MatterId, str]:
    """Matter → the number of the first notice that told of it."""
    found: dict[MatterId, str] = {}
    for notice in field.post.standing():
        found.setdefault(notice.told.matter, notice.number)
    return found


def _extension_asked(field: Field, fact: Fact) -> bool:
    register, row = field.ground.office.registers[fact.identity[1]], int(fact.identity[2])
    asked, due = (field.days(register, role)[row].astype("datetime64[D]") for role in ("extension_asked", "due"))
    return bool(asked <= due)
