"""How the office judges, as frozen values: one class a sheet of the rule book, as in `sheets`."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from officebatch.model.vocabulary import Mends, Severity


@dataclass(frozen=True)
class CheckRule:
    """Sheet 检查: a built-in check as the office wants it."""

    code: str
    on: bool
    severity: Severity
    mends: Mends
    parameters: Mapping[str, str] = field(default_factory=dict)
    basis: str = ""
    at: str = ""


@dataclass(frozen=True)
class OwnCheck:
    """Sheet 校验: a check of the office's own."""

    code: str
    register: str
    when: str
    must: str
    severity: Severity
    mends: Mends
    message: str
    basis: str = ""
    holds: str = ""
    breaks: str = ""
    at: str = ""


@dataclass(frozen=True)
class Indicator:
    """Sheet 指标."""

    code: str
    name: str
    category: str
    subject: str
    group: str
    nature: str
    measure: str
    register: str = ""
    condition: str = ""
    parameters: Mapping[str, str] = field(default_factory=dict)
    expression: str = ""
    full_mark: float = 0
    rule: str = ""
    cap: float | None = None
    basis: str = ""
    at: str = ""


@dataclass(frozen=True)
class Merit:
    """Sheet 加减分: a bonus, a deduction or a veto by a written document. indicator: a code of sheet 指标."""

    subject: str
    indicator: str
    day: date
    times: float = 1
    number: str = ""
    matter: str = ""
    at: str = ""


@dataclass(frozen=True)
class Grade:
    """Sheet 等级."""

    name: str
    lowest: float
    quota: str = ""
    veto: str = ""
    at: str = ""


@dataclass(frozen=True)
class Title:
    """Sheet 名目. rule: the conditions by name; places, running: None for any number."""

    name: str
    kind: str
    subject: str
    rhythm: str
    rule: str
    parameters: Mapping[str, str] = field(default_factory=dict)
    places: int | None = None
    running: int | None = None
    on: bool = True
    basis: str = ""
    at: str = ""


@dataclass(frozen=True)
class Exemption:
    """Sheet 豁免: a kind of finding accepted for a record."""

    code: str
    register: str
    record: str
    until: date | None
    reason: str
    approver: str
    at: str = ""

    def holds(self, as_of: date) -> bool:
        """Whether it is in force on a day; the last day counts."""
        return self.until is None or self.until >= as_of
