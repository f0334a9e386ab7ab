"""The activity ledger of the worked office: every person's counts as plain loops over the registers have them."""

from __future__ import annotations

import io
import json
from collections import Counter
from datetime import date
from typing import TYPE_CHECKING

import openpyxl
import pytest

from tests.evaluation.worked import plain
from tests.evaluation.worked.office import LEADERS, PERIOD, people
from tests.office import officebatch
from tests.outputs import looking, soundness

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

AWAY = "外出"


@pytest.fixture(scope="module")
def office(
    tmp_path_factory: pytest.TempPathFactory, copied: Callable[[Path], Path]
) -> tuple[Path, list[dict[str, object]]]:
    """The workspace with a sheet for everybody, and the figures as the command tells them."""
    made = copied(tmp_path_factory.mktemp("work"))
    rules = openpyxl.load_workbook(made / "规则.xlsx")
    duty = next(d for d in plain.read(made, "岗位职责表") if d["岗位"].startswith("文印员"))
    first, stand_in = duty["A角"], next(n for n, _, post, _ in people() if post == "机要员")
    for row in rules["人员"].iter_rows(min_row=2):
        if row[0].value == first:
            row[[c.value for c in rules["人员"][1]].index("B角")].value = stand_in
    rules[AWAY].append([first, "2026-08-01", "2026-08-31"])
    rules.save(made / "规则.xlsx")
    _hand_over(made, first, stand_in)
    (made / "registers" / "业绩补登.csv").write_text(
        "序号,日期,姓名,部门,类别,工作内容,工时\n"
        f"1,2026-08-03,{first},办公室,培训,参加公文写作培训,6\n2,2026-10-03,{first},办公室,培训,期外的培训,6\n",
        encoding="utf-8-sig",
    )
    done = officebatch("work", "--period", PERIOD, "--as-of", "2026-09-30", "--format", "json", made)
    assert (done.returncode, done.stderr) == (0, "")
    return made, json.loads(done.stdout)


def _hand_over(made: Path, first: str, stand_in: str) -> None:
    """In August, while he was away, his stand-in passed what he would have passed."""
    path = made / "registers" / "发文登记簿.csv"
    lines = path.read_text(encoding="utf-8-sig").splitlines()
    head = lines[0].split(",")
    who, when = head.index("打印人"), head.index("打印日期")
    for n, line in enumerate(lines[1:], 1):
        cells = line.split(",")
        if cells[when].startswith("2026-08") and cells[who] == first:
            cells[who] = stand_in
        lines[n] = ",".join(cells)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8-sig")


def _told(
    rows: list[dict[str, object]], figure: str, *, part: str, stand_in: bool = False
) -> dict[tuple[str, str], int]:
    found: Counter[tuple[str, str]] = Counter()
    for row in rows:
        if row["part"] == part and row["stand_in"] is stand_in:
            found[str(row["person"]), str(row["item"])] += int(str(row[figure]))
    return {key: n for key, n in found.items() if n}


def _passed(made: Path, *, away: bool) -> dict[tuple[str, str], int]:
    """Steps passed in the quarter; away: only, or without, printing in August by who is no printer."""
    known = {name: (department, post) for name, department, post, _ in people()}
    found: Counter[tuple[str, str]] = Counter()
    for name, steps in (("收文登记簿", plain.RECEIVED), ("发文登记簿", plain.SENT)):
        for line in plain.read(made, name):
            for step in steps:
                who, on = line[f"{step}人"], line[f"{step}日期"]
                if not on or not "2026-07-01" <= on <= "2026-09-30" or known[who][0] == LEADERS:
                    continue
                instead = step == "打印" and known[who][1] == "机要员"
                found[who, step] += instead is away
    return {key: n for key, n in found.items() if n}


def test_what_each_person_passed(office: tuple[Path, list[dict[str, object]]]) -> None:
    made, rows = office
    wanted = _passed(made, away=False)
    assert sum(wanted.values()) > 1500
    assert _told(rows, "done", part="step") == wanted


def test_what_was_done_for_somebody_away_is_counted_apart(office: tuple[Path, list[dict[str, object]]]) -> None:
    made, rows = office
    wanted = _passed(made, away=True)
    assert len(wanted) == 1 and sum(wanted.values()) > 10
    assert _told(rows, "done", part="step", stand_in=True) == wanted


def test_what_fell_due_and_what_was_on_time(office: tuple[Path, list[dict[str, object]]]) -> None:
    made, rows = office
    home = {name: department for name, department, *_ in people()}
    due, met = Counter[tuple[str, str]](), Counter[tuple[str, str]]()
    received, sent = (plain.read(made, name) for name in ("收文登记簿", "发文登记簿"))
    incoming = plain.timed(received, "收文编号", "承办部门", plain.RECEIVED, people=home, posted={})
    outgoing = plain.timed(sent, "发文字号", "拟稿部门", plain.SENT, people=home, posted={})
    for case in (*incoming, *outgoing):
        if case["person"] and home[case["person"]] != LEADERS:
            due[case["person"], case["step"]] += 1
            met[case["person"], case["step"]] += not case["late"]
    both = [Counter(_told(rows, f, part="step")) + Counter(_told(rows, f, part="step", stand_in=True))
            for f in ("timed", "on_time")]  # fmt: skip
    assert both == [+due, +met]


def test_tasks_led(office: tuple[Path, list[dict[str, object]]]) -> None:
    made, rows = office
    held, due, met = (Counter[tuple[str, str]]() for _ in range(3))
    for task in plain.read(made, "督办台账"):
        who, limit, done = (task["责任人"], "牵头"), date.fromisoformat(task["完成时限"]), plain.day(task["办结日期"])
        late = plain.behind(limit, done)
        decided = plain.FIRST <= limit <= plain.LAST and (done is not None or late)
        in_hand = task["立项日期"] <= "2026-09-30" and (done is None or done >= plain.FIRST)
        held[who] += in_hand and (done is None or done >= plain.FIRST)
        due[who] += decided
        met[who] += decided and not late
    told = [_told(rows, figure, part="task") for figure in ("done", "open", "timed", "on_time")]
    assert Counter(told[0]) + Counter(told[1]) == +held
    assert told[2:] == [dict(+due), dict(+met)]


def test_entries_by_hand(office: tuple[Path, list[dict[str, object]]]) -> None:
    made, rows = office
    printer = next(d["A角"] for d in plain.read(made, "岗位职责表") if d["岗位"].startswith("文印员"))
    entries = [row for row in rows if row["part"] == "entry"]
    assert [(e["person"], e["register"], e["item"], e["done"], e["hours"]) for e in entries] == [
        (printer, "业绩补登", "培训", 1, 6.0)
    ]


def test_papers_and_books_are_sound_and_hold_one_person_only(office: tuple[Path, list[dict[str, object]]]) -> None:
    made, rows = office
    folder = made / "evaluations" / PERIOD / "个人业绩"
    names = [name for name, department, *_ in people() if department != LEADERS]
    assert len(list(folder.glob("*.docx"))) == len(list(folder.glob("*.xlsx"))) == len(names)
    stand_in = next(name for name, _, post, _ in people() if post == "机要员")
    sheet = (folder / f"个人业绩单（{stand_in}）.docx").read_bytes()
    book = (folder / f"个人工作台账（{stand_in}）.xlsx").read_bytes()
    assert soundness.faults(sheet) == soundness.faults(book) == []
    said = looking.plain_text(sheet)
    assert "打印" in said and "不排名次" in said and "代外出人员办理" in said
    others = [name for name in names if name in said and name != stand_in]
    assert len(others) == 1  # the one he stood in for
    opened = openpyxl.load_workbook(io.BytesIO(book))
    assert opened.sheetnames == ["汇总", "补台", "明细", "问题"]
    counted = sum(int(str(r["done"])) + int(str(r["open"])) for r in rows if r["person"] == stand_in)
    listed = [row for row in opened["明细"].iter_rows(min_row=6, values_only=True) if row[0]]
    assert len(listed) >= counted > 100


def test_a_name_nobody_bears_is_told(office: tuple[Path, list[dict[str, object]]]) -> None:
    done = officebatch("work", "--person", "无名氏", "--period", PERIOD, "--as-of", "2026-09-30", office[0])
    assert (done.returncode, done.stderr) == (2, "规则簿“人员”表里没有无名氏。请照表里的姓名写。\n")
