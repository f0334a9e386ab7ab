"""NUM104 to NUM107: what a number says beside its form. That it came after the signature, in order, in its year, with
letters of this office."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from officebatch.checks.check import Hit, check
from officebatch.checks.course import NO_DAY, day_at
from officebatch.checks.scope import ProcessScope, RegisterScope
from officebatch.checks.series import UNREAD, Numbers, foreign, numbered, read_field, templates
from officebatch.checks.spans import SIGNED_FIRST, Spans, days_of, spans
from officebatch.model.number import number_pattern
from officebatch.model.vocabulary import Kind, Mends, Severity
from officebatch.wording import marked

if TYPE_CHECKING:
    from collections.abc import Iterator

_FAR = np.iinfo(np.int64).max
_UNSIGNED = marked(
    "The paper has the number {number} and is not signed yet. A number is given after the signature: strike it out "
    "until then, or enter the signature."
)


@check(
    "NUM104",
    title=marked("Number given before the signature"),
    severity=Severity.ERROR,
    mends=Mends.KEEPER,
    basis="《党政机关公文处理工作条例》第二十五条；单位编号规则",
    message=marked(
        "The number {number} was given on {given}, but the paper was signed only on {signed}. Look both days up and "
        "correct the wrong one; if the number came first, give numbers after the signature from now on."
    ),
    over=ProcessScope,
    kinds=(Kind.FLOW,),
    parameters={"环节": "签发", "取号": "拟稿后"},
    breaks="""
        发文登记簿
        发文字号          | 标题               | 编号日期   | 签发人 | 签发日期
        临电办〔2026〕1号 | 关于春检工作的通知 | 2026-03-02 | 王平   | 2026-03-04
    """,
    holds="""
        发文登记簿
        发文字号          | 标题               | 编号日期   | 签发人 | 签发日期
        临电办〔2026〕1号 | 关于春检工作的通知 | 2026-03-04 | 王平   | 2026-03-04
        临电办〔2026〕2号 | 关于秋检工作的通知 |            | 王平   | 2026-03-04
        临电办〔2026〕3号 | 关于防火检查的通知 |            |        |
        临电办〔2026〕4号 | 作废               |            |        |
    """,
)
def numbered_after_signing(scope: ProcessScope) -> Iterator[Hit]:
    """A paper gets its number after it is signed. Looked at where the register notes the day of the number.

    With the parameter 取号 set to 签发后, a number beside an empty signature is told too; as long as it is 拟稿后, the
    office gives numbers to drafts and that is in order.
    """
    course, step = scope.course, scope.step("环节")
    if step is None or not course.events.date_fields[step]:
        return
    signed, live = course.day[step], ~scope.within.void
    for rule in numbered(scope.within, unique=True):
        there = scope.register.shown[rule.field].codes >= 0
        for given in scope.within.columns("numbered"):
            days = days_of(scope, given)
            early = (days != NO_DAY) & (signed != NO_DAY) & (days < signed) & live & (given not in _dates(scope))
            for row in np.flatnonzero(early):
                told = {"number": scope.register.text(int(row), rule.field), "given": day_at(int(days[row]))}
                fields = (given, course.events.date_fields[step])
                yield Hit(int(row), fields, {**told, "signed": day_at(int(signed[row]))})
        if scope.parameters["取号"] == SIGNED_FIRST:
            for row in np.flatnonzero(there & live & scope.within.empty(course.events.date_fields[step])):
                told = {"number": scope.register.text(int(row), rule.field)}
                yield Hit(int(row), (rule.field,), told, message=_UNSIGNED, severity=Severity.WARNING)


@check(
    "NUM105",
    title=marked("Numbers against the order of the days"),
    severity=Severity.WARNING,
    mends=Mends.KEEPER,
    basis="单位编号规则",
    message=marked(
        "{greater} was there by {by}, but the paper of the smaller {smaller} was begun only on {begun}. Look up both "
        "numbers and days, and correct what is wrong."
    ),
    over=ProcessScope,
    kinds=(Kind.FLOW,),
    parameters={"环节": "签发、登记", "取号": "拟稿后", "容许天数": "3"},
    breaks="""
        发文登记簿
        发文字号          | 标题               | 拟稿人 | 拟稿日期   | 签发人 | 签发日期
        临电办〔2026〕1号 | 关于春检工作的通知 | 李文   | 2026-03-02 | 王平   | 2026-03-04
        临电办〔2026〕2号 | 关于秋检工作的通知 | 李文   | 2026-05-06 | 王平   | 2026-05-08
        临电办〔2026〕3号 | 关于防火检查的通知 | 李文   | 2026-03-09 | 王平   | 2026-03-10
        临电办〔2026〕4号 | 关于资产盘点的通知 | 李文   | 2026-03-12 | 王平   | 2026-03-13
    """,
    holds="""
        发文登记簿
        发文字号          | 标题               | 拟稿人 | 拟稿日期   | 签发人 | 签发日期
        临电办〔2026〕1号 | 关于春检工作的通知 | 李文   | 2026-03-02 | 王平   | 2026-04-28
        临电办〔2026〕2号 | 关于秋检工作的通知 | 李文   | 2026-03-03 | 王平   | 2026-03-04
        临电办〔2026〕3号 | 关于防火检查的通知 | 李文   | 2026-03-07 | 王平   | 2026-03-09
        临电办〔2026〕4号 | 关于资产盘点的通知 | 李文   | 2026-03-05 | 王平   | 2026-03-06
        临电办〔2026〕5号 | 作废               |        |            |        |
        临电办〔2025〕9号 | 关于年终总结的通知 | 李文   | 2025-12-29 | 王平   | 2025-12-30
    """,
)
def numbers_in_order_of_days(scope: ProcessScope) -> Iterator[Hit]:
    """Numbers of a series run with the days: a paper that was not begun when a greater number was already signed cannot
    bear the smaller one.

    Between draft and signature a number may be given on any day, and 容许天数 days later; with the parameter 取号 set
    to 签发后 the order of the signatures counts. In registers of papers received it is the days of receipt and of
    entry. Of a few out of order among many, the few are told. Numbers given twice are told elsewhere.
    """
    step = scope.step("环节")
    if step is None:
        return
    when = spans(scope, step, signed_first=scope.parameters["取号"] == SIGNED_FIRST)
    for rule in numbered(scope.within, unique=True):
        numbers = read_field(scope.within, rule)
        rows, series, number = numbers.rows()
        known = when.first[rows] != NO_DAY
        rows, series, number = rows[known], series[known], number[known]
        step_up = (np.diff(series) > 0) | ((np.diff(series) == 0) & (np.diff(number) >= 0))
        if not step_up.all():
            order = np.lexsort((rows, number, series))
            rows, series, number = rows[order], series[order], number[order]
        cuts = np.flatnonzero(np.diff(series)) + 1
        for held, counted in zip(np.split(rows, cuts), np.split(number, cuts), strict=True):
            yield from _against(scope, rule.field, when, _once(held, counted))


@check(
    "NUM106",
    title=marked("Number of another year"),
    severity=Severity.WARNING,
    mends=Mends.KEEPER,
    basis="GB/T 9704-2012 7.2.5；单位编号规则",
    message=marked(
        "{number} bears the year {year}, but its days run from {first} to {last}. Correct the number or the days."
    ),
    over=ProcessScope,
    kinds=(Kind.FLOW,),
    parameters={"环节": "签发、登记", "取号": "拟稿后"},
    breaks="""
        发文登记簿
        发文字号          | 标题               | 拟稿人 | 拟稿日期   | 签发人 | 签发日期
        临电办〔2025〕1号 | 关于春检工作的通知 | 李文   | 2026-03-02 | 王平   | 2026-03-04
    """,
    holds="""
        发文登记簿
        发文字号            | 标题               | 拟稿人 | 拟稿日期   | 签发人 | 签发日期
        临电办〔2026〕1号   | 关于春检工作的通知 | 李文   | 2026-03-02 | 王平   | 2026-03-04
        临电办〔2025〕87号  | 关于年终总结的通知 | 李文   | 2025-12-29 | 王平   | 2026-01-05
        临电办〔2025〕88号  | 关于春节值班的通知 |        |            |        |
    """,
)
def number_of_its_year(scope: ProcessScope) -> Iterator[Hit]:
    """The year in a number is the year it was given in: that of the draft, of the signature, or between; with the
    parameter 取号 set to 签发后 that of the signature. In registers of papers received, of receipt and entry.
    """
    step = scope.step("环节")
    if step is None:
        return
    when = spans(scope, step, signed_first=scope.parameters["取号"] == SIGNED_FIRST)
    for rule in numbered(scope.within):
        numbers = read_field(scope.within, rule)
        rows, series, _ = numbers.rows()
        begins, ends = _years(numbers)
        wrong = (when.last[rows] < begins[series]) | (when.first[rows] > ends[series])
        for row, at in zip(rows[wrong], series[wrong], strict=True):
            if when.first[row] != NO_DAY:
                told = {"number": scope.register.text(int(row), rule.field).strip(), "year": numbers.names[at][1]}
                told |= {"first": day_at(int(when.first[row])), "last": day_at(int(when.last[row]))}
                yield Hit(int(row), (rule.field,), told)


@check(
    "NUM107",
    title=marked("Letters the rule book does not know"),
    severity=Severity.WARNING,
    mends=Mends.KEEPER,
    basis="GB/T 9704-2012 7.2.5；单位编号规则",
    message=marked(
        "“{letters}” is none of the letters this register numbers with ({known}). Correct the number; if they are "
        "used, add their form in sheet 字段."
    ),
    over=RegisterScope,
    echoes=True,
    breaks="""
        发文登记簿
        发文字号          | 标题
        临电班〔2026〕1号 | 关于春检工作的通知
    """,
    holds="""
        字段
        台账       | 字段     | 式样
        发文登记簿 | 发文字号 | 临电办〔{年}〕{序号}号、临电安〔{年}〕{序号}号

        发文登记簿
        发文字号          | 标题
        临电办〔2026〕1号 | 关于春检工作的通知
        临电安〔2026〕1号 | 关于防火检查的通知
                          | 关于秋检工作的通知
    """,
)
def letters_are_known(scope: RegisterScope) -> Iterator[Hit]:
    """The letters a number begins with are those of one of the forms in sheet 字段. A number in another form than that
    of a document number is told by the check of forms."""
    for rule in numbered(scope):
        numbers = read_field(scope, rule)
        odd = np.flatnonzero((numbers.series == UNREAD) & ~numbers.exact)
        letters = {int(at): found for at in odd if (found := foreign(numbers, int(at)))}
        known = "、".join(dict.fromkeys(number_pattern(text).prefix for text in templates(rule)))
        for at, found in letters.items():
            for row in np.flatnonzero(numbers.codes == at):
                yield Hit(int(row), (rule.field,), {"letters": found, "known": known})


def _dates(scope: ProcessScope) -> tuple[str, ...]:
    return scope.course.events.date_fields


def _once(rows: np.ndarray, number: np.ndarray) -> np.ndarray:
    """The rows, in order of their numbers, whose number stands on no other."""
    same = np.diff(number) == 0
    alone = np.ones(len(rows), dtype=bool)
    alone[1:] &= ~same
    alone[:-1] &= ~same
    return rows[alone]


def _against(scope: ProcessScope, field_id: str, when: Spans, rows: np.ndarray) -> Iterator[Hit]:
    """The rows of a series, in order of their numbers, that stand against the order of the days; the fewer of those
    begun too late and those ended too early."""
    if len(rows) < 2:
        return
    first, last = when.first[rows], when.last[rows] + scope.number("容许天数")
    latest = np.maximum.accumulate(first)
    early = np.flatnonzero(last[1:] < latest[:-1]) + 1
    if not len(early):
        return
    soonest = np.minimum.accumulate(last[::-1])[::-1]
    late = np.flatnonzero(first[:-1] > soonest[1:])
    if len(late) < len(early):
        pairs = [(int(at), int(at) + 1 + int(np.argmin(last[at + 1 :]))) for at in late]
    else:
        pairs = [(int(np.argmax(first[:at])), int(at)) for at in early]
    for smaller, greater in pairs:
        shown, other = (smaller, greater) if len(late) < len(early) else (greater, smaller)
        told = {
            "smaller": scope.register.text(int(rows[smaller]), field_id).strip(),
            "greater": scope.register.text(int(rows[greater]), field_id).strip(),
            "begun": day_at(int(when.first[rows[smaller]])),
            "by": day_at(int(when.last[rows[greater]])),
        }
        yield Hit(int(rows[shown]), (field_id,), told, partners=(int(rows[other]),))


def _years(numbers: Numbers) -> tuple[np.ndarray, np.ndarray]:
    """The first and the last day of the year of each series; without a year, none is outside."""
    years = [year for _, year, _ in numbers.names]
    begins = [NO_DAY if y is None else int(np.datetime64(f"{y}-01-01", "D").astype(np.int64)) for y in years]
    ends = [_FAR if y is None else int(np.datetime64(f"{y}-12-31", "D").astype(np.int64)) for y in years]
    return np.array(begins, dtype=np.int64), np.array(ends, dtype=np.int64)
