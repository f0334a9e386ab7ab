"""What must hold between processes, their relations and conditions, and the registers they run over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from officebatch.model.condition import Condition
from officebatch.model.vocabulary import FieldType, Kind
from officebatch.rulebook.faults import listed
from officebatch.rulebook.schema.words import ROLE_TITLES
from officebatch.rulebook.sheets import RelationKind
from officebatch.wording import marked

if TYPE_CHECKING:
    from officebatch.rulebook.lines import Line, Tray
    from officebatch.rulebook.references import Known

SAME_STEP = marked("Both steps are {text}. A relation needs two different ones.")
NO_SECOND = marked("“{text}” is about two steps. Fill in the second.")
ONE_STEP = marked("“{text}” is about one step. Leave the second one empty.")
NO_PROCESS = marked(
    "“{text}” is a step of {other} too, and both run over {register}. Give the register a field with the role 流程, so "
    "that each matter says which process it is of."
)
NO_CASE = marked("{register} has one line a step (流水). In sheet 字段 it needs a field with the role {text}.")
NO_FIELD = marked("“{text}” is no field of register {register} in sheet 字段. Correct the condition, or add the field.")
NO_CHOICE = marked("“{text}” is no value of list {list} in sheet 选项. Possible are: {known}.")
OWN_FIELD = marked("A field cannot depend on itself. Name another field, or write 是 or 否.")


def tell_processes(tray: Tray, known: Known) -> None:
    """Note every fault of relations, conditions and event lists."""
    _relations(tray)
    _conditions(tray, known)
    _lists(tray, known)


def _relations(tray: Tray) -> None:
    for line in tray.lines["环节关系"]:
        first, second, kind = line.text("first"), line.text("second"), line.text("kind")
        if first and first == second:
            tray.fault(line.place("second"), SAME_STEP, text=second)
        if kind and not second and not RelationKind(kind).of_one:
            tray.fault(line.place("second"), NO_SECOND, text=kind)
        if kind == RelationKind.AT_MOST_ONCE and second:
            tray.fault(line.place("second"), ONE_STEP, text=kind)


def _conditions(tray: Tray, known: Known) -> None:
    fields = {(f.text("register"), f.text("field")): f for f in tray.lines["字段"]}
    for sheet in ("流程", "字段"):
        for line in tray.lines[sheet]:
            condition, register = line.values.get("required"), line.text("register")
            if not isinstance(condition, Condition) or register not in known.fields:
                continue
            place, of = line.place("required"), fields.get((register, condition.field))
            if of is None:
                tray.fault(place, NO_FIELD, known.fields[register], text=condition.field, register=register)
            elif of is line:
                tray.fault(place, OWN_FIELD)
            elif of.text("type") == FieldType.CHOICE and (words := known.choices.get(of.text("choices"))):
                values = list(dict.fromkeys(words.values()))
                for word in (word for word in condition.words if word not in values):
                    tray.fault(place, NO_CHOICE, values, text=word, list=of.text("choices"), known=listed(values))


def _lists(tray: Tray, known: Known) -> None:
    """An event list needs its case and its step; where processes share the name of a step, the process too."""
    roles = {(f.text("register"), f.text("role")) for f in tray.lines["字段"]}
    named: dict[tuple[str, str], Line] = {}
    for line in tray.lines["流程"]:
        register, step, process = line.text("register"), line.text("name"), line.text("process")
        if known.kinds.get(register) is not Kind.EVENTS or (register, "process") in roles:
            continue
        first = named.setdefault((register, step), line)
        if first.text("process") != process:
            tray.fault(line.place("name"), NO_PROCESS, text=step, other=first.text("process"), register=register)
    passed = {line.text("register") for line in tray.lines["流程"]}
    for line in tray.lines["台账"]:
        register = line.text("name")
        if register in passed and known.kinds.get(register) is Kind.EVENTS and register in known.fields:
            for role in ("case", "step"):
                if (register, role) not in roles:
                    tray.fault(line.place("kind"), NO_CASE, text=ROLE_TITLES[role], register=register)
