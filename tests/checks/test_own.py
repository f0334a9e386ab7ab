"""The office's own checks: findings at their cells, nothing of what is empty, unreadable or struck out."""

from __future__ import annotations

import dataclasses
import subprocess
import sys
from datetime import date
from typing import TYPE_CHECKING

import numpy as np
import pytest

from officebatch import checks
from officebatch.model.office import Office
from officebatch.model.origin import Origin
from officebatch.model.register import Part, Unread
from officebatch.model.report import Trouble, TroubleKind
from officebatch.model.vocabulary import FieldType, Kind, Mends, Severity
from officebatch.query import session
from officebatch.rulebook.judging import Exemption, OwnCheck
from officebatch.rulebook.sheets import Choice
from tests.making import AS_OF, field_rules, register, register_rule, rules

if TYPE_CHECKING:
    from officebatch.model.finding import Finding, Skipped
    from officebatch.model.register import Register

ROLES = {"收文编号": "key", "文件标题": "title", "承办部门": "department", "备注": "remark"}
RECEIVED = """
    收文编号 | 文件标题         | 承办部门 | 收文日期   | 办结日期   | 复文号 | 份数 | 状态 | 备注
    收1      | 关于检修的通知   | 财务科   | 2026-11-02 | 2026-11-01 | 甲1    | 3    | 办结 |
    收2      | 关于会议的函     | 财务科   | 2026-11-02 | 2026-11-05 | 甲9    | 900  | 办结 |
    收3      | 关于安全的报告   |          | 2026-11-02 |            |        |      | 在办 |
    收4      | 关于培训的通知   | 财务科   | 2026-11-09 | 2026-11-02 |        | 1    | 办结 | 作废
"""
SENT = """
    发文字号 | 标题
    甲1      | 关于检修的复函
             | 尚未编号
"""


def received(text: str = RECEIVED) -> Register:
    dates, types = ("收文日期", "办结日期"), {"状态": FieldType.CHOICE, "承办部门": FieldType.DEPARTMENT}
    return register(text, Kind.FLOW, ROLES, name="收文", dates=dates, numbers=("份数",), types=types)


def sent() -> Register:
    return register(SENT, Kind.FLOW, {"发文字号": "key", "标题": "title"}, name="发文")


def own(must: str, **changed: object) -> OwnCheck:
    message = "《{文件标题}》：{办结日期}早于{收文日期}"
    plain = OwnCheck("OWN101", "收文", "", must, Severity.WARNING, Mends.KEEPER, message)
    return dataclasses.replace(plain, **changed)  # type: ignore[arg-type]  # a table of one's own


def examined(
    *lines: OwnCheck, of: Register | None = None, troubles: tuple[Trouble, ...] = (), **changed: object
) -> tuple[list[Finding], list[tuple[str, str]], tuple[Skipped, ...]]:
    """The findings of own checks, what was left out of them, and all that was."""
    one, other = of if of is not None else received(), sent()
    fields = (*field_rules(one, 状态={"choices": "状态"}), *field_rules(other))
    choices = (Choice("状态", "办结", ("已办结",)), Choice("状态", "在办"))
    book = rules(registers=(register_rule(one), register_rule(other)), fields=fields, choices=choices,
                 own_checks=lines, **changed)  # fmt: skip
    findings, skipped = checks.examine(Office({"收文": one, "发文": other}, {}, troubles=troubles), book, AS_OF)
    mine = [s.text() for s in skipped if "OWN" in s.text()[0]]
    return [f for f in findings if f.code.startswith("OWN")], mine, skipped


def test_a_finding_stands_at_the_first_field_of_what_must_hold() -> None:
    line = own("办结日期 不早于 收文日期", severity=Severity.ERROR, mends=Mends.HOLDER, basis="收文办法第九条")

    (finding,), left, _ = examined(line)

    assert (finding.code, str(finding.origin), finding.field) == ("OWN101", "收文.xlsx 收文!E2", "办结日期")
    assert (finding.record, finding.department, finding.register) == ("收1", "财务科", "收文")
    assert (finding.severity, finding.mends, finding.basis) == (Severity.ERROR, Mends.HOLDER, "收文办法第九条")
    assert finding.text() == "《关于检修的通知》：2026-11-01早于2026-11-02"
    assert finding.title == "早于"
    assert left == []


@pytest.mark.parametrize(
    ("must", "when", "records"),
    [
        ("办结日期 不早于 收文日期", "", ["收1"]),
        ("办结日期 不早于 收文日期", "份数 大于 5", []),
        ("办结日期 必填", "", ["收3"]),
        ("办结日期 必填", "状态 是 已办结", []),
        ("当 状态 是 在办 时，办结日期 必填", "", ["收3"]),
        ("份数 在 1 到 500 之间", "", ["收2"]),
        ("复文号 在 发文.发文字号 中", "", ["收2"]),
        ("复文号 IN (SELECT 发文字号 FROM 发文)", "", ["收2"]),
        ("承办部门 不是 财务", "", ["收1", "收2"]),
        ("count(*) OVER () < 4", "份数 = 3", ["收1"]),
        ("办结日期 不晚于 今天", "", []),
        ("文件标题 不包含 报告", "备注 为空", ["收3"]),
        ("备注 为空", "", []),
    ],
)
def test_whom_it_finds(must: str, when: str, records: list[str]) -> None:
    findings, left, _ = examined(own(must, when=when))

    assert [f.record for f in findings] == records
    assert left == []


def test_words_of_the_clerk_are_words() -> None:
    message = "{{文件标题}} {文件标题.__class__} {份数:>999999999} {said} %s {} { {备注}"

    (finding,), _, _ = examined(own("份数 不超过 500", message=message))

    assert finding.text() == "{关于会议的函} （空） （空） （空） %s （空） { （空）"


@pytest.mark.parametrize(
    ("must", "when", "records"),
    [("办结日期 必填", "", ["收3"]), ("份数 不超过 1", "办结日期 为空", []), ("份数 不超过 500", "", ["收2"])],
)
def test_an_unread_cell_is_no_echo(must: str, when: str, records: list[str]) -> None:
    of = received(RECEIVED.replace("2026-11-05", "2026-13-05"))
    of = dataclasses.replace(of, unread=(Unread(1, "办结日期", FieldType.DATE, "2026-13-05"),))

    assert [f.record for f in examined(own(must, when=when), of=of)[0]] == records


def test_a_cell_with_an_error_is_no_echo() -> None:
    of = received(RECEIVED.replace("2026-11-05", ""))
    trouble = Trouble(TroubleKind.ERROR_CELL, Origin("收文.xlsx", "收文", 3, "E"), "收文", "办结日期", "收2")

    assert [f.record for f in examined(own("办结日期 必填"), of=of)[0]] == ["收2", "收3"]
    assert [f.record for f in examined(own("办结日期 必填"), of=of, troubles=(trouble,))[0]] == ["收3"]


def test_a_line_that_cannot_be_run_is_named_and_the_rest_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(session, "SECONDS", 2)
    endless = " || ".join(f"a{n}.标题" for n in range(40))
    joined = ", ".join(f"发文 a{n}" for n in range(40))
    lines = (
        own("CAST(文件标题 AS INTEGER) > 1"),
        own(f"(SELECT count(*) FROM {joined} WHERE {endless} = 文件标题) > 0", code="OWN102"),
        own("标题 必填", code="OWN103"),
        own("办结日期 不早于 收文日期", code="OWN104"),
        own("复文号 = (SELECT max(标题) FROM 督办)", code="OWN105"),
    )

    findings, left, skipped = examined(*lines)

    assert [f.code for f in findings] == ["OWN104"]
    assert left == [
        ("OWN101（本单位检查），收文", "有的值换算不成表达式要的样子"),
        ("OWN102（本单位检查），收文", "它用的时间或内存太多；请写得简单些"),
        ("OWN103（本单位检查），收文",
         "《字段》表里台账“收文”没有字段“标题”。请更正，或在那里补上。若是文字，请加单引号 ' '。"),
        ("OWN105（本单位检查），收文", "“督办”不在《台账》表里。请更正，或在《台账》表补上。"),
    ]
    assert [s.faulty for s in skipped if "OWN" in s.text()[0]] == [True] * 4
    assert "检修" not in str(left)


def test_a_column_that_is_not_there_is_no_thousand_findings() -> None:
    of = received()
    lacking = dataclasses.replace(of, shown={f: cells for f, cells in of.shown.items() if f != "办结日期"})

    findings, left, skipped = examined(own("办结日期 必填"), own("份数 不超过 500", code="OWN102"), of=lacking)

    assert [f.code for f in findings] == ["OWN102"]
    assert left == [("OWN101（本单位检查），收文", "台账“收文”里没有“办结日期”这一列")]
    assert not any(s.faulty for s in skipped)


def test_a_column_missing_in_one_sheet_counts_only_there() -> None:
    of = received()
    whole = of.parts[0]
    without = Part("收文.xlsx", "2月", {f: letter for f, letter in whole.letters.items() if f != "办结日期"})
    of = dataclasses.replace(of, parts=(whole, without), part=np.array([0, 1, 1, 1], dtype=np.int32))

    findings, _, _ = examined(own("办结日期 为空"), of=of)

    assert [f.record for f in findings] == ["收1"]


def test_a_register_that_was_not_read_is_named() -> None:
    one = received()
    book = rules(registers=(register_rule(one), register_rule(sent())), own_checks=(own("复文号 在 发文.发文字号 中"),),
                 fields=(*field_rules(one), *field_rules(sent())))  # fmt: skip

    findings, skipped = checks.examine(Office({"收文": one}, {}), book, AS_OF)

    assert not [f for f in findings if f.code.startswith("OWN")]
    assert ("OWN101（本单位检查），收文", "台账“发文”没有读到") in [s.text() for s in skipped]


def test_exempted_like_any_other() -> None:
    exemption = Exemption("OWN101", "收文", "收1", date(2026, 12, 31), "系统迁移", "董玉斌")

    findings, _, skipped = examined(own("办结日期 不早于 收文日期"), exemptions=(exemption,))

    assert findings == []
    assert "系统迁移" in str([s.text() for s in skipped])


def test_a_check_without_a_field_of_its_own_stands_at_the_number() -> None:
    (finding, *_), _, _ = examined(own("EXISTS (SELECT * FROM 发文 WHERE 标题 = '没有')"))

    assert (str(finding.origin), finding.field) == ("收文.xlsx 收文!A2", "收文编号")


def test_the_title_is_what_all_findings_of_a_check_share() -> None:
    (one, *_), _, _ = examined(own("份数 不超过 500", message="《{文件标题}》份数{份数}超过规定，请核对"))
    (other, *_), _, _ = examined(own("份数 不超过 500", message="{文件标题}"))

    assert one.title == "份数超过规定，请核对"
    assert other.title == "份数 不超过 500"


def test_without_own_checks_the_database_is_not_loaded() -> None:
    program = """
import sys
from tests.checks.test_runner import examined, tasks
examined(tasks())
print([m for m in sys.modules if m == "duckdb" or m.startswith("officebatch.query")])
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "[]"
