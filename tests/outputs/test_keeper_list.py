"""台账更正清单: one a keeper, the wrong entries alone, nothing of other departments' faults or classified rows."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import TYPE_CHECKING

import openpyxl
import pytest

from officebatch import outputs
from officebatch.model.finding import Finding
from officebatch.model.vocabulary import Kind
from officebatch.rulebook.sheets import OutputRule, RegisterRule
from tests.outputs import looking, office, soundness

if TYPE_CHECKING:
    from officebatch.model.paper import Artifact
    from officebatch.rulebook.rules import RuleBook

TITLE = "number written otherwise"
OUTPUTS = (OutputRule("台账更正清单", "台账更正清单", "人员", "", "台账更正清单/台账更正清单（{人员}）.xlsx"),)


def rules(tasks: str = "沈静", incoming: str = "") -> RuleBook:
    registers = (
        RegisterRule("收文登记簿", Kind.FLOW, "*收文*", keeper=incoming),
        RegisterRule("督办台账", Kind.TASKS, "*督办*", keeper=tasks),
    )
    return office.rules(outputs=OUTPUTS, registers=registers)


def made(of: RuleBook, *findings: Finding) -> dict[str, Artifact]:
    papers, skipped = outputs.compose(replace(office.docket(), findings=findings), of, [office.TEMPLATES])
    assert not skipped
    return {paper.path: paper for paper in papers}


@pytest.fixture(scope="module")
def found() -> tuple[Finding, ...]:
    return office.docket().findings


@pytest.mark.parametrize(
    ("keeper", "kind", "path"),
    [
        ("沈静", "人员", "沈静"),
        ("", "办公室", "办公室"),
        ("办公室", "办公室", "办公室"),
        ("财务", "部门", "财务科"),
        ("朱梅", "人员", "朱梅"),
    ],
)
def test_the_keeper_may_be_a_person_or_a_department_or_nobody(
    found: tuple[Finding, ...], keeper: str, kind: str, path: str
) -> None:
    [paper] = made(rules(keeper, keeper), *found).values()
    assert (paper.path, paper.audience_kind, paper.matters) == (f"台账更正清单/台账更正清单（{path}）.xlsx", kind, 2)


def test_each_keeper_has_his_own_registers_and_wrong_entries_alone(found: tuple[Finding, ...]) -> None:
    papers = made(rules(), *found)
    assert [p.rpartition("/")[2] for p in papers] == ["台账更正清单（办公室）.xlsx", "台账更正清单（沈静）.xlsx"]
    for paper, register in zip(papers.values(), ("收文登记簿", "督办台账"), strict=True):
        rows = looking.cells(paper.content)
        assert rows[0][0] == "台账更正清单" and [row[1] for row in rows[4:]] == [register]
        assert soundness.faults(paper.content) == []
    assert "涉密" not in str([looking.cells(p.content) for p in papers.values()])


def test_a_line_says_what_stands_there_and_what_it_should_read(found: tuple[Finding, ...]) -> None:
    meant = replace(found[3], values=(*found[3].values, ("meant", "收〔2026〕206号")))
    whole_column = replace(found[3], code="RD101", origin=replace(found[3].origin, row=0), record="", field="密级")
    empty = replace(found[3], code="RD301", field="密级", origin=found[3].origin.at("F"))
    [paper] = made(rules(), empty, meant, whole_column).values()
    rows = looking.cells(paper.content)[3:]
    assert rows[0] == [
        "序号", "台账", "编号", "栏目", "台账位置", "现登记内容", "问题", "建议（不自动改）", "处理",
        "不改的理由", "更正人", "更正日期",
    ]  # fmt: skip
    assert [(row[2], row[3], row[5], row[7]) for row in rows[1:]] == [
        ("", "密级", "", ""),
        ("收〔2026〕206号", "文号", "收〔2026〕206号", "收〔2026〕206号"),
        ("收〔2026〕206号", "密级", "（空）", ""),
    ]
    assert all(row[8:] == [""] * 4 for row in rows[1:])


def test_what_was_done_is_chosen_and_the_place_leads_into_the_register(found: tuple[Finding, ...]) -> None:
    [paper] = made(rules(), found[4]).values()
    page = openpyxl.load_workbook(io.BytesIO(paper.content)).active
    assert page is not None
    [rule] = page.data_validations.dataValidation
    assert (rule.formula1, str(rule.sqref)) == ('"已改,不改"', "I5")
    assert page["E5"].hyperlink.target.replace("\\", "/") == "../../../registers/督办台账.xlsx"


def test_lines_stand_by_register_and_row(found: tuple[Finding, ...]) -> None:
    later = replace(found[4], origin=replace(found[4].origin, row=11), record="DB2026-049")
    rows = looking.cells(next(iter(made(rules("", ""), later, found[4], found[3]).values())).content)[4:]
    assert [row[2] for row in rows] == ["收〔2026〕206号", "DB2026-046", "DB2026-049"]


def test_outside_the_office_an_inner_record_is_its_place_alone_and_an_old_one_nothing(
    found: tuple[Finding, ...],
) -> None:
    tasks = office.docket().office.registers["督办台账"]
    at = tasks.origin(office.INNER_ROW, "事项")
    said = (("text", "核心客户"), ("wanted", ""))
    inner = replace(found[4], origin=at, field="事项", record="DB2026-045", values=said)
    old = replace(found[4], origin=tasks.origin(office.OLD_ROW - 2, "编号"), record="DB2026-047")
    [theirs] = made(rules(), inner, old).values()
    [row] = looking.cells(theirs.content)[4:]
    assert row[1:8] == ["督办台账", "", "事项", str(at), "", f"{TITLE}（内部事项，请在台账中核对）", ""]
    [own] = made(rules(""), inner, old).values()
    assert own.matters == 2 and "核心客户" in str(looking.cells(own.content))


def test_what_could_not_be_read_as_a_register_is_the_offices(found: tuple[Finding, ...]) -> None:
    unread = replace(found[3], register="某台账.xlsx", origin=replace(found[3].origin, sheet="", row=0), record="")
    [paper] = made(rules("沈静", "沈静"), unread).values()
    assert paper.path == "台账更正清单/台账更正清单（办公室）.xlsx"


def test_without_a_wrong_entry_there_is_no_list(found: tuple[Finding, ...]) -> None:
    assert made(rules(), *found[:3]) == {}
