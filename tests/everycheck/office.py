"""A whole office that keeps its registers as it should: 2,000 records in eight registers, and the seal's event list.

`made()` builds it from a seed: `registers` (name → lines, a line is field → value), `columns` (name → fields), `tables`
(the rule book, sheet → lines) and `files` (whatever else lies in the folder). All of it may be changed before `write`
puts it down as real workbooks; `place` says where a line will stand.
"""

from __future__ import annotations

import copy
from dataclasses import dataclass, field
from functools import cache
from random import Random
from typing import TYPE_CHECKING

from officebatch import rulebook, workspace
from officebatch.rulebook.schema import SHEETS, headings
from tests.everycheck import daily, matters, meetings, quirks, received, rules, sent, standing
from tests.everycheck.looks import as_written
from tests.everycheck.names import (
    ACTIVITIES,
    BALLOTS,
    DUTIES,
    HEADING_ROW,
    INSPECTIONS,
    RECEIVED,
    REGULATIONS,
    SEALS,
    SENT,
    TASKS,
    TOPICS,
    Row,
)
from tests.everycheck.workbooks import letters, workbook

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from officebatch.workspace import Workspace

RECORDS = 2000
SENT_COUNT, TASK_COUNT, NOTED_COUNT, SEAL_COUNT = 380, 300, 140, 60
RULE_BOOK = "规则.xlsx"
REPEALED = 1  # a regulation the quirks add


@dataclass
class Office:
    """An office about to be written. columns: register → the fields it has, in order; headings: (register, field) → how
    a column is headed where that is not the field's name; books: register → file name."""

    tables: rules.Tables
    registers: dict[str, list[Row]]
    columns: dict[str, list[str]]
    books: dict[str, str]
    headings: dict[tuple[str, str], str] = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict)
    taken: dict[int, Row] = field(default_factory=dict)

    def take(self, register: str, fits: Callable[[Row], object] = lambda _: True) -> Row:
        """The first line of a register that fits and nobody has taken yet, taken now. LookupError where none does."""
        for row in self.registers[register]:
            if id(row) not in self.taken and fits(row):
                self.hold(row)
                return row
        raise LookupError(f"no line of {register} fits")

    def hold(self, *rows: Row) -> None:
        """Keep lines from being taken by other plants."""
        self.taken.update({id(row): row for row in rows})

    def line(self, sheet: str, **cells: str) -> dict[str, str]:
        """The one line of a sheet of the rule book with these cells. LookupError where there is none, or several."""
        found = [line for line in self.tables[sheet] if cells.items() <= line.items()]
        if len(found) != 1:
            raise LookupError(f"{len(found)} lines of sheet {sheet} with {cells}")
        return found[0]

    def place(self, row: Mapping[str, object], field: str) -> tuple[str, str, str, int, str]:
        """Register ("" for a line of the rule book), workbook, sheet, row and column letters of a cell. LookupError for
        a line that stands nowhere."""
        for name, lines in self.registers.items():
            if (at := _position(lines, row)) is not None:
                column = letters(self.columns[name].index(field)) if field else ""
                return name, self.books[name], name, at + HEADING_ROW + 1, column
        for sheet, rules_of in self.tables.items():
            if (at := _position(rules_of, row)) is not None:
                return "", RULE_BOOK, sheet, at + 2, letters(self._headed(sheet).index(field)) if field else ""
        raise LookupError(f"the line stands nowhere: {row}")

    def _headed(self, sheet: str) -> list[str]:
        """The headings of a sheet of the rule book, one urgency a column where there are several."""
        values = {"紧急程度": tuple(line["值"] for line in self.tables["选项"] if line["列表"] == "紧急程度")}
        return [heading for heading, _ in headings(next(one for one in SHEETS if one.zh == sheet), values)]

    def write(self, folder: Path) -> Workspace:
        """The office as a workspace in a folder that does not exist yet."""
        made = workspace.create(folder, "zh_CN")
        rulebook.write(self.tables, made.rule_book)
        for name, book in self.books.items():
            fields = self.columns[name]
            rows = enumerate(self.registers[name])
            lines = [[as_written(name, at, one, row.get(one)) for one in fields] for at, row in rows]
            headed = [self.headings.get((name, one), one) for one in fields]
            (made.registers / book).write_bytes(workbook(name, headed, lines))
        for name, content in self.files.items():
            (made.registers / name).write_bytes(content)
        return made


def _position(lines: Sequence[Mapping[str, object]], row: Mapping[str, object]) -> int | None:
    return next((at for at, line in enumerate(lines) if line is row), None)


def made(seed: int = 1) -> Office:
    """A clean office of one's own, free to change; the same for the same seed."""
    own = copy.deepcopy(_clean(seed))
    own.taken = {id(row): row for row in own.taken.values()}
    return own


@cache
def _clean(seed: int) -> Office:
    tables = rules.tables()
    topics, duties, regulations = meetings.topics(seed), standing.duties(seed), standing.regulations()
    activities, ballots = daily.activities(seed), daily.ballots(seed)
    others = REPEALED + SENT_COUNT + TASK_COUNT + sum(map(len, (topics, duties, regulations, activities, ballots)))
    papers = received.papers(seed, RECORDS - others)
    _note(papers, seed)
    outgoing = sent.papers(seed, SENT_COUNT, papers, meetings.days())
    registers = {
        SENT: outgoing,
        RECEIVED: [paper.row for paper in papers],
        TASKS: matters.tasks(seed, papers, topics, TASK_COUNT),
        DUTIES: duties,
        TOPICS: topics,
        REGULATIONS: regulations,
        ACTIVITIES: activities,
        BALLOTS: ballots,
        SEALS: daily.seals(seed, SEAL_COUNT),
        INSPECTIONS: daily.inspections(seed),
    }
    kept = {line["台账"] for line in tables["台账"]}
    registers = {name: lines for name, lines in registers.items() if name in kept}
    columns: dict[str, list[str]] = {name: [] for name in registers}
    for line in tables["字段"]:
        if line["台账"] in columns:
            columns[line["台账"]].append(line["字段"])
    office = Office(tables, registers, columns, {name: f"{name}.xlsx" for name in registers})
    quirks.live(office)
    return office


def _note(papers: list[received.Received], seed: int) -> None:
    """Give some papers a note of a leader, which makes a task of them: some already done, all that are open now."""
    noted = [p for p in papers if p.row.get("批办日期")]
    still = [p for p in noted if p.open]
    done = [p for p in noted if not p.open and not p.wants]
    for paper in [*still, *Random(seed).sample(done, NOTED_COUNT - len(still))]:
        paper.task = True
        paper.row["领导批示"] = f"请{paper.department}抓紧办理，按时报结果"
