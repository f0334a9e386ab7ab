"""DOC202, DOC203, TSK201: documents that must be there because another register speaks of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from officebatch.checks.alike import shared
from officebatch.checks.check import Hit, check
from officebatch.checks.cited import Standing, citations, papers
from officebatch.checks.received import received_registers
from officebatch.checks.scope import OfficeScope, RegisterScope, marks
from officebatch.model.vocabulary import Kind, Mends, Severity
from officebatch.wording import marked

if TYPE_CHECKING:
    from collections.abc import Iterator

    from officebatch.checks.received import Received

_REQUEST = "请示"
_REPLIES = ("批复", "函", "复函")
_LIKE, _LIKE_PART = 4, 0.5  # shared pairs of characters of a request and the reply to it
_VOID = marked("“{number}” is cited here, but the register has this number as void. Correct the number.")


@check(
    "DOC202",
    title=marked("Request closed without a reply"),
    severity=Severity.WARNING,
    mends=Mends.KEEPER,
    basis="《党政机关公文处理工作条例》第二十四条",
    message=marked(
        "This request is noted as done ({day}), but {fields} is empty. Enter the reply; if there is none yet, have the "
        "department in charge reply."
    ),
    over=OfficeScope,
    kinds=(Kind.FLOW,),
    needs=("received", "reply_number|replied"),
    breaks="""
        收文登记簿
        收文编号       | 收文日期   | 文件标题                   | 文种 | 注办日期   | 复文号 | 答复日期
        收〔2026〕31号 | 2026-10-12 | 关于更换3号开关的请示      | 请示 | 2026-10-20 |        |
        收〔2026〕32号 | 2026-10-12 | 关于增配带电作业工具的请示 |      | 2026-10-21 |        |

        发文登记簿
        发文字号          | 标题                               | 文种
        临电办〔2026〕5号 | 关于同意增配低压带电作业工具的批复 | 批复
    """,
    holds="""
        收文登记簿
        收文编号       | 收文日期   | 文件标题             | 文种 | 注办日期   | 复文号            | 答复日期   | 备注
        收〔2026〕31号 | 2026-10-12 | 关于更换开关的请示   | 请示 | 2026-10-20 | 临电办〔2026〕5号 |            |
        收〔2026〕32号 | 2026-10-12 | 关于绝缘工具的请示   | 请示 |            |                   |            |
        收〔2026〕33号 | 2026-10-13 | 关于修缮屋面的请示   | 请示 | 2026-10-20 |                   | 2026-10-19 |
        收〔2026〕34号 | 2026-10-13 | 关于消防工作的通知   | 通知 | 2026-10-20 |                   |            |
        收〔2026〕35号 | 2026-10-14 | 关于补充车辆的请示   | 请示 | 2026-10-20 |                   |            | 作废
    """,
)
def request_has_a_reply(scope: OfficeScope) -> Iterator[Hit]:
    """A request (请示) that is noted as done must say by which document, or on which day, it was answered.

    It is noted as done by its state, its done day or the day of the closing step (sheet 流程: the step after the
    department's last one, 注办). Registers with neither 复文号 nor 答复日期 are left alone. Where 发文 holds a reply
    (批复, 函) with much of the same title, the finding names it.
    """
    for received in received_registers(scope):
        register = received.scope.register
        fields = [name for role in ("reply_number", "replied") if (name := register.role(role))]
        if not fields:
            continue
        silent = _requests(received) & received.closed
        for field_id in fields:
            silent &= received.scope.empty(field_id)
        for row in np.flatnonzero(silent).tolist():
            values: dict[str, object] = {"day": received.closed_on(row), "fields": "、".join(fields)}
            reply = _reply(scope, received.text(row, "title"))
            if reply:
                values["meant"] = reply
                yield Hit(row, (fields[0],), values, message=_FOUND, register=register.name)
            else:
                yield Hit(row, (fields[0],), values, register=register.name)


_FOUND = marked(
    "This request is noted as done ({day}), but {fields} is empty. By its title the reply is {meant}: if so, enter it."
)


@check(
    "DOC203",
    title=marked("Reply that does not exist"),
    severity=Severity.WARNING,
    mends=Mends.KEEPER,
    basis="单位制度（公文登记）",
    message=marked(
        "“{number}” is cited here, but no register has this number. Correct it, or enter the document that bears it."
    ),
    over=OfficeScope,
    kinds=(Kind.FLOW,),
    needs=("received", "reply_number"),
    breaks="""
        收文登记簿
        收文编号       | 收文日期   | 文件标题              | 复文号
        收〔2026〕31号 | 2026-10-12 | 关于更换3号开关的请示 | 临电办〔2026〕9号
        收〔2026〕32号 | 2026-10-12 | 关于修缮屋面的请示    | 临电办[2026]6号

        发文登记簿
        发文字号          | 标题                   | 备注
        临电办〔2026〕5号 | 关于更换3号开关的批复  |
        临电办〔2026〕6号 |                        | 作废
    """,
    holds="""
        收文登记簿
        收文编号       | 收文日期   | 文件标题              | 复文号
        收〔2026〕31号 | 2026-10-12 | 关于更换3号开关的请示 | 临电办（2026）第05号
        收〔2026〕32号 | 2026-10-12 | 关于修缮屋面的请示    | 已电话答复
        收〔2026〕33号 | 2026-10-13 | 关于补充车辆的请示    | 县临电办〔2026〕9号
        收〔2026〕34号 | 2026-10-13 | 关于更换电表的请示    | 临电办〔2025〕88号
        收〔2026〕35号 | 2026-10-13 | 关于绝缘工具的请示    | 临电办〔2026〕3号
        收〔2026〕36号 | 2026-10-13 | 关于机要通道的请示    | 临电办〔2026〕7号

        发文登记簿
        发文字号          | 标题                  | 密级
        临电办〔2026〕5号 | 关于更换3号开关的批复 | 公开
        临电办〔2026〕7号 | 一                    | 机密
    """,
)
def reply_exists(scope: OfficeScope) -> Iterator[Hit]:
    """A reply cited by one of the office's own numbers (sheet 字段, 式样) must stand in the register of that series,
    however the number is written.

    Left alone are other organs' numbers, years the registers do not hold, numbers before the first one of the year
    there, and numbers of classified rows.
    """
    for received in received_registers(scope):
        yield from _cited_in_vain(scope, received.scope, "reply_number")


@check(
    "TSK201",
    title=marked("Origin that does not exist"),
    severity=Severity.WARNING,
    mends=Mends.KEEPER,
    basis="单位制度（督查督办）",
    message=marked(
        "“{number}” is given as the origin of this task, but no register has this number. Correct it, or enter the "
        "document that bears it."
    ),
    over=OfficeScope,
    kinds=(Kind.TASKS, Kind.FLOW),
    needs=("source",),
    breaks="""
        督办台账
        督办编号   | 督办事项     | 任务来源
        DB2026-001 | 整改消防设施 | 按收〔2026〕99号办理
        DB2026-002 | 清收陈欠电费 | 临电办〔2026〕8号

        收文登记簿
        收文编号       | 收文日期   | 文件标题
        收〔2026〕31号 | 2026-10-12 | 关于消防检查的通知

        发文登记簿
        发文字号          | 标题
        临电办〔2026〕7号 | 关于清收电费的通知
        临电办〔2026〕9号 | 关于窗口服务的通知
    """,
    holds="""
        督办台账
        督办编号   | 督办事项     | 任务来源
        DB2026-001 | 整改消防设施 | 收[2026]31号
        DB2026-002 | 清收陈欠电费 | 市电财〔2026〕45号
        DB2026-003 | 修订制度     | 局长办公会（6月10日）
        DB2026-004 | 检修变电站   | 收〔2025〕400号
        DB2026-005 | 更换电表     | 收〔2026〕12号
        DB2026-006 | 整理档案     |

        收文登记簿
        收文编号       | 收文日期   | 文件标题
        收〔2026〕31号 | 2026-10-12 | 关于消防检查的通知
    """,
)
def origin_exists(scope: OfficeScope) -> Iterator[Hit]:
    """A document given as the origin of a task by one of the office's own numbers (收文编号, 发文字号: sheet 字段,
    式样) must stand in the register of that series, however the number is written.

    Left alone are other organs' numbers, years the registers do not hold, numbers before the first one of the year
    there, and numbers of classified rows.
    """
    for register in scope.of_kind(Kind.TASKS):
        yield from _cited_in_vain(scope, scope.within(register), "source")


def _cited_in_vain(scope: OfficeScope, where: RegisterScope, role: str) -> Iterator[Hit]:
    """The cells of a role that cite an own document no register has, or has as void only."""
    field_id = where.register.role(role)
    if field_id is None:
        return
    cells = where.register.shown[field_id]
    wrong: dict[int, tuple[str, str]] = {}
    for code, text in enumerate(cells.texts):
        for cited in citations(text):
            known = papers(scope)
            letters = known.series(cited)
            standing = known.standing(cited) if letters else Standing.THERE
            if standing in (Standing.MISSING, Standing.VOID):
                wrong[code] = cited.text[cited.text.index(letters) :], _VOID if standing is Standing.VOID else ""
    mine = marks([code in wrong for code in range(len(cells.texts))])[cells.codes] & ~where.void
    for row in np.flatnonzero(mine).tolist():
        number, message = wrong[int(cells.codes[row])]
        yield Hit(row, (field_id,), {"number": number}, register=where.register.name, message=message)


def _requests(received: Received) -> np.ndarray:
    """Per row: whether the paper is a request, by its kind or the end of its title."""
    found = received.scope.among("document_kind", _REQUEST)
    cells = received.scope.register.shown.get(received.scope.register.role("title") or "")
    if cells is not None:
        found = found | marks([text.strip().endswith(_REQUEST) for text in cells.texts])[cells.codes]
    return found


def _reply(scope: OfficeScope, title: str) -> str:
    """The number of the one reply of the office whose title shares much with a request's, "" for none or several."""
    known = scope.kept.setdefault("replies", tuple(_replies(scope)))
    assert isinstance(known, tuple)
    alike = [(number, *shared(title, other)) for number, other in known]
    found = [number for number, n, part in alike if n >= _LIKE and part >= _LIKE_PART]
    return found[0] if len(found) == 1 else ""


def _replies(scope: OfficeScope) -> Iterator[tuple[str, str]]:
    """Number and title of the office's own replies."""
    for register in scope.of_kind(Kind.FLOW):
        key, title = register.role("key"), register.role("title")
        if register.role("received") or not key or not title:
            continue
        cells = register.shown[title]
        reply = marks([text.strip().endswith(_REPLIES) for text in cells.texts])[cells.codes]
        for row in np.flatnonzero(reply).tolist():
            if number := register.text(row, key).strip():
                yield number, cells.text(row)
