"""RD2, RD3, RD9: single cells. What could not be read, what must be there, what must not be here at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from officebatch.checks.check import Hit, Told, check
from officebatch.checks.scope import OfficeScope, RegisterScope
from officebatch.model.report import TroubleKind
from officebatch.model.vocabulary import FieldType, Kind, Mends, Severity
from officebatch.rulebook.rules import Required
from officebatch.wording import marked

if TYPE_CHECKING:
    from collections.abc import Iterator

_DATES = (FieldType.DATE, FieldType.DATETIME)
_NUMBERS = (FieldType.INTEGER, FieldType.NUMBER, FieldType.PERCENT)
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
        编号       | 完成时限
        DB2026-001 | 2026-13-05
        DB2026-002 | 待定
    """,
    holds="""
        编号       | 完成时限
        DB2026-001 | 2026-03-05
        DB2026-002 |
    """,
)
def dates_are_dates(scope: RegisterScope) -> Iterator[Hit]:
    """A date cell must hold a day of the calendar. What the checks and limits need of such a row is left out."""
    yield from _unread(scope, *_DATES)


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
        编号       | 延期次数
        DB2026-001 | 多次
    """,
    holds="""
        编号       | 延期次数
        DB2026-001 | 2
    """,
)
def numbers_are_numbers(scope: RegisterScope) -> Iterator[Hit]:
    """A cell for a number, a share or a count must hold one."""
    yield from _unread(scope, *_NUMBERS)


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
        编号       | 完成时限
        DB2026-001 | #N/A
    """,
    holds="""
        编号       | 完成时限
        DB2026-001 | 2026-03-05
    """,
)
def no_error_cells(scope: OfficeScope) -> Iterator[Told]:
    """A cell must not show an error such as #N/A, #REF! or #VALUE!."""
    yield from _told(scope, TroubleKind.ERROR_CELL)


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
        编号       | 完成时限
        DB2026-001 | =B1+30
    """,
    holds="""
        编号       | 完成时限
        DB2026-001 | 2026-03-05
    """,
)
def formulas_are_calculated(scope: OfficeScope) -> Iterator[Told]:
    """A formula must have been calculated: a workbook written by a program may hold formulas without values."""
    yield from _told(scope, TroubleKind.UNCALCULATED)


@check(
    "RD301",
    title=marked("Required cell empty"),
    severity=Severity.ERROR,
    mends=Mends.KEEPER,
    basis="单位制度",
    message=marked("{field} is empty, though it must be filled in. Enter it."),
    over=RegisterScope,
    breaks="""
        文号              | 标题
        临电办〔2026〕1号 |
    """,
    holds="""
        文号              | 标题
        临电办〔2026〕1号 | 关于春季检修的通知
        临电办〔2026〕2号 | 作废
    """,
)
def required_cells_are_filled(scope: RegisterScope) -> Iterator[Hit]:
    """A field the rule book calls required (sheet 字段, 必填 是) must not be empty.

    A column that is missing altogether is one finding of its own; the cells of steps are judged by the checks of
    steps; records struck out are left alone.
    """
    elsewhere = {scope.register.roles.get(role) for role in _ELSEWHERE.get(scope.register.kind, ())} | scope.step_fields
    for rule in scope.rules.fields_by_register.get(scope.register.name, ()):
        if rule.required is Required.YES and rule.field not in elsewhere:
            for row in np.flatnonzero(scope.empty(rule.field) & ~scope.void):
                yield Hit(int(row), (rule.field,), {"field": rule.field})


@check(
    "RD302",
    title=marked("Unknown department"),
    severity=Severity.ERROR,
    mends=Mends.KEEPER,
    basis="惯例",
    message=marked(
        "“{text}” is no department of sheet 部门. Correct the name, or add it there as a short or old name."
    ),
    over=RegisterScope,
    echoes=True,
    breaks="""
        编号       | 牵头部门
        DB2026-001 | 信息中心
    """,
    holds="""
        编号       | 牵头部门
        DB2026-001 | 财务科
    """,
)
def departments_are_known(scope: RegisterScope) -> Iterator[Hit]:
    """A department must be one of sheet 部门, by its name, a short name or an old name."""
    yield from _unread(scope, FieldType.DEPARTMENT)


@check(
    "RD303",
    title=marked("Word that is no choice"),
    severity=Severity.ERROR,
    mends=Mends.KEEPER,
    basis="惯例",
    message=marked("“{text}” is none of the words for {field}{choices}. Correct it, or add it to sheet 选项."),
    over=RegisterScope,
    echoes=True,
    breaks="""
        文号              | 紧急程度
        临电办〔2026〕1号 | 特特急
    """,
    holds="""
        文号              | 紧急程度
        临电办〔2026〕1号 | 特急
    """,
)
def choices_are_choices(scope: RegisterScope) -> Iterator[Hit]:
    """A cell with a list of choices must hold one of them or one of their synonyms (sheet 选项)."""
    for hit in _unread(scope, FieldType.CHOICE, FieldType.YES_NO):
        rule = scope.rules.field(scope.register.name, hit.fields[0])
        words = dict.fromkeys(scope.rules.choice_lists.get(rule.choices, {}).values()) if rule else ()
        yield Hit(hit.row, hit.fields, {**hit.values, "choices": f"（{'、'.join(words)}）" if words else ""})


@check(
    "RD304",
    title=marked("Unknown person"),
    severity=Severity.ERROR,
    mends=Mends.KEEPER,
    basis="惯例",
    message=marked("“{text}” is nobody of sheet 人员. Correct the name, or add the person there."),
    over=RegisterScope,
    echoes=True,
    breaks="""
        编号       | 责任人
        DB2026-001 | 孙莉
    """,
    holds="""
        编号       | 责任人
        DB2026-001 | 孙丽
    """,
)
def people_are_known(scope: RegisterScope) -> Iterator[Hit]:
    """A person must be one of sheet 人员. Blanks in a name and a title behind it do not matter."""
    yield from _unread(scope, FieldType.PERSON, FieldType.PEOPLE)


@check(
    "RD305",
    title=marked("Several people of that name"),
    severity=Severity.WARNING,
    mends=Mends.KEEPER,
    basis="惯例",
    message=marked(
        "Several people bear this name and the department does not tell which is meant. Enter the department "
        "behind the name, in brackets."
    ),
    over=OfficeScope,
    echoes=True,
    breaks="""
        编号       | 牵头部门 | 责任人
        DB2026-001 | 营销科   | 吴静
    """,
    holds="""
        编号       | 牵头部门 | 责任人
        DB2026-001 | 财务科   | 吴静
    """,
)
def people_are_told_apart(scope: OfficeScope) -> Iterator[Told]:
    """People of one name are told apart by the department of the record; where that does not
    tell, a person is asked.
    """
    yield from _told(scope, TroubleKind.AMBIGUOUS_PERSON)


@check(
    "RD900",
    title=marked("Classified row"),
    severity=Severity.GRAVE,
    mends=Mends.SECRECY,
    basis="《中华人民共和国保守国家秘密法》；《党政机关公文处理工作条例》第二十六条",
    message=marked(
        "This row bears a mark of secrecy and may not stand in this register. Have the secrecy post deal with "
        "it on the spot; nothing else of the row was taken."
    ),
    over=OfficeScope,
    echoes=True,
    breaks="""
        文号              | 密级
        临电办〔2026〕1号 | 机密
    """,
    holds="""
        文号              | 密级
        临电办〔2026〕1号 | 公开
    """,
)
def nothing_classified(scope: OfficeScope) -> Iterator[Told]:
    """A row marked 绝密, 机密 or 秘密 must not stand in a register on this machine.

    Only its place is told. No other check sees the row, and no paper, list or mail holds anything of it. This check
    cannot be switched off or exempted.
    """
    yield from _told(scope, TroubleKind.CLASSIFIED)
    stopped = marked(
        "This workbook holds a row with a mark of secrecy, and the rule book stops such a workbook as a whole. "
        "Have the secrecy post deal with the row on the spot."
    )
    yield from _told(scope, TroubleKind.STOPPED, stopped)


def _unread(scope: RegisterScope, *types: FieldType) -> Iterator[Hit]:
    """The cells of some types that reading could not read, quoted as they stand."""
    for cell in scope.register.unread:
        if cell.type in types:
            yield Hit(cell.row, (cell.field,), {"text": cell.text, "field": cell.field})


def _told(scope: OfficeScope, kind: TroubleKind, message: str = "") -> Iterator[Told]:
    for trouble in scope.office.troubles:
        if trouble.kind is kind:
            yield Told(trouble, {}, message)
