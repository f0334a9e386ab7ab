"""ACT201 to ACT203: what people write down of their work day by day."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from officebatch.checks.check import Hit, check
from officebatch.checks.groups import grouped
from officebatch.checks.scope import RegisterScope
from officebatch.model.vocabulary import Kind, Mends, Severity
from officebatch.wording import marked

if TYPE_CHECKING:
    from collections.abc import Iterator

    from officebatch.rulebook.sheets import Person

_DAY = 24.0


@check(
    "ACT201",
    title=marked("Nothing entered for long"),
    severity=Severity.HINT,
    mends=Mends.HOLDER,
    basis="单位制度（活动台账）",
    message=marked(
        "{person} has entered nothing since {since}, {days} working days up to {last}. See whether this person is away "
        "(sheet 外出), and keep the list up from now on."
    ),
    over=RegisterScope,
    kinds=(Kind.ACTIVITIES,),
    needs=("date", "person"),
    parameters={"工作日": "10"},
    asked=marked("Keep the list of activities up from now on"),
    wanted=marked("an entry at least every {limit} working days"),
    breaks="""
        活动台账
        日期       | 姓名 | 工作内容
        2026-11-02 | 李文 | 起草通知
        2026-11-02 | 赵敏 | 登记来文
        2026-11-18 | 赵敏 | 登记来文
    """,
    holds="""
        外出
        姓名 | 开始日期   | 结束日期
        李文 | 2026-11-05 | 2026-11-13

        活动台账
        日期       | 姓名 | 工作内容
        2026-11-02 | 李文 | 起草通知
        2026-11-04 | 王平 | 督办事项核对
        2026-11-18 | 赵敏 | 登记来文
    """,
)
def everybody_writes(scope: RegisterScope) -> Iterator[Hit]:
    """Whoever keeps the list must enter something at least every so many working days (parameter 工作日).

    The days up to the last day of the whole list count, without those somebody was away (sheet 外出). Looked at are
    people of sheet 人员 who have an entry, but for the unit's leaders; whoever never entered anything may not have to.
    """
    who, names = scope.words(scope.field("person"))
    day, limit = scope.days(scope.field("date")), scope.number("工作日")
    known = ~np.isnat(day) & (day <= scope.today) & (who >= 0)
    if not known.any():
        return
    last = np.full(len(names), np.datetime64("1970-01-01", "D"))
    np.maximum.at(last, who[known], day[known])
    end = last.max()
    entered = last > np.datetime64("1970-01-01", "D")
    for place in np.flatnonzero(entered & (scope.workdays.count(last, np.full(len(last), end)) > limit)):
        person = scope.rules.person(names[place])
        if person is None or person.name in scope.rules.leaders:
            continue
        days = _there(scope, person, last[place], end)
        if days > limit:
            values = {"person": person.name, "since": last[place], "days": days, "last": end, "limit": limit}
            fields = (scope.field("date"),)
            yield Hit(None, fields, values, person=person.name, record=person.name, department=person.department)


@check(
    "ACT202",
    title=marked("The same work entered twice"),
    severity=Severity.WARNING,
    mends=Mends.KEEPER,
    basis="惯例",
    message=marked("{person} entered “{text}” on {day} already, in row {other}. Strike one of the two lines."),
    over=RegisterScope,
    kinds=(Kind.ACTIVITIES,),
    needs=("date", "person", "title"),
    breaks="""
        活动台账
        日期       | 姓名 | 工作内容
        2026-11-02 | 李文 | 起草 2026 年总结
        2026-11-02 | 李文 | 起草2026年总结
    """,
    holds="""
        活动台账
        日期       | 姓名 | 工作内容
        2026-11-02 | 李文 | 起草2026年总结
        2026-11-03 | 李文 | 起草2026年总结
        2026-11-02 | 赵敏 | 起草2026年总结
    """,
)
def work_is_entered_once(scope: RegisterScope) -> Iterator[Hit]:
    """One person enters one piece of work of a day once. Blanks and full-width marks do not tell two texts apart.

    It is shown on the later line. Where an hour stands beside the day it is compared too.
    """
    title, person = scope.field("title"), scope.field("person")
    cells, (who, names) = scope.register.shown[title], scope.words(person)
    texts, _ = pd.factorize(np.array(_folded("\0".join(cells.texts)).split("\0"), dtype=object))
    what = np.append(texts, -1)[cells.codes]
    moment = scope.register.frame[scope.field("date")].to_numpy(dtype="datetime64[s]")
    rows = np.flatnonzero((what >= 0) & (who >= 0) & ~np.isnat(moment) & ~scope.void)
    alike = grouped((what[rows], who[rows], moment[rows].astype(np.int64)))
    again = np.ones(len(rows), dtype=bool)
    again[alike.first] = False
    for place in np.flatnonzero(again):
        row, other = int(rows[place]), int(rows[alike.first[alike.number[place]]])
        values = {
            "person": names[who[row]], "text": scope.register.text(row, title),
            "day": moment[row].astype("datetime64[D]"), "other": int(scope.register.sheet_row[other]),
        }  # fmt: skip
        yield Hit(row, (title, person, scope.field("date")), values, (other,), person=names[who[row]])


@check(
    "ACT203",
    title=marked("Too many hours for one day"),
    severity=Severity.WARNING,
    mends=Mends.KEEPER,
    basis="惯例",
    message=marked("{person} entered {hours} hours for {day} in all. Look the lines of this day up and correct them."),
    over=RegisterScope,
    kinds=(Kind.ACTIVITIES,),
    needs=("date", "person", "hours"),
    parameters={"小时": "16"},
    breaks="""
        活动台账
        日期       | 姓名 | 工作内容 | 工时
        2026-11-02 | 李文 | 起草总结 | 9
        2026-11-02 | 李文 | 核稿     | 8
    """,
    holds="""
        活动台账
        日期       | 姓名 | 工作内容 | 工时
        2026-11-02 | 李文 | 起草总结 | 9
        2026-11-02 | 赵敏 | 核稿     | 8
        2026-11-07 | 李文 | 抗灾值守 | 16
        2026-11-08 | 李文 | 值班     |
    """,
)
def days_have_their_hours(scope: RegisterScope) -> Iterator[Hit]:
    """The hours one person enters for one day may not be more than the parameter 小时 says; more than 24 are an error.

    It is shown on the last line of the day. Lines entered twice (ACT202) are told there and count once here. Days of
    rest count as any other.
    """
    field_id, (who, names) = scope.field("hours"), scope.words(scope.field("person"))
    hours, day, limit = scope.numbers(field_id), scope.days(scope.field("date")), min(scope.number("小时"), _DAY)
    rows = np.flatnonzero((hours > 0) & (who >= 0) & ~np.isnat(day) & ~scope.void)
    groups = grouped((who[rows], day[rows].astype(np.int64)))
    total = np.bincount(groups.number, hours[rows])
    for place in np.flatnonzero(total > limit):
        of = _once(scope, rows[groups.places(int(place))])
        added = sum(hours[row] for row in of)
        if added > limit:
            *others, row = of
            values = {"person": names[who[row]], "hours": f"{added:g}", "day": day[row]}
            fields = (field_id, scope.field("person"), scope.field("date"))
            severity = Severity.ERROR if added > _DAY else None
            yield Hit(row, fields, values, tuple(others), person=names[who[row]], severity=severity)


def _there(scope: RegisterScope, person: Person, after: np.datetime64, upto: np.datetime64) -> int:
    """Working days after one day up to another on which somebody was not away."""
    days = np.arange(after + 1, upto + 1)
    away = np.zeros(len(days), dtype=bool)
    for absence in scope.rules.absences:
        if absence.person == person.name:
            away |= (days >= np.datetime64(absence.first)) & (days <= np.datetime64(absence.last))
    return int((scope.workdays.is_working(days) & ~away).sum())


def _once(scope: RegisterScope, rows: np.ndarray) -> list[int]:
    """Some rows without those that repeat the work of one before."""
    title = scope.register.role("title")
    if title is None:
        return [int(row) for row in rows]
    first: dict[str, int] = {}
    for row in rows:
        first.setdefault(_folded(scope.register.text(int(row), title)) or str(row), int(row))
    return list(first.values())


def _folded(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())
