"""What an expression means: nothing equals nothing, days are days, registers see each other."""

from __future__ import annotations

import operator
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from officebatch.model.workdays import Workdays
from officebatch.query import QueryFault, Question, faults
from tests.query.office import IN, refusal, truths, values

if TYPE_CHECKING:
    from officebatch.query import Session, Value
    from tests.query.office import Records

MOMENT, DAY = datetime(2026, 11, 2, 9, 30), date(2026, 11, 2)
OPERATORS = {"=": operator.eq, "<>": operator.ne, "<": operator.lt, "<=": operator.le, ">": operator.gt,
             ">=": operator.ge}  # fmt: skip
DAYS = st.none() | st.dates(date(1990, 1, 1), date(2100, 1, 1))
MOMENTS = st.none() | st.datetimes(datetime(1990, 1, 1), datetime(2100, 1, 1)).map(lambda m: m.replace(microsecond=0))
NUMBERS = st.none() | st.integers(-3, 3).map(float)
TEXTS = st.none() | st.sampled_from(["通知", "函", "（试行）", "'", '"', "通知 ", "％"])
RECORDS = st.lists(
    st.fixed_dictionaries(
        {"收文日期": MOMENTS, "办结日期": DAYS, "份数": NUMBERS, "页数": NUMBERS, "文件标题": TEXTS, "来文字号": TEXTS}
    ),
    min_size=1, max_size=8,
)  # fmt: skip


@pytest.mark.parametrize(
    ("must", "record", "expected"),
    [
        ("办结日期 IS NULL OR 办结日期 >= 收文日期", {"收文日期": MOMENT, "办结日期": DAY}, True),
        ("办结日期 >= 收文日期", {"收文日期": MOMENT, "办结日期": DAY - timedelta(1)}, False),
        ("办结日期 >= 收文日期", {"收文日期": MOMENT}, None),
        ("办结日期　＞＝　收文日期", {"收文日期": MOMENT, "办结日期": DAY}, True),
        ("收文日期 = '2026-11-02'", {"收文日期": MOMENT}, True),
        ("收文日期 = “2026年11月2日”", {"收文日期": MOMENT}, True),
        ("收文日期 = '2026-11-02 09:30'", {"收文日期": MOMENT}, True),
        ("收文日期 BETWEEN '2026-11-01' AND '2026-11-02'", {"收文日期": MOMENT}, True),
        ("收文日期 IN ('2026-11-02')", {"收文日期": MOMENT}, True),
        ("收文日期 + 3 = '2026-11-05'", {"收文日期": MOMENT}, True),
        ("3 + 办结日期 = '2026-11-05'", {"办结日期": DAY}, True),
        ("办结日期 - 收文日期 = 0", {"收文日期": MOMENT, "办结日期": DAY}, True),
        ("办结日期 + INTERVAL 1 MONTH = '2026-12-02'", {"办结日期": DAY}, True),
        ("今天 = '2026-11-20'", {}, True),
        ("份数 ＞ ５", {"份数": 6.0}, True),
        ("份数 ≥ 6", {"份数": 6.0}, True),
        ("份数 / 0 > 1", {"份数": 6.0}, None),
        ("份数 > '3'", {"份数": 6.0}, True),
        ("文件标题 = ''", {}, True),
        ("文件标题 <> ''", {}, False),
        ("文件标题 = '（试行）'", {"文件标题": "（试行）"}, True),
        ("文件标题 = ‘（试行）’", {"文件标题": "（试行）"}, True),
        ("文件标题 LIKE '%试行%'", {"文件标题": "（试行）"}, True),
        ("文件标题 = 'it''s'", {"文件标题": "it's"}, True),
        ("状态 = '已办结'", {"状态": "办结"}, True),
        ("承办部门 IN ('财务')", {"承办部门": "财务科"}, True),
        ("CASE WHEN 状态 = '办结' THEN 办结日期 IS NOT NULL END", {"状态": "在办"}, None),
        ("length(文件标题) <= 4", {"文件标题": "（试行）"}, True),
        ("完成率 <= 1", {"完成率": 0.5}, True),
        ("收文登记簿.份数 = 1", {"份数": 1.0}, True),
        ("状态 不是 在办", {}, None),
        ("NOT (份数 > 5)", {}, None),
        ("份数 NOT IN (SELECT 份数 FROM 发文登记簿)", {}, None),
        ("coalesce(份数, 0) = 0", {}, True),
    ],
)
def test_what_it_means(asked: Session, must: str, record: dict[str, Value], expected: bool | None) -> None:
    assert truths(asked, must, [record]) == [expected]


@pytest.mark.parametrize("sign", OPERATORS)
@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(records=RECORDS)
def test_comparisons_are_those_of_plain_python(
    asked: Session, sign: str, records: list[dict[str, Value | None]]
) -> None:
    written: Records = [{f: v for f, v in r.items() if v is not None} for r in records]
    for one, other in (("份数", "页数"), ("办结日期", "收文日期"), ("文件标题", "来文字号")):
        expected = [_compared(sign, r[one], r[other]) for r in records]
        assert truths(asked, f"{one} {sign} {other}", written) == expected


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(records=RECORDS, sent=st.lists(TEXTS, max_size=6))
def test_being_in_another_register_is_that_of_plain_python(
    asked: Session, records: list[dict[str, Value | None]], sent: list[str | None]
) -> None:
    written: Records = [{f: v for f, v in r.items() if v is not None} for r in records]
    others: Records = [{} if text is None else {"发文字号": text} for text in sent]
    known = {text for text in sent if text is not None}
    expected = [None if r["来文字号"] is None else r["来文字号"] in known for r in records]
    among = "来文字号 IN (SELECT 发文字号 FROM 发文登记簿)"
    exists = "EXISTS (SELECT * FROM 发文登记簿 WHERE 发文字号 = 来文字号)"

    assert truths(asked, among, written, others) == expected
    assert truths(asked, f"NOT ({among})", written, others) == [None if e is None else not e for e in expected]
    assert truths(asked, exists, written, others) == [bool(e) for e in expected]


def _compared(sign: str, one: Value | None, other: Value | None) -> bool | None:
    if one is None or other is None:
        return None
    pair = [v.date() if isinstance(v, datetime) else v for v in (one, other)]
    return bool(OPERATORS[sign](*pair))


def test_the_condition_comes_first(asked: Session) -> None:
    records: Records = [{"状态": "在办", "文件标题": "x"}, {"状态": "办结", "文件标题": "3"}, {}]

    assert truths(asked, "CAST(文件标题 AS INTEGER) = 3", records, when="状态 = '办结'") == [None, True, None]


def test_numbers_are_numbers(asked: Session) -> None:
    assert values(asked, "份数 * 2", [{"份数": 3.0}, {}]) == [6.0, None]


def test_rows_come_back_in_their_order(asked: Session) -> None:
    records: Records = [{"份数": float(n % 7), "来文字号": f"{n}"} for n in range(3_000)]
    sent: Records = [{"发文字号": f"{n}"} for n in range(0, 3_000, 3)]

    found = truths(asked, "来文字号 IN (SELECT 发文字号 FROM 发文登记簿)", records, sent)

    assert found == [n % 3 == 0 for n in range(3_000)]


def test_records_beside_each_other(asked: Session) -> None:
    records: Records = [{"文件标题": t, "份数": n} for t, n in (("甲", 1.0), ("乙", 3.0), ("甲", 2.0))]

    assert truths(asked, "count(*) OVER (PARTITION BY 文件标题) = 1", records) == [False, True, False]
    assert truths(asked, "row_number() OVER (PARTITION BY 文件标题) = 1", records) == [True, True, False]
    assert truths(asked, "份数 > lag(份数) OVER (ORDER BY 收文编号)", records) == [None, True, False]


def test_sums_over_another_register(asked: Session) -> None:
    sent: Records = [{"标题": "甲", "份数": 2.0}, {"标题": "甲", "份数": 5.0}, {"标题": "乙", "份数": 1.0}]
    must = "份数 <= (SELECT max(份数) FROM 发文登记簿 WHERE 标题 = 文件标题)"

    assert truths(asked, must, [{"文件标题": "甲", "份数": 4.0}, {"文件标题": "丙", "份数": 1.0}], sent) == [True, None]
    pairs = "(SELECT count(*) FROM 发文登记簿 a JOIN 发文登记簿 b ON a.标题 = b.标题)"
    assert values(asked, pairs, [{}], sent) == [5.0]
    assert values(asked, "(SELECT count(DISTINCT 标题) FROM 发文登记簿 WHERE 份数 > 1)", [{}], sent) == [1.0]
    grouped = "文件标题 IN (SELECT 标题 FROM 发文登记簿 GROUP BY 标题 HAVING count(*) > 1)"
    assert truths(asked, grouped, [{"文件标题": "甲"}, {"文件标题": "乙"}], sent) == [True, False]


def test_several_values_where_one_is_wanted(asked: Session) -> None:
    sent: Records = [{"标题": "甲"}, {"标题": "乙"}]

    with pytest.raises(QueryFault) as told:
        truths(asked, "文件标题 = (SELECT 标题 FROM 发文登记簿)", [{"文件标题": "甲"}], sent)
    assert told.value.message == faults.SEVERAL_VALUES


def test_a_value_that_cannot_be_read_quotes_no_cell(asked: Session) -> None:
    with pytest.raises(QueryFault) as told:
        truths(asked, "CAST(文件标题 AS INTEGER) > 1", [{"文件标题": "金丝雀"}])

    assert told.value.message == faults.CONVERSION
    assert "金丝雀" not in str(told.value)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    first=st.dates(date(1995, 1, 1), date(2026, 12, 1)), last=st.dates(date(1995, 1, 1), date(2026, 12, 1)),
    n=st.integers(-9, 9),
)  # fmt: skip
def test_working_days_are_those_of_the_deadlines(asked: Session, first: date, last: date, n: int) -> None:
    days, records = Workdays.of(), [{"收文日期": datetime(*first.timetuple()[:3]), "办结日期": last}]
    a, b = (np.array([day], dtype="datetime64[D]") for day in (first, last))
    moved = days.add(a, n) if n >= 0 else days.back(a, -n)
    known = min(first, last) >= date(2000, 2, 1)  # the table begins in 2000

    if known:
        assert values(asked, "工作日数(收文日期, 办结日期)", records) == [float(days.count(a, b)[0])]
        assert truths(asked, f"工作日后(收文日期, {n}) = '{moved[0]}'", records) == [True]
    elif last.year < 2000:
        assert values(asked, "工作日数(收文日期, 办结日期)", records) == [None]


def test_working_days_not_yet_published_are_empty(asked: Session) -> None:
    records: Records = [{"收文日期": datetime(2026, 12, 25), "办结日期": date(2040, 1, 5)}]

    assert values(asked, "工作日数(收文日期, 办结日期)", records) == [None]
    assert truths(asked, "工作日后(收文日期, 9) > 收文日期", records) == [None]


def test_the_first_field_named_is_that_of_what_must_hold(asked: Session) -> None:
    looked = asked.look(Question(IN, "当 状态 是 办结 时，办结日期 不早于 收文日期", "份数 > 1"))

    assert looked.fields == ("办结日期", "收文日期", "状态")
    assert looked.conditions == ("份数",)
    assert looked.uses == {IN: ("办结日期", "收文日期", "状态", "份数")}


def test_fields_of_the_record_count_inside_brackets_too(asked: Session) -> None:
    must = "EXISTS (SELECT 1 FROM 发文登记簿 b WHERE b.标题 = 文件标题 AND b.份数 > 收文登记簿.份数)"
    looked = asked.look(Question(IN, must))

    assert looked.fields == ("文件标题", "份数")
    assert looked.uses == {IN: ("文件标题", "份数"), "发文登记簿": ("标题", "份数")}


@pytest.mark.parametrize(
    ("must", "said"),
    [
        ("文好 = 1", "《字段》表里台账“收文登记簿”没有字段“文好”。请更正，或在那里补上。若是文字，请加单引号 ' '。"),
        ('状态 = "办结"',
         "《字段》表里台账“收文登记簿”没有字段“办结”。请更正，或在那里补上。若是文字，请加单引号 ' '。"),
        ("状态 = '办完'", "“办完”不在字段“状态”的选项里，这样写永远对不上。可用的有：办结、在办。"),
        ("份数 IN (SELECT 份数 FROM 发文登记薄)", "“发文登记薄”不在《台账》表里。请更正，或在《台账》表补上。"),
        ("份数 IN (SELECT b.份数 FROM 发文登记簿 a)", "“b”不在《台账》表里。请更正，或在《台账》表补上。"),
        ("EXISTS (SELECT 1 FROM 发文登记簿 a, 发文登记簿 b WHERE 标题 = '1')",
         "这里有几本台账都有“标题”。请在前面写上台账名，如 a.标题"),
        ("文件标题 > 3", "“文件标题”是文字，“3”是数，两者不能比较。"),
        ("收文日期 > 份数", "“收文日期”是带时刻的日期，“份数”是数，两者不能比较。"),
        ("文件标题 + 1 > 2", "文字和数不能用“+”来算。"),
        ("收文日期 > '昨天'", "“昨天”不是日期。请写成 2026-11-20。"),
        ("份数 > '多'", "“多”不是数。"),
        ("份数", "这里得出的是数，而检查要的是成立或不成立。"),
        ("文件标题", "这里得出的是文字，而检查要的是成立或不成立。"),
        ("sum(份数) > 3", "“sum”是对几条记录算的。请写成 (SELECT sum(…) FROM … WHERE …)。"),
        ("lenght(文件标题) > 3", "“lenght”不是这里能用的函数。能用的见：officebatch help own"),
        ("工作日后(收文日期, 份数) > 今天", "“工作日后”要写日期和整数个工作日，如 工作日后(收文日期, 5)。"),
        ("regexp_matches(文件标题, '(')", "这个表达式算不了：Invalid Input Error: missing ): ("),
        ("办结日期 >=",
         "从“>=”起看不懂。请写成一句话，如“办结日期 不早于 收文日期”，或一个 SQL 表达式；文字要加单引号 ' '。"),
        ("-- 以后再写", "这里除了空格或注释什么都没有。"),
        ("sum(份数) OVER (ORDER BY lag(份数) OVER ()) > 1",
         "这个表达式算不了：window functions are not allowed in window definitions"),
        ("份数 > 1 AS x", "这里只能写一个表达式，不能有分号，也不能有第二个语句。"),
    ],
)
def test_what_is_wrong_is_told(asked: Session, must: str, said: str) -> None:
    assert str(refusal(asked, must)) == said


def test_a_fault_of_the_condition_says_so(asked: Session) -> None:
    assert (refusal(asked, "份数 > 1", "份数 +").part, refusal(asked, "份数 +", "份数 > 1").part) == ("when", "what")
    assert refusal(asked, "份数 > 1", "份数").message == faults.NO_TRUTH
