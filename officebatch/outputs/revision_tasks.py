"""制度修订任务.xlsx: proposals as lines of the register of tasks, in its own columns, and where each stands."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from officebatch.model.handbook import Progress
from officebatch.model.origin import position
from officebatch.model.vocabulary import Kind
from officebatch.outputs.books import became, reasons
from officebatch.outputs.desk import Desk
from officebatch.outputs.shelf import Shelf
from officebatch.outputs.workbooks import made
from officebatch.wording import marked, say

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from officebatch.model.docket import Docket
    from officebatch.model.handbook import Revision
    from officebatch.rulebook.rules import RuleBook

LINES, STANDING = marked("Lines to register"), marked("Where proposals stand")
_TO_FILL = ("key", "person", "start", "due")
_WIDTHS = {"title": 40, "source": 30, "remark": 40}
_HEADS = ((marked("Object"), 14), (marked("Proposal"), 40), (marked("Department"), 14), (marked("Reasons"), 70),
          (marked("Registered"), 20))


def revision_tasks(docket: Docket, rules: RuleBook) -> bytes:
    """The workbook. Raises LookupError without any proposal."""
    revisions = docket.handbook.revisions if docket.handbook is not None else ()
    if not revisions:
        raise LookupError("no proposals")
    columns = _columns(docket, rules)
    new = [one for one in revisions if one.progress is Progress.NEW and not one.inner]

    def fill(book: Any) -> None:
        forms = _forms(book)
        _lines(book.add_worksheet(say(LINES)), forms, columns, new)
        _standing(book.add_worksheet(say(STANDING)), forms, revisions, Desk(docket, rules, Shelf(())))

    return made(say("Tasks to revise regulations"), fill)


def _columns(docket: Docket, rules: RuleBook) -> dict[int, tuple[str, str]]:
    """Place from 0 → field id, role: as the columns stand in the register of tasks, else as the rule book has them."""
    read = next((r for r in docket.office.registers.values() if r.kind is Kind.TASKS and r.parts), None)
    if read is not None:
        roles = {field: role for role, field in read.roles.items()}
        letters = {field: re.findall(r"[A-Z]+", at) for field, at in read.parts[0].letters.items()}
        return {position(at[0]): (field, roles.get(field, "")) for field, at in letters.items() if at}
    name = next((r.name for r in rules.registers if r.kind is Kind.TASKS), "")
    fields = rules.fields_by_register.get(name, ())
    return {n: (one.field, one.role) for n, one in enumerate(fields)}


def _lines(
    page: Any, forms: Mapping[str, Any], columns: Mapping[int, tuple[str, str]], new: Sequence[Revision]
) -> None:
    page.write_string(0, 0, say("Copy the lines below into the register of tasks and fill in the yellow cells. Leave "
                                "the source as it is: by it the next handbook knows the task again. For the office's "
                                "own use."), forms["note"])  # fmt: skip
    last = max(columns, default=0)
    for place in range(last + 1):
        field, role = columns.get(place, ("", ""))
        page.set_column(place, place, _WIDTHS.get(role, 14))
        page.write_string(1, place, field, forms["head"])
        for row, one in enumerate(new, 2):
            value = _value(one, role, {role for _, role in columns.values()})
            page.write_string(row, place, value, forms["fill" if role in _TO_FILL else "text"])
    if not new:
        page.write_string(2, 0, say("Nothing is to be registered."), forms["note"])
    _print(page)


def _value(one: Revision, role: str, roles: set[str]) -> str:
    source = next((r for r in ("source", "remark", "title") if r in roles), "")
    said = {
        "title": one.title.text(),
        "department": one.department,
        "leader": one.leader,
        "remark": say("; ").join(reasons(one)),
    }.get(role, "")
    if role != source:
        return said
    return say("{said} {source}", said=said, source=one.source) if said else one.source


def _standing(page: Any, forms: Mapping[str, Any], revisions: Sequence[Revision], desk: Desk) -> None:
    page.write_string(0, 0, say("Proposals only; whoever may decide decides. For the office's own use."), forms["note"])
    for place, (head, width) in enumerate(_HEADS):
        page.set_column(place, place, width)
        page.write_string(1, place, say(head), forms["head"])
    for row, one in enumerate(revisions, 2):
        cells = (one.key, one.title.text(), one.department, "\n".join(reasons(one)), became(one, desk))
        for place, cell in enumerate(cells):
            page.write_string(row, place, cell, forms["text"])
    page.autofilter(1, 0, max(len(revisions) + 1, 2), len(_HEADS) - 1)
    _print(page)


def _print(page: Any) -> None:
    page.freeze_panes(2, 0)
    page.repeat_rows(1)
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)


def _forms(book: Any) -> dict[str, Any]:
    plain = {"font_name": "宋体", "font_size": 10, "valign": "vcenter", "text_wrap": True, "border": 1}
    return {
        "note": book.add_format({"font_name": "宋体", "font_size": 10}),
        "head": book.add_format(plain | {"font_name": "黑体", "align": "center", "bg_color": "#DDE6F0"}),
        "text": book.add_format(plain),
        "fill": book.add_format(plain | {"bg_color": "#FFF2CC"}),
    }
