"""The desk a paper is drafted at: docket, rule book, templates, and the matters the papers speak of, prepared once."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from officebatch.model.form import mark
from officebatch.model.notice import Told
from officebatch.model.paper import AudienceKind
from officebatch.model.register import shown_key
from officebatch.model.vocabulary import HolderKind, State
from officebatch.model.workdays import Workdays
from officebatch.outputs.matters import Matter, matters
from officebatch.outputs.records import Records
from officebatch.outputs.registry import Draft
from officebatch.outputs.words import answered, day, long_day, named, quoted
from officebatch.wording import say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from officebatch.model.approval import Signing
    from officebatch.model.docket import Docket
    from officebatch.model.finding import Finding, Skipped
    from officebatch.model.measure import Measure, Subject
    from officebatch.model.paper import Artifact
    from officebatch.model.returned import Written
    from officebatch.outputs.originals import Originals
    from officebatch.outputs.press import Plain
    from officebatch.outputs.registry import Prepared
    from officebatch.outputs.shelf import Shelf
    from officebatch.rulebook.rules import RuleBook
    from officebatch.rulebook.sheets import OutputRule


@dataclass(frozen=True)
class Desk:
    """What every kind of paper gets. signing: None for drafts. words: what people wrote into lists of this run before.
    originals: the registers' workbooks; None: not at hand.

    skipped, prepared, artifacts: what could not be made, what became of each draft, the files made so far; they grow
    while the run is composed.
    """

    docket: Docket
    rules: RuleBook
    shelf: Shelf
    signing: Signing | None = None
    words: Mapping[str, Written] = field(default_factory=dict)
    originals: Originals | None = None
    skipped: list[Skipped] = field(default_factory=list)
    prepared: list[Prepared] = field(default_factory=list)
    artifacts: list[Artifact] = field(default_factory=list)

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

    def ladder(self, kind: str) -> tuple[Matter, ...]:
        """What this run urges in papers of one kind: urgent ones first, the latest or nearest first, by number."""
        return tuple(m for m in self._urged if m.urging is not None and m.urging.paper == kind)

    @cached_property
    def _urged(self) -> tuple[Matter, ...]:
        import pandas as pd  # the press of an office's own templates, a process apart, comes by here without it

        frame = self.docket.deadlines.frame
        urged = {(u.matter.register, u.row, u.matter.what, u.pass_) for u in self.docket.urgings}
        lines = zip(*(frame[name].tolist() for name in ("register", "row", "step", "pass")), strict=True)
        held = pd.Series([line in urged for line in lines], index=frame.index, dtype=bool)
        return matters(self.docket, self.rules, held)

    def notices(self, kind: str, department: str) -> Iterator[tuple[str, list[Matter]]]:
        """The matters of each notice of a kind to a department: those the ladder wants together, then each of the
        others alone, under what its paper is known by."""
        urged = self.urged(self.ladder(kind), department)
        alone = [m for m in urged if m.urging is not None and m.urging.one_a_matter]
        if together := [m for m in urged if m not in alone]:
            yield "", together
        items = [(m.number or shown_key(m.key)) + m.key[len(shown_key(m.key)) :] for m in alone]
        for matter, item in zip(alone, items, strict=True):
            yield item if items.count(item) == 1 else " ".join(matter.identity), [matter]

    def noticed(self, matter: Matter, apart: str = "\n") -> str:
        """The last notice of a matter: its number, its day, the answer to it; the first time where there was none."""
        past = self.docket.past.told(matter.identity)
        return quoted(past[-1], apart) if past else say("first time")

    def numbered(self, matter: Matter) -> str:
        """The last notice of a matter as the lists name it: number (or kind) and day; "" where there was none."""
        past = self.docket.past.told(matter.identity)
        return named(past[-1], "\n") if past else ""

    def answer(self, matter: Matter) -> str:
        """What came back to the last notice of a matter, "" where there was none."""
        past = self.docket.past.told(matter.identity)
        return answered(past[-1]) if past else ""

    def told(self, matter: Matter) -> Told:
        """A matter of the ladder as the ledger and the notice book keep it. Raises ValueError for another matter."""
        urging = matter.urging
        if urging is None:
            raise ValueError(f"not urged: {matter.identity}")
        previous = urging.previous
        return Told(
            matter=matter.identity,
            level=urging.level,
            due=matter.deadline.due_day,
            number=matter.number,
            title=matter.title,
            stage=matter.step,
            answer_by=urging.answer_by,
            before=previous.told.level if previous is not None else None,
        )

    def notice(
        self, kind: str, audience: str, urged: Sequence[Matter], make: Callable[[str], bytes], item: str = ""
    ) -> Draft:
        """The draft of a notice of the ladder to a department about these matters: one day to answer for all."""
        return Draft(
            audience_kind=AudienceKind.DEPARTMENT,
            audience=audience,
            matters=len(urged),
            make=make,
            item=item,
            series=next((m.urging.series for m in urged if m.urging is not None), ""),
            told=tuple(replace(self.told(m), answer_by=self.answer_by(kind, urged)) for m in urged),
            longest=max((m.deadline.days_late for m in urged), default=0),
        )

    def answer_by(self, kind: str, urged: Sequence[Matter] = ()) -> date:
        """Until when an answer is asked: the first day the ladder gives one of them, else the day of the paper."""
        asked = [m.urging.answer_by for m in urged if m.urging is not None and m.urging.answer_by is not None]
        return min(asked, default=self.docket.days.answer_by.get(kind, self.docket.days.issue))

    def word_on(self, *mark_of: str) -> tuple[str, str]:
        """The word and explanation people wrote to a line of a list before, by its mark; two empty texts for none."""
        written = self.words.get(mark(*mark_of))
        return (written.word, written.why) if written is not None else ("", "")

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

    def word(
        self, rule: OutputRule, department: str, context: Mapping[str, Plain], title: str, number: str = ""
    ) -> bytes:
        """A Word paper from the rule's template with what every paper says. Raises Refused."""
        settings = self.rules.settings
        common: dict[str, Plain] = {
            "稿别": say("draft for checking") if self.signing is None else "",
            "单位": settings.full_name,
            "署名": settings.office_name,
            "联系人": settings.contact,
            "电话": settings.telephone,
            "称谓": settings.address,
            "编号": number or say("(to be numbered when signed)"),
        }
        return self.shelf.press(rule.template or rule.kind, department, common | dict(context), title)
