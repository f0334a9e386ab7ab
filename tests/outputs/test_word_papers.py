"""Word papers: their approved texts, what they must never say, and that Word will open them."""

from __future__ import annotations

import os
import re
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pytest

from officebatch import outputs
from officebatch.model.deadline import Deadlines
from officebatch.model.docket import Past
from officebatch.model.notice import Answer, MatterId
from officebatch.model.office import Office
from tests.outputs import looking, office, soundness

if TYPE_CHECKING:
    from officebatch.model.docket import Docket
    from officebatch.model.paper import Artifact

GOLDEN = Path(__file__).parents[1] / "golden"
WORD = (
    "催办通知单/催办通知单（财务科）.docx",
    "催办通知单/催办通知单（生产技术科）.docx",
    "考核评价报告/考核评价报告（财务科）.docx",
    "考核评价报告/考核评价报告（生产技术科）.docx",
    "办公室评价报告.docx",
    "督办工作周报（2026-11-20）.docx",
)
NOTICE = WORD[0]


@pytest.fixture(scope="module")
def long_papers() -> dict[str, Artifact]:
    """The papers of a department with more matters than a page takes."""
    from officebatch import wording

    with wording.spoken("zh_CN"):
        made, skipped = outputs.compose(office.urged(office.docket(more=12)), office.rules(), [office.TEMPLATES])
    assert not skipped
    return {paper.path: paper for paper in made}


@pytest.mark.parametrize("path", WORD)
def test_approved_text(papers: dict[str, Artifact], path: str) -> None:
    """OFFICEBATCH_GOLDEN=write approves the texts as they are now."""
    approve(path, papers[path].content)


@pytest.mark.parametrize("path", [NOTICE, WORD[2], WORD[5]])
def test_approved_text_of_many_matters(long_papers: dict[str, Artifact], path: str) -> None:
    approve(path.replace(".docx", "-多项.docx"), long_papers[path].content)


def approve(path: str, content: bytes) -> None:
    golden = GOLDEN / f"{Path(path).stem}.txt"
    if os.environ.get("OFFICEBATCH_GOLDEN") == "write":
        golden.write_text(looking.plain(content), encoding="utf-8")
    assert looking.plain(content) == golden.read_text(encoding="utf-8")


def test_they_are_sound(papers: dict[str, Artifact], long_papers: dict[str, Artifact]) -> None:
    for paper in (*papers.values(), *long_papers.values()):
        if paper.path.endswith(".docx"):
            assert soundness.faults(paper.content) == [], paper.path


def test_all_word_papers_have_an_approved_text(papers: dict[str, Artifact]) -> None:
    assert {path for path in papers if path.endswith(".docx")} == set(WORD)


def test_the_same_docket_gives_the_same_bytes(papers: dict[str, Artifact]) -> None:
    again, _ = outputs.compose(office.urged(office.docket()), office.rules(), [office.TEMPLATES])
    assert {paper.path: paper.content for paper in again} == {path: paper.content for path, paper in papers.items()}


def test_no_text_speaks_of_workbooks_cells_or_codes(papers: dict[str, Artifact]) -> None:
    for path in WORD:
        text = looking.plain(papers[path].content)
        assert not re.search(r"\.xlsx|[A-Z]{3}\d{3}|M10\d|![A-Z]+\d", text), path


def test_no_text_uses_words_that_are_not_used(papers: dict[str, Artifact]) -> None:
    refused = (
        "严重拖延",
        "责令",
        "勒令",
        "处罚",
        "倒数",
        "末位",
        "抄报",
        "问责处理",
        "惯例",
        "补签",
        "系统判定",
        "None",
        "nan",
        "NaT",
    )
    for path in WORD:
        text = looking.plain(papers[path].content)
        assert not [word for word in refused if word in text], path


def test_a_notice_holds_only_what_the_department_holds(papers: dict[str, Artifact]) -> None:
    notice = looking.plain(papers[NOTICE].content)
    assert "收〔2026〕205号" in notice and "DB2026-038" in notice
    assert "收〔2026〕206号" not in notice  # the office's own step
    assert "收〔2026〕207号" not in notice and "李明" not in notice  # a leader's
    assert "DB2026-045" not in notice and "核心客户" not in notice  # an inner level
    assert "DB2026-044" not in notice  # done, though late
    assert "DB2026-047" not in looking.plain(papers[WORD[1]].content)  # from before the start day


def test_inner_matters_are_in_no_word_paper(papers: dict[str, Artifact], long_papers: dict[str, Artifact]) -> None:
    for paper in (*papers.values(), *long_papers.values()):
        if paper.path.endswith(".docx"):
            assert "核心客户" not in looking.plain(paper.content), paper.path


def test_nobody_is_urged_for_nothing(papers: dict[str, Artifact]) -> None:
    assert [path for path in papers if path.startswith("催办")] == list(reversed(WORD[:2]))  # not the office itself


def test_what_falls_due_soon_is_never_called_overdue(papers: dict[str, Artifact]) -> None:
    notice = looking.plain(papers[NOTICE].content)
    soon = notice[notice.index("七日内到期事项") : notice.index("请抓紧办理")]
    assert "DB2026-043" in soon and "超期" not in soon and "（暂定）" in soon and "2027年放假" in soon


def test_twelve_matters_stay_on_the_pages_that_are_signed_and_thirteen_turn_to_an_annex() -> None:
    for matters, sections in ((12, 2), (13, 3)):
        notice = notice_of(office.docket(14), matters)
        assert notice.matters == matters
        assert looking.part(notice.content).count("<w:sectPr>") == sections
        assert ("附件" in looking.plain(notice.content)) is (sections == 3)


def notice_of(docket: Docket, matters: int, *, due_soon: bool = False) -> Artifact:
    """The notice of 财务科 with so many of its matters."""
    frame = docket.deadlines.frame
    late = (frame["holder"] == "财务科") & (frame["state"] == "overdue") & (frame["row"] != office.INNER_ROW)
    kept = late & (late.cumsum() <= matters) | ((frame["state"] == "due soon") & due_soon)
    urged = office.urged(replace(docket, deadlines=Deadlines(frame[kept])))
    made, _ = outputs.compose(urged, office.rules(), [office.TEMPLATES])
    return next(p for p in made if p.path == NOTICE)


def test_what_falls_due_soon_stands_by_its_day() -> None:
    docket = office.docket()
    frame = docket.deadlines.frame.copy()
    frame.loc[[0, 1], "state"] = "due soon"
    frame.loc[[0, 1], "due"] = [np.datetime64("2026-11-27"), np.datetime64("2026-11-23")]
    urged = office.urged(replace(docket, deadlines=Deadlines(frame)))
    made, _ = outputs.compose(urged, office.rules(), [office.TEMPLATES])
    notice = looking.plain(next(p for p in made if p.path == NOTICE).content)
    soon = notice[notice.index("七日内到期事项") : notice.index("请抓紧办理")]
    assert re.findall(r"DB2026-\d+", soon) == ["DB2026-041", "DB2026-043", "DB2026-038"]


def test_an_hour_is_told_only_where_the_register_has_hours() -> None:
    docket = office.docket()
    frame = docket.deadlines.frame.copy()
    frame.loc[0, ["due", "first_due"]] = np.datetime64("2026-11-06T15:30")
    timed = replace(docket, deadlines=Deadlines(frame))
    assert "15:30" not in looking.plain(notice_of(timed, 1).content)
    tasks = docket.office.registers["督办台账"]
    begun = tasks.frame.copy()
    begun.loc[0, "开始"] = np.datetime64("2026-09-01T09:10")
    registers = {**docket.office.registers, "督办台账": replace(tasks, frame=begun)}
    hours = replace(timed, office=replace(docket.office, registers=registers))
    assert "11月6日／15:30" in looking.plain(notice_of(hours, 1).content)


def test_faults_are_told_per_record_and_not_as_a_share(papers: dict[str, Artifact]) -> None:
    lines = looking.plain(papers[WORD[2]].content).splitlines()
    assert any("1处/8件" in line for line in lines) and "12.50%" not in str(lines)


def test_next_week_begins_after_the_as_of_day() -> None:
    docket = office.docket()
    frame = docket.deadlines.frame.copy()
    frame.loc[1, ["due", "first_due"]] = np.datetime64("2026-11-20")
    frame.loc[1, "state"] = "due soon"
    made, _ = outputs.compose(replace(docket, deadlines=Deadlines(frame)), office.rules(), [office.TEMPLATES])
    weekly = looking.plain(next(p for p in made if p.kind == "督办工作周报").content)
    ahead = weekly[weekly.index("下周到期") :]
    assert "DB2026-043" in ahead and "DB2026-041" not in ahead


def test_every_long_overdue_matter_is_accounted_for(long_papers: dict[str, Artifact]) -> None:
    weekly = looking.plain(long_papers[WORD[5]].content)
    assert "注：超期10个工作日以上共14项：第二部分2项、本表2项、其余10项见超期清单（财务科10项）。" in weekly


def test_the_last_notice_of_a_matter_is_quoted_with_its_answer() -> None:
    docket = office.docket()
    matter = MatterId("督办台账", "DB2026-038", "办结")
    answer = Answer(date(2026, 11, 17), "朱梅", date(2026, 11, 18), "材料已报")
    past = {
        "首次": (),
        "个人提醒／11月16日／未回复": (office.notice(matter, "", "个人提醒"),),
        "临电催／〔2026〕9号／11月16日／未回复": (office.notice(matter, "临电催〔2026〕9号"),),
        "临电催／〔2026〕9号／11月16日／11月18日回复：材料已报": (
            office.notice(matter, "临电催〔2026〕7号"),
            office.notice(matter, "临电催〔2026〕9号", answer=answer),
        ),
    }
    for quoted, notices in past.items():
        notice = notice_of(replace(docket, past=replace(docket.past, notices=notices)), 1)
        assert f"| 10 | {quoted}\n" in looking.plain(notice.content)


def test_a_source_names_no_leader_and_has_its_day_on_a_line_of_its_own() -> None:
    sources = {
        "局长办公会（10月26日）": "局长办公会／10月26日",
        "局长办公会（扩大）": "局长办公会（扩大）",
        "李明副局长批示（9月14日）": "领导批示",
        "市供电公司": "市供电公司",
    }
    docket = office.docket()
    tasks = docket.office.registers["督办台账"]
    row = [str(key) for key in tasks.keys].index("DB2026-038")
    for written, shown in sources.items():
        column = tasks.frame["来源"].astype(object).copy()
        column.iat[row] = written
        changed = replace(tasks, frame=tasks.frame.assign(来源=pd.Categorical(column)))
        registers = {**docket.office.registers, "督办台账": changed}
        notice = notice_of(replace(docket, office=replace(docket.office, registers=registers)), 1)
        assert f"DB2026-038 配网改造专项工作落实 | {shown} | " in looking.plain(notice.content), written


def test_a_matter_reminded_of_does_not_stand_among_what_falls_due_soon() -> None:
    docket = office.urged(office.docket())
    soon = next(m for m in docket.deadlines.due_soon())
    reminded = replace(
        docket.urgings[0],
        matter=MatterId(soon.register, "DB2026-043", soon.step),
        row=soon.row,
        paper="个人提醒",
        level=1,
    )
    made, _ = outputs.compose(replace(docket, urgings=(*docket.urgings, reminded)), office.rules(), [office.TEMPLATES])
    notice = looking.plain(next(p for p in made if p.path == NOTICE).content)
    assert "七日内到期事项" not in notice and "DB2026-043" not in notice


def test_a_department_without_an_urged_matter_gets_no_notice() -> None:
    docket = office.urged(office.docket())
    only = tuple(u for u in docket.urgings if u.matter.record == "DB2026-046")
    made, _ = outputs.compose(replace(docket, urgings=only), office.rules(), [office.TEMPLATES])
    assert [p.audience for p in made if p.kind == "催办通知单"] == ["生产技术科"]


def test_what_is_told_is_what_the_ladder_urged() -> None:
    made, _ = outputs.compose(office.urged(office.docket()), office.rules(), [office.TEMPLATES])
    [told, *_] = (t for p in made if p.path == NOTICE for t in p.told if t.matter.record == "DB2026-038")
    assert (told.level, told.before, told.due, told.answer_by) == (2, 2, date(2026, 11, 6), date(2026, 11, 25))


def test_no_author_is_named(papers: dict[str, Artifact]) -> None:
    core = looking.part(papers[NOTICE].content, "docProps/core.xml")
    assert "<dc:title>催办通知单</dc:title>" in core and "python" not in core
    assert re.search(r"<dc:creator></dc:creator>|<dc:creator/>", core)


def test_the_first_week_is_said_to_be_the_first() -> None:
    made, skipped = outputs.compose(office.urged(office.docket(past=Past())), office.rules(), [office.TEMPLATES])
    weekly = next(looking.plain(p.content) for p in made if p.kind == "督办工作周报")
    assert "首期" in weekly and not skipped
    assert "首次" in looking.plain(next(p for p in made if p.path == NOTICE).content)


def test_a_quiet_week_sends_nothing_empty() -> None:
    quiet = office.docket()
    frame = quiet.deadlines.frame
    calm = replace(quiet, deadlines=Deadlines(frame[frame["state"] == "met"]), findings=(), measures=())
    made, skipped = outputs.compose(calm, office.rules(), [office.TEMPLATES])
    assert [paper.kind for paper in made] == ["督办工作周报", "读取报告"] and not skipped
    empty = replace(calm, office=Office({}, {}))
    assert [paper.kind for paper in outputs.compose(empty, office.rules(), [office.TEMPLATES])[0]] == ["读取报告"]


def test_departments_are_not_named_where_the_office_does_not_want_it() -> None:
    from tests import making

    rules = office.rules(settings=making.settings(weekly_names_departments=False))
    made, _ = outputs.compose(office.docket(more=12), rules, [office.TEMPLATES])
    weekly = next(looking.plain(p.content) for p in made if p.kind == "督办工作周报")
    assert "超期10个工作日以上的事项14项" in weekly and "收〔2026〕205号" not in weekly
