"""`officebatch print` as a clerk types it: what is made, where, and what is told of the rest."""

from __future__ import annotations

import io
import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from tests.office import DAY, files, officebatch, sample
from tests.outputs.soundness import faults

if TYPE_CHECKING:
    from pathlib import Path

COMBINED, ARCHIVE = "打印合订（办公室用）.docx", "分送文书（办公室用）.zip"


@pytest.fixture(scope="module")
def signed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    office = sample(tmp_path_factory.mktemp("print") / "office")
    assert officebatch("run", "--as-of", DAY, "--approve", office).returncode == 1, "the sample has findings"
    return office


@pytest.fixture
def office(signed: Path, tmp_path: Path) -> Path:
    """A copy to be changed."""
    return shutil.copytree(signed, tmp_path / "office")


def listed(office: Path) -> list[dict[str, str]]:
    held: list[dict[str, str]] = json.loads((office / "runs" / DAY / "manifest.json").read_text("utf-8"))["files"]
    return held


def prints(office: Path) -> list[str]:
    return sorted(files(office / "prints" / DAY)) if (office / "prints").exists() else []


def words(content: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return re.sub(r"<[^>]+>", "", package.read("word/document.xml").decode()).strip()


def test_a_signed_run_becomes_one_file_zip_and_pdf(soffice: str, pdftotext: str, office: Path) -> None:
    before = files(office / "runs")
    done = officebatch("print", office, "--zip", "--pdf")
    assert (done.returncode, done.stderr) == (0, ""), done.stdout
    assert "只供办公室打印" in done.stdout and "请单面打印" in done.stdout and "核对稿" not in done.stdout
    assert files(office / "runs") == before
    papers = [line for line in listed(office) if line["path"].endswith(".docx")]
    made = office / "prints" / DAY
    content = (made / COMBINED).read_bytes()
    assert faults(content) == []
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        starts = package.read("word/document.xml").count(b'<w:pgNumType w:start="1"/>')
    assert starts == len(papers)
    assert {p for p in prints(office) if p.startswith("PDF/")} == {
        f"PDF/{line['path'].removesuffix('.docx')}.pdf" for line in papers
    }
    shown = subprocess.run([pdftotext, "-layout", made / COMBINED.replace(".docx", ".pdf"), "-"],
                           capture_output=True, check=True).stdout.decode()
    pages = shown.split("\f")[:-1]
    numbers = [int(found[-1]) for page in pages if (found := re.findall(r"—\s*(\d+)\s*—", page))]
    assert len(numbers) == len(pages) and numbers.count(1) == len(papers)
    assert all(after in (1, before + 1) for before, after in pairwise(numbers))
    again = {name: (made / name).read_bytes() for name in (COMBINED, ARCHIVE)}
    assert officebatch("print", office, "--zip").returncode == 0
    assert again == {name: (made / name).read_bytes() for name in again}


def test_the_zip_has_a_folder_for_each_addressee(office: Path) -> None:
    assert officebatch("print", office, "--zip").returncode == 0
    with zipfile.ZipFile(office / "prints" / DAY / ARCHIVE) as package:
        names = package.namelist()
        for line in listed(office):
            content = (office / "runs" / DAY / line["path"]).read_bytes()
            where = [name for name in names if name.endswith("/" + line["path"].rpartition("/")[2])]
            if line["audience_kind"] == "办公室":
                assert not where, "the office's own lists stay in the office"
                continue
            folder = {"部门": "", "人员": "人员/", "领导": "领导/", "各部门": "各部门/"}[line["audience_kind"]]
            beside = f"{folder}{line['audience']}".rstrip("/")
            assert [name.rpartition("/")[0] for name in where] == [beside]
            assert package.read(where[0]) == content
    assert officebatch("print", office, "--zip", "--kind", "问题清单", "--kind", "工作通报").returncode == 0
    with zipfile.ZipFile(office / "prints" / DAY / ARCHIVE) as package:
        assert package.namelist() == [f"办公室/{n}" for n in ["问题清单.xlsx"]] + [f"各部门/工作通报（{DAY}）.docx"]


def test_only_what_was_named_is_combined_and_in_the_order_it_is_handed_out(office: Path, tmp_path: Path) -> None:
    to = tmp_path / "elsewhere" / "催办.docx"
    named = ["--kind", "催办通知单", "--department", "财务", "--department", "安监科"]
    done = officebatch("print", office, *named, "--to", to)
    assert done.returncode == 0 and "催办通知单2" in done.stdout and prints(office) == []
    shown = words(to.read_bytes())
    assert 0 < shown.index("财务科：") < shown.index("安全监察科："), "建制序"
    assert officebatch("print", office, "--department", "财务科", "--to", to).returncode == 0
    shown = words(to.read_bytes())
    for line in listed(office):
        if line["path"].endswith(".docx"):
            inside = words((office / "runs" / DAY / line["path"]).read_bytes()) in shown
            assert inside == (line["audience"] == "财务科" or line["audience_kind"] == "各部门"), line["path"]


def test_what_is_not_as_the_run_made_it_is_left_out_and_named(office: Path) -> None:
    folder = office / "runs" / DAY
    changed, gone = "催办通知单/催办通知单（财务科）.docx", "工作通报（2026-11-20）.docx"
    listing = "部门超期清单/超期清单（财务科）.xlsx"
    (folder / changed).write_bytes((folder / changed).read_bytes()[:-10])
    (folder / gone).unlink()
    (folder / listing).write_bytes((folder / listing).read_bytes() + b" ")
    done = officebatch("print", office, "--zip")
    assert done.returncode == 1
    for path, because in ((changed, "已不是本批次生成时的样子"), (gone, "没有这个文件"), (listing, "已不是本批次")):
        assert any(path in line and because in line for line in done.stdout.splitlines()), done.stdout
    shown = words((office / "prints" / DAY / COMBINED).read_bytes())
    assert "调度中心：" in shown and "临电催〔2026〕13号" not in shown
    with zipfile.ZipFile(office / "prints" / DAY / ARCHIVE) as package:
        assert not [n for n in package.namelist() if n.rpartition("/")[2] in (changed.rpartition("/")[2], gone)]
        assert "财务科/超期清单（财务科）.xlsx" not in package.namelist()


def test_drafts_are_printed_as_drafts_in_a_place_of_their_own(tmp_path: Path) -> None:
    office = sample(tmp_path / "office")
    assert officebatch("print", office).returncode == 2, "nothing was run yet"
    officebatch("run", "--as-of", DAY, office)
    done = officebatch("print", office, "--as-of", DAY)
    assert done.returncode == 0 and "核对稿" in done.stdout
    assert prints(office) == [f"核对稿/{COMBINED}"]
    with zipfile.ZipFile(office / "prints" / DAY / "核对稿" / COMBINED) as package:
        heads = [package.read(n).decode() for n in package.namelist() if re.fullmatch(r"word/header\d+\.xml", n)]
    assert any("核对稿" in head for head in heads)


def test_without_libreoffice_the_rest_is_made_and_the_clerk_is_told(office: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "officebatch", "--lang", "zh_CN", "print", str(office), "--pdf", "--zip"]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False,
                          env=os.environ | {"PATH": str(tmp_path)})
    assert done.returncode == 1 and "没有装LibreOffice" in done.stdout
    assert prints(office) == sorted([COMBINED, ARCHIVE])


@pytest.mark.skipif(sys.platform == "win32", reason="a script stands in for LibreOffice")
def test_a_libreoffice_that_says_all_is_well_is_not_believed(office: Path, tmp_path: Path) -> None:
    (fake := tmp_path / "soffice").write_text("#!/bin/sh\nexit 0\n")
    fake.chmod(0o755)
    named = ["print", str(office), "--pdf", "--kind", "工作通报"]
    command = [sys.executable, "-m", "officebatch", "--lang", "zh_CN", *named]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False,
                          env=os.environ | {"PATH": f"{tmp_path}{os.pathsep}{os.environ['PATH']}"})
    assert done.returncode == 1 and done.stdout.count("LibreOffice没有把它转成PDF") == 2
    assert prints(office) == [COMBINED]


def test_what_cannot_be_printed_is_refused_before_anything_is_written(office: Path) -> None:
    before = files(office)
    for wrong, said in (
        (["--kind", "催办单"], "没有“催办单”这种文书"),
        (["--department", "财务处"], "没有“财务处”这个部门"),
        (["--kind", "超期清单"], "清单请在Excel里打印"),
        (["--as-of", "2026-11-27"], "没有2026-11-27的完整批次"),
        (["--to", office / "registers" / "x.docx"], "不能作合订文件"),
        (["--to", office / "runs" / DAY / "x.docx"], "不能作合订文件"),
        (["--to", office / "x.pdf"], "不能作合订文件"),
    ):
        done = officebatch("print", office, *wrong)
        assert done.returncode == 2 and said in done.stderr, (wrong, done.stdout, done.stderr)
    assert files(office) == before
