"""REG108 to REG111: who cites a regulation of the list, and who works by it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from officebatch.checks.check import Hit, InRules, check
from officebatch.checks.scope import OfficeScope, RegisterScope
from officebatch.checks.standing import Regulations, folded
from officebatch.model.vocabulary import Kind, Mends, Severity
from officebatch.wording import marked

if TYPE_CHECKING:
    from collections.abc import Iterator

    from officebatch.checks.standing import Named


@dataclass(frozen=True)
class _Line:
    """A line of the rule book with a column of bases. at, register: as `InRules` has them; texts: all it says."""

    at: str
    register: str
    record: str
    basis: str
    texts: tuple[str, ...]


@check(
    "REG108",
    title=marked("Rule rests on a repealed regulation"),
    severity=Severity.WARNING,
    mends=Mends.OFFICE,
    basis="单位制度（制度废止）",
    message=marked(
        "The basis of {line} is {title}, which is repealed by the list of regulations. Enter the one in force in sheet "
        "{sheet} of the rule book."
    ),
    over=OfficeScope,
    breaks="""
        流程
        流程 | 台账       | 环节 | 依据
        发文 | 发文登记簿 | 核稿 | 《公文处理细则》第九条

        制度清单
        制度编号 | 制度名称     | 归口部门 | 施行日期   | 状态 | 替代
        ZD-01    | 公文处理细则 | 办公室   | 2018-02-01 | 废止 |
        ZD-02    | 公文处理办法 | 办公室   | 2024-02-01 | 现行 | 公文处理细则
    """,
    holds="""
        流程
        流程 | 台账       | 环节 | 依据
        发文 | 发文登记簿 | 核稿 | 《公文处理办法》第九条
        发文 | 发文登记簿 | 签发 | 《党政机关公文处理工作条例》第二十二条

        制度清单
        制度编号 | 制度名称             | 归口部门 | 施行日期   | 状态
        ZD-01    | 公文处理办法         | 办公室   | 2018-02-01 | 废止
        ZD-02    | 公文处理办法（试行） | 办公室   | 2024-02-01 | 现行
    """,
)
def rules_rest_on_what_is_in_force(scope: OfficeScope) -> Iterator[InRules]:
    """What the rule book names as a basis (流程, 环节关系, 检查, 校验, 指标) must be in force, where the list of
    regulations has it: by its number behind the title, else by the title in 《》.

    A title that stands in the list twice is in order when one of the two is in force.
    """
    for of, line, named in _cited(scope):
        row = of.gone(named)
        if row is not None:
            by, sheet = of.successor(row), line.at.partition("!")[0]
            values = {"line": line.record, "title": of.title(row), "by": by, "sheet": sheet}
            yield InRules(line.at, "依据", line.register, line.record, values, message=_REPLACED if by else "")


_REPLACED = marked(
    "The basis of {line} is {title}, which is repealed and replaced by {by}. Enter the one in force in sheet {sheet} "
    "of the rule book."
)


@check(
    "REG109",
    title=marked("Rule rests on a regulation that is not in the list"),
    severity=Severity.HINT,
    mends=Mends.OFFICE,
    basis="单位制度",
    message=marked(
        "The basis of {line} is 《{title}》, which the list of regulations does not have; it has {near}. Correct the "
        "title in sheet {sheet} of the rule book, or enter the regulation in the list."
    ),
    over=OfficeScope,
    breaks="""
        流程
        流程 | 台账       | 环节 | 依据
        发文 | 发文登记簿 | 核稿 | 《公文处理工作办法》第九条
        发文 | 发文登记簿 | 签发 | 《印章规定》（示电办〔2025〕7号）

        制度清单
        制度编号 | 制度名称     | 文号              | 归口部门 | 施行日期   | 状态
        ZD-01    | 公文处理办法 | 示电办〔2024〕3号 | 办公室   | 2024-02-01 | 现行
    """,
    holds="""
        流程
        流程 | 台账       | 环节 | 依据
        发文 | 发文登记簿 | 核稿 | 《公文处理办法》第九条
        发文 | 发文登记簿 | 签发 | 《党政机关公文处理工作条例》第二十二条
        发文 | 发文登记簿 | 用印 | 《印章管理办法》（省公司办〔2023〕8号）

        制度清单
        制度编号 | 制度名称     | 文号              | 归口部门 | 施行日期   | 状态
        ZD-01    | 公文处理办法 | 示电办〔2024〕3号 | 办公室   | 2024-02-01 | 现行
    """,
)
def rules_rest_on_what_is_listed(scope: OfficeScope) -> Iterator[InRules]:
    """A regulation of the office that the rule book names as a basis should be in the list of regulations.

    Judged are only titles much like one of the list, and those with a number the office gives itself; of all others
    nobody here can tell whether they are the office's own, a superior's or the state's.
    """
    for of, line, named in _cited(scope):
        own = bool(named.number) and named.number.partition("(")[0] in of.numbers
        near = of.near(named.title) if not named.number else ""
        if not of.rows(named) and (own or near):
            values = {"line": line.record, "title": named.title, "sheet": line.at.partition("!")[0]}
            values |= {"number": named.number, "near": f"《{near}》"}
            yield InRules(line.at, "依据", line.register, line.record, values, message="" if near else _NO_NUMBER)


_NO_NUMBER = marked(
    "The basis of {line} is 《{title}》 ({number}); the list of regulations has no such number. Correct it in sheet "
    "{sheet} of the rule book, or enter the regulation in the list."
)


@check(
    "REG110",
    title=marked("Duty rests on a repealed regulation"),
    severity=Severity.WARNING,
    mends=Mends.POST,
    basis="单位制度（制度废止）",
    message=marked("{field} names {title}, which is repealed by the list of regulations. Name the one in force."),
    over=OfficeScope,
    asked=marked("Name the regulation in force"),
    wanted=marked("a regulation in force in place of {title}"),
    breaks="""
        岗位职责表
        职责编号 | 部门   | 岗位   | 职责内容 | A角  | B角  | 工作标准
        ZZ-001   | 办公室 | 值班岗 | 值班     | 王平 | 李文 | 按《值班管理规定》到岗

        制度清单
        制度编号 | 制度名称     | 归口部门 | 状态 | 替代
        ZD-01    | 值班管理规定 | 办公室   | 废止 |
        ZD-02    | 值班工作制度 | 办公室   | 现行 | 值班管理规定
    """,
    holds="""
        岗位职责表
        职责编号 | 部门   | 岗位   | 职责内容 | A角  | B角  | 工作标准
        ZZ-001   | 办公室 | 值班岗 | 值班     | 王平 | 李文 | 按《值班工作制度》到岗
        ZZ-002   | 办公室 | 保密岗 | 保密     | 王平 | 李文 | 按《保守国家秘密法》执行

        制度清单
        制度编号 | 制度名称     | 归口部门 | 状态 | 替代
        ZD-01    | 值班管理规定 | 办公室   | 废止 |
        ZD-02    | 值班工作制度 | 办公室   | 现行 | 值班管理规定
    """,
)
def duties_rest_on_what_is_in_force(scope: OfficeScope) -> Iterator[Hit]:
    """A regulation that a duty names in 《》 must be in force, where the list of regulations has it."""
    for of in _lists(scope):
        for register in scope.of_kind(Kind.DUTIES):
            for field_id, cells in register.shown.items():
                for code, text in enumerate(cells.texts):
                    if "《" not in text:
                        continue
                    gone = next((found for named in of.named(text) if (found := of.gone(named)) is not None), None)
                    if gone is not None:
                        values = {"field": field_id, "title": of.title(gone)}
                        for row in np.flatnonzero(cells.codes == code):
                            yield Hit(int(row), (field_id,), values, register=register.name)


@check(
    "REG111",
    title=marked("Regulation nobody works by"),
    severity=Severity.HINT,
    mends=Mends.OWNER,
    basis="单位制度（制度执行）",
    message=marked(
        "No step, check, indicator or duty names {title}. Name it where work is done by it, or see whether it is still "
        "needed."
    ),
    over=OfficeScope,
    on=False,
    asked=marked("See whether it is still needed, and name the duties that follow it"),
    wanted=marked("named by a step, a check, an indicator or a duty"),
    breaks="""
        岗位职责表
        职责编号 | 部门   | 岗位   | 职责内容 | A角  | B角  | 工作标准
        ZZ-001   | 办公室 | 值班岗 | 值班     | 王平 | 李文 | 按值班工作制度到岗

        制度清单
        制度编号 | 制度名称     | 归口部门 | 状态
        ZD-01    | 值班工作制度 | 办公室   | 现行
        ZD-02    | 会议管理规定 | 办公室   | 现行
    """,
    holds="""
        流程
        流程 | 台账       | 环节 | 依据
        发文 | 发文登记簿 | 核稿 | 《公文处理办法》第九条

        岗位职责表
        职责编号 | 部门   | 岗位   | 职责内容 | A角  | B角  | 工作标准
        ZZ-001   | 办公室 | 值班岗 | 值班     | 王平 | 李文 | 按值班工作制度到岗

        制度清单
        制度编号 | 制度名称     | 归口部门 | 状态
        ZD-01    | 值班工作制度 | 办公室   | 现行
        ZD-02    | 公文处理办法 | 办公室   | 现行
        ZD-03    | 用车规定     | 办公室   | 废止
    """,
)
def regulations_are_used(scope: OfficeScope) -> Iterator[Hit]:
    """Every regulation in force should be named somewhere, by title or number: in a basis, a standard or an indicator
    of the rule book, or in a duty. Most offices do not write this down, so that the check is off at first.
    """
    for of in _lists(scope):
        said = [text for line in _lines(scope, "") for text in line.texts]
        said += [text for r in scope.of_kind(Kind.DUTIES) for cells in r.shown.values() for text in cells.texts]
        whole, number = folded("\n".join(said)), of.scope.register.role("document_number")
        for row in np.flatnonzero(of.standing):
            names = (of.titles[row], of.scope.register.text(int(row), number) if number else "")
            if of.titles[row] and not any(name and folded(name) in whole for name in names):
                title = of.scope.field("title")
                yield Hit(int(row), (title,), {"title": of.title(int(row))}, register=of.scope.register.name)


def _lists(scope: OfficeScope) -> Iterator[Regulations]:
    """The lists of regulations that have titles."""
    for register in scope.of_kind(Kind.REGULATIONS):
        if register.role("title") is not None and len(register):
            yield Regulations(RegisterScope(register, scope.rules, scope.as_of))


def _cited(scope: OfficeScope) -> Iterator[tuple[Regulations, _Line, Named]]:
    """Every regulation a line of the rule book names as its basis, against each list."""
    for of in _lists(scope):
        for line in _lines(scope, of.scope.register.name):
            for named in of.named(line.basis):
                yield of, line, named


def _lines(scope: OfficeScope, register: str) -> Iterator[_Line]:
    """The lines of the rule book that have a basis; those of no register go under that of the regulations."""
    rules = scope.rules
    for step in rules.steps:
        yield _Line(step.at, step.register, f"{step.process}·{step.name}", step.basis, (step.basis, step.standard))
    for relation in rules.relations:
        named = f"{relation.process}·{relation.first}{relation.kind.value}{relation.second}"
        yield _Line(relation.at, register, named, relation.basis, (relation.basis,))
    built_in = ((rule.at, rule.code, rule.basis) for rule in rules.checks.values() if rule.at)
    for at, code, basis in (*built_in, *((rule.at, rule.code, rule.basis) for rule in rules.own_checks)):
        yield _Line(at, register, code, basis, (basis,))
    for one in rules.indicators:
        yield _Line(one.at, one.register or register, one.code, one.basis, (one.basis, one.name, one.rule))
