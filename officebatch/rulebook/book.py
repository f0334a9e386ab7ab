"""The rule book read whole: lines to frozen values. Raises every fault at once, or gives a book that is in order."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypeVar

from officebatch.model.limit import Limit
from officebatch.model.ruling import Decision, Ruling
from officebatch.model.vocabulary import FieldType, HolderKind, Kind, Mends, Severity
from officebatch.rulebook import judging, pending, settings, sheets, workbook
from officebatch.rulebook.consistency import meeting_field, step_field, tell_all
from officebatch.rulebook.faults import CellFault, Fault, RuleBookFaults, listed
from officebatch.rulebook.limits import MEETING
from officebatch.rulebook.lines import EMPTY_CELL, Tray, read_lines
from officebatch.rulebook.references import MESSAGES, URGENCY_LIST, Known, own_names, tell_unknown
from officebatch.rulebook.rules import RuleBook
from officebatch.rulebook.schema import EACH_MARK, SHEETS
from officebatch.wording import marked, say

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from officebatch.model.vocabulary import CheckFacts, Vocabulary
    from officebatch.rulebook.lines import Line
    from officebatch.rulebook.workbook import Page

T = TypeVar("T")
EMPTY_SETTING = marked("“{heading}” ({meaning}) is empty. Fill it in; column 说明 says how: “{how}”")
SETTING_COMMENT = marked("Your office has to decide this.")
_ENUMS: Mapping[str, Any] = {
    "holder": HolderKind, "required": sheets.Required, "severity": Severity, "mends": Mends,
    "kind": lambda word: sheets.RelationKind(word) if word in list(sheets.RelationKind) else word,
    "type": FieldType, "decision": Decision,
}  # fmt: skip
_SHEETS = {sheet.zh: sheet for sheet in SHEETS}


def read(path: Path, vocabulary: Vocabulary) -> RuleBook:
    """The rule book of a workbook. Raises RuleBookFaults with every fault: sheet, cell, what to do, nearest word."""
    pages, content = workbook.pages(path)
    understood = understand(pages, vocabulary, hashlib.sha256(content).hexdigest())
    return replace(understood, file=path.name, undecided=sum(1 for _ in pending.undecided(pages)))


def understand(pages: Sequence[Page], vocabulary: Vocabulary, digest: str) -> RuleBook:
    """The rule book of a workbook's sheets. Raises RuleBookFaults."""
    tray = read_lines(pages)
    known = Known(tray, vocabulary)
    tell_unknown(tray, known)
    tell_all(tray, known, vocabulary)
    values, raw = _settings(tray, known)
    if tray.faults:
        raise RuleBookFaults(sorted(set(tray.faults), key=lambda fault: _place(tray, fault)))
    of = _Builder(tray, known)
    return RuleBook(
        settings=settings.build(values, raw),
        departments=of.all("部门", sheets.Department),
        people=of.all("人员", sheets.Person),
        absences=of.all("外出", sheets.Absence),
        calendar=tuple(of.calendar_day(line) for line in tray.lines["日历"]),
        steps=tuple(of.step(line) for line in tray.lines["流程"]),
        relations=of.all("环节关系", sheets.Relation),
        ladder=tuple(level for line in tray.lines["催办阶梯"] if (level := of.level(line)) is not None),
        registers=tuple(of.register(line) for line in tray.lines["台账"]),
        fields=tuple(of.field(line) for line in tray.lines["字段"]),
        choices=of.all("选项", sheets.Choice),
        checks=_checks(tray, vocabulary),
        own_checks=of.all("校验", judging.OwnCheck),
        indicators=of.all("指标", judging.Indicator),
        grades=of.all("等级", judging.Grade),
        merits=of.all("加减分", judging.Merit),
        outputs=of.all("输出", sheets.OutputRule),
        exemptions=of.all("豁免", judging.Exemption),
        rulings=of.all("裁定", Ruling),
        titles=of.all("名目", judging.Title),
        digest=digest,
        letters={lines[0].sheet: _headed(sheet, lines[0]) for sheet, lines in tray.lines.items() if lines},
    )


class _Builder:
    """Makes the values of lines that are known to be in order."""

    def __init__(self, tray: Tray, known: Known) -> None:
        self.tray, self.known = tray, known

    def all(self, sheet: str, made: type[T]) -> tuple[T, ...]:
        """Every line of a sheet as a value whose attributes are named as the sheet's columns."""
        return tuple(made(**self._named(sheet, line, made)) for line in self.tray.lines[sheet])

    def calendar_day(self, line: Line) -> sheets.CalendarDay:
        named = self._named("日历", line, sheets.CalendarDay)
        return sheets.CalendarDay(**(named | {"working": line.text("working") == "上班"}))

    def step(self, line: Line) -> sheets.Step:
        named = self._named("流程", line, sheets.Step)
        fields = self.known.fields.get(line.text("register"), {})
        for column, suffix in (("person_field", "人"), ("date_field", "日期")):
            field = step_field(line, column, suffix)
            named[column] = field if field in fields else ""
        return sheets.Step(**(named | {"limits": self._limits(line)}))

    def level(self, line: Line) -> sheets.LadderLevel | None:
        if line.values.get("on") is False:
            return None
        return sheets.LadderLevel(**self._named("催办阶梯", line, sheets.LadderLevel))

    def register(self, line: Line) -> sheets.RegisterRule:
        named = self._named("台账", line, sheets.RegisterRule)
        return sheets.RegisterRule(**(named | {"kind": Kind(line.text("kind"))}))

    def field(self, line: Line) -> sheets.FieldRule:
        named = self._named("字段", line, sheets.FieldRule)
        own, template = line.text("field"), "、".join(line.words("template"))
        headings = line.words("headings")
        headings = headings if own in headings else (*headings, own)
        return sheets.FieldRule(**(named | {"headings": headings, "template": template}))

    def _limits(self, line: Line) -> dict[str, Limit]:
        """Urgency → limit, in the order of list 紧急程度: the first is the ordinary one."""
        held = line.values.get("limits")
        written = held if isinstance(held, dict) else {}
        words = self.known.choices.get(URGENCY_LIST, {})
        named = {words.get(urgency, urgency): limit for urgency, limit in written.items() if isinstance(limit, Limit)}
        found = {value: named[value] for value in dict.fromkeys(words.values()) if value in named}
        meeting = meeting_field(self.tray, line.text("register"))
        return {u: replace(x, field=meeting) if x.field == MEETING else x for u, x in found.items()}

    def _named(self, sheet: str, line: Line, made: type) -> dict[str, Any]:
        """Any: attribute name → value of its type, as the columns of the schema read it."""
        attributes = made.__dataclass_fields__  # type: ignore[attr-defined]  # every class of `rules` is a dataclass
        values = own_names(self.known, _SHEETS[sheet], line)
        named = {
            name: _ENUMS[name](value) if name in _ENUMS and isinstance(value, str) else value
            for name, value in values.items()
            if name in attributes and value is not None
        }
        blank = {
            name: "" for name, value in values.items()
            if value is None and name in attributes and attributes[name].type == "str" and name not in named
        }  # fmt: skip
        absent = {n: None for n, v in values.items() if v is None and n in attributes and "None" in attributes[n].type}
        return named | blank | absent | {"at": line.at}


def _headed(sheet: str, line: Line) -> dict[str, str]:
    """Chinese heading → column letter, in the sheet of a line."""
    headings = {column.id: column.zh for column in _SHEETS[sheet].columns}
    parts = ((name.partition(EACH_MARK), letter) for name, letter in line.letters.items())
    return {headings[name] + mark + each: letter for (name, mark, each), letter in parts}


def _settings(tray: Tray, known: Known) -> tuple[dict[str, object], dict[str, str]]:
    """Setting id → value, and every line as written."""
    values: dict[str, object] = {}
    raw: dict[str, str] = {}
    for line in tray.lines["设置"]:
        found, text = settings.setting(line.text("key")), line.text("value")
        if found is None:
            continue
        wanted, tail = found
        raw[line.text("key")] = text
        value = _setting(tray, known, line, wanted, text)
        if wanted.each:
            held = values.setdefault(wanted.id, {})
            if isinstance(held, dict):
                held[tail] = value
        else:
            values[wanted.id] = value
    return values, raw


def _setting(tray: Tray, known: Known, line: Line, wanted: settings.Setting, text: str) -> object:
    place = line.place("value")
    if not text:
        if wanted.required:
            how, heading = line.text("note"), line.text("key")
            if how:
                tray.fault(place, EMPTY_SETTING, heading=heading, meaning=wanted.en, how=how)
            else:
                tray.fault(place, EMPTY_CELL, heading=heading, comment=say(SETTING_COMMENT))
        return settings.EMPTY.get(wanted.id, "")
    try:
        value = wanted.read(text)
    except CellFault as fault:
        tray.faults.append(fault.at(place.sheet, place.cell))
        return ""
    if wanted.refers:
        words = known.words(wanted.refers, line)
        if words is not None and text not in words:
            tray.fault(place, MESSAGES[wanted.refers], words, text=text, known=listed(words))
        return (words or {}).get(text, text)
    return value


def _checks(tray: Tray, vocabulary: Vocabulary) -> dict[str, judging.CheckRule]:
    """Every check of the program as the office wants it; one without a line (at = "") as it is built in."""
    lines = {line.text("code"): line for line in tray.lines["检查"]}
    return {code: _check(facts, lines.get(code)) for code, facts in sorted(vocabulary.checks.items())}


def _check(facts: CheckFacts, line: Line | None) -> judging.CheckRule:
    if line is None:
        return judging.CheckRule(facts.code, facts.on, facts.severity, facts.mends, facts.parameters, facts.basis)
    given = line.values.get("parameters")
    return judging.CheckRule(
        code=facts.code,
        on=line.values.get("on") is not False,
        severity=Severity(line.text("severity") or facts.severity),
        mends=Mends(line.text("mends") or facts.mends),
        parameters={**facts.parameters, **(given if isinstance(given, dict) else {})},
        basis=line.text("basis") or facts.basis,
        at=line.at,
    )


def _place(tray: Tray, fault: Fault) -> tuple[object, ...]:
    letters = fault.cell.rstrip("0123456789")
    row = fault.cell[len(letters) :]
    return (tray.order.get(fault.sheet, -1), int(row or 0), len(letters), letters, fault.message, fault.values)

