"""Words that point at something: whether it exists, and its own name where another of its names was written."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from officebatch.model.vocabulary import ROLES, Kind
from officebatch.rulebook.faults import listed
from officebatch.rulebook.schema import SHEETS, Refers
from officebatch.rulebook.settings import PATTERN, setting
from officebatch.wording import marked

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from officebatch.model.vocabulary import Vocabulary
    from officebatch.rulebook.lines import Line, Tray
    from officebatch.rulebook.schema import Column, Sheet

URGENCY_LIST, POST_LIST = "紧急程度", "职务"
MESSAGES = {
    Refers.DEPARTMENT: marked("“{text}” is not in sheet 部门. Correct it, or add the department there."),
    Refers.PERSON: marked("“{text}” is not in sheet 人员. Correct it, or add the person there."),
    Refers.POST: marked(
        "“{text}” is nobody's post in sheet 人员 and not in list 职务 of sheet 选项. Correct it, or add it."
    ),
    Refers.REGISTER: marked("“{text}” is not in sheet 台账. Correct it, or add the register there."),
    Refers.FIELD: marked("“{text}” is no field of this register in sheet 字段. Correct it, or add the field there."),
    Refers.ROLE: marked("“{text}” is no role of a register of this kind. Possible are: {known}."),
    Refers.PROCESS: marked("“{text}” is no process of sheet 流程. Correct it, or add its steps there."),
    Refers.STEP: marked("“{text}” is no step of this process in sheet 流程. Correct it, or add the step there."),
    Refers.START: marked(
        "“{text}” is no step of this process. For a field of the register write it in brackets: [收文日期]."
    ),
    Refers.CHOICE_LIST: marked("“{text}” is no list of sheet 选项. Correct it, or add the list there."),
    Refers.URGENCY: marked("“{text}” is not in list 紧急程度 of sheet 选项. Correct it, or add it there."),
    Refers.CHECK: marked("“{text}” is no check of this program. officebatch explain shows them all."),
    Refers.MEASURE: marked("“{text}” is no measure of this program. Known are: {known}. Leave it empty if none fits."),
    Refers.PAPER: marked(
        "“{text}” is no paper of this program. Known are: {known}. Switch the line off to keep it for later."
    ),
    Refers.SERIES: marked(
        "There is no number series “{text}”. Add the settings 编号式样·{text} and 已用到的号·{text} in sheet 设置."
    ),
}


# Where the sheet these stand in could not be read or is empty, its own fault says so and nothing else is told.
_FROM_SHEETS = (Refers.DEPARTMENT, Refers.PERSON, Refers.REGISTER, Refers.PROCESS, Refers.CHOICE_LIST)


class Known:
    """What exists in this rule book: for each kind of reference, every word that may be written → its own name."""

    def __init__(self, tray: Tray, vocabulary: Vocabulary) -> None:
        self.tray, self.vocabulary = tray, vocabulary

    def words(self, refers: Refers, line: Line) -> Mapping[str, str] | None:
        """The words a reference in this line may use; None where that cannot be told (another fault tells it)."""
        if refers in (Refers.FIELD, Refers.ROLE, Refers.STEP, Refers.START):
            return self._of_line(refers, line)
        words = self._plain[refers]
        return None if refers in _FROM_SHEETS and not words else words

    def _of_line(self, refers: Refers, line: Line) -> Mapping[str, str] | None:
        """What depends on the register or the process of the same line."""
        register, steps = line.text("register") or line.text("name"), self.steps.get(line.text("process"))
        fields = self.fields.get(register)
        match refers:
            case Refers.FIELD:
                return fields
            case Refers.ROLE:
                return _same(ROLES[self.kinds[register]]) if register in self.kinds else None
            case Refers.STEP:
                return steps
            case _:
                return (steps or {}) | {f"[{field}]": f"[{field}]" for field in fields or {}}

    @cached_property
    def departments(self) -> dict[str, str]:
        """Every name of a department → its own."""
        names: dict[str, str] = {}
        for line in (line for line in self.tray.lines["部门"] if line.text("name")):
            for alias in (line.text("name"), *line.words("short_names"), *line.words("old_names")):
                names.setdefault(alias, line.text("name"))
        return names

    @cached_property
    def kinds(self) -> dict[str, Kind]:
        """Register → its kind."""
        return {r.text("name"): Kind(r.text("kind")) for r in self.tray.lines["台账"] if r.text("kind")}

    @cached_property
    def fields(self) -> dict[str, dict[str, str]]:
        """Register → its fields."""
        found: dict[str, dict[str, str]] = {}
        for line in self.tray.lines["字段"]:
            found.setdefault(line.text("register"), {})[line.text("field")] = line.text("field")
        return found

    @cached_property
    def steps(self) -> dict[str, dict[str, str]]:
        """Process → its steps."""
        found: dict[str, dict[str, str]] = {}
        for line in self.tray.lines["流程"]:
            found.setdefault(line.text("process"), {})[line.text("name")] = line.text("name")
        return found

    @cached_property
    def choices(self) -> dict[str, dict[str, str]]:
        """Choice list → every word of it → its value."""
        found: dict[str, dict[str, str]] = {}
        for line in self.tray.lines["选项"]:
            words = found.setdefault(line.text("list"), {})
            for word in (line.text("value"), *line.words("synonyms")):
                words.setdefault(word, line.text("value"))
        return found

    @cached_property
    def series(self) -> dict[str, str]:
        """The number series of sheet 设置."""
        keys = [line.text("key") for line in self.tray.lines["设置"]]
        found = [setting(key) for key in keys]
        return _same(tail for known in found if known for tail in [known[1]] if known[0].zh == PATTERN)

    @cached_property
    def _plain(self) -> dict[Refers, dict[str, str]]:
        people = self.tray.lines["人员"]
        posts = [*self.choices.get(POST_LIST, {}), *(line.text("post") for line in people)]
        own = [line.text("code") for line in self.tray.lines["校验"]]
        return {
            Refers.DEPARTMENT: self.departments,
            Refers.URGENCY: self.choices.get(URGENCY_LIST, {}),
            Refers.PERSON: _same(line.text("name") for line in people),
            Refers.POST: _same(posts),
            Refers.REGISTER: _same(line.text("name") for line in self.tray.lines["台账"]),
            Refers.PROCESS: _same(self.steps),
            Refers.CHOICE_LIST: _same(self.choices),
            Refers.CHECK: _same([*self.vocabulary.checks, *own]),
            Refers.MEASURE: _same(self.vocabulary.measures),
            Refers.PAPER: _same(self.vocabulary.papers),
            Refers.SERIES: self.series,
        }


def tell_unknown(tray: Tray, known: Known) -> None:
    """Note every word that points at nothing."""
    for sheet in SHEETS:
        for line in tray.lines[sheet.zh]:
            for column in _referring(sheet, line):
                _tell(tray, line, column, known)


def own_names(known: Known, sheet: Sheet, line: Line) -> dict[str, object]:
    """A line's values with every reference under the own name of what it points at."""
    values = dict(line.values)
    for column in _referring(sheet, line):
        if column.refers and (words := known.words(column.refers, line)):
            named = tuple(words.get(word, word) for word in line.words(column.id))
            values[column.id] = named if column.many else (named[0] if named else "")
    return values


def _referring(sheet: Sheet, line: Line) -> Iterator[Column]:
    """The columns of a line whose words must exist; a line switched off may name papers of a later version."""
    off = line.values.get("on") is False
    for column in sheet.columns:
        if column.refers and not (off and column.refers is Refers.PAPER):
            yield column


def _tell(tray: Tray, line: Line, column: Column, known: Known) -> None:
    if column.refers is None or (words := known.words(column.refers, line)) is None:
        return
    for word in line.words(column.id):
        if _folded(word) not in words and word not in words:
            shown = {w.value: w.zh for w in column.words}
            these = [shown.get(w, w) for w in words]
            text = shown.get(word, word)
            tray.fault(line.place(column.id), MESSAGES[column.refers], these, text=text, known=listed(these))


def _folded(word: str) -> str:
    return word.replace("［", "[").replace("］", "]").replace("【", "[").replace("】", "]")


def _same(words: object) -> dict[str, str]:
    return {word: word for word in words if word}  # type: ignore[attr-defined]  # any iterable of names
