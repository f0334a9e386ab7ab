"""督办工作周报: its number, its balance, and one page however much there is to tell."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from officebatch import outputs
from officebatch.approval import Signing
from officebatch.model.docket import Past, PastRun
from officebatch.model.notice import Answer, MatterId, Notice, Told
from officebatch.rulebook.settings import Series
from officebatch.rulebook.sheets import OutputRule
from tests import making
from tests.outputs import frames, looking, office
from tests.outputs.laid_out import pages

if TYPE_CHECKING:
    from pathlib import Path

    from officebatch.model.docket import Docket

RULE = OutputRule("督办工作周报", "督办工作周报", "领导", "督办工作周报", "督办工作周报（{截止日}）.docx")
LONG_ANSWER = "材料已报，待县政府批复后办理后续手续，预计下月中旬办结"


def report(docket: Docket, signing: Signing | None = None) -> bytes:
    made, skipped = outputs.compose(docket, office.rules(outputs=(RULE,)), [office.TEMPLATES], signing=signing)
    assert not skipped
    return made[0].content


def noticed(docket: Docket, said: str) -> Docket:
    """The docket with a notice of everything overdue, and this answer to each."""
    notices = []
    for n, d in enumerate(docket.deadlines.overdue(), 101):
        matter = MatterId(d.register, str(docket.office.registers[d.register].keys[d.row]), d.step)
        told = Told(matter, 2, d.due_day, matter.record, "", d.step, date(2026, 11, 18))
        answer = Answer(answered=date(2026, 11, 18), said=said) if said else None
        told_of = (date(2026, 11, 13), date(2026, 11, 16), "催办通知单", d.holder, f"临电催〔2026〕{n}号")
        notices.append(Notice(*told_of, "纸质", told, answer))
    return replace(docket, past=replace(docket.past, notices=tuple(notices)))


def test_a_draft_awaits_its_number_and_the_signed_one_bears_it() -> None:
    settings = making.settings(series={"周报": Series("周报", "{年}年第{序号}期", 46)})
    signing = Signing(date(2026, 11, 20), date(2026, 11, 23), settings, (), {}, "")
    draft, signed = looking.plain(report(office.docket())), looking.plain(report(office.docket(), signing))
    assert draft.startswith("[核对稿]\n督办工作周报\n（待签发）\n")
    assert signed.startswith("[]\n督办工作周报\n2026年第47期\n")


def test_at_most_five_matters_are_to_be_coordinated() -> None:
    docket = office.docket(more=6)
    stuck = [line for line in frames.lines(docket) if line["register"] == "督办台账" and line["row"] in range(10, 16)]
    text = looking.plain(report(frames.having(docket, stuck)))
    coordinated, others = text[text.index("拟请领导协调") :].split("其他超期")
    assert [len(re.findall(r"DB2026", part)) for part in (coordinated, others)] == [5, 1]


def test_what_the_register_says_of_a_matter_tells_where_it_is_stuck() -> None:
    docket = office.docket()
    tasks = docket.office.registers["督办台账"]
    for said, shown in (("余2笔正与对方单位对账。", True), ("对账" * 30, False)):
        frame = tasks.frame.assign(进展=[said] * len(tasks))
        register = replace(
            tasks,
            frame=frame,
            roles={**tasks.roles, "progress_text": "进展"},
            shown={**tasks.shown, "进展": tasks.shown["来源"]},
        )
        registers = {**docket.office.registers, "督办台账": register}
        text = looking.plain(report(replace(docket, office=replace(docket.office, registers=registers))))
        assert ("超期10个工作日；余2笔正与对方单位对账 |" in text) is shown
        assert "财务科主办，物资科协办，超期10个工作日" in text


@pytest.mark.parametrize("said", ["", LONG_ANSWER])
def test_it_is_one_page_however_much_there_is(said: str, soffice: str, pdftotext: str, tmp_path: Path) -> None:
    papers = {}
    for more in (0, 1, 3, 12, 40):
        docket = office.docket(more)
        papers[f"{more}"] = report(noticed(docket, said))
        first = replace(docket, past=Past())
        papers[f"{more}-first"] = report(noticed(first, said))
        lines = frames.lines(docket)
        soon = [lines[3] | {"pass": n, "row": n % 3} for n in range(2, 9)]
        papers[f"{more}-soon"] = report(noticed(frames.having(docket, [*lines, *soon]), said))
    for name, of in pages(papers, soffice, pdftotext, tmp_path).items():
        assert len(of) == 1 and "办公室自身超时环节" in of[0], name


def test_what_was_carried_over_is_what_the_last_run_left() -> None:
    docket = office.docket()
    left = frozenset({("督办台账", "DB2026-038"), ("督办台账", "DB2026-999")})
    text = looking.plain(report(replace(docket, past=Past(PastRun(date(2026, 11, 13), left, frozenset())))))
    assert "\n2 | 8 | 1 | 1 | 0 | 8 | 6\n" in text and "“取消”中有1件台账里已无登记。" in text
