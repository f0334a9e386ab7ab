"""Deadlines of supervised tasks: a process of one step, 办结, whose limit is a field of the record.

An extension counts only when it was asked and approved by the first due day, and both days stand in the register:
without that proof the first due day holds, for what cannot be proved must not move a date that evaluation counts
from. A long-term or dropped task has no deadline, nor one due before it began: one of the two days is wrong, which is
a finding. A paused one stands still.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from officebatch.deadlines.clock import NAT
from officebatch.deadlines.fields import Words
from officebatch.deadlines.lines import Lines
from officebatch.model.deadline import TASK_STEP
from officebatch.model.vocabulary import STATUS_DONE, STATUS_DROPPED, STATUS_LONG, STATUS_STOPPED
from officebatch.rulebook.sheets import Step

if TYPE_CHECKING:
    from officebatch.deadlines.clock import Clock
    from officebatch.deadlines.fields import Fields
    from officebatch.deadlines.holders import Holders
    from officebatch.model.workdays import Days


def task_lines(fields: Fields, holders: Holders, clock: Clock) -> Lines:
    """Deadlines of one register of tasks. Done on an unknown day: no line; a day after as-of is not known yet."""
    status, done = fields.status(), clock.known(fields.days("done"))
    known = ~np.isnat(done)
    open_ = ~fields.closed({STATUS_DONE}) & ~fields.unclear()  # what may be done is asked, not urged
    first_due = fields.days("due")
    timed = ~np.isnat(first_due) & ~(first_due < fields.days("start").astype("datetime64[D]"))
    at = np.flatnonzero((known | open_) & timed & ~status.among({STATUS_DROPPED, STATUS_LONG}))
    lexicon, departments, urgency = holders.lexicon, fields.words("department"), fields.words("urgency")
    people, register = fields.words("person"), fields.register.name
    step = Step(process="", register=register, order=1, name=TASK_STEP, person_field="", date_field="")
    own = Words(departments.codes[at], departments.words)
    held = holders.of(step, Words(np.full(len(at), -1), ()), own, np.zeros(len(at), dtype=bool))
    return Lines(
        register=np.full(len(at), lexicon.code("register", register), dtype=np.int32),
        row=at,
        line=at,
        step=np.full(len(at), lexicon.code("step", TASK_STEP), dtype=np.int32),
        pass_=np.ones(len(at), dtype=np.int16),
        start=fields.days("start")[at],
        due=_valid_due(fields)[at],
        first_due=first_due[at],
        done=np.where(open_[at], NAT, done[at]),
        open=open_[at],
        person=lexicon.codes("person", people.words)[people.codes[at]],
        department=lexicon.codes("department", departments.words)[own.codes],
        holder_kind=held.kind,
        holder=held.holder,
        urgency=lexicon.codes("urgency", urgency.words)[urgency.codes[at]],
        began=fields.days("start")[at],
        clocked=np.zeros(len(at), dtype=bool),
        calendar=np.zeros(len(at), dtype=bool),
        still=open_[at] & status.among({STATUS_STOPPED})[at],
        stood=np.zeros(len(at), dtype=np.int64),
    )


def _valid_due(fields: Fields) -> Days:
    first_due, extended_to = fields.days("due"), fields.days("extended_to")
    asked, approved = fields.days("extension_asked"), fields.days("extension_approved")
    by = first_due.astype("datetime64[D]")
    in_time = (asked.astype("datetime64[D]") <= by) & (approved.astype("datetime64[D]") <= by)
    valid = in_time & (extended_to > first_due)
    return np.where(valid, extended_to, first_due)
