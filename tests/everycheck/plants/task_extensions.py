"""TSK120 to TSK128: a task put off, one thing of the request, the approval or the count amiss."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from tests.everycheck.days import AS_OF, after, back
from tests.everycheck.names import TASKS, Row
from tests.everycheck.plant import Found, plant
from tests.everycheck.plants.tasks import running

if TYPE_CHECKING:
    from tests.everycheck.office import Office


def put_off(office: Office) -> Row:
    """A task put off once as it should be: asked for and allowed before the first limit, which is gone."""
    row = office.take(TASKS, running)
    due = back(AS_OF, 8)
    row.update(延期次数=1, 完成时限=due, 延期申请日期=back(due, 5), 延期批准日期=back(due, 3))
    row.update(延期至=after(due, 25), 延期批准人=row["分管领导"])
    return row


@plant("TSK120")
def neither_asked_nor_allowed(office: Office) -> Found:
    row = put_off(office)
    del row["延期申请日期"], row["延期批准日期"], row["延期批准人"]
    return Found(row, "延期申请日期")


@plant("TSK121")
def asked_too_late(office: Office) -> Found:
    row = put_off(office)
    row.update(延期申请日期=back(AS_OF, 6), 延期批准日期=back(AS_OF, 5))
    return Found(row, "延期申请日期")


@plant("TSK122")
def allowed_before_it_was_asked(office: Office) -> Found:
    row = put_off(office)
    row["延期批准日期"] = back(AS_OF, 15)
    return Found(row, "延期批准日期")


@plant("TSK123")
def allowed_too_late(office: Office) -> Found:
    row = put_off(office)
    row["延期批准日期"] = back(AS_OF, 6)
    return Found(row, "延期批准日期")


@plant("TSK124")
def put_off_to_an_earlier_day(office: Office) -> Found:
    row = put_off(office)
    row["完成时限"] = AS_OF + timedelta(25)
    row["延期至"] = AS_OF + timedelta(18)
    return Found(row, "延期至")


@plant("TSK125")
def put_off_by_more_than_the_first_limit(office: Office) -> Found:
    row = put_off(office)
    row["立项日期"] = row["来源日期"] = back(AS_OF, 17)
    return Found(row, "延期至")


@plant("TSK126")
def not_counted(office: Office) -> Found:
    row = put_off(office)
    row["延期次数"] = 0
    return Found(row, "延期次数")


@plant("TSK127")
def allowed_by_nobody(office: Office) -> Found:
    row = put_off(office)
    del row["延期批准人"]
    return Found(row, "延期批准人")


@plant("TSK128")
def allowed_by_who_does_it(office: Office) -> Found:
    row = put_off(office)
    row["延期批准人"] = row["责任人"]
    return Found(row, "延期批准人")
