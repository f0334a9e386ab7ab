"""What the office's own expressions and conditions in sheet 指标 give, asked of `query` once for all."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from officebatch.model.score import Said
from officebatch.model.workdays import Workdays
from officebatch.wording import marked

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from officebatch.model.office import Office
    from officebatch.query import Looked
    from officebatch.rulebook.judging import Indicator
    from officebatch.rulebook.rules import RuleBook

KEY = "late"
NO_EXPRESSION = marked("sheet 指标 gives no 算式")
NO_COLUMN = marked("register {register} has no column for the field “{field}”")


class Own:
    """Answers by indicator code: values of a 算式 (NaN: does not count), rows a condition keeps, or why neither is."""

    def __init__(self, values: Mapping[str, np.ndarray | Said], kept: Mapping[str, np.ndarray | Said]) -> None:
        self._values, self._kept = values, kept

    def value(self, indicator: Indicator) -> np.ndarray | Said:
        """Per row what the expression gives; why there is none."""
        return self._values.get(indicator.code, Said(NO_EXPRESSION))

    def kept(self, indicator: Indicator) -> np.ndarray | None:
        """Per row whether the condition holds; None where there is no condition."""
        kept = self._kept.get(indicator.code)
        return None if kept is None or isinstance(kept, Said) else kept

    def refused(self, indicator: Indicator) -> Said | None:
        """Why the condition cannot be asked."""
        kept = self._kept.get(indicator.code)
        return kept if isinstance(kept, Said) else None


def ask(office: Office, rules: RuleBook, as_of: date) -> Own:
    """All of sheet 指标; without a line that needs it no process is started."""
    wanted = [i for i in rules.indicators if (i.expression or i.condition) and _read(office, i)]
    if not wanted:
        return Own({}, {})
    from officebatch.query import QueryFault, Question, Session, of_register

    tables = {name: of_register(register) for name, register in office.registers.items()}
    values: dict[str, np.ndarray | Said] = {}
    kept: dict[str, np.ndarray | Said] = {}
    with Session(rules.schema, lambda: Workdays.of(rules.calendar, rules.settings.hours)) as session:

        def answered(register: str, text: str) -> np.ndarray | Said:
            try:
                looked = session.look(Question(register, text))
                return _lacking(looked, office) or session.ask(looked, tables, as_of)
            except QueryFault as fault:
                return Said(fault.message, fault.values)

        for indicator in wanted:
            if indicator.condition:
                answer = answered(indicator.register, indicator.condition)
                kept[indicator.code] = answer if isinstance(answer, Said) else answer == 1
            if indicator.expression:
                values[indicator.code] = answered(indicator.register, indicator.expression)
    return Own(values, kept)


def _read(office: Office, indicator: Indicator) -> bool:
    register = office.registers.get(indicator.register)
    return register is not None and bool(register.parts)


def _lacking(looked: Looked, office: Office) -> Said | None:
    for name, fields in looked.uses.items():
        for field in fields:
            if name not in office.registers or field not in office.registers[name].shown:
                return Said(NO_COLUMN, (("register", name), ("field", field)))
    return None
