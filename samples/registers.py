"""The registers of the sample office: their columns and how the tables become lines.

Clerks are human: some days stand as text, some names are spread with a blank, and `written/faults.txt` says which
cells of which record they got wrong.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from samples.course import course
from samples.days import day, working_day, written
from samples.sheets import Column, Sheet, workbook
from samples.tables import table

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence


    from samples.course import Passing
    from samples.tables import Line

    Row = dict[str, object]

UNIT = "临江县供电局办公室"
URGENCIES = ("平件", "加急", "特急")
STATUSES = ("在办", "办结", "暂停", "取消", "长期")
FIRST_SENT, FIRST_RECEIVED = 181, 262
TEXT_DAYS = 7  # of a hundred days so many are written as text
SENDING: Mapping[str, Sequence[int]] = {
    "拟稿": (0,), "会商": (0, 1, 1), "核稿": (0, 1), "签发": (1, 1, 2), "打印": (0, 1), "用印": (0, 0, 1), "分发": (0, 0, 1),
}  # fmt: skip
RECEIVING: Mapping[str, Sequence[int]] = {
    "签收": (0,), "登记": (0, 0, 1), "分办": (0, 1), "批办": (0, 1, 1), "传阅": (1, 1, 2), "承办": (3, 4, 6, 8),
    "催办": (0,), "注办": (0, 1), "处置": (1, 2, 3),
}  # fmt: skip
HURRIED: Mapping[str, Sequence[int]] = {"会商": (0,), "核稿": (0,), "签发": (0, 1), "承办": (1, 2)}
PRESSED: Mapping[str, Sequence[int]] = dict.fromkeys((*SENDING, *RECEIVING), (0,))


def all_registers() -> dict[str, bytes]:
    """File name → workbook, for every register of the office."""
    made: dict[str, Callable[[], list[Sheet]]] = {
        "2026年发文登记簿.xlsx": sent,
        "2026年收文登记簿.xlsx": received,
        "督办台账.xlsx": matters,
        "岗位职责表.xlsx": duties,
        "碰头会议题.xlsx": topics,
        "制度清单.xlsx": regulations,
        "活动台账.xlsx": activities,
        "评议表.xlsx": ballots,
    }
    return {name: workbook(sheets()) for name, sheets in made.items()}


def sent() -> list[Sheet]:
    """发文登记簿: numbered in the order of signing; what is not signed yet stands below without a number."""
    columns = (
        Column("序号", 5), Column("发文字号", 19), Column("标题", 38, left=True), Column("文种", 6), Column("密级", 6),
        Column("缓急", 6, choices=URGENCIES), Column("主送机关", 18, left=True), Column("份数", 5), Column("拟稿部门", 11),
        *_step_columns(SENDING), Column("备注", 14, left=True),
    )  # fmt: skip
    lines = [(line, _sending(line)) for line in table("sent")]
    signed = [pair for pair in lines if "签发" in pair[1]]
    signed.sort(key=lambda pair: pair[1]["签发"].day or day(pair[0]["日"]))
    waiting = [pair for pair in lines if "签发" not in pair[1]]
    rows, number = [], FIRST_SENT
    for n, (line, passed) in enumerate((*signed, *waiting), 1):
        rows.append(_sent_row(n, f"临电办〔2026〕{number}号" if "签发" in passed else "", line, passed))
        number += "签发" in passed
    _err("发文", rows)
    title = "临江县供电局发文登记簿（2026年）"
    unit = "登记部门：办公室    登记起止：2026年9月1日—"
    return [_sheet("发文登记", title, columns, rows, unit, 3)]


def received() -> list[Sheet]:
    """收文登记簿: one sheet a month."""
    columns = (
        Column("序号", 5), Column("收文编号", 16), Column("收文时间", 11), Column("来文单位", 16), Column("来文字号", 20),
        Column("文件名称", 38, left=True), Column("秘密\n等级", 6), Column("紧急程度", 6, choices=URGENCIES),
        Column("承办部门", 11), *_step_columns(RECEIVING), Column("备注", 14, left=True),
    )  # fmt: skip
    rows = [
        _received_row(n, f"收〔2026〕{FIRST_RECEIVED + n - 1}号", line) for n, line in enumerate(table("received"), 1)
    ]
    _err("收文", rows)
    months: dict[int, list[Row]] = {}
    for line, row in zip(table("received"), rows, strict=True):
        months.setdefault(day(line["日"]).month, []).append(row)
    title = "临江县供电局收文登记簿（2026年{}月）"
    return [_sheet(f"{m}月", title.format(m), columns, rows, "登记部门：办公室") for m, rows in months.items()]


def matters() -> list[Sheet]:
    """督办台账: one line a matter, headings broken over lines as the office drew them."""
    columns = (
        Column("督办编号", 12), Column("督办事项", 32, left=True), Column("任务来源", 20), Column("立项日期", 11),
        Column("责任部门", 11), Column("责任人", 8), Column("分管领导", 8), Column("配合部门", 14), Column("要求完成\n时间", 11),
        Column("反馈周期", 8), Column("进展情况", 34, left=True), Column("最近反馈\n日期", 11), Column("完成率", 7),
        Column("状态", 7, choices=STATUSES), Column("办结日期", 11), Column("延期\n次数", 6), Column("延期至", 11),
        Column("延期申请\n日期", 11), Column("延期批准\n日期", 11), Column("备注", 20, left=True),
    )  # fmt: skip
    names = dict(
        zip(
            (c.heading for c in columns),
            "编号 事项 来源 立项 部门 责任人 领导 配合 时限 周期 进展 反馈 进度 状态 办结 次数 延期至 申请 批准 备注".split(),
            strict=True,
        )
    )
    lines = table("matters")
    rows = [{heading: _matter_cell(line, name) for heading, name in names.items()} for line in lines]
    _err("督办", rows)
    title = "2026年重点工作督办台账（下半年）"
    return [_sheet("督办事项", title, columns, rows, "牵头部门：办公室督查岗", 0, "制表：贺兰    审核：柳静")]


def duties() -> list[Sheet]:
    """岗位职责表: the department stands once, merged over its posts."""
    columns = (
        Column("部门", 12, merged=True), Column("序号", 6), Column("岗位", 14), Column("职责内容", 40, left=True),
        Column("对应环节", 14), Column("A角", 9), Column("B角", 9), Column("工作标准", 32, left=True), Column("时限要求", 14),
    )  # fmt: skip
    rows: list[Row] = [
        {
            "部门": line["部门"], "序号": n, "岗位": line["岗位"], "职责内容": line["职责"], "对应环节": line["环节"],
            "A角": _spread(line["A"]), "B角": _spread(line["B"]), "工作标准": line["标准"], "时限要求": line["时限"],
        }
        for n, line in enumerate(table("duties"), 1)
    ]  # fmt: skip
    _err("职责", rows)
    return [_sheet("岗位职责", "临江县供电局机关岗位职责表（AB角）", columns, rows)]


def topics() -> list[Sheet]:
    """碰头会议题: what was put to the leaders' weekly meeting."""
    columns = (
        Column("会议名称", 11), Column("会议日期", 11), Column("议题名称", 30, left=True), Column("提报部门", 11),
        Column("提报日期", 11), Column("汇报人", 8), Column("涉及部门", 16), Column("会商情况", 16), Column("列席部门", 16),
        Column("材料字数", 8), Column("分管领导", 9), Column("分管领导意见日期", 11), Column("是否上会", 8),
        Column("议定事项", 26, left=True),
    )  # fmt: skip
    names = "会议 会议日期 议题 部门 提报 汇报人 涉及 会商 列席 字数 领导 意见日期 上会 议定".split()
    return [_plain("碰头会议题", "2026年局长碰头会议题汇总表", columns, names, "topics")]


def regulations() -> list[Sheet]:
    """制度清单: the seven areas of the office's rules, each area merged over its lines."""
    columns = (
        Column("编号", 8), Column("制度类别", 10, merged=True), Column("制度名称", 30, left=True), Column("文号", 20),
        Column("归口部门", 12), Column("发布日期", 11), Column("施行日期", 11), Column("复审日期", 11),
        Column("状态", 7, choices=("现行", "修订", "废止")), Column("替代", 24, left=True),
    )  # fmt: skip
    names = "编号 类别 名称 文号 部门 发布 施行 复审 状态 替代".split()
    return [_plain("制度清单", "临江县供电局综合管理制度清单", columns, names, "regulations")]


def activities() -> list[Sheet]:
    """活动台账: what each person of the office did."""
    columns = (
        Column("日期", 11), Column("姓名", 8), Column("类别", 8), Column("工作内容", 40, left=True), Column("工时", 6),
        Column("完成情况", 9),
    )  # fmt: skip
    names = "日期 姓名 类别 事项 工时 结果".split()
    return [_plain("11月", "办公室工作人员活动台账（2026年11月）", columns, names, "activities")]


def ballots() -> list[Sheet]:
    """评议表: the ballots of the half-year, one line an item."""
    columns = (
        Column("票号", 8), Column("评议人类别", 11), Column("被评部门", 12), Column("评议项目", 11), Column("得分", 7),
        Column("意见建议", 28, left=True),
    )  # fmt: skip
    items = "执行力 工作质量 协作补台 作风纪律".split()
    rows: list[Row] = [
        {
            "票号": line["票号"], "评议人类别": line["类别"], "被评部门": line["对象"], "评议项目": item,
            "得分": int(line[item]), "意见建议": line["意见"] if item == items[0] else "",
        }
        for line in table("ballots")
        for item in items
    ]  # fmt: skip
    return [_sheet("评议", "2026年第三季度部门工作评议表", columns, rows)]


def _step_columns(steps: Mapping[str, Sequence[int]]) -> tuple[Column, ...]:
    pairs = ((Column(f"{step}/经办人", 8), Column(f"{step}/日期", 11)) for step in steps)
    return tuple(column for pair in pairs for column in pair)


def _sending(line: Line) -> dict[str, Passing]:
    title = line["标题"]
    checker = _in_turn(title, "顾晓峰", "宁雨薇", not_=line["拟稿"])
    people = {
        "拟稿": line["拟稿"], "会商": line["会商"], "核稿": checker, "签发": line["签发"],
        "打印": _in_turn(title, "石磊", "白雪梅"), "用印": "罗桂芝", "分发": _in_turn(title, "孟祥瑞", "罗桂芝"),
    }  # fmt: skip
    return course(title, working_day(line["日"]), people, _gaps(SENDING, line["急"]), line["步"])


def _sent_row(n: int, number: str, line: Line, passed: dict[str, Passing]) -> Row:
    return {
        "序号": n, "发文字号": number, "标题": line["标题"], "文种": line["文种"], "密级": "公开", "缓急": line["急"],
        "主送机关": line["主送"], "份数": int(line["份"]), "拟稿部门": line["部门"], "备注": line["备注"],
        **_passed(SENDING, passed, line["标题"]),
    }  # fmt: skip


def _received_row(n: int, number: str, line: Line) -> Row:
    title = line["标题"]
    clerk = _in_turn(title, "孟祥瑞", "罗桂芝")
    people = {
        "签收": clerk, "登记": clerk, "分办": _in_turn(f"{title}分", "沈国栋", "柳静"), "批办": line["批办"],
        "传阅": line["传阅"], "承办": line["承办"], "催办": "", "注办": clerk, "处置": "宁雨薇",
    }  # fmt: skip
    passed = course(title, working_day(line["日"]), people, _gaps(RECEIVING, line["急"]), line["步"])
    return {
        "序号": n, "收文编号": number, "收文时间": written(working_day(line["日"]), title, TEXT_DAYS),
        "来文单位": line["来文单位"], "来文字号": line["来文字号"], "文件名称": title, "秘密\n等级": "公开",
        "紧急程度": line["急"], "承办部门": line["部门"], "备注": line["备注"], **_passed(RECEIVING, passed, title),
    }  # fmt: skip


def _passed(steps: Mapping[str, Sequence[int]], passed: dict[str, Passing], key: str) -> Row:
    row: Row = {}
    for step in steps:
        found = passed.get(step)
        row[f"{step}/经办人"] = found.person if found else ""
        row[f"{step}/日期"] = written(found.day, f"{key}{step}", TEXT_DAYS) if found and found.day else ""
    return row


def _gaps(usual: Mapping[str, Sequence[int]], urgency: str) -> dict[str, Sequence[int]]:
    differs = {"加急": HURRIED, "特急": PRESSED}.get(urgency, {})
    return {step: differs.get(step, gaps) for step, gaps in usual.items()}


def _in_turn(key: str, *people: str, not_: str = "") -> str:
    from samples.days import pick

    able = [person for person in people if person != not_]
    return able[pick(key, range(len(able)))]


def _matter_cell(line: Line, name: str) -> object:
    text = line[name]
    if name == "进度" and text:
        return int(text.removesuffix("%")) / 100
    if name == "次数":
        return int(text)
    return _as_day(text, line["编号"] + name)


def _plain(name: str, title: str, columns: tuple[Column, ...], names: list[str], of: str) -> Sheet:
    headings = dict(zip((column.heading for column in columns), names, strict=True))
    rows = [{heading: _as_cell(line[name], of) for heading, name in headings.items()} for line in table(of)]
    _err(of, rows)
    return _sheet(name, title, columns, rows)


def _as_cell(text: str, key: str) -> object:
    return int(text) if text.isdigit() else _as_day(text, key)


def _as_day(text: str, key: str) -> object:
    is_day = len(text) == 10 and text[4] == "-" == text[7]
    return written(day(text), key, TEXT_DAYS) if is_day else text


def _spread(name: str) -> str:
    """A name of two characters as clerks set it under names of three."""
    return "　".join(name) if len(name) == 2 else name


def _sheet(
    name: str, title: str, columns: tuple[Column, ...], rows: list[Row], unit: str = "", empty: int = 0, foot: str = ""
) -> Sheet:
    lines = [tuple(row[column.heading] for column in columns) for row in rows]
    return Sheet(name, title, columns, lines, unit, empty, foot)


def _err(register: str, rows: list[Row]) -> None:
    """Put in what the clerks got wrong. Raises ValueError for a fault that finds no cell, or more than one."""
    for fault in table("faults"):
        if fault["台账"] != register:
            continue
        hit = [row for row in rows if any(fault["记录"] in str(value) for value in row.values())]
        heading = fault["列"].replace("\\n", "\n")
        if len(hit) != 1 or heading not in hit[0]:
            raise ValueError(f"{len(hit)} records for {fault}")
        hit[0][heading] = _as_day(fault["写作"], "") if fault["写作"] else ""


