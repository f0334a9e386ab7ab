"""Sheets 流程 and 环节关系: the steps a register really has, called as its headings call them."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from officebatch.model.report import How
from officebatch.model.survey import Holds
from officebatch.rulebook.proposing.naming import ALIKE, called, stem, step_fields, together
from officebatch.rulebook.proposing.question import words_of
from officebatch.wording import marked

if TYPE_CHECKING:
    from officebatch.model.survey import SeenColumn, SeenTable, Survey
    from officebatch.rulebook.proposing.question import Draft, Line

LIMITS = marked("The limits of {process} are those the program comes with. Correct each step's limits, 必经 and 责任方 "
                "as your office has decided.")
POSTS = marked("Which posts may do each step of {process}? Registers do not say. The program comes with: {shipped}. "
               "Empty: anybody.")
NEW_STEP = marked("{register} has columns for a step {step} that {process} did not have. It is added after {before}; "
                  "fill in limits and 责任方, or delete the line.")
CALLED = marked("The headings call this step {step}; the program's own name for it is {old}. Papers use the name that "
                "stands here. Whoever changes it changes it in sheet 环节关系 too.")
NAMED = marked("This step is called {step} here, a heading of it is “{heading}”. Papers use the name that stands here. "
               "Whoever changes it changes it in sheet 环节关系 too.")
HALF = marked("{register} has no column for {field} of step {step}. Add the column, or delete the step here and in "
              "sheet 环节关系.")

DROPPED = marked("{register} has no columns for these steps of {process}: {steps}. They are left out, and nothing is "
                 "late at them. Where one of them is entered in another column (承办 in 办结日期), add its line again "
                 "with that column as its 日期字段.")


def propose(draft: Draft, survey: Survey) -> None:
    """Name, add and drop steps; ask what no register can tell."""
    for register, tables in survey.registers.items():
        lines = draft.lines("流程", 台账=register)
        if not lines:
            continue
        if draft.lines("台账", 台账=register)[0]["种类"] == "流转":
            for line in lines:
                _rename(draft, line, tables)
            _add(draft, register, tables)
            _drop(draft, register, tables)
        for process in dict.fromkeys(line["流程"] for line in draft.lines("流程", 台账=register)):
            _ask(draft, process)


def _rename(draft: Draft, line: Line, tables: tuple[SeenTable, ...]) -> None:
    """The office's own name for a step, where its columns agree on it."""
    person, day = step_fields(line)
    columns = [c for t in tables for c in t.columns]
    mine = [c for c in columns if c.field in (person, day)]
    others = {name for c in columns if c.how is How.UNKNOWN and (name := called(c))}
    also = _also_called(draft, line)
    name = next(iter({called(c) for c in mine} or sorted(others & also)), "")
    agreed = all(called(c) == name for c in mine) and ({c.field for c in mine} == {person, day} or name in others)
    taken = {other["环节"] for other in draft.lines("流程", 流程=line["流程"])}
    if not name or not agreed or name in taken:
        _adopt(draft, line, tables, also)
        return
    old, line["环节"] = line["环节"], name
    line["经办人字段"], line["日期字段"] = f"{name}人", f"{name}日期"
    for field, new in ((person, f"{name}人"), (day, f"{name}日期")):
        for known in draft.lines("字段", 台账=line["台账"], 字段=field):
            known["字段"] = new
            known["表头"] = "、".join(dict.fromkeys([new, *words_of(known.get("表头", ""))]))
    _say_elsewhere(draft, line, old, name)
    draft.ask("流程", line, "环节", CALLED, step=name, old=old)


def _also_called(draft: Draft, line: Line) -> set[str]:
    """The names a step goes by in the headings its fields are known by."""
    fields = [f for name in step_fields(line) for f in draft.lines("字段", 台账=line["台账"], 字段=name)]
    return {stem(heading) for field in fields for heading in words_of(field.get("表头", ""))} - {""}


def _adopt(draft: Draft, line: Line, tables: tuple[SeenTable, ...], also: set[str]) -> None:
    """A step without its day, or without its person: a column nobody knew that speaks of the step is its other one."""
    seen = {c.field for t in tables for c in t.columns}
    person, day = step_fields(line)
    lacking = [field for field in (person, day) if field not in seen]
    wanted = (Holds.DAY,) if lacking == [day] else (Holds.NAME, Holds.TEXT)
    if len(lacking) != 1:
        return
    for table in tables:
        for column in table.columns:
            if column.how is How.UNKNOWN and called(column) in also | {line["环节"]} and column.holds in wanted:
                field = draft.lines("字段", 台账=line["台账"], 字段=lacking[0])[0]
                heads = words_of(field.get("表头", "")) or [field["字段"]]
                field["表头"] = "、".join(dict.fromkeys([*heads, together(column)]))
                place = f"{table.place}!{column.letter}{max(table.heading_rows, default=1)}"
                draft.ask("字段", field, "表头", ALIKE, heading=column.text, place=place, field=field["字段"])
                draft.ask("流程", line, "环节", NAMED, step=line["环节"], heading=column.text)
                return


def _say_elsewhere(draft: Draft, line: Line, old: str, new: str) -> None:
    for step in draft.lines("流程", 流程=line["流程"], 起算=old):
        step["起算"] = new
    for relation in draft.lines("环节关系", 流程=line["流程"]):
        for end in ("环节一", "环节二"):
            if relation.get(end) == old:
                relation[end] = new
    for indicator in draft.lines("指标", 台账=line["台账"]):
        indicator["参数"] = _replaced(indicator.get("参数", ""), old, new)


def _replaced(parameters: str, old: str, new: str) -> str:
    """`环节=签收、登记` with another name for a step, or without it where `new` is empty."""
    if not parameters.startswith("环节="):
        return parameters
    steps = [new if step == old else step for step in words_of(parameters.removeprefix("环节="))]
    kept = [step for step in steps if step]
    return f"环节={'、'.join(kept)}" if kept else ""


def _add(draft: Draft, register: str, tables: tuple[SeenTable, ...]) -> None:
    lines = draft.lines("流程", 台账=register)
    known = {line["环节"] for line in lines}
    for table in tables:
        unknown = {c.letter: c for c in table.columns if c.how is How.UNKNOWN}
        for name in dict.fromkeys(filter(None, map(called, unknown.values()))):
            mine = [c for c in unknown.values() if called(c) == name]
            holds = {c.holds for c in mine}
            if name in known or len(mine) != 2 or Holds.DAY not in holds or not holds & {Holds.NAME, Holds.TEXT}:
                continue
            known.add(name)
            _add_step(draft, register, table, name, mine)


def _add_step(draft: Draft, register: str, table: SeenTable, name: str, mine: list[SeenColumn]) -> None:
    lines = draft.lines("流程", 台账=register)
    order = [c.letter for c in table.columns]
    before = [
        line for line in lines
        if (c := _day_column(draft, line, table)) and order.index(c.letter) < order.index(mine[0].letter)
    ]  # fmt: skip
    after = before[-1] if before else lines[0]
    step = {"流程": after["流程"], "台账": register, "环节": name, "责任方": "部门", "必经": "否"}
    place = next(i for i, line in enumerate(draft.tables["流程"]) if line is after)
    draft.tables["流程"].insert(place + (1 if before else 0), step)
    for n, line in enumerate(draft.lines("流程", 流程=after["流程"], 台账=register), 1):
        line["序号"] = str(n)
    fields = draft.tables["字段"]
    last = max(i for i, line in enumerate(fields) if line["台账"] == register)
    texts = {c.holds is Holds.DAY: c for c in mine}
    for field, kind, column in ((f"{name}日期", "日期时间", texts[True]), (f"{name}人", "人员", texts[False])):
        heads = "、".join(dict.fromkeys([field, *([column.text] if len(column.heading) == 1 else [])]))
        fields.insert(last + 1, {"台账": register, "字段": field, "表头": heads, "类型": kind, "必填": "否"})
    said = {"register": register, "step": name, "process": after["流程"], "before": after["环节"]}
    draft.ask("流程", step, "环节", NEW_STEP, **said)


def _day_column(draft: Draft, line: Line, table: SeenTable) -> SeenColumn | None:
    """The column of a step's day; a step that was given another name keeps its field's old one among the headings."""
    fields = draft.lines("字段", 台账=line["台账"], 字段=step_fields(line)[1])
    names = [step_fields(line)[1], *(h for field in fields for h in words_of(field.get("表头", "")))]
    return next((column for name in names if (column := table.column(name))), None)


def _drop(draft: Draft, register: str, tables: tuple[SeenTable, ...]) -> None:
    unknown = [c for t in tables for c in t.columns if c.how is How.UNKNOWN]
    pairs = {called(c) for c in unknown}
    # a step that was given another name keeps its field's old one among the headings, an adopted heading stands there
    known = {c.field for t in tables for c in t.columns} | {together(c) for c in unknown}
    mine = draft.lines("字段", 台账=register)
    seen = known | {f["字段"] for f in mine if not known.isdisjoint(words_of(f.get("表头", "")))}
    dropped: dict[str, list[str]] = defaultdict(list)
    for line in draft.lines("流程", 台账=register):
        fields = step_fields(line)
        lacking = [field for field in fields if field not in seen and line["环节"] not in pairs]
        if len(lacking) == 2:
            _drop_step(draft, line, fields)
            dropped[line["流程"]].append(line["环节"])
        for field in lacking if len(lacking) == 1 else ():
            draft.ask("流程", line, "环节", HALF, register=register, field=field, step=line["环节"])
    for process, names in dropped.items():
        if left := draft.lines("流程", 流程=process):
            steps = "、".join(names)
            draft.ask("流程", left[0], "环节", DROPPED, register=register, process=process, steps=steps)


def _drop_step(draft: Draft, line: Line, fields: tuple[str, str]) -> None:
    process, name = line["流程"], line["环节"]
    draft.drop("流程", [line])
    gone = [f for f in draft.lines("字段", 台账=line["台账"]) if f["字段"] in fields]
    draft.drop("字段", gone)
    draft.unused += gone
    for step in draft.lines("流程", 流程=process, 起算=name):
        step["起算"] = ""
    for n, step in enumerate(draft.lines("流程", 流程=process, 台账=line["台账"]), 1):
        step["序号"] = str(n)
    relations = draft.lines("环节关系", 流程=process)
    mine = [r for r in relations if name in (r["环节一"], r.get("环节二"))]
    befores = [r["环节一"] for r in mine if r["关系"] == "先于" and r.get("环节二") == name]
    afters = [r["环节二"] for r in mine if r["关系"] == "先于" and r["环节一"] == name]
    draft.drop("环节关系", mine)
    standing = {(r["环节一"], r["关系"], r.get("环节二", "")) for r in relations}
    draft.tables["环节关系"] += [
        {"流程": process, "环节一": a, "关系": "先于", "环节二": b, "级别": "错误"}
        for a in befores for b in afters if (a, "先于", b) not in standing
    ]  # fmt: skip
    for indicator in draft.lines("指标", 台账=line["台账"]):
        before, indicator["参数"] = indicator.get("参数", ""), _replaced(indicator.get("参数", ""), name, "")
        if before and not indicator["参数"]:
            indicator.update({"算法": "", "备注": "台账没有对应的环节，不计分"})


def _ask(draft: Draft, process: str) -> None:
    steps = draft.lines("流程", 流程=process)
    first = next(heading for heading in (*steps[0], "时限·平件") if heading.startswith("时限·"))
    draft.ask("流程", steps[0], first, LIMITS, process=process)
    shipped = "；".join(f"{s['环节']}：{s['岗位']}" for s in steps if s.get("岗位"))
    if shipped:
        for step in steps:
            step["岗位"] = ""
        draft.ask("流程", steps[0], "岗位", POSTS, process=process, shipped=shipped)
