"""The ready sentences: every form by its example, and what becomes of a text that is none."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

import pytest

from officebatch import rulebook
from officebatch.model.vocabulary import FieldType
from officebatch.model.workdays import Workdays
from officebatch.query import FORMS, Field, QueryFault, Question, Session, faults
from tests.query.office import IN, refusal, truths

if TYPE_CHECKING:
    from collections.abc import Iterator

    from officebatch.query import Form, Value

EXTRA = {"作废原因": FieldType.TEXT, "联系电话": FieldType.TEXT}  # fields an office would add itself


@pytest.fixture(scope="module")
def shipped() -> Iterator[Session]:
    """The registers of the shipped rule book, and one of all their fields."""
    schema: dict[str, dict[str, Field]] = {}
    for line in rulebook.shipped()["字段"]:
        schema.setdefault(line["台账"], {})[line["字段"]] = Field(FieldType(line["类型"]))
    every = {field: of for fields in schema.values() for field, of in fields.items()}
    schema["样例"] = every | {field: Field(type_) for field, type_ in EXTRA.items()}
    with Session(schema, Workdays.of) as opened:
        yield opened


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.shown)
def test_the_example_of_every_form_is_one_of_its_own(shipped: Session, form: Form) -> None:
    written = shipped.check(Question("样例", form.example)).sql
    others = [other for other in FORMS if other is not form and other.example == form.example]

    assert written == shipped.check(Question("样例", form.example.replace(" ", ""))).sql
    assert not others


MOMENT, DAY = datetime(2026, 11, 2, 9, 30), date(2026, 11, 2)


@pytest.mark.parametrize(
    ("sentence", "record", "expected"),
    [
        ("承办人 必填", {}, False),
        ("承办人、核稿人 应填写", {"承办人": "孙丽"}, False),
        ("承办人和核稿人必填", {"承办人": "孙丽", "核稿人": "李文"}, True),
        ("承办人 为空", {}, True),
        ("办结日期 不早于 收文日期", {"办结日期": DAY, "收文日期": MOMENT}, True),
        ("办结日期不得早于收文日期。", {"办结日期": date(2026, 11, 1), "收文日期": MOMENT}, False),
        ("办结日期 不晚于 今天", {"办结日期": date(2026, 11, 21)}, False),
        ("办结日期 早于 2026年11月3日", {"办结日期": DAY}, True),
        ("办结日期 在 收文日期 之后", {"办结日期": DAY, "收文日期": MOMENT}, False),
        ("办结日期 不晚于 收文日期 后 2 个月", {"办结日期": date(2027, 1, 2), "收文日期": MOMENT}, True),
        ("办结日期 不晚于 收文日期后２周", {"办结日期": date(2026, 11, 17), "收文日期": MOMENT}, False),
        ("办结日期 与 收文日期 同一天", {"办结日期": DAY, "收文日期": MOMENT}, True),
        ("办结日期 在 收文日期 后 30 天内", {"办结日期": date(2026, 12, 2), "收文日期": MOMENT}, True),
        ("办结日期 在 收文日期 后 30 天内", {"办结日期": date(2026, 12, 3), "收文日期": MOMENT}, False),
        ("办结日期 在 收文日期 后 30 天内", {"办结日期": date(2026, 11, 1), "收文日期": MOMENT}, False),
        ("办结日期 在 收文日期 后 5 个工作日内", {"办结日期": date(2026, 11, 9), "收文日期": MOMENT}, True),
        ("办结日期 在 收文日期 后 5 个工作日内", {"办结日期": date(2026, 11, 10), "收文日期": MOMENT}, False),
        ("收文日期 在 办结日期 前 1 个工作日内", {"办结日期": date(2026, 11, 3), "收文日期": MOMENT}, True),
        ("份数 在 1 到 500 之间", {"份数": 500.0}, True),
        ("收文日期 在 2026-11-01 到 2026-11-02 之间", {"收文日期": MOMENT}, True),
        ("份数 介于 1 和 5", {"份数": 5.0}, True),
        ("份数 至少 2 份", {"份数": 1.0}, False),
        ("份数 不超过 页数", {"份数": 3.0, "页数": 2.0}, False),
        ("份数 大于 0", {"份数": 1.0}, True),
        ("完成率 不低于 80%", {"完成率": 0.8}, True),
        ("文件标题 不超过 5 字", {"文件标题": "关于检修的通知"}, False),
        ("文件标题 至少 5 个字", {"文件标题": "关于检修的通知"}, True),
        ("来文字号 是 4 位", {"来文字号": "1234"}, True),
        ("状态 属于 已办结、在办", {"状态": "办结"}, True),
        ("状态 不属于 在办", {"状态": "办结"}, True),
        ("状态是已办结", {"状态": "办结"}, True),
        ("承办部门 不是 财务", {"承办部门": "财务科"}, False),
        ("份数 是 3", {"份数": 3.0}, True),
        ("来文字号 是 3", {"来文字号": "3"}, True),
        ("核稿人 不是 承办人", {"承办人": "孙丽", "核稿人": "孙丽"}, False),
        ("核稿人 与 承办人 不得同人", {"承办人": "孙丽", "核稿人": "李文"}, True),
        ("文件标题 与 来文字号 相同", {"文件标题": "甲"}, None),
        ("文件标题 包含 “或、且”", {"文件标题": "或、且之间"}, True),
        ("文件标题 不包含 （草稿）", {"文件标题": "通知（草稿）"}, False),
        ("文件标题 以 关于 开头", {"文件标题": "关于检修的通知"}, True),
        ("文件标题 以 通知 结尾", {"文件标题": "关于检修的函"}, False),
        ("来文字号 形如 临电办〔{年}〕{序号}号", {"来文字号": "临电办〔2026〕12号"}, True),
        ("来文字号 形如 临电办〔{年}〕{序号}号", {"来文字号": "临电办[2026]012号"}, False),
        ("来文字号 形如 {数字:4}-{数字:7-8}", {"来文字号": "0454-7654321"}, True),
        ("来文字号 形如 {字母}.{汉字}", {"来文字号": "DBx督"}, False),
        ("当 状态 是 办结 时，办结日期 必填", {"状态": "办结"}, False),
        ("当状态是在办时，办结日期为空且承办人必填", {"状态": "办结"}, None),
        ("如果 份数 大于 1，则 文件标题 必填", {"份数": 2.0}, False),
        ("承办人 必填 或 承办部门 必填", {"承办部门": "财务科"}, True),
        ("份数 不少于 1 并且 份数 不超过 5 且 承办人 必填", {"份数": 6.0, "承办人": "孙丽"}, False),
    ],
)
def test_what_a_sentence_means(
    asked: Session, sentence: str, record: dict[str, Value], expected: bool | None
) -> None:
    assert truths(asked, sentence, [record]) == [expected]


def test_a_number_is_looked_up_in_another_register(asked: Session) -> None:
    records = [{"来文字号": "甲"}, {"来文字号": "乙"}, {}]
    sent = [{"发文字号": "甲"}, {}]

    assert truths(asked, "来文字号 在 发文登记簿.发文字号 中", records, sent) == [True, False, None]
    assert truths(asked, "来文字号 不在 发文登记簿的发文字号 中", records, sent) == [False, True, None]


@pytest.mark.parametrize(
    ("text", "message", "nearest"),
    [
        ("签收人 必填", faults.UNKNOWN_FIELD, "签收人"),
        ("办结日其不早于收文日期", faults.UNKNOWN_FIELD, "办结日其"),
        ("办结日期 不早于 收文日", faults.UNKNOWN_FIELD, "收文日"),
        ("承办人、签收人 必填", faults.UNKNOWN_FIELD, "签收人"),
        ("当 状态 是 办结 时，签收人 必填", faults.UNKNOWN_FIELD, "签收人"),
        ("来文字号 在 发文登记薄.发文字号 中", faults.UNKNOWN_TABLE, "发文登记薄"),
        ("来文字号 在 发文登记簿.文号 中", faults.UNKNOWN_FIELD, "文号"),
        ("办结日期 不得前于 收文日期", faults.NO_SENTENCE, "办结日期 不早于 收文日期"),
        ("文件标题 不得含有草稿字样 啊", faults.NO_SENTENCE, "标题 不包含 草稿"),
        ("随便写点什么", faults.NO_SENTENCE, "办结日期 不早于 收文日期"),
        ("承办人 必填 且 份数 必填 或 文件标题 必填", faults.SEVERAL_TRUTHS, ""),
        ("状态 是 办完", faults.UNKNOWN_WORD, "办完"),
        ("文件标题 形如 {数子}", faults.REFUSED, "{数子}"),
        ("文件标题 不早于 收文日期", faults.KINDS, "文字"),
        ("办结日期 不晚于 2026年2月30日", faults.NO_DAY, "2026年2月30日"),
    ],
)
def test_what_is_no_sentence_is_told_with_the_nearest(asked: Session, text: str, message: str, nearest: str) -> None:
    told = refusal(asked, text)

    assert told.message == message
    assert nearest in str(told)


def test_a_field_called_like_a_joint_is_no_joint() -> None:
    schema = {IN: {"或有事项": Field(FieldType.TEXT), "且": Field(FieldType.TEXT)}}
    with Session(schema, Workdays.of) as opened:
        assert opened.check(Question(IN, "或有事项 必填 或 且 必填")).fields == ("或有事项", "且")
        with pytest.raises(QueryFault):
            opened.check(Question(IN, "或有 必填"))
