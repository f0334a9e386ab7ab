"""The bodies of the forms departments fill in: 延期申请审批单."""

from __future__ import annotations

from templates.tags import each, only
from templates.wordml import Box, boxes, p, section

LABEL, VALUE = 28, 50
BLANK_DAY = "　　　　年　　月　　日"
SIGNED = "\n\n" + "　" * 9 + "签字：" + "　" * 7 + "年　　月　　日"


def extension_form() -> str:
    """延期申请审批单: a page for each matter, from the department's reasons to the day it is approved."""
    return "".join(
        (
            each(
                "事项", "各事项",
                p("Title", "延期申请审批单"),
                p(
                    "Note",
                    "{% if 事项.已申请 %}台账已登记延期申请，尚未登记批准结果。已批准的，请附批件报办公室登记；"
                    "未经批准的，仍按现行时限计算。{% else %}确需延期的，请在时限届满前填报；"
                    "未经批准的，仍按现行时限计算。{% endif %}",
                ),
                boxes(_matter() + _reasons() + _opinions()),
                only("not loop.last", section()),
            ),
            section(last=True),
        )
    )


def _matter() -> list[tuple[float, list[Box]]]:
    return [
        (9, _pair("申请部门", "{{ 部门 }}") + _pair("责任人", "{{ 事项.责任人 }}")),
        (9, _pair("事项编号", "{{ 事项.编号 }}") + _pair("事项来源", "{{ 事项.来源 }}")),
        (9, _whole("事项", "{{ 事项.事项 }}")),
        (9, _pair("原定时限", "{{ 事项.原定时限 }}") + _pair("现行时限", "{{ 事项.现行时限 }}")),
        (
            9,
            _pair("第几次延期", "第{{ 事项.次数 }}次")
            + _pair(
                "申请日期",
                "{% if 事项.申请日期 %}{{ 事项.申请日期 }}{% if 事项.届满后 %}\n（时限届满后）{% endif %}"
                f"{{% else %}}{BLANK_DAY}{{% endif %}}",
            ),
        ),
        (9, _whole("拟延期至", f"{{% if 事项.拟延至 %}}{{{{ 事项.拟延至 }}}}{{% else %}}{BLANK_DAY}{{% endif %}}")),
    ]


def _reasons() -> list[tuple[float, list[Box]]]:
    return [
        (22, _whole("目前进展", "{% if 事项.进展 %}台账登记：{{ 事项.进展 }}{% endif %}")),
        (22, _whole("延期原因", "")),
    ]


def _opinions() -> list[tuple[float, list[Box]]]:
    return [
        *((18.0, _whole(who, SIGNED)) for who in ("部门负责人\n意见", "分管领导\n意见", "办公室意见")),
        (13, _whole("批准人、日期", f"批准人：{'　' * 11}{BLANK_DAY}\n批准延期至：{BLANK_DAY}")),
        (13, _whole("台账登记", f"□申请日期　□批准日期　□延期至\n登记人：{'　' * 11}{BLANK_DAY}")),
    ]


def _pair(label: str, text: str) -> list[Box]:
    return [Box(LABEL, label, middle=True), Box(VALUE, text)]


def _whole(label: str, text: str) -> list[Box]:
    return [Box(LABEL, label, middle=True), Box(LABEL + 2 * VALUE, text)]
