"""工作通报: the figures of a month, praise before blame, the office before all others, and nobody by name."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from officebatch import outputs
from officebatch.model.docket import Past
from officebatch.model.finding import Finding, Skipped
from officebatch.model.notice import Answer, Disposal, MatterId, Notice, Told
from officebatch.model.paper import AudienceKind
from officebatch.model.ruling import Decision, Ruling
from officebatch.model.urging import Urging
from officebatch.model.vocabulary import Mends, Severity
from officebatch.outputs.desk import Desk
from officebatch.outputs.month import Figures, Month
from officebatch.outputs.shelf import Shelf
from officebatch.rulebook.sheets import OutputRule
from tests.outputs import frames, looking, office
from tests.outputs.laid_out import pages
from tests.outputs.test_word_papers import approve

if TYPE_CHECKING:
    from pathlib import Path

    from officebatch.model.docket import Docket
    from officebatch.model.paper import Artifact

    Line = dict[str, object]

RULE = OutputRule("工作通报", "工作通报", "各部门", "工作通报", "工作通报（{截止日}）.docx")
OCTOBER = date(2026, 10, 1)
FORBIDDEN = (
    "严重拖延", "推诿", "责令", "勒令", "警告", "处罚", "倒数", "末位", "后三名", "落后", "抄报", "问责",
    "第一名", "系统判定",
)  # fmt: skip


def deadline(docket: Docket, **changed: object) -> Line:
    """A met task of 财务科 due on 20 October, with changes."""
    plain = frames.lines(docket)[4]
    day = {"due": "2026-10-20", "first_due": "2026-10-20", "done": "2026-10-19", "state": "met", "days_late": 0}
    return plain | day | changed


def late(docket: Docket, **changed: object) -> Line:
    """The same, still open and late."""
    return deadline(docket, **{"done": None, "open": True, "state": "overdue", "days_late": 23} | changed)


def eventful() -> Docket:
    """An October with something of everything: eight matters of 财务科 met, one of another department overdue and
    named, the office late itself, an extension, a ruling, an exemption, a problem two departments share."""
    docket = office.docket(past=Past())
    met = [deadline(docket, **{"row": 0, "pass": n}) for n in range(2, 8)]
    of = [
        *met,
        deadline(docket, row=4, done="2026-10-12"),
        deadline(docket, row=0, first_due="2026-10-16", due="2026-10-30", done="2026-10-30"),
        late(docket, row=6, holder="生产技术科", department="生产技术科"),
        late(docket, register="收文登记簿", row=1, step="登记", holder="办公室", holder_kind="办公室"),
        late(docket, register="收文登记簿", row=2, step="批办", holder="李明", holder_kind="领导"),
        *frames.lines(docket)[3:4],
    ]
    ruling = Ruling("督办台账", "DB2026-044", "办结", Decision.DONE, date(2026, 10, 23), on=date(2026, 10, 12))
    values = {"code": "DOC201", "register": "督办台账", "record": "DB2026-041", "reason": "市公司统一安排"}
    skipped = Skipped("{code}", "{reason}", tuple((values | {"approver": "李明", "until": "—"}).items()), exempt=True)
    common = tuple(_breach(docket, row, department) for row, department in ((0, "财务科"), (6, "生产技术科")))
    days = replace(docket.days, answer_by={"督办通知单": date(2026, 11, 26)})
    return replace(
        frames.having(replace(docket, days=days), of),
        past=Past(notices=(notice(date(2026, 11, 11)),)),
        urgings=(named(),),
        rulings=(ruling,),
        skipped=(skipped,),
        findings=(*docket.findings, *common),
    )


def _breach(docket: Docket, row: int, department: str) -> Finding:
    tasks = docket.office.registers["督办台账"]
    place, key, title = tasks.origin(row), str(tasks.keys[row]), "signed before it was revised"
    return Finding(
        "DOC201", Severity.ERROR, Mends.HOLDER, tasks.name, place, "", key, department, "", title, "{x}", (), "惯例"
    )


def notice(answer_by: date, answer: Answer | None = None, audience: str = "生产技术科") -> Notice:
    matter = MatterId("督办台账", "DB2026-046", "办结")
    told = Told(matter, 3, date(2026, 10, 20), "DB2026-046", "编制2027年检修计划", "承办", answer_by)
    issued = date(2026, 11, 9)
    return Notice(date(2026, 11, 6), issued, "督办通知单", audience, "临电督〔2026〕5号", "纸质", told, answer)


def named() -> Urging:
    matter = MatterId("督办台账", "DB2026-046", "办结")
    return Urging(matter, 6, 1, 4, "工作通报", False, "通报", None, notice(date(2026, 11, 11)))


def issued(docket: Docket) -> Artifact | None:
    made, skipped = outputs.compose(docket, office.rules(outputs=(RULE,)), [office.TEMPLATES])
    assert not skipped and len(made) <= 1
    return made[0] if made else None


def text(docket: Docket) -> str:
    paper = issued(docket)
    assert paper is not None
    return looking.plain(paper.content)


def month(docket: Docket, first: date = OCTOBER) -> Month:
    return Month(Desk(docket, office.rules(), Shelf(())), first)


def test_approved_text() -> None:
    paper = issued(eventful())
    assert paper is not None
    approve(paper.path, paper.content)
    assert (paper.audience_kind, paper.audience, paper.item, paper.matters) == (AudienceKind.ALL, "", "2026-10", 1)
    assert [(t.number, t.level) for t in paper.told] == [("DB2026-046", 4)]


def test_it_names_no_person_and_uses_no_word_that_is_not_used() -> None:
    said = text(eventful())
    assert not [word for word in (*FORBIDDEN, "None", "惯例") if word in said]
    assert not [person.name for person in office.rules().people if person.name in said]
    assert not re.search(r"\.xlsx|![A-Z]+\d|DOC\d{3}", said)


def test_the_office_comes_before_the_departments() -> None:
    said = text(eventful())
    assert said.index("（一）办公室自身") < said.index("（二）共性问题") < said.index("（三）仍未办结的事项")
    assert "登记1个" in said and "批办" not in said  # a leader's step is nobody's


@pytest.mark.parametrize(
    ("change", "figures"),
    [
        ({}, Figures(met=1)),
        ({"state": "met late", "done": "2026-10-22", "days_late": 2}, Figures(late=1)),
        ({"state": "overdue", "open": True, "done": None}, Figures(open=1)),
        ({"due": "2026-10-31"}, Figures(met=1)),
        ({"due": "2026-10-31T17:30"}, Figures(met=1)),
        ({"due": "2026-11-01"}, None),
        ({"due": "2026-09-30"}, None),
        ({"live": False}, None),
        ({"row": office.INNER_ROW}, None),
        ({"holder": "办公室"}, None),
        ({"holder_kind": "领导", "holder": "李明"}, None),
        ({"holder_kind": "外单位", "holder": "县政府"}, None),
    ],
)
def test_what_counts_as_due_in_the_month(change: Line, figures: Figures | None) -> None:
    docket = office.docket(past=Past())
    found = month(frames.having(docket, [deadline(docket, **change)])).departments
    assert found == ({"财务科": figures} if figures is not None else {})


def test_answers_are_counted_by_the_day_they_were_asked_for() -> None:
    on_time, tardy = Answer(answered=date(2026, 10, 14)), Answer(answered=date(2026, 10, 16))
    void = Answer(disposal=Disposal.VOID)
    asked = [notice(date(2026, 10, 15), answer) for answer in (on_time, tardy, None, void)]
    past = Past(notices=(*asked, notice(date(2026, 11, 15), on_time), notice(date(2026, 10, 15), on_time, "财务科")))
    docket = frames.having(office.docket(past=past), [deadline(office.docket())])
    found = month(docket).departments
    assert {name: (f.answered, f.asked) for name, f in found.items()} == {"生产技术科": (1, 3), "财务科": (1, 1)}


def test_few_cases_have_no_rate_and_are_not_compared() -> None:
    docket = office.docket(past=Past())
    four = [deadline(docket, **{"pass": n, "done": "2026-10-20"}) for n in range(4)]
    said = text(frames.having(docket, four))
    assert "按期办结4件" in said and "%" not in said and "做得好" not in said.split("附件1")[0]
    assert "财务科 | 4 | 4 | 0 | 0 | 4/4 | — | —" in said


def test_it_is_compared_with_the_month_before() -> None:
    docket = office.docket(past=Past())
    september = [deadline(docket, **{"pass": n, "due": "2026-09-15"}) for n in range(5)]
    october = [deadline(docket, **{"pass": n}) for n in range(4)] + [late(docket, **{"pass": 9})]
    said = text(frames.having(docket, [*september, *october]))
    assert "按期办结率80.00%（4/5），比上月下降20.00个百分点" in said
    assert "财务科 | 5 | 4 | 0 | 1 | 80.00%（4/5） | — | -20.00" in said


def test_what_falls_due_on_the_as_of_day_is_told_and_not_counted() -> None:
    docket = office.docket(past=Past())
    days = replace(docket.days, as_of=date(2026, 10, 31), issue=date(2026, 11, 2))
    today = late(docket, due="2026-10-31", state="due soon", days_late=0)
    said = text(frames.having(replace(docket, days=days), [deadline(docket), today]))
    assert "各部门应办结1件" in said and "另有1件于2026年10月31日当日到期，正在办理，未计入" in said


def test_praise_tells_what_was_done_ahead_without_an_extension() -> None:
    docket = office.docket(past=Past())
    early = deadline(docket, done="2026-10-13")
    said = text(frames.having(docket, [early]))
    assert "财务科提前5个工作日办结DB2026-044《完成固定资产盘点》。" in said
    for change in ({"first_due": "2026-10-09"}, {"done": "2026-10-20"}, {"register": "收文登记簿", "row": 0}):
        assert "提前" not in text(frames.having(docket, [early | change])), change


def test_a_common_problem_is_one_of_several_departments() -> None:
    docket = eventful()
    assert "“signed before it was revised”2件，涉及2个部门" in text(docket)
    alone = replace(docket, findings=(*docket.findings[:-1], replace(docket.findings[-1], department="财务科")))
    assert "共性问题" not in text(alone)
    elsewhere = [line for line in frames.lines(docket) if line["row"] != 6]
    assert "共性问题" not in text(replace(frames.having(docket, elsewhere), urgings=()))  # not dealt with in October


def test_only_what_the_ladder_names_is_named() -> None:
    docket = eventful()
    assert "1. 生产技术科：DB2026-046《编制2027年检修计划（含备品备件）》，规定时限10月20日" in text(docket)
    quiet = text(replace(docket, urgings=()))
    assert "仍未办结的事项" not in quiet and "临电督〔2026〕5号，" not in quiet


def test_an_answer_that_names_a_person_is_left_out() -> None:
    docket = eventful()
    for said, shown in (("材料已报", True), ("朱梅正在办理", False)):
        answer = Answer(answered=date(2026, 11, 12), said=said)
        found = text(replace(docket, past=Past(notices=(notice(date(2026, 11, 11), answer),))))
        assert (said in found) is shown and "临电督〔2026〕5号，11月9日" in found


def test_there_are_at_most_three_demands_each_with_a_day() -> None:
    said = text(eventful())
    demands = re.findall(r"^\d\. .*", said[said.index("下步要求") :].split("附件：")[0], re.MULTILINE)
    assert len(demands) == 3 and all(re.search(r"\d+月\d+日", line) for line in demands)


def test_annexes_are_numbered_as_they_are_there() -> None:
    assert "附件：1. 各部门办理情况表\n　　　2. 超期未办结事项表\n　　　3. 豁免、延期、裁定更正事项表" in text(
        eventful()
    )
    docket = office.docket(past=Past())
    alone = text(frames.having(docket, [deadline(docket)]))
    assert "附件：各部门办理情况表\n" in alone and "各部门情况见附件。" in alone and "附件1" not in alone


def test_exemptions_of_what_not_everybody_may_read_are_not_told() -> None:
    docket = eventful()
    (skipped,) = docket.skipped
    for record in ("DB2026-045", "DB2026-047", "DB2026-999"):  # inner, from before the start day, none at all
        values = tuple((dict(skipped.values) | {"record": record}).items())
        old = frames.lines(office.docket())[7]
        of = frames.having(replace(docket, skipped=(replace(skipped, values=values),)), [*frames.lines(docket), old])
        assert "豁免 |" not in text(of), record


@pytest.mark.parametrize(
    ("decision", "said"),
    [
        (Decision.DONE, "经核实已于10月12日办结"),
        (Decision.DROPPED, "经核实已取消"),
        (Decision.HOLDER, "经核实由生产技术科承办"),
        (Decision.WRONG, "经核实与事实不符，不计入"),
        (Decision.CORRECT, ""),
        (Decision.OTHER, ""),
    ],
)
def test_rulings_that_changed_something_are_told(decision: Decision, said: str) -> None:
    docket = eventful()
    (ruling,) = docket.rulings
    changed = replace(ruling, decision=decision, department="生产技术科")
    found = text(replace(docket, rulings=(changed,)))
    assert ("更正 | 财务科 | DB2026-044 完成固定资产盘点" in found) is bool(said) and said in found
    before = replace(changed, day=date(2026, 9, 30))
    assert "更正 |" not in text(replace(docket, rulings=(before,)))


def test_once_a_month_and_not_for_an_empty_one() -> None:
    docket = eventful()
    assert issued(replace(docket, past=replace(docket.past, months=frozenset({OCTOBER})))) is None
    empty = frames.having(office.docket(past=Past()), [])
    quiet = replace(empty, office=replace(empty.office, registers={}))
    assert issued(quiet) is None


def test_a_month_of_another_year_is_told_with_its_year() -> None:
    docket = office.docket(past=Past())
    days = replace(docket.days, as_of=date(2027, 1, 8), issue=date(2027, 1, 11))
    of = frames.having(replace(docket, days=days), [deadline(docket, due="2026-12-20")])
    assert "关于2026年12月份公文办理" in text(of)


def test_no_page_holds_a_signature_alone(soffice: str, pdftotext: str, tmp_path: Path) -> None:
    """However long the text is: the last demand goes with the signature; the last page ends with 版记."""
    docket = eventful()
    papers = {}
    for n in range(6):
        longer = frames.lines(docket)[-1]
        of = frames.having(docket, [*frames.lines(docket), *[longer | {"pass": 9 + k} for k in range(n)]])
        paper = issued(replace(of, urgings=(named(),) if n % 2 else ()))
        assert paper is not None
        papers[str(n)] = paper.content
    for name, of_paper in pages(papers, soffice, pdftotext, tmp_path).items():
        signed = next(page for page in of_paper if "临江县供电局办公室2026年11月23日" in page)
        assert "更正的予以更正。" in signed, name
        assert "抄送：领导班子成员。" in of_paper[-1], name
