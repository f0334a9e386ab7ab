"""台账更正清单: to whoever keeps a register, the wrong entries in it that he alone can mend."""

from __future__ import annotations

from typing import TYPE_CHECKING

from officebatch.model.paper import AudienceKind
from officebatch.model.register import shown_key
from officebatch.model.vocabulary import Mends
from officebatch.outputs.registry import Draft, paper
from officebatch.outputs.sheet import Column, Row, Sheet, numbered, workbook
from officebatch.wording import marked, say

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from officebatch.model.finding import Finding
    from officebatch.outputs.desk import Desk
    from officebatch.outputs.sheet import Cell
    from officebatch.rulebook.sheets import OutputRule

TITLE = marked("List of entries to be corrected in the registers")
COLUMNS = (
    Column(marked("No."), 5, middle=True),
    Column(marked("Register"), 11, middle=True),
    Column(marked("Record number"), 16),
    Column(marked("Column of the register"), 11, middle=True),
    Column(marked("Place in the register"), 24),
    Column(marked("What stands there now"), 22),
    Column(marked("What is wrong with it"), 40),
    Column(marked("Suggested (nothing is changed by itself)"), 18),
    Column(marked("What was done"), 9, (marked("corrected"), marked("left as it is")), middle=True),
    Column(marked("Reason where it is left"), 16),
    Column(marked("Corrected by"), 9, middle=True),
    Column(marked("Corrected on"), 11, middle=True),
)
SUGGESTED = "meant"  # the value of a finding that says what the cell should read


@paper("台账更正清单", marked("List of entries a register's keeper has to correct"))
def keeper_list(desk: Desk, rule: OutputRule) -> Iterator[Draft]:
    """One a keeper, over all registers he keeps, in their order; registers without one are the office's own.

    What leaves the office tells of no record from before the start day, and of an inner one its place alone.
    """
    found: dict[tuple[AudienceKind, str], list[Finding]] = {}
    keepers = {register.name: keeper(desk, register.keeper) for register in desk.rules.registers}
    for finding in desk.docket.findings:
        kind, name = keepers.get(finding.register) or keeper(desk, "")
        if finding.mends is Mends.KEEPER and (kind is AudienceKind.OFFICE or not desk.records.old(finding.origin)):
            found.setdefault((kind, name), []).append(finding)
    for (kind, name), wrong in found.items():

        def make(_: str, wrong: list[Finding] = wrong, leaves: bool = kind is not AudienceKind.OFFICE) -> bytes:
            return _list(desk, rule, wrong, leaves=leaves)

        yield Draft(kind, name, len(wrong), make)


def keeper(desk: Desk, named: str) -> tuple[AudienceKind, str]:
    """For whom the list of a register is whose keeper sheet 台账 names so: a person, a department, or nobody."""
    own = desk.rules.settings.office_department
    name = desk.rules.department_names.get(named, named) or own
    if name == own:
        return AudienceKind.OFFICE, own
    return AudienceKind.DEPARTMENT if desk.rules.department(name) is not None else AudienceKind.PERSON, name


def _list(desk: Desk, rule: OutputRule, wrong: list[Finding], *, leaves: bool) -> bytes:
    order = {register.name: place for place, register in enumerate(desk.rules.registers)}
    rows = {name: _rows(desk, name) for name in dict.fromkeys(f.register for f in wrong)}
    placed = sorted(
        wrong, key=lambda f: (order.get(f.register, len(order)), rows[f.register].get(f.record, -1), f.origin)
    )
    lines = numbered(Row(_cells(desk, f, rows[f.register], leaves=leaves)) for f in placed)
    above = (
        say(TITLE),
        desk.made_line(),
        say("Please look each entry up, correct it in the register yourself, and say here what was done."),
    )
    registers = desk.registers_from(rule)
    sheet = Sheet(say(TITLE), above, COLUMNS, lines, registers=registers, rules=desk.rules.file)
    return workbook(rule.name, [sheet])


def _rows(desk: Desk, register: str) -> Mapping[str, int]:
    """Record key → row position; empty for what was not read as a register."""
    read = desk.docket.office.registers.get(register)
    return {str(key): row for row, key in enumerate(read.keys)} if read is not None else {}


def _cells(desk: Desk, finding: Finding, rows: Mapping[str, int], *, leaves: bool) -> tuple[Cell, ...]:
    inner = leaves and desk.records.inner(finding.origin)
    said: tuple[Cell, ...] = (
        (None, say("{finding} (an inner matter: see the register)", finding=say(finding.title)), None)
        if inner
        else (_standing(desk, finding, rows), finding.text(), dict(finding.values).get(SUGGESTED))
    )
    known_by = None if inner else shown_key(finding.record)
    return (finding.register, known_by, finding.field, finding.origin, *said, None, None, None, None)


def _standing(desk: Desk, finding: Finding, rows: Mapping[str, int]) -> str:
    """The text of the cell as it is shown; "" where the finding speaks of no one cell."""
    row = rows.get(finding.record)
    if row is None or not finding.origin.row or not finding.field:
        return ""
    return desk.docket.office.registers[finding.register].text(row, finding.field) or say("(empty)")
