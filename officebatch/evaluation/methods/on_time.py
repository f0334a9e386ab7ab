"""S101."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from officebatch.evaluation.methods_registry import Asked, Counted, method
from officebatch.evaluation.own import KEY
from officebatch.model.score import Fact, Said
from officebatch.model.vocabulary import State
from officebatch.wording import marked

if TYPE_CHECKING:
    from datetime import date

    import pandas as pd

LATE = marked("{days} working days late")
NOT_READ = marked("register {register} was not read")


@method("S101", marked("On time: what met its limit, of what fell due"))
def on_time(asked: Asked) -> Counted | Said:
    """Steps and tasks the subject holds that fell due within the period. Parameters: 环节 (those steps only; a task's
    is 办结), 不含 (all but those), 最少 (fewer are not scored).

    What leaders, outside bodies and pauses took is not in a limit's days; what is extended counts from the extension.
    """
    name, lines = asked.indicator.register, asked.share.lines
    if name and asked.field.register(name) is None:
        return Said(NOT_READ, (("register", name),))
    chosen = lines["decided"].to_numpy(dtype=bool, copy=True)
    if name:
        chosen &= (lines["register"] == name).to_numpy()
    if steps := asked.words("环节"):
        chosen &= lines["step"].isin(steps).to_numpy()
    if others := asked.words("不含"):
        chosen &= ~lines["step"].isin(others).to_numpy()
    due = lines[chosen]
    kept = asked.field.own.kept(asked.indicator)
    if kept is not None:
        due = due[kept[due["row"].to_numpy()]]
    late = due[(due["state"] != State.MET.value).to_numpy()]
    few = asked.words("最少")
    facts = tuple(_fact(asked, line) for line in late.itertuples(index=False))
    return Counted(len(due), facts, few=int(few[0]) if few and few[0].isdigit() else 0)


def _fact(asked: Asked, line: Any) -> Fact:
    """Any: a line of the ground as pandas gives it, its columns as attributes, `pass` by its place."""
    register = asked.field.ground.office.registers[line.register]
    step, days = str(line.step), int(line.days_late)
    rules = asked.field.ground.rules
    basis = next((s.basis for s in rules.steps if s.register == line.register and s.name == step), "")
    return Fact(
        identity=(KEY, line.register, str(line.row), step, str(line[3])),
        origin=register.origin(int(line.row)),
        record=str(register.keys[int(line.row)]),
        title=register.text(int(line.row), register.role("title") or ""),
        step=step,
        person=line.person if isinstance(line.person, str) else "",
        due=_day(line.due),
        done=None if line.open else _day(line.done),
        days_over=days,
        basis=asked.indicator.basis or basis,
        said=Said(LATE, (("days", str(days)),)),
    )


def _day(moment: pd.Timestamp) -> date | None:
    return moment.date() if moment == moment else None  # noqa: PLR0124  NaT is not itself
