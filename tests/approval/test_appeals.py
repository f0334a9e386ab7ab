"""Decisions on appeals: how many points are given back, and what is refused."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from officebatch.approval import Reviewed, Terms, reviewed
from officebatch.model.evaluation import Amended, Lost
from officebatch.model.form import APPEAL, mark
from officebatch.model.origin import Origin
from officebatch.model.returned import Returned, ReturnedRow
from officebatch.rulebook.sheets import Department, Person
from tests.making import rules

if TYPE_CHECKING:
    from collections.abc import Sequence

IDENTITY = ("late", "督办台账", "3", "办结", "1")
OURS, THEIRS = (
    Lost(IDENTITY, name, name, "G2", "按期办结率", "DB2026-003", "迎峰度夏准备", "", points, ("late",), Origin("台账"))
    for name, points in (("财务科", 0.9333), ("物资科", 1.8666))
)
BOOK = rules(
    departments=(Department("财务科", 1), Department("物资科", 2), Department("党建科", 3)),
    people=(Person("朱梅", "党建科"), Person("于波", "党建科")),
)
TERMS = Terms("2026Q3", (OURS, THEIRS), date(2026, 10, 14), date(2026, 10, 15), BOOK)


def row(of: Lost, at: int, word: str, points: str | None) -> ReturnedRow:
    day = date(2026, 10, 12)
    values: dict[str, str | date | int | None] = {
        "标识": mark(APPEAL, "2026Q3", of.subject, *of.identity), "申诉理由": "已办结", "申诉日期": day,
        "复核意见": word, "核减分值": points, "影响范围": None, "依据": "签收单", "复核人": "朱梅、于波",
        "复核日期": day,
    }  # fmt: skip
    return ReturnedRow(values, Origin("申诉.xlsx", "表", at), {"复核意见": "I", "核减分值": "J"})


def decided(*rows: ReturnedRow) -> Reviewed:
    return reviewed([(Returned(rows, (), Origin("申诉.xlsx", "表", 5)), False)], TERMS)


def said(rows: Sequence[ReturnedRow]) -> list[str]:
    return [complaint.said for complaint in decided(*rows).complaints]


@pytest.mark.parametrize(("points", "share"), [(None, 1.0), ("0.93", 1.0), ("0.5", 0.5 / 0.9333)])
def test_points_given_back_are_a_share_of_what_the_line_took(points: str | None, share: float) -> None:
    """Empty, or as many as the form shows, is all of it."""
    found = decided(row(OURS, 6, "变更", points))
    assert found.complaints == ()
    (one,) = found.reviews
    assert (one.share, one.after) == pytest.approx((share, 0.9333 * (1 - share)))
    amended = Amended.by(found.reviews)
    assert (IDENTITY in amended.waived) is (share == 1.0)
    assert amended.lessened == ({} if share == 1.0 else {IDENTITY: pytest.approx(share)})


@pytest.mark.parametrize("points", ["0.94", "9", "0", "-0.5"])
def test_more_points_than_the_line_took_are_refused_and_none_too(points: str) -> None:
    (one,) = said([row(OURS, 6, "变更", points)])
    assert one.startswith(f"申诉.xlsx 表!J6：不能核减{float(points):g}分：该行共扣0.93分。")


def test_what_is_kept_gives_nothing_back() -> None:
    assert said([row(OURS, 6, "维持", "0.5")]) == [
        "申诉.xlsx 表!J6：复核意见为“维持”，不能再核减0.5分。请清空此格，或者把复核意见改为“变更”"
    ]
    assert decided(row(OURS, 6, "维持", None)).reviews[0].share == 0.0


def test_one_fact_decided_at_two_places_is_decided_alike() -> None:
    """The same share of it, for it costs two departments unlike points."""
    assert said([row(OURS, 6, "变更", "0.46665"), row(THEIRS, 7, "变更", "0.9333")]) == []
    assert said([row(OURS, 6, "变更", "0.4"), row(THEIRS, 7, "变更", "0.4")]) == [
        "申诉.xlsx 表!I7：同一事项在 申诉.xlsx 表!I6 的复核意见不同。两处请写成一样"
    ]
