"""督办通知单 and 整改通知单 as LibreOffice lays them out."""

from __future__ import annotations

import re
import subprocess
from datetime import datetime
from typing import TYPE_CHECKING

import pytest

from tests.outputs import office
from tests.outputs import test_correction_notice as correction
from tests.outputs import test_supervision_notice as supervision

if TYPE_CHECKING:
    from collections.abc import Mapping


@pytest.fixture(scope="module")
def pages(soffice: str, pdftotext: str, tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, list[str]]:
    """The text of each page, without blanks."""
    folder = tmp_path_factory.mktemp("pages")
    usual = supervision.known(
        office.docket(), 0, last_feedback=datetime(2026, 11, 11), progress_text="方案已完成初稿，正在征求意见。"
    )
    long = supervision.known(supervision.full(), 0, title="关于加快推进配网改造工程物资清理入库和资产转增工作" * 8)
    made = {
        "督办": supervision.composed(usual)["DB2026-038"],
        "督办全": supervision.composed(supervision.full())["DB2026-038"],
        "督办长": supervision.composed(long)["DB2026-038"],
        "整改": correction.composed(correction.faulty())["营销科"],
        "整改多": correction.composed(correction.faulty(40))["财务科"],
    }
    for name, paper in made.items():
        (folder / f"{name}.docx").write_bytes(paper.content)
    files = sorted(map(str, folder.glob("*.docx")))
    profile = f"-env:UserInstallation=file://{folder}/profile"
    command = [soffice, profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), *files]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    found = {}
    for name in made:
        said = subprocess.run([pdftotext, "-layout", f"{folder}/{name}.pdf", "-"], check=True, capture_output=True)
        found[name] = [re.sub(r"[ \n]", "", page) for page in said.stdout.decode().split("\f")[:-1]]
    return found


def test_a_usual_matter_is_one_page(pages: Mapping[str, list[str]]) -> None:
    [page] = pages["督办"]
    assert "前次通知" in page and "抄送：副局长李明。" in page


def test_text_stands_above_the_signature_and_the_copy_line_follows_it(pages: Mapping[str, list[str]]) -> None:
    for name in ("督办", "督办全", "督办长"):
        [signed] = [page for page in pages[name] if "2026年11月23日" in page]
        assert "书面反馈" in signed and "签收时间" in signed and "抄送" in signed, name
        assert len(pages[name]) <= 2, name


def test_a_correction_is_signed_on_its_page_with_an_annex_and_an_answer_sheet(
    pages: Mapping[str, list[str]],
) -> None:
    notice, annex, answer = pages["整改"]
    assert "督办联系人" in notice and "问题明细" in annex and "台账位置" in annex and "复查意见" in answer
    many = pages["整改多"]
    [signed] = [page for page in many if "2026年11月23日" in page]
    assert "请于11月30日" in signed and "督办联系人" in signed
    assert "复查意见" in many[-1] and "6" in many[-1]
    annexed = [page for page in many if "发文登记簿" in page and "台账位置" in page]
    assert len(annexed) >= 4
