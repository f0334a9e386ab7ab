"""DUT130, DUT131: the duty table against what the registers show people doing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from officebatch.checks.absences import distinct_rows, people_in
from officebatch.checks.acts import in_hand
from officebatch.checks.check import Hit, check
from officebatch.checks.scope import OfficeScope
from officebatch.model.vocabulary import HolderKind, Kind, Mends, Severity
from officebatch.model.wordlist import parted
from officebatch.wording import marked

if TYPE_CHECKING:
    from collections.abc import Iterator

    from officebatch.model.events import Events
    from officebatch.rulebook.sheets import Person, Step

_SHOWN = 20  # other places named with a finding


@check(
    "DUT130",
    title=marked("Step done by somebody whose duty it is not"),
    severity=Severity.HINT,
    mends=Mends.POST,
    basis="单位制度（定岗、定责）",
    message=marked(
        "{person} has done the step {step} {count} times, though the duty table gives it to {holders}. Enter the step "
        "with this person's duty, or leave it to who holds it."
    ),
    over=OfficeScope,
    parameters={"次数": "3"},
    asked=marked("Settle whose duty the step is"),
    wanted=marked("{step} done by {holders}"),
    breaks="""
        岗位职责表
        职责编号 | 部门   | 岗位   | 职责内容 | 对应环节 | A角  | B角
        ZZ-001   | 办公室 | 机要岗 | 用印登记 | 用印     | 赵敏 | 李文
        ZZ-002   | 办公室 | 收发岗 | 文件收发 | 分发     | 钱进 | 赵敏

        人员
        姓名 | 部门   | 职务
        钱进 | 办公室 | 机要员

        发文登记簿
        发文字号          | 拟稿人 | 拟稿日期   | 用印人 | 用印日期
        临电办〔2026〕1号 | 孙丽   | 2026-03-02 | 钱进   | 2026-03-05
        临电办〔2026〕2号 | 孙丽   | 2026-03-03 | 钱进   | 2026-03-06
        临电办〔2026〕3号 | 孙丽   | 2026-03-04 | 钱进   | 2026-03-09
    """,
    holds="""
        岗位职责表
        职责编号 | 部门   | 岗位   | 职责内容 | 对应环节   | A角  | B角
        ZZ-001   | 办公室 | 机要岗 | 用印登记 | 用印、分发 | 赵敏 | 李文
        ZZ-002   | 办公室 | 秘书岗 | 起草文稿 | 拟稿       | 李文 | 赵敏
        ZZ-003   | 办公室 | 收发岗 | 文件收发 |            | 钱进 | 赵敏

        人员
        姓名 | 部门   | 职务
        钱进 | 办公室 | 机要员
        冯岚 | 办公室 | 机要员

        发文登记簿
        发文字号          | 拟稿人 | 拟稿日期   | 用印人 | 用印日期   | 打印人 | 打印日期   | 分发人 | 分发日期
        临电办〔2026〕1号 | 孙丽   | 2026-03-02 | 钱进   | 2026-03-05 | 孙丽   | 2026-03-04 | 冯岚   | 2026-03-09
        临电办〔2026〕2号 | 孙丽   | 2026-03-03 | 赵敏   | 2026-03-06 | 孙丽   | 2026-03-05 | 冯岚   | 2026-03-09
        临电办〔2026〕3号 | 孙丽   | 2026-03-04 | 钱进   | 2026-03-09 | 孙丽   | 2026-03-06 | 冯岚   | 2026-03-10
    """,
)
def steps_done_by_their_duty(scope: OfficeScope) -> Iterator[Hit]:
    """A step that the duty table gives to somebody (column 对应环节) is done by that A or B, or who stands in for them
    (sheet 人员).

    The office's steps are looked for in the whole duty table, a department's in its own lines; a step nobody holds
    there is left alone. It is told once for a person and a step, from as many times on as the parameter 次数 says:
    helping out once or twice is no duty. Leaders, who holds no post for the step (DOC105), and who has no duty at all
    (DUT106), are left alone.
    """
    table = _holders(scope)
    busy = _busy(scope)
    for (process, _), events in sorted(scope.office.events.items()) if table else ():
        by_name = {s.name: s for s in scope.rules.processes.get((process, events.register), ())}
        codes = np.asarray(events.frame["person"].array.codes).astype(np.int32)
        names = [str(name) for name in events.frame["person"].array.categories]
        place = events.frame["step"].to_numpy().astype(np.int32)
        counts = np.bincount(place * (len(names) + 1) + codes + 1, minlength=len(events.steps) * (len(names) + 1))
        often = counts.reshape(len(events.steps), len(names) + 1)[:, 1:] >= int(scope.parameters["次数"])
        for step, who in np.argwhere(often).tolist():
            person = scope.rules.person(names[who])
            holders = _whose(scope, by_name[events.steps[step]], person, table)
            if person is not None and person.name in busy and holders and not _theirs(scope, person.name, holders):
                rows = np.flatnonzero((place == step) & (codes == who))
                yield _elsewhere(scope, events, rows, person, (step, holders))


@check(
    "DUT131",
    title=marked("Too much in one hand"),
    severity=Severity.HINT,
    mends=Mends.OFFICE,
    basis="惯例",
    message=marked(
        "{person} ({department}) has {count} matters in hand ({parts}), more than {limit}. Look which of them somebody "
        "else can take over."
    ),
    over=OfficeScope,
    parameters={"件数": "10"},
    breaks="""
        督办台账
        督办编号   | 责任人 | 状态
        DB2026-001 | 孙丽   | 在办
        DB2026-002 | 孙丽   | 在办
        DB2026-003 | 孙丽   | 在办
        DB2026-004 | 孙丽   | 在办
        DB2026-005 | 孙丽   | 在办
        DB2026-006 | 孙丽   | 在办
        DB2026-007 | 孙丽   | 在办
        DB2026-008 | 孙丽   | 在办
        DB2026-009 | 孙丽   | 在办
        DB2026-010 | 孙丽   | 未办

        收文登记簿
        收文编号      | 批办人 | 批办日期   | 承办人 | 承办日期
        收〔2026〕1号 | 高远   | 2026-11-02 | 孙丽   |
    """,
    holds="""
        督办台账
        督办编号   | 责任人 | 状态
        DB2026-001 | 孙丽   | 在办
        DB2026-002 | 孙丽   | 在办
        DB2026-003 | 孙丽   | 在办
        DB2026-004 | 孙丽   | 在办
        DB2026-005 | 孙丽   | 在办
        DB2026-006 | 孙丽   | 在办
        DB2026-007 | 孙丽   | 在办
        DB2026-008 | 孙丽   | 在办
        DB2026-009 | 孙丽   | 在办
        DB2026-010 | 孙丽   | 办结

        收文登记簿
        收文编号      | 批办人 | 批办日期   | 承办人 | 承办日期   | 注办人 | 注办日期
        收〔2026〕1号 | 高远   | 2026-11-02 | 孙丽   |            | 赵敏   |
        收〔2026〕2号 | 高远   | 2026-11-02 | 孙丽   | 2026-11-04 | 赵敏   |
    """,
)
def work_is_shared(scope: OfficeScope) -> Iterator[Hit]:
    """Nobody should have more matters in hand than the parameter 件数: open tasks and documents that wait at a step for
    somebody named.

    It is told once for a person, and to the office alone: who shares the work is for the head of office to say. Leaders
    are left alone.
    """
    limit = int(scope.parameters["件数"])
    held: dict[str, dict[str, int]] = {}
    for of in in_hand(scope):
        for place, count in enumerate(np.bincount(of.codes, minlength=len(of.names)).tolist()):
            if count:
                parts = held.setdefault(of.names[place], {})
                parts[of.register] = parts.get(of.register, 0) + count
    for name, parts in held.items():
        person, count = scope.rules.person(name), sum(parts.values())
        if count > limit and person is not None and name not in scope.rules.leaders:
            told = "、".join(f"{register}{number}" for register, number in parts.items())
            values = {"person": name, "department": person.department, "count": count, "parts": told, "limit": limit}
            register = next(iter(parts))
            yield Hit(
                None, (), values, person=name, record=name, register=register, department=person.department
            )


_HOLDING = ("department", "steps", "holder_a", "holder_b")
_Table = dict[tuple[str, str], tuple[str, ...]]  # (department, step) → who holds it, A and B


def _holders(scope: OfficeScope) -> _Table:
    """What the duty registers say of steps; an empty department stands for all of them."""
    found: _Table = {}
    for register in scope.of_kind(Kind.DUTIES):
        steps = register.role("steps")
        filled = [row for row in distinct_rows(register, *_HOLDING) if steps and register.text(row, steps)]
        for row in filled:
            people = tuple(n for role in ("holder_a", "holder_b") for n in people_in(scope.rules, register, row, role))
            for step in parted(register.text(row, str(steps))):
                for department in ("", register.words(row, "department")):
                    found[department, step] = (*found.get((department, step), ()), *people)
    return found


def _busy(scope: OfficeScope) -> frozenset[str]:
    """Who stands in any duty."""
    roles = ("holder_a", "holder_b")
    return frozenset(
        name
        for register in scope.of_kind(Kind.DUTIES)
        for role in roles
        for row in distinct_rows(register, role)
        for name in people_in(scope.rules, register, row, role)
    )


def _whose(scope: OfficeScope, step: Step, person: Person | None, table: _Table) -> tuple[str, ...]:
    """Who holds a step somebody did; nobody where that is not to be compared."""
    if person is None or person.name in scope.rules.leaders or step.holder in (HolderKind.LEADER, HolderKind.OUTSIDE):
        return ()
    if step.posts and not person.holds(step.posts):
        return ()
    department = "" if step.holder is HolderKind.OFFICE else person.department
    return tuple(dict.fromkeys(table.get((department, step.name), ())))


def _theirs(scope: OfficeScope, name: str, holders: tuple[str, ...]) -> bool:
    people = [person for holder in holders for person in scope.rules.people_by_name.get(holder, ())]
    return name in holders or name in {person.stand_in for person in people}


def _elsewhere(
    scope: OfficeScope, events: Events, rows: np.ndarray, person: Person, what: tuple[int, tuple[str, ...]]
) -> Hit:
    step, holders = what
    at = events.frame["row"].to_numpy()[rows]
    values = {
        "person": person.name,
        "step": events.steps[step],
        "count": len(rows),
        "holders": "、".join(holders),
    }
    field_id = events.person_fields[step] or scope.office.registers[events.register].role("person") or ""
    return Hit(
        int(at[0]),
        (field_id,),
        values,
        tuple(dict.fromkeys(at[1:_SHOWN].tolist())),
        person=person.name,
        department=person.department,
        register=events.register,
    )
