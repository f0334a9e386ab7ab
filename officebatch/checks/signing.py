"""DOC115, DOC116: the signature of a paper. Who signs, and that the paper bears the day of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from officebatch.checks.check import Hit, check
from officebatch.checks.course import NO_DAY, day_at
from officebatch.checks.scope import ProcessScope, marks
from officebatch.checks.titles import genres, of_genre
from officebatch.model.vocabulary import Kind, Mends, Severity
from officebatch.wording import marked

if TYPE_CHECKING:
    from collections.abc import Iterator

    from officebatch.rulebook.rules import RuleBook



@check(
    "DOC115",
    title=marked("Not signed by the principal head"),
    severity=Severity.ERROR,
    mends=Mends.HOLDER,
    basis="《党政机关公文处理工作条例》第二十二条",
    message=marked(
        "{kind} was signed by {person} ({post}); papers to a superior and important ones are signed by the principal "
        "head ({heads}). Correct the name if it is wrong; if not, explain the reason and submit them to the head from "
        "now on."
    ),
    over=ProcessScope,
    kinds=(Kind.FLOW,),
    parameters={"环节": "签发", "文种": "请示、报告、命令、决定", "岗位": "局长、总经理"},
    wanted=marked("signed by the principal head ({heads})"),
    breaks="""
        人员
        姓名 | 部门   | 职务   | 层级
        方明 | 局领导 | 副局长 | 领导

        发文登记簿
        发文字号          | 标题                   | 文种 | 签发人 | 签发日期
        临电办〔2026〕1号 | 关于追加抢修费用的请示 | 请示 | 方明   | 2026-03-04
    """,
    holds="""
        人员
        姓名 | 部门   | 职务   | 层级 | B角
        方明 | 局领导 | 副局长 | 领导 |
        高远 | 局领导 | 局长   | 领导 | 方明

        外出
        姓名 | 开始日期   | 结束日期
        高远 | 2026-03-10 | 2026-03-14

        发文登记簿
        发文字号          | 标题                   | 文种 | 签发人 | 签发日期
        临电办〔2026〕1号 | 关于追加抢修费用的请示 | 请示 | 高远   | 2026-03-04
        临电办〔2026〕2号 | 关于秋检工作的通知     | 通知 | 方明   | 2026-03-05
        临电办〔2026〕3号 | 关于雷击跳闸情况的报告 | 报告 | 方明   | 2026-03-12
        临电办〔2026〕4号 | 关于追加检修费用的请示 | 请示 |        |
    """,
)
def signed_by_the_head(scope: ProcessScope) -> Iterator[Hit]:
    """Papers to a superior and important ones (parameter 文种) are signed by the principal head: who holds a post of
    the parameter 岗位 in sheet 人员. The last signature counts.

    While every head is away (sheet 外出) whoever acts for him signs. Who may not sign at all is told by the check of
    posts; without a head in sheet 人员 nothing is said.
    """
    course, rules, step = scope.course, scope.rules, scope.step("环节")
    heads = _holders(rules, scope.parted("岗位"))
    if step is None or not heads or not course.events.person_fields[step]:
        return
    people = course.passings.people
    other = [_may_sign(rules, name, course.steps[step].posts) and name not in heads for name in people]
    event = course.last(step)
    person = np.where(event >= 0, course.passings.person[event], -1) if len(course.passings.person) else event
    for record in np.flatnonzero(marks(other)[person] & of_genre(scope.within, scope.parted("文种"))):
        name, day = people[int(person[record])], course.day_of(int(event[record]))
        if day is not None and all(rules.away(head, day) for head in heads):
            continue
        row, field_id = course.cell(int(event[record]), "person")
        codes, values = genres(scope.within)
        posts = "、".join(p.post for p in rules.people_by_name[name] if p.post) or "—"
        told = {"kind": values[codes[record]], "person": name, "post": posts, "heads": "、".join(heads)}
        yield Hit(row, (field_id,), told, person=name)


@check(
    "DOC116",
    title=marked("Date of the paper is not the day it was signed"),
    severity=Severity.ERROR,
    mends=Mends.KEEPER,
    basis="《党政机关公文处理工作条例》第九条",
    message=marked(
        "{field} is {day}, but the paper was last signed on {signed}. A paper bears the day of its (last) signature: "
        "look at the paper and correct the wrong day."
    ),
    over=ProcessScope,
    kinds=(Kind.FLOW,),
    parameters={"环节": "签发", "除外文种": "纪要、决议、公报"},
    breaks="""
        发文登记簿
        发文字号          | 标题               | 文种 | 成文日期   | 签发人 | 签发日期
        临电办〔2026〕1号 | 关于秋检工作的通知 | 通知 | 2026-03-02 | 王平   | 2026-03-04
    """,
    holds="""
        发文登记簿
        发文字号          | 标题                   | 文种 | 成文日期   | 核稿日期   | 签发人 | 签发日期
        临电办〔2026〕1号 | 关于秋检工作的通知     | 通知 | 2026-03-04 | 2026-03-03 | 王平   | 2026-03-04
        临电办〔2026〕2号 | 局长办公会会议纪要     | 纪要 | 2026-03-02 | 2026-03-03 | 王平   | 2026-03-04
        临电办〔2026〕3号 | 关于春检工作的通知     | 通知 |            | 2026-03-03 | 王平   | 2026-03-04
        临电办〔2026〕4号 | 关于联合开展巡查的通知 | 通知 | 2026-03-06 | 2026-03-03 | 王平   | 2026-03-04、2026-03-06
        临电办〔2026〕5号 | 关于工器具试验的通知   | 通知 | 2026-03-04 | 2026-03-05 | 王平   | 2026-03-03
    """,
)
def dated_as_signed(scope: ProcessScope) -> Iterator[Hit]:
    """The date of a paper of one's own is the day it was signed; of several signatures, the last.

    Minutes and resolutions bear the day of the meeting (parameter 除外文种). Where the signature stands before a step
    that comes first, that is told elsewhere and nothing is said here.
    """
    course, step, fields = scope.course, scope.step("环节"), scope.within.columns("document_date")
    if step is None or not fields:
        return
    signed, dated = course.last_day(step), _days(scope, fields[0])
    before = [course.day[first] for first in course.before[step]]
    sound = np.maximum.reduce([*before, np.full(course.size, NO_DAY)]) <= signed
    wrong = (signed != NO_DAY) & (dated != NO_DAY) & (signed != dated) & sound & ~scope.within.void
    wrong &= dated <= scope.within.today.astype(np.int64)
    if not wrong.any():
        return
    for record in np.flatnonzero(wrong & ~of_genre(scope.within, scope.parted("除外文种"))):
        told = {"field": fields[0], "day": day_at(dated[record]), "signed": day_at(signed[record])}
        yield Hit(int(record), (fields[0], *filter(None, [course.events.date_fields[step]])), told)


def _holders(rules: RuleBook, posts: tuple[str, ...]) -> list[str]:
    """The names of those who hold one of some posts in sheet 人员."""
    return [p.name for p in rules.people if p.holds(posts)]


def _may_sign(rules: RuleBook, name: str, posts: tuple[str, ...]) -> bool:
    """Whether the check of posts has nothing to say of somebody it knows."""
    people = rules.people_by_name.get(name, ())
    return bool(people) and (not posts or any(p.holds(posts) for p in people))


def _days(scope: ProcessScope, field_id: str) -> np.ndarray:
    days = scope.within.days(field_id)
    return np.where(np.isnat(days), NO_DAY, days.astype(np.int64))
