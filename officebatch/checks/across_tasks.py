"""DOC201, MTG201: what leaders and meetings ordered, and the tasks that must stand in the register of tasks for it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np

from officebatch.checks.check import Hit, check
from officebatch.checks.linked import Matter, covered, task_registers
from officebatch.checks.received import received_registers
from officebatch.checks.scope import OfficeScope, marks
from officebatch.model.vocabulary import Kind, Mends, Severity
from officebatch.wording import marked

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from officebatch.checks.linked import Tasks
    from officebatch.checks.received import Received
    from officebatch.checks.scope import RegisterScope

_NOT_OWED = re.compile(r"(?:不|无需|无须|免)[^，。；,;]{0,4}(?:立项|督办)")
ALL = "全部"


@check(
    "DOC201",
    title=marked("Leader's instruction without a task"),
    severity=Severity.WARNING,
    mends=Mends.KEEPER,
    basis="单位制度（督查督办）",
    message=marked(
        "The leader wrote “{text}”, but {register} holds no task for it. Set one up, with this paper's number as its "
        "origin; if none is needed, write 不立项 into the remark."
    ),
    over=OfficeScope,
    kinds=(Kind.FLOW, Kind.TASKS),
    needs=("leader_note",),
    parameters={"用词": "督办、督查、立项、限期、限时、报结果", "工作日": "5"},
    breaks="""
        收文登记簿
        收文编号       | 收文日期   | 文件标题                     | 承办部门 | 领导批示                     | 注办日期
        收〔2026〕31号 | 2026-10-12 | 关于兴旺村低电压问题的来信   | 营销科   | 请营销科限期解决，报结果。   |

        督办台账
        督办编号   | 督办事项           | 任务来源 | 立项日期   | 牵头部门
        DB2026-001 | 清收陈欠电费       | 领导批示 | 2026-10-12 | 财务科
    """,
    holds="""
        收文登记簿
        收文编号       | 收文日期   | 文件标题                 | 承办部门 | 领导批示       | 注办日期   | 备注
        收〔2026〕31号 | 2026-10-12 | 关于村民用电的来信       | 营销科   | 限期解决       |            |
        收〔2026〕32号 | 2026-10-13 | 关于春季检修的通知       | 营销科   | 请营销科阅处   |            |
        收〔2026〕33号 | 2026-10-13 | 关于防汛值守的通知       | 财务科   | 阅。不再督办   |            |
        收〔2026〕34号 | 2026-10-14 | 关于窗口服务的来信       | 营销科   | 限期答复来信人 | 2026-10-16 |
        收〔2026〕35号 | 2026-11-18 | 关于旧表更换的来信       | 营销科   | 限期解决       |            |
        收〔2026〕36号 | 2026-10-15 | 关于路灯欠费的函         | 财务科   | 限期清收       |            | 不立项
        收〔2026〕37号 | 2026-10-16 | 关于供电所屋面漏雨的请示 | 财务科   | 限期修缮       |            |
        收〔2026〕38号 | 2026-10-19 | 关于校门前变压器的来信   | 营销科   | 限期研究       |            | 见DB2026-003

        督办台账
        督办编号   | 督办事项             | 任务来源               | 立项日期   | 牵头部门
        DB2026-001 | 解决群众反映用电问题 | 收〔2026〕31号领导批示 | 2026-10-13 | 财务科
        DB2026-002 | 修缮供电所漏雨屋面   | 领导批示               | 2026-10-20 | 营销科
        DB2026-003 | 台区迁移             | 领导批示               | 2026-09-01 | 营销科
    """,
)
def instruction_has_a_task(scope: OfficeScope) -> Iterator[Hit]:
    """An instruction of a leader on a paper that is to be followed up must stand as a task in the register of tasks.

    Which instructions are meant, the parameter 用词 says: those with one of its words. Papers noted as done are left
    alone, and those received within the last days of the parameter 工作日. Where the remark or the instruction says
    不立项 or 不再督办, none is asked for.

    A task belongs to the paper if it cites its number (收文编号 or 来文字号), if the paper's remark names the task, if
    the titles agree for the most part, or if the task of the same department, or with a like title, was begun within
    15 days of the receipt and names no other origin.
    """
    tasks = task_registers(scope)
    for received in received_registers(scope) if tasks else ():
        field_id = received.scope.register.role("leader_note")
        if field_id is None:
            continue
        asked = _asked(received.scope, field_id, scope.parted("用词")) & received.open
        for row in _settled(scope, asked, received.day.days):
            matter = _paper(received, row, field_id)
            if not _NOT_OWED.search(matter.said) and not any(covered(matter, of, meeting=False) for of in tasks):
                values = {"text": received.scope.register.text(row, field_id), "register": _names(tasks)}
                yield Hit(row, (field_id,), values, register=received.scope.register.name)


@check(
    "MTG201",
    title=marked("Decision of a meeting without a task"),
    severity=Severity.WARNING,
    mends=Mends.KEEPER,
    basis="单位制度（议定事项督办）",
    message=marked(
        "The meeting of {day} decided “{text}”, but {register} holds no task for it. Set one up, with the meeting and "
        "its day as origin; if none is needed, write 不立项 into the remark."
    ),
    over=OfficeScope,
    kinds=(Kind.TOPICS, Kind.TASKS),
    needs=("decision", "meeting_date"),
    parameters={"用词": "督办、立项、限期、前完成、前办结、前报", "工作日": "2"},
    breaks="""
        会议议题台账
        议题编号 | 会议名称   | 会议日期   | 议题名称           | 提报部门 | 议定事项
        1        | 局长办公会 | 2026-11-09 | 年终物资盘点方案   | 财务科   | 同意，12月20日前完成

        督办台账
        督办编号   | 督办事项             | 任务来源               | 立项日期   | 牵头部门
        DB2026-001 | 清收陈欠电费         | 局长办公会（10月26日） | 2026-11-10 | 财务科
        DB2026-002 | 检修变电站           | 局长办公会（11月9日）  | 2026-11-10 | 营销科
    """,
    holds="""
        会议议题台账
        议题编号 | 会议名称   | 会议日期   | 议题名称             | 提报部门 | 议定事项             | 备注
        1        | 局长办公会 | 2026-11-09 | 年终物资盘点方案     | 财务科   | 同意，12月20日前完成 |
        2        | 局长办公会 | 2026-11-09 | 合同档案移交安排     | 营销科   | 转督办               |
        3        | 局长办公会 | 2026-11-09 | 学习上级文件         | 办公室   | 同意                 |
        4        | 局长办公会 | 2026-11-19 | 冬季防火安排         | 营销科   | 转督办               |
        5        | 局长办公会 | 2026-10-19 | 线路覆冰处置         | 营销科   | 11月底前完成         | 已在实施，不再督办
        6        | 局长办公会 | 2026-11-23 | 培训计划             | 办公室   |                      |

        督办台账
        督办编号   | 督办事项             | 任务来源              | 立项日期   | 牵头部门
        DB2026-001 | 清查库存             | 局长办公会（11月9日） | 2026-11-10 | 财务科
        DB2026-002 | 落实合同档案移交     | 领导批示              | 2026-11-11 | 办公室
    """,
)
def decision_has_a_task(scope: OfficeScope) -> Iterator[Hit]:
    """What a meeting decided to have done must stand as a task in the register of tasks.

    Which decisions are meant, the parameter 用词 says: those with one of its words; 全部 means every decision. Meetings
    within the last working days of the parameter 工作日 are left alone. Where the remark or the decision says 不立项
    or 不再督办, none is asked for.

    A task belongs to the decision if the decision or the remark names the task's number, if the titles agree for the
    most part, if a task with a like title was begun within 15 days of the meeting, or if a task of the same department
    was, whose origin names this day, or a meeting without a day, or nothing.
    """
    tasks = task_registers(scope)
    for topics in (scope.within(register) for register in scope.of_kind(Kind.TOPICS) if tasks):
        field_id, held = topics.register.role("decision"), topics.register.role("meeting_date")
        if field_id is None or held is None:
            continue
        days = topics.days(held)
        decided = _asked(topics, field_id, scope.parted("用词")) & ~topics.void
        for row in _settled(scope, decided, days):
            matter = _topic(topics, row, days[row])
            if not _NOT_OWED.search(matter.said) and not any(covered(matter, of, meeting=True) for of in tasks):
                values = {"day": days[row], "text": topics.register.text(row, field_id), "register": _names(tasks)}
                yield Hit(row, (field_id,), values, register=topics.register.name)


def _settled(scope: OfficeScope, rows: np.ndarray, days: np.ndarray) -> list[int]:
    """The rows whose day is longer ago than the working days of the parameter 工作日."""
    if not rows.any():
        return []
    since = scope.workdays.back(np.array([scope.as_of], dtype="datetime64[D]"), scope.number("工作日"))[0]
    return [int(row) for row in np.flatnonzero(rows & (days < since.astype("datetime64[D]")))]


def _asked(scope: RegisterScope, field_id: str, words: Sequence[str]) -> np.ndarray:
    """Per row: whether the text of a field holds one of the words, or anything where all is meant."""
    cells = scope.register.shown[field_id]
    every = ALL in words
    found: np.ndarray = marks([every or any(word in text for word in words) for text in cells.texts])[cells.codes]
    return found


def _paper(received: Received, row: int, field_id: str) -> Matter:
    register = received.scope.register
    said = f"{register.text(row, field_id)}。{received.text(row, 'remark')}"
    title, department = received.text(row, "title"), register.words(row, "department")
    return Matter(title, received.day.days[row], department, said, (register.name, row))


def _topic(topics: RegisterScope, row: int, day: np.datetime64) -> Matter:
    register = topics.register
    texts = [register.text(row, name) for role in ("decision", "remark") if (name := register.role(role))]
    title = register.text(row, register.role("title") or "")
    return Matter(title, day, register.words(row, "department"), "。".join(texts))


def _names(tasks: Sequence[Tasks]) -> str:
    return "、".join(of.scope.register.name for of in tasks)
