"""The story of a new workspace: what the office answers, and what its registers say of themselves, become a rule book.

Nothing of the registers is written to: they are copied, or read where they stand.
"""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING

from officebatch import batch, rulebook, workspace
from officebatch.rulebook import answering
from officebatch.rulebook.faults import RuleBookFaults
from officebatch.wording import say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from officebatch.model.report import SheetReport
    from officebatch.model.survey import LeftAside, SeenTable, Survey
    from officebatch.model.vocabulary import Vocabulary
    from officebatch.rulebook.proposing import Question
    from officebatch.rulebook.rules import RuleBook
    from officebatch.workspace import Workspace

# What the shipped rule book lacks to be read at all, for a first look that needs none of it.
_ANYBODY = {"单位全称": "—", "单位简称": "—", "办公室署名": "—", "启用日期": "2000-01-01"}


@dataclass(frozen=True)
class Beginning:
    """What a rule book will be made of, before it is written. survey: None without registers; last:
    register → its last numbers; read: the registers as the proposed rule book reads them."""

    tables: Mapping[str, list[dict[str, str]]]
    questions: tuple[Question, ...] = ()
    unused: tuple[Mapping[str, str], ...] = ()
    survey: Survey | None = None
    source: Path | None = None
    last: Mapping[str, tuple[str, ...]] | None = None
    read: tuple[SheetReport, ...] = ()

    @property
    def known(self) -> dict[str, str]:
        """What is answered already: key of what is asked → text."""
        return answering.shown(self.tables)


@dataclass(frozen=True)
class Begun:
    """A new workspace. questions: how many are left to the office; faults: what keeps its rule book from being used."""

    workspace: Workspace
    questions: int
    faults: tuple[str, ...]


def begin(source: Path | None, tell: Callable[[str], None]) -> Beginning:
    """The shipped rule book, or the one proposed for the registers in `source`. Raises WorkspaceFault."""
    vocabulary = batch.vocabulary()
    tables = rulebook.complete(rulebook.shipped(), vocabulary)
    if source is None:
        return Beginning(tables)
    survey = _look(source, rulebook.from_tables(_readable(tables), vocabulary) if source.is_dir() else None, tell)
    made = rulebook.propose(survey, tables)
    last = {register: tuple(form.last for form in forms) for register, forms in made.forms.items()}
    read = _read_back(source, made.tables, vocabulary)
    return Beginning(made.tables, made.questions, made.unused, survey, source, last, read)


def _read_back(
    source: Path, tables: Mapping[str, list[dict[str, str]]], vocabulary: Vocabulary
) -> tuple[SheetReport, ...]:
    """The registers read as every run will read them; nothing where the rule book first needs a hand."""
    from officebatch import reading

    try:
        rules = rulebook.from_tables(_readable(tables), vocabulary)
    except RuleBookFaults:
        return ()
    return tuple(report for report in reading.read(source, rules).reports if report.register)


def _look(source: Path, rules: RuleBook | None, tell: Callable[[str], None]) -> Survey:
    """What stands in a folder of registers. Raises WorkspaceFault where that is none."""
    from officebatch import reading

    if rules is None:
        raise workspace.WorkspaceFault(
            say("{folder} is no folder. Nothing was written: name the folder your registers stand in.", folder=source)
        )
    survey = reading.survey(source, rules, tell)
    if not survey.tables:
        raise workspace.WorkspaceFault(
            say("No register was found in {folder}. Nothing was written.", folder=source),
            *(told(left) for left in survey.left),
            say("A register needs a line of headings, as 发文字号, 标题, 拟稿部门. Without one, leave out --from."),
        )
    return survey


def _readable(tables: Mapping[str, list[dict[str, str]]]) -> dict[str, list[dict[str, str]]]:
    """The shipped tables with what only an office can fill in."""
    filled = [
        line | {"内容": line.get("内容") or _ANYBODY.get(line["项目"], "—{年}—{序号}")} if _needed(line) else line
        for line in tables["设置"]
    ]
    departments = tables["部门"] or [{"排序": "1", "部门": "办公室"}]
    people = tables["人员"] or [{"姓名": "—", "部门": departments[0]["部门"]}]
    return {**tables, "设置": filled, "部门": departments, "人员": people}


def _needed(line: Mapping[str, str]) -> bool:
    return line["项目"] in _ANYBODY or line["项目"].startswith("编号式样")


def answers_in(path: Path) -> dict[str, str]:
    """The answers of a file: a line each, key = text; quotes may be left out, # begins a remark.

    Raises WorkspaceFault where it cannot be read, naming every line that is no answer.
    """
    try:
        written = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as fault:
        raise workspace.WorkspaceFault(say("{file} cannot be read: {reason}. Save it as a text file in UTF-8.",
                                           file=path, reason=fault)) from None
    lines = {n: line.strip() for n, line in enumerate(written, 1)}
    told = {n: re.split("[=＝]", line, maxsplit=1) for n, line in lines.items() if line and not line.startswith("#")}
    pairs = {n: [part.strip().strip("\"'“”") for part in parts] for n, parts in told.items()}
    if wrong := [n for n, pair in pairs.items() if len(pair) < 2]:
        raise workspace.WorkspaceFault(*(
            say("{file}, line {n}: this is no answer. Write it as 单位全称 = 临江县供电局.", file=path.name, n=n)
            for n in wrong
        ))
    return {_key(key): text for key, text in pairs.values()}


def _key(written: str) -> str:
    """A key as sheet 设置 has it, also where the option's name was written."""
    return next((asked.key for asked in answering.ASKED if asked.flag == written.replace("_", "-")), written)


def finish(
    made: Beginning, answers: Mapping[str, str], root: Path, language: str, *, in_place: bool
) -> Begun:
    """Write the workspace: rule book with the answers, copies of the registers.

    Raises WorkspaceFault or RuleBookFaults, and then nothing was written.
    """
    tables, questions = answering.answered(made.tables, made.questions, answers)
    for asked in answering.ASKED:
        if answers.get(asked.key) == "":
            raise workspace.WorkspaceFault(say("--{flag} is empty. Leave it out or fill it in.", flag=asked.flag))
    registers = made.source.absolute() if made.source and in_place else None
    new = workspace.create(root, language, registers)
    rulebook.write(tables, new.rule_book, questions, made.unused)
    if made.survey and made.source and not in_place:
        for name in made.survey.workbooks:
            shutil.copy2(made.source / name, new.registers / name)
    return Begun(new, len(questions), _faults(tables))


def _faults(tables: Mapping[str, list[dict[str, str]]]) -> tuple[str, ...]:
    """What keeps a rule book from being used yet, one sentence each."""
    try:
        rulebook.from_tables(tables, batch.vocabulary())
    except RuleBookFaults as found:
        return tuple(fault.text() for fault in found.faults)
    return ()


def understood(made: Beginning) -> Iterator[tuple[str, str, str, str, str]]:
    """One line a table: place, register, heading rows, how many of its headings are known, records."""
    for report in made.read:
        known = f"{sum(bool(guess.field) for guess in report.headings)}/{len(report.headings)}"
        rows = "、".join(map(str, report.heading_rows))
        records = _records(report.records, len(report.quarantined))
        yield f"{report.workbook} {report.sheet}", report.register, rows, known, records
    for table in () if made.read or made.survey is None else made.survey.tables:
        known = f"{sum(bool(column.field) for column in table.columns)}/{len(table.columns)}"
        rows = "、".join(map(str, table.heading_rows))
        yield table.place, table.register, rows, known, _records(table.records, table.quarantined)


def _records(n: int, aside: int) -> str:
    return say("{n}, and {m} set aside as classified", n=n, m=aside) if aside else str(n)


def renamed(survey: Survey) -> Iterator[tuple[str, str, str]]:
    """Headings known under another name: register, heading, field; each once."""
    seen: dict[tuple[str, str, str], None] = {}
    for table in survey.tables:
        for column in table.columns:
            if column.field and _differs(table, column.letter):
                seen[table.register, column.text, column.field] = None
    yield from seen


def _differs(table: SeenTable, letter: str) -> bool:
    column = next(c for c in table.columns if c.letter == letter)
    return column.text != column.field and "".join(column.heading) != column.field and len(column.heading) == 1


def told(left: LeftAside) -> str:
    """A sentence for what was left aside."""
    place = " ".join(filter(None, (left.workbook, left.sheet)))
    row = f"!A{left.row}" if left.row else ""
    return f"{place}{row}: {say(left.why, **dict(left.values))}"

