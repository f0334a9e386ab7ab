"""岗位手册: duties by department, people with their A and B posts, a duty sheet for each.

It is made on demand (`officebatch handbook`), never in the weekly run: only then the docket holds a handbook.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from officebatch.model.paper import AudienceKind
from officebatch.outputs import books
from officebatch.outputs import variables as var
from officebatch.outputs.contents import insert_contents
from officebatch.outputs.duties import Duties
from officebatch.outputs.flows import limits
from officebatch.outputs.registry import Draft, paper
from officebatch.wording import marked, say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from officebatch.outputs.desk import Desk
    from officebatch.outputs.duties import Duty
    from officebatch.outputs.press import Plain
    from officebatch.rulebook.sheets import OutputRule, Step

_NAME = var.value("姓名", marked("name of the person"), "顾晓峰", "宁雨薇", "孟祥瑞")
_DEPARTMENT = var.value("部门", marked("the person's department"), "办公室")
_TITLE = var.value("职务", marked("the person's function, a dash where none is entered"), "秘书", "秘书", "—")
_POST = var.value("岗位", marked("name of the post"), "文稿核稿岗", "机要收发岗", "印章管理岗")
_CONTENT = var.value("职责", marked("what the post has to do"), "核稿、起草综合性文稿", "公文签收、登记、注办")
_STANDARD = var.value("标准", marked("how well it is to be done"), "核稿差错率不超过1%", "登记要素齐全")
_LIMIT = var.value("时限", marked("until when, a dash where none is entered"), "1个工作日", "当日", "—")
POST = (
    var.SERIAL, _POST, _CONTENT,
    var.value("A角", marked("who holds the post"), "顾晓峰", "孟祥瑞"),
    var.value("B角", marked("who stands in"), "宁雨薇", "罗桂芝"),
    var.value("环节", marked("steps of processes the post passes, a dash for none"), "核稿", "签收、登记、注办", "—"),
    _STANDARD, _LIMIT,
)  # fmt: skip
DEPARTMENT = (
    var.value("名称", marked("name of the department"), "办公室", "财务科", "营销科"),
    var.value("负责人", marked("its head, a dash where none is entered"), "沈国栋", "薛志华", "—"),
    var.value("领导", marked("the leader responsible for it, a dash where none is entered"), "邵文彬", "—"),
    var.value("岗位数", marked("how many there are"), 11, 4, 5),
    var.rows("各岗位", marked("the posts"), *POST),
)
PERSON = (
    var.SERIAL, _NAME, _DEPARTMENT, _TITLE,
    var.value("A岗", marked("posts the person holds, a dash for none"), "文稿核稿岗", "机要收发岗"),
    var.value("B岗", marked("posts the person stands in for, a dash for none"), "信息档案岗", "—"),
)  # fmt: skip
CARD = (
    var.yes_no("首张", marked("whether it is the first sheet"), True, False, False),
    _NAME, _DEPARTMENT, _TITLE,
    var.value("工号", marked("number of the person, a dash where it has none"), "LJ013", "LJ014", "—"),
    var.value("负责人", marked("head of the department"), "沈国栋"),
    var.value("代办人", marked("who stands in for the person"), "宁雨薇", "顾晓峰", "—"),
    var.rows("A岗", marked("posts the person holds"), _POST, _CONTENT, _STANDARD, _LIMIT),
    var.rows("B岗", marked("posts the person stands in for"), _POST,
             var.value("A角", marked("who holds the post"), "宁雨薇"), _CONTENT),
    var.rows("环节", marked("steps of processes the person passes"),
             var.value("流程", marked("name of the process"), "发文", "收文"),
             var.value("环节", marked("name of the step; a key node has a star"), "核稿★", "处置"),
             var.value("担任", marked("whether as A or B"), "A角", "B角"), _LIMIT, _STANDARD),
)  # fmt: skip
VARIABLES = (
    *books.COMMON,
    var.texts("说明", marked("what the book holds, in paragraphs"), "本手册收录部门9个、岗位45个。"),
    var.rows("各部门", marked("the departments with their posts"), *DEPARTMENT),
    var.rows("各人员", marked("the people with their posts"), *PERSON),
    var.value("未登记", marked("people without a post in the register; may be empty"), "孔令宇"),
    var.rows("各职责卡", marked("the duty sheets"), *CARD),
)


@dataclass(frozen=True)
class _Holder:
    """A person with the duties held as A and as B. known: in sheet 人员."""

    name: str
    department: str
    post: str
    number: str
    stand_in: str
    own: tuple[Duty, ...]
    stood_in: tuple[Duty, ...]

    @property
    def told(self) -> bool:
        """Whether there is anything to tell."""
        return bool(self.own or self.stood_in)


@paper("岗位手册", marked("Posts and duties in one volume"), variables=VARIABLES)
def post_book(desk: Desk, rule: OutputRule) -> Iterator[Draft]:
    """One, when the docket holds a handbook and a register of duties was read."""
    if desk.docket.handbook is None:
        return
    duties = Duties.of(desk)
    if not duties.lines:
        return

    def make(_: str) -> bytes:
        return insert_contents(desk.word(rule, "", _context(desk, duties), rule.name))[0]

    yield Draft(AudienceKind.OFFICE, "", 0, make)


def _context(desk: Desk, duties: Duties) -> dict[str, Plain]:
    people = list(_people(desk, duties))
    told = [one for one in people if one.told]
    by_department = [(name, list(of)) for name, of in groupby(duties.lines, key=lambda line: line.department)]
    return {
        **books.common(desk),
        "说明": [
            say("This volume holds the {n} posts of {departments} departments, {people} people with what they hold as "
                "A and as B, and a duty sheet for each of them.",
                n=len(duties.lines), departments=len(by_department), people=len(told)),
            say("A holds the post; B does its work while A is away, and answers for it then. Who changes post gets a "
                "new duty sheet; it is signed by the person and the head of the department and kept by both."),
        ],
        "各部门": [_department(name, of, desk) for name, of in by_department],
        "各人员": [_line(n, one) for n, one in enumerate(told, 1)],
        "未登记": "、".join(one.name for one in people if not one.told),
        "各职责卡": [_card(n, one, desk) for n, one in enumerate(told)],
    }  # fmt: skip


def _people(desk: Desk, duties: Duties) -> Iterator[_Holder]:
    """Everybody of sheet 人员 but the leaders, by department; then who stands in the duties alone."""
    known = sorted((p for p in desk.rules.people if p.rank != "领导"), key=lambda p: desk.place(p.department))
    for person in known:
        own, stood_in = _held(person.name, person.department, desk, duties)
        yield _Holder(person.name, person.department, person.post, person.number, person.stand_in, own, stood_in)
    names = {p.name for p in desk.rules.people}
    others = {
        name: line.department for line in duties.lines for name in (*line.holders, *line.stand_ins) if name not in names
    }
    for name, department in others.items():
        own, stood_in = _held(name, department, desk, duties)
        yield _Holder(name, department, "", "", "", own, stood_in)


def _held(name: str, department: str, desk: Desk, duties: Duties) -> tuple[tuple[Duty, ...], tuple[Duty, ...]]:
    """The duties of a person; of namesakes those of the own department."""
    alone = len(desk.rules.people_by_name.get(name, ())) < 2
    lines = [line for line in duties.lines if alone or line.department == department]
    return tuple(x for x in lines if name in x.holders), tuple(x for x in lines if name in x.stand_ins)


def _department(name: str, of: list[Duty], desk: Desk) -> Plain:
    rule = desk.rules.department(name)
    return {
        "名称": name or say("without a department"),
        "负责人": (rule.head if rule else "") or "—",
        "领导": (rule.leader if rule else "") or "—",
        "岗位数": len(of),
        "各岗位": [
            {
                "序号": n,
                "岗位": line.post or "—",
                "职责": line.content or "—",
                "A角": "、".join(line.holders) or "—",
                "B角": "、".join(line.stand_ins) or "—",
                "环节": "、".join(line.steps) or "—",
                "标准": line.standard or "—",
                "时限": line.limit or "—",
            }
            for n, line in enumerate(of, 1)
        ],
    }


def _line(n: int, one: _Holder) -> Plain:
    return {
        "序号": n,
        "姓名": one.name,
        "部门": one.department,
        "职务": one.post or "—",
        "A岗": "、".join(line.post for line in one.own) or "—",
        "B岗": "、".join(line.post for line in one.stood_in) or "—",
    }


def _card(n: int, one: _Holder, desk: Desk) -> Plain:
    rule = desk.rules.department(one.department)
    return {
        "首张": n == 0,
        "姓名": one.name,
        "部门": one.department or "—",
        "职务": one.post or "—",
        "工号": one.number or "—",
        "负责人": (rule.head if rule else "") or "—",
        "代办人": one.stand_in or "、".join(dict.fromkeys(b for line in one.own for b in line.stand_ins)) or "—",
        "A岗": [
            {"岗位": x.post or "—", "职责": x.content or "—", "标准": x.standard or "—", "时限": x.limit or "—"}
            for x in one.own
        ],
        "B岗": [
            {"岗位": x.post or "—", "A角": "、".join(x.holders) or "—", "职责": x.content or "—"} for x in one.stood_in
        ],
        "环节": list(_steps(one, desk)),
    }


def _steps(one: _Holder, desk: Desk) -> Iterator[Plain]:
    """The steps of processes the duties name, in the rule book's order."""
    own = {step for line in one.own for step in line.steps}
    stood_in = {step for line in one.stood_in for step in line.steps} - own
    for steps in desk.rules.processes.values():
        for step in steps:
            if step.name in own | stood_in:
                yield _step(step, "A角" if step.name in own else "B角")


def _step(step: Step, held_as: str) -> Plain:
    return {
        "流程": step.process,
        "环节": step.name + ("★" if step.key_node else ""),
        "担任": held_as,
        "时限": limits(step),
        "标准": step.standard or "—",
    }
