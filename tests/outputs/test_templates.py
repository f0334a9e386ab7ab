"""The shipped templates: made by the script, sound for Word, set by GB/T 9704."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from officebatch.outputs.press import Plate
from templates import make, parts
from tests.outputs import looking, soundness
from tests.outputs.office import TEMPLATES

if TYPE_CHECKING:
    from pathlib import Path

ALL = sorted(TEMPLATES.glob("*.docx"))


def test_the_script_makes_them_byte_for_byte() -> None:
    made = make.made()
    assert {path.name: path.read_bytes() for path in ALL} == made


@pytest.mark.parametrize("path", ALL, ids=lambda path: path.stem)
def test_they_are_sound(path: Path) -> None:
    assert soundness.faults(path.read_bytes()) == []


@pytest.mark.parametrize("path", ALL, ids=lambda path: path.stem)
def test_they_stand_on_the_type_area_of_the_standard(path: Path) -> None:
    document = looking.part(path.read_bytes())
    pages = re.findall(
        r'<w:pgSz w:w="(\d+)" w:h="(\d+)".*?w:top="(\d+)" w:right="(\d+)" w:bottom="(\d+)" w:left="(\d+)"', document
    )
    for width, height, top, right, bottom, left in (map(int, page) for page in pages):
        area = sorted((width - left - right, height - top - bottom))
        assert area == [8845, 12756]  # 156 × 225 mm in twips
    assert pages


@pytest.mark.parametrize("path", ALL, ids=lambda path: path.stem)
def test_every_table_has_one_width(path: Path) -> None:
    document = looking.part(path.read_bytes())
    for table in re.findall(r"<w:tbl>.*?</w:tbl>", document):
        whole = int(re.findall(r'<w:tblW w:w="(\d+)"', table)[0])
        assert sum(map(int, re.findall(r'<w:gridCol w:w="(\d+)"', table))) == whole
        for row in re.findall(r"<w:tr>.*?</w:tr>", table):
            assert abs(sum(map(int, re.findall(r'<w:tcW w:w="(\d+)"', row))) - whole) <= 3
        assert whole <= 12760 and (whole <= 8850 or "landscape" in document)


def test_every_style_names_its_han_font() -> None:
    styles = looking.part(ALL[0].read_bytes(), "word/styles.xml")
    assert styles.count("<w:style ") - 2 == styles.count("w:eastAsia=") - 2 == len(parts.STYLES)
    assert "Theme=" not in styles


def test_a_template_can_be_read_twice_and_stays_what_it_was() -> None:
    plate = Plate.read(ALL[0])
    assert Plate.read(ALL[0]).content == plate.content
