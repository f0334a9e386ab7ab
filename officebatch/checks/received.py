"""Registers of received papers: which papers are noted as done, which are still open, by day and step."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from officebatch.checks.linked import Timeline
from officebatch.model.vocabulary import STATUS_DONE, HolderKind, Kind
from officebatch.rulebook.sheets import Required

if TYPE_CHECKING:
    from officebatch.checks.scope import OfficeScope, RegisterScope
    from officebatch.rulebook.rules import RuleBook
    from officebatch.rulebook.sheets import Step


class Received:
    """One register of received papers. A paper is closed by its state, its done day or the day of the closing step; it
    is open where all of these are empty; a cell that could not be read makes it neither."""

    def __init__(self, scope: RegisterScope) -> None:
        self.scope = scope
        self.day = Timeline(scope.days(scope.field("received")))

    @cached_property
    def fields(self) -> tuple[str, ...]:
        """The day fields that close a paper, the one to be shown first; those that have a column."""
        register, step = self.scope.register, closing_step(self.scope.rules, self.scope.register.name)
        found = (register.role("done"), step.date_field if step is not None else None)
        return tuple(dict.fromkeys(name for name in found if name and name in register.shown))

    @cached_property
    def closed(self) -> np.ndarray:
        """Per row: whether the paper is noted as done."""
        done = self.scope.among("status", STATUS_DONE)
        for name in self.fields:
            done = done | (self.scope.days(name) <= self.scope.today)
        found: np.ndarray = done & ~self.scope.void
        return found

    @cached_property
    def open(self) -> np.ndarray:
        """Per row: whether nothing notes the paper as done."""
        found: np.ndarray = ~self.scope.among("status", STATUS_DONE) & ~self.scope.void & bool(self.fields)
        for name in self.fields:
            found &= self.scope.empty(name)
        return found

    def closed_on(self, row: int) -> str:
        """The day that closes a paper, as it stands there; its state where no day does."""
        texts = [self.scope.register.text(row, name) for name in self.fields]
        return next(filter(None, texts), self.text(row, "status"))

    def text(self, row: int, role: str) -> str:
        """The shown text of a role's cell."""
        return self.scope.register.text(row, self.scope.register.role(role) or "")


def received_registers(office: OfficeScope) -> tuple[Received, ...]:
    """The registers of received papers, looked through once for all checks."""
    known = office.kept.get("received")
    if not isinstance(known, tuple):
        found = (office.within(register) for register in office.of_kind(Kind.FLOW) if register.role("received"))
        known = office.kept["received"] = tuple(Received(scope) for scope in found)
    return known


def closing_step(rules: RuleBook, register: str) -> Step | None:
    """The step by which a received paper is noted as done: the first required one after the department's last; that
    one itself where nothing follows."""
    of = next((steps for (_, name), steps in rules.processes.items() if name == register), ())
    steps = [step for step in of if step.required is Required.YES]
    held = [place for place, step in enumerate(steps) if step.holder is HolderKind.DEPARTMENT]
    return steps[min(held[-1] + 1, len(steps) - 1)] if held else None
