"""A hand-made docket: three departments and everything a paper may stumble over."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from officebatch.model.deadline import COLUMNS, Deadlines
from officebatch.model.docket import Days, Docket, Past, PastRun
from officebatch.model.finding import Finding, Skipped
from officebatch.model.measure import Measure, Proof, Subject
from officebatch.model.notice import Answer, MatterId, Notice, Told
from officebatch.model.office import Office
from officebatch.model.origin import Origin
from officebatch.model.report import HeadingGuess, How, LeftOut, SheetReport, Trouble, TroubleKind
from officebatch.model.urging import Urging
from officebatch.model.vocabulary import HolderKind, Kind, Mends, Severity
from officebatch.rulebook.judging import CheckRule
from officebatch.rulebook.rules import RuleBook
from officebatch.rulebook.sheets import Department, OutputRule, Person
from tests import making

if TYPE_CHECKING:
    from officebatch.model.register import Register

TEMPLATES = Path(__file__).parents[2] / "templates"
PAPERS = (
    ("催办通知单", "部门", "催办通知单", "催办通知单/催办通知单（{部门}）.docx"),
    ("超期清单", "办公室", "", "超期清单.xlsx"),
    ("部门超期清单", "部门", "", "部门超期清单/超期清单（{部门}）.xlsx"),
    ("领导待办清单", "领导", "", "领导待办清单.xlsx"),
    ("办公室自查单", "办公室", "", "办公室自查单.xlsx"),
    ("问题清单", "办公室", "", "问题清单.xlsx"),
    ("考核评价报告", "部门", "考核评价报告", "考核评价报告/考核评价报告（{部门}）.docx"),
    ("办公室评价报告", "办公室", "办公室评价报告", "办公室评价报告.docx"),
    ("督办工作周报", "领导", "督办工作周报", "督办工作周报（{截止日}）.docx"),
    ("读取报告", "办公室", "", "读取报告.xlsx"),
)

TASKS = """
编号|事项|来源|牵头部门|责任人|协办部门|开始|完成时限|办结日期|状态|密级
DB2026-038|配网改造专项工作落实|局长办公会|财务科|朱梅|物资科|2026-09-01|2026-10-28||在办|
DB2026-041|清理<经费50万元以下>合同 & "框架"协议|领导批示|财务科|朱梅||2026-10-08|2026-11-13||在办|
DB2026-042|关于{{ 部门 }}年度预算编制{%p if %}情况|领导批示|财务科|||2026-10-08|2026-11-19||在办|
DB2026-043|报送四季度资金计划|局长办公会|财务科|朱梅||2026-11-02|2026-11-25||在办|
DB2026-044|完成固定资产盘点|局长办公会|财务科|沈杰||2026-11-02|2026-11-10|2026-11-18|办结|
DB2026-045|核心客户报价测算|领导批示|财务科|朱梅||2026-10-08|2026-11-02||在办|核心商密
DB2026-046|编制2027年检修计划|局长办公会|生产技术科|赵强||2026-11-02|2026-11-13||在办|
DB2026-047|启用日前的旧事项|局长办公会|生产技术科|赵强||2025-11-02|2025-12-13||在办|
DB2026-048|取消的事项|局长办公会|生产技术科|赵强||2026-11-02|2026-12-13||取消|
DB2026-049|督办台账电子化|局长办公会|办公室|袁艳强||2026-10-12|2026-11-16||在办|
"""
INCOMING = """
文号|标题|来文单位|紧急程度|承办部门|密级
收〔2026〕205号|关于开展迎峰度冬安全大检查暨隐患排查治理专项行动有关工作的通知|市供电公司|特急|财务科|
收〔2026〕206号|关于报送材料的通知|县政府办|平件|生产技术科|
收〔2026〕207号|关于召开调度会的通知|县政府办|加急|财务科|
"""


def rules(**changed: object) -> RuleBook:
    """Three departments, a leader, every paper."""
    plain: dict[str, object] = {
        "departments": (
            Department("办公室", 1),
            Department("财务科", 3, short_names=("财务",), leader="李明"),
            Department("生产技术科", 2, leader="李明"),
        ),
        "people": (
            Person("董玉斌", "办公室", "主任"),
            Person("袁艳强", "办公室", "秘书"),
            Person("朱梅", "财务科", "科员"),
            Person("沈杰", "财务科", "副主任"),
            Person("赵强", "生产技术科", "科员"),
            Person("李明", "局领导", "副局长", rank="领导"),
        ),
        "outputs": tuple(OutputRule(kind, kind, to, template, file) for kind, to, template, file in PAPERS),
        "checks": {
            "DOC103": CheckRule("DOC103", True, Severity.ERROR, Mends.KEEPER),
            "DOC201": CheckRule("DOC201", True, Severity.ERROR, Mends.HOLDER),
        },
    }
    return making.rules(**(plain | changed))


INNER_ROW, OLD_ROW = 5, 9  # row position of the inner task; sheet row of the task from before the start day
PLAIN_TITLE = "编制2027年检修计划\n（含备品备件）"


def docket(more: int = 0, past: Past | None = None, odd_title: str = PLAIN_TITLE) -> Docket:
    """The state of that office on 20 November 2026; `more`: further overdue tasks of 财务科."""
    tasks, incoming = _tasks(more, odd_title), _incoming()
    office = Office({r.name: r for r in (tasks, incoming)}, {}, _reports(), _troubles(), {"督办台账.xlsx": "0" * 64})
    return Docket(
        days=Days(
            date(2026, 11, 20),
            date(2026, 11, 23),
            {"催办通知单": date(2026, 11, 25), "整改通知单": date(2026, 11, 30)},
            date(2027, 1, 1),
        ),
        office=office,
        findings=_findings(incoming, tasks),
        deadlines=Deadlines(_deadlines(more)),
        measures=_measures(tasks, more),
        skipped=(Skipped("check {code}", "no field plays the role {role}", (("code", "DOC401"), ("role", "limit"))),),
        past=past if past is not None else _past(),
    )


def urged(docket: Docket, answer_by: date = date(2026, 11, 25)) -> Docket:
    """That docket with every overdue matter a department holds, live and of no inner level, urged in a 催办通知单."""
    registers = docket.office.registers
    late = (
        (MatterId(d.register, str(registers[d.register].keys[d.row]), d.step), d)
        for d in docket.deadlines.overdue()
        if d.live and d.holder_kind is HolderKind.DEPARTMENT and d.holder != "办公室"
        and not registers[d.register].inner(d.row, making.settings().inner_levels)
    )  # fmt: skip
    urgings = tuple(
        Urging(
            matter=matter,
            row=d.row,
            pass_=d.pass_,
            level=2,
            paper="催办通知单",
            one_a_matter=False,
            series="催办",
            answer_by=answer_by,
            previous=next(iter(docket.past.told(matter)[-1:]), None),
        )
        for matter, d in late
    )
    return replace(docket, urgings=urgings)


def _tasks(more: int, odd_title: str) -> Register:
    lines = "".join(
        f"DB2026-{100 + n}|专项事项第{n}项及其配套措施落实情况|领导批示|财务科|朱梅|物资科、营销科|"
        "2026-10-08|2026-11-04||在办|\n"
        for n in range(1, more + 1)
    )
    tasks = making.register(
        TASKS.strip() + "\n" + lines,
        Kind.TASKS,
        {
            "编号": "key",
            "事项": "title",
            "来源": "source",
            "牵头部门": "department",
            "责任人": "person",
            "协办部门": "co_departments",
            "开始": "start",
            "完成时限": "due",
            "办结日期": "done",
            "状态": "status",
            "密级": "secrecy",
        },
        name="督办台账",
        dates=("开始", "完成时限", "办结日期"),
    )
    title = tasks.frame["事项"].astype(object).copy()
    title.iat[6] = odd_title
    frame = tasks.frame.copy()
    frame["事项"] = pd.Categorical(title)
    return replace(tasks, frame=frame)


def _incoming() -> Register:
    return making.register(
        INCOMING,
        Kind.FLOW,
        {
            "文号": "key",
            "标题": "title",
            "来文单位": "from",
            "紧急程度": "urgency",
            "承办部门": "department",
            "密级": "secrecy",
        },
        name="收文登记簿",
    )


# register, row, step, due, first due, done, state, late, left, person, department, holder kind, holder, urgency, live
_LINES = (
    ("督办台账", 0, "办结", "11-06", "10-28", "", "overdue", 10, 0, "朱梅", "财务科", "部门", "财务科", "", 1),
    ("督办台账", 1, "办结", "11-13", "11-13", "", "overdue", 5, 0, "朱梅", "财务科", "部门", "财务科", "", 1),
    ("督办台账", 2, "办结", "11-19", "11-19", "", "overdue", 1, 0, "", "财务科", "部门", "财务科", "", 1),
    ("督办台账", 3, "办结", "11-25", "11-25", "", "due soon", 0, 3, "朱梅", "财务科", "部门", "财务科", "", 1),
    ("督办台账", 4, "办结", "11-10", "11-10", "11-18", "met late", 6, 0, "沈杰", "财务科", "部门", "财务科", "", 1),
    ("督办台账", 5, "办结", "11-02", "11-02", "", "overdue", 14, 0, "朱梅", "财务科", "部门", "财务科", "", 1),
    ("督办台账", 6, "办结", "11-13", "11-13", "", "overdue", 5, 0, "赵强", "生产技术科", "部门", "生产技术科", "", 1),
    ("督办台账", 7, "办结", "01-05", "01-05", "", "overdue", 200, 0, "赵强", "生产技术科", "部门", "生产技术科", "", 0),
    ("督办台账", 9, "办结", "11-16", "11-16", "", "overdue", 4, 0, "袁艳强", "办公室", "部门", "办公室", "", 1),
    ("收文登记簿", 0, "承办", "11-02", "11-02", "", "overdue", 14, 0, "朱梅", "财务科", "部门", "财务科", "特急", 1),
    (
        "收文登记簿",
        1,
        "登记",
        "11-18",
        "11-18",
        "",
        "overdue",
        2,
        0,
        "袁艳强",
        "生产技术科",
        "办公室",
        "办公室",
        "平件",
        1,
    ),
    (
        "收文登记簿",
        1,
        "签收",
        "11-12",
        "11-12",
        "11-17",
        "met late",
        3,
        0,
        "袁艳强",
        "生产技术科",
        "办公室",
        "办公室",
        "平件",
        1,
    ),
    ("收文登记簿", 2, "批办", "11-17", "11-17", "", "overdue", 3, 0, "李明", "财务科", "领导", "李明", "加急", 1),
)


def _deadlines(more: int) -> pd.DataFrame:
    lines = list(_LINES)
    lines += [
        ("督办台账", 10 + n, "办结", "11-04", "11-04", "", "overdue", 12, 0, "朱梅", "财务科", "部门", "财务科", "", 1)
        for n in range(more)
    ]
    rows = [_row(*line) for line in lines]
    frame = pd.DataFrame(rows, columns=list(COLUMNS))
    for words in ("register", "step", "state", "person", "department", "holder_kind", "holder", "urgency"):
        frame[words] = pd.Categorical(frame[words])
    for days in ("start", "due", "first_due", "done"):
        frame[days] = frame[days].astype("datetime64[s]")
    return frame.astype(dict.fromkeys(("row", "days_late", "days_left", "waited", "line"), np.int32))


_FIELDS = (
    "register", "row", "step", "due", "first_due", "done", "state", "days_late", "days_left", "person", "department",
    "holder_kind", "holder", "urgency", "live",
)  # fmt: skip


def _row(*line: object) -> dict[str, object]:
    said: dict[str, object] = dict(zip(_FIELDS, line, strict=True))
    days = {name: _day(str(said[name])) for name in ("due", "first_due", "done")}
    words = {name: said[name] or None for name in ("person", "urgency")}
    rest = {"pass": 1, "start": _day("10-08"), "open": not said["done"], "provisional": said["row"] == 3, "waited": 0}
    return {**said, **days, **words, **rest, "line": said["row"], "live": bool(said["live"])}


def _day(month_day: str) -> datetime | None:
    return datetime.fromisoformat(f"2026-{month_day}") if month_day else None


def _past() -> Past:
    known = [("督办台账", f"DB2026-0{n}") for n in (38, 41, 42, 44, 45, 46, 47, 48, 49)]
    return Past(
        PastRun(
            date(2026, 11, 13),
            frozenset(known),
            frozenset({("DOC103", "收文登记簿", "收〔2026〕9号", "文号")}),
        ),
        notices=(notice(MatterId("督办台账", "DB2026-038", "办结"), "临电催〔2026〕9号"),),
    )


def notice(matter: MatterId, number: str, kind: str = "催办通知单", answer: Answer | None = None) -> Notice:
    """What went out to 财务科 on 16 November about a matter; without an answer nothing came back."""
    told = Told(matter, 2, date(2026, 11, 6), matter.record, "配网改造专项工作落实", matter.what, date(2026, 11, 18))
    return Notice(date(2026, 11, 13), date(2026, 11, 16), kind, "财务科", number, "邮件", told, answer or Answer())


def _findings(incoming: Register, tasks: Register) -> tuple[Finding, ...]:
    def found(code: str, mends: Mends, of: Register, at: tuple[int, str], department: str) -> Finding:
        (row, field), severity = at, Severity.ERROR if code == "DOC201" or of is incoming else Severity.HINT
        return Finding(
            code,
            severity,
            mends,
            of.name,
            of.origin(row, field),
            field,
            str(of.keys[row]),
            department,
            "",
            "number written otherwise" if mends is Mends.KEEPER else "signed before it was revised",
            "the cell says {text}; the office writes {wanted}",
            (("text", "=1+1 <收>&"), ("wanted", "收〔2026〕206号")),
            "惯例" if mends is Mends.KEEPER else "《临江县供电局公文处理办法》第十二条",
        )

    return (
        Finding(
            "SEC001",
            Severity.GRAVE,
            Mends.SECRECY,
            "收文登记簿",
            Origin("收文登记簿.xlsx", "收文登记簿", 9),
            "",
            "",
            "",
            "",
            "classified row",
            "row {row}",
            (("row", "9"),),
            "《保密法》",
        ),
        found("DOC201", Mends.HOLDER, incoming, (0, "标题"), "财务科"),
        found("DOC201", Mends.HOLDER, tasks, (5, "事项"), "财务科"),
        found("DOC103", Mends.KEEPER, incoming, (1, "文号"), "生产技术科"),
        found("DOC103", Mends.KEEPER, tasks, (6, "编号"), "生产技术科"),
    )


def _measures(tasks: Register, more: int) -> tuple[Measure, ...]:
    def proof(row: int, counted: str) -> Proof:
        return Proof(tasks.origin(row), str(tasks.keys[row]), tasks.words(row, "title"), "办结", counted)

    return (
        Measure(
            "M101",
            "On time",
            Subject.DEPARTMENT,
            "财务科",
            6,
            9 + more,
            True,
            (proof(0, "10"), proof(1, "5"), proof(4, "6"), *(proof(10 + n, "12") for n in range(more))),
        ),
        Measure("M102", "Supervised tasks completed", Subject.DEPARTMENT, "财务科", 1, 5, True, ()),
        Measure(
            "M103", "Faults to mend, for its records", Subject.DEPARTMENT, "财务科", 1, 8, True, (proof(5, "DOC201"),),
            per=True,
        ),
        Measure(
            "M105",
            "Longest overdue, in working days",
            Subject.DEPARTMENT,
            "财务科",
            14,
            5,
            False,
            (proof(0, "10"),),
            False,
        ),
        Measure("M101", "On time", Subject.DEPARTMENT, "生产技术科", 1, 2, False, (proof(6, "5"),)),
        Measure("M102", "Supervised tasks completed", Subject.DEPARTMENT, "生产技术科", 0, 0, False, ()),
        Measure("M101", "On time", Subject.OFFICE, "办公室", 30, 33, True, (proof(9, "4"),)),
    )


def _reports() -> tuple[SheetReport, ...]:
    return (
        SheetReport(
            "督办台账.xlsx",
            "督办台账",
            "督办台账",
            (2,),
            (HeadingGuess("A", "编号", "编号", How.EXACT), HeadingGuess("Q", "备 注", "", How.UNKNOWN)),
            (LeftOut((1,), "title"), LeftOut((40, 41), "signature")),
            (7,),
            10,
        ),
        SheetReport("收文登记簿.xlsx", "收文登记簿", "收文登记簿", (1,), (), (), (), 3, (9,)),
    )


def _troubles() -> tuple[Trouble, ...]:
    return (Trouble(TroubleKind.MISSING_COLUMN, Origin("督办台账.xlsx", "督办台账"), "督办台账", "是否延期"),)
