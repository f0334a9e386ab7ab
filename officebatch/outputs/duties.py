"""The registers of duties as a handbook looks at them: posts by department, and who holds which as A and B."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from officebatch.model.vocabulary import Kind
from officebatch.model.wordlist import parted
from officebatch.wording import say

if TYPE_CHECKING:
    from officebatch.model.register import Register
    from officebatch.outputs.desk import Desk


@dataclass(frozen=True, slots=True)
class Duty:
    """One line: a post's duties. steps: of processes, as the cell names them."""

    department: str
    post: str
    content: str
    steps: tuple[str, ...]
    holders: tuple[str, ...]
    stand_ins: tuple[str, ...]
    standard: str
    limit: str


@dataclass(frozen=True)
class Duties:
    """All lines in the order of the departments, within one in the register's."""

    lines: tuple[Duty, ...]

    @classmethod
    def of(cls, desk: Desk) -> Duties:
        """What the registers of duties say."""
        lines = [
            _duty(register, row)
            for register in desk.docket.office.registers.values()
            if register.kind is Kind.DUTIES
            for row in range(len(register))
        ]
        return cls(tuple(sorted(lines, key=lambda line: desk.place(line.department))))

    def named(self, step: str) -> str:
        """Who answers for a step, on one line; "" where nobody is entered."""
        holders, stand_ins = self._for(step)
        if not holders:
            return ""
        said = say("A: {people}", people="、".join(holders))
        return said + (say(" (B: {people})", people="、".join(stand_ins)) if stand_ins else "")

    def told(self, step: str) -> str:
        """The same on a line each, a dash where nobody is entered."""
        holders, stand_ins = self._for(step)
        lines = [say("A: {people}", people="、".join(holders))] if holders else []
        lines += [say("B: {people}", people="、".join(stand_ins))] if stand_ins else []
        return "\n".join(lines) or "—"

    def _for(self, step: str) -> tuple[list[str], list[str]]:
        lines = [line for line in self.lines if step in line.steps]
        holders = list(dict.fromkeys(name for line in lines for name in line.holders))
        stand_ins = dict.fromkeys(name for line in lines for name in line.stand_ins)
        return holders, [name for name in stand_ins if name not in holders]


def _duty(register: Register, row: int) -> Duty:
    def shown(role: str) -> str:
        field_id = register.role(role)
        return register.text(row, field_id).strip() if field_id is not None else ""

    return Duty(
        department=register.words(row, "department"),
        post=shown("post") or shown("title"),
        content=shown("content") or shown("title"),
        steps=parted(shown("steps")),
        holders=parted(register.words(row, "holder_a")),
        stand_ins=parted(register.words(row, "holder_b")),
        standard=shown("standard"),
        limit=shown("limit"),
    )
