"""Findings on lines of the rule book: their workbook, sheet and very cell, and the register exemptions know them by."""

import shutil
from dataclasses import replace
from pathlib import Path

from officebatch import batch, rulebook
from officebatch.checks.check import Check, InRules
from officebatch.checks.runner import Scopes, rule_of, run
from officebatch.checks.scope import OfficeScope
from officebatch.model.finding import Finding
from officebatch.model.origin import Origin
from officebatch.model.vocabulary import Mends, Severity
from officebatch.rulebook.rules import RuleBook
from tests.checks.example_office import AS_OF, office_of

EXAMPLE = """
    制度清单
    制度编号 | 制度名称
    ZD-01    | 值班管理办法
"""


def found(rules: RuleBook | None = None, **changed: str) -> list[Finding]:
    """What a check finds that shows each key step of 发文 at its limit for urgent papers."""
    office, own = office_of(EXAMPLE)
    book = rules or own

    def find(scope: OfficeScope):  # type: ignore[no-untyped-def]  # a generator of InRules
        for step in scope.rules.processes["发文", "发文登记簿"]:
            if step.key_node:
                yield InRules(
                    step.at, "时限·加急", step.register, f"{step.process}·{step.name}", {"step": step.name},
                    department="财务科", **changed,  # type: ignore[arg-type]  # what a test differs in
                )  # fmt: skip

    find.__doc__ = "A check of the rule book."
    one: Check[OfficeScope] = Check(
        "ZZZ998", "t", Severity.WARNING, Mends.OFFICE, "惯例", "{step}", "-", "-", OfficeScope, find
    )
    findings, skipped = run(one, rule_of(one, book), Scopes(office, book, AS_OF))
    assert not skipped
    return findings


def test_the_place_is_the_cell_of_the_rule_book() -> None:
    first = found()[0]

    letters = office_of(EXAMPLE)[1].letters["流程"]
    assert first.origin == Origin("规则.xlsx", "流程", 4, letters["时限·加急"])
    assert (first.register, first.field, first.record) == ("发文登记簿", "时限·加急", "发文·核稿")
    assert (first.department, first.text(), len(found())) == ("财务科", "核稿", 4)


def test_a_heading_the_sheet_has_not_shows_the_line() -> None:
    _, rules = office_of(EXAMPLE)
    bare = replace(rules, letters={})

    assert found(bare)[0].origin == Origin("规则.xlsx", "流程", 4)


def test_its_own_gravity_and_basis_stand() -> None:
    (first, *_) = found(severity=Severity.HINT, basis="《值班管理办法》第三条", message="{step}!")

    assert (first.severity, first.basis, first.text()) == (Severity.HINT, "《值班管理办法》第三条", "核稿!")


def test_the_real_workbook_is_named_and_its_letters_are_its_own(tmp_path: Path) -> None:
    path = tmp_path / "本局规则.xlsx"
    shutil.copy(Path(__file__).parents[2] / "samples" / "county-office" / "规则.xlsx", path)

    rules = rulebook.read(path, batch.vocabulary())
    step = rules.processes["发文", "发文登记簿"][2]

    import openpyxl

    place = rules.place(step.at, "依据")
    assert place.workbook == path.name
    assert openpyxl.load_workbook(path)[place.sheet][place.address].value == step.basis
