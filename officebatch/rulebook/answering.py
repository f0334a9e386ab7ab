"""What an office answers when its rule book is begun: one table of what is asked, and where each answer lands.

An answer is a text as a cell of the rule book would hold it. It goes into sheets 设置, 部门, 人员 and 输出, where it
can be read and changed; a question of a proposal it decides is gone.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from officebatch.rulebook import settings
from officebatch.rulebook.faults import CellFault, Fault, RuleBookFaults, listed
from officebatch.rulebook.schema.words import DELIVERY
from officebatch.rulebook.settings import Classified
from officebatch.wording import marked

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from officebatch.rulebook.proposing import Question

    Tables = dict[str, list[dict[str, str]]]
    Carry = Callable[["Tables", str], None]

DEPARTMENTS, DELIVERED, BULLETIN = "部门", "送达方式", "工作通报"
MONTHLY, NEVER = "每月", "不出"
NOT_ASKED = marked("“{text}” is nothing that can be answered. Known are: {known}.")
NOT_ONE_OF = marked("“{text}” is not known here. Known are: {known}.")


@dataclass(frozen=True)
class Asked:
    """Something asked. flag: its option on the command line; key: the setting, or one of the three that are none;
    prompt: the question, as a message id; words: the answers there are, empty for free ones."""

    flag: str
    key: str
    prompt: str
    words: tuple[str, ...] = ()

    def check(self, text: str) -> None:
        """Raises CellFault where a text that is not empty is no answer."""
        if self.words and text not in self.words:
            raise CellFault(NOT_ONE_OF, self.words, text=text, known=listed(self.words))
        if found := settings.setting(self.key):
            found[0].read(text)


ASKED = (
    Asked("unit", "单位全称", marked("Full name of the unit, as on its seal")),
    Asked("unit-short", "单位简称", marked("Short name of the unit")),
    Asked("office-name", "办公室署名", marked("How the office signs its papers")),
    Asked("departments", DEPARTMENTS, marked("Departments in official order, the office too, separated by 、")),
    Asked("office-department", "办公室部门", marked("Which of them is the office")),
    Asked("start-day", "启用日期", marked("Start day, as 2026-01-01: earlier matters are only listed, never urged")),
    Asked("head", "办公室主任", marked("Who signs: the head of the office")),
    Asked("contact", "督办联系人", marked("Whom departments may ask")),
    Asked("prepared-by", "制表人", marked("Who prepares the lists")),
    Asked("telephone", "联系电话", marked("Telephone printed on notices")),
    Asked("address", "部门称谓", marked("How papers address a department")),
    Asked("form-urging", "编号式样·催办", marked("Form of numbers of 催办通知单, as 临电催〔{年}〕{序号}号")),
    Asked("last-urging", "已用到的号·催办", marked("Last number of it used this year, 0 for none")),
    Asked("form-supervising", "编号式样·督办", marked("Form of numbers of 督办通知单")),
    Asked("last-supervising", "已用到的号·督办", marked("Last number of it used this year, 0 for none")),
    Asked("form-mending", "编号式样·整改", marked("Form of numbers of 整改通知单")),
    Asked("last-mending", "已用到的号·整改", marked("Last number of it used this year, 0 for none")),
    Asked("last-weekly", "已用到的号·周报", marked("Last issue of the weekly report this year, 0 for none")),
    Asked("last-bulletin", "已用到的号·通报", marked("Last issue of the bulletin, 0 for none")),
    Asked("delivery", DELIVERED, marked("How papers reach the departments"), tuple(word.zh for word in DELIVERY)),
    Asked("classified", "涉密行处理", marked("A classified row: set the row aside, or stop its whole workbook"),
          tuple(Classified)),
    Asked("bulletin", BULLETIN, marked("The bulletin to all departments"), (MONTHLY, NEVER)),
)  # fmt: skip
_BETWEEN = re.compile(r"[、，,；;\n]+")  # as typed at a terminal; no department's name holds one of them
_PEOPLE = ("办公室主任", "督办联系人", "制表人")


def shown(tables: Mapping[str, Sequence[Mapping[str, str]]]) -> dict[str, str]:
    """What tables answer already: key → text."""
    found = {line["项目"]: line.get("内容", "") for line in tables["设置"]}
    departments = tables["部门"]
    return found | {
        DEPARTMENTS: "、".join(line["部门"] for line in departments),
        DELIVERED: next((line["送达方式"] for line in departments if line.get("送达方式")), DELIVERY[-1].zh),
        BULLETIN: MONTHLY if all(line.get("启用") != "否" for line in _bulletins(tables)) else NEVER,
    }


def answered(
    tables: Mapping[str, Sequence[Mapping[str, str]]], questions: Iterable[Question], answers: Mapping[str, str]
) -> tuple[Tables, tuple[Question, ...]]:
    """The tables with what was answered in its place, and the questions that are left.

    answers: any setting, or one of the keys of ASKED → text. Raises RuleBookFaults with every answer that is none.
    """
    faults = list(_faults(answers))
    if faults:
        raise RuleBookFaults(faults)
    copies = {id(line): dict(line) for lines in tables.values() for line in lines}
    made = {sheet: [copies[id(line)] for line in lines] for sheet, lines in tables.items()}
    for key, carry in _CARRIED.items():
        if key in answers:
            carry(made, answers[key])
    for line in made["设置"]:
        if line["项目"] in answers:
            line["内容"] = answers[line["项目"]]
    _name(made, answers)
    left = [q for q in questions if not _decided(q, answers)]
    return made, tuple(_moved(question, copies, made) for question in left)


def _faults(answers: Mapping[str, str]) -> Iterable[Fault]:
    known = {asked.key: asked for asked in ASKED}
    for key, text in answers.items():
        try:
            if key not in known and settings.setting(key) is None:
                raise CellFault(NOT_ASKED, known, text=key, known="、".join(known))
            if text:
                known.get(key, Asked("", key, "")).check(text)
        except CellFault as fault:
            yield fault.at(key, "")


def _decided(question: Question, answers: Mapping[str, str]) -> bool:
    line = question.line or {}
    if question.sheet == "设置":
        return line.get("项目") in answers
    return question.sheet == "部门" and question.heading == "排序" and DEPARTMENTS in answers


def _moved(question: Question, copies: Mapping[int, dict[str, str]], made: Tables) -> Question:
    """The question at the copy of its line; where the line is gone, about the sheet."""
    from dataclasses import replace

    line = copies.get(id(question.line))
    return replace(question, line=line if any(line is other for other in made[question.sheet]) else None)


def _departments(made: Tables, text: str) -> None:
    """The office's own order; departments it does not name follow."""
    known = {line["部门"]: line for line in made["部门"]}
    named = dict.fromkeys(filter(None, (name.strip() for name in _BETWEEN.split(text))))
    first = [known.get(name, {"部门": name, "送达方式": shown(made)[DELIVERED]}) for name in named]
    rest = [line for line in made["部门"] if line["部门"] not in named]
    made["部门"] = [line | {"排序": str(n)} for n, line in enumerate([*first, *rest], 1)]


def _delivered(made: Tables, text: str) -> None:
    for line in made["部门"]:
        line["送达方式"] = text


def _bulletin(made: Tables, text: str) -> None:
    for line in _bulletins(made):
        line["启用"] = "否" if text == NEVER else "是"


def _bulletins(tables: Mapping[str, Sequence[Mapping[str, str]]]) -> list[dict[str, str]]:
    return [line for line in tables["输出"] if line.get("文书") == BULLETIN]  # type: ignore[misc]  # dicts all of them


def _name(made: Tables, answers: Mapping[str, str]) -> None:
    """People named in answers must stand in sheet 人员; the head heads the office."""
    office = shown(made)["办公室部门"]
    for key in _PEOPLE:
        name = answers.get(key, "")
        if name and all(line["姓名"] != name for line in made["人员"]):
            made["人员"].append({"姓名": name, "部门": office})
    for line in made["部门"]:
        if line["部门"] == office and answers.get("办公室主任"):
            line["负责人"] = answers["办公室主任"]


_CARRIED: dict[str, Carry] = {DEPARTMENTS: _departments, DELIVERED: _delivered, BULLETIN: _bulletin}
