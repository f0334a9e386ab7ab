"""`officebatch handbook` on the sample: books and tasks, what is bound in and what never is, what is tracked."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import openpyxl
import pytest

from officebatch.outputs.contents import WORD
from officebatch.package import pack
from templates.parts import package
from templates.wordml import p, section
from tests.office import DAY, files, officebatch, sample
from tests.outputs import looking, soundness

CANARY = ("金丝雀甲", "金丝雀乙", "金丝雀丙", "金丝雀丁")
BOOKS = ("制度汇编.docx", "流程手册.docx", "岗位手册.docx")
TASKS = "制度修订任务.xlsx"


def word(*lines: str, relation: str = "") -> bytes:
    """A Word file of these paragraphs; relation: one more of its document."""
    members = package("试", "".join(p("Body", line) for line in lines) + section(last=True), p("Draft", "自己的眉"))
    name = "word/_rels/document.xml.rels"
    members[name] = members[name].replace(b"</Relationships>", relation.encode() + b"</Relationships>")
    return pack(members)


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample; its list of regulations names files it must not, and one of its lines is classified."""
    folder = tmp_path_factory.mktemp("handbook")
    made = sample(folder / "office")
    (folder / "外面.docx").write_bytes(word(CANARY[0]))
    texts = made / "制度"
    (texts / "通往外面.docx").symlink_to(folder / "外面.docx")
    (texts / "密件.docx").write_bytes(word("机密★3年", "总则", CANARY[1]))
    (texts / "内部.docx").write_bytes(word(CANARY[2]))
    picture = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"
    outside = f'<Relationship Id="rIdX" Type="{picture}" Target="http://198.51.100.7/x.png" TargetMode="External"/>'
    (texts / "外链.docx").write_bytes(word("总则", relation=outside))
    (texts / "坏.docx").write_bytes(b"PK\x03\x04" + b"x" * 40)
    change(made, "制度清单.xlsx", {
        "ZD-01": {"电子文件": "../外面.docx"},
        "ZD-02": {"电子文件": "制度/通往外面.docx"},
        "ZD-03": {"电子文件": "制度\\密件.docx"},
        "ZD-12": {"电子文件": "制度/内部.docx"},
        "ZD-13": {"电子文件": "制度/外链.docx"},
        "ZD-17": {"电子文件": "C:/Windows/x.docx"},
        "ZD-18": {"电子文件": "制度/坏.docx"},
        "ZD-22": {"制度名称": f"关于{CANARY[3]}的办法", "密级": "机密"},
    })  # fmt: skip
    return made


def change(folder: Path, name: str, lines: dict[str, dict[str, object]]) -> None:
    """Other values for cells of a register: key in column A → heading → value."""
    book = openpyxl.load_workbook(folder / "registers" / name)
    sheet = book.worksheets[0]
    top = next(r for r in range(1, 6) if len([c for c in sheet[r] if c.value]) > 5)
    heads = {str(c.value).replace("\n", ""): c.column for c in sheet[top] if c.value}
    for row in sheet.iter_rows(min_row=top + 1):
        for heading, value in lines.get(str(row[0].value), {}).items():
            sheet.cell(row[0].row, heads[heading]).value = value
    book.save(folder / "registers" / name)


def write(office: Path) -> dict[str, bytes]:
    """The files written, and what was said under ""."""
    done = officebatch("handbook", "--no-layout", "--as-of", DAY, office)
    assert (done.returncode, done.stderr) == (0, "")
    made = {path.name: path.read_bytes() for path in (office / "handbook" / DAY).iterdir()}
    return made | {"": done.stdout.encode()}


@pytest.fixture(scope="module")
def made(office: Path) -> dict[str, bytes]:
    return write(office)


def test_books_and_tasks_are_sound_and_the_same_twice(office: Path, made: dict[str, bytes]) -> None:
    assert sorted(made) == sorted(("", *BOOKS, TASKS))
    assert {name: soundness.faults(made[name]) for name in ("制度汇编.docx", "流程手册.docx", TASKS)} == {
        "制度汇编.docx": [], "流程手册.docx": [], TASKS: [],
    }  # fmt: skip
    before = files(office / "registers")
    assert write(office) == made
    assert files(office / "registers") == before


def test_what_must_not_be_bound_in_is_named_and_leaves_no_word(made: dict[str, bytes]) -> None:
    for content in made.values():
        parts = [content]
        if zipfile.is_zipfile(io.BytesIO(content)):
            with zipfile.ZipFile(io.BytesIO(content)) as held:
                parts = [held.read(name) for name in held.namelist()]
        assert not [word for word in CANARY for part in parts if word.encode() in part]
        assert not any(b"198.51.100.7" in part for part in parts)
    book = looking.plain(made["制度汇编.docx"])
    for key, because in {
        "ZD-01": "../外面.docx不在工作区里", "ZD-02": "制度/通往外面.docx不在工作区里", "ZD-03": "文件里有密级标志",
        "ZD-12": "内部密级，只列目录，不汇入", "ZD-13": "文件引用了外部内容", "ZD-17": "C:/Windows/x.docx不在工作区里",
        "ZD-18": "文件不完整或已损坏", "ZD-16": "工作区里没有文件制度/督查督办工作办法.docx",
        "ZD-04": "清单未登记电子文件",
    }.items():  # fmt: skip
        line = next(line for line in book.splitlines() if f"（{key}）" in line)
        assert line.startswith(because)
    assert "ZD-22" not in book and "商业秘密保护实施细则" in book
    assert "不得外传" in book


def test_texts_stand_under_their_area_and_pages_go_on(made: dict[str, bytes]) -> None:
    document = looking.part(made["制度汇编.docx"])
    assert "第十八条　承办部门应当自批办之日起10个工作日内办结" in looking.plain_text(made["制度汇编.docx"])
    assert document.count("w:start=") == 2  # contents in Roman numerals, then all the rest
    assert "自己的眉" not in "".join(_texts(made["制度汇编.docx"]))
    assert re.findall(r"第[一二三四五]编　\w+", looking.plain(made["制度汇编.docx"]).split("编印说明")[1]) == [
        "第一编　会务", "第二编　值班", "第三编　保密", "第四编　请示报告",
    ]  # 财务管理 shares a merged cell with the classified line, so all its lines are set aside


def _texts(content: bytes) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(content)) as held:
        return [held.read(name).decode() for name in held.namelist() if name.endswith(".xml")]


def test_contents_are_a_field_with_its_entries(made: dict[str, bytes]) -> None:
    for name in BOOKS:
        document = looking.part(made[name])
        entries = re.findall(r'<w:pStyle w:val="TOC\d"/>.*?</w:p>', document)
        marks = [re.search(rf'w:anchor="({WORD})"', entry)[1] for entry in entries]  # type: ignore[index]
        assert len(entries) > 8 and document.count(" TOC ") == 1
        assert all(f" PAGEREF {mark} " in entry for mark, entry in zip(marks, entries, strict=True))
        assert all(document.count(f'w:name="{mark}"') == 1 for mark in marks)
        assert "updateFields" in looking.part(made[name], "word/settings.xml")
        assert not re.search(f"<w:t>{WORD}", document)


def test_pages_in_the_contents_are_those_of_the_layout(office: Path, soffice: str, pdftotext: str) -> None:
    import subprocess

    from officebatch.outputs import printing

    out = office.parent / "laid"
    done = officebatch("handbook", "--as-of", DAY, "--out", out, office)
    assert done.returncode == 0 and re.search(r"制度汇编.docx：\d+页", done.stdout)
    content = (out / "制度汇编.docx").read_bytes()
    assert "updateFields" not in looking.part(content, "word/settings.xml")
    (out / "x.pdf").write_bytes(printing.convert({"x": content}).made["x"])
    pages = subprocess.run([pdftotext, "-layout", out / "x.pdf", "-"], capture_output=True, check=True, text=True
                           ).stdout.split("\f")  # fmt: skip
    told = dict(re.findall(r"(ZD-\d\d)\s\S+?\.+\s*(\d+)\n", pages[1]))
    assert len(told) == 4
    for key, number in told.items():
        at = next(page for page in pages[5:] if re.search(rf"^\s*{key}\s", page, re.MULTILINE))
        assert re.search(rf"—\s?{number}\s?—", at), key


def test_process_book_says_who_until_when_how_well_and_on_what(made: dict[str, bytes]) -> None:
    assert looking.part(made["流程手册.docx"]).count("<wpg:wgp>") == 2
    lines = looking.plain(made["流程手册.docx"]).splitlines()
    step = next(line for line in lines if line.startswith("3 | 核稿★"))
    assert step == (
        "3 | 核稿★ | 秘书、副主任、主任（办公室） | A角：顾晓峰、宁雨薇 | 平件：1个工作日／加急：半日／特急：1小时 | "
        "先核后签，政策、文字、格式、附件逐项核对 | 核稿人、核稿日期 | 《临江县供电局公文处理办法》第九条"
    )


def test_each_person_with_duties_has_a_sheet(made: dict[str, bytes]) -> None:
    said = looking.plain(made["岗位手册.docx"])
    sheets = said.split("人员岗位一览")[-1].split("本人确认")
    assert len(sheets) == 46 and "孔令宇" not in "".join(sheets[1:])
    assert "岗位职责表未登记岗位的人员：孔令宇。" in said
    own = next(sheet for sheet in sheets if "办公室　孟祥瑞" in sheet)
    assert "机要收发岗 | 公文签收、登记、注办，机要文件传递" in own
    assert "印章管理岗 | 罗桂芝 | 印章保管、用印登记、公文分发" in own
    assert "收文 | 签收 | A角" in own and "发文 | 用印★ | B角" in own


def test_a_proposal_is_a_task_line_and_known_again(office: Path, made: dict[str, bytes]) -> None:
    book = openpyxl.load_workbook(io.BytesIO(made[TASKS]))
    heads, line = ([c.value for c in row] for row in book["待登记任务"].iter_rows(min_row=2, max_row=3))
    told = dict(zip(heads, line, strict=True))
    assert heads[:5] == ["督办编号", "督办事项", "任务来源", "立项日期", "牵头部门"]  # as the register has its columns
    assert (told["督办事项"], told["任务来源"]) == ("修订《供电所“五小”设施管理规定》", "制度修订建议（ZD-20）")
    assert (told["牵头部门"], told["分管领导"], told["督办编号"], told["完成时限"]) == ("党建科", "邵文彬", "", "")

    change(office, "督办台账.xlsx", {"DB2026-074": {"任务来源": "制度修订建议(ZD-20)"}})
    now = openpyxl.load_workbook(io.BytesIO(write(office)[TASKS]))
    assert [row[1].value for row in now["待登记任务"].iter_rows(min_row=3)] == ["制定“财务管理”类制度"]
    assert now["修订建议跟踪"]["E3"].value == "DB2026-074\n在办\n时限12月31日"

    change(office, "督办台账.xlsx", {"DB2026-074": {"办结日期": "2026-11-19", "状态": "办结"}})
    last = openpyxl.load_workbook(io.BytesIO(write(office)[TASKS]))["修订建议跟踪"]
    assert last["E3"].value == "DB2026-074\n已办结\n11月19日"
    assert "督办已销号，但上述情况仍在" in str(last["D3"].value)
