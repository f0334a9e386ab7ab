"""Cases for the tests: a process of five steps, registers from small tables, and what is reckoned of them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from officebatch.deadlines import reckon
from officebatch.model.limit import Limit, LimitKind
from officebatch.model.office import Office
from officebatch.model.vocabulary import HolderKind, Kind
from officebatch.rulebook.sheets import Required, Step
from tests.making import AS_OF, events, register, rules

if TYPE_CHECKING:
    from collections.abc import Mapping

    from officebatch.model.deadline import Deadline
    from officebatch.model.register import Register
    from officebatch.rulebook.rules import RuleBook

STEPS = ("拟稿", "会商", "核稿", "签发", "分发")
ROLES = {"文号": "key", "部门": "department", "缓急": "urgency", "收文日期": "received", "状态": "status"}


def days(n: int) -> Limit:
    return Limit(LimitKind.WORKING_DAYS, f"{n}个工作日", n)


def step(name: str, order: int, **changed: object) -> Step:
    plain: dict[str, object] = {
        "process": "发文",
        "register": "发文",
        "order": order,
        "name": name,
        "person_field": f"{name}人",
        "date_field": f"{name}日期",
        "limits": {"平件": days(2), "特急": days(1)},
    }
    return Step(**(plain | changed))  # type: ignore[arg-type]  # a table of one's own


def process(**changed: Mapping[str, object]) -> tuple[Step, ...]:
    plain: dict[str, Mapping[str, object]] = {
        "拟稿": {"limits": {}},
        "会商": {"required": Required.NO},
        "核稿": {"holder": HolderKind.OFFICE, "posts": ("秘书",)},
        "签发": {"holder": HolderKind.LEADER},
        "分发": {"holder": HolderKind.OFFICE},
    }
    return tuple(step(n, i, **{**plain[n], **changed.get(n, {})}) for i, n in enumerate(STEPS))


def sent(text: str) -> Register:
    """A register of documents sent; the columns of steps left out in `text` stand empty."""
    head, *lines = [line.strip() for line in text.strip().splitlines()]
    missing = [f for s in STEPS for f in (f"{s}人", f"{s}日期") if f not in head]
    wide = "\n".join([" | ".join([head, *missing]), *(" | ".join([line, *[""] * len(missing)]) for line in lines)])
    dates = [f"{s}日期" for s in STEPS] + ["收文日期"]
    return register(wide, Kind.FLOW, ROLES, name="发文", dates=dates)


def found(of: Register, book: RuleBook | None = None, as_of: date = AS_OF, *others: Register) -> list[Deadline]:
    office = Office({r.name: r for r in (of, *others)}, {("发文", "发文"): events(of, STEPS)})
    deadlines = reckon(office, book or rules(steps=process()), as_of)
    return list(deadlines.pick(deadlines.frame["row"] >= 0))
