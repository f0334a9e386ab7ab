"""RD206: numbers within what sheet 字段 allows."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from officebatch.checks.check import Hit, check
from officebatch.checks.scope import RegisterScope
from officebatch.model.vocabulary import FieldType, Mends, Severity
from officebatch.wording import marked

if TYPE_CHECKING:
    from collections.abc import Iterator

_SHARE = 1e-9


@check(
    "RD206",
    title=marked("Number out of range"),
    severity=Severity.ERROR,
    mends=Mends.KEEPER,
    basis="单位制度",
    message=marked("{field} is {text}; sheet 字段 allows {range}. Correct the number."),
    over=RegisterScope,
    breaks="""
        评议表
        票号  | 评议人类别 | 评议对象 | 评议项目 | 得分
        P-001 | 同级       | 财务科   | 执行力   | 880
        P-001 | 同级       | 财务科   | 工作质量 | -5
    """,
    holds="""
        评议表
        票号  | 评议人类别 | 评议对象 | 评议项目 | 得分
        P-001 | 同级       | 财务科   | 执行力   | 100
        P-001 | 同级       | 财务科   | 工作质量 | 0
    """,
)
def numbers_are_in_range(scope: RegisterScope) -> Iterator[Hit]:
    """A number must lie within what sheet 字段 allows for its field (最小, 最大). Both ends are in order."""
    for rule in scope.rules.fields_by_register.get(scope.register.name, ()):
        bounded = rule.minimum is not None or rule.maximum is not None
        if not bounded or rule.field not in scope.register.shown or rule.type not in _NUMBERS:
            continue
        number = scope.numbers(rule.field)
        outside = np.zeros(len(number), dtype=bool)
        if rule.minimum is not None:
            outside |= number < rule.minimum - _SHARE
        if rule.maximum is not None:
            outside |= number > rule.maximum + _SHARE
        for row in np.flatnonzero(outside & ~scope.void):
            values = {"field": rule.field, "text": scope.register.text(int(row), rule.field)}
            yield Hit(int(row), (rule.field,), values | {"range": _range(rule.minimum, rule.maximum)})


_NUMBERS = (FieldType.INTEGER, FieldType.NUMBER, FieldType.PERCENT)


def _range(least: float | None, most: float | None) -> str:
    if least is None:
        return f"≤ {most:g}"
    return f"≥ {least:g}" if most is None else f"{least:g}–{most:g}"
