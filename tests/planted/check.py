"""The key worked out once more from the workbooks themselves, row by row and day by day.

It shares no line with the planting: cells are read with openpyxl and judged by the rules in rules.json. Where the
records stand is taken from truth/layout.json; a folder without one is read by its headings, as far as they are usual.

    python tests/planted/check.py FOLDER...
"""

from __future__ import annotations

import csv
import json
import re
import sys
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import openpyxl

if __package__ in {None, ""}:
    sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.planted.days import after, between
from tests.planted.shelf import shelve

if TYPE_CHECKING:
    from collections.abc import Iterator

Fault = tuple[str, str, str, int, str, str]
Overdue = tuple[str, str, int, str, str, str, int, int, str, str]
NO_DAY = date(1, 1, 1)
FORMS = {"发文": r"临电办〔\d{4}〕[1-9]\d*号", "收文": r"收〔\d{4}〕[1-9]\d*号"}
HEADS = {"发文": ("发文字号", "标题", "拟稿部门"), "收文": ("收文编号", "文件标题", "承办部门")}


@dataclass(frozen=True)
class Line:
    """One record as it stands in the workbook: cleaned values and column letters by field."""

    file: str
    sheet: str
    row: int
    values: dict[str, Any]
    letters: dict[str, str]

    def fault(self, name: str, field: str, key: str) -> Fault:
        return (name, self.file, self.sheet, self.row, self.letters[field], key)


def day(value: Any) -> date | None:
    """The day a cell says; None for an empty cell, NO_DAY for what is no date."""
    if value is None or isinstance(value, datetime):
        return value.date() if value else None
    if isinstance(value, int | float) and value < 100000:
        return date(1899, 12, 30) + timedelta(int(value))
    words = re.sub(r"(上午|下午)$", "", _narrow(str(value)))
    words = re.sub(r"(\d{4}.\d\d.\d\d)\d\d:\d\d(:\d\d)?$", r"\1", words)
    found = re.fullmatch(r"(\d{4})[-./年](\d{1,2})[-./月](\d{1,2})[日.]?|(\d{4})(\d\d)(\d\d)", words)
    parts = [x for x in found.groups() if x] if found else re.findall(r"\d+", words) if words[-1:] == "日" else []
    try:
        return date(*([2026] * (3 - len(parts)) + [int(x) for x in parts])) if parts else NO_DAY
    except ValueError:
        return NO_DAY


def recount(folder: Path) -> tuple[list[Fault], list[Overdue]]:
    """All faults and, on rows without one, all late steps and tasks of the folder."""
    rules = json.loads((folder / "rules.json").read_text(encoding="utf-8"))
    books = _books(folder)
    found = [x for name in ("发文", "收文") for x in _flow(name, books[name], rules)]
    found += [*_tasks(books["督办"], rules), *_duties(books["岗位"], rules)]
    faults = [x for x in found if len(x) == 6]
    spoilt = {x[1:4] for x in faults}
    return faults, [x for x in found if len(x) == 10 and x[:3] not in spoilt]


def key(folder: Path) -> tuple[list[Fault], list[Overdue]]:
    """The same as the folder's truth says it."""
    with (folder / "truth/faults.csv").open(encoding="utf-8-sig", newline="") as file:
        faults = [
            (x["fault"], x["workbook"], x["sheet"], int(x["row"]), x["column"], x["key"])
            for x in csv.DictReader(file)
        ]
    spoilt = {x[1:4] for x in faults}
    with (folder / "truth/overdue.csv").open(encoding="utf-8-sig", newline="") as file:
        late = [
            (
                *(x["workbook"], x["sheet"], int(x["row"]), x["key"], x["step"], x["due"]),
                *(int(x["days_late"]), int(x["open"]), x["person"], x["department"]),
            )
            for x in csv.DictReader(file)
        ]
    return faults, [x for x in late if x[:3] not in spoilt]


def _narrow(words: str) -> str:
    words = words.translate({0xFF10 + n: 0x30 + n for n in range(10)} | {0xFF0E: "."})
    return re.sub(r"[\s\u3000]", "", words)


def _clean(value: Any) -> Any:
    return (_narrow(value) or None) if isinstance(value, str) else value


def _books(folder: Path) -> dict[str, list[Line]]:
    books: dict[str, list[Line]] = {"发文": [], "收文": [], "督办": [], "岗位": []}
    for path in sorted((folder / "registers").glob("*.xlsx"), key=lambda x: (len(x.name), "下半年" in x.name)):
        book = openpyxl.load_workbook(path)
        for sheet, letters, rows in shelve(folder, path.name, book):
            above = {m.coord: m for m in book[sheet].merged_cells.ranges}
            tops = {
                (row, column): (m.min_row, m.min_col)
                for m in above.values()
                for row in range(m.min_row, m.max_row + 1)
                for column in range(m.min_col, m.max_col + 1)
            }
            for row in rows:
                values = {}
                for name, letter in letters.items():
                    at = openpyxl.utils.column_index_from_string(letter)
                    values[name] = _clean(book[sheet].cell(*tops.get((row, at), (row, at))).value)
                books[path.name[:2]].append(Line(path.name, sheet, row, values, letters))
    return books


def _flow(name: str, lines: list[Line], rules: dict[str, Any]) -> Iterator[Any]:
    number, title, owner = HEADS[name]
    seen: set[str] = set()
    last = 0
    for line in lines:
        values, no = line.values, str(line.values[number])
        if not values[title]:
            yield line.fault("required-missing", title, no)
        if values[owner] not in rules["departments"]:
            yield line.fault("unknown-department", owner, no)
        if name == "发文" and values["文种"] not in rules["genres"]:
            yield line.fault("unknown-choice", "文种", no)
        if values["紧急程度"] not in rules["urgency"]:
            yield line.fault("unknown-choice", "紧急程度", no)
        if values["密级"] != rules["public"]:
            yield line.fault("classified", "密级", no)
        if not re.fullmatch(FORMS[name], no):
            yield line.fault("bad-number", number, no)
        at = int(re.findall(r"\d+", no)[-1])
        if no in seen:
            yield line.fault("duplicate-number", number, no)
        elif last and at > last + 1:
            yield line.fault("number-gap", number, no)
        seen.add(no)
        last = max(last, at)
        yield from _steps(name, line, no, owner, rules)


def _steps(name: str, line: Line, no: str, owner: str, rules: dict[str, Any]) -> Iterator[Any]:
    steps = rules["processes"][name]
    yield from _hands(line, no, steps, rules)
    for earlier, later in rules["separation"]:
        person = line.values.get(f"{later}人")
        if person and person == line.values.get(f"{earlier}人"):
            yield line.fault("step-same-person", f"{later}人", no)
    today = date.fromisoformat(rules["as_of"])
    words = rules["urgency"]
    urgency = words.index(line.values["紧急程度"]) if line.values["紧急程度"] in words else 0
    last: date | None = None
    for at, (step, limits, _, required) in enumerate(steps):
        done = day(line.values[f"{step}日期"])
        due = after(last, limits[urgency]) if last else None
        if done is None and required:
            if any(line.values[f"{later}日期"] for later, *_ in steps[at + 1 :]):
                yield line.fault("step-missing", f"{step}日期", no)
                continue
            if due and due < today:
                yield _late(line, no, (step, due, between(due, today), 1), "", owner)
            return
        if done is None or done == NO_DAY:
            continue
        if last and done < last:
            yield line.fault("step-order", f"{step}日期", no)
        if due and done > due:
            yield _late(line, no, (step, due, between(due, done), 0), line.values[f"{step}人"], owner)
        last = done


def _hands(line: Line, no: str, steps: list[Any], rules: dict[str, Any]) -> Iterator[Fault]:
    """What each step's two cells say by themselves."""
    posts = {x["name"]: x["post"] for x in rules["people"]}
    for step, _, group, _ in steps:
        done, person = day(line.values[f"{step}日期"]), line.values[f"{step}人"]
        if person and person not in posts:
            yield line.fault("unknown-person", f"{step}人", no)
        elif person and group and rules["post_groups"][posts[person]] != group:
            yield line.fault("step-wrong-post", f"{step}人", no)
        if done and not person:
            yield line.fault("step-person-missing", f"{step}人", no)
        if done == NO_DAY:
            yield line.fault("bad-date", f"{step}日期", no)
        elif done and done > date.fromisoformat(rules["as_of"]):
            yield line.fault("future-date", f"{step}日期", no)


def _late(line: Line, no: str, what: tuple[str, date, int, int], person: str | None, owner: str) -> Overdue:
    step, due, days, still = what
    place = (line.file, line.sheet, line.row)
    return (*place, no, step, due.isoformat(), days, still, person or "", line.values[owner])


def _tasks(lines: list[Line], rules: dict[str, Any]) -> Iterator[Any]:
    today = date.fromisoformat(rules["as_of"])
    for line in lines:
        values, no = line.values, str(line.values["编号"])
        yield from _charge(line, no, rules)
        days = {x: day(values[x]) for x in ("立项日期", "完成时限", "最近反馈日期", "办结日期")}
        for field, when in days.items():
            if when == NO_DAY:
                yield line.fault("bad-date", field, no)
        if NO_DAY in days.values():
            continue
        start, due, told, done = days.values()
        closed = values["状态"] == "已办结"
        if due and start and due < start:
            yield line.fault("due-before-start", "完成时限", no)
        if closed and not done:
            yield line.fault("done-without-date", "办结日期", no)
        if not closed and told and (today - told).days > rules["task"]["feedback_days"]:
            yield line.fault("stale-feedback", "最近反馈日期", no)
        if due and (done or today) > due and not (closed and not done):
            days_late = between(due, done or today)
            yield _late(line, no, ("办结", due, days_late, int(not done)), values["责任人"], "牵头部门")


def _charge(line: Line, no: str, rules: dict[str, Any]) -> Iterator[Fault]:
    """Who has the task, and what its counts say."""
    homes = {x["name"]: x["department"] for x in rules["people"]}
    person, home = line.values["责任人"], line.values["牵头部门"]
    if not person:
        yield line.fault("required-missing", "责任人", no)
    elif person not in homes:
        yield line.fault("unknown-person", "责任人", no)
    elif home in rules["departments"] and homes[person] != home:
        yield line.fault("person-not-in-department", "责任人", no)
    if home not in rules["departments"]:
        yield line.fault("unknown-department", "牵头部门", no)
    if line.values["状态"] != "已办结" and _share(line.values["完成率"]) == 1:
        yield line.fault("complete-but-open", "状态", no)
    if int(line.values["延期次数"]) > rules["task"]["max_extensions"]:
        yield line.fault("too-many-extensions", "延期次数", no)


def _share(value: Any) -> float:
    return float(str(value)[:-1]) / 100 if str(value).endswith("%") else float(value)


def _duties(lines: list[Line], rules: dict[str, Any]) -> Iterator[Any]:
    staff = [x["name"] for x in rules["people"]]
    seen: set[tuple[str, str]] = set()
    busy: set[str | None] = set()
    for line in lines:
        values, no = line.values, str(line.values["职责编号"])
        a, b = values["A岗"], values["B岗"]
        if not a:
            yield line.fault("duty-vacant", "A岗", no)
        if not b:
            yield line.fault("duty-no-backup", "B岗", no)
        if a and a == b:
            yield line.fault("duty-same-backup", "B岗", no)
        if not values["工作标准"]:
            yield line.fault("duty-no-standard", "工作标准", no)
        for field in ("A岗", "B岗"):
            if values[field] and values[field] not in staff:
                yield line.fault("unknown-person", field, no)
        what = (values["部门"], values["职责内容"])
        if what in seen:
            yield line.fault("duty-overlap", "职责内容", no)
        else:
            busy |= {a, b}
        seen.add(what)
    for name in staff:
        if name not in busy:
            yield ("person-without-duty", lines[0].file, lines[0].sheet, 0, "", name)


def main() -> None:
    for folder in map(Path, sys.argv[1:]):
        (faults, late), (their_faults, their_late) = recount(folder), key(folder)
        _tell(f"{folder}: faults", set(faults), set(their_faults))
        _tell(f"{folder}: overdue", set(late), set(their_late))


def _tell(title: str, mine: set[Any], theirs: set[Any]) -> None:
    lines = [f"{title}: {len(theirs)} in the key, {len(mine)} counted"]
    lines += [f"  key only: {x}" for x in sorted(theirs - mine)]
    lines += [f"  counted only: {x}" for x in sorted(mine - theirs)]
    sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
