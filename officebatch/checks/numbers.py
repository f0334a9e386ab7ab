"""NUM: document numbers. Their form, the gaps in a series, and numbers given twice.

A number is read once a distinct text, strictly and else leniently (`model.number`): one written wrongly still takes
its seat in the series. So do the numbers of quarantined rows, which close a gap and take part in nothing else.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from officebatch.checks.check import Hit, check
from officebatch.checks.scope import RegisterScope
from officebatch.checks.series import UNREAD, Numbers, foreign, numbered, read_field, templates
from officebatch.model.number import number_pattern, read_number
from officebatch.model.vocabulary import FieldType, Mends, Severity
from officebatch.wording import marked

if TYPE_CHECKING:
    from collections.abc import Iterator

    from officebatch.rulebook.sheets import FieldRule

_SHOWN = 6
_MEANT = marked("“{text}” is not written as the rule book wants; it should read {meant}. Correct the number.")


@check(
    "NUM101",
    title=marked("Number not in its form"),
    severity=Severity.ERROR,
    mends=Mends.KEEPER,
    basis="GB/T 9704-2012 7.2.5；单位编号规则",
    message=marked("“{text}” is not written as the rule book wants, such as {form}. Correct the number."),
    over=RegisterScope,
    echoes=True,
    breaks="""
        发文登记簿
        发文字号        | 标题
        临电办[2026]1号 | 关于春季检修的通知
        临电办〔2026〕2 | 关于迎峰度冬的通知
    """,
    holds="""
        发文登记簿
        发文字号          | 标题
        临电办〔2026〕1号 | 关于春季检修的通知
                          | 关于迎峰度冬的通知
    """,
)
def number_in_form(scope: RegisterScope) -> Iterator[Hit]:
    """A number must be written as its template says (sheet 字段): the six-angled brackets 〔〕, a year of four digits,
    no leading zero, 号 at the end. Blanks around it do not count; an empty cell is not judged here, nor is a number
    in good form whose letters the rule book does not know.
    """
    for rule in numbered(scope):
        numbers = read_field(scope, rule)
        form = "、".join(number_pattern(text).write(scope.as_of.year, 1) for text in templates(rule))
        wrong = ~numbers.exact
        for at in np.flatnonzero(wrong & (numbers.series == UNREAD)):
            wrong[at] = not foreign(numbers, int(at))
        for row in np.flatnonzero(np.append(wrong, False)[numbers.codes]):
            code = int(numbers.codes[row])
            series = int(numbers.series[code])
            values = {"text": numbers.texts[code].strip()}
            if series == UNREAD:
                yield Hit(int(row), (rule.field,), {**values, "form": form})
            else:
                meant = numbers.write(series, int(numbers.number[code]))
                yield Hit(int(row), (rule.field,), {**values, "meant": meant}, message=_MEANT)


@check(
    "NUM102",
    title=marked("Number missing in the series"),
    severity=Severity.WARNING,
    mends=Mends.KEEPER,
    basis="单位编号规则",
    message=marked(
        "Numbers missing before this one ({missing}): {numbers}. Enter what belongs there; a number not used "
        "is entered as void (作废) with its reason."
    ),
    over=RegisterScope,
    breaks="""
        发文登记簿
        发文字号          | 标题
        临电办〔2026〕1号 | 关于春季检修的通知
        临电办〔2026〕4号 | 关于迎峰度冬的通知
    """,
    holds="""
        发文登记簿
        发文字号          | 标题               | 密级
        临电办〔2026〕1号 | 关于春季检修的通知 | 公开
        临电办〔2026〕2   | 关于预算编制的通知 | 公开
        临电办〔2026〕3号 | 一                 | 机密
        临电办〔2026〕4号 | 关于迎峰度冬的通知 | 公开
    """,
)
def no_number_missing(scope: RegisterScope) -> Iterator[Hit]:
    """The numbers of a series (same letters, same year) follow each other without a gap; it is shown on the first
    number after the gap. The series begins where the register begins it.

    A number written in a wrong form and one of a classified row take their seats all the same.
    """
    for rule in numbered(scope, unique=True):
        numbers = read_field(scope, rule)
        rows, series, number = numbers.rows()
        seated = _seats(scope, rule, numbers)
        row = np.concatenate([rows, np.full(len(seated), len(scope.register))])
        series = np.concatenate([series, seated[:, 0]])
        number = np.concatenate([number, seated[:, 1]])
        order = np.lexsort((row, number, series))
        row, series, number = row[order], series[order], number[order]
        jump = np.flatnonzero((np.diff(series) == 0) & (np.diff(number) > 1)) + 1
        for at in jump:
            after = _first_visible(int(at), series, row, len(scope.register))
            if after is not None:
                missing = range(int(number[at - 1]) + 1, int(number[at]))
                yield Hit(int(row[after]), (rule.field,), _told(numbers, int(series[at]), missing))


@check(
    "NUM103",
    title=marked("Number given twice"),
    severity=Severity.ERROR,
    mends=Mends.KEEPER,
    basis="单位编号规则",
    message=marked(
        "“{text}” already stands at {places}. Find out which of them the number belongs to, and correct the other."
    ),
    over=RegisterScope,
    breaks="""
        发文登记簿
        发文字号          | 标题
        临电办〔2026〕1号 | 关于春季检修的通知
        临电办〔2026〕1号 | 关于迎峰度冬的通知
    """,
    holds="""
        发文登记簿
        发文字号          | 标题
        临电办〔2026〕1号 | 关于春季检修的通知
        临电办〔2026〕2号 | 关于迎峰度冬的通知
                          | 关于预算编制的通知
                          | 关于档案整理的通知
    """,
)
def number_given_once(scope: RegisterScope) -> Iterator[Hit]:
    """A field the rule book calls unique must not hold one value twice; it is shown on the later row and names all
    rows with the same value.

    Numbers are compared as numbers, however they are written. Numbers of classified rows take no part.
    """
    for rule in scope.rules.fields_by_register.get(scope.register.name, ()):
        if rule.unique and rule.field in scope.register.shown:
            value = _values(scope, rule)
            for row, others in _repeated(value):
                places = "、".join(place_of(scope, other, row, rule.field) for other in others)
                text = scope.register.text(row, rule.field).strip()
                yield Hit(row, (rule.field,), {"text": text, "places": places}, partners=tuple(others))


def place_of(scope: RegisterScope, other: int, row: int, field_id: str) -> str:
    """Where another row stands, as seen from a row: its address, with sheet and workbook where they differ."""
    there, here = scope.register.origin(other, field_id), scope.register.origin(row, field_id)
    if there.workbook != here.workbook:
        return str(there)
    return there.address if there.sheet == here.sheet else f"{there.sheet}!{there.address}"


def _seats(scope: RegisterScope, rule: FieldRule, numbers: Numbers) -> np.ndarray:
    """(series, number) of the quarantined rows' numbers, as far as the series has rows of its own."""
    known = {(prefix, year): at for at, (prefix, year, _) in enumerate(numbers.names)}
    read = [read_number(text.strip(), templates(rule)) for text in scope.register.seats.get(rule.field, ())]
    taken = [(known[n.prefix, n.year], n.number) for n in read if n is not None and (n.prefix, n.year) in known]
    return np.array(taken, dtype=np.int64).reshape(-1, 2)


def _first_visible(at: int, series: np.ndarray, row: np.ndarray, size: int) -> int | None:
    """The first place from `at` on in the same series that is a row of the register and not a seat."""
    for after in range(at, len(row)):
        if series[after] != series[at]:
            return None
        if row[after] < size:
            return after
    return None


def _told(numbers: Numbers, series: int, missing: range) -> dict[str, object]:
    names = [numbers.write(series, n) for n in (missing if len(missing) <= _SHOWN else (missing[0], missing[-1]))]
    return {"missing": len(missing), "numbers": ("、" if len(missing) <= _SHOWN else " … ").join(names)}


def _values(scope: RegisterScope, rule: FieldRule) -> np.ndarray:
    """Per row a code that is equal where the values are equal, -1 where the cell is empty."""
    cells = scope.register.shown[rule.field]
    place: dict[object, int] = {}
    if rule.type is FieldType.DOCUMENT_NUMBER and rule.template:
        numbers = read_field(scope, rule)
        odd = numbers.series == UNREAD
        value = numbers.series * (numbers.number.max(initial=0) + 1) + numbers.number
        base = int(value.max(initial=0)) + 1
        for at in np.flatnonzero(odd):
            text = "".join(cells.texts[at].split())
            value[at] = base + place.setdefault(text, len(place)) if text else -1
    else:
        folded = ["".join(text.split()) for text in cells.texts]
        value = np.array([place.setdefault(text, len(place)) if text else -1 for text in folded], dtype=np.int64)
    result: np.ndarray = np.append(value, -1)[cells.codes]
    return result


def _repeated(value: np.ndarray) -> Iterator[tuple[int, list[int]]]:
    """Each row whose value stood before, with all rows of that value but itself."""
    rows = np.flatnonzero(value >= 0)
    order = rows[np.argsort(value[rows], kind="stable")]
    starts = np.flatnonzero(np.append([True], np.diff(value[order]) != 0)) if len(order) else np.array([], dtype=int)
    ends = np.append(starts[1:], [len(order)])
    for start, end in zip(starts[ends - starts > 1], ends[ends - starts > 1], strict=True):
        alike = [int(row) for row in order[start:end]]
        for row in alike[1:]:
            yield row, [other for other in alike if other != row]
