"""What a template may print: the variables of each kind of Word paper, declared beside the paper that fills them.

`template vars` shows them, the linter knows names by them, and their examples make the preview. A test holds every
declaration against what the papers really hand over.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from officebatch.wording import marked, say

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from officebatch.outputs.press import Plain

ROWS = 3  # rows of an example, where a paper has not always one
TURNS = "行项条"  # what a loop calls one of its rows where it is shown how to write it, the inner ones behind


class Shape(Enum):
    """What can be done with a variable: print it, ask it by if, go through it by for, or take a field of it."""

    VALUE = "value"
    YES_NO = "yes/no"
    LIST = "list"
    ROWS = "rows"
    GROUP = "group"


@dataclass(frozen=True, slots=True)
class Variable:
    """One name a template may use. meaning: a message id. fields: those of a row or group. often: rows of an example.

    examples: one, or one a row where it stands in rows (the first follows the last); all elements of a list.
    """

    name: str
    meaning: str
    shape: Shape = Shape.VALUE
    examples: tuple[str | int | bool, ...] = ()
    fields: tuple[Variable, ...] = ()
    often: int = ROWS

    def example(self, row: int = 0) -> Plain:
        """A realistic value: the one of a row, counted from 0."""
        match self.shape:
            case Shape.LIST:
                return list(self.examples)
            case Shape.ROWS:
                return [{field.name: field.example(n) for field in self.fields} for n in range(self.often)]
            case Shape.GROUP:
                return {field.name: field.example(row) for field in self.fields}
            case _:
                return self.examples[row % len(self.examples)]


def value(name: str, meaning: str, *examples: str | int) -> Variable:
    """What is printed: a text or a number."""
    return Variable(name, meaning, Shape.VALUE, examples)


def yes_no(name: str, meaning: str, *examples: bool) -> Variable:
    """What is asked by if and never printed."""
    return Variable(name, meaning, Shape.YES_NO, examples or (True,))


def texts(name: str, meaning: str, *examples: str) -> Variable:
    """A list of texts."""
    return Variable(name, meaning, Shape.LIST, examples)


def rows(name: str, meaning: str, *fields: Variable, often: int = ROWS) -> Variable:
    """A list whose elements have these fields."""
    return Variable(name, meaning, Shape.ROWS, fields=fields, often=often)


def group(name: str, meaning: str, *fields: Variable) -> Variable:
    """Fields under one name."""
    return Variable(name, meaning, Shape.GROUP, fields=fields)


def examples(variables: Iterable[Variable]) -> dict[str, Plain]:
    """A context of realistic values, three rows in each loop."""
    return {variable.name: variable.example() for variable in variables}


def written(
    variables: Sequence[Variable], of: str = "", deep: int = 0, *, loop: str
) -> Iterator[tuple[str, str, str]]:
    """Each variable as one writes it, its meaning, an example; what a loop holds stands below it, indented. loop: how a
    loop begins, {%tr over rows of a table in Word, {% in a mail. of, deep: the loop it stands in."""
    for variable in variables:
        name, indent = f"{of}{variable.name}", "  " * deep
        meaning = indent + say(variable.meaning)
        match variable.shape.value:
            case "rows":
                yield f"{indent}{loop} for {TURNS[deep]} in {name} %}}", meaning, ""
                yield from written(variable.fields, f"{TURNS[deep]}.", deep + 1, loop=loop)
                yield f"{indent}{loop} endfor %}}", "", ""
            case "list":
                through = f"{{% for 项 in {name} %}}{{{{ 项 }}}}{{% endfor %}}"
                yield indent + through, meaning, say(", ").join(map(str, variable.examples))
            case "group":
                yield from written(variable.fields, f"{name}.", deep, loop=loop)
            case "yes/no":
                yield f"{indent}{{% if {name} %}} … {{% endif %}}", meaning, ""
            case _:
                yield f"{indent}{{{{ {name} }}}}", meaning, str(variable.example()).replace("\n", "⏎")


COMMON = (  # what every paper says
    value("稿别", marked("the mark of a draft at the head of the page; empty in a signed paper"), "核对稿"),
    value("单位", marked("full name of the organisation"), "临江县供电局"),
    value("署名", marked("name of the office as it signs"), "临江县供电局办公室"),
    value("联系人", marked("whom to ask; empty where the rule book names nobody"), "贺兰"),
    value("电话", marked("telephone of the office; may be empty"), "内线6012"),
    value("称谓", marked("how a department is addressed"), "你部门"),
    value("编号", marked("number of the paper; says so where it has none yet"), "临电催〔2026〕12号"),
)
DEPARTMENT = value("部门", marked("department the paper goes to"), "生产技术科")
AS_OF = value("统计截止日", marked("day the paper speaks of"), "2026年11月20日（星期五）")
ISSUED = value("印发日期", marked("day the paper is issued"), "2026年11月23日")
PROVISIONAL = value(
    "暂定说明",
    marked("sentence on days that are provisional; empty where none is"),
    "注：2027年放假安排尚未公布，标“暂定”的日期以公布后为准。",
)
COUNT = value("件数", marked("how many there are"), 3)
SERIAL = value("序号", marked("number of the row"), 1, 2, 3)
NUMBER = value("编号", marked("number of the record, a dash where it has none"), "收〔2026〕319号", "DB2026-040", "—")
TITLE = value(
    "事项",
    marked("title of the matter"),
    "关于报送2027年配网大修项目可研的通知",
    "落实兴旺村低电压台区改造",
    "清理50万元以下合同及框架协议",
)
MATTER = value(
    "编号及事项",
    marked("number and title of the matter"),
    "收〔2026〕319号 关于报送2027年配网大修项目可研的通知",
    "DB2026-040 落实兴旺村低电压台区改造",
    "DB2026-041 清理50万元以下合同及框架协议",
)
PERSON = value("责任人", marked("person who has it in hand"), "方明远", "乔佳", "未登记")
DUE = value("规定时限", marked("when it is or was due"), "11月3日", "10月30日", "11月12日\n16:00")
DAYS_LATE = value("超期", marked("working days overdue"), 13, 15, 6)
HOLDER = value("部门", marked("department that has it in hand"), "生产技术科", "财务科", "物资科")
BEFORE = value(
    "前次通知",
    marked("last notice about it: number, day, answer; “first time” where there was none"),
    "首次",
    "临电催〔2026〕9号\n11月16日\n未回复",
    "首次",
)
STEP = value("环节", marked("step it stands at"), "承办", "办理中", "核稿")
MADE_BY = value("制表", marked("who made the table"), "贺兰")
RATED_FROM = value("起算件数", marked("fewest cases for which a rate is shown"), 5)
MEETING = (
    value("会议", marked("name of the meeting"), "局长碰头会"),
    value("会议日期", marked("day of the meeting"), "2026年11月23日（星期一）"),
)
