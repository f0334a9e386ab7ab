"""BAL106 to BAL108: the ballots of a round together. Who was rated by whom, on what, and how often."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from officebatch.checks.check import Hit, check
from officebatch.checks.scope import RegisterScope
from officebatch.checks.votes import Votes
from officebatch.model.vocabulary import Kind, Mends, Severity
from officebatch.wording import marked

if TYPE_CHECKING:
    from collections.abc import Iterator


@check(
    "BAL106",
    title=marked("Item left out"),
    severity=Severity.WARNING,
    mends=Mends.KEEPER,
    basis="单位制度（评议办法）",
    message=marked(
        "Ballot {ballot} does not rate {items} of {subject}, which others of its class do. Enter what stands on the "
        "paper; if nothing does, say so in the remarks."
    ),
    over=RegisterScope,
    kinds=(Kind.BALLOTS,),
    needs=("ballot", "subject", "item"),
    parameters={"占比": "75"},
    breaks="""
        评议表
        票号  | 评议人类别 | 评议对象 | 评议项目 | 得分
        P-001 | 同级       | 财务科   | 执行力   | 85
        P-001 | 同级       | 财务科   | 工作质量 | 88
        P-001 | 同级       | 营销科   | 执行力   | 85
        P-001 | 同级       | 营销科   | 工作质量 | 88
        P-002 | 同级       | 财务科   | 执行力   | 85
        P-002 | 同级       | 财务科   | 工作质量 | 84
        P-003 | 同级       | 营销科   | 执行力   | 86
    """,
    holds="""
        评议表
        票号  | 评议人类别 | 评议对象 | 评议项目 | 得分
        P-001 | 同级       | 财务科   | 执行力   | 85
        P-001 | 同级       | 财务科   | 工作质量 | 88
        P-002 | 同级       | 营销科   | 执行力   | 85
        P-002 | 同级       | 营销科   | 工作质量 | 84
        P-003 | 服务对象   | 营销科   | 服务态度 | 86
    """,
)
def ballots_are_complete(scope: RegisterScope) -> Iterator[Hit]:
    """A ballot rates each subject on the items that nearly all ballots of its class and period rate (parameter 占比,
    per cent of them).

    A line whose score is empty is there, and told as an empty cell (RD301).
    """
    votes, share = Votes.of(scope), scope.number("占比")
    rated, kinds = votes.groups("ballot", "period", "subject"), votes.groups("rater_class", "period")
    codes, items = votes.texts("item")
    there = np.zeros((len(rated.first), len(items) + 1), dtype=bool)
    there[rated.number, codes[votes.rows]] = True
    of = kinds.number[rated.first]
    often = np.zeros((len(kinds.first), len(items)), dtype=np.int64)
    np.add.at(often, of, there[:, :-1])
    usual = often * 100 >= np.bincount(of, minlength=len(often))[:, None] * share
    left = usual[of] & (often[of] > 0) & ~there[:, :-1]
    for place in np.flatnonzero(left.any(axis=1)):
        row = int(votes.rows[rated.first[place]])
        values = {
            "ballot": votes.ballot(row), "subject": scope.register.text(row, scope.field("subject")),
            "items": "、".join(items[code] for code in np.flatnonzero(left[place])),
        }  # fmt: skip
        yield Hit(row, (scope.field("item"), scope.field("ballot"), scope.field("subject")), values)


@check(
    "BAL107",
    title=marked("Not rated by a class"),
    severity=Severity.HINT,
    mends=Mends.HOLDER,
    basis="单位制度（评议办法）",
    message=marked(
        "Ballots of the class {class_} rate others, but not {subjects}. See whether some are still to be entered; "
        "without them these subjects are scored on fewer classes than others."
    ),
    over=RegisterScope,
    kinds=(Kind.BALLOTS,),
    needs=("ballot", "subject", "rater_class"),
    breaks="""
        评议表
        票号  | 评议人类别 | 评议对象 | 评议项目 | 得分
        P-001 | 领导       | 财务科   | 执行力   | 85
        P-002 | 领导       | 营销科   | 执行力   | 88
        P-003 | 同级       | 财务科   | 执行力   | 85
    """,
    holds="""
        评议表
        票号  | 评议人类别 | 评议对象 | 评议项目 | 得分 | 考核期间
        P-001 | 领导       | 财务科   | 执行力   | 85   | 三季度
        P-002 | 领导       | 营销科   | 执行力   | 88   | 三季度
        P-003 | 同级       | 财务科   | 执行力   | 85   | 三季度
        P-004 | 同级       | 营销科   | 执行力   | 84   | 三季度
        P-001 | 领导       | 物资科   | 执行力   | 84   | 二季度
    """,
)
def every_class_rates_everybody(scope: RegisterScope) -> Iterator[Hit]:
    """Each class of raters that rated somebody in a period should have rated everybody who was rated in it.

    It is told once a class and period, to the office, which collects the ballots.
    """
    votes = Votes.of(scope)
    classes, names = votes.texts("rater_class")
    whom, subjects = votes.texts("subject")
    for period, places in votes.rounds():
        rows = votes.rows[places]
        everybody = np.unique(whom[rows])
        for class_ in np.unique(classes[rows[classes[rows] >= 0]]):
            left = np.setdiff1d(everybody, whom[rows[classes[rows] == class_]])
            if len(left):
                unrated = "、".join(subjects[code] for code in votes.subjects(left))
                values = {"class_": names[class_], "subjects": unrated}
                record = f"{names[class_]} {period}".strip()
                fields = (scope.field("rater_class"),)
                yield Hit(None, fields, values, record=record, department=_office(scope))


@check(
    "BAL108",
    title=marked("Too few ballots"),
    severity=Severity.HINT,
    mends=Mends.HOLDER,
    basis="单位制度（评议办法：有效票数）",
    message=marked(
        "Rated by fewer than {limit} ballots: {subjects}. See whether some are still to be entered; so few are shown, "
        "but should not count."
    ),
    over=RegisterScope,
    kinds=(Kind.BALLOTS,),
    needs=("ballot", "subject"),
    parameters={"票数": "5"},
    breaks="""
        评议表
        票号  | 评议人类别 | 评议对象 | 评议项目 | 得分
        P-001 | 领导       | 财务科   | 执行力   | 85
        P-002 | 同级       | 财务科   | 执行力   | 88
    """,
    holds="""
        评议表
        票号  | 评议人类别 | 评议对象 | 评议项目 | 得分
        P-001 | 领导       | 财务科   | 执行力   | 85
        P-002 | 同级       | 财务科   | 执行力   | 88
        P-003 | 同级       | 财务科   | 执行力   | 81
        P-004 | 基层       | 财务科   | 执行力   | 86
        P-005 | 基层       | 财务科   | 执行力   | 90
    """,
)
def ballots_are_enough(scope: RegisterScope) -> Iterator[Hit]:
    """Each subject of a period should be rated by as many ballots as the parameter 票数 says, of all classes together.

    It is told once a period, to the office, with the number of ballots behind each name; lines marked 作废 are none.
    """
    votes, limit = Votes.of(scope), scope.number("票数")
    once = np.zeros(len(votes.rows), dtype=bool)
    once[votes.groups("ballot", "period", "subject").first] = True
    whom, subjects = votes.texts("subject")
    for period, places in votes.rounds():
        count = np.bincount(whom[votes.rows[places[once[places]]]], minlength=len(subjects))
        left = votes.subjects(np.flatnonzero((count > 0) & (count < limit)))
        few = [f"{subjects[code]}{count[code]}" for code in left]
        if few:
            values = {"limit": limit, "subjects": "、".join(few)}
            record = period or scope.register.name
            yield Hit(None, (scope.field("ballot"),), values, record=record, department=_office(scope))


def _office(scope: RegisterScope) -> str:
    return scope.rules.settings.office_department
