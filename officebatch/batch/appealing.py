"""The forms of appeals: given out once, read back, never written over; one kind of error is asked of everybody."""

from __future__ import annotations

from typing import TYPE_CHECKING

from officebatch.batch.course import sha256
from officebatch.batch.frozen import shown_lines
from officebatch.model.evaluation import Stage
from officebatch.model.form import APPEALS, read_mark
from officebatch.model.measure import Subject
from officebatch.package import write_whole
from officebatch.wording import count, marked, say, spoken
from officebatch.workspace import WorkspaceFault

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date
    from pathlib import Path

    from officebatch.batch.course import Course
    from officebatch.batch.frozen import Ground
    from officebatch.model.evaluation import Lost
    from officebatch.model.score import Period

FORMS = "申诉"
FORM, ALIKE = "申诉复核申请表（{0}）.xlsx", "同类事项复核表（{0}）.xlsx"
TWO = marked("{n} lines are appealed against and not decided yet. Have them decided in the forms, then: officebatch "
             "evaluation appeals --period {period}")
FORMS_CHANGED = marked("{file} was changed or added after the appeals were read. Read them again: officebatch "
                       "evaluation appeals --period {period}")


def write_forms(held: Course, ground: Ground, days: Mapping[str, date]) -> None:
    """The empty forms, those that are not there yet: what somebody wrote stays."""
    from officebatch import outputs

    shown = shown_lines(ground)
    (held.folder / FORMS).mkdir(exist_ok=True)
    for total in ground.first.totals:
        path = held.folder / FORMS / FORM.format(total.subject)
        if total.subject_kind is not Subject.PERSON and not path.exists():
            with spoken(ground.book.settings.language):
                own = [one for one in shown if one.subject == total.subject]
                form = outputs.appeal_form(ground.period, total.subject, own, days["申诉"], days["答复"])
            write_whole(path, form)


def form_files(held: Course) -> list[Path]:
    found = (held.folder / FORMS).glob("*.xlsx")
    return sorted(path for path in found if not path.name.startswith(("~", ".")))


def ask_alike(
    held: Course, ground: Ground, open_: Sequence[Lost], paths: Sequence[Path]
) -> tuple[str, ...]:
    """A form for the lines of a kind of error that no form lists yet."""
    from officebatch import outputs, reading

    lists = [path for path in paths if path.name.startswith(ALIKE[:6])]
    listed = {
        tuple(read_mark(row.text("标识"))[2:])
        for path in lists
        for row in reading.read_returned(path, APPEALS, ground.book).rows
    }
    new = [one for one in open_ if (one.subject, *one.identity) not in listed]
    if not new:
        return ()
    path = held.folder / FORMS / ALIKE.format(len(lists) + 1)
    with spoken(ground.book.settings.language):
        write_whole(path, outputs.alike_form(ground.period, new))
    return (count("{n} line of the same kind of error is listed in {file}: decide it there.",
                  "{n} lines of the same kind of error are listed in {file}: decide them there.", len(new),
                  file=path),)  # fmt: skip


def refuse_open(held: Course, period: Period) -> None:
    """Refuse while an appeal is not decided, or a form is not as it was read."""
    done = held.last(Stage.APPEALS)
    read = done.made_from if done is not None else {}
    now = {path.name: sha256(path.read_bytes()) for path in form_files(held)}
    for name in sorted(now.keys() | read.keys()):
        if now.get(name) != read.get(name):
            raise WorkspaceFault(say(FORMS_CHANGED, file=held.folder / FORMS / name, period=period.name))
    if int(held.fact("waiting") or 0):
        raise WorkspaceFault(say(TWO, n=held.fact("waiting"), period=period.name))
