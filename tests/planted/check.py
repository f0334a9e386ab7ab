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
        return date(*([2026] * (3 - len(parts)) + [int(x) for x in parts])) if parts else NO_DAY  # type: ignore[arg-type]
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
            (x["workbook"], x["sheet"], int(x["row"]), x["key"], x["step"], x["due"])
            + (int(x["days_late"]), int(x["open"]), x["person"], x["department"])
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
    posts = {x["name"]: x["post"] for x in rules["people"]}
    today = date.fromisoformat(rules["as_of"])
    urgency = (rules["urgency"].index(line.values["紧急程度"])) if line.values["紧急程度"] in rules["urgency"] else 0
    steps = rules["processes"][name]
    days = {step: day(line.values[f"{step}日期"]) for step, *_ in steps}
    last: date | None = None
    waiting = False
    for at, (step, limits, group, required) in enumerate(steps):
        done, person = days[step], line.values[f"{step}人"]
        if person and person not in posts:
            yield line.fault("unknown-person", f"{step}人", no)
        elif person and group and rules["post_groups"][posts[person]] != group:
            yield line.fault("step-wrong-post", f"{step}人", no)
        if done and not person:
            yield line.fault("step-person-missing", f"{step}人", no)
        if done == NO_DAY:
            yield line.fault("bad-date", f"{step}日期", no)
            continue
        due = after(last, limits[urgency]) if last else None
        if done is None:
            if required and any(days[later] for later, *_ in steps[at + 1 :]):
                yield line.fault("step-missing", f"{step}日期", no)
            elif required and due and not waiting:
                waiting = True
                if due < today:
                    yield _late(line, no, (step, due, between(due, today), 1), "", owner)
            continue
        if done > today:
            yield line.fault("future-date", f"{step}日期", no)
        if last and done < last:
            yield line.fault("step-order", f"{step}日期", no)
        if due and done > due:
            yield _late(line, no, (step, due, between(due, done), 0), person, owner)
        last = done
    for earlier, later in rules["separation"]:
        person = line.values.get(f"{later}人")
        if person and person == line.values.get(f"{earlier}人"):
            yield line.fault("step-same-person", f"{later}人", no)


def _late(line: Line, no: str, what: tuple[str, date, int, int], person: str | None, owner: str) -> Overdue:
    step, due, days, still = what
    place = (line.file, line.sheet, line.row)
    return (*place, no, step, due.isoformat(), days, still, person or "", line.values[owner])


def _tasks(lines: list[Line], rules: dict[str, Any]) -> Iterator[Any]:
    homes = {x["name"]: x["department"] for x in rules["people"]}
    today = date.fromisoformat(rules["as_of"])
    for line in lines:
        values, no = line.values, str(line.values["编号"])
        person, home = values["责任人"], values["牵头部门"]
        days = {x: day(values[x]) for x in ("立项日期", "完成时限", "最近反馈日期", "办结日期")}
        for field, when in days.items():
            if when == NO_DAY:
                yield line.fault("bad-date", field, no)
        if not person:
            yield line.fault("required-missing", "责任人", no)
        elif person not in homes:
            yield line.fault("unknown-person", "责任人", no)
        elif home in rules["departments"] and homes[person] != home:
            yield line.fault("person-not-in-department", "责任人", no)
        if home not in rules["departments"]:
            yield line.fault("unknown-department", "牵头部门", no)
        start, due, told, done = days.values()
        if due and start and due < start and NO_DAY not in (due, start):
            yield line.fault("due-before-start", "完成时限", no)
        closed = values["状态"] == "已办结"
        if closed and not done:
            yield line.fault("done-without-date", "办结日期", no)
        if not closed and _share(values["完成率"]) == 1:
            yield line.fault("complete-but-open", "状态", no)
        if not closed and told and told != NO_DAY and (today - told).days > rules["task"]["feedback_days"]:
            yield line.fault("stale-feedback", "最近反馈日期", no)
        if int(values["延期次数"]) > rules["task"]["max_extensions"]:
            yield line.fault("too-many-extensions", "延期次数", no)
        if due and due != NO_DAY and (done or today) > due and not (closed and not done):
            days_late = between(due, done or today)
            yield _late(line, no, ("办结", due, days_late, int(not done)), person, "牵头部门")


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
        for title, mine, theirs in zip(("faults", "overdue"), recount(folder), key(folder), strict=True):
            print(f"{folder}: {title}: {len(theirs)} in the key, {len(mine)} counted")  # noqa: T201
            for side, extra in (("key only", set(theirs) - set(mine)), ("counted only", set(mine) - set(theirs))):
                for x in sorted(extra):
                    print(f"  {side}: {x}")  # noqa: T201


if __name__ == "__main__":
    main()
