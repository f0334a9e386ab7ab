"""What speaks for revising a regulation or a limit, with figures, and what became of each proposal.

Against a regulation speak: findings of the list of regulations its owner must mend; at least as many findings that rest
on it as a rate needs; limits it sets that are mostly missed. Proposals only; people decide.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import TYPE_CHECKING

from officebatch.model.handbook import SOURCE, Progress, Registered, Revision
from officebatch.model.register import folded_key, shown_key
from officebatch.model.score import Said
from officebatch.model.vocabulary import STATUS_DONE, STATUS_DROPPED, HolderKind, Kind, Mends, Severity
from officebatch.wording import marked

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from officebatch.model.docket import Docket
    from officebatch.model.finding import Finding
    from officebatch.model.handbook import Regulation
    from officebatch.model.office import Office
    from officebatch.model.process import Foresight, StepFigures, Study
    from officebatch.model.register import Register
    from officebatch.rulebook.rules import RuleBook

MISSING_AREA = "REG101"
_SOURCE = re.compile(rf"{SOURCE}\(([^()]+(?:\([^()]*\)[^()]*)*)\)")
_HELD = (HolderKind.DEPARTMENT, HolderKind.OFFICE)


@dataclass(frozen=True, slots=True)
class Missed:
    """A step whose limit was kept in less than half of what was decided. better: a limit nine of ten would have kept,
    "" where the figures give none."""

    process: str
    step: StepFigures
    basis: str
    better: str

    @property
    def key(self) -> str:
        """As `whatif --limit` names it."""
        return f"{self.process}.{self.step.name}"


def missed(study: Study, rules: RuleBook) -> tuple[Missed, ...]:
    """The steps held by departments or the office that were mostly late, of at least as many as a rate needs."""
    return tuple(
        Missed(process.name, step, _basis(rules, process.name, process.register, step.name), _better(step))
        for process in study.processes
        for step in process.steps
        if step.kind in _HELD
        and step.standing.decided >= rules.settings.rate_from
        and 2 * step.standing.late > step.standing.decided
    )


def _basis(rules: RuleBook, process: str, register: str, name: str) -> str:
    return next(step.basis for step in rules.processes[process, register] if step.name == name)


def _better(step: StepFigures) -> str:
    return f"{max(math.ceil(step.days.ninth), 1)}个工作日" if step.days.n and step.limits else ""


def revisions(
    docket: Docket,
    listed: Sequence[Regulation],
    late: Sequence[Missed],
    foreseen: Foresight | None,
    rules: RuleBook,
) -> tuple[Revision, ...]:
    """Regulations in the order of the list, then what is missing, then limits of processes; last, tasks that came of an
    earlier proposal for which nothing speaks any more."""
    made = _Proposals(rules, tuple(one for one in listed if not one.repealed))
    made.from_list(docket.findings)
    made.from_breaches(docket.findings)
    made.from_limits(late, foreseen)
    tasks = _Tasks(docket.office)
    standing = [replace(one, task=tasks.of(one)) for one in made.found()]
    return (*standing, *tasks.others({one.key for one in standing}))


@dataclass
class _Proposals:
    """Reasons by what they speak against, as they are found."""

    rules: RuleBook
    listed: tuple[Regulation, ...]
    reasons: dict[str, list[Said]] = field(default_factory=dict)
    limits: dict[str, list[Said]] = field(default_factory=dict)
    steps: dict[str, list[str]] = field(default_factory=dict)
    areas: dict[str, list[Said]] = field(default_factory=dict)

    def from_list(self, findings: Sequence[Finding]) -> None:
        """Findings of the list itself that the owner of a regulation must mend."""
        known = {folded_key(one.key): one.key for one in self.listed}
        for finding in findings:
            if not finding.code.startswith("REG") or finding.mends is not Mends.OWNER:
                continue
            said = Said(finding.message, finding.values)
            if finding.code == MISSING_AREA:
                self.areas.setdefault(finding.record, []).append(said)
            elif (key := known.get(folded_key(finding.record))) is not None:
                self.reasons.setdefault(key, []).append(said)

    def from_breaches(self, findings: Sequence[Finding]) -> None:
        """Findings that rest on a regulation: so often broken, it may not fit the work. Counts only, no record."""
        counts = Counter(
            (one.key, finding.code)
            for finding in findings
            if finding.severity is not Severity.GRAVE and not finding.code.startswith("REG")
            for one in self._named(finding.basis)
        )
        for (key, code), n in counts.items():
            if n >= self.rules.settings.rate_from:
                said = Said(marked("{n} findings of check {code} rest on it"), (("n", str(n)), ("code", code)))
                self.reasons.setdefault(key, []).append(said)

    def from_limits(self, late: Sequence[Missed], foreseen: Foresight | None) -> None:
        """Limits mostly missed: of the regulation they rest on, else of the process."""
        for one in late:
            of, named = one.step.standing, self._named(one.basis)
            limit = one.step.limits[0][1] if one.step.limits else ""
            values = (("step", one.key), ("limit", limit), ("late", str(of.late)), ("decided", str(of.decided)))
            said = [Said(marked("Step {step}, limit {limit}: late {late} of {decided}"), values)]
            said += _foretold(one, foreseen)
            for target, key in [(self.reasons, r.key) for r in named] or [(self.limits, one.key)]:
                target.setdefault(key, []).extend(said)
                self.steps.setdefault(key, []).append(one.key)

    def found(self) -> Iterator[Revision]:
        """The proposals in their order."""
        for one in self.listed:
            if one.key in self.reasons:
                title = Said(marked("Revise 《{title}》"), (("title", one.title),))
                yield self._revision(one.key, title, one.department, self.reasons[one.key], inner=one.inner)
        office = self.rules.settings.office_department
        for area, said in self.areas.items():
            yield self._revision(area, Said(marked("Draw up a regulation for {area}"), (("area", area),)), office, said)
        for key, said in self.limits.items():
            title = Said(marked("Review the limit of step {step}"), (("step", key),))
            yield self._revision(key, title, office, said)

    def _named(self, basis: str) -> list[Regulation]:
        """The regulations a basis names; of 会议管理规定 and 视频会议管理规定 the longer one alone."""
        hit = [one for one in self.listed if one.title and one.title in basis]
        return [one for one in hit if not any(one.title != o.title and one.title in o.title for o in hit)]

    def _revision(
        self, key: str, title: Said, department: str, said: list[Said], *, inner: bool = False
    ) -> Revision:
        of = self.rules.department(department)
        steps = tuple(self.steps.get(key, ()))
        return Revision(key, title, department, of.leader if of else "", tuple(said), None, inner, steps)


def _foretold(one: Missed, foreseen: Foresight | None) -> Iterator[Said]:
    """What a limit nine of ten kept would have made of it, where it would have been better."""
    kept = next((k for k in foreseen.kept if (k.process, k.step, k.name) == (one.process, one.step.name, "")), None
                ) if foreseen is not None and one.better else None  # fmt: skip
    if kept is not None and kept.after[0] > kept.before[0]:
        (before, decided), (after, of) = kept.before, kept.after
        values = {"better": one.better, "before": before, "decided": decided, "after": after, "of": of}
        said = marked("under {better} it would be on time {after} of {of} instead of {before} of {decided}")
        yield Said(said, tuple((name, str(value)) for name, value in values.items()))


def _folded(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())


class _Tasks:
    """The registers of tasks, asked which task came of a proposal."""

    def __init__(self, office: Office) -> None:
        self._by_key: dict[str, Registered] = {}
        self._by_title: dict[str, Registered] = {}
        self._lines: dict[str, tuple[Register, int]] = {}
        for register in office.registers.values():
            if register.kind is Kind.TASKS:
                for row in range(len(register)):
                    self._take(register, row)

    def _take(self, register: Register, row: int) -> None:
        title = _folded(register.words(row, "title"))
        task = _registered(register, row)
        self._by_title[title] = task
        said = _folded(" ".join(register.words(row, role) for role in ("source", "remark", "title")))
        for key in _SOURCE.findall(said):
            self._by_key[key] = task  # the latest line counts
            self._lines[key] = (register, row)

    def of(self, one: Revision) -> Registered | None:
        """The task of a proposal: by its key, else by its whole title."""
        title = _folded(one.title.text())
        return self._by_key.get(_folded(one.key)) or self._by_title.get(title)

    def others(self, known: set[str]) -> Iterator[Revision]:
        """Tasks of proposals nothing speaks for any more."""
        for key in sorted(self._by_key.keys() - {_folded(k) for k in known}):
            register, row = self._lines[key]
            title = Said("{title}", (("title", register.words(row, "title")),))
            leader, department = register.words(row, "leader"), register.words(row, "department")
            yield Revision(key, title, department, leader, (), self._by_key[key])


def _registered(register: Register, row: int) -> Registered:
    def day(role: str) -> date | None:
        value = register.value(row, role)
        return value.date() if isinstance(value, datetime) else None

    status = register.words(row, "status")
    if status == STATUS_DROPPED:
        progress = Progress.DROPPED
    elif day("done") is not None or status == STATUS_DONE:
        progress = Progress.DONE
    else:
        progress = Progress.OPEN
    return Registered(register.name, shown_key(str(register.keys[row])), progress, day("due"), day("done"))
