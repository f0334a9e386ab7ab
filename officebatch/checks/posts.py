"""DUT107 to DUT110: who holds a post. People of another department, A and B away together, posts and duties doubled."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from officebatch.checks.absences import Absences
from officebatch.checks.check import Hit, InRules, check
from officebatch.checks.duties import folded
from officebatch.checks.scope import OfficeScope, RegisterScope
from officebatch.model.vocabulary import Kind, Mends, Severity
from officebatch.wording import marked

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_AB = "单位制度（AB角制度）"
_SHOWN = 20  # other places named with a finding


@check(
    "DUT107",
    title=marked("Post held from another department"),
    severity=Severity.WARNING,
    mends=Mends.POST,
    basis="单位制度（定岗、定责、定标准）",
    message=marked(
        "{person} belongs to {home} (sheet 人员), but is A of {count} duties of {department}. If the person has moved, "
        "the post is vacant: name who holds it now; if not, bring sheet 人员 up to date."
    ),
    over=RegisterScope,
    kinds=(Kind.DUTIES,),
    needs=("department", "holder_a"),
    asked=marked("Name who holds the post now (A)"),
    wanted=marked("somebody of {department} who holds it (A)"),
    breaks="""
        岗位职责表
        职责编号 | 部门   | 岗位       | 职责内容 | A角  | B角
        ZZ-001   | 办公室 | 文稿起草岗 | 起草文稿 | 孙丽 | 李文
        ZZ-002   | 办公室 | 文稿起草岗 | 信息简报 | 孙丽 | 李文
    """,
    holds="""
        岗位职责表
        职责编号 | 部门   | 岗位       | 职责内容 | A角  | B角
        ZZ-001   | 财务科 | 出纳岗     | 资金收付 | 孙丽 | 李文
        ZZ-002   | 财务科 | 会计岗     | 会计核算 | 吴静 | 孙丽
        ZZ-003   | 办公室 | 全面工作岗 | 全面工作 | 高远 | 王平
    """,
)
def post_held_in_its_department(scope: RegisterScope) -> Iterator[Hit]:
    """The A of a duty must belong to the department whose duty it is (sheet 人员): who has moved on leaves the post
    vacant.

    It is told once for a person and a department. Leaders, and a B of another department, are in order. Of a department
    that is gone nothing is told here (DUT112).
    """
    field_id, department = scope.field("holder_a"), scope.field("department")
    (who, names), (where, departments) = scope.words(field_id), scope.words(department)
    strange = np.zeros((len(names) + 1, len(departments) + 1), dtype=bool)
    gone = {d.name for d in scope.rules.departments if d.valid_to is not None and d.valid_to < scope.as_of}
    homes = [{p.department for p in scope.rules.people_by_name.get(name, ())} for name in names]
    for place, home in enumerate(homes):
        if home and names[place] not in scope.rules.leaders:
            strange[place, :-1] = [name not in home and name not in gone for name in departments]
    told: dict[tuple[int, int], list[int]] = {}
    for row in np.flatnonzero(strange[who, where] & ~scope.void):
        told.setdefault((int(who[row]), int(where[row])), []).append(int(row))
    for (place, at), rows in told.items():
        home_now = "、".join(sorted(homes[place]))
        values = {"person": names[place], "home": home_now, "department": departments[at], "count": len(rows)}
        yield Hit(rows[0], (field_id, department), values, tuple(rows[1:_SHOWN]), person=names[place])


@check(
    "DUT108",
    title=marked("A and B away at the same time"),
    severity=Severity.WARNING,
    mends=Mends.POST,
    basis=_AB,
    message=marked(
        "{person} and whoever stands in ({others}) are all away from {first} to {last} (sheet 外出). Settle who is "
        "there for that time, or move one absence."
    ),
    over=OfficeScope,
    asked=marked("Settle who stands in while A and B are both away"),
    wanted=marked("A or B present from {first} to {last}"),
    breaks="""
        外出
        姓名 | 开始日期   | 结束日期
        赵敏 | 2026-11-18 | 2026-11-24
        李文 | 2026-11-23 | 2026-11-27

        岗位职责表
        职责编号 | 部门   | 岗位   | 职责内容 | A角  | B角
        ZZ-001   | 办公室 | 机要岗 | 机要保密 | 赵敏 | 李文
        ZZ-002   | 办公室 | 秘书岗 | 起草文稿 | 李文 | 赵敏
    """,
    holds="""
        外出
        姓名 | 开始日期   | 结束日期
        赵敏 | 2026-11-18 | 2026-11-20
        李文 | 2026-11-23 | 2026-11-27
        孙丽 | 2026-11-09 | 2026-11-13
        周强 | 2026-11-09 | 2026-11-13
        王平 | 2026-11-23 | 2026-11-27

        岗位职责表
        职责编号 | 部门   | 岗位   | 职责内容 | A角  | B角
        ZZ-001   | 办公室 | 机要岗 | 机要保密 | 赵敏 | 李文
        ZZ-002   | 财务科 | 出纳岗 | 资金收付 | 孙丽 | 周强
        ZZ-003   | 办公室 | 主任岗 | 全面工作 | 王平 | 赵敏
    """,
)
def a_or_b_is_there(scope: OfficeScope) -> Iterator[Hit | InRules]:
    """A and B of a post must not be away at the same time (sheets 外出 and 人员, duty register).

    Of several who stand in one is enough. Absences that are over are left alone; two who stand in for one another are
    told once.
    """
    absences, told = Absences(scope), set[frozenset[str]]()
    for name in absences.to_come:
        others, away = absences.stand_ins(name), absences.all_away(name)
        group = frozenset({name, *others})
        if away is None or group in told:
            continue
        told.add(group)
        values = {"person": name, "others": "、".join(sorted(others)), "first": away[0], "last": away[1]}
        yield _at_post(scope, name, values)


@check(
    "DUT109",
    title=marked("One post under several people"),
    severity=Severity.HINT,
    mends=Mends.POST,
    basis="单位制度（定岗、定责、定标准）",
    message=marked(
        "The post {post} of {department} is held by several people ({people}). If these are several posts, give each a "
        "name of its own; if it is one, settle who is A."
    ),
    over=RegisterScope,
    kinds=(Kind.DUTIES,),
    needs=("department", "post", "holder_a"),
    asked=marked("Settle who holds the post, or part it into posts of their own"),
    wanted=marked("one A for one post"),
    breaks="""
        岗位职责表
        职责编号 | 部门   | 岗位   | 职责内容 | A角  | B角
        ZZ-001   | 办公室 | 秘书岗 | 起草文稿 | 李文 | 王平
        ZZ-002   | 办公室 | 秘书岗 | 信息简报 | 赵敏 | 王平
    """,
    holds="""
        岗位职责表
        职责编号 | 部门   | 岗位   | 职责内容 | A角  | B角
        ZZ-001   | 办公室 | 秘书岗 | 起草文稿 | 李文 | 王平
        ZZ-002   | 办公室 | 秘书岗 | 信息简报 | 李文 | 王平
        ZZ-003   | 财务科 | 秘书岗 | 信息简报 | 孙丽 | 周强
        ZZ-004   | 办公室 | 文印岗 | 文件打印 | 赵敏 | 李文
        ZZ-005   | 办公室 | 文印岗 | 文件校对 | 李文 | 赵敏
    """,
)
def post_has_one_holder(scope: RegisterScope) -> Iterator[Hit]:
    """A post must have one A, however many duties belong to it.

    Two people who share a post and stand in for one another are in order. Lines with the same duty under two owners
    are told by DUT105.
    """
    field_id, department, post = (scope.field(role) for role in ("holder_a", "department", "post"))
    who, names = scope.words(field_id)
    b_field, content = scope.register.role("holder_b"), scope.register.role("content")
    stands_in = scope.words(b_field) if b_field else (np.full(len(who), -1), [])
    what = _said(scope, content)
    for rows in _groups(scope, department, post):
        held = [row for row in rows if who[row] >= 0]
        if len({int(who[row]) for row in held}) < 2 or _one_duty_twice([what(row) for row in held]):
            continue
        people = list(dict.fromkeys(names[who[row]] for row in held))
        helped = {(names[who[r]], stands_in[1][stands_in[0][r]]) for r in held if stands_in[0][r] >= 0}
        if all((a, b) in helped for a in people for b in people if a != b):
            continue
        other = next(row for row in held if who[row] != who[held[0]])
        first, text = held[0], scope.register.text
        values = {"post": text(first, post), "department": text(first, department), "people": "、".join(people)}
        yield Hit(other, (field_id, post), values, tuple(row for row in held if row != other)[:_SHOWN])


@check(
    "DUT110",
    title=marked("Duty entered twice"),
    severity=Severity.WARNING,
    mends=Mends.KEEPER,
    basis="单位制度（职责不交叉、不重叠）",
    message=marked("The same duty of {person} stands under {record} already. Strike one of the two lines."),
    over=RegisterScope,
    kinds=(Kind.DUTIES,),
    needs=("department", "content", "holder_a"),
    breaks="""
        岗位职责表
        职责编号 | 部门   | 岗位       | 职责内容   | A角  | B角
        ZZ-001   | 办公室 | 文稿起草岗 | 起草文稿   | 王平 | 李文
        ZZ-002   | 办公室 | 文稿起草岗 | 起草 文稿  | 王平 | 赵敏
    """,
    holds="""
        岗位职责表
        职责编号 | 部门   | 岗位       | 职责内容 | A角  | B角
        ZZ-001   | 办公室 | 文稿起草岗 | 起草文稿 | 王平 | 李文
        ZZ-002   | 办公室 | 信息调研岗 | 起草文稿 | 王平 | 李文
        ZZ-003   | 财务科 | 文稿起草岗 | 起草文稿 | 孙丽 | 周强
        ZZ-004   | 办公室 | 文稿起草岗 | 起草文稿 | 李文 | 王平
    """,
)
def duty_entered_once(scope: RegisterScope) -> Iterator[Hit]:
    """One duty of one post and person stands in the register once; it is shown on the later line.

    The same duty under another owner is told by DUT105. Blanks and full-width marks do not matter.
    """
    field_id, department, content = (scope.field(role) for role in ("holder_a", "department", "content"))
    who, names = scope.words(field_id)
    post = scope.register.role("post")
    what, posts = _said(scope, content), _said(scope, post)
    for rows in _groups(scope, department, field_id):
        first: dict[tuple[str, str], int] = {}
        for row in rows:
            duty = (what(row), posts(row))
            earlier = first.setdefault(duty, row)
            if duty[0] and earlier != row:
                values = {"person": names[who[row]], "record": str(scope.register.keys[earlier])}
                yield Hit(row, (content, field_id), values, (earlier,), person=names[who[row]])


def _at_post(scope: OfficeScope, name: str, values: dict[str, object]) -> Hit | InRules:
    """Shown at the first duty the person holds, else at the person's line of sheet 人员."""
    for register in scope.of_kind(Kind.DUTIES):
        first, second = register.role("holder_a"), register.role("holder_b")
        if first is None:
            continue
        codes, names = RegisterScope(register, scope.rules, scope.as_of).words(first)
        if name in names:
            rows = np.flatnonzero(codes == names.index(name)).tolist()
            shown = (first,) if second is None else (second, first)
            return Hit(rows[0], shown, values, tuple(rows[1:_SHOWN]), person=name, register=register.name)
    (person,) = scope.rules.people_by_name[name]
    return InRules(person.at, "B角", "", name, values, department=person.department, person=name)


def _groups(scope: RegisterScope, one: str, other: str) -> Iterator[list[int]]:
    """The rows, in order, of each pair of words that stands in several lines; blank cells and void lines left out."""
    first, second = scope.words(one)[0].astype(np.int64), scope.words(other)[0].astype(np.int64)
    rows = np.flatnonzero((first >= 0) & (second >= 0) & ~scope.void)
    pairs = first[rows] * (second.max(initial=0) + 1) + second[rows]
    order = np.argsort(pairs, kind="stable")
    ends = np.flatnonzero(np.diff(pairs[order], append=-1))
    sizes = np.diff(ends, prepend=-1)
    for end, size in zip(ends[sizes > 1].tolist(), sizes[sizes > 1].tolist(), strict=True):
        yield rows[order[end - size + 1 : end + 1]].tolist()


def _one_duty_twice(duties: list[str]) -> bool:
    return any(duty and duty in duties[:place] for place, duty in enumerate(duties))


def _said(scope: RegisterScope, field_id: str | None) -> Callable[[int], str]:
    """What a column says in a row, as duties are compared; "" where nothing stands."""
    cells = scope.register.shown.get(field_id or "")
    texts = [*map(folded, cells.texts), ""] if cells is not None else []
    return lambda row: texts[cells.codes[row]] if cells is not None else ""
