"""What the handbook's books have in common: edition, proposals as they are listed, the texts above a regulation."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from officebatch.model.handbook import PROGRESS_TITLES, Progress
from officebatch.outputs import variables as var
from officebatch.outputs.words import day, short_day
from officebatch.wording import marked, say

if TYPE_CHECKING:
    from collections.abc import Iterable

    from officebatch.model.handbook import Revision
    from officebatch.outputs.desk import Desk
    from officebatch.outputs.press import Plain

REVISION = (
    var.SERIAL,
    var.value("对象", marked("key of the regulation, step or area"), "ZD-20", "发文.用印", "卫生管理"),
    var.value("建议", marked("what is proposed"), "修订《供电所“五小”设施管理规定》", "复核“发文.用印”环节时限"),
    var.value("部门", marked("department that owns it"), "党建科", "办公室"),
    var.value("理由", marked("what speaks for it, with figures"), "发文.用印时限当日：超期12/20", "复审日期已过"),
    var.value("登记", marked("whether it is a task already"), "尚未登记", "DB2026-080\n在办"),
)
COMMON = (
    var.value("版别", marked("the edition"), "2026年11月版"),
    var.value("提示", marked("what the cover says about handing it on"), "内部资料　注意保管"),
    var.ISSUED,
    var.value("截止日", marked("day the book speaks of"), "2026年11月20日"),
)


def common(desk: Desk, *, inner: bool = False) -> dict[str, Plain]:
    """What cover and heads say. inner: the book lists something of an inner secrecy level."""
    as_of = desk.docket.as_of
    hint = say("Lists inner matters: not to leave the unit") if inner else say("Internal; keep it safe")
    return {
        "版别": say("edition of {year}-{month}", year=as_of.year, month=as_of.month),
        "提示": hint,
        "印发日期": day(desk.docket.days.issue),
        "截止日": day(as_of),
    }


def proposals(of: Iterable[Revision], desk: Desk) -> list[Plain]:
    """Proposals as rows: what, why, what became of them."""
    return [
        {
            "序号": n,
            "对象": one.key,
            "建议": one.title.text(),
            "部门": one.department or "—",
            "理由": "\n".join(reasons(one)),
            "登记": became(one, desk),
        }
        for n, one in enumerate(of, 1)
    ]


def reasons(one: Revision) -> list[str]:
    """What speaks for a proposal; of one whose task alone still stands, that nothing does any more."""
    if not one.reasons:
        return [say("What spoke for it is gone.")]
    told = [reason.text() for reason in one.reasons]
    if one.progress in (Progress.DONE, Progress.DROPPED):
        told.append(say("Its task is closed, and this still stands: look into it."))
    return told


def became(one: Revision, desk: Desk) -> str:
    """Whether a proposal is a task, which, how far."""
    said = say(PROGRESS_TITLES[one.progress])
    if one.task is None:
        return say("inner: register it by hand") if one.inner else said
    year, task = desk.docket.as_of.year, one.task
    until = ""
    if task.progress is Progress.DONE and task.done is not None:
        until = short_day(task.done, year)
    elif task.progress is Progress.OPEN and task.due is not None:
        until = say("due {day}", day=short_day(task.due, year))
    return "\n".join(filter(None, (task.key, said, until)))


def styled(style: str, text: str) -> str:
    """A paragraph of a book's own style."""
    return (
        f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr><w:r><w:t xml:space="preserve">'
        f"{escape(text, quote=False)}</w:t></w:r></w:p>"
    )
