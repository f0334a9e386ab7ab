"""What became of every check in an examination: broken, held, not looked at because, could not be run, switched off."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from officebatch.checks.findings import CRASHED
from officebatch.checks.own import title_of
from officebatch.checks.runner import rule_of
from officebatch.checks.scope import OfficeScope, ProcessScope
from officebatch.checks.shelf import all_checks
from officebatch.model.finding import CheckResult, CheckState, Skipped
from officebatch.model.vocabulary import Kind
from officebatch.rulebook.schema.words import ROLE_TITLES
from officebatch.wording import marked

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from officebatch.checks.runner import AnyCheck
    from officebatch.model.finding import Finding
    from officebatch.model.office import Office
    from officebatch.model.register import Register
    from officebatch.rulebook.rules import RuleBook

_NONE_READ = marked("no register of kind {kinds} was read")


def results(
    office: Office, rules: RuleBook, findings: Sequence[Finding], skipped: Sequence[Skipped]
) -> tuple[CheckResult, ...]:
    """One line a check, in the order of the codes, the office's own behind."""
    told = Counter(f.code for f in findings if f.title != CRASHED)
    failed = {f.code for f in findings if f.title == CRASHED}
    accepted = Counter(s.finding.code for s in skipped if s.finding is not None)
    left = _left_out(skipped)

    def result(code: str, title: str, because: tuple[Skipped, ...], *, blind: bool, on: bool = True) -> CheckResult:
        faulty = any(one.faulty for one in because)
        state = (
            CheckState.OFF if not on
            else CheckState.FAILED if code in failed or faulty
            else CheckState.BROKEN if told[code]
            else CheckState.SKIPPED if blind
            else CheckState.HELD
        )  # fmt: skip
        lacking = tuple(dict.fromkeys(dict(one.values)["register"] for one in because if one.lacking))
        return CheckResult(code, title, state, told[code], accepted[code], lacking if on else (), because if on else ())

    built = (
        result(one.code, one.title, because, blind=blind, on=rule_of(one, rules).on)
        for one in all_checks()
        for blind, because in (_blind(one, office, left.get(one.code, ())),)
    )
    own = (
        result(line.code, title_of(line), because, blind=bool(because))
        for line in rules.own_checks
        for because in (left.get(line.code, ()),)
    )
    return (*built, *own)


def _left_out(skipped: Sequence[Skipped]) -> Mapping[str, tuple[Skipped, ...]]:
    """Code → where its check could not look."""
    found: dict[str, tuple[Skipped, ...]] = {}
    for one in skipped:
        if one.finding is None:
            code = dict(one.values).get("code", "")
            found[code] = (*found.get(code, ()), one)
    return found


def _blind(one: AnyCheck, office: Office, left: tuple[Skipped, ...]) -> tuple[bool, tuple[Skipped, ...]]:
    """Whether a check had nothing to look at anywhere, and why it did not look somewhere."""
    registers = [r for r in office.registers.values() if r.parts and (not one.kinds or r.kind in one.kinds)]
    if one.over is OfficeScope:
        missing = (*_missing_kinds(one, registers), *_missing_roles(one, registers))
        return bool(missing), (*left, *missing)
    if one.over is ProcessScope:
        passed = {register for _, register in office.events}
        registers = [r for r in registers if r.name in passed]
    if not registers:
        return True, (*left, Skipped("{code}", _NONE_READ, (("code", one.code), ("kinds", _kinds(one.kinds)))))
    without = {dict(lacking.values).get("register") for lacking in left}
    return all(register.name in without for register in registers), left


def _missing_kinds(one: AnyCheck, registers: Sequence[Register]) -> Iterator[Skipped]:
    """The kinds of register a check across registers needs and none was read of."""
    for kind in one.kinds:
        if not any(register.kind is kind for register in registers):
            yield Skipped("{code}", _NONE_READ, (("code", one.code), ("kinds", _kinds((kind,)))))


def _missing_roles(one: AnyCheck, registers: Sequence[Register]) -> Iterator[Skipped]:
    """The roles a check across registers needs and none of them has a column for."""
    because = marked("no register has a column for the role “{role}”")
    for need in one.needs:
        roles = need.split("|")
        if not any(register.role(role) for register in registers for role in roles):
            said = "、".join(ROLE_TITLES[role] for role in roles)
            yield Skipped("{code}", because, (("code", one.code), ("role", said)))


def _kinds(kinds: Sequence[Kind]) -> str:
    return "、".join(kind.value for kind in kinds or Kind)
