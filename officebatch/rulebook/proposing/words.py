"""Sheets 部门, 人员 and 选项: departments, people and words as they occur, the rare ones asked about."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from difflib import get_close_matches
from statistics import median
from typing import TYPE_CHECKING

from officebatch.rulebook.proposing.question import words_of
from officebatch.wording import marked

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from officebatch.model.survey import Survey
    from officebatch.rulebook.proposing.question import Draft, Line

ORDER = marked("Departments stand in the order the registers have them. Put them into the official order (column "
               "排序), and fill in 分管领导, 联系人, 送达方式 and 考核类别.")
SHORT = marked("“{text}” ({place}; {n}×) was taken for a short name of {name}. If it is not, take it out.")
RARE_UNIT = marked("“{text}” ({place}; {n}×) was not taken for a department. If it is one, add a line; if it is "
                   "another name of one, write it into 简称 or 旧名 there; if it is a slip, correct the register.")
POSTS = marked("Posts, leaders (层级 领导) and B角 stand in no register. Fill them in for everybody; posts are needed "
               "as soon as sheet 流程 says who may do a step.")
RARE_PERSON = marked("“{text}” ({place}; {n}×) was not taken for a person. If it is one, add a line; if it is a "
                     "slip of the pen, correct the register.{near}")
NEAR = marked(" It looks like {name}.")
NO_UNIT = marked("The registers do not show {text}'s department; {office} was put in.")
SPLIT = marked("{text} stands in records of several departments ({several}). Put in the right one; people of one name "
               "get a line each.")
NEW_WORD = marked("“{text}” ({place}; {n}×) was added to list {list}. If it only is another way of writing a "
                  "value, move it to the synonyms of that value.")
UNKNOWN_WORD = marked("“{text}” ({place}; {n}×) is not in list {list}. Write it into the synonyms of the value it "
                      "means, or leave it out if it is a slip.")
CLOSED = ("紧急程度", "状态", "密级", "评议人类别", "制度状态")  # lists whose values the program counts on
NOBODY = {"各部门", "全体", "相关部门", "各科室", "各单位", "有关部门", "各供电所", "相关人员", "全体人员"}
_NAME = re.compile(r"[\u4e00-\u9fff]{2,4}(?:·[\u4e00-\u9fff]{1,6})?")
_TITLE = re.compile(r"(?:主任|科长|局长|书记|经理|所长|主席|秘书|同志|总|工)$")
_PARTS = re.compile(r"[、,，;；/\n&+]")
_RELIABLE = 0.85  # of a field whose people nearly always stand beside one department
_SURE = 3  # times a name must stand to be taken without the duty list, less where there are few records


@dataclass
class Names:
    """Folded names: how often, the writing met most, where first, and whether the duty list vouches for them."""

    counts: Counter[str] = field(default_factory=Counter)
    writings: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    places: dict[str, str] = field(default_factory=dict)
    vouched: set[str] = field(default_factory=set)

    def add(self, text: str, n: int, place: str, *, vouched: bool) -> None:
        folded = folded_name(text)
        self.counts[folded] += n
        self.writings[folded][text.strip()] += n
        self.places.setdefault(folded, place)
        if vouched:
            self.vouched.add(folded)


def folded_name(text: str) -> str:
    """A name without blanks."""
    return re.sub(r"\s", "", text)


def propose(draft: Draft, survey: Survey) -> None:
    """Fill departments, people and lists of words."""
    units = _gathered(draft, survey, ("部门",))
    names = _departments(draft, units)
    _people(draft, survey, names)
    _choices(draft, survey)


def _gathered(draft: Draft, survey: Survey, types: Sequence[str]) -> Names:
    found = Names()
    kinds = {line["台账"]: line["种类"] for line in draft.tables["台账"]}
    registers = sorted(survey.registers, key=lambda name: kinds[name] != "职责")  # the duty list knows the order
    for register in registers:
        for line in draft.lines("字段", 台账=register):
            if line["类型"] not in types:
                continue
            for text, n in survey.words(register, _seen_as(line, survey, register)).items():
                place = survey.place(register, _seen_as(line, survey, register), text)
                for part in _PARTS.split(text):
                    if part.strip() and folded_name(part) not in NOBODY:
                        found.add(part, n, place, vouched=kinds[register] == "职责")
    return found


def _seen_as(line: Line, survey: Survey, register: str) -> str:
    """The field as the survey knew it: a step that was renamed has new names for its fields."""
    known = {field for table in survey.registers[register] for field in table.words}
    if line["字段"] in known:
        return line["字段"]
    return next((h for h in words_of(line.get("表头", "")) if h in known), line["字段"])


def _departments(draft: Draft, units: Names) -> dict[str, str]:
    """Fill sheet 部门; gives folded name → department."""
    usual = median(units.counts.values()) if units.counts else 0
    sure = [u for u in units.counts if u in units.vouched or (not units.vouched and units.counts[u] * 4 >= usual)
            or units.counts[u] * 4 >= max(usual, _SURE)]  # fmt: skip
    short = {u: name for u in units.counts for name in [_longer(u, [s for s in sure if s != u])] if name}
    names = {u: u for u in sure if u not in short}
    office = _office(list(names))
    for n, unit in enumerate(names, 1):
        line = {"排序": str(n), "部门": unit, "送达方式": "纸质"}
        draft.tables["部门"].append(line)
    if not office:
        draft.tables["部门"].insert(0, {"排序": "0", "部门": "办公室", "送达方式": "纸质"})
    for unit, name in short.items():
        line = draft.lines("部门", 部门=name)[0]
        line["简称"] = "、".join([*words_of(line.get("简称", "")), unit])
        names[unit] = name
        draft.ask("部门", line, "简称", SHORT, text=unit, place=units.places[unit], n=units.counts[unit], name=name)
    for unit, n in units.counts.items():
        if unit not in names:
            draft.ask("部门", None, "部门", RARE_UNIT, text=unit, place=units.places[unit], n=n)
    draft.ask_all("部门", "排序", ORDER)
    return names


def _longer(unit: str, others: Sequence[str]) -> str:
    """The one department whose name has all letters of a shorter one in their order: 人资科 in 人力资源科."""
    found = [o for o in others if len(o) > len(unit) > 1 and o[0] == unit[0] and _within(unit, o)]
    return found[0] if len(found) == 1 else ""


def _within(short: str, long: str) -> bool:
    rest = iter(long)
    return all(sign in rest for sign in short)


def _office(names: Sequence[str]) -> str:
    return next((n for n in names if n == "办公室"), next((n for n in names if "办公室" in n or "综合" in n), ""))


def _people(draft: Draft, survey: Survey, names: Mapping[str, str]) -> None:
    """Fill sheet 人员."""
    people = _gathered(draft, survey, ("人员",))
    belongs = _belonging(survey, names, draft)
    office = _office([line["部门"] for line in draft.tables["部门"]])
    fit = [p for p in people.counts if _NAME.fullmatch(p) and not _TITLE.search(p) and p not in names]
    enough = min(_SURE, 1 + sum(table.records for table in survey.tables) // 30)
    sure = [p for p in fit if p in people.vouched or people.counts[p] >= enough]
    units = {line["部门"]: int(line["排序"]) for line in draft.tables["部门"]}
    homes = {p: _home(belongs.get(p, Counter())) for p in sure}
    for person in sorted(sure, key=lambda p: units.get(homes[p][0] or office, 0)):
        unit, several = homes[person]
        line = {"姓名": person, "部门": unit or office}
        draft.tables["人员"].append(line)
        if not unit:
            draft.ask("人员", line, "部门", NO_UNIT, text=person, office=office)
        elif several:
            draft.ask("人员", line, "部门", SPLIT, text=person, several="、".join(several))
    for person in fit:
        if person not in sure:
            near = next(iter(get_close_matches(person, sure, 1, 0.6)), "")
            values = {"text": person, "place": people.places[person], "n": people.counts[person], "near": near}
            draft.ask("人员", None, "姓名", RARE_PERSON, **values)
    draft.ask_all("人员", "职务", POSTS)


def _belonging(survey: Survey, names: Mapping[str, str], draft: Draft) -> dict[str, Counter[str]]:
    """Folded person → department → weight, from the fields whose people keep to one department, duty lists first."""
    found: dict[str, Counter[str]] = defaultdict(Counter)
    kinds = {line["台账"]: line["种类"] for line in draft.tables["台账"]}
    for register, tables in survey.registers.items():
        for name in dict.fromkeys(of for t in tables for of in t.pairs):
            mine: dict[str, Counter[str]] = defaultdict(Counter)
            for (person, unit), n in (pair for t in tables for pair in t.pairs.get(name, {}).items()):
                if unit in names:
                    mine[folded_name(person)][names[unit]] += n
            if _keeps(mine) >= _RELIABLE:
                for person, units in mine.items():
                    weight = 10 if kinds[register] == "职责" else 1
                    found[person].update({unit: n * weight for unit, n in units.items()})
    return found


def _keeps(people: Mapping[str, Counter[str]]) -> float:
    """The share of records in which people stand beside their usual department, of those who stand there often."""
    often = [units for units in people.values() if units.total() > 1]
    return sum(max(u.values()) for u in often) / total if (total := sum(u.total() for u in often)) else 0


def _home(units: Counter[str]) -> tuple[str, tuple[str, ...]]:
    """The department and, where it is not clear, all of them."""
    if not units:
        return "", ()
    first, n = units.most_common(1)[0]
    return first, tuple(units) if n < 0.6 * units.total() else ()


def _choices(draft: Draft, survey: Survey) -> None:
    """Words of lists: frequent ones are added or asked about, rare ones left to the checks."""
    for register in survey.registers:
        for line in draft.lines("字段", 台账=register):
            if line["类型"] == "选项" and line.get("选项"):
                for text, n in _unknown(draft, survey, register, line):
                    place = survey.place(register, line["字段"], text)
                    _word(draft, line["选项"], text, n, place)


def _unknown(draft: Draft, survey: Survey, register: str, line: Line) -> Iterator[tuple[str, int]]:
    values = draft.lines("选项", 列表=line["选项"])
    known = {w.upper() for v in values for w in (v["值"], *words_of(v.get("同义词", "")))}
    words = Counter[str]()
    for text, n in survey.words(register, line["字段"]).items():
        words[folded_name(text)] += n
    for text, n in words.items():
        if text.upper() not in known and n >= max(5, 0.03 * words.total()):
            yield text, n


def _word(draft: Draft, name: str, text: str, n: int, place: str) -> None:
    values = draft.lines("选项", 列表=name)
    said = {"text": text, "place": place, "n": n, "list": name}
    if name in CLOSED:
        draft.ask("选项", values[0], "同义词", UNKNOWN_WORD, **said)
        return
    line = {"列表": name, "值": text}
    last = max(i for i, other in enumerate(draft.tables["选项"]) if other["列表"] == name)
    draft.tables["选项"].insert(last + 1, line)
    draft.ask("选项", line, "值", NEW_WORD, **said)
