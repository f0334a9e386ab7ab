"""The clock belongs to the holder."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from officebatch.model.vocabulary import HolderKind, Kind
from officebatch.rulebook.sheets import Absence, Person, Required
from tests.deadlines.cases import found, process, sent
from tests.making import AS_OF, register, rules

if TYPE_CHECKING:
    from officebatch.model.register import Register

DUTIES = """
    编号 | 部门 | 岗位 | 环节 | A | B
    Z1 | 财务科 | 文稿岗 | 会商 | 朱梅 | 李强
    Z2 | 办公室 | 秘书 | | 袁艳强 | 沈静
"""
DUTY_ROLES = {"编号": "key", "部门": "department", "岗位": "post", "环节": "steps", "A": "holder_a", "B": "holder_b"}


def duties() -> Register:
    return register(DUTIES, Kind.DUTIES, DUTY_ROLES, name="职责")


def test_the_clock_belongs_to_the_holder() -> None:
    lines = found(sent("""
        文号 | 部门 | 拟稿日期 | 会商人 | 会商日期 | 核稿人 | 核稿日期 | 签发人 | 签发日期
        1 | 财务科 | 2026-11-02 | 朱梅 | 2026-11-03 | 袁艳强 | 2026-11-04 | 王局长 | 2026-11-05
        2 | 办公室 | 2026-11-02 | 朱梅 | 2026-11-03 | 袁艳强 | 2026-11-04 | |
        3 | 财务科 | 2026-11-02 | 袁艳强 | 2026-11-03 | | 2026-11-04 | 王局长 |
    """))
    held = [(d.row, d.step, d.department, d.holder_kind.value, d.holder, d.person) for d in lines]
    assert held == [
        (0, "会商", "财务科", "部门", "财务科", "朱梅"),
        (0, "核稿", "财务科", "办公室", "办公室", "袁艳强"),
        (0, "签发", "财务科", "领导", "王局长", "王局长"),
        (0, "分发", "财务科", "办公室", "办公室", ""),
        (1, "会商", "办公室", "部门", "财务科", "朱梅"),
        (1, "核稿", "办公室", "办公室", "办公室", "袁艳强"),
        (1, "签发", "办公室", "领导", "", ""),  # no leader is guessed
        (2, "会商", "财务科", "办公室", "办公室", "袁艳强"),  # what the office's own people hold is the office's
        (2, "核稿", "财务科", "办公室", "办公室", ""),
        (2, "签发", "财务科", "领导", "王局长", "王局长"),
    ]


@pytest.mark.parametrize(
    ("away", "person"),
    [((), "袁艳强"), (("袁艳强",), "沈静"), (("袁艳强", "沈静"), "袁艳强")],
)
def test_an_open_step_without_a_person_is_in_the_hands_of_a_or_of_b(away: tuple[str, ...], person: str) -> None:
    absences = tuple(Absence(name, date(2026, 11, 16), date(2026, 11, 20)) for name in away)
    book = rules(steps=process(), absences=absences)
    (line,) = found(sent("文号 | 部门 | 拟稿日期\n1 | 财务科 | 2026-11-02"), book, AS_OF, duties())
    assert (line.step, line.holder, line.person) == ("核稿", "办公室", person)


def test_a_departments_open_step_is_held_by_its_own_post_else_by_the_department() -> None:
    book = rules(steps=process(会商={"required": Required.YES}))
    of = sent("文号 | 部门 | 拟稿日期\n1 | 财务科 | 2026-11-02\n2 | 营销科 | 2026-11-02")
    lines = found(of, book, AS_OF, duties())
    assert [(d.step, d.holder, d.person) for d in lines] == [("会商", "财务科", "朱梅"), ("会商", "营销科", "")]


@pytest.mark.parametrize(
    ("duties", "holder"),
    [
        ("Z1 | 局长 | 签发 | 王局长", "王局长"),
        ("Z1 | 局长 | 签发 | 王局长\nZ2 | 副局长 | 签发 | 赵副局长", ""),
        ("Z1 | 局长 | | 王局长", ""),
    ],
)
def test_a_leader_is_named_only_where_one_duty_names_the_step(duties: str, holder: str) -> None:
    known = register(f"编号 | 岗位 | 环节 | A\n{duties}", Kind.DUTIES, DUTY_ROLES, name="职责")
    book = rules(steps=process(签发={"posts": ("局长",)}))
    of = sent("文号 | 部门 | 拟稿日期 | 核稿日期\n1 | 财务科 | 2026-11-02 | 2026-11-03")
    (_, line) = found(of, book, AS_OF, known)
    assert (line.step, line.holder_kind, line.holder) == ("签发", HolderKind.LEADER, holder)


def test_people_of_one_name_are_told_apart_by_the_record() -> None:
    twins = (Person("李强", "财务科"), Person("李强", "营销科"))
    of = sent("文号 | 部门 | 拟稿日期 | 会商人 | 会商日期\n1 | 营销科 | 2026-11-19 | 李强 | 2026-11-20")
    lines = found(of, rules(steps=process(), people=twins))
    assert [d.holder for d in lines if d.step == "会商"] == ["营销科"]


def test_what_a_leader_or_a_department_of_leaders_has_in_hand_is_a_leaders_whatever_the_step_says() -> None:
    people = (Person("陆志强", "局领导", "副局长", rank="领导"), Person("朱梅", "财务科", "科员"))
    book = rules(steps=process(), people=people)
    lines = found(
        sent("""
            文号 | 部门 | 拟稿日期 | 会商人 | 会商日期
            1 | 财务科 | 2026-11-02 | 陆志强 | 2026-11-16
            2 | 局领导 | 2026-11-02 | | 2026-11-16
            3 | 财务科 | 2026-11-02 | 朱梅 | 2026-11-16
        """),
        book,
    )
    held = [(d.holder_kind, d.holder) for d in lines if d.step == "会商"]
    assert held == [
        (HolderKind.LEADER, "陆志强"),
        (HolderKind.LEADER, "局领导"),
        (HolderKind.DEPARTMENT, "财务科"),
    ]
