"""Papers as LibreOffice lays them out: how many pages, and what stands on the last one."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from officebatch import outputs, wording
from tests.outputs import office
from tests.outputs.test_word_papers import notice_of

if TYPE_CHECKING:
    from collections.abc import Mapping


@pytest.fixture(scope="module")
def pages(soffice: str, pdftotext: str, tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, list[str]]:
    """The text of each page of each Word paper, of few matters and (`多项`) of many."""
    folder = tmp_path_factory.mktemp("pages")
    with wording.spoken("zh_CN"):
        for more, suffix in ((0, ""), (14, "-多项")):
            made, _ = outputs.compose(office.urged(office.docket(more)), office.rules(), [office.TEMPLATES])
            for paper in made:
                if paper.path.endswith(".docx"):
                    (folder / f"{Path(paper.path).stem}{suffix}.docx").write_bytes(paper.content)
        for matters, soon in ((3, False), (1, True), (4, True), (8, False), (12, False)):
            paper = notice_of(office.docket(14), matters, due_soon=soon)
            (folder / f"催办{matters}项.docx").write_bytes(paper.content)
    profile = f"-env:UserInstallation=file://{folder}/profile"
    files = sorted(str(path) for path in folder.glob("*.docx"))
    command = [soffice, profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), *files]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return {path.stem: _pages(pdftotext, path) for path in sorted(folder.glob("*.pdf"))}


def _pages(pdftotext: str, path: Path) -> list[str]:
    text = subprocess.run([pdftotext, "-layout", str(path), "-"], check=True, capture_output=True).stdout.decode()
    return text.split("\f")[:-1]


def test_every_paper_becomes_pages(pages: Mapping[str, list[str]]) -> None:
    assert len(pages) == 17 and all(text.strip() for of in pages.values() for text in of)


def test_the_weekly_report_is_one_page(pages: Mapping[str, list[str]]) -> None:
    assert [len(pages[f"督办工作周报（2026-11-20）{suffix}"]) for suffix in ("", "-多项")] == [1, 1]


def test_a_notice_of_one_matter_is_a_page_and_its_answer(pages: Mapping[str, list[str]]) -> None:
    notice, answer = pages["催办通知单（生产技术科）"]
    assert "督办联系人" in notice and "回执" in answer and "填报人" in answer


def test_a_notice_of_three_matters_is_a_page_and_its_answer(pages: Mapping[str, list[str]]) -> None:
    for name in ("催办3项", "催办1项"):
        notice, answer = pages[name]
        assert "督办联系人" in notice and "填报人" in answer, name


def test_up_to_twelve_matters_are_two_pages_and_the_text_goes_on_above_the_signature(
    pages: Mapping[str, list[str]],
) -> None:
    for matters in (4, 8, 12):
        texts = ["".join(page.split()) for page in pages[f"催办{matters}项"]]
        signed = [page for page in texts if "请抓紧办理" in page]
        assert len(signed) == 1 and "督办联系人" in signed[0], matters
        assert texts.index(signed[0]) <= 1, matters


def test_the_signature_never_stands_alone(pages: Mapping[str, list[str]]) -> None:
    for name, of in pages.items():
        signed = next((page for page in of if "2026年11月23日" in page.replace(" ", "")), "")
        lines = [line for line in signed.splitlines() if line.strip()]
        assert len(lines) >= 6, name  # draft mark, text, signature, date, page number


def test_long_tables_repeat_their_head_on_landscape_pages(pages: Mapping[str, list[str]]) -> None:
    annexed = [page for page in pages["催办通知单（财务科）-多项"] if "DB2026-1" in page and "回执" not in page]
    assert len(annexed) >= 2 and all("责任部门" in page or "目前进展" in page for page in annexed)
