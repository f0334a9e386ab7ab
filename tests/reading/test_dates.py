"""Dates in every writing of an office, and what is none."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from officebatch.reading.dates import read_dates, year_in

MARCH = datetime(2026, 3, 5)
DAYS = st.dates(date(1991, 1, 1), date(2099, 12, 31))
WRITINGS = (
    "{y}-{m:02}-{d:02}",
    "{y}/{m}/{d}",
    "{y}.{m}.{d}",
    "{y}{m:02}{d:02}",
    "{y}年{m}月{d}日",
    "{y} 年 {m} 月 {d} 日",
    "{y}-{m:02}-{d:02} 00:00:00",
    "  {y}.{m:02}.{d:02}　",
    "{y}-{m}-{d}下午",
    "{y}-{m}-{d}（周一）",
)
WIDE = str.maketrans("0123456789-./", "０１２３４５６７８９－．／")


@given(DAYS, st.sampled_from(WRITINGS), st.booleans())
def test_a_day_comes_back_from_every_writing(day: date, writing: str, wide: bool) -> None:
    text = writing.format(y=day.year, m=day.month, d=day.day)
    assert read_dates(text.translate(WIDE) if wide else text) == (datetime(day.year, day.month, day.day),)


@pytest.mark.parametrize("text", ["2026\u20113\u20115", "2026\u22123\u22125", "20\u200b26-3-5", "2026-03-04T16:00:00Z"])
def test_dates_out_of_other_programs(text: str) -> None:
    assert read_dates(text) == (MARCH,)


@given(DAYS)
def test_serial_numbers_and_real_dates_are_days(day: date) -> None:
    moment = datetime(day.year, day.month, day.day)
    assert (
        read_dates(float((moment - datetime(1899, 12, 30)).days)) == read_dates(day) == read_dates(moment) == (moment,)
    )


@given(st.text(max_size=12), st.one_of(st.none(), st.integers(2000, 2030)))
def test_no_text_ends_the_reader(text: str, year: int | None) -> None:
    days = read_dates(text, year)
    assert days is None or all(1990 <= d.year <= 2100 for d in days)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("3月5日", (MARCH,)),
        ("3.5", (MARCH,)),
        (3.5, (MARCH,)),
        (3.05, (MARCH,)),
        ("6月底", (datetime(2026, 6, 30),)),
        ("2月底前", (datetime(2026, 2, 28),)),
        ("12月31日前", (datetime(2026, 12, 31),)),
        ("6.30→7.15", (datetime(2026, 6, 30), datetime(2026, 7, 15))),
        ("2026-03-05", (MARCH,)),
        (date(2025, 3, 5), (datetime(2025, 3, 5),)),
    ],
)
def test_a_missing_year_comes_from_elsewhere(text: object, expected: tuple[datetime, ...]) -> None:
    assert read_dates(text, 2026) == expected


@pytest.mark.parametrize(
    "text",
    [
        "2026-13-05",
        "2月30日",
        "2026.6.31",
        "待定",
        "立即",
        "长期",
        "每月25日前",
        "2026年一季度",
        "2026年3月",
        "",
        "3",
        3.0,
        3.1,
        0.0,
        60.0,
        -1.0,
        1e9,
        True,
        "1月1日起每周",
        "2026-03-05-1",
        "18991231",
        "2026-3-5 25:00",
        float("nan"),
        timedelta(1),
    ],
)
def test_what_is_no_day_is_not_guessed(text: object) -> None:
    assert read_dates(text, 2026) is None


@pytest.mark.parametrize("text", ["3月5日", "3.5", 3.5, "6月底"])
def test_without_a_year_no_day(text: object) -> None:
    assert read_dates(text) is None


def test_several_days_keep_their_order() -> None:
    assert read_dates("2026.1.5\n2026.1.9") == (datetime(2026, 1, 5), datetime(2026, 1, 9))
    assert read_dates("2026.3.5-3.8") == (MARCH, datetime(2026, 3, 8))


def test_times_are_kept_and_rounded() -> None:
    assert read_dates("2026-3-5 14:30") == (datetime(2026, 3, 5, 14, 30),)
    assert read_dates("2026年3月5日下午2时30分") == (datetime(2026, 3, 5, 14, 30),)
    assert read_dates(datetime(2026, 3, 4, 23, 59, 59, 914000)) == (MARCH,)


def test_written_figures() -> None:
    assert read_dates("二〇二六年十二月三十一日") == (datetime(2026, 12, 31),)
    assert read_dates("二〇二六年三月五日") == (MARCH,)


def test_a_title_tells_the_year_only_when_it_names_one() -> None:
    assert year_in("临江县供电局发文登记簿（2026年）") == 2026
    assert year_in("二〇二六年度台账") == 2026
    assert year_in("2025—2026年台账") is None
    assert year_in("电话 20261234") is None
