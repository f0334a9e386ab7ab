"""REG105, REG106: regulations that replace others of the list."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from officebatch.checks.check import Hit, check
from officebatch.checks.scope import RegisterScope
from officebatch.checks.standing import Regulations
from officebatch.model.vocabulary import Kind, Mends, Severity
from officebatch.wording import marked

if TYPE_CHECKING:
    from collections.abc import Iterator


@check(
    "REG105",
    title=marked("Replaced, still marked as in force"),
    severity=Severity.WARNING,
    mends=Mends.KEEPER,
    basis="单位制度（制度废止）",
    message=marked(
        "{by} replaces {title}, which is still marked {status}. Mark it as repealed, or correct {field} of {by}."
    ),
    over=RegisterScope,
    kinds=(Kind.REGULATIONS,),
    needs=("title", "replaces", "status"),
    breaks="""
        制度清单
        制度编号 | 制度名称     | 文号                | 归口部门 | 发布日期   | 状态 | 替代
        ZD-01    | 值班管理规定 | 示电办〔2020〕9号   | 办公室   | 2020-03-01 | 现行 |
        ZD-02    | 值班工作制度 | 示电办〔2024〕90号  | 办公室   | 2024-08-12 | 现行 | 示电办〔2020〕9号
    """,
    holds="""
        制度清单
        制度编号 | 制度名称     | 归口部门 | 发布日期   | 施行日期   | 状态 | 替代
        ZD-01    | 值班管理规定 | 办公室   | 2020-03-01 | 2020-04-01 | 废止 |
        ZD-02    | 值班工作制度 | 办公室   | 2024-08-12 | 2024-09-01 | 现行 | 值班管理规定
        ZD-03    | 用车规定     | 办公室   | 2021-01-05 | 2021-02-01 | 现行 |
        ZD-04    | 用车管理办法 | 办公室   | 2026-11-10 | 2027-01-01 | 现行 | 用车规定
        ZD-05    | 会议管理规定 | 办公室   | 2024-04-15 | 2024-05-01 | 现行 | 会议管理规定（2019年）
    """,
)
def replaced_ones_are_repealed(scope: RegisterScope) -> Iterator[Hit]:
    """What a regulation in force replaces must be marked as repealed. It is shown on the one replaced.

    Until the new one takes effect the old one holds. Names that are not in the list are passed over.
    """
    of, status, replaces = Regulations(scope), scope.field("status"), scope.field("replaces")
    issued = _issued(scope)
    for row, others in of.replaced.items():
        for other in others:
            text = scope.register.text(other, status)
            if of.standing[row] and text and not of.repealed[other] and not issued[other] > issued[row]:
                values = {"by": of.title(row), "title": of.title(other), "status": text, "field": replaces}
                yield Hit(other, (status,), values, (row,))


@check(
    "REG106",
    title=marked("Replaces a later one"),
    severity=Severity.WARNING,
    mends=Mends.KEEPER,
    basis="惯例",
    message=marked(
        "By the list {title} of {issued} replaces {other}, which is later ({later}). Enter what it replaced itself, "
        "not what it was replaced by."
    ),
    over=RegisterScope,
    kinds=(Kind.REGULATIONS,),
    needs=("title", "replaces", "issued"),
    breaks="""
        制度清单
        制度编号 | 制度名称     | 归口部门 | 发布日期   | 状态 | 替代
        ZD-01    | 值班管理规定 | 办公室   | 2020-03-01 | 废止 | 值班工作制度
        ZD-02    | 值班工作制度 | 办公室   | 2024-08-12 | 现行 |
    """,
    holds="""
        制度清单
        制度编号 | 制度名称     | 归口部门 | 发布日期   | 状态 | 替代
        ZD-01    | 值班管理规定 | 办公室   | 2020-03-01 | 废止 |
        ZD-02    | 值班工作制度 | 办公室   | 2024-08-12 | 现行 | 值班管理规定
    """,
)
def the_later_replaces(scope: RegisterScope) -> Iterator[Hit]:
    """A regulation replaces an earlier one; a column that names a later one was filled in the wrong way round."""
    of, replaces, issued = Regulations(scope), scope.field("replaces"), _issued(scope)
    for row, others in of.replaced.items():
        later = [other for other in others if issued[other] > issued[row]]
        if later and len(later) == len(others):
            other = later[0]
            values = {"title": of.title(row), "issued": issued[row], "other": of.title(other), "later": issued[other]}
            yield Hit(row, (replaces, scope.field("issued")), values, (other,))


def _issued(scope: RegisterScope) -> np.ndarray:
    field_id = scope.register.role("issued")
    return scope.days(field_id) if field_id else np.full(len(scope.register), np.datetime64("NaT", "D"))
