"""BAL: one fault each in a ballot of 评议表."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.everycheck import people
from tests.everycheck.daily import ITEMS
from tests.everycheck.names import BALLOTS, Row
from tests.everycheck.plant import Found, plant

if TYPE_CHECKING:
    from tests.everycheck.office import Office


def ballot(office: Office, rater: str) -> list[Row]:
    """The lines of one ballot of a class of raters."""
    first = office.take(BALLOTS, lambda row: row["评议人类别"] == rater)
    lines = [row for row in office.registers[BALLOTS] if row["票号"] == first["票号"]]
    office.hold(*lines)
    return lines


def asked_before(office: Office, period: str, subjects: list[str], scores: list[int]) -> list[Row]:
    """The ballots of an earlier period: the same raters give each subject a score an item, as many as wanted."""
    like = office.registers[BALLOTS][0]
    made: list[Row] = []
    for n, score in enumerate(scores):
        for m, subject in enumerate(subjects):
            for k, item in enumerate(ITEMS):
                row: Row = {**like, "票号": f"{period}-{n}", "评议人": f"测评员{n}", "评议人类别": "服务对象"}
                row.update(评议对象=subject, 评议项目=item, 得分=score - 2 * m - k, 考核期间=period)
                made.append(row)
    office.registers[BALLOTS] += made
    office.hold(*made)
    return made


@plant("BAL101")
def one_score_for_all(office: Office) -> Found:
    lines = ballot(office, "办公室")
    for row in lines:
        row["得分"] = 85
    return Found(lines[0], "得分")


@plant("BAL102")
def too_many_high_scores(office: Office) -> Found:
    lines = asked_before(office, "2026年第一季度", list(people.SCORED[:6]), [100, 84, 83, 82, 81])
    return Found(lines[0], "得分")


@plant("BAL103")
def above_the_full_mark(office: Office) -> Found:
    row = ballot(office, "办公室")[0]
    row["满分"] = 25
    return Found(row, "得分")


@plant("BAL104")
def rated_oneself(office: Office) -> Found:
    lines = ballot(office, "同级")
    for row in lines:
        row["评议人"] = row["评议对象"]
    return Found(lines[0], "评议对象")


@plant("BAL105")
def rated_twice(office: Office) -> Found:
    lines = ballot(office, "基层")
    twin = {**lines[0]}
    office.registers[BALLOTS].append(twin)
    return Found(twin, "评议项目")


@plant("BAL106")
def item_left_out(office: Office) -> Found:
    lines = ballot(office, "基层")
    office.registers[BALLOTS] = [row for row in office.registers[BALLOTS] if row is not lines[-1]]
    return Found(lines[0], "评议项目")


@plant("BAL107")
def not_rated_by_a_class(office: Office) -> Found:
    subject = people.SCORED[-1]
    office.registers[BALLOTS] = [
        row for row in office.registers[BALLOTS] if (row["评议对象"], row["评议人类别"]) != (subject, "领导")
    ]
    return Found(register=BALLOTS, field="评议人类别", record="领导 2026年第三季度")


@plant("BAL108")
def too_few_ballots(office: Office) -> Found:
    asked_before(office, "2026年第二季度", ["财务科"], [88, 86, 84])
    return Found(register=BALLOTS, field="票号", record="2026年第二季度")
