"""The desk a paper is drafted at: docket, rule book, templates, and the matters the papers speak of, prepared once."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from officebatch.model.vocabulary import HolderKind, State
from officebatch.model.workdays import Workdays
from officebatch.outputs.matters import Matter, matters
from officebatch.outputs.records import Records
from officebatch.outputs.words import day, long_day
from officebatch.wording import say

if TYPE_CHECKING:
    from collections.abc import Mapping

    from officebatch.model.docket import Docket
    from officebatch.model.finding import Finding, Skipped
    from officebatch.model.measure import Measure, Subject
    from officebatch.outputs.press import Plain
    from officebatch.outputs.shelf import Shelf
    from officebatch.rulebook.rules import RuleBook
    from officebatch.rulebook.sheets import OutputRule


WEEKLY_SERIES = "周报"


@dataclass(frozen=True)
class Desk:
    """What every kind of paper gets. skipped: what could not be made so far, grows while the run is composed."""

    docket: Docket
    rules: RuleBook
    shelf: Shelf
    skipped: list[Skipped] = field(default_factory=list)

    @property
    def issue(self) -> int:
        """The 期 of this run within its year: one more than the last run's, from where the office itself had got to."""
        year, start_day = self.docket.as_of.year, self.rules.settings.start_day
        last, series = self.docket.past.last, self.rules.settings.series.get(WEEKLY_SERIES)
        used = series.last_used if series is not None and start_day is not None and start_day.year == year else 0
        return (last.issue if last is not None and last.as_of.year == year else 0) + used + 1

    @property
    def issue_words(self) -> str:
        """The 期 as the weekly report prints it, by the office's pattern where it has one."""
        series = self.rules.settings.series.get(WEEKLY_SERIES)
        pattern = (
            series.pattern
            if series is not None and series.pattern
            else say("issue {year}-{n}", year="{年}", n="{序号}")
        )
        return pattern.replace("{年}", str(self.docket.as_of.year)).replace("{序号}", str(self.issue))

    @cached_property
    def overdue(self) -> tuple[Matter, ...]:
        """Everything open and overdue that no leader holds, live or not, inner or not."""
        frame = self.docket.deadlines.frame
        late = (frame["state"] == State.OVERDUE.value) & (frame["holder_kind"] != HolderKind.LEADER.value)
        return matters(self.docket, self.rules, late)

    @cached_property
    def due_soon(self) -> tuple[Matter, ...]:
        """Everything open and due soon that no leader holds, the nearest first."""
        frame = self.docket.deadlines.frame
        soon = (frame["state"] == State.DUE_SOON.value) & (frame["holder_kind"] != HolderKind.LEADER.value)
        return tuple(sorted(matters(self.docket, self.rules, soon), key=lambda m: m.deadline.due_day))

    def due_by(self, last: date) -> tuple[Matter, ...]:
        """Everything open, due after the as-of day up to another, that no leader holds, the nearest first."""
        frame = self.docket.deadlines.frame
        after, until = (np.datetime64(d, "D") + 1 for d in (self.docket.as_of, last))
        ahead = frame["open"] & (frame["due"] >= after) & (frame["due"] < until)
        held = matters(self.docket, self.rules, ahead & (frame["holder_kind"] != HolderKind.LEADER.value))
        return tuple(sorted(held, key=lambda m: m.deadline.due_day))

    @cached_property
    def departments(self) -> tuple[str, ...]:
        """The departments' names in 建制序."""
        return tuple(d.name for d in sorted(self.rules.departments, key=lambda d: d.order))

    def urged(self, of: tuple[Matter, ...], department: str) -> list[Matter]:
        """What of these a department holds itself, may be urged for and may read: live, no inner level."""
        return [
            m
            for m in of
            if m.holder == department
            and not m.by_office
            and m.deadline.live
            and not m.inner
            and m.deadline.holder_kind is HolderKind.DEPARTMENT
        ]

    def noticed(self, matter: Matter) -> str:
        """What the papers say of earlier notices of a matter."""
        last = self.docket.past.last
        if last is None or not matter.listed_before:
            return say("first time")
        return say("{month}-{day}\nalready overdue", month=last.as_of.month, day=last.as_of.day)

    @cached_property
    def records(self) -> Records:
        """From places back to records."""
        return Records(self.docket, self.rules)

    @cached_property
    def finding_titles(self) -> Mapping[str, str]:
        """Code of a finding of this run → its title as papers name it."""
        return {f.code: say(f.title) for f in self.docket.findings}

    @property
    def since(self) -> date:
        """The day the last run spoke of, a week before this one where there was none."""
        last = self.docket.past.last
        return last.as_of if last is not None else self.docket.as_of - timedelta(days=7)

    @property
    def appeal_by(self) -> date:
        """The last day to object: the office's working days after the issue day."""
        days = Workdays.of(self.rules.calendar, self.rules.settings.hours)
        issue = np.array([self.docket.days.issue], dtype="datetime64[D]")
        last: date = days.add(issue, self.rules.settings.appeal_days).astype("datetime64[D]")[0].item()
        return last

    def measures(self, kind: Subject, subject: str) -> tuple[Measure, ...]:
        """The measures of one subject, in their order."""
        return tuple(m for m in self.docket.measures if m.subject_kind is kind and m.subject == subject)

    def compared(self, finding: Finding) -> str:
        """Whether the last run knew a finding; "" before the first run."""
        last = self.docket.past.last
        if last is None:
            return ""
        return say("known before") if finding.identity in last.findings else say("new since last time")

    def place(self, department: str) -> int:
        """The place of a department in 建制序; what is no department comes last."""
        return self.departments.index(department) if department in self.departments else len(self.departments)

    def registers_from(self, rule: OutputRule) -> str:
        """The way from the folder of a paper to the registers: the run stands in `runs/<day>/` of the workspace."""
        return "/".join([".."] * (2 + rule.file_name.count("/")) + ["registers"])

    def made_line(self) -> str:
        """Under a list's title: what day it speaks of, who made it."""
        days, settings = self.docket.days, self.rules.settings
        return say(
            "As of {as_of}    made by: {made_by}    reviewed by: {head}    made on: {issue}",
            as_of=long_day(days.as_of),
            made_by=settings.prepared_by,
            head=settings.head,
            issue=day(days.issue),
        )

    def lateness_line(self) -> str:
        """`made_line` of a list that counts days."""
        return say("{made}    unit: working days", made=self.made_line())

    def word(self, rule: OutputRule, department: str, context: Mapping[str, Plain], title: str) -> bytes:
        """A Word paper from the rule's template with what every paper says. Raises Refused."""
        settings = self.rules.settings
        common: dict[str, Plain] = {
            "稿别": say("draft for checking"),
            "单位": settings.full_name,
            "署名": settings.office_name,
            "联系人": settings.contact,
            "电话": settings.telephone,
            "称谓": settings.address,
            "编号": say("(to be numbered when signed)"),
        }
        return self.shelf.press(rule.template or rule.kind, department, common | dict(context), title)
