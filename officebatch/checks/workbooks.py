"""RD0, RD1, RD4: workbooks, sheets and headings, as reading found them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from officebatch.checks.check import Told, check
from officebatch.checks.scope import OfficeScope
from officebatch.model.report import Trouble, TroubleKind
from officebatch.model.vocabulary import Mends, Severity
from officebatch.rulebook.sheets import Required
from officebatch.wording import marked

if TYPE_CHECKING:
    from collections.abc import Iterator

_UNREADABLE = {
    TroubleKind.UNREADABLE: marked(
        "The workbook cannot be read. Open it in Excel or WPS, save it anew as .xlsx and run again."
    ),
    TroubleKind.ENCRYPTED: marked("The workbook has a password. Take the password off (save as, tools) and run again."),
    TroubleKind.TOO_LARGE: marked(
        "The workbook is larger than the program will read. Move old years into a workbook of their own."
    ),
    TroubleKind.FAR_CELL: marked(
        "One cell ({cell}) stands so far out that the sheet is too large to read. Delete the empty rows and "
        "columns behind the table and save."
    ),
    TroubleKind.OUT_OF_LIMITS: marked(
        "Reading the workbook took more time or memory than is allowed. Move old years into a workbook of "
        "their own, or save it anew as .xlsx."
    ),
}

_OPEN_QUOTE = marked(
    "In line {line} of this text file a quotation mark (\") is not closed, so what stands behind it cannot be told "
    "apart. Close or delete it and save, or save the table as .xlsx."
)


COPY = marked(
    "This is a copy of {original}, so only that one was examined. If it is the newer one, keep it alone in the folder; "
    "if it is a register of its own, give it a name of its own."
)

@check(
    "RD001",
    title=marked("Workbook not read"),
    severity=Severity.ERROR,
    mends=Mends.KEEPER,
    basis="惯例",
    message=_UNREADABLE[TroubleKind.UNREADABLE],
    over=OfficeScope,
    echoes=True,
    breaks="""
        工作簿
        文件            | 情形
        发文登记簿.xlsx | 打不开
        收文登记簿.xlsx | 加密
    """,
    holds="""
        工作簿
        文件            | 情形
        发文登记簿.xlsx | 正常
    """,
)
def workbooks_can_be_read(scope: OfficeScope) -> Iterator[Told]:
    """A workbook must be readable: whole, without a password, of a size an office keeps.

    The register is left out of this run, and whatever rests on it says so.
    """
    for trouble in scope.troubles(*_UNREADABLE):
        values = {"cell": "", **dict(trouble.values)}
        yield Told(trouble, values, _OPEN_QUOTE if "line" in values else _UNREADABLE[trouble.kind])


@check(
    "RD002",
    title=marked("Workbook open elsewhere"),
    severity=Severity.HINT,
    mends=Mends.KEEPER,
    basis="惯例",
    message=marked(
        "Somebody has the workbook open; it was read as last saved. Have it saved and closed, and run again if "
        "it matters."
    ),
    over=OfficeScope,
    echoes=True,
    breaks="""
        工作簿
        文件            | 情形
        发文登记簿.xlsx | 正被打开
    """,
    holds="""
        工作簿
        文件            | 情形
        发文登记簿.xlsx | 正常
    """,
)
def workbooks_are_closed(scope: OfficeScope) -> Iterator[Told]:
    """A workbook that somebody has open may be half-edited. It is read all the same."""
    yield from map(Told, scope.troubles(TroubleKind.OPEN_ELSEWHERE))


@check(
    "RD003",
    title=marked("No workbook for a register"),
    severity=Severity.ERROR,
    mends=Mends.OFFICE,
    basis="惯例",
    message=marked(
        "No file fits register {register}. Put the workbook into the folder of registers, or correct the file "
        "pattern in sheet 台账."
    ),
    over=OfficeScope,
    echoes=True,
    breaks="""
        工作簿
        文件       | 情形
        发文登记簿 | 找不到
    """,
    holds="""
        工作簿
        文件       | 情形
        发文登记簿 | 正常
    """,
)
def registers_have_workbooks(scope: OfficeScope) -> Iterator[Told]:
    """Every register of sheet 台账 must find its workbook."""
    for trouble in scope.troubles(TroubleKind.NO_WORKBOOK):
        yield Told(trouble, {"register": trouble.register})


@check(
    "RD004",
    title=marked("File no register claims"),
    severity=Severity.HINT,
    mends=Mends.OFFICE,
    basis="惯例",
    message=marked(
        "No register of sheet 台账 claims this file, so it was not examined. Add a line there, or move the file away."
    ),
    over=OfficeScope,
    echoes=True,
    breaks="""
        工作簿
        文件        | 情形
        旧台账.xlsx | 无人认领
    """,
    holds="""
        工作簿
        文件            | 情形
        发文登记簿.xlsx | 正常
    """,
)
def files_have_registers(scope: OfficeScope) -> Iterator[Told]:
    """A file in the folder of registers should belong to a register of sheet 台账.

    A copy of a register there (`督办台账 - 副本.xlsx`, or the same content under another name) is not read beside it.
    """
    for trouble in scope.troubles(TroubleKind.NO_REGISTER):
        values = dict(trouble.values)
        yield Told(trouble, values, COPY if values else "")


@check(
    "RD005",
    title=marked("No headings found"),
    severity=Severity.ERROR,
    mends=Mends.KEEPER,
    basis="惯例",
    message=marked(
        "No row with known headings was found. Give the table its headings, or name the heading rows in sheet "
        "台账 and the headings in sheet 字段."
    ),
    over=OfficeScope,
    echoes=True,
    breaks="""
        工作簿
        文件            | 情形
        发文登记簿.xlsx | 无表头
    """,
    holds="""
        工作簿
        文件            | 情形
        发文登记簿.xlsx | 正常
    """,
)
def sheets_have_headings(scope: OfficeScope) -> Iterator[Told]:
    """A sheet of a register must have a row with headings the rule book knows."""
    yield from map(Told, scope.troubles(TroubleKind.NO_HEADINGS))


@check(
    "RD101",
    title=marked("Column missing"),
    severity=Severity.ERROR,
    mends=Mends.KEEPER,
    basis="单位制度",
    message=marked(
        "There is no column {field}; checks and limits that need it are left out. Add the column, or add its "
        "heading to sheet 字段."
    ),
    over=OfficeScope,
    echoes=True,
    breaks="""
        制度清单
        制度编号 | 制度名称
        ZD-01    | 值班管理办法
    """,
    holds="""
        制度清单
        制度编号 | 制度名称     | 归口部门
        ZD-01    | 值班管理办法 | 办公室
    """,
)
def needed_columns_are_there(scope: OfficeScope) -> Iterator[Told]:
    """A column the rule book needs must be there: a required field, or a cell of a required step.

    It is one finding however many rows there are.
    """
    for trouble in scope.troubles(TroubleKind.MISSING_COLUMN):
        if _needed(scope, trouble):
            yield Told(trouble, {"field": trouble.field})


@check(
    "RD401",
    title=marked("Heading that fits several fields"),
    severity=Severity.ERROR,
    mends=Mends.KEEPER,
    basis="惯例",
    message=marked(
        "The heading “{heading}” fits several fields ({candidates}) and was not guessed. Rename it, or settle it in "
        "the column of headings in sheet 字段."
    ),
    over=OfficeScope,
    echoes=True,
    breaks="""
        工作簿
        文件            | 情形
        发文登记簿.xlsx | 列名两可
    """,
    holds="""
        工作簿
        文件            | 情形
        发文登记簿.xlsx | 正常
    """,
)
def headings_are_clear(scope: OfficeScope) -> Iterator[Told]:
    """A heading must fit one field only. What is ambiguous is asked, never guessed."""
    for trouble in scope.troubles(TroubleKind.AMBIGUOUS_HEADING):
        yield Told(trouble, {"heading": "", "candidates": "", **dict(trouble.values)})


def _needed(scope: OfficeScope, trouble: Trouble) -> bool:
    """Whether anything is lost without the column."""
    rules = scope.rules
    rule = rules.field(trouble.register, trouble.field)
    steps = [s for s in rules.steps if s.register == trouble.register and s.required is Required.YES]
    in_steps = any(trouble.field in (s.person_field, s.date_field) for s in steps)
    return in_steps or rule is None or rule.required is Required.YES
