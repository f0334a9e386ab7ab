"""NUM108: papers received that were entered twice."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np

from officebatch.checks.check import Hit, check
from officebatch.checks.numbers import place_of
from officebatch.checks.scope import RegisterScope
from officebatch.model.vocabulary import Kind, Mends, Severity
from officebatch.wording import marked

if TYPE_CHECKING:
    from collections.abc import Iterator

_ODD = "[(（【［ \u3000第０１２"  # without these a column of numbers is written in one way
_FOLDED = str.maketrans("[]()（）【】［］０１２３４５６７８９", "〔〕〔〕〔〕〔〕〔〕0123456789")
_MARKS = re.compile(r"[\s《》<>“”\"「」、，,。.（）()]")


@check(
    "NUM108",
    title=marked("Paper received entered twice"),
    severity=Severity.WARNING,
    mends=Mends.KEEPER,
    basis="单位制度",
    message=marked(
        "{number} of {sender}, “{title}”, already stands at {place}, received on {day}. If it is the same paper, "
        "strike one of the two as void (作废); if not, correct the number."
    ),
    over=RegisterScope,
    kinds=(Kind.FLOW,),
    parameters={"相隔天数": "30"},
    breaks="""
        收文登记簿
        收文编号      | 收文日期   | 来文单位   | 来文字号           | 文件标题
        收〔2026〕1号 | 2026-03-02 | 市供电公司 | 市电安〔2026〕61号 | 关于开展秋季安全大检查的通知
        收〔2026〕2号 | 2026-03-05 | 市供电公司 | 市电安[2026] 61号  | 关于开展秋季安全大检查的通知
    """,
    holds="""
        收文登记簿
        收文编号      | 收文日期   | 来文单位     | 来文字号           | 文件标题
        收〔2026〕1号 | 2026-03-02 | 市供电公司   | 市电安〔2026〕61号 | 关于开展秋季安全大检查的通知
        收〔2026〕2号 | 2026-03-05 | 县应急管理局 | 市电安〔2026〕61号 | 关于开展秋季安全大检查的通知
        收〔2026〕3号 | 2026-03-05 | 市供电公司   | 市电安〔2026〕61号 | 关于做好防汛工作的通知
        收〔2026〕4号 | 2026-06-05 | 市供电公司   | 市电安〔2026〕61号 | 关于开展秋季安全大检查的通知
        收〔2026〕5号 | 2026-03-05 | 市供电公司   |                    | 关于开展秋季安全大检查的通知
        收〔2026〕6号 | 2026-03-05 | 市供电公司   |                    | 关于开展秋季安全大检查的通知
        收〔2026〕7号 | 2026-03-06 | 市供电公司   | 市电安〔2026〕61号 | 作废
    """,
)
def received_once(scope: RegisterScope) -> Iterator[Hit]:
    """A paper of one sender with one number and one title is entered once; it is told on the later line.

    Brackets, blanks and marks are not compared. The same paper again after more than 相隔天数 days is left alone: it
    may have been sent anew.
    """
    fields = scope.columns("document_number", "from", "title", "received")
    if not fields:
        return
    number, sender, title, received = fields
    days, first = scope.days(received), dict[tuple[str, str, str], int]()
    for row in np.flatnonzero(_repeated(scope, number) & ~scope.void):
        key = _folded(scope, int(row), number, sender, title)
        if not all(key):
            continue
        before = first.setdefault(key, int(row))
        if before != row and abs(days[row] - days[before]) <= np.timedelta64(scope.number("相隔天数"), "D"):
            told = {name: scope.register.text(int(row), field_id).strip()
                    for name, field_id in (("number", number), ("sender", sender), ("title", title))}  # fmt: skip
            told |= {"place": place_of(scope, before, int(row), number), "day": str(days[before])}
            yield Hit(int(row), (number, sender, title), told, partners=(before,))


def _repeated(scope: RegisterScope, field_id: str) -> np.ndarray:
    """Per row: whether its text stands elsewhere in the column too, brackets and blanks not compared."""
    cells = scope.register.shown[field_id]
    codes = cells.codes
    written = "\n".join(cells.texts)
    if any(mark in written for mark in _ODD):
        place: dict[str, int] = {}
        folded = [place.setdefault(_number(text), len(place)) for text in cells.texts]
        codes = np.append(np.array(folded, dtype=np.int64), -1)[codes]
    times = np.append(np.bincount(codes[codes >= 0], minlength=1), 0)
    found: np.ndarray = times[codes] > 1
    return found


def _number(text: str) -> str:
    return "".join(text.split()).translate(_FOLDED).replace("第", "").removesuffix("号")


def _folded(scope: RegisterScope, row: int, number: str, sender: str, title: str) -> tuple[str, str, str]:
    shown = scope.register.text
    return _number(shown(row, number)), "".join(shown(row, sender).split()), _MARKS.sub("", shown(row, title))
