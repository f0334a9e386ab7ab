"""Document numbers by template: what is written is read, however a hand changes it."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from officebatch.model.number import TemplateFault, number_pattern, read_number

OFFICE = "临电办〔{年}〕{序号}号"
TASK = "DB{年}-{序号:3}"


@pytest.mark.parametrize(
    "text",
    [
        "临电办[2026]12号", "临电办(2026)12号", "临电办（2026）12号", "临电办【2026】12号", "临电办［2026］12号",
        "临电办〔26〕12号", "临电办〔2026〕第012号", "临电办〔２０２６〕１２号", "临电办〔2026〕12",
        "临电办 〔2026〕 12 号",
        "临电办-2026-012", "临电办〔2026]12号", "临电办2026年第12号", "临电办〔2026〕12\n号",
    ],
)  # fmt: skip
def test_variants_are_read_and_known_as_such(text: str) -> None:
    number = read_number(text, [OFFICE])

    assert number is not None
    assert (number.prefix, number.year, number.number, number.exact) == ("临电办", 2026, 12, False)


@pytest.mark.parametrize(
    "text",
    ["", "待定", "12号", "〔2026〕12号", "临电党〔2026〕12号", "临电办202612号", "临电办〔2026〕号",
     "临电办〔2026〕0号", "临电办〔1026〕12号",
     "临电办〔2026〕12号、13号", "临电办〔2026〕12号补", "见临电办〔2026〕12号"],
)  # fmt: skip
def test_what_is_no_number_of_the_office(text: str) -> None:
    assert read_number(text, [OFFICE]) is None


def test_leading_zeros_where_the_template_wants_them() -> None:
    form = number_pattern(TASK)

    assert form.write(2026, 7) == "DB2026-007"
    assert [getattr(form.read(text), "exact", None) for text in ("DB2026-007", "DB2026-7", "DB2026-1007")] == [
        True, False, True,
    ]  # fmt: skip


def test_the_first_template_that_fits_exactly_is_taken() -> None:
    number = read_number("临电〔2026〕3号", ["临电办〔{年}〕{序号}号", "临电〔{年}〕{序号}号"])

    assert number is not None
    assert (number.prefix, number.exact) == ("临电", True)


@pytest.mark.parametrize(
    "template", ["", "临电办", "临电办〔{年}〕号", "{序号}{序号}", "{年}{年}{序号}", "{月}{序号}", "{序号"]
)
def test_templates_that_say_no_number(template: str) -> None:
    with pytest.raises(TemplateFault):
        number_pattern(template)


templates = st.builds(
    lambda head, left, right, tail: f"{head}{left}{{年}}{right}{{序号}}{tail}",
    st.text("临电办催督改ABC党", min_size=1, max_size=6), st.sampled_from("〔[（-"), st.sampled_from("〕]）-"),
    st.sampled_from(["号", "", "期"]),
)  # fmt: skip


@given(templates, st.integers(1900, 2099), st.integers(1, 999_999))
def test_what_a_template_writes_it_reads(template: str, year: int, number: int) -> None:
    read = read_number(number_pattern(template).write(year, number), [template])

    assert read is not None
    assert (read.year, read.number, read.exact) == (year, number, True)


@pytest.mark.parametrize("text", ["临电办" + "〔" * 200_000, "临电办〔2026〕1" + "号" * 200_000 + "x", "0" * 200_000])
def test_long_nonsense_takes_no_time(text: str) -> None:
    begun = time.process_time()

    assert read_number(text, [OFFICE, "{年}年第{序号}期"]) is None

    assert time.process_time() - begun < 2
