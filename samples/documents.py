"""Documents sent and received: who passes which step, and the numbers they get."""

from __future__ import annotations

from typing import TYPE_CHECKING

from samples.course import course
from samples.days import AS_OF, TEXT_DAYS, cell_of, day, pick, working_day, written
from samples.tables import table

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from samples.course import Passing
    from samples.tables import Line

    Gaps = Mapping[str, Sequence[int]]

Row = dict[str, object]
FIRST_SENT, FIRST_RECEIVED = 181, 262
# Working days after the step before: one of these, always the same for a document and step.
SENDING: Gaps = {
    "拟稿": (0,),
    "会商": (0, 1, 1),
    "核稿": (0, 1),
    "签发": (1, 1, 2),
    "打印": (0, 1),
    "用印": (0,) * 9 + (1,),
    "分发": (0, 0, 1),
}
RECEIVING: Gaps = {
    "签收": (0,),
    "登记": (0, 0, 1),
    "分办": (0, 1),
    "批办": (0, 1, 1),
    "传阅": (1, 1, 2),
    "承办": (3, 4, 6, 8),
    "催办": (0,),
    "注办": (0, 1),
    "处置": (1, 2, 3),
}
HURRIED: Mapping[str, Gaps] = {
    "加急": {"会商": (0,), "核稿": (0,), "签发": (0, 1), "承办": (1, 2)},
    "特急": dict.fromkeys((*SENDING, *RECEIVING), (0,)),
}


def sent_documents() -> list[Row]:
    """Numbered in the order of signing; what is not signed yet stands below without a number."""
    passed = [(line, _sending(line)) for line in table("发文")]
    numbered = sorted((pair for pair in passed if _signed(*pair)), key=lambda pair: _signed(*pair) or AS_OF)
    waiting = [pair for pair in passed if not _signed(*pair)]
    numbers = _numbers([line for line, _ in numbered], FIRST_SENT, "临电办〔2026〕{}号") + [""] * len(waiting)
    return [
        line
        | {"序号": n, "文号": number, "密级": "公开", "份": cell_of(line["份"])}
        | _cells(SENDING, steps, line["标题"])
        for n, (number, (line, steps)) in enumerate(zip(numbers, numbered + waiting, strict=True), 1)
    ]


def received_documents() -> list[Row]:
    """Numbered as they come in."""
    numbers = _numbers(table("收文"), FIRST_RECEIVED, "收〔2026〕{}号")
    return [
        line
        | {"序号": n, "编号": number, "密级": "公开", "时间": written(working_day(line["日"]), line["标题"], TEXT_DAYS)}
        | _cells(RECEIVING, _receiving(line), line["标题"])
        for n, (number, line) in enumerate(zip(numbers, table("收文"), strict=True), 1)
    ]


def _signed(line: Line, passed: Mapping[str, Passing]) -> date | None:
    """The day of signing; of a number given up, the day it was."""
    return day(line["日"]) if line["号"] == "废" else passed["签发"].day if "签发" in passed else None


def _numbers(lines: Sequence[Line], first: int, form: str) -> list[str]:
    """A number a line; column 号 says where the clerk left one out (跳) or gave one again (重)."""
    found, number = [], first - 1
    for line in lines:
        number += {"跳": 2, "重": 0}.get(line["号"], 1)
        found.append(form.format(number))
    return found


def _sending(line: Line) -> dict[str, Passing]:
    title = line["标题"]
    if line["号"] == "废":
        return {}
    checkers = [person for person in ("顾晓峰", "宁雨薇") if person != line["拟稿"]]
    people = {
        "拟稿": line["拟稿"],
        "会商": line["会商"],
        "核稿": _one_of(title, *checkers),
        "签发": line["签发"],
        "打印": _one_of(title, "石磊", "白雪梅"),
        "用印": "罗桂芝",
        "分发": _one_of(title, "孟祥瑞", "罗桂芝"),
    }
    return course(title, working_day(line["日"]), people, _gaps(SENDING, line["急"]), line["步"])


def _receiving(line: Line) -> dict[str, Passing]:
    title = line["标题"]
    clerk = _one_of(title, "孟祥瑞", "罗桂芝")
    people = {
        "签收": clerk,
        "登记": clerk,
        "分办": _one_of(f"{title}分", "沈国栋", "柳静"),
        "批办": line["批办"],
        "传阅": line["传阅"],
        "承办": line["承办"],
        "催办": "",
        "注办": clerk,
        "处置": "宁雨薇",
    }
    return course(title, working_day(line["日"]), people, _gaps(RECEIVING, line["急"]), line["步"])


def _cells(steps: Gaps, passed: Mapping[str, Passing], key: str) -> Row:
    row: Row = {}
    for step in steps:
        found = passed.get(step)
        row[f"{step}经办人"] = found.person if found else ""
        row[f"{step}日期"] = written(found.day, f"{key}{step}", TEXT_DAYS) if found and found.day else ""
    return row


def _gaps(usual: Gaps, urgency: str) -> Gaps:
    return {**usual, **{step: gap for step, gap in HURRIED.get(urgency, {}).items() if step in usual}}


def _one_of(key: str, *people: str) -> str:
    return people[pick(key, range(len(people)))]
