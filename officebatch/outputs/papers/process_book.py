"""流程手册: each process with its flow chart and the table of its steps: who, until when, how well, on what basis.

It is made on demand (`officebatch handbook`), never in the weekly run: only then the docket holds a handbook.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from officebatch.model.paper import AudienceKind
from officebatch.outputs import books
from officebatch.outputs import variables as var
from officebatch.outputs.contents import insert_contents
from officebatch.outputs.duties import Duties
from officebatch.outputs.flowchart import insert_flows
from officebatch.outputs.flowchart import mark as flow_mark
from officebatch.outputs.flows import flow, limits
from officebatch.outputs.registry import Draft, paper
from officebatch.outputs.words import CUSTOM, day
from officebatch.rulebook.sheets import Required
from officebatch.wording import marked, say

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from officebatch.model.handbook import Handbook
    from officebatch.model.process import Process
    from officebatch.outputs.desk import Desk
    from officebatch.outputs.press import Plain
    from officebatch.rulebook.sheets import OutputRule, Relation, Step

    Key = tuple[str, str]

_NUMERALS = "一二三四五六七八九十"
STEP = (
    var.SERIAL,
    var.value("环节", marked("name of the step; a key node has a star"), "核稿★", "会商（非必经）", "签发★"),
    var.value("岗位", marked("posts, and in whose hands the step is"), "秘书、副主任、主任（办公室）", "经办部门"),
    var.value("责任人", marked("A and B person of the duties, a dash where none is entered"),
              "A角：顾晓峰\nB角：宁雨薇", "—"),
    var.value("时限", marked("the limit of each urgency"), "平件：1个工作日\n加急：半日", "—"),
    var.value("标准", marked("how well it is to be done"), "先核后签，逐项核对", "意见一致后再送核"),
    var.value("登记", marked("where it is entered"), "核稿人、核稿日期", "会商人、会商日期"),
    var.value("依据", marked("on what it rests, a dash where nothing is entered"), "《公文处理办法》第九条", "—"),
)  # fmt: skip
PROCESS = (
    var.value("节号", marked("numeral of the section"), "一", "二", "三"),
    var.value("名称", marked("name of the process"), "发文", "收文", "会议"),
    var.yes_no("有图", marked("whether figures could be had for a flow chart"), True, True, False),
    var.value("流程图", marked("where the flow chart stands; empty without one"), flow_mark("发文")),
    var.rows("各环节", marked("the steps"), *STEP),
    var.texts("要求", marked("what must hold between steps"), "先后顺序：核稿先于签发。"),
)
VARIABLES = (
    *books.COMMON,
    var.texts("说明", marked("what the book holds, in paragraphs"), "本手册收录流程2个、环节16个。"),
    var.rows("各流程", marked("the processes"), *PROCESS),
    var.rows("修订建议", marked("proposals to revise limits"), *books.REVISION),
)


@paper("流程手册", marked("Processes in one volume"), variables=VARIABLES)
def process_book(desk: Desk, rule: OutputRule) -> Iterator[Draft]:
    """One, when the docket holds a handbook and the rule book has processes."""
    held = desk.docket.handbook
    if held is None or not desk.rules.processes:
        return

    def make(_: str) -> bytes:
        duties = Duties.of(desk)
        studied = {(p.name, p.register): p for p in held.study.processes}
        flows = {
            _flow_name(key): flow(of, {step: who for step in _names(of) if (who := duties.named(step))})
            for key, of in studied.items()
        }
        whole = desk.word(rule, "", _context(desk, held, studied, duties), rule.name)
        return insert_contents(insert_flows(whole, flows.__getitem__))[0]

    yield Draft(AudienceKind.OFFICE, "", 0, make)


def _names(of: Process) -> list[str]:
    return [step.name for step in of.steps]


def _flow_name(key: Key) -> str:
    return " ".join(key)


def _context(desk: Desk, held: Handbook, studied: Mapping[Key, Process], duties: Duties) -> dict[str, Plain]:
    processes = desk.rules.processes
    period = {"first": day(held.study.first), "last": day(held.study.last)}
    told = [
        say("This volume holds the {n} processes and {steps} steps of the rule book, with post, person, limit, "
            "standard, entry and basis of each.", n=len(processes), steps=len(desk.rules.steps)),
        say("The flow charts bear what was in hand on {last} and the working days the steps took in the middle from "
            "{first} to {last}. A limit is counted in working days; the day it starts is not counted.", **period),
    ]  # fmt: skip
    return {
        **books.common(desk),
        "说明": list(told),
        "各流程": [
            _process(n, key, key in studied, desk, duties) for n, key in enumerate(processes, 1)
        ],
        "修订建议": books.proposals((one for one in held.revisions if one.steps), desk),
    }


def _process(n: int, key: Key, studied: bool, desk: Desk, duties: Duties) -> Plain:
    name, register = key
    doubled = sum(other == name for other, _ in desk.rules.processes) > 1
    return {
        "节号": _NUMERALS[n - 1] if n <= len(_NUMERALS) else str(n),
        "名称": f"{name}（{register}）" if doubled else name,
        "有图": studied,
        "流程图": flow_mark(_flow_name(key)) if studied else "",
        "各环节": [_step(place, step, duties) for place, step in enumerate(desk.rules.processes[key], 1)],
        "要求": list(_relations(name, desk)),
    }


def _step(n: int, step: Step, duties: Duties) -> Plain:
    posts, kind = "、".join(step.posts), step.holder.value
    optional = say(" (not always)") if step.required is not Required.YES else ""
    return {
        "序号": n,
        "环节": step.name + ("★" if step.key_node else "") + optional,
        "岗位": f"{posts}（{kind}）" if posts else f"（{kind}）",
        "责任人": duties.told(step.name),
        "时限": limits(step),
        "标准": step.standard or "—",
        "登记": "、".join(filter(None, (step.person_field, step.date_field))) or "—",
        "依据": step.basis if step.basis and step.basis != CUSTOM else "—",
    }


def _relations(process: str, desk: Desk) -> Iterator[str]:
    """What must hold between steps, one line a kind of relation."""
    found: dict[str, list[Relation]] = {}
    for one in desk.rules.relations:
        if one.process == process:
            found.setdefault(one.kind.value, []).append(one)
    for kind, of in found.items():
        told = say("; ").join(f"{one.first}—{one.second}" if one.second else one.first for one in of)
        yield say("{kind}: {told}.", kind=kind, told=told)
