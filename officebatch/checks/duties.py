"""DUT: duties. Who stands where, who stands in, by what standard, and who stands nowhere."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

import numpy as np

from officebatch.checks.acts import entries
from officebatch.checks.check import Hit, check
from officebatch.checks.scope import OfficeScope, RegisterScope
from officebatch.model.register import shown_key
from officebatch.model.vocabulary import Kind, Mends, Severity
from officebatch.model.wordlist import parted
from officebatch.wording import marked

if TYPE_CHECKING:
    from collections.abc import Iterator

_ACTS = marked(
    "{person} ({department}) stands in no duty, neither as A nor as B, though {count} entries of the registers name "
    "this person, the first of them {entry} in {register}. Enter the duties this person does."
)


@check(
    "DUT101",
    title=marked("Post without an A"),
    severity=Severity.ERROR,
    mends=Mends.POST,
    basis="单位制度（AB角制度）",
    message=marked("Nobody holds this post as A. Name the person who answers for it."),
    over=RegisterScope,
    kinds=(Kind.DUTIES,),
    needs=("holder_a",),
    asked=marked("Name who holds the post (A)"),
    wanted=marked("a person who holds it (A)"),
    breaks="""
        岗位职责表
        职责编号 | 部门   | 岗位       | 职责内容 | A角 | B角
        ZZ-001   | 办公室 | 文稿起草岗 | 起草文稿 |     | 李文
    """,
    holds="""
        岗位职责表
        职责编号 | 部门   | 岗位       | 职责内容 | A角  | B角
        ZZ-001   | 办公室 | 文稿起草岗 | 起草文稿 | 王平 | 李文
    """,
)
def post_has_an_a(scope: RegisterScope) -> Iterator[Hit]:
    """Every duty must have a person who holds it (A)."""
    yield from _empty(scope, "holder_a")


@check(
    "DUT102",
    title=marked("Post without a B"),
    severity=Severity.WARNING,
    mends=Mends.POST,
    basis="单位制度（AB角制度）",
    message=marked("Nobody stands in for this post. Name a B, so that work goes on while A is away."),
    over=RegisterScope,
    kinds=(Kind.DUTIES,),
    needs=("holder_b",),
    asked=marked("Name who stands in (B)"),
    wanted=marked("a person who stands in (B)"),
    breaks="""
        岗位职责表
        职责编号 | 部门   | 岗位       | 职责内容 | A角  | B角
        ZZ-001   | 办公室 | 文稿起草岗 | 起草文稿 | 王平 |
    """,
    holds="""
        岗位职责表
        职责编号 | 部门   | 岗位       | 职责内容 | A角  | B角
        ZZ-001   | 办公室 | 文稿起草岗 | 起草文稿 | 王平 | 李文
    """,
)
def post_has_a_b(scope: RegisterScope) -> Iterator[Hit]:
    """Every duty must have a person who stands in (B)."""
    yield from _empty(scope, "holder_b")


@check(
    "DUT103",
    title=marked("A and B are one person"),
    severity=Severity.ERROR,
    mends=Mends.POST,
    basis="单位制度（AB角制度）",
    message=marked("{person} is both A and B of this post. Name somebody else as B."),
    over=RegisterScope,
    kinds=(Kind.DUTIES,),
    needs=("holder_a", "holder_b"),
    asked=marked("Name another person as B"),
    wanted=marked("A and B two people"),
    breaks="""
        岗位职责表
        职责编号 | 部门   | 岗位       | 职责内容 | A角  | B角
        ZZ-001   | 办公室 | 文稿起草岗 | 起草文稿 | 王平 | 王平
    """,
    holds="""
        岗位职责表
        职责编号 | 部门   | 岗位       | 职责内容 | A角  | B角
        ZZ-001   | 办公室 | 文稿起草岗 | 起草文稿 | 王平 | 李文
        ZZ-002   | 办公室 | 信息调研岗 | 调查研究 |      |
    """,
)
def a_and_b_are_two(scope: RegisterScope) -> Iterator[Hit]:
    """A and B of a duty must be two people, or nobody stands in."""
    first, second = scope.field("holder_a"), scope.field("holder_b")
    a, names = scope.words(first)
    b, others = scope.words(second)
    alike = np.zeros((len(names) + 1, len(others) + 1), dtype=bool)
    alike[:-1, :-1] = np.array(names, dtype=object)[:, None] == np.array(others, dtype=object)[None, :]
    for row in np.flatnonzero(alike[a, b]):
        yield Hit(int(row), (second, first), {"person": names[a[row]]}, person=names[a[row]])


@check(
    "DUT104",
    title=marked("Duty without a standard"),
    severity=Severity.WARNING,
    mends=Mends.POST,
    basis="单位制度（定岗、定责、定标准）",
    message=marked("No standard is written down for this duty. Write down by what its work is judged."),
    over=RegisterScope,
    kinds=(Kind.DUTIES,),
    needs=("standard",),
    asked=marked("Set up a standard of the work"),
    wanted=marked("a standard of the work"),
    breaks="""
        岗位职责表
        职责编号 | 部门   | 岗位       | 职责内容 | A角  | B角  | 工作标准
        ZZ-001   | 办公室 | 文稿起草岗 | 起草文稿 | 王平 | 李文 |
    """,
    holds="""
        岗位职责表
        职责编号 | 部门   | 岗位       | 职责内容 | A角  | B角  | 工作标准
        ZZ-001   | 办公室 | 文稿起草岗 | 起草文稿 | 王平 | 李文 | 按时限完成
    """,
)
def duty_has_a_standard(scope: RegisterScope) -> Iterator[Hit]:
    """Every duty must have a standard by which its work is judged."""
    yield from _empty(scope, "standard")


@check(
    "DUT105",
    title=marked("One duty under two owners"),
    severity=Severity.ERROR,
    mends=Mends.POST,
    basis="单位制度（职责不交叉、不重叠）",
    message=marked(
        "The same duty stands under {record} with another owner ({owner} there, {person} here). Decide who "
        "holds it and strike the other line."
    ),
    over=RegisterScope,
    kinds=(Kind.DUTIES,),
    needs=("department", "content", "holder_a"),
    asked=marked("Settle who holds the duty, and strike the other line"),
    wanted=marked("one person for one duty"),
    breaks="""
        岗位职责表
        职责编号 | 部门   | 岗位       | 职责内容 | A角  | B角
        ZZ-001   | 办公室 | 文稿起草岗 | 起草文稿 | 王平 | 李文
        ZZ-002   | 办公室 | 综合岗     | 起草文稿 | 赵敏 | 李文
    """,
    holds="""
        岗位职责表
        职责编号 | 部门   | 岗位       | 职责内容 | A角  | B角
        ZZ-001   | 办公室 | 文稿起草岗 | 起草文稿 | 王平 | 李文
        ZZ-002   | 财务科 | 文稿起草岗 | 起草文稿 | 孙丽 | 周强
    """,
)
def duty_has_one_owner(scope: RegisterScope) -> Iterator[Hit]:
    """One duty of a department may have one owner only; it is shown on the later line.

    Compared are department and content, blanks and full-width marks aside. Lines without an owner are left alone.
    """
    content, owner = scope.field("content"), scope.field("holder_a")
    who, names = scope.words(owner)
    for row, others in _overlaps(scope):
        there, here = "、".join(dict.fromkeys(names[who[r]] for r in others)), names[who[row]]
        values = {"record": "、".join(str(scope.register.keys[r]) for r in others), "owner": there, "person": here}
        yield Hit(row, (content, owner), values, partners=tuple(others), person=here)


@check(
    "DUT106",
    title=marked("Person without a duty"),
    severity=Severity.HINT,
    mends=Mends.POST,
    basis="单位制度（定岗、定责）",
    message=marked(
        "{person} ({department}) stands in no duty, neither as A nor as B. Give this person a duty, or take "
        "the name out of sheet 人员."
    ),
    over=OfficeScope,
    asked=marked("Settle this person's duties"),
    wanted=marked("a duty, as A or as B"),
    breaks="""
        岗位职责表
        职责编号 | 部门   | 岗位   | 职责内容 | A角  | B角
        ZZ-001   | 办公室 | 主任岗 | 全面工作 | 王平 | 李文
        ZZ-002   | 财务科 | 主任岗 | 全面工作 | 周强 | 吴静
        ZZ-003   | 办公室 | 机要岗 | 机要保密 | 赵敏 | 王平
    """,
    holds="""
        岗位职责表
        职责编号 | 部门   | 岗位   | 职责内容 | A角  | B角
        ZZ-001   | 办公室 | 主任岗 | 全面工作 | 王平 | 李文
        ZZ-002   | 财务科 | 主任岗 | 全面工作 | 周强 | 孙丽
        ZZ-003   | 办公室 | 机要岗 | 机要保密 | 赵敏 | 吴静
    """,
)
def everybody_has_a_duty(scope: OfficeScope) -> Iterator[Hit]:
    """Everybody of sheet 人员 but the unit's leaders (rank 领导) must stand in some duty, as A or as B.

    A line that repeats a duty of another owner (DUT105) is to be struck, and gives nobody a duty. Who acts in the
    registers all the same is told with the first entry that says so. Of a department without any duty the people are
    not told one by one (DUT111).
    """
    registers = [r for r in scope.of_kind(Kind.DUTIES) if r.role("holder_a") and r.parts]
    named = {name for register in registers for name in _named(RegisterScope(register, scope.rules, scope.as_of))}
    departments, _ = covered(scope)
    idle = [
        person
        for person in (scope.rules.people if registers else ())
        if person.name not in named and person.name not in scope.rules.leaders
        and (departments is None or person.department in departments)
    ]
    acting = entries(scope, {person.name for person in idle})
    for person in idle:
        name, first = person.name, acting.get(person.name)
        values: dict[str, object] = {"person": name, "department": person.department}
        if first is not None:
            values |= {"count": first.count, "register": first.register, "entry": shown_key(first.record)}
        message = _ACTS if first is not None else ""
        yield Hit(None, (), values, person=name, record=name, register=registers[0].name, message=message)


def covered(scope: OfficeScope) -> tuple[frozenset[str] | None, str]:
    """The departments the duty registers have a line for, and the first such register; None where none of them says
    which department a duty is of."""
    found, first = set[str](), ""
    for register in scope.of_kind(Kind.DUTIES):
        department = register.role("department")
        if department is not None and register.parts:
            within = RegisterScope(register, scope.rules, scope.as_of)
            codes, names = within.words(department)
            found.update(names[code] for code in np.unique(codes[~within.void]) if code >= 0)
            first = first or register.name
    return (frozenset(found), first) if first else (None, "")


def _empty(scope: RegisterScope, role: str) -> Iterator[Hit]:
    field_id = scope.field(role)
    for row in np.flatnonzero(scope.empty(field_id) & ~scope.void):
        yield Hit(int(row), (field_id,))


def _overlaps(scope: RegisterScope) -> Iterator[tuple[int, list[int]]]:
    """Each line that repeats a duty of its department under another owner, with the lines it repeats."""
    fields = [scope.register.role(role) for role in ("department", "content", "holder_a")]
    if None in fields:
        return
    department, content, owner = (str(field_id) for field_id in fields)
    where, who, what = scope.words(department)[0], scope.words(owner)[0], scope.register.shown[content]
    texts = [folded(text) for text in what.texts]
    first: dict[tuple[int, str], list[int]] = {}
    for row in np.flatnonzero((where >= 0) & (who >= 0) & (what.codes >= 0) & ~scope.void):
        rows = first.setdefault((int(where[row]), texts[what.codes[row]]), [])
        others = [r for r in rows if who[r] != who[row]]
        if others and texts[what.codes[row]]:
            yield int(row), others
        rows.append(int(row))


def _named(scope: RegisterScope) -> Iterator[str]:
    """The names a duty register holds, as read and as shown: one that could not be told apart is named all the same."""
    kept = np.ones(len(scope.register), dtype=bool)
    kept[[row for row, _ in _overlaps(scope)]] = False
    for role in ("holder_a", "holder_b"):
        field_id = scope.register.role(role)
        if field_id is None:
            continue
        codes, names = scope.words(field_id)
        cells = scope.register.shown[field_id]
        yield from (names[code] for code in np.unique(codes[kept]) if code >= 0)
        for code in np.unique(cells.codes[kept]):
            text = cells.texts[code] if code >= 0 else ""
            yield from (re.sub(r"\s", "", text), *parted(text))


def folded(text: str) -> str:
    """A text as duties are compared: one form of every character, no blanks."""
    return "".join(unicodedata.normalize("NFKC", text).split())
