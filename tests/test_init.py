"""A workspace begun from what an office answers, and from the registers it has."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from openpyxl import Workbook, load_workbook

from officebatch import batch, workspace
from tests.office import files, officebatch
from tests.planted.compare import compare
from tests.settling import settle
from tests.test_planted import NAMES, SHARED, as_of, table

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from officebatch.rulebook.rules import RuleBook

CANARY = "金丝雀"
SENT: list[object] = [
    "序号", "发文字号", "标题", "拟稿部门", "拟稿人", "拟稿日期", "审核人", "审核日期", "签发人", "签发日期", "密级",
]  # fmt: skip
RECEIVED: list[object] = [
    "收文号", "收到日期", "来文机关", "来文文号", "文件名称", "主办科室", "签收人", "签收日期",
]  # fmt: skip
ANSWERS = """
单位全称 = "某县水务局"
unit-short = "县水务局"
办公室署名 = "某县水务局办公室"
部门 = 办公室、财务科、工程科
启用日期 = "2026-01-01"
办公室主任 = "张三"
编号式样·催办 = "水催〔{年}〕{序号}号"
编号式样·督办 = "水督〔{年}〕{序号}号"
编号式样·整改 = "水改〔{年}〕{序号}号"
已用到的号·催办 = 12
临期天数 = 3
"""


def sent(first: int, end: int, year: int = 2026) -> list[list[object]]:
    units, people = ("办公室", "财务科", "人力资源科"), ("张三", "李四", "王五")
    return [
        [n, f"县办〔{year}〕{n}号", f"关于第{n}件事的通知", units[n % 3], people[n % 3], date(year, 1, n % 28 + 1),
         "赵六", date(year, 1, n % 28 + 1), "钱七", date(year, 1, n % 28 + 1), "公开"]
        for n in range(first, end)
    ]  # fmt: skip


def received(first: int, end: int) -> list[list[object]]:
    units = ("财务科", "人资科", "营销部")
    return [
        [f"收{n:03}", date(2026, 2, n % 28 + 1), "市局", f"市办〔2026〕{n}号", f"关于第{n}次检查的通知", units[n % 3],
         "孙八", date(2026, 2, n % 28 + 1)]
        for n in range(first, end)
    ]  # fmt: skip


def write(path: Path, sheets: Mapping[str, list[list[object]]]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    book = Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        page = book.create_sheet(name)
        for row in rows:
            page.append(row)
    book.save(path)


def begun(folder: Path, root: Path, *more: str) -> tuple[str, RuleBook]:
    """What init said of a folder, and the rule book it made."""
    named = ("--unit", "某县水务局", "--unit-short", "水务局", "--office-name", "某县水务局办公室")
    forms = ("--form-urging", "催{年}-{序号}", "--form-supervising", "督{年}-{序号}", "--form-mending", "改{年}-{序号}")
    made = officebatch("init", root, "--from", folder, *named, *forms, *more)
    assert made.returncode == 0, made.stderr
    return made.stdout, batch.rules(workspace.open_workspace(root))


def questions(root: Path) -> list[str]:
    return [str(row[4].value) for row in load_workbook(root / "规则.xlsx")["_待定"].iter_rows(2)]


def read(root: Path, rules: RuleBook) -> dict[str, int]:
    """Register → records, as every run reads them."""
    from officebatch import reading

    return {name: len(found.keys) for name, found in reading.read(root / "registers", rules).registers.items()}


def test_answers_of_a_file_and_of_options_land_in_the_rule_book(tmp_path: Path) -> None:
    typed = ANSWERS.replace("办公室、财务科、工程科", "办公室，财务科、工程科")
    (tmp_path / "answers.toml").write_text(typed, encoding="utf-8")

    made = officebatch("init", tmp_path / "office", "--answers", tmp_path / "answers.toml", "--contact", "李四",
                       "--delivery", "OA", "--bulletin", "不出", "--classified", "停用整册")  # fmt: skip

    assert made.returncode == 0, made.stderr
    rules = batch.rules(workspace.open_workspace(tmp_path / "office"))
    settings = rules.settings
    assert (settings.full_name, settings.short_name, settings.head) == ("某县水务局", "县水务局", "张三")
    assert (settings.start_day, settings.due_soon_days, settings.classified) == (date(2026, 1, 1), 3, "停用整册")
    assert settings.series["催办"].last_used == 12
    assert [(d.name, d.order, d.delivery) for d in rules.departments] == [
        ("办公室", 1, "OA"), ("财务科", 2, "OA"), ("工程科", 3, "OA")]  # fmt: skip
    assert rules.departments[0].head == "张三"
    assert {p.name for p in rules.people} == {"张三", "李四"}
    assert [o.on for o in rules.outputs if o.kind == "工作通报"] == [False]


def test_every_answer_that_is_none_is_named_and_nothing_written(tmp_path: Path) -> None:
    wrong = ("--start-day", "明天", "--delivery", "鸽子", "--last-urging", "许多")
    made = officebatch("init", tmp_path / "office", *wrong)

    assert made.returncode == 2 and not (tmp_path / "office").exists()
    assert all(word in made.stderr for word in ("明天", "鸽子", "许多"))


def test_without_terminal_and_options_nothing_is_asked_or_answered(tmp_path: Path) -> None:
    made = officebatch("init", tmp_path / "office")

    assert made.returncode == 0
    checked = officebatch("rules", "check", tmp_path / "office")
    assert checked.returncode == 2 and "单位全称" in checked.stderr


def test_at_a_terminal_it_asks_and_asks_again_where_an_answer_is_none(tmp_path: Path) -> None:
    if sys.platform == "win32":
        pytest.skip("no pseudo terminal")
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "officebatch", "--lang", "zh_CN", "init", str(tmp_path / "office"),
               "--unit", "某县水务局"]  # fmt: skip
    running = subprocess.Popen(command, stdin=theirs, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    given = ["", "", "办公室、财务科", "", "昨天", "2026-03-01", "张三", *[""] * 30]
    os.write(ours, ("\n".join(given) + "\n").encode())
    said, _ = running.communicate(timeout=60)

    assert running.returncode == 0, said
    values = {row[0].value: row[1].value for row in load_workbook(tmp_path / "office/规则.xlsx")["设置"].iter_rows(2)}
    assert values["单位简称"] == "某县水务局" and values["办公室署名"] == "某县水务局办公室"
    assert values["启用日期"] == "2026-03-01" and values["办公室主任"] == "张三"
    assert "单位全称（按公章）" not in said and "昨天" in said


@pytest.fixture(scope="module")
def odd(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Folders as offices have them."""
    root = tmp_path_factory.mktemp("odd")
    years = root / "years"
    write(years / "2025年发文.xlsx", {"发文": [SENT, *sent(1, 30, 2025)]})
    write(years / "2026发文.xlsx", {"发文": [SENT, *sent(1, 30)]})
    (years / "2026发文 - 副本.xlsx").write_bytes((years / "2026发文.xlsx").read_bytes())
    both = [[*a, "", *b] for a, b in zip([SENT, *sent(1, 30)], [RECEIVED, *received(1, 30)], strict=True)]
    write(root / "beside" / "登记.xlsx", {"两本": both})
    write(root / "stacked" / "登记.xlsx", {"两本": [SENT, *sent(1, 30), [], RECEIVED, *received(1, 30)]})
    for month, first in (("3月", 20), ("1月", 1), ("2月", 10)):
        write(root / "months" / f"{month}.xlsx", {"Sheet1": [RECEIVED, *received(first, first + 9)]})
    upper = ["序号", "发文字号", "标题", "拟稿部门", "拟稿", "", "审核", "", "会审", "", "签发", "", "存放"]
    lower = ["", "", "", "", "经办人", "日期", "经办人", "日期", "人员", "时间", "经办人", "日期", "位置"]
    rows = [[*line[:8], "周九", line[7], *line[8:10], f"柜{line[0]}"] for line in sent(1, 30)]
    write(root / "levels" / "台账.xlsx", {"Sheet1": [["某县水务局2026年发文登记簿"], [*upper], [*lower], *rows]})
    secret = sent(1, 30)
    secret[4][2], secret[4][3], secret[4][4], secret[4][10] = f"{CANARY}的通知", f"{CANARY}科", CANARY, "机密"
    secret[7][10], secret[7][4] = f"{CANARY}级", CANARY
    write(root / "secret" / "发文.xlsx", {"发文": [SENT, *secret], "机密清单": [[CANARY]]})
    write(root / "none" / "通讯录.xlsx", {"S": [["姓名", "手机"], ["张三", "1"]]})
    (root / "none" / "坏.xlsx").write_bytes(b"PK\x03\x04")
    (root / "none" / "说明.txt").write_text("x", encoding="utf-8")
    (root / "empty").mkdir()
    before = files(root)
    yield root
    assert files(root) == before, "a register was written to"


def test_two_years_of_one_register_and_a_copy(odd: Path, tmp_path: Path) -> None:
    said, rules = begun(odd / "years", tmp_path / "office", "--start-day", "2026-06-01")

    assert read(tmp_path / "office", rules) == {"发文登记簿": 58}
    assert sorted(p.name for p in (tmp_path / "office/registers").iterdir()) == ["2025年发文.xlsx", "2026发文.xlsx"]
    assert "是 2026发文.xlsx 的副本" in said and "县办〔2026〕29号" in said
    assert [d.name for d in rules.departments] == ["财务科", "人力资源科", "办公室"]
    assert {p.name: p.department for p in rules.people}["王五"] == "人力资源科"
    assert rules.settings.start_day == date(2026, 6, 1)
    assert [s.name for s in rules.steps if s.process == "发文"] == ["拟稿", "审核", "签发"]
    assert not any("启用" in text or "公章" in text for text in questions(tmp_path / "office"))


def test_two_registers_side_by_side(odd: Path, tmp_path: Path) -> None:
    _, rules = begun(odd / "beside", tmp_path / "office")

    assert read(tmp_path / "office", rules) == {"发文登记簿": 29, "收文登记簿": 29}
    assert {r.name: r.columns for r in rules.registers if r.columns} == {"发文登记簿": "A:K", "收文登记簿": "M:T"}
    assert {d.name: d.short_names for d in rules.departments}["人力资源科"] == ("人资科",)


def test_a_register_below_another_is_asked_about(odd: Path, tmp_path: Path) -> None:
    _, rules = begun(odd / "stacked", tmp_path / "office")

    assert any("两本!A32" in text and "另一本台账" in text for text in questions(tmp_path / "office"))
    assert len(rules.departments) == 3


def test_months_in_files_of_their_own_that_do_not_say_what_they_are(odd: Path, tmp_path: Path) -> None:
    _, rules = begun(odd / "months", tmp_path / "office")

    assert read(tmp_path / "office", rules) == {"收文登记簿": 27}
    assert [f.template for f in rules.fields if f.field == "收文编号"] == ["收{序号:3}"]


def test_headings_on_two_levels_with_a_step_nobody_knew(odd: Path, tmp_path: Path) -> None:
    said, rules = begun(odd / "levels", tmp_path / "office", "--in-place")

    assert "13/13" in said
    assert [s.name for s in rules.steps if s.process == "发文"] == ["拟稿", "审核", "会审", "签发"]
    assert "存放位置" in {f.field for f in rules.fields}
    assert any("存放/位置" in text for text in questions(tmp_path / "office"))
    assert workspace.open_workspace(tmp_path / "office").registers == odd / "levels"


def test_a_heading_that_may_be_of_steps_the_office_does_not_have(tmp_path: Path) -> None:
    rows = [[*row, date(2026, 2, 2)] for row in sent(1, 30)]
    write(tmp_path / "台账" / "发文登记簿.xlsx", {"发文": [[*SENT, "印发时间"], *rows]})
    begun(tmp_path / "台账", tmp_path / "workspace")
    assert any("印发时间" in asked for asked in questions(tmp_path / "workspace"))


def test_a_step_left_out_is_asked_about_and_may_name_its_day_alone(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        [f"收〔2026〕{n}号", f"第{n}件事", "县政府", date(2026, 5, n), "财务股", "孙八", date(2026, 5, n),
         date(2026, 5, 29) if n < 10 else None] for n in range(1, 20)
    ]  # fmt: skip
    headings: list[object] = [
        "收文编号", "来文标题", "来文单位", "收文日期", "承办股室", "签收人", "签收日期", "办结日期",
    ]  # fmt: skip
    write(tmp_path / "台账" / "收文登记簿.xlsx", {"收文": [headings, *rows]})
    root = tmp_path / "workspace"
    begun(tmp_path / "台账", root)
    assert any("没有“收文”流程下列环节的栏：登记、分办、批办、传阅、承办" in asked for asked in questions(root))

    book = load_workbook(root / "规则.xlsx")
    step = ["收文", "收文登记簿", 2, "承办", None, "办结日期", None, "部门", None, *["5个工作日"] * 3]
    book["流程"].append([*step, "否", None, "否", "是"])
    book.save(root / "规则.xlsx")
    said = officebatch("run", root, "--as-of", "2026-06-30").stdout

    assert "财务股10" in said


def test_departments_called_sections(tmp_path: Path) -> None:
    tasks = [[f"督〔2026〕{n}号", f"第{n}件事", f"{'财务' if n % 2 else '水保'}股", "李四", date(2026, 5, n)]
             for n in range(1, 20)]  # fmt: skip
    headings: list[object] = ["编号", "督办事项", "牵头股室", "责任人", "完成时限"]
    write(tmp_path / "台账" / "督办台账.xlsx", {"督办": [headings, *tasks]})
    root = tmp_path / "workspace"
    _, rules = begun(tmp_path / "台账", root)
    assert {d.name for d in rules.departments} >= {"财务股", "水保股"}
    assert not any("牵头股室" in asked for asked in questions(root))


def test_nothing_of_a_classified_row_is_quoted(odd: Path, tmp_path: Path) -> None:
    said, rules = begun(odd / "secret", tmp_path / "office")
    (tmp_path / "office/registers/发文.xlsx").unlink()

    assert CANARY not in said
    book = load_workbook(tmp_path / "office/规则.xlsx")
    cells = [str(cell.value) for page in book.worksheets for row in page.iter_rows() for cell in row]
    assert not any(CANARY in text for text in cells)
    assert any("隔离：1行" in text for text in questions(tmp_path / "office"))
    assert len(rules.departments) == 3


@pytest.mark.parametrize("name", ["none", "empty", "nowhere"])
def test_a_folder_without_registers_makes_no_workspace(name: str, odd: Path, tmp_path: Path) -> None:
    made = officebatch("init", tmp_path / "office", "--from", odd / name)

    assert made.returncode == 2 and not (tmp_path / "office").exists()
    assert name != "none" or all(file in made.stderr for file in ("通讯录.xlsx", "坏.xlsx", "说明.txt"))


def test_the_same_registers_give_the_same_rule_book(odd: Path, tmp_path: Path) -> None:
    for root in (tmp_path / "one", tmp_path / "two"):
        begun(odd / "years", root)

    assert (tmp_path / "one/规则.xlsx").read_bytes() == (tmp_path / "two/规则.xlsx").read_bytes()


@pytest.mark.parametrize("name", ["clean", "usual", "messy"])
def test_rule_book_made_from_the_acceptance_folders(name: str, tmp_path: Path) -> None:
    folder, root = SHARED / name, tmp_path / "office"
    if not folder.is_dir():
        pytest.skip("the acceptance folders are not beside the project")
    made = officebatch("init", root, "--from", folder / "registers")
    assert made.returncode == 0, made.stderr
    assert officebatch("rules", "check", root).returncode != 0

    asked = settle(root / "规则.xlsx", folder)

    checked = officebatch("rules", "check", root)
    assert checked.returncode == 0, checked.stdout + checked.stderr
    assert len(asked) <= 25
    day = as_of(folder)
    late = table("deadlines", root, "--late", "--as-of", day)
    result = compare(folder, table("check", root, "--as-of", day), late, NAMES)
    assert result.clean, "\n".join(result.lines())
