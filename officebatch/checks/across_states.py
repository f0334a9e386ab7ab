"""DOC204, TSK202: one matter in two registers, a received paper and the task made of it, with two states."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from officebatch.checks.check import Hit, check
from officebatch.checks.linked import made_of, paper_of, task_registers
from officebatch.checks.received import received_registers
from officebatch.checks.scope import OfficeScope
from officebatch.model.register import shown_key
from officebatch.model.vocabulary import STATUS_DROPPED, STATUS_LONG, STATUS_STOPPED, Kind, Mends, Severity
from officebatch.wording import marked

if TYPE_CHECKING:
    from collections.abc import Iterator

    from officebatch.checks.linked import Tasks
    from officebatch.checks.received import Received

_HANDED_ON = "督办"
_TASK_BY_TITLE = marked(
    "By title, department and day task {task} “{title}” was made of this paper. It was done on {day}, but {field} is "
    "empty here. Note the paper as done if so, and write its number into the origin of the task."
)
_PAPER_BY_TITLE = marked(
    "By title, department and day this task was made of paper {paper} “{title}”, which is noted as done ({day}), while "
    "the task is still open. Put right which of them is wrong, or note at the paper that it is followed up as a task."
)


@dataclass(frozen=True)
class Link:
    """A received paper and a task made of it. by_number: the task cites the paper, else their titles agree."""

    received: Received
    paper: int
    tasks: Tasks
    task: int
    by_number: bool

    @property
    def number(self) -> str:
        """What the task is known by."""
        return shown_key(str(self.tasks.scope.register.keys[self.task]))

    def task_is(self, *states: str) -> bool:
        """Whether the task has one of these states."""
        return self.tasks.scope.register.words(self.task, "status") in states


@check(
    "DOC204",
    title=marked("Task done, its paper still open"),
    severity=Severity.WARNING,
    mends=Mends.KEEPER,
    basis="单位制度（督查督办）",
    message=marked(
        "Task {task} made of this paper was done on {day}, but {field} is empty here. Note the paper as done; if it is "
        "not, correct the task."
    ),
    over=OfficeScope,
    kinds=(Kind.FLOW, Kind.TASKS),
    needs=("received",),
    parameters={"天数": "7"},
    breaks="""
        收文登记簿
        收文编号       | 收文日期   | 来文字号           | 文件标题                     | 承办部门 | 注办日期
        收〔2026〕31号 | 2026-10-12 | 市电安〔2026〕61号 | 关于秋季安全大检查的通知     | 营销科   |
        收〔2026〕32号 | 2026-10-13 |                    | 关于配合江堤加固施工停电的函 | 财务科   |

        督办台账
        督办编号   | 督办事项             | 任务来源                   | 立项日期   | 牵头部门 | 状态 | 办结日期
        DB2026-001 | 整改安全检查问题     | 市电安〔2026〕61号领导批示 | 2026-10-14 | 营销科   | 办结 | 2026-11-09
        DB2026-002 | 配合江堤加固施工停电 | 领导批示                   | 2026-10-15 | 财务科   | 办结 | 2026-11-09
    """,
    holds="""
        收文登记簿
        收文编号       | 收文日期   | 来文字号           | 文件标题                     | 承办部门 | 注办日期
        收〔2026〕31号 | 2026-10-12 | 市电安〔2026〕61号 | 关于秋季安全大检查的通知     | 营销科   |
        收〔2026〕32号 | 2026-10-13 |                    | 关于配合江堤加固施工停电的函 | 营销科   |
        收〔2026〕33号 | 2026-10-14 |                    | 关于窗口服务的来信           | 营销科   |

        督办台账
        督办编号   | 督办事项             | 任务来源           | 立项日期   | 牵头部门 | 状态 | 办结日期
        DB2026-001 | 整改安全检查问题     | 市电安〔2026〕61号 | 2026-10-14 | 营销科   | 办结 | 2026-11-02
        DB2026-002 | 检查结果通报         | 市电安〔2026〕61号 | 2026-10-14 | 营销科   | 在办 |
        DB2026-003 | 配合江堤加固施工停电 | 领导批示           | 2026-10-15 | 财务科   | 办结 | 2026-11-02
        DB2026-004 | 答复来信             | 收〔2026〕33号     | 2026-10-15 | 营销科   | 办结 | 2026-11-16
    """,
)
def paper_follows_its_tasks(scope: OfficeScope) -> Iterator[Hit]:
    """Once every task made of a received paper is done, the paper must be noted as done too, within the days of the
    parameter 天数 (natural days).

    A task is made of a paper if its origin or remark cites the paper's number (收文编号 or 来文字号) and only one paper
    bears it. Without a number it is taken as made of it where much of the title agrees, the department is the same,
    the task was begun within 15 days of the receipt and comes from no meeting; that is told as a hint.
    """
    of_paper: dict[tuple[str, int], list[Link]] = {}
    for link in (*_by_number(scope), *_open_papers(scope)):
        if link.received.open[link.paper] and not link.task_is(STATUS_DROPPED):
            of_paper.setdefault((link.received.scope.register.name, link.paper), []).append(link)
    latest = np.datetime64(scope.as_of, "D") - scope.number("天数")
    for (register, row), links in of_paper.items():
        days = [link.tasks.done[link.task] for link in links]
        if all(day < latest for day in days):  # never for a day that is not known
            field_id = links[0].received.fields[0]
            values = {"task": "、".join(link.number for link in links), "day": max(days), "field": field_id}
            if any(link.by_number for link in links):
                yield Hit(row, (field_id,), values, register=register)
            else:
                values["title"] = links[0].tasks.text(links[0].task, "title")
                yield Hit(row, (field_id,), values, register=register, severity=Severity.HINT, message=_TASK_BY_TITLE)


@check(
    "TSK202",
    title=marked("Paper done, the task made of it still open"),
    severity=Severity.HINT,
    mends=Mends.KEEPER,
    basis="单位制度（督查督办）",
    message=marked(
        "Paper {paper} this task was made of is noted as done ({day}), but the task is still open. If it is done, mark "
        "it as done and enter the day; if not, correct the paper, or note there that it is followed up as a task."
    ),
    over=OfficeScope,
    kinds=(Kind.TASKS, Kind.FLOW),
    needs=("received",),
    breaks="""
        督办台账
        督办编号   | 督办事项             | 任务来源       | 立项日期   | 牵头部门 | 状态
        DB2026-001 | 整改安全检查问题     | 收〔2026〕31号 | 2026-10-14 | 营销科   | 在办
        DB2026-002 | 幸福小区频繁停电整改 | 领导批示       | 2026-10-20 | 财务科   | 在办

        收文登记簿
        收文编号       | 收文日期   | 文件标题                         | 承办部门 | 注办日期
        收〔2026〕31号 | 2026-10-12 | 关于秋季安全大检查的通知         | 营销科   | 2026-10-20
        收〔2026〕32号 | 2026-10-19 | 关于转办幸福小区频繁停电信访的函 | 财务科   | 2026-10-28
    """,
    holds="""
        督办台账
        督办编号   | 督办事项             | 任务来源               | 立项日期   | 牵头部门 | 状态 | 办结日期
        DB2026-001 | 整改安全检查问题     | 收〔2026〕31号         | 2026-10-14 | 营销科   | 办结 | 2026-11-02
        DB2026-002 | 幸福小区频繁停电整改 | 局长办公会（10月19日） | 2026-10-20 | 财务科   | 在办 |
        DB2026-003 | 落实值班制度         | 收〔2026〕33号         | 2026-10-14 | 营销科   | 长期 |
        DB2026-004 | 改造低压台区         | 收〔2026〕34号         | 2026-10-14 | 营销科   | 在办 |

        收文登记簿
        收文编号       | 收文日期   | 文件标题                         | 承办部门 | 注办日期   | 备注
        收〔2026〕31号 | 2026-10-12 | 关于秋季安全大检查的通知         | 营销科   | 2026-10-20 |
        收〔2026〕32号 | 2026-10-19 | 关于转办幸福小区频繁停电信访的函 | 财务科   | 2026-10-28 |
        收〔2026〕33号 | 2026-10-13 | 关于节日值班的通知               | 营销科   | 2026-10-20 |
        收〔2026〕34号 | 2026-10-13 | 关于低压台区改造的通知           | 营销科   | 2026-10-20 | 已转督办
    """,
)
def task_follows_its_paper(scope: OfficeScope) -> Iterator[Hit]:
    """A task whose paper is noted as done should be done too.

    Left alone are long-term, stopped and dropped tasks, and papers whose remark, instruction or outcome says they are
    followed up as a task (督办). A task is made of a paper if its origin or remark cites the paper's number (收文编号,
    来文字号) and only one paper bears it; without a number, where much of the title agrees, the department is the same,
    the task was begun within 15 days of the receipt and comes from no meeting.
    """
    for link in (*_by_number(scope), *_open_tasks(scope)):
        received, row, register = link.received, link.paper, link.tasks.scope.register
        if not received.closed[row] or not link.tasks.scope.open[link.task]:
            continue
        said = "".join(received.text(row, role) for role in ("remark", "leader_note", "progress_text"))
        if _HANDED_ON not in said and not link.task_is(STATUS_LONG, STATUS_STOPPED, STATUS_DROPPED):
            field_id = register.role("status") or register.role("done") or register.role("title") or ""
            paper = shown_key(str(received.scope.register.keys[row]))
            values = {"paper": paper, "day": received.closed_on(row), "title": received.text(row, "title")}
            message = "" if link.by_number else _PAPER_BY_TITLE
            yield Hit(link.task, (field_id,), values, register=register.name, message=message)


def _by_number(scope: OfficeScope) -> Iterator[Link]:
    """Each task with the one received paper it cites."""
    registers = {received.scope.register.name: received for received in received_registers(scope)}
    for tasks in task_registers(scope):
        for row, cited in tasks.citing.items():
            places = [place for place in cited if place[0] in registers]
            if len(places) == 1:
                yield Link(registers[places[0][0]], places[0][1], tasks, row, by_number=True)


def _open_papers(scope: OfficeScope) -> Iterator[Link]:
    """Each open paper with the one task made of it by its title, where that task is about no other paper."""
    registers = received_registers(scope)
    for received in registers:
        for paper in np.flatnonzero(received.open).tolist():
            made = [(tasks, row) for tasks in task_registers(scope) for row in made_of(received, paper, tasks)]
            if len(made) == 1 and sum(len(paper_of(other, *made[0])) for other in registers) == 1:
                yield Link(received, paper, *made[0], by_number=False)


def _open_tasks(scope: OfficeScope) -> Iterator[Link]:
    """Each open task with the one paper it is about by its title, where no other task is made of that paper."""
    registers = task_registers(scope)
    for tasks in registers:
        for row in np.flatnonzero(tasks.scope.open).tolist():
            about = [(one, paper) for one in received_registers(scope) for paper in paper_of(one, tasks, row)]
            if len(about) == 1 and sum(len(made_of(*about[0], other)) for other in registers) == 1:
                yield Link(*about[0], tasks, row, by_number=False)
