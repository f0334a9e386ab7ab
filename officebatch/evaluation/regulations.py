"""The office's regulations as its lists have them, by area and in the list's order."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from officebatch.model.handbook import Regulation
from officebatch.model.register import shown_key
from officebatch.model.vocabulary import VOID, Kind

if TYPE_CHECKING:
    from officebatch.model.office import Office
    from officebatch.model.register import Register
    from officebatch.rulebook.rules import RuleBook

AREAS = "制度类别"


def regulations(office: Office, rules: RuleBook) -> tuple[Regulation, ...]:
    """Every line with a title that was not struck out; areas in the order of sheet 选项, what has none last."""
    areas = list(dict.fromkeys(rules.choice_lists.get(AREAS, {}).values()))
    found = [
        _regulation(register, row, rules)
        for register in office.registers.values()
        if register.kind is Kind.REGULATIONS
        for row in range(len(register))
        if register.words(row, "title") and not register.words(row, "remark").startswith(VOID)
    ]
    return tuple(sorted(found, key=lambda one: areas.index(one.area) if one.area in areas else len(areas)))


def _regulation(register: Register, row: int, rules: RuleBook) -> Regulation:
    def words(role: str) -> str:
        return register.words(row, role).strip()

    def shown(role: str) -> str:
        field_id = register.role(role)
        return register.text(row, field_id).strip() if field_id is not None else ""

    def day(role: str) -> date | None:
        value = register.value(row, role)
        return value.date() if isinstance(value, datetime) else None

    return Regulation(
        key=shown_key(str(register.keys[row])) if str(register.keys[row]) else words("title"),
        title=words("title").strip("《》"),
        area=words("category"),
        number=shown("document_number"),
        version=shown("version"),
        department=words("department"),
        in_force=day("in_force"),
        expires=day("expires"),
        review_due=day("review_due"),
        status=words("status"),
        replaces=shown("replaces"),
        file=shown("file"),
        inner=register.inner(row, rules.settings.inner_levels),
    )
