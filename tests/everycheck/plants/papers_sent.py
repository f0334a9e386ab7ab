"""DOC107 to DOC119: one fault each in what a paper sent is, to whom it goes and who signed it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from tests.everycheck import people
from tests.everycheck.names import RECEIVED, SEALS, SENT, Row
from tests.everycheck.plant import Found, plant
from tests.everycheck.plants.documents import case, plain_received, plain_sent
from tests.everycheck.quirks import day
from tests.everycheck.words import ABOVE

if TYPE_CHECKING:
    from tests.everycheck.office import Office


def request(row: Row) -> bool:
    """A request to a superior that has gone out."""
    return row["文种"] == "请示" and bool(row.get("分发日期"))


@plant("DOC107")
def title_of_another_kind(office: Office) -> Found:
    row = office.take(SENT, lambda paper: plain_sent(paper) and paper["文种"] == "通知")
    row["文种"] = "通报"
    return Found(row, "文种")


@plant("DOC108")
def two_kinds_in_one_title(office: Office) -> Found:
    row = office.take(SENT, request)
    row["标题"] = f"{row['标题']}报告"
    return Found(row, "标题")


@plant("DOC109")
def kind_this_office_does_not_use(office: Office) -> Found:
    row = office.take(SENT, lambda paper: plain_sent(paper) and paper["文种"] == "通知")
    row.update(文种="公告", 标题=str(row["标题"]).replace("通知", "公告"))
    return Found(row, "文种")


@plant("DOC110")
def letter_to_a_superior(office: Office) -> Found:
    row = office.take(SENT, lambda paper: paper["文种"] == "函" and "复函" not in str(paper["标题"]))
    row["主送机关"] = ABOVE
    return Found(row, "主送机关")


@plant("DOC111")
def two_addressees(office: Office) -> Found:
    row = office.take(SENT, request)
    row["主送机关"] = f"{ABOVE}、县人民政府"
    return Found(row, "主送机关")


@plant("DOC112")
def copied_to_subordinates(office: Office) -> Found:
    row = office.take(SENT, request)
    row["抄送机关"] = "各供电所"
    return Found(row, "抄送机关")


@plant("DOC113")
def addressed_to_a_person(office: Office) -> Found:
    row = office.take(SENT, request)
    row["主送机关"] = f"{ABOVE}总经理"
    return Found(row, "主送机关")


@plant("DOC114")
def past_the_next_superior(office: Office) -> Found:
    row = office.take(SENT, request)
    row["主送机关"] = "省电力公司"
    return Found(row, "主送机关")


@plant("DOC115")
def request_signed_by_a_deputy(office: Office) -> Found:
    row = office.take(SENT, request)
    row["签发人"] = people.leader_of(str(row["拟稿部门"]))
    return Found(row, "签发人")


@plant("DOC116")
def dated_before_it_was_signed(office: Office) -> Found:
    row = office.take(SENT, plain_sent)
    row["成文日期"] = day(row, "签发日期") - timedelta(1)
    return Found(row, "成文日期")


@plant("DOC117")
def others_not_consulted(office: Office) -> Found:
    row = office.take(SENT, lambda paper: paper.get("会签部门") and paper.get("分发日期"))
    del row["会商人"], row["会商日期"]
    return Found(row, "会商日期")


@plant("DOC118")
def allowed_again_by_another(office: Office) -> Found:
    lines = case(office)
    again = [{**lines[step], "经办日期": lines["盖印"]["经办日期"]} for step in ("审核", "批准")]
    again[1]["经办人"] = next(name for name in people.of(people.LEADERS) if name != lines["批准"]["经办人"])
    at = next(n for n, row in enumerate(office.registers[SEALS]) if row is lines["盖印"])
    office.registers[SEALS][at:at] = again
    return Found(again[1], "经办人")


@plant("DOC119")
def done_by_another_department(office: Office) -> Found:
    row = office.take(RECEIVED, lambda paper: plain_received(paper) and paper["承办部门"] != "党建科")
    row["承办人"] = people.of("党建科")[2]
    return Found(row, "承办人")
