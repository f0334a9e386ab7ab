"""What the runner promises: no echo, no lost place, nothing of a classified row, and one crash stops nobody."""

import dataclasses
from datetime import date

import numpy as np
import pytest

from officebatch import checks
from officebatch.checks import shelf
from officebatch.checks.check import Check, Hit, check
from officebatch.checks.scope import RegisterScope
from officebatch.model.finding import Finding, Skipped
from officebatch.model.office import Office
from officebatch.model.origin import Origin
from officebatch.model.register import Part, Register, Unread
from officebatch.model.report import Trouble, TroubleKind
from officebatch.model.vocabulary import FieldType, Kind, Mends, Severity
from officebatch.rulebook.judging import CheckRule, Exemption
from officebatch.rulebook.rules import RuleBook
from officebatch.rulebook.sheets import Required, Step
from tests.making import AS_OF, events, field_rules, register, register_rule, rules

ROLES = {"编号": "key", "牵头部门": "department", "立项日期": "start", "完成时限": "due", "状态": "status"}
TASKS = """
    编号 | 牵头部门 | 立项日期   | 完成时限   | 状态
    DB1  | 财务科   | 2026-10-22 | 2026-10-19 | 在办
    DB2  | 财务科   | 2026-10-22 | 2026-11-19 | 在办
"""


def tasks(text: str = TASKS) -> Register:
    return register(text, Kind.TASKS, ROLES, name="督办", dates=("立项日期", "完成时限"))


def book(of: Register, **changed: object) -> RuleBook:
    return rules(**{"registers": (register_rule(of),), "fields": field_rules(of), **changed})


def examined(of: Register, *troubles: Trouble, **changed: object) -> tuple[tuple[Finding, ...], tuple[Skipped, ...]]:
    return checks.examine(Office({of.name: of}, {}, troubles=troubles), book(of, **changed), AS_OF)


def test_a_finding_knows_its_place_record_and_department() -> None:
    (finding,), _ = examined(tasks())

    assert (finding.code, str(finding.origin)) == ("TSK101", "督办.xlsx 督办!D2")
    assert (finding.record, finding.department, finding.field) == ("DB1", "财务科", "完成时限")
    assert finding.text() == "完成时限为2026-10-19，早于立项日期2026-10-22。请核实两个日期，更正有误的一个。"


def test_an_unread_cell_is_one_finding_and_no_echo() -> None:
    of = tasks(TASKS.replace("2026-10-19", "2026-13-05"))
    of = dataclasses.replace(of, unread=(Unread(0, "完成时限", FieldType.DATE, "2026-13-05"),))

    assert [f.code for f in examined(of)[0]] == ["RD201"]


@pytest.mark.parametrize("kind", [TroubleKind.ERROR_CELL, TroubleKind.UNCALCULATED])
def test_a_cell_with_an_error_is_not_called_empty(kind: TroubleKind) -> None:
    of = tasks(TASKS.replace("2026-10-19", ""))
    trouble = Trouble(kind, Origin("督办.xlsx", "督办", 2, "D"), "督办", "完成时限", "DB1")
    required = field_rules(of, 完成时限={"required": Required.YES})

    assert [f.code for f in examined(of, fields=required)[0]] == ["RD301"]
    assert [f.code for f in examined(of, trouble, fields=required)[0]] in (["RD203"], ["RD204"])


def test_a_column_missing_in_one_sheet_is_not_a_thousand_empty_cells() -> None:
    of = tasks("编号 | 牵头部门 | 状态\nDB1 |  | 在办\nDB2 |  | 在办")
    with_column, without = of.parts[0], {"编号": "A", "状态": "B"}
    of = dataclasses.replace(
        of, parts=(with_column, Part("督办.xlsx", "2月", without)), part=np.array([0, 1], dtype=np.int32)
    )
    trouble = Trouble(TroubleKind.MISSING_COLUMN, Origin("督办.xlsx", "2月"), "督办", "牵头部门")
    required = field_rules(of, 牵头部门={"required": Required.YES})

    findings, _ = examined(of, trouble, fields=required)

    assert [(f.code, f.origin.sheet, f.origin.row) for f in findings] == [("RD101", "2月", 0), ("RD301", "督办", 2)]


def test_a_missing_column_nothing_needs_is_no_finding() -> None:
    trouble = Trouble(TroubleKind.MISSING_COLUMN, Origin("督办.xlsx", "督办"), "督办", "状态")

    assert [f.code for f in examined(tasks(), trouble)[0]] == ["TSK101"]


def test_a_check_without_its_column_is_skipped_because() -> None:
    of = tasks("编号 | 牵头部门\nDB1 | 财务科")

    findings, skipped = examined(of)

    assert findings == ()
    assert ("TSK101，督办", "该台账没有用途为“到期日”的列") in [s.text() for s in skipped]


def test_a_classified_row_tells_its_place_and_nothing_else() -> None:
    of = tasks()
    place = Origin("督办.xlsx", "督办", 9, "B")
    trouble = Trouble(TroubleKind.CLASSIFIED, place, "督办", "事项", "DB9", (("text", "机密"),))
    off = CheckRule("RD900", False, Severity.HINT, Mends.KEEPER)
    exempt = Exemption("RD900", "督办", "", None, "", "")

    findings, _ = examined(of, trouble, checks={"RD900": off}, exemptions=(exempt,))

    assert findings[0] == Finding(
        "RD900", Severity.GRAVE, Mends.SECRECY, "督办", Origin("督办.xlsx", "督办", 9, "B"), "", "", "", "",
        findings[0].title, findings[0].message, (), findings[0].basis,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("until", "codes"), [(None, []), (date(2026, 11, 20), []), (date(2026, 11, 19), ["TSK101", "RD501"])]
)
def test_an_exemption_holds_until_its_day_and_is_told(until: date | None, codes: list[str]) -> None:
    exemption = Exemption("TSK101", "督办", " ＤＢ1", until, "系统迁移", "董玉斌")

    findings, skipped = examined(tasks(), exemptions=(exemption,))

    assert [f.code for f in findings] == codes
    assert ("系统迁移" in str([s.text() for s in skipped])) is not bool(codes)


def test_severity_parameters_and_basis_are_the_rule_book_s() -> None:
    of = register(
        "编号 | 延期次数\nDB1 | 2\nDB2 | 3",
        Kind.TASKS,
        {"编号": "key", "延期次数": "extensions"},
        numbers=("延期次数",),
    )
    rule = CheckRule("TSK105", True, Severity.ERROR, Mends.POST, {"次数": "2"}, "督办办法第九条")

    ((finding,), _) = examined(of, checks={"TSK105": rule})

    assert (finding.severity, finding.mends, finding.basis, finding.record) == (
        Severity.ERROR, Mends.POST, "督办办法第九条", "DB2",
    )  # fmt: skip


def test_the_gravest_comes_first_then_the_rule_book_s_order() -> None:
    first, second = tasks(), dataclasses.replace(tasks(), name="专项")
    troubles = (
        Trouble(TroubleKind.NO_REGISTER, Origin("旧.xlsx")),
        Trouble(TroubleKind.CLASSIFIED, Origin("督办.xlsx", "督办", 9), "督办"),
    )
    order = rules(
        registers=(register_rule(second), register_rule(first)), fields=(*field_rules(first), *field_rules(second))
    )

    findings, _ = checks.examine(Office({"督办": first, "专项": second}, {}, troubles=troubles), order, AS_OF)

    assert [(f.code, f.register) for f in findings] == [
        ("RD900", "督办"), ("TSK101", "专项"), ("TSK101", "督办"), ("RD004", ""),
    ]  # fmt: skip


def test_a_step_without_a_column_is_skipped_because() -> None:
    of = register("文号 | 拟稿人 | 拟稿日期\nA1 | 朱梅 | 2026-11-02", Kind.FLOW, {"文号": "key"}, dates=("拟稿日期",))
    steps = tuple(Step("发文", of.name, i, n, f"{n}人", f"{n}日期") for i, n in enumerate(("拟稿", "核稿")))
    told = dataclasses.replace(
        events(of, ("拟稿",)), steps=("拟稿", "核稿"), person_fields=("拟稿人", ""), date_fields=("拟稿日期", "")
    )

    findings, skipped = checks.examine(
        Office({of.name: of}, {("发文", of.name): told}), book(of, fields=(), steps=steps), AS_OF
    )

    assert findings == ()
    assert [s.text() for s in skipped] == [("台账，“核稿”环节的检查", "该台账没有此环节的日期列")]


def test_a_crashing_check_is_one_finding_without_a_word_of_the_register(monkeypatch: pytest.MonkeyPatch) -> None:
    built = shelf.all_checks()
    monkeypatch.setattr("officebatch.checks.runner.all_checks", lambda: (*built, crashing()))

    findings, _ = examined(tasks())

    others, (crash,) = findings[:-1], findings[-1:]
    assert [f.code for f in others] == ["TSK101"]
    assert (crash.code, crash.severity, crash.mends) == ("ZZZ999", Severity.ERROR, Mends.OFFICE)
    assert "ValueError" in crash.text()
    assert "DB1" not in str(crash)


def crashing() -> Check[RegisterScope]:
    def find(scope: RegisterScope):  # type: ignore[no-untyped-def]  # it never yields
        yield Hit(0, ("编号",))
        raise ValueError(str(scope.register.keys[0]))

    find.__doc__ = "A check that fails."
    return Check("ZZZ999", "crash", Severity.HINT, Mends.KEEPER, "惯例", "crash", "-", "-", RegisterScope, find)


def test_a_code_may_not_be_given_twice() -> None:
    with pytest.raises(ValueError, match="DOC101"):
        check(
            "DOC101", title="", severity=Severity.HINT, mends=Mends.KEEPER, basis="", message="", breaks="", holds="",
            over=RegisterScope,
        )  # fmt: skip


def test_facts_come_in_the_order_of_the_codes() -> None:
    known = checks.facts()

    assert list(known) == sorted(known)
    assert known["TSK104"].parameters == {"天数": "30"}
    assert {"RD001", "RD900", "NUM103", "DOC106", "TSK106", "DUT106"} <= set(known)


def test_a_manual_page_shows_both_examples() -> None:
    page = checks.explain("doc103")

    assert page.startswith("DOC103  环节未填经办人\n\n级别：")
    assert "反例：\n    发文登记簿" in page
    assert "正例：\n    发文登记簿" in page
    with pytest.raises(KeyError):
        checks.explain("DOC999")


def test_an_empty_register_is_named_where_its_column_is_missing() -> None:
    empty = register("编号 | 状态", Kind.TASKS, {"编号": "key", "状态": "status"}, name="督办")
    _, skipped = checks.examine(Office({"督办": empty}, {}), rules(registers=(register_rule(empty),)), AS_OF)
    assert ("TSK101，督办", "该台账没有用途为“到期日”的列") in [s.text() for s in skipped]
