"""Runs the checks over the office: which are on, what each looks at, what was skipped and why.

A check that crashes becomes one finding that names its code and the kind of error, never what stood in a cell;
the others go on.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from officebatch.checks.check import Check, Hit
from officebatch.checks.course import Course, lay_out
from officebatch.checks.exemptions import without_exempted
from officebatch.checks.findings import Maker, crashed
from officebatch.checks.own import own_checks
from officebatch.checks.scope import OfficeScope, ProcessScope, RegisterScope
from officebatch.checks.shelf import all_checks
from officebatch.model.finding import Skipped
from officebatch.model.vocabulary import Severity
from officebatch.rulebook.judging import CheckRule
from officebatch.rulebook.schema.words import ROLE_TITLES
from officebatch.wording import marked

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from officebatch.checks.check import Found
    from officebatch.model.finding import Finding
    from officebatch.model.office import Office
    from officebatch.rulebook.rules import RuleBook

AnyCheck = Check[OfficeScope] | Check[RegisterScope] | Check[ProcessScope]


def examine(office: Office, rules: RuleBook, as_of: date) -> tuple[tuple[Finding, ...], tuple[Skipped, ...]]:
    """All findings (gravest first, then register in the rule book's order, place, code), and what was not looked at.

    Runs every check sheet 检查 has on (a code absent there runs as it was built) and every line of sheet 校验.
    """
    scopes = Scopes(office, rules, as_of)
    findings, skipped = list(scopes.first[0]), list(scopes.first[1])
    for one in all_checks():
        rule = rule_of(one, rules)
        if rule.on and one.after:
            told, left = run(one, rule, scopes)
            findings += told
            skipped += left
    kept, exempted = without_exempted(findings, rules, as_of)
    return _sorted(kept, rules), (*dict.fromkeys(skipped), *_steps_without_columns(scopes), *exempted)


class Scopes:
    """What there is to look at, laid out once for all checks."""

    def __init__(self, office: Office, rules: RuleBook, as_of: date) -> None:
        self.office = OfficeScope(office, rules, as_of)
        self.maker = Maker(office, rules)

    @cached_property
    def registers(self) -> dict[str, RegisterScope]:
        """Every register, in the office's order."""
        return {name: self.office.within(r) for name, r in self.office.office.registers.items()}

    @cached_property
    def courses(self) -> dict[tuple[str, str], Course]:
        """Every process over every register it runs over."""
        events = self.office.office.events
        return {key: lay_out(e, self.office.rules, self.registers[e.register]) for key, e in sorted(events.items())}

    @cached_property
    def first(self) -> tuple[tuple[Finding, ...], tuple[Skipped, ...]]:
        """What all checks found but those that look at what the others found, and where they could not look."""
        findings: list[Finding] = []
        skipped: list[Skipped] = []
        for one in all_checks():
            rule = rule_of(one, self.office.rules)
            if rule.on and not one.after:
                told, left = run(one, rule, self)
                findings += told
                skipped += left
        own, left_out = own_checks(self.office)
        for check, rule in own:
            findings += run(check, rule, self)[0]
        return tuple(findings), (*skipped, *left_out)


def rule_of(one: AnyCheck, rules: RuleBook) -> CheckRule:
    """A check as the office wants it. Secrecy cannot be switched off or made lighter."""
    built = CheckRule(one.code, one.on, one.severity, one.mends, dict(one.parameters), one.basis)
    wanted = rules.checks.get(one.code)
    if wanted is None or one.severity is Severity.GRAVE:
        return built
    return replace(wanted, parameters={**one.parameters, **wanted.parameters}, basis=wanted.basis or one.basis)


def run(one: AnyCheck, rule: CheckRule, scopes: Scopes) -> tuple[list[Finding], list[Skipped]]:
    """The findings of one check, and where it could not look."""
    findings: list[Finding] = []
    skipped: list[Skipped] = []
    known: set[tuple[object, ...]] = set()  # two days in one cell are two passes of a step, and still one cell to mend
    try:
        for scope in _looked_at(one, rule, scopes):
            register = None if isinstance(scope, OfficeScope) else scope.register
            if register is not None and (lacking := [role for role in one.needs if register.role(role) is None]):
                skipped += [_skipped(one, register.name, role) for role in lacking]
                continue
            hits: Iterator[Found] = one.find(scope)  # type: ignore[arg-type]  # `over` says which scope it takes
            for hit in hits:
                made = scopes.maker.finding(one, rule, hit, register)
                if made is not None and (place := _place(made, hit)) not in known:
                    known.add(place)
                    findings.append(made)
    except Exception as error:  # whatever it is, the other checks go on
        return [crashed(one, error)], skipped
    return findings, skipped


def _place(made: Finding, hit: Found) -> tuple[object, ...]:
    """What tells a check's findings apart."""
    if isinstance(hit, Hit) and hit.row is not None:
        return made.register, hit.row, made.field
    return made.register, made.origin, made.field, made.record


def _looked_at(one: AnyCheck, rule: CheckRule, scopes: Scopes) -> Iterator[OfficeScope | RegisterScope | ProcessScope]:
    """What one check looks at, with its parameters."""
    if one.over is OfficeScope:
        found, left = scopes.first if one.after else ((), ())
        yield replace(scopes.office, parameters=rule.parameters, found=found, left=left)
        return
    wanted = {name: s for name, s in scopes.registers.items() if not one.kinds or s.register.kind in one.kinds}
    if one.over is RegisterScope:
        for scope in wanted.values():
            yield replace(scope, parameters=rule.parameters) if rule.parameters else scope
        return
    for (_, register), course in scopes.courses.items():
        if register in wanted:
            yield ProcessScope(wanted[register], course, rule.parameters)


def _skipped(one: AnyCheck, register: str, role: str) -> Skipped:
    return Skipped(
        marked("{code} over {register}"),
        marked("the register has no column for the role “{role}”"),
        (("code", one.code), ("register", register), ("role", ROLE_TITLES[role])),
        lacking=True,
    )


def _steps_without_columns(scopes: Scopes) -> Iterator[Skipped]:
    for course in scopes.courses.values():
        for step, field_id in zip(course.steps, course.events.date_fields, strict=True):
            if not field_id:
                yield Skipped(
                    marked("the checks of step {step} over {register}"),
                    marked("the register has no column for the day of this step"),
                    (("step", step.name), ("register", course.events.register)),
                    lacking=True,
                )


def _sorted(findings: list[Finding], rules: RuleBook) -> tuple[Finding, ...]:
    order = {rule.name: i for i, rule in enumerate(rules.registers)}
    rank = {severity: severity.rank for severity in Severity}
    last = len(order)

    def place(f: Finding) -> tuple[object, ...]:
        at = f.origin
        where = at.workbook, at.sheet, at.row, at.column
        return rank[f.severity], order.get(f.register, last), *where, f.code, f.record

    return tuple(sorted(findings, key=place))
