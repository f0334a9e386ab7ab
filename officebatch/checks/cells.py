"""RD2 and RD301: single cells. What could not be read, and what must be there."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np

from officebatch.checks.check import Hit, Told, check
from officebatch.checks.scope import OfficeScope, RegisterScope
from officebatch.model.condition import Condition
from officebatch.model.report import TroubleKind
from officebatch.model.vocabulary import FieldType, Kind, Mends, Severity
from officebatch.rulebook.sheets import Required
from officebatch.wording import marked

if TYPE_CHECKING:
    from collections.abc import Iterator

    from officebatch.model.register import Unread


_DATES = (FieldType.DATE, FieldType.DATETIME)
_NUMBERS = (FieldType.INTEGER, FieldType.NUMBER, FieldType.PERCENT)
_WHEN = marked("{field} is empty, though {when} asks for it. Enter it.")
_BARE = re.compile(r"[0-9.]+")
_SCALE = marked(
    "“{text}” may mean a share of 1 or a number of percent: the column holds both. Write it with a percent sign."
)
# Empty cells of these roles are findings of their own checks.
_ELSEWHERE = {Kind.DUTIES: ("holder_a", "holder_b", "standard"), Kind.TASKS: ("done",)}


@check(
    "RD201",
    title=marked("Not a date"),
    severity=Severity.ERROR,
    mends=Mends.KEEPER,
    basis="惯例",
    message=marked("“{text}” cannot be read as a date. Enter a day of the calendar, such as 2026-03-05."),
    over=RegisterScope,
    echoes=True,
    breaks="""
        督办台账
        督办编号   | 完成时限
        DB2026-001 | 2026-13-05
        DB2026-002 | 待定
    """,
    holds="""
        督办台账
        督办编号   | 完成时限
        DB2026-001 | 2026-03-05
        DB2026-002 |
    """,
)
def dates_are_dates(scope: RegisterScope) -> Iterator[Hit]:
    """A date cell must hold a day of the calendar. What the checks and limits need of such a row is left out."""
    yield from quoted(scope.unread(*_DATES))


@check(
    "RD202",
    title=marked("Not a number"),
    severity=Severity.ERROR,
    mends=Mends.KEEPER,
    basis="惯例",
    message=marked("“{text}” cannot be read as a number. Enter digits only."),
    over=RegisterScope,
    echoes=True,
    breaks="""
        督办台账
        督办编号   | 延期次数
        DB2026-001 | 多次
    """,
    holds="""
        督办台账
        督办编号   | 延期次数
        DB2026-001 | 2
    """,
)
def numbers_are_numbers(scope: RegisterScope) -> Iterator[Hit]:
    """A cell for a number, a share or a count must hold one."""
    for cell in scope.unread(*_NUMBERS):
        share = cell.type is FieldType.PERCENT and _BARE.fullmatch(cell.text.strip())
        yield Hit(cell.row, (cell.field,), {"text": cell.text, "field": cell.field}, message=_SCALE if share else "")


@check(
    "RD203",
    title=marked("Cell with an error"),
    severity=Severity.ERROR,
    mends=Mends.KEEPER,
    basis="惯例",
    message=marked("The formula in this cell ends in an error. Mend the formula or enter the value itself."),
    over=OfficeScope,
    echoes=True,
    breaks="""
        督办台账
        督办编号   | 完成时限
        DB2026-001 | #N/A
    """,
    holds="""
        督办台账
        督办编号   | 完成时限
        DB2026-001 | 2026-03-05
    """,
)
def no_error_cells(scope: OfficeScope) -> Iterator[Told]:
    """A cell must not show an error such as #N/A, #REF! or #VALUE!."""
    yield from map(Told, scope.troubles(TroubleKind.ERROR_CELL))


@check(
    "RD204",
    title=marked("Formula never calculated"),
    severity=Severity.WARNING,
    mends=Mends.KEEPER,
    basis="惯例",
    message=marked("The formula in this cell has no value yet. Open the workbook in Excel or WPS and save it once."),
    over=OfficeScope,
    echoes=True,
    breaks="""
        督办台账
        督办编号   | 完成时限
        DB2026-001 | =B1+30
    """,
    holds="""
        督办台账
        督办编号   | 完成时限
        DB2026-001 | 2026-03-05
    """,
)
def formulas_are_calculated(scope: OfficeScope) -> Iterator[Told]:
    """A formula must have been calculated: a workbook written by a program may hold formulas without values."""
    yield from map(Told, scope.troubles(TroubleKind.UNCALCULATED))


@check(
    "RD205",
    title=marked("Several days where one is due"),
    severity=Severity.WARNING,
    mends=Mends.KEEPER,
    basis="惯例",
    message=marked(
        "“{text}” names several days; {day} counts, the first of them. Enter one day here, and an extension that was "
        "granted in its own columns."
    ),
    over=OfficeScope,
    echoes=True,
    breaks="""
        督办台账
        督办编号   | 完成时限
        DB2026-001 | 2026-06-30→2026-07-15
    """,
    holds="""
        督办台账
        督办编号   | 完成时限
        DB2026-001 | 2026-06-30
    """,
)
def one_day_is_due(scope: OfficeScope) -> Iterator[Told]:
    """A cell that says until when must name one day. Of several the first counts: an extension needs its proof."""
    for trouble in scope.troubles(TroubleKind.SEVERAL_DAYS):
        yield Told(trouble, {"text": "", "day": "", **dict(trouble.values)})


@check(
    "RD301",
    title=marked("Required cell empty"),
    severity=Severity.ERROR,
    mends=Mends.KEEPER,
    basis="单位制度",
    message=marked("{field} is empty, though it must be filled in. Enter it."),
    over=RegisterScope,
    breaks="""
        发文登记簿
        发文字号          | 标题
        临电办〔2026〕1号 |
    """,
    holds="""
        发文登记簿
        发文字号          | 标题
        临电办〔2026〕1号 | 关于春季检修的通知
        临电办〔2026〕2号 | 作废
    """,
)
def required_cells_are_filled(scope: RegisterScope) -> Iterator[Hit]:
    """A field the rule book calls required (sheet 字段, 必填 是) must not be empty; with a condition there, as
    [会签部门], it must not be empty in the records the condition holds of.

    A column that is missing altogether is one finding of its own; the cells of steps are judged by the checks of
    steps; records struck out are left alone.
    """
    elsewhere = {scope.register.roles.get(role) for role in _ELSEWHERE.get(scope.register.kind, ())} | scope.step_fields
    for rule in scope.rules.fields_by_register.get(scope.register.name, ()):
        if rule.required is Required.NO or rule.field in elsewhere:
            continue
        empty, when, message = scope.empty(rule.field) & ~scope.void, {}, ""
        if scope.register.listed:  # said on another line of the case
            empty &= scope.register.frame[rule.field].isna().to_numpy()
        if isinstance(rule.required, Condition):
            empty &= rule.required.holds(scope.register)
            when, message = {"when": str(rule.required)}, _WHEN
        for row in np.flatnonzero(empty):
            yield Hit(int(row), (rule.field,), {"field": rule.field, **when}, message=message)


def quoted(cells: Iterator[Unread]) -> Iterator[Hit]:
    """Unreadable cells as hits that quote them."""
    return (Hit(cell.row, (cell.field,), {"text": cell.text, "field": cell.field}) for cell in cells)
