"""Charts in finished papers: native, with their figures, the same bytes each time, told apart in black and white."""

from __future__ import annotations

import io
import subprocess
import sys
import zipfile
from dataclasses import replace
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree

import docx
import pytest
from pptx.chart.chart import Chart as Drawn
from pptx.oxml import parse_xml

from officebatch.model.docket import Past
from officebatch.outputs.charts import Chart, ChartKind, Series, insert_charts, mark
from officebatch.outputs.refusal import Refused
from officebatch.package import pack
from templates.parts import package
from templates.wordml import p, section
from tests.conftest import needed
from tests.outputs import frames, looking, office, soundness
from tests.outputs.test_bulletin import deadline, eventful, issued

if TYPE_CHECKING:
    from pathlib import Path

DEPARTMENTS = ("办公室", "财务科", "生产技术科", "<经费50万元以下> & ]]>")
STACKED = Chart(
    ChartKind.STACKED,
    "10月份各部门应办结事项办理情况（件）",
    DEPARTMENTS,
    (Series("按期办结", (8, 3, 5, 0)), Series("超期办结", (1, 0, 2, 0)), Series("超期未办结", (0, 1, 0, 7))),
    "办公室按期8件，“财务科”按期3件 <&>",
)
LINE = Chart(
    ChartKind.LINE,
    "按期办结率",
    ("8月", "9月", "10月"),
    (Series("全局", (0.91, None, 0.1 + 0.2)), Series("办公室", (0.8, 0.75, 1.0))),
    "按期办结率",
    "0.0%",
)
BAR = replace(STACKED, kind=ChartKind.BAR, series=STACKED.series[:2])
CHARTS = {"甲": STACKED, "乙": LINE, "丙": BAR}


def paper(*texts: str) -> bytes:
    """A paper of these paragraphs."""
    return pack(package("试", "".join(p("Body", text) for text in texts) + section(last=True)))


@pytest.fixture(scope="module")
def made() -> bytes:
    return insert_charts(paper("前文。", *map(mark, CHARTS), "后文。"), CHARTS)


def test_the_package_is_sound_and_the_same_each_time(made: bytes) -> None:
    assert soundness.faults(made) == []
    assert insert_charts(paper("前文。", *map(mark, CHARTS), "后文。"), CHARTS) == made


def test_each_chart_is_a_part_with_its_relation_and_its_type(made: bytes) -> None:
    document: Any = docx.Document(io.BytesIO(made))
    drawn = document.element.body.iterfind(".//{*}chart")
    named = [one.get("{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id") for one in drawn]
    parts = [document.part.related_parts[name] for name in named]
    assert [str(part.partname) for part in parts] == [f"/word/charts/chart{n}.xml" for n in (1, 2, 3)]
    assert {part.content_type for part in parts} == {
        "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
    }
    for part in parts:
        (book,) = part.related_parts.values()
        assert book.content_type == "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
        assert f'r:id="{next(iter(part.related_parts))}"' in part.blob.decode().split("externalData")[1]
    identities = [one.get("id") for one in document.element.body.iterfind(".//{*}docPr")]
    assert len(set(identities)) == 3
    assert [line.text for line in document.paragraphs] == ["前文。", "", "", "", "后文。"]


@pytest.mark.parametrize(("n", "chart"), list(enumerate(CHARTS.values(), 1)))
def test_the_chart_and_the_workbook_inside_hold_the_figures(made: bytes, n: int, chart: Chart) -> None:
    space: Any = parse_xml(_member(made, f"word/charts/chart{n}.xml"))
    (plot,) = Drawn(space, None).plots  # type: ignore[no-untyped-call]  # python-pptx is typed in part
    assert tuple(plot.categories) == chart.categories
    assert [(one.name, tuple(one.values)) for one in plot.series] == [(one.name, one.values) for one in chart.series]
    book = _member(made, f"word/embeddings/Microsoft_Excel_Sheet{n}.xlsx")
    assert soundness.faults(book) == []
    head, *rows = looking.cells(book)
    assert head == ["", *(one.name for one in chart.series)]
    assert [row[0] for row in rows] == list(chart.categories)
    for at, one in enumerate(chart.series, 1):
        held = [row[at] if row[at] != "" else None for row in rows]
        assert held == [None if value is None else round(value, 15) for value in one.values]  # as Excel keeps them


def test_han_characters_have_a_face_and_series_a_pattern_of_their_own(made: bytes) -> None:
    for n, chart in enumerate(CHARTS.values(), 1):
        xml = _member(made, f"word/charts/chart{n}.xml").decode()
        assert xml.count("<a:ea ") == xml.count("<a:latin ") >= 2 and "+mn-ea" not in xml
        shown = [
            ElementTree.tostring(child)
            for series in ElementTree.fromstring(xml).iterfind(".//{*}ser")
            for child in series
            if child.tag.endswith("}spPr")
        ]
        assert len(shown) == len(set(shown)) == len(chart.series)


def test_what_it_shows_is_told_to_who_cannot_see_it(made: bytes) -> None:
    document: Any = docx.Document(io.BytesIO(made))
    told = [one.get("descr") for one in document.element.body.iterfind(".//{*}docPr")]
    assert told == [chart.told for chart in CHARTS.values()]


def test_a_fixed_line_does_not_cut_it_off(made: bytes) -> None:
    drawn = next(one for one in looking.part(made).split("<w:p>") if "<w:drawing>" in one)
    assert 'w:lineRule="auto"' in drawn and 'w:firstLineChars="0"' in drawn and "exact" not in drawn


def test_a_paper_without_a_mark_is_left_as_it_is() -> None:
    plain = paper("前文。")
    assert insert_charts(plain, CHARTS) is plain


def test_a_mark_over_several_runs_is_found() -> None:
    with zipfile.ZipFile(io.BytesIO(paper(mark("甲")))) as held:
        members = {name: held.read(name) for name in held.namelist()}
    text = members["word/document.xml"].decode()
    split = text.replace("⟦图:甲⟧", '⟦图:</w:t></w:r><w:r><w:t xml:space="preserve">甲⟧')
    assert split != text
    done = insert_charts(pack(members | {"word/document.xml": split.encode()}), CHARTS)
    assert soundness.faults(done) == [] and "⟦" not in looking.plain(done)


@pytest.mark.parametrize(
    ("texts", "chart", "reason"),
    [
        ((mark("丁"),), STACKED, "本文书没有"),
        (("见" + mark("甲"),), STACKED, "独占一段"),
        ((mark("甲") + mark("甲"),), STACKED, "独占一段"),
        ((mark("甲"),), replace(STACKED, categories=DEPARTMENTS[:2]), "类别个数"),
        ((mark("甲"),), replace(STACKED, categories=(), series=()), "类别个数"),
        ((mark("甲"),), replace(STACKED, categories=("一",), series=(Series("率", (float("nan"),)),)), "不是数字"),
        ((mark("甲"),), replace(STACKED, title="题\x07"), "控制字符"),
        ((mark("甲"),), replace(STACKED, told="题\ud800"), "控制字符"),
    ],
)
def test_what_cannot_be_drawn_is_refused_by_name(texts: tuple[str, ...], chart: Chart, reason: str) -> None:
    from officebatch.wording import say

    with pytest.raises(Refused) as refused:
        insert_charts(paper(*texts), {"甲": chart})
    assert reason in say(refused.value.because, **dict(refused.value.values))


def test_the_chart_writer_is_loaded_on_use_only() -> None:
    code = "import sys, officebatch.outputs as o; o.kinds(); print('pptx' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


def test_the_bulletin_draws_departments_in_their_order_and_leaves_one_alone_undrawn() -> None:
    bulletin = issued(eventful())
    assert bulletin is not None and soundness.faults(bulletin.content) == []
    assert looking.cells(_member(bulletin.content, "word/embeddings/Microsoft_Excel_Sheet1.xlsx")) == [
        ["", "按期办结", "超期办结", "超期未办结"], ["生产技术科", 0, 0, 1], ["财务科", 8, 0, 0]
    ]  # fmt: skip
    docket = office.docket(past=Past())
    alone = issued(frames.having(docket, [deadline(docket)]))
    assert alone is not None and b"word/charts/" not in alone.content


def test_libreoffice_draws_it(made: bytes, soffice: str, pdftotext: str, tmp_path: Path) -> None:
    (tmp_path / "图.docx").write_bytes(made)
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    into = ["--headless", "--convert-to", "pdf", "--outdir", str(tmp_path)]
    command = [soffice, profile, *into, str(tmp_path / "图.docx")]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    said = subprocess.run([pdftotext, str(tmp_path / "图.pdf"), "-"], check=True, capture_output=True).stdout.decode()
    shown = "".join(said.split())
    assert all(word in shown for word in ("10月份各部门应办结事项", "超期未办结", "财务科", "91.0%", "全局"))
    image = subprocess.run(
        [needed("pdftoppm"), "-gray", "-r", "50", str(tmp_path / "图.pdf")], check=True, capture_output=True
    ).stdout
    dots = image.split(b"\n", 3)[3]
    assert sum(dot < 0x80 for dot in dots) > len(dots) // 100  # the columns are there, not a frame alone


def _member(content: bytes, name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as held:
        return held.read(name)
