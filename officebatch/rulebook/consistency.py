"""What must hold between lines and cells once each is read: one small rule a function, each noting its faults."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from officebatch.model.limit import Limit, LimitKind
from officebatch.model.paper import AudienceKind
from officebatch.model.ruling import Decision
from officebatch.model.vocabulary import FieldType, Kind
from officebatch.rulebook import expressions
from officebatch.rulebook.faults import listed, nearest
from officebatch.rulebook.limits import MEETING
from officebatch.rulebook.lines import Place
from officebatch.rulebook.processes import tell_processes
from officebatch.rulebook.references import MESSAGES, URGENCY_LIST
from officebatch.rulebook.schema import EACH_MARK, Refers
from officebatch.rulebook.schema.words import ROLE_TITLES
from officebatch.rulebook.settings import ANSWER, LAST_USED, PATTERN, SETTINGS, setting
from officebatch.wording import marked

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from officebatch.model.vocabulary import Vocabulary
    from officebatch.rulebook.lines import Line, Tray
    from officebatch.rulebook.references import Known

SECRECY = "RD900"
ALIAS = marked("“{text}” is also a name of {other}. A name may stand for one department only.")
DAYS = marked("The last day {text} lies before the first, {other}. Correct one of the two.")
NO_STEP_FIELD = marked(
    "The register {register} has no field “{text}” for this step. Name its field here, or add it in sheet 字段."
)
NO_URGENCY = marked("“{text}” is not in list 紧急程度 of sheet 选项. Correct the heading to 时限·{known}.")
NO_MEETING = marked("“{text}” counts back from the meeting, but no field of this register has the role 会议日期.")
NO_ANCHOR = marked(
    "“{text}” names a field that register {register} does not have. Correct it, or add the field in sheet 字段."
)
ORDER_TWICE = marked("The order {text} is there already, at {other}. Give each step of a process its own.")
ROLE_TWICE = marked("The role {text} already has the field at {other}. One field a role; clear one of the two.")
NO_CHOICES = marked("A field of type 选项 needs a list of sheet 选项 in column 选项.")
RANGE = marked("The least is greater than the most. Correct one of the two.")
WORD_TWICE = marked("“{text}” already means {other} in this list. A word may mean one value only.")
NO_FIELDS = marked("The register has no field in sheet 字段. Add its fields there, or take this line out.")
PARAMETER = marked("The check has no parameter “{text}”. Known are: {known}.")
COUNT = marked("“{text}”: {name} is a whole number. Write digits only, as {name}={usual}.")
SECRET_OFF = marked("The check of classified rows cannot be switched off or made milder.")
OWN_CODE = marked("“{text}” is no code for a check of your own. Use OWN and three digits, as OWN101.")
FILE_PLACES = ("{部门}", "{人员}", "{事项}", "{截止日}", "{期}")
FILE_OF_ONE: Mapping[str, str] = {AudienceKind.DEPARTMENT: "{部门}", AudienceKind.PERSON: "{人员}"}
FILE_PLACE = marked("“{text}” cannot stand in a file name. Possible are: {known}.")
FILE_ONE = marked("Each gets a file of its own, so the file name needs {place}.")
NO_DAY = marked("“{text}” needs its day in column 哪一天: when it was done, or until when it is extended.")
NO_DEPARTMENT = marked("“{text}” needs the department that holds it in column 改由部门.")
NO_URGING = marked("“{text}” is no paper that urges. Possible are: {known}.")
ONE_A_MATTER = marked("“{text}” can only be made with “{word}” here.")
UNKNOWN_SETTING = marked("There is no setting “{text}”. Correct its name, or take the line out.")
MISSING_SETTING = marked("The setting “{text}” is missing. Add a line for it: officebatch rules update does so.")
UNUSED_SERIES = marked("The setting {other} has no {text}. Both belong to a number series.")


def tell_all(tray: Tray, known: Known, vocabulary: Vocabulary) -> None:
    """Note every fault between lines."""
    _departments(tray)
    _spans(tray)
    _steps(tray, known)
    tell_processes(tray, known)
    _registers(tray, known)
    _fields(tray)
    _choices(tray)
    _checks(tray, vocabulary)
    _own_checks(tray, known)
    expressions.tell_all(tray, known)
    _outputs(tray)
    _rulings(tray)
    _ladder(tray, vocabulary)
    _settings(tray)


def step_field(line: Line, column: str, suffix: str) -> str:
    """The field of a step: the one named, else step name and 人 or 日期."""
    return line.text(column) or f"{line.text('name')}{suffix}"


def meeting_field(tray: Tray, register: str) -> str:
    """The field of a register with the role meeting_date, "" where there is none."""
    fields = tray.lines["字段"]
    return next(
        (f.text("field") for f in fields if f.text("register") == register and f.text("role") == "meeting_date"), ""
    )


def _departments(tray: Tray) -> None:
    taken: dict[str, str] = {}
    for line in tray.lines["部门"]:
        name = line.text("name")
        for column in ("name", "short_names", "old_names"):
            for alias in line.words(column):
                if taken.setdefault(alias, name) != name:
                    tray.fault(line.place(column), ALIAS, text=alias, other=taken[alias])


def _spans(tray: Tray) -> None:
    for sheet, first, last in (("外出", "first", "last"), ("部门", "valid_from", "valid_to")):
        for line in tray.lines[sheet]:
            a, b = line.values.get(first), line.values.get(last)
            if a is not None and b is not None and str(b) < str(a):
                tray.fault(line.place(last), DAYS, text=str(b), other=str(a))


def _steps(tray: Tray, known: Known) -> None:
    orders: dict[tuple[str, str, object], Line] = {}
    bad: set[str] = set()
    for line in tray.lines["流程"]:
        register = line.text("register")
        fields = known.fields.get(register, {})
        if line.text("person_field"):
            _step_field(tray, line, "person_field", "人", fields)
        if known.kinds.get(register) is Kind.FLOW or line.text("date_field"):
            _step_field(tray, line, "date_field", "日期", fields)
        for urgency, limit in _limits(line):
            if urgency not in known.choices.get(URGENCY_LIST, {}) and urgency not in bad:
                bad.add(urgency)
                letter = line.letters[f"limits{EACH_MARK}{urgency}"]
                words = list(dict.fromkeys(known.choices.get(URGENCY_LIST, {}).values()))
                near = nearest(urgency, words) or next(iter(words), "")
                tray.fault(Place(line.sheet, f"{letter}1"), NO_URGENCY, text=urgency, known=near)
            _anchor(tray, line, urgency, limit, fields)
        place = (line.text("process"), register, line.values.get("order"))
        if place[2] is not None and orders.setdefault(place, line) is not line:
            other = orders[place].place("order").cell
            tray.fault(line.place("order"), ORDER_TWICE, text=str(place[2]), other=other)


def _step_field(tray: Tray, line: Line, column: str, suffix: str, fields: dict[str, str]) -> None:
    field = step_field(line, column, suffix)
    if line.text("name") and field not in fields and fields:
        tray.fault(line.place(column), NO_STEP_FIELD, fields, register=line.text("register"), text=field)


def _limits(line: Line) -> Iterator[tuple[str, Limit | None]]:
    held = line.values.get("limits")
    for urgency, limit in held.items() if isinstance(held, dict) else ():
        yield urgency, limit if isinstance(limit, Limit) else None


def _anchor(tray: Tray, line: Line, urgency: str, limit: Limit | None, fields: dict[str, str]) -> None:
    if limit is None or limit.kind not in (LimitKind.BEFORE, LimitKind.FIELD):
        return
    place, register = line.place(f"limits{EACH_MARK}{urgency}"), line.text("register")
    if limit.field == MEETING:
        if not meeting_field(tray, register):
            tray.fault(place, NO_MEETING, text=limit.words)
    elif limit.field not in fields:
        near = [f"[{field}]" for field in fields]
        tray.fault(place, NO_ANCHOR, near, text=limit.words, register=register)


def _registers(tray: Tray, known: Known) -> None:
    for line in tray.lines["台账"]:
        if line.text("name") and line.text("name") not in known.fields:
            tray.fault(line.place("name"), NO_FIELDS)


def _fields(tray: Tray) -> None:
    roles: dict[tuple[str, str], Line] = {}
    for line in tray.lines["字段"]:
        register, role = line.text("register"), line.text("role")
        if role and roles.setdefault((register, role), line) is not line:
            other = roles[register, role].place("role").cell
            tray.fault(line.place("role"), ROLE_TWICE, text=ROLE_TITLES[role], other=other)
        if line.text("type") == FieldType.CHOICE and not line.text("choices"):
            tray.fault(line.place("choices"), NO_CHOICES)
        least, most = line.values.get("minimum"), line.values.get("maximum")
        if isinstance(least, float) and isinstance(most, float) and least > most:
            tray.fault(line.place("minimum"), RANGE)


def _choices(tray: Tray) -> None:
    taken: dict[tuple[str, str], str] = {}
    for line in tray.lines["选项"]:
        value = line.text("value")
        for column in ("value", "synonyms"):
            for word in line.words(column):
                held = taken.setdefault((line.text("list"), word), value)
                if held != value:
                    tray.fault(line.place(column), WORD_TWICE, text=word or "（空）", other=held)


def _checks(tray: Tray, vocabulary: Vocabulary) -> None:
    for line in tray.lines["检查"]:
        facts = vocabulary.checks.get(line.text("code"))
        given = line.values.get("parameters")
        usual = facts.parameters if facts else {}
        for name, value in given.items() if facts and isinstance(given, dict) else ():
            if name not in usual:
                tray.fault(line.place("parameters"), PARAMETER, list(usual), text=name, known=listed(usual) or "—")
            elif usual[name].isdigit() and not value.isdigit():
                tray.fault(line.place("parameters"), COUNT, text=f"{name}={value}", name=name, usual=usual[name])
        milder = line.text("severity") not in ("", "grave")
        if line.text("code") == SECRECY and (milder or line.values.get("on") is False):
            tray.fault(line.place("severity" if milder else "on"), SECRET_OFF)


def _own_checks(tray: Tray, known: Known) -> None:
    for line in tray.lines["校验"]:
        if line.text("code") and not re.fullmatch(r"OWN[0-9]{3}", line.text("code")):
            tray.fault(line.place("code"), OWN_CODE, text=line.text("code"))
        fields = known.fields.get(line.text("register"), {})
        for field in re.findall(r"\{([^{}]*)\}", line.text("message")) if fields else ():
            if field not in fields:
                tray.fault(line.place("message"), MESSAGES[Refers.FIELD], fields, text=field)


def _outputs(tray: Tray) -> None:
    for line in tray.lines["输出"]:
        pattern = line.text("file_name")
        for place in re.findall(r"\{[^{}]*\}?", pattern):
            if place not in FILE_PLACES:
                tray.fault(line.place("file_name"), FILE_PLACE, FILE_PLACES, text=place, known=listed(FILE_PLACES))
        wanted = FILE_OF_ONE.get(line.text("audience"), "")
        if wanted not in pattern:
            tray.fault(line.place("file_name"), FILE_ONE, place=wanted)


def _ladder(tray: Tray, vocabulary: Vocabulary) -> None:
    """What urges must be a paper made for it, and speak of one matter or of several as that paper can."""
    for line in tray.lines["催办阶梯"]:
        kind, known = line.text("paper"), tuple(vocabulary.urging)
        if line.values.get("on") is False or kind not in vocabulary.papers:
            continue
        possible = vocabulary.urging.get(kind, ())
        if not possible:
            tray.fault(line.place("paper"), NO_URGING, known, text=kind, known=listed(known))
        elif bool(line.values.get("one_a_matter")) not in possible:
            word = "是" if True in possible else "否"
            tray.fault(line.place("one_a_matter"), ONE_A_MATTER, text=kind, word=word)


def _rulings(tray: Tray) -> None:
    for line in tray.lines["裁定"]:
        text = line.text("decision")
        if text and Decision(text).needs_day and line.values.get("on") is None:
            tray.fault(line.place("on"), NO_DAY, text=text)
        if text == Decision.HOLDER and not line.text("department"):
            tray.fault(line.place("department"), NO_DEPARTMENT, text=text)


def _settings(tray: Tray) -> None:
    lines = {line.text("key"): line for line in tray.lines["设置"]}
    known = [f"{s.zh}{EACH_MARK}" if s.each else s.zh for s in SETTINGS]
    found = {key: known_setting for key in lines if (known_setting := setting(key))}
    for key, line in lines.items():
        if key and key not in found:
            tray.fault(line.place("key"), UNKNOWN_SETTING, known, text=key)
    present = {(s.zh, tail) for s, tail in found.values()}
    if not lines:
        return
    sheet = next(iter(lines.values())).sheet
    for wanted in SETTINGS:
        if wanted.optional or (wanted.each and wanted.zh != ANSWER):
            continue
        if wanted.zh not in {name for name, _ in present}:
            tray.fault(Place(sheet, ""), MISSING_SETTING, text=wanted.zh)
    for one, other in ((PATTERN, LAST_USED), (LAST_USED, PATTERN)):
        for name, tail in sorted(present):
            if name == one and (other, tail) not in present:
                tray.fault(Place(sheet, ""), UNUSED_SERIES, text=f"{other}·{tail}", other=f"{one}·{tail}")
