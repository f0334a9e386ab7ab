"""流程分析报告: its text as approved, the flow chart as shapes Word, WPS and LibreOffice draw, the same bytes twice."""

from __future__ import annotations

import io
import os
import re
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from officebatch import batch, evaluation, outputs, workspace
from officebatch.outputs.flowchart import MOST, Flow, Node, insert_flows, mark
from officebatch.wording import spoken
from tests.making import AS_OF
from tests.office import officebatch, sample
from tests.outputs import looking, soundness
from tests.outputs.test_charts import paper

GOLDEN = Path(__file__).parents[1] / "golden"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return sample(tmp_path_factory.mktemp("report") / "office")


@pytest.fixture(scope="module")
def report(folder: Path) -> bytes:
    done = officebatch("processes", "--as-of", AS_OF.isoformat(), "--out", folder / "报告" / "流程.docx", folder)
    assert (done.returncode, done.stderr) == (0, "")
    assert "流程.docx" in done.stdout.splitlines()[-1]
    return (folder / "报告" / "流程.docx").read_bytes()


def test_the_report_as_approved(report: bytes) -> None:
    """OFFICEBATCH_GOLDEN=write approves the text as it is now."""
    assert soundness.faults(report) == []
    golden, said = GOLDEN / "流程分析报告.txt", looking.plain(report)
    if os.environ.get("OFFICEBATCH_GOLDEN") == "write":
        golden.write_text(said, encoding="utf-8")
    assert said == golden.read_text(encoding="utf-8")


def test_the_chart_and_the_flow_charts_are_words_own(report: bytes) -> None:
    document = looking.part(report, "word/document.xml")
    assert document.count("<wpg:wgp>") == 2 and "⟦" not in document
    assert "word/charts/chart1.xml" in zipfile.ZipFile(io.BytesIO(report)).namelist()
    first = document.split("</mc:Choice>")[0]
    words = re.findall(r"<w:t [^>]*>([^<]*)</w:t>", first[first.index("<wpg:wgp>") :])
    assert words[:3] == ["部门", "办公室", "领导"]
    at = words.index("核稿★")
    assert words[at : at + 5] == [
        "核稿★", "秘书、副主任、主任", "1个工作日", "加急半日、特急1小时", "在手4件，超期2件；中位0日",
    ]  # fmt: skip


def test_no_paper_in_the_weekly_run(folder: Path) -> None:
    of = workspace.open_workspace(folder)
    book = batch.rules(of)
    docket = batch.examine(of, book, AS_OF, lambda _: None)
    line = next(rule for rule in book.outputs if rule.kind == "流程分析报告")
    made, skipped = outputs.compose(docket, replace(book, outputs=(line,)), [workspace.shipped("templates")])
    assert (made, skipped) == ((), ())
    study = evaluation.study(docket.office, docket.deadlines, book, evaluation.quarter(book, AS_OF))
    with spoken("zh_CN"):
        asked = replace(docket, processes=study)
        one, two = (outputs.compose_one(asked, book, [workspace.shipped("templates")], line.kind) for _ in range(2))
    assert one == two


def flow(steps: int, *returns: tuple[int, int, str]) -> Flow:
    lanes = ("部门", "办公室", "领导")
    nodes = tuple(Node(f"第{n}步", "经办", lanes[n % 3], ("1个工作日",), key=n == 1, must=n != 2) for n in range(steps))
    return Flow(nodes, returns, "示例")


def drawn(of: Flow) -> bytes:
    return insert_flows(paper("前文。", mark("发文"), "后文。"), {"发文": of}.__getitem__)


def test_what_came_back_is_an_arrow_with_its_count() -> None:
    plain, back = (looking.part(drawn(of), "word/document.xml") for of in (flow(4), flow(4, (3, 1, "退2次"))))
    assert "退2次" in back and "退2次" not in plain
    assert back.count('prst="line"') == plain.count('prst="line"') + 3
    assert back.count("<a:tailEnd") == plain.count("<a:tailEnd") + 1
    assert soundness.faults(drawn(flow(4, (3, 1, "退2次")))) == []
    assert plain.count('w="25400"') == 1 and plain.count("prstDash") == 1


def test_a_long_process_goes_on_in_a_second_chart() -> None:
    document = looking.part(drawn(flow(MOST + 3, (1, 0, "退1次"), (MOST + 1, 0, "退9次"))), "word/document.xml")
    assert document.count("<wpg:wgp>") == 2
    numbers = re.findall(r'(?:docPr|cNvPr) id="(\d+)"', document)
    assert len(set(numbers)) == len(numbers)
    assert "退1次" in document and "退9次" not in document
