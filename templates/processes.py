"""The body of 流程分析报告: what was found, then each process with its flow chart on a page of its own."""

from __future__ import annotations

from templates.tags import each, only
from templates.wordml import Column, p, section, table

STEPS = [
    Column(9, "序号", "{{ 环节.序号 }}"),
    Column(20, "环节", "{{ 环节.环节 }}"),
    Column(17, "责任方", "{{ 环节.责任方 }}"),
    Column(25, "时限\n（平件）", "{{ 环节.时限 }}"),
    Column(12, "件次", "{{ 环节.件次 }}"),
    Column(12, "中位", "{{ 环节.中位 }}"),
    Column(12, "90%\n分位", "{{ 环节.九成 }}"),
    Column(16, "超期／\n应办", "{{ 环节.超期 }}"),
    Column(21, "在手\n（超期）", "{{ 环节.在手 }}"),
    Column(12, "退回", "{{ 环节.退回 }}"),
]
_FIGURES = [("中位", 17), ("九成", 17), ("超期", 23), ("在手", 23)]
_HEADS = {"中位": "中位", "九成": "90%\n分位", "超期": "超期／应办", "在手": "在手\n（超期）"}


def _with(first: list[Column], each: str) -> list[Column]:
    return [*first, *(Column(wide, _HEADS[name], f"{{{{ {each}.{name} }}}}") for name, wide in _FIGURES)]


HELD = _with(
    [
        Column(36, "责任方", "{{ 方.责任方 }}"),
        Column(17, "件次", "{{ 方.件次 }}"),
        Column(23, "占用\n工作日", "{{ 方.占用 }}"),
    ],
    "方",
)
WAYS = [
    Column(17, "件数", "{{ 路.件数 }}"),
    Column(139, "路径", "{{ 路.路径 }}", middle=False),
]
SLICES = _with([Column(53, "紧急程度、主办部门", "{{ 类.类别 }}"), Column(23, "办结件数", "{{ 类.办结 }}")], "类")


def process_report() -> str:
    """流程分析报告, for the office itself."""
    return "".join(
        (
            p("Title", "流程分析报告"),
            p("Centred", "{{ 期初 }}至{{ 期末 }}"),
            p("Heading1", "一、总体情况"),
            each(
                "流程", "各流程",
                p("Body", "{{ 流程.名称 }}：{{ 流程.概况 }}"),
                each("行", "流程.建议", p("Body", "{{ 行 }}")),
            ),
            only("附图", p("Body", "{{ 附图 }}")),
            each(
                "流程", "各流程",
                p("Heading1", "{{ 流程.节号.数 }}、{{ 流程.名称 }}流程", new_page=True),
                p("Note", "粗框带★为关键节点，虚线框为非必经环节；右侧为时限（平件在前）和目前在手件数。", keep=True),
                p("Body", "{{ 流程.流程图 }}"),
                p("Caption", "{{ 流程.名称 }}各环节用时和超期情况", new_page=True),
                table(STEPS, "环节", "流程.各环节"),
                p("Caption", "{{ 流程.名称 }}责任时钟：各责任方占用的工作日"),
                table(HELD, "方", "流程.各责任方"),
                p("Caption", "{{ 流程.名称 }}分紧急程度、主办部门的全程用时"),
                table(SLICES, "类", "流程.各类"),
                p("Note", "部门行的超期、在手只计本部门手里的环节。"),
                p("Caption", "{{ 流程.名称 }}实际走过的路径"),
                table(WAYS, "路", "流程.路径"),
            ),
            p(
                "Note",
                "注：用时按工作日计，起算日不计，当日办完为0；停表和外单位占用的时间不计入责任方。"
                "90%分位即十件中有九件不超过的天数。超期／应办＝期内办结的和到期未办的件次中超期的件次；"
                "领导环节只列用时和在手件数。合并只是建议，须由有权者按制度修订程序决定。",
            ),
            p("Closing"),
            p("Signature", "{{ 署名 }}"),
            p("Signature", "{{ 印发日期 }}"),
            section(last=True),
        )
    )
