"""RD302 to RD305: words that must be known to the rule book. Departments, choices, people."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from officebatch.checks.cells import quoted
from officebatch.checks.check import Hit, Told, check
from officebatch.checks.scope import OfficeScope, RegisterScope
from officebatch.model.report import TroubleKind
from officebatch.model.vocabulary import FieldType, Kind, Mends, Severity
from officebatch.wording import marked

if TYPE_CHECKING:
    from collections.abc import Iterator

    from officebatch.rulebook.rules import RuleBook

_BETWEEN = re.compile(r"[、，,；;/|\s+＋&]+")
_LEADS = re.compile(r"^(?:主办|牵头|协办|配合)(?:部门|单位)?[:：]?|[（(][^（）()]*[）)]$")


@check(
    "RD302",
    title=marked("Unknown department"),
    severity=Severity.ERROR,
    mends=Mends.KEEPER,
    basis="惯例",
    message=marked(
        "“{text}” is no department of sheet 部门. Correct the name, or add it there as a short or old name."
    ),
    over=RegisterScope,
    echoes=True,
    breaks="""
        督办台账
        督办编号   | 牵头部门
        DB2026-001 | 信息中心
    """,
    holds="""
        督办台账
        督办编号   | 牵头部门
        DB2026-001 | 财务科
    """,
)
def departments_are_known(scope: RegisterScope) -> Iterator[Hit]:
    """A department must be one of sheet 部门, by its name, a short name or an old name.

    Several departments of a paper, all known, are told by the check of who leads.
    """
    leading = scope.register.role("department") if scope.register.kind is Kind.FLOW else None
    for cell in scope.unread(FieldType.DEPARTMENT):
        if cell.field != leading or len(departments_in(scope.rules, cell.text)) <= 1:
            yield from quoted(iter([cell]))


@check(
    "RD303",
    title=marked("Word that is no choice"),
    severity=Severity.ERROR,
    mends=Mends.KEEPER,
    basis="惯例",
    message=marked("“{text}” is none of the words for {field}{choices}. Correct it, or add it to sheet 选项."),
    over=RegisterScope,
    echoes=True,
    breaks="""
        发文登记簿
        发文字号          | 紧急程度
        临电办〔2026〕1号 | 特特急
    """,
    holds="""
        发文登记簿
        发文字号          | 紧急程度
        临电办〔2026〕1号 | 特急
    """,
)
def choices_are_choices(scope: RegisterScope) -> Iterator[Hit]:
    """A cell with a list of choices must hold one of them or one of their synonyms (sheet 选项)."""
    for hit in quoted(scope.unread(FieldType.CHOICE, FieldType.YES_NO)):
        rule = scope.rules.field(scope.register.name, hit.fields[0])
        words = dict.fromkeys(scope.rules.choice_lists.get(rule.choices, {}).values()) if rule else ()
        yield Hit(hit.row, hit.fields, {**hit.values, "choices": f"（{'、'.join(words)}）" if words else ""})


@check(
    "RD304",
    title=marked("Unknown person"),
    severity=Severity.ERROR,
    mends=Mends.KEEPER,
    basis="惯例",
    message=marked("“{text}” is nobody of sheet 人员. Correct the name, or add the person there."),
    over=RegisterScope,
    echoes=True,
    breaks="""
        督办台账
        督办编号   | 责任人
        DB2026-001 | 孙莉
    """,
    holds="""
        督办台账
        督办编号   | 责任人
        DB2026-001 | 孙丽
    """,
)
def people_are_known(scope: RegisterScope) -> Iterator[Hit]:
    """A person must be one of sheet 人员. Blanks in a name and a title behind it do not matter."""
    yield from quoted(scope.unread(FieldType.PERSON, FieldType.PEOPLE))


@check(
    "RD305",
    title=marked("Several people of that name"),
    severity=Severity.WARNING,
    mends=Mends.KEEPER,
    basis="惯例",
    message=marked(
        "Several people bear this name and the department does not tell which is meant. Enter the department "
        "behind the name, in brackets."
    ),
    over=OfficeScope,
    echoes=True,
    breaks="""
        督办台账
        督办编号   | 牵头部门 | 责任人
        DB2026-001 | 营销科   | 吴静
    """,
    holds="""
        督办台账
        督办编号   | 牵头部门 | 责任人
        DB2026-001 | 财务科   | 吴静
    """,
)
def people_are_told_apart(scope: OfficeScope) -> Iterator[Told]:
    """People of one name are told apart by the department of the record; where that does not
    tell, a person is asked.
    """
    yield from map(Told, scope.troubles(TroubleKind.AMBIGUOUS_PERSON))


def departments_in(rules: RuleBook, text: str) -> list[str]:
    """The departments a cell names, in their order; none at all where it names anything else too."""
    parts = [_LEADS.sub("", part.strip()) for part in _BETWEEN.split(text)]
    found = [rules.department_names.get(part, "") for part in parts if part]
    return list(dict.fromkeys(found)) if found and all(found) else []
