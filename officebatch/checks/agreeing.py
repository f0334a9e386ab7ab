"""DOC117, DOC118: with whom a paper is agreed. Other departments before it is signed, its signer when it is changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from officebatch.checks.check import Hit, check
from officebatch.checks.course import NO_DAY, Course, day_at
from officebatch.checks.scope import ProcessScope
from officebatch.model.vocabulary import Kind, Mends, Severity
from officebatch.model.wordlist import parted
from officebatch.rulebook.sheets import Required
from officebatch.wording import marked

if TYPE_CHECKING:
    from collections.abc import Iterator

_NOBODY = {"", "/", "—", "——", "-", "无", "不涉及"}


@check(
    "DOC117",
    title=marked("Other departments not consulted"),
    severity=Severity.ERROR,
    mends=Mends.HOLDER,
    basis="《党政机关公文处理工作条例》第十六条、第十九条",
    message=marked(
        "The paper was signed on {signed}, but {step} with {departments} has no {missing}. If they were consulted, "
        "enter it; if not, explain the reason, and agree with them before signing from now on. Do not sign for a day "
        "gone by."
    ),
    over=ProcessScope,
    kinds=(Kind.FLOW,),
    parameters={"会商环节": "会商", "签发环节": "签发"},
    wanted=marked("{step} with {departments} before signing"),
    breaks="""
        发文登记簿
        发文字号          | 标题               | 拟稿部门 | 会签部门 | 会商人 | 会商日期 | 签发人 | 签发日期
        临电办〔2026〕1号 | 关于费用报销的通知 | 办公室   | 财务科   |        |          | 王平   | 2026-03-04
    """,
    holds="""
        发文登记簿
        发文字号          | 标题               | 拟稿部门 | 会签部门 | 会商人 | 会商日期   | 签发人 | 签发日期
        临电办〔2026〕1号 | 关于费用报销的通知 | 办公室   | 财务科   | 周强   | 2026-03-03 | 王平   | 2026-03-04
        临电办〔2026〕2号 | 关于公务用车的通知 | 办公室   | 无       |        |            | 王平   | 2026-03-04
        临电办〔2026〕3号 | 关于办公用房的通知 | 办公室   | 办公室   |        |            | 王平   | 2026-03-04
        临电办〔2026〕4号 | 关于资产盘点的通知 | 办公室   | 财务科   |        |            |        |
    """,
)
def others_were_consulted(scope: ProcessScope) -> Iterator[Hit]:
    """A paper that names other departments (会签部门) must have passed the step of consulting them before it is signed.

    Its own department does not count. A register without columns for that step is left alone. Where the rule book
    itself requires the step (sheet 流程, 必经), that it was left out is told there and not here.
    """
    course, within = scope.course, scope.within
    asked, step, fields = scope.step("会商环节"), scope.step("签发环节"), within.columns("co_departments")
    if asked is None or step is None or not fields or course.steps[asked].required is not Required.NO:
        return
    date_field, person_field = course.events.date_fields[asked], course.events.person_fields[asked]
    field_id = date_field or person_field
    if not field_id:
        return
    passed = course.dated[asked] > 0 if date_field else course.index[asked] >= 0
    signed = course.last_day(step)
    open_ = (signed != NO_DAY) & ~passed & within.has_column(field_id) & ~within.void & ~within.empty(fields[0])
    for record in np.flatnonzero(open_):
        others = _others(scope, int(record), fields[0])
        if others:
            told = {"step": course.steps[asked].name, "departments": "、".join(others), "missing": field_id}
            yield Hit(int(record), (field_id, fields[0]), {**told, "signed": day_at(signed[record])})


@check(
    "DOC118",
    title=marked("Signed again by somebody else"),
    severity=Severity.WARNING,
    mends=Mends.HOLDER,
    basis="《党政机关公文处理工作条例》第二十五条",
    message=marked(
        "After the signature of {first} on {first_day} the paper went back to {step} ({day}) and was then signed by "
        "{person}. A paper changed after it was signed goes back to who signed it: explain the reason, and submit it "
        "to the same leader from now on."
    ),
    over=ProcessScope,
    kinds=(Kind.FLOW, Kind.EVENTS),
    parameters={"环节": "签发、批准"},
    wanted=marked("signed again by {first}"),
    breaks="""
        台账
        台账     | 种类 | 文件   | 表头行
        发文流水 | 流水 | *流水* | 1

        字段
        台账     | 字段   | 用途     | 表头   | 类型 | 必填
        发文流水 | 事项   | 事项编号 | 事项   | 文本 | 是
        发文流水 | 环节   | 环节     | 环节   | 文本 | 是
        发文流水 | 经办人 | 责任人   | 经办人 | 人员 | 否
        发文流水 | 日期   | 日期     | 日期   | 日期 | 否

        流程
        流程 | 台账     | 序号 | 环节 | 责任方 | 必经
        流水 | 发文流水 | 1    | 核稿 | 办公室 | 是
        流水 | 发文流水 | 2    | 签发 | 领导   | 是

        发文流水
        事项 | 环节 | 经办人 | 日期
        甲   | 核稿 | 李文   | 2026-03-02
        甲   | 签发 | 高远   | 2026-03-03
        甲   | 核稿 | 李文   | 2026-03-05
        甲   | 签发 | 王平   | 2026-03-06
    """,
    holds="""
        台账
        台账     | 种类 | 文件   | 表头行
        发文流水 | 流水 | *流水* | 1

        字段
        台账     | 字段   | 用途     | 表头   | 类型 | 必填
        发文流水 | 事项   | 事项编号 | 事项   | 文本 | 是
        发文流水 | 环节   | 环节     | 环节   | 文本 | 是
        发文流水 | 经办人 | 责任人   | 经办人 | 人员 | 否
        发文流水 | 日期   | 日期     | 日期   | 日期 | 否

        流程
        流程 | 台账     | 序号 | 环节 | 责任方 | 必经
        流水 | 发文流水 | 1    | 核稿 | 办公室 | 是
        流水 | 发文流水 | 2    | 签发 | 领导   | 是

        发文流水
        事项 | 环节 | 经办人 | 日期
        甲   | 核稿 | 李文   | 2026-03-02
        甲   | 签发 | 高远   | 2026-03-03
        甲   | 核稿 | 李文   | 2026-03-05
        甲   | 签发 | 高远   | 2026-03-06
        乙   | 核稿 | 李文   | 2026-03-02
        乙   | 签发 | 高远   | 2026-03-03
        乙   | 签发 | 王平   | 2026-03-04
    """,
)
def signed_again_by_the_same(scope: ProcessScope) -> Iterator[Hit]:
    """A paper that went back after it was signed is signed again by the same leader.

    Two signatures without a return between them are a joint signature and in order; so is another leader's while the
    first is away (sheet 外出).
    """
    course, step = scope.course, scope.step("环节")
    if step is None or course.pass_count == 1:
        return
    for pass_ in range(2, course.pass_count + 1):
        first, again = course.person(step, pass_ - 1), course.person(step, pass_)
        for record in np.flatnonzero((first >= 0) & (again >= 0) & (first != again)):
            events = [int(course.at(p)[step, record]) for p in (pass_ - 1, pass_)]
            back = _returned(course, step, int(record), *events)
            days = [course.day_of(event) for event in events]
            name, other = (course.passings.people[int(code[record])] for code in (first, again))
            if back is None or (days[1] is not None and scope.rules.away(name, days[1])):
                continue
            row, field_id = course.cell(events[1], "person")
            told = {"first": name, "first_day": days[0], "person": other, "day": course.day_of(back)}
            told["step"] = course.steps[int(course.passings.step[back])].name
            yield Hit(row, (field_id,), told, person=other)


def _returned(course: Course, step: int, record: int, first: int, again: int) -> int | None:
    """A passing of an earlier step between two signatures, None where there is none."""
    p = course.passings
    if not (p.passed[first] and p.passed[again]):
        return None
    here = np.flatnonzero((p.record == record) & (p.step < step) & (p.pass_ > 1) & p.passed)
    between = [int(e) for e in here if p.day[first] <= p.day[e] <= p.day[again]]
    return between[-1] if between else None


def _others(scope: ProcessScope, record: int, field_id: str) -> list[str]:
    """The departments a cell names besides the record's own."""
    register, known = scope.register, scope.rules.department_names
    own = register.words(record, "department")
    found = parted(register.text(record, field_id))
    return [word for word in found if word not in _NOBODY and known.get(word, word) != own]
