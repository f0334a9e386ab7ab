"""BAL101 to BAL105: one ballot by itself. What makes it void, and what it lacks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from officebatch.checks.check import Hit, check
from officebatch.checks.groups import grouped
from officebatch.checks.scope import RegisterScope
from officebatch.checks.votes import Votes
from officebatch.model.vocabulary import Kind, Mends, Severity
from officebatch.wording import marked

if TYPE_CHECKING:
    from collections.abc import Iterator

_EVEN = 1e-9


@check(
    "BAL101",
    title=marked("Ballot with one score for all"),
    severity=Severity.WARNING,
    mends=Mends.KEEPER,
    basis="单位制度（评议办法：全部同分为废票）",
    message=marked(
        "Ballot {ballot} gives {score} in all its {n} scores and is void. Check it against the paper; if it is so, "
        "enter 作废 in the remarks of its lines."
    ),
    over=RegisterScope,
    kinds=(Kind.BALLOTS,),
    needs=("ballot", "subject", "score"),
    parameters={"项数": "4"},
    breaks="""
        评议表
        票号  | 评议人类别 | 评议对象 | 评议项目 | 得分
        P-001 | 同级       | 财务科   | 执行力   | 90
        P-001 | 同级       | 财务科   | 工作质量 | 90
        P-001 | 同级       | 营销科   | 执行力   | 90
        P-001 | 同级       | 营销科   | 工作质量 | 90
    """,
    holds="""
        评议表
        票号  | 评议人类别 | 评议对象 | 评议项目 | 得分 | 意见建议
        P-001 | 同级       | 财务科   | 执行力   | 90   |
        P-001 | 同级       | 财务科   | 工作质量 | 90   |
        P-001 | 同级       | 财务科   | 作风     | 90   |
        P-001 | 同级       | 财务科   | 协作     | 91   |
        P-002 | 领导       | 财务科   | 执行力   | 90   |
        P-003 | 同级       | 财务科   | 执行力   | 88   | 作废
        P-003 | 同级       | 财务科   | 工作质量 | 88   | 作废
        P-003 | 同级       | 财务科   | 作风     | 88   | 作废
        P-003 | 同级       | 财务科   | 协作     | 88   | 作废
    """,
)
def ballots_tell_apart(scope: RegisterScope) -> Iterator[Hit]:
    """A ballot that gives the same score everywhere says nothing and is void.

    Ballots with fewer scores than the parameter 项数 are left alone, and so are those whose lines are marked 作废.
    """
    votes, least = Votes.of(scope), scope.number("项数")
    ballots = votes.groups("ballot", "period")
    score = votes.score[votes.rows]
    there = ~np.isnan(score)
    group = ballots.number[there]
    n = np.bincount(group, minlength=len(ballots.first))
    most, low = np.full(len(n), -np.inf), np.full(len(n), np.inf)
    np.maximum.at(most, group, score[there])
    np.minimum.at(low, group, score[there])
    for number in np.flatnonzero((n >= least) & (most - low < _EVEN)):
        row, *others = votes.of_group(ballots, int(number))
        field_id = scope.field("score")
        values = {"ballot": votes.ballot(row), "score": scope.register.text(row, field_id), "n": int(n[number])}
        yield Hit(row, (field_id, scope.field("ballot")), values, tuple(others))


@check(
    "BAL102",
    title=marked("Ballot with too many high scores"),
    severity=Severity.WARNING,
    mends=Mends.KEEPER,
    basis="单位制度（评议办法：高分比例）",
    message=marked(
        "Ballot {ballot} gives {high} of {n} subjects {score} and more; at most {limit}% may have that, so that it is "
        "void. Check it against the paper; if it is so, enter 作废 in the remarks of its lines."
    ),
    over=RegisterScope,
    kinds=(Kind.BALLOTS,),
    needs=("ballot", "subject", "score"),
    parameters={"分数": "90", "比例": "40", "对象数": "5"},
    breaks="""
        评议表
        票号  | 评议人类别 | 评议对象   | 评议项目 | 得分
        P-001 | 领导       | 财务科     | 总体     | 95
        P-001 | 领导       | 营销科     | 总体     | 92
        P-001 | 领导       | 物资科     | 总体     | 91
        P-001 | 领导       | 党建科     | 总体     | 85
        P-001 | 领导       | 生产技术科 | 总体     | 80
    """,
    holds="""
        评议表
        票号  | 评议人类别 | 评议对象   | 评议项目 | 得分
        P-001 | 领导       | 财务科     | 总体     | 95
        P-001 | 领导       | 营销科     | 总体     | 92
        P-001 | 领导       | 物资科     | 总体     | 89
        P-001 | 领导       | 党建科     | 总体     | 85
        P-001 | 领导       | 生产技术科 | 总体     | 80
        P-002 | 领导       | 财务科     | 总体     | 95
        P-002 | 领导       | 营销科     | 总体     | 92
    """,
)
def high_scores_are_few(scope: RegisterScope) -> Iterator[Hit]:
    """A ballot may give high scores (parameter 分数, of a hundred) to no more than a share of whom it rates (比例, per
    cent).

    A subject's score is the mean over its items. Ballots that rate fewer subjects than 对象数 are left alone.
    """
    votes, high = Votes.of(scope), scope.number("分数") / 100
    rated, ballots = votes.groups("ballot", "period", "subject"), votes.groups("ballot", "period")
    score = votes.score[votes.rows]
    there = ~np.isnan(score)
    count = np.bincount(rated.number[there], minlength=len(rated.first))
    mean = np.bincount(rated.number[there], score[there], len(count)) / np.maximum(count, 1)
    of, scored = ballots.number[rated.first], count > 0
    n = np.bincount(of[scored], minlength=len(ballots.first))
    many = np.bincount(of[scored & (mean >= high - _EVEN)], minlength=len(n))
    for number in np.flatnonzero((n >= scope.number("对象数")) & (many * 100 > n * scope.number("比例"))):
        row, *others = votes.of_group(ballots, int(number))
        values = {
            "ballot": votes.ballot(row), "high": int(many[number]), "n": int(n[number]),
            "score": scope.parameters["分数"], "limit": scope.parameters["比例"],
        }  # fmt: skip
        yield Hit(row, (scope.field("score"), scope.field("ballot")), values, tuple(others))


@check(
    "BAL103",
    title=marked("Score above the full mark"),
    severity=Severity.ERROR,
    mends=Mends.KEEPER,
    basis="单位制度（评议办法：超分值为废票）",
    message=marked("{score} is more than the full mark, {full}. Check it against the ballot and correct the entry."),
    over=RegisterScope,
    kinds=(Kind.BALLOTS,),
    needs=("score", "full_mark"),
    breaks="""
        评议表
        票号  | 评议人类别 | 评议对象 | 评议项目 | 得分 | 满分
        P-001 | 同级       | 财务科   | 执行力   | 26   | 25
    """,
    holds="""
        评议表
        票号  | 评议人类别 | 评议对象 | 评议项目 | 得分 | 满分
        P-001 | 同级       | 财务科   | 执行力   | 25   | 25
        P-001 | 同级       | 财务科   | 工作质量 | 90   |
    """,
)
def scores_keep_to_the_full_mark(scope: RegisterScope) -> Iterator[Hit]:
    """A score may not be above the full mark of its item. What lies outside of sheet 字段 (最小, 最大) is RD206."""
    field_id, full = scope.field("score"), scope.field("full_mark")
    score, most = scope.numbers(field_id), scope.numbers(full)
    for row in np.flatnonzero((score > most + _EVEN) & ~scope.void):
        yield Hit(int(row), (field_id, full), {"score": f"{score[row]:g}", "full": f"{most[row]:g}"})


@check(
    "BAL104",
    title=marked("Rated oneself"),
    severity=Severity.ERROR,
    mends=Mends.KEEPER,
    basis="单位制度（评议办法：不评本部门）",
    message=marked(
        "{rater} rates {subject}: nobody rates himself or his own department. Correct the entry if it is wrong; if "
        "not, enter 作废 in the remarks of these lines."
    ),
    over=RegisterScope,
    kinds=(Kind.BALLOTS,),
    needs=("rater", "subject"),
    breaks="""
        评议表
        票号  | 评议人类别 | 评议人 | 评议对象 | 评议项目 | 得分
        P-001 | 同级       | 财务科 | 财务科   | 执行力   | 95
        P-001 | 同级       | 财务科 | 财务科   | 工作质量 | 96
        P-002 | 同级       | 周强   | 财务科   | 执行力   | 95
    """,
    holds="""
        评议表
        票号  | 评议人类别 | 评议人   | 评议对象 | 评议项目 | 得分
        P-001 | 同级       | 财务科   | 营销科   | 执行力   | 88
        P-002 | 同级       | 周强     | 营销科   | 执行力   | 88
        P-003 | 基层       | 向阳所   | 财务科   | 执行力   | 88
        P-004 | 领导       | 高远     | 财务科   | 执行力   | 88
        P-005 | 同级       |          | 财务科   | 执行力   | 88
    """,
)
def nobody_rates_himself(scope: RegisterScope) -> Iterator[Hit]:
    """Nobody rates himself or the own department, as far as the register names who rates (field 评议人).

    It is told once a ballot and subject. Departments go by any of their names, people by sheet 人员.
    """
    votes = Votes.of(scope)
    who, raters = votes.texts("rater")
    whom, subjects = votes.texts("subject")
    own = np.zeros((len(raters) + 1, len(subjects) + 1), dtype=bool)
    for place, rater in enumerate(raters):
        homes = _homes(scope, rater)
        own[place, :-1] = [not homes.isdisjoint(_names(scope, subject)) for subject in subjects]
    rows = np.flatnonzero(own[who, whom] & ~scope.void)
    for row in rows[grouped([codes[rows] for codes in (votes.texts("ballot")[0], who, whom)]).first]:
        values = {"rater": raters[who[row]], "subject": subjects[whom[row]]}
        yield Hit(int(row), (scope.field("subject"), scope.field("rater")), values)


@check(
    "BAL105",
    title=marked("Item rated twice"),
    severity=Severity.ERROR,
    mends=Mends.KEEPER,
    basis="单位制度（评议办法：重复编号为废票）",
    message=marked(
        "Ballot {ballot} rates {item} of {subject} a second time. Strike the line entered twice, or correct the number "
        "of the ballot."
    ),
    over=RegisterScope,
    kinds=(Kind.BALLOTS,),
    needs=("ballot", "subject", "item"),
    breaks="""
        评议表
        票号  | 评议人类别 | 评议对象 | 评议项目 | 得分
        P-001 | 同级       | 财务科   | 执行力   | 85
        P-001 | 同级       | 财务科   | 执行力   | 88
    """,
    holds="""
        评议表
        票号  | 评议人类别 | 评议对象 | 评议项目 | 得分
        P-001 | 同级       | 财务科   | 执行力   | 85
        P-001 | 同级       | 营销科   | 执行力   | 88
        P-002 | 同级       | 财务科   | 执行力   | 85
    """,
)
def items_are_rated_once(scope: RegisterScope) -> Iterator[Hit]:
    """A ballot rates one item of one subject once. It is shown on the later line; of two periods each has its own."""
    votes = Votes.of(scope)
    item = votes.texts("item")[0][votes.rows]
    lines = votes.groups("ballot", "period", "subject", "item")
    again = np.ones(len(item), dtype=bool)
    again[lines.first] = False
    for place in np.flatnonzero(again & (item >= 0)):
        row, other = int(votes.rows[place]), int(votes.rows[lines.first[lines.number[place]]])
        values = {name: scope.register.text(row, scope.field(name)) for name in ("ballot", "item", "subject")}
        yield Hit(row, (scope.field("item"), scope.field("ballot"), scope.field("subject")), values, (other,))


def _homes(scope: RegisterScope, rater: str) -> set[str]:
    """What would be one's own for whoever rates: the department, or the person with the person's department."""
    people = scope.rules.people_by_name.get(rater, ())
    return _names(scope, rater) | ({people[0].department} if len(people) == 1 else set())


def _names(scope: RegisterScope, text: str) -> set[str]:
    return {scope.rules.department_names.get(text, text)}
