"""REG: what the examples do not show."""

import pytest

from officebatch.model.origin import Origin
from tests.checks.example_office import office_of
from tests.checks.found import found, rows, said

AREAS = ("学习", "会务", "值班", "保密", "请示报告", "卫生管理", "财务管理")
LIST = """制度清单
制度编号 | 制度名称 | 文号 | 归口部门 | 发布日期 | 施行日期 | 复审日期 | 有效期至 | 状态 | 替代 | 适用范围"""


def regulations(*lines: str) -> str:
    return "\n".join([LIST, *(line + " |" * (10 - line.count("|")) for line in lines)])


def test_every_area_that_lacks_one_is_told_to_the_office() -> None:
    lines = "\n".join(f"ZD-{n} | {a} | {a}制度 | 现行" for n, a in enumerate(AREAS) if a not in ("保密", "值班"))
    findings = found("REG101", f"制度清单\n制度编号 | 制度类别 | 制度名称 | 状态\n{lines}")

    assert [(f.record, f.department, f.origin.row) for f in findings] == [("值班", "办公室", 0), ("保密", "办公室", 0)]


def test_areas_are_not_judged_while_one_cannot_be_read() -> None:
    assert found("REG101", "制度清单\n制度编号 | 制度类别 | 制度名称\nZD-1 | 杂项 | 值班制度") == []


def test_an_empty_list_is_no_seven_findings() -> None:
    assert found("REG101", "制度清单\n制度编号 | 制度类别 | 制度名称") == []


def test_a_category_of_the_office_s_own_is_an_area_too() -> None:
    own = "选项\n列表 | 值\n制度类别 | 用车\n\n"
    lines = "\n".join(f"ZD-{n} | {area} | {area}制度" for n, area in enumerate(AREAS))

    assert [f.record for f in found("REG101", f"{own}制度清单\n制度编号 | 制度类别 | 制度名称\n{lines}")] == ["用车"]


def test_validity_and_review_are_one_finding() -> None:
    text = regulations("ZD-1 | 用车办法 | | 办公室 | | | 2026-08-31 | 2026-08-31 | 现行")

    assert (rows("REG102", text), rows("REG104", text)) == ([], [2])


def test_what_was_replaced_is_known_by_number_or_title() -> None:
    text = regulations(
        "ZD-1 | 值班管理规定 | 示电办〔2020〕9号 | 办公室 | 2020-03-01 | | | | 现行",
        "ZD-2 | 示例单位会议管理规定（试行） | | 办公室 | 2021-03-01 | | | | 有效",
        "ZD-3 | 用车规定 | | 办公室 | 2019-03-01 | | | | 废止",
        "ZD-4 | 综合管理办法 | | 办公室 | 2024-03-01 | | | | 现行 | 示电办[2020]9号、会议管理规定、用车规定",
    )
    findings = found("REG105", text)

    assert [(f.origin.row, f.field, [p.row for p in f.partners]) for f in findings] == [
        (2, "状态", [5]), (3, "状态", [5]),
    ]  # fmt: skip
    assert findings[1].text().startswith("《综合管理办法》")


def test_an_edition_of_the_same_title_replaces_the_earlier_one() -> None:
    text = regulations(
        "ZD-1 | 值班工作制度 | | 办公室 | 2020-03-01 | | | | 现行",
        "ZD-2 | 值班工作制度 | | 办公室 | 2024-03-01 | | | | 现行 | 值班工作制度",
    )

    assert (rows("REG105", text), rows("REG106", text)) == ([2], [])


def test_a_wrong_way_round_is_told_once() -> None:
    text = regulations(
        "ZD-1 | 值班管理规定 | | 办公室 | 2020-03-01 | | | | 现行 | 值班工作制度",
        "ZD-2 | 值班工作制度 | | 办公室 | 2024-03-01 | | | | 现行 |",
    )

    assert (rows("REG105", text), rows("REG106", text)) == ([], [2])


STEP = "流程\n流程 | 台账 | 环节 | 依据\n发文 | 发文登记簿 | 核稿 | {}\n\n"


@pytest.mark.parametrize(
    ("basis", "code"),
    [
        ("《公文处理细则》第九条", "REG108"),
        ("《示例单位公文处理细则》", "REG108"),
        ("《公文处理办法》（示电办〔2018〕6号）", "REG108"),  # the number says which
        ("《公文处理办法》第九条", ""),
        ("公文处理细则第九条", ""),  # without 《》 nobody can tell a title
        ("《公文管理办法》第九条", "REG109"),
        ("《发文办法》（示电办〔2031〕1号）", "REG109"),
        ("《发文办法》（省电办〔2031〕1号）", ""),
        ("《党政机关公文处理工作条例》第二十条", ""),
        ("《公文处理办法》第九条；《公文处理细则》第三条", "REG108"),
    ],
)
def test_bases_of_the_rule_book(basis: str, code: str) -> None:
    text = STEP.format(basis) + regulations(
        "ZD-1 | 公文处理细则 | 示电办〔2018〕6号 | 办公室 | | | | | 废止",
        "ZD-2 | 关于印发《公文处理办法（试行）》的通知 | 示电办〔2024〕3号 | 办公室 | | | | | 现行 | 公文处理细则",
    )
    findings = [f for of in ("REG108", "REG109") for f in found(of, text)]

    assert [f.code for f in findings] == ([code] if code else [])
    if findings:
        letter = office_of(text)[1].letters["流程"]["依据"]
        assert findings[0].origin == Origin("规则.xlsx", "流程", 4, letter)
        assert (findings[0].register, findings[0].record) == ("发文登记簿", "发文·核稿")


def test_the_successor_is_named() -> None:
    text = STEP.format("《公文处理细则》") + regulations(
        "ZD-1 | 公文处理细则 | | 办公室 | | | | | 废止",
        "ZD-2 | 公文处理办法 | | 办公室 | | | | | 现行 | 公文处理细则",
    )

    assert said("REG108", text)[0]["by"] == "《公文处理办法》"
    assert "《公文处理办法》" in found("REG108", text)[0].text()


@pytest.mark.parametrize("code", ["REG108", "REG109", "REG110", "REG111"])
def test_without_a_list_nothing_is_judged(code: str) -> None:
    duties = "岗位职责表\n职责编号 | 部门 | 岗位\nZZ-1 | 办公室 | 按《细则》"

    assert found(code, STEP.format("《公文处理细则》") + duties) == []


def test_other_sheets_with_a_basis_are_looked_at() -> None:
    text = (
        "指标\n代码 | 指标 | 分类 | 对象 | 台账 | 依据\nG9 | 值班检查 | 定量 | 部门 | | 《值班管理规定》\n\n"
        "检查\n代码 | 依据\nTSK104 | 《值班管理规定》\n\n"
        "环节关系\n流程 | 环节一 | 关系 | 环节二 | 依据\n发文 | 核稿 | 先于 | 签发 | 《值班管理规定》\n\n"
    ) + regulations("ZD-1 | 值班管理规定 | | 办公室 | | | | | 废止")

    findings = found("REG108", text)
    assert {f.origin.sheet for f in findings} == {"指标", "检查", "环节关系"}
    assert {f.record for f in findings} == {"G9", "TSK104", "发文·核稿先于签发"}
    assert {f.record: f.register for f in findings} == {
        "G9": "检查记录", "TSK104": "制度清单", "发文·核稿先于签发": "制度清单"
    }  # fmt: skip


def test_a_present_name_that_holds_an_old_one_is_in_order() -> None:
    text = "部门\n部门 | 旧名\n营销科 | 销科、用电科\n\n" + regulations(
        "ZD-1 | 营销科值班规定 | | 营销科 | | | | | 现行",
        "ZD-2 | 用电科值班规定 | | 营销科 | | | | | 现行",
    )

    assert [f["old"] for f in said("REG112", text)] == ["用电科"]
