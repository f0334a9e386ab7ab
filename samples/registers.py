"""The registers of the sample office: how its tables become lines, and its lines become workbooks.

Clerks are human: some days stand as text, some names are spread with a blank, and `written/笔误.txt` says which
cells of which record they got wrong.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from samples.days import cell_of, day
from samples.documents import RECEIVING, SENDING, received_documents, sent_documents
from samples.sheets import Column, Sheet, workbook
from samples.tables import table

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from samples.documents import Row

ITEMS = ("执行力", "工作质量", "协作补台", "作风纪律")


def all_registers() -> dict[str, bytes]:
    """File name → workbook, for every register of the office."""
    made = {
        "2026年发文登记簿.xlsx": sent(),
        "2026年收文登记簿.xlsx": received(),
        "督办台账.xlsx": [matters()],
        "岗位职责表.xlsx": [duties()],
        "碰头会议题.xlsx": [Sheet("议题", "2026年局长碰头会议题汇总表", *_filled("议题", _plain("议题")))],
        "制度清单.xlsx": [Sheet("制度", "临江县供电局综合管理制度清单", *_filled("制度", _plain("制度")))],
        "活动台账.xlsx": [Sheet("11月", "办公室工作人员活动台账（2026年11月）", *_filled("活动", _plain("活动")))],
        "评议表.xlsx": [ballots()],
    }
    return {name: workbook(sheets) for name, sheets in made.items()}


def sent() -> list[Sheet]:
    """发文登记簿: one sheet, bordered lines left for what is still to come."""
    title, unit = "临江县供电局发文登记簿（2026年）", "登记部门：办公室    起登日期：2026年9月1日"
    return [Sheet("发文登记", title, *_filled("发文", sent_documents()), unit, empty=3)]


def received() -> list[Sheet]:
    """收文登记簿: one sheet a month."""
    columns, lines = _filled("收文", received_documents())
    months: dict[int, list[Sequence[object]]] = {}
    for source, line in zip(table("收文"), lines, strict=True):
        months.setdefault(day(source["日"]).month, []).append(line)
    title = "临江县供电局收文登记簿（2026年{}月）"
    return [Sheet(f"{m}月", title.format(m), columns, of, "登记部门：办公室") for m, of in months.items()]


def matters() -> Sheet:
    """督办台账: one line a matter, headings broken over lines as the office drew them."""
    title, foot = "2026年重点工作督办台账（下半年）", "制表：贺兰    审核：柳静"
    return Sheet("督办事项", title, *_filled("督办", _plain("督办")), "牵头部门：办公室", foot=foot)


def duties() -> Sheet:
    """岗位职责表: the department stands once, merged over its posts; short names are spread."""
    rows = [
        row | {"A": _spread(str(row["A"])), "B": _spread(str(row["B"]))} for row in _plain("职责")
    ]
    return Sheet("岗位职责", "临江县供电局机关岗位职责表（AB角）", *_filled("职责", rows))


def ballots() -> Sheet:
    """评议表: the ballots of a quarter, one line an item; the opinion stands on a ballot's first line."""
    rows = [
        row | {"项目": item, "得分": row[item], "意见": row["意见"] if item == ITEMS[0] else ""}
        for row in _plain("评议")
        for item in ITEMS
    ]
    return Sheet("评议", "2026年第三季度部门工作评议表", *_filled("评议", rows))


def _plain(name: str) -> list[Row]:
    """The lines of a table with days, numbers and shares as values."""
    return [
        {"序号": n} | {of: cell_of(text, f"{name}{n}{of}") for of, text in line.items()}
        for n, line in enumerate(table(name), 1)
    ]


def _filled(register: str, rows: Sequence[Mapping[str, object]]) -> tuple[tuple[Column, ...], list[Sequence[object]]]:
    """Columns and lines of a register, what its clerks got wrong put in."""
    sources = dict(_columns(register))
    lines = [{column.heading: row[source] for column, source in sources.items()} for row in rows]
    _err(register, lines)
    return tuple(sources), [tuple(line.values()) for line in lines]


def _columns(register: str) -> list[tuple[Column, str]]:
    """The columns of a register, each with the name its values go by."""
    found: list[tuple[Column, str]] = []
    for line in table("列"):
        if line["台账"] == register and line["列"] == "环节":
            steps = SENDING if register == "发文" else RECEIVING
            found += [(Column(f"{step}/{part}", wide), f"{step}{part}") for step in steps for part, wide in _PARTS]
        elif line["台账"] == register:
            choices = tuple(filter(None, line["选项"].split("、")))
            heading = line["列"].replace("\\n", "\n")
            column = Column(heading, float(line["宽"]), line["样式"] == "左", choices, line["样式"] == "并")
            found.append((column, line["取自"]))
    return found


_PARTS = (("经办人", 8.0), ("日期", 14.0))


def _spread(name: str) -> str:
    """A name of two characters as clerks set it under names of three."""
    return "　".join(name) if len(name) == 2 else name


def _err(register: str, lines: list[Row]) -> None:
    """Put in what the clerks got wrong. Raises ValueError for a fault that finds no cell, or more than one."""
    for fault in table("笔误"):
        if fault["台账"] != register:
            continue
        hit = [line for line in lines if any(fault["记录"] in str(value) for value in line.values())]
        heading = fault["列"].replace("\\n", "\n")
        if len(hit) != 1 or heading not in hit[0]:
            raise ValueError(f"{len(hit)} records for {fault}")
        hit[0][heading] = cell_of(fault["写作"])
