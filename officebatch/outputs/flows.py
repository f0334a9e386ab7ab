"""A process as its flow chart shows it: the steps with post, limit, load and who answers for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from officebatch.model.limit import LimitKind
from officebatch.model.vocabulary import HolderKind
from officebatch.outputs.flowchart import Flow, Node
from officebatch.wording import say

if TYPE_CHECKING:
    from collections.abc import Mapping

    from officebatch.model.limit import Limit
    from officebatch.model.process import Process, StepFigures
    from officebatch.rulebook.sheets import Step

_UNNAMED = {
    HolderKind.DEPARTMENT: "经办部门",
    HolderKind.OFFICE: "办公室",
    HolderKind.LEADER: "有关领导",
    HolderKind.OUTSIDE: "外单位",
}


def flow(process: Process, responsible: Mapping[str, str] | None = None) -> Flow:
    """The flow chart of a process. responsible: step → who answers for it, where that is to be told."""
    names = [step.name for step in process.steps]
    returns = [
        (names.index(r.source), names.index(r.target), say("returned {n}", n=r.times)) for r in process.returns
    ]
    told = say("Flow chart {process}: {steps}", process=process.name, steps="→".join(names))
    who = responsible or {}
    return Flow(tuple(_node(step, who.get(step.name, "")) for step in process.steps), tuple(returns), told)


def _node(step: StepFigures, who: str) -> Node:
    of = step.standing
    limit = step.limits[0][1] if step.limits else say("no limit")
    others = "、".join(f"{urgency}{words}" for urgency, words in step.limits[1:])
    load = say("{n} in hand", n=of.waiting) + (say(", {n} overdue", n=of.overdue) if of.overdue else "")
    days = say("median {n} days", n=number(step.days.median)) if step.days.n else ""
    posts = "、".join(step.posts)
    return Node(
        name=step.name + ("★" if step.key_node else ""),
        post=(posts if len(posts) <= 18 else f"{posts[:16]}等") or _UNNAMED[step.kind],
        lane=step.kind.value,
        beside=tuple(filter(None, (limit, others, who, say("; ").join(filter(None, (load, days)))))),
        key=step.key_node,
        must=step.must,
    )


def limits(step: Step) -> str:
    """The limits of a step as a table lists them, an urgency a line; once where they are all one; a dash for none."""
    words = {urgency: _limit(limit) for urgency, limit in step.limits.items()}
    if len(set(words.values())) == 1:
        return next(iter(words.values()))
    return "\n".join(say("{urgency}: {limit}", urgency=urgency, limit=limit) for urgency, limit in words.items()) or "—"


def _limit(limit: Limit) -> str:
    if limit.kind is LimitKind.FIELD:
        return say("as entered under {field}", field=limit.field)
    return limit.words


def number(value: float) -> str:
    """A number of days: half ones are shown, whole ones without a point."""
    return f"{value:g}" if float(value * 10).is_integer() else f"{value:.1f}"
