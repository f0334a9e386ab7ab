"""Excel lists: what stands in them, for whom, and that nothing from a register becomes a formula or a link."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from typing import TYPE_CHECKING

import openpyxl
import pytest

from officebatch import outputs, wording
from officebatch.model.origin import Origin
from officebatch.model.report import Trouble, TroubleKind
from officebatch.model.vocabulary import FieldType
from officebatch.outputs.refusal import Refused
from officebatch.outputs.sheet import Column, Row, Sheet, numbered, workbook
from officebatch.outputs.workbooks import LINKED
from officebatch.rulebook.sheets import FieldRule
from tests.outputs import looking, office, soundness

if TYPE_CHECKING:
    from pathlib import Path

    from officebatch.model.paper import Artifact

HOSTILE = (
    "=1+1",
    "=cmd|'/c calc'!A1",
    "+86 0454",
    "-5",
    "@x",
    "http://x.cn",
    "mailto:a@b",
    "<b>&\"'",
    "a\nb",
    "{{ x }}",
    "0012",
)


def loaded(content: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(content))


def test_the_overdue_list_has_the_columns_the_office_knows(papers: dict[str, Artifact]) -> None:
    rows = looking.cells(papers["超期清单.xlsx"].content)
    assert rows[0][0] == "超期事项清单"
    assert str(rows[1][0]).startswith("统计截止：2026年11月20日（星期五）") and "单位：工作日" in str(rows[1][0])
    assert "单位" not in str(looking.cells(papers["问题清单.xlsx"].content)[1][0])
    assert rows[2] == [
        "序号", "责任部门", "责任岗位", "责任人", "台账", "编号", "事项", "来源", "紧急程度", "现处环节", "环节到手日",
        "原定时限", "批准延期至", "超期", "档次", "已发通知", "回复情况", "占用扣除", "依据", "备注", "台账位置",
        "核对意见", "核对说明", "标识",
    ]  # fmt: skip
    page = loaded(papers["超期清单.xlsx"].content).active
    assert [letter for letter, column in page.column_dimensions.items() if column.hidden] == ["X"]


def test_departments_stand_in_their_order_each_with_its_sum(papers: dict[str, Artifact]) -> None:
    rows = looking.cells(papers["超期清单.xlsx"].content)[3:]
    assert [row[1] for row in rows] == ["办公室"] * 3 + ["生产技术科"] * 3 + ["财务科"] * 6
    sums = [row[6] for row in rows if not row[0]]
    assert sums == [
        "合计 2 项，其中 10 日以上 0 项",
        "合计 2 项，其中 10 日以上 1 项",
        "合计 5 项，其中 10 日以上 3 项",
    ]
    assert [row[0] for row in rows if row[0]] == list(range(1, 10))


def test_the_office_sees_old_and_inner_matters_and_departments_do_not(papers: dict[str, Artifact]) -> None:
    whole = str(looking.cells(papers["超期清单.xlsx"].content))
    assert "DB2026-047" in whole and "启用日以前" in whole and "DB2026-045" in whole and "内部事项" in whole
    for path, paper in papers.items():
        if path.startswith(("部门", "领导", "催办", "考核", "督办")):
            text = str(looking.cells(paper.content)) if path.endswith("xlsx") else looking.plain(paper.content)
            assert "DB2026-047" not in text and "核心客户" not in text, path


def test_a_department_reads_only_its_own(papers: dict[str, Artifact]) -> None:
    own = looking.cells(papers["部门超期清单/超期清单（财务科）.xlsx"].content)
    assert {row[1] for row in own[3:]} == {"财务科"}
    assert (
        "xlsx" in str(own) and not loaded(papers["部门超期清单/超期清单（财务科）.xlsx"].content).active["U4"].hyperlink
    )


def test_leaders_stand_in_their_own_workbook_and_hear_nothing_of_lateness(papers: dict[str, Artifact]) -> None:
    rows = looking.cells(papers["领导待办清单.xlsx"].content)
    assert [row[1:4] for row in rows[3:]] == [["副局长李明", "收〔2026〕207号 关于召开调度会的通知", "加急"]]
    assert not re.search("超期|催办", str(rows))
    for path, paper in papers.items():
        if path.endswith("xlsx") and not path.startswith("领导"):
            assert "李明" not in str(looking.cells(paper.content)), path


def test_the_office_checks_itself(papers: dict[str, Artifact]) -> None:
    rows = looking.cells(papers["办公室自查单.xlsx"].content)[3:6]
    assert [(row[3], row[8], str(row[7])[:10]) for row in rows] == [
        ("承办", 4, ""),
        ("签收", 3, "2026-11-17"),
        ("登记", 2, ""),
    ]


def test_of_a_classified_row_only_its_place_is_said(papers: dict[str, Artifact]) -> None:
    rows = looking.cells(papers["问题清单.xlsx"].content)
    assert rows[3][0:2] == [1, "涉密（当面处置）"] and rows[3][3] == "" and "收文登记簿!9" in str(rows[3][12])


def test_a_record_is_named_without_its_inner_ordinal() -> None:
    found = replace(office.docket().findings[1], record="收〔2026〕205号#2")
    made, _ = outputs.compose(replace(office.docket(), findings=(found,)), office.rules(), [office.TEMPLATES])
    whole = next(p for p in made if p.path == "问题清单.xlsx")
    assert looking.cells(whole.content)[3][5] == "收〔2026〕205号"


def test_columns_a_sheet_may_do_without_are_told_on_one_line() -> None:
    rules = office.rules(fields=tuple(FieldRule("督办台账", n, "", (n,), FieldType.TEXT) for n in ("备注", "密级")))
    missing = [Trouble(TroubleKind.MISSING_COLUMN, Origin("督办台账.xlsx", "督办", 2), "督办台账", n) for n in
               ("备注", "密级", "必填项")]
    docket = office.docket()
    changed = replace(docket, office=replace(docket.office, troubles=tuple(missing)))
    made, _ = outputs.compose(changed, rules, [office.TEMPLATES])
    doubts = looking.cells(next(p for p in made if p.kind == "读取报告").content, 3)[3:]
    assert [(row[0], row[5], row[6]) for row in doubts] == [
        ("缺少一列", "必填项", ""),
        ("没有设这些列（可不设）", "", "备注、密级"),
    ]


def test_mere_custom_is_not_called_a_basis(papers: dict[str, Artifact]) -> None:
    rows = looking.cells(papers["问题清单.xlsx"].content)[3:]
    assert [row[9] for row in rows][-2:] == ["办公室规定"] * 2 and "惯例" not in str(rows)


def test_links_lead_from_the_run_to_the_register(papers: dict[str, Artifact]) -> None:
    page = loaded(papers["超期清单.xlsx"].content).active
    link = page["U4"].hyperlink
    assert link.target.replace("\\", "/") == "../../registers/督办台账.xlsx" and link.location == "'督办台账'!B11"


def test_a_finding_of_the_rule_book_leads_to_the_rule_book() -> None:
    found = replace(office.docket().findings[1], origin=Origin("规则.xlsx", "流程", 7, "P"), record="发文·核稿")
    made, _ = outputs.compose(replace(office.docket(), findings=(found,)), office.rules(), [office.TEMPLATES])
    page = loaded(next(p for p in made if p.path == "问题清单.xlsx").content).active
    link = page["M4"].hyperlink
    assert link.target.replace("\\", "/") == "../../registers/../规则.xlsx" and link.location == "'流程'!P7"


def test_the_word_of_the_department_is_chosen_from_a_list(papers: dict[str, Artifact]) -> None:
    page = loaded(papers["部门超期清单/超期清单（财务科）.xlsx"].content).active
    [rule] = page.data_validations.dataValidation
    assert rule.formula1 == '"属实,已办结未登记,已批延期,责任部门有误,已取消,其他"' and str(rule.sqref) == "V4:V8"


def test_lists_print_landscape_the_wide_ones_on_a3_with_the_head_on_each_page(papers: dict[str, Artifact]) -> None:
    page = loaded(papers["超期清单.xlsx"].content).active
    assert page.page_setup.orientation == "landscape" and page.page_setup.paperSize == 8
    assert loaded(papers["办公室自查单.xlsx"].content).active.page_setup.paperSize == 8
    assert loaded(papers["领导待办清单.xlsx"].content).active.page_setup.paperSize == 9
    assert page.sheet_properties.pageSetUpPr.fitToPage and page.page_setup.fitToHeight == 0
    assert page.print_title_rows == "$3:$3" and page.freeze_panes == "A4" and page.auto_filter.ref == "A3:X15"


def test_bands_are_told_by_colour_and_by_words(papers: dict[str, Artifact]) -> None:
    page = loaded(papers["超期清单.xlsx"].content).active
    bands = {
        page.cell(row, 15).value: page.cell(row, 15).fill.fgColor.rgb for row in range(4, 16) if page.cell(row, 1).value
    }
    assert set(bands) == {"1–2日", "3–5日", "10日以上"} and len(set(bands.values())) == 3


def test_the_reading_report_has_its_six_sheets(papers: dict[str, Artifact]) -> None:
    book = loaded(papers["读取报告.xlsx"].content)
    assert book.sheetnames == ["概况", "表头", "未读行", "存疑", "跳过", "检查情况"]
    assert [row[0] for row in looking.cells(papers["读取报告.xlsx"].content, 2)[3:]] == ["督办台账.xlsx"] * 2


def test_the_reading_report_tells_which_papers_could_not_be_made(tmp_path: Path) -> None:
    rules = office.rules(outputs=tuple(reversed(office.rules().outputs)))  # the report is first in the rule book here
    made, skipped = outputs.compose(office.urged(office.docket()), rules, [tmp_path])
    report = next(paper for paper in made if paper.kind == "读取报告")
    told = [row[0] for row in looking.cells(report.content, 4)[3:]]
    assert len(told) == len(skipped) + 1 and "催办通知单（财务科）" in told


def test_lists_speak_the_language_of_the_papers() -> None:
    with wording.spoken("en"):
        made, _ = outputs.compose(office.docket(), office.rules(), [office.TEMPLATES])
    whole = next(paper for paper in made if paper.path == "超期清单.xlsx")
    assert looking.cells(whole.content)[2][:3] == ["No.", "Responsible department", "Responsible post"]


def test_what_registers_hold_stays_text() -> None:
    rows = [Row((text,)) for text in HOSTILE]
    content = workbook("x", [Sheet("x", ("x",), (Column("x", 20),), rows)])
    page = loaded(content).active
    assert [page.cell(n, 1).value for n in range(3, 3 + len(HOSTILE))] == list(HOSTILE)
    assert {page.cell(n, 1).data_type for n in range(3, 3 + len(HOSTILE))} == {"s"}
    assert "<f>" not in looking.part(content, "xl/worksheets/sheet1.xml") and "hyperlink" not in looking.part(
        content, "xl/worksheets/sheet1.xml"
    )


def test_only_the_first_rows_are_linked_and_all_have_their_address() -> None:
    rows = numbered(Row((Origin("台账.xlsx", "表 '1'", n, "B"),)) for n in range(2, LINKED + 12))
    content = workbook("x", [Sheet("x", ("x",), (Column("No.", 5), Column("Place", 20)), rows, -1, "../../registers")])
    page = looking.part(content, "xl/worksheets/sheet1.xml")
    assert page.count("<hyperlink ") == LINKED and page.count("台账.xlsx") >= LINKED + 10


def test_a_list_longer_than_a_sheet_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("officebatch.outputs.sheet.MOST_ROWS", 10)
    with pytest.raises(Refused):
        workbook("x", [Sheet("x", ("x",), (Column("x", 5),), [Row((str(n),)) for n in range(20)])])


def test_lists_are_sound_and_their_stamps_are_fixed(papers: dict[str, Artifact]) -> None:
    for path, paper in papers.items():
        if path.endswith(".xlsx"):
            assert soundness.faults(paper.content) == [], path
            with zipfile.ZipFile(io.BytesIO(paper.content)) as package:
                assert package.testzip() is None
                assert {entry.date_time for entry in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
                assert {entry.create_system for entry in package.infolist()} == {0}
