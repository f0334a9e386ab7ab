"""What papers are started from, laid out by LibreOffice: lines and characters of a full page, places of the head.

The faces of the standard are rarely there; but every face for Han characters is as wide as its size, so that the
distance from one character to the next and from line to line is what the paper says, whoever's face is printed.
"""

from __future__ import annotations

import re
import subprocess
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from officebatch.outputs.official import PROFILES, figures
from tests.conftest import needed
from tests.outputs.test_official import starter

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

POINT = 25.4 / 72  # in millimetres
DOTS = 200 / 25.4  # of a millimetre
LONG = "按照安排部署各部门要认真组织逐项落实确保各项工作按期完成取得实效" * 40
WORD = re.compile(r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">([^<]*)</word>')


@pytest.fixture(scope="module")
def laid_out(soffice: str, tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Path]:
    """Each form as a PDF of several pages."""
    folder = tmp_path_factory.mktemp("official")
    for name in PROFILES:
        first = "此处写正文，每行二十八字，每面二十二行，撑满版心。"
        (folder / f"{name}.docx").write_bytes(starter(name, (first, LONG), ("{{ 编号 }}", "某电办〔2026〕12号")))
    files = sorted(map(str, folder.glob("*.docx")))
    profile = f"-env:UserInstallation=file://{folder}/profile"
    command = [soffice, profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), *files]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return {name: folder / f"{name}.pdf" for name in PROFILES}


@pytest.mark.parametrize("name", PROFILES)
def test_a_full_page_has_22_lines_of_28_characters(laid_out: Mapping[str, Path], pdftotext: str, name: str) -> None:
    command = [pdftotext, "-bbox", "-f", "2", "-l", "2", str(laid_out[name]), "-"]
    shown = subprocess.run(command, check=True, capture_output=True).stdout.decode()
    words = [(*map(float, found[:4]), found[4]) for found in WORD.findall(shown)]
    lines = [(left, top, right, text) for left, top, right, _, text in words if len(text) > 20]
    assert [len(text) for *_, text in lines] == [figures.CHARACTERS] * figures.LINES
    pitches = [below[1] - above[1] for above, below in pairwise(lines)]
    assert all(abs(pitch - figures.LINE / 20) < 0.11 for pitch in pitches)
    left, right = (edge * POINT for edge in (lines[0][0], lines[0][2]))
    assert abs(left - 28) < 0.5 and abs(right - left - 156) < 0.5
    number = next((top + bottom) / 2 for _, top, _, bottom, text in words if "—" in text)
    assert abs(number * POINT - (297 - 35) - figures.NUMBER_BELOW_MM) < 1


@pytest.mark.parametrize(
    ("name", "mark", "rules"),
    [
        ("letter", 30, [(46.9, 170), (47.8, 170), (277, 170), (278, 170)]),
        ("bulletin", 72, [(119.4, 156)]),
        ("report", 72, [(119.4, 156)]),
        ("minutes", 72, []),
    ],
)
def test_what_is_red_stands_where_it_should(
    laid_out: Mapping[str, Path], name: str, mark: float, rules: list[tuple[float, float]]
) -> None:
    red = _red(laid_out[name])
    assert abs(red[0][0] - mark) < 1.5 and [(round(top), round(wide)) for top, wide, _ in red[1:]] == [
        (round(top), round(wide)) for top, wide in rules
    ]
    if name == "letter":  # thick above thin at the head, thin above thick at the foot
        above, below, foot_above, foot_below = (thick for *_, thick in red[1:])
        assert above > 2 * below and foot_below > 2 * foot_above


def _red(path: Path) -> list[tuple[float, float, float]]:
    """What is red on the first page from the top: where it begins, its width and height in millimetres."""
    command = [needed("pdftoppm"), "-r", "200", "-f", "1", "-l", "1", str(path)]
    image = subprocess.run(command, check=True, capture_output=True).stdout
    _, size, _, dots = image.split(b"\n", 3)
    wide = int(size.split()[0])
    rows = (_reddish(dots[at : at + 3 * wide]) for at in range(0, len(dots), 3 * wide))
    found: list[list[int]] = []
    for y, row in enumerate(rows):
        if row and found and y - found[-1][1] <= 1:
            found[-1] = [found[-1][0], y, min(found[-1][2], row[0]), max(found[-1][3], row[-1])]
        elif row:
            found.append([y, y, row[0], row[-1]])
    return [(top / DOTS, (right - left + 1) / DOTS, (bottom - top + 1) / DOTS) for top, bottom, left, right in found]


def _reddish(line: bytes) -> list[int]:
    """The dots of a line that are red."""
    red, green = line[0::3], line[1::3]
    return [n for n, (r, g) in enumerate(zip(red, green, strict=True)) if r > 180 and g < 90]
