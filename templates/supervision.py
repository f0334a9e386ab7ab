"""The body of 督办通知单: one matter, told in a form of two columns whose order does not change."""

from __future__ import annotations

from templates.notices import heading, signed
from templates.tags import only
from templates.wordml import Particular, form, p, particulars, section


def _listed(name: str) -> str:
    """The clauses of a list in one sentence."""
    return f"{{% for 句 in {name} %}}{{% if not loop.first %}}，{{% endif %}}{{{{ 句 }}}}{{% endfor %}}"


KNOWN = [
    Particular("督办事项", "{{ 编号及事项 }}"),
    Particular("来源及日期", _listed("来源")),
    Particular("领导要求", "{{ 领导要求 }}", "领导要求"),
    Particular("主办部门、责任人", "{{ 部门 }}{% if 责任人 %}，{{ 责任人 }}{% endif %}"),
    Particular("协办部门", "{{ 协办部门 }}", "协办部门"),
    Particular("分管领导", "{{ 分管领导 }}", "分管领导"),
    Particular("原定时限", "{{ 原定时限 }}"),
    Particular("批准延期", _listed("批准延期"), "批准延期"),
    Particular(
        "截止日状态",
        "截至{{ 统计截止日 }}，现处“{{ 环节 }}”环节，超期{{ 超期 }}个工作日"
        f"{{% if 最近反馈 %}}；最近反馈：{_listed('最近反馈')}{{% endif %}}。",
    ),
    Particular("前次通知", _listed("前次通知"), "前次通知"),
    Particular("办理要求", "办结本事项，达到销号条件；报送书面结果和办结依据。", height=11),
    Particular("办结时限", "　　　　年　　月　　日前"),
    Particular("反馈方式", "书面反馈，由部门负责人签字后报办公室。"),
]


def supervision_notice() -> str:
    """督办通知单: the matter, what is asked and by when, who signs and receives it, the leader who gets a copy."""
    return "".join(
        (
            only("紧急程度", p("Urgency", "{{ 紧急程度 }}")),
            heading("督办通知单"),
            p(
                "Body",
                "下列事项{% if 曾催办 %}经催办仍未办结{% elif 曾提醒 %}经提醒仍未办结{% else %}已超过规定时限尚未办结"
                "{% endif %}，现予督办，请按要求办理并反馈。",
            ),
            particulars(KNOWN),
            only("暂定说明", p("Note", "{{ 暂定说明 }}")),
            p(
                "Closing",
                "请于{{ 回复期限 }}下班前书面反馈。确不能按期办结的，同时提交延期申请，"
                "说明原因、进展和拟办结日期，经分管领导同意后报办公室；未获批准的，仍按原定时限计算。",
            ),
            signed(),
            form(
                [
                    [
                        (30, "签发人："),
                        (46, "督办联系人：{{ 联系人 }}\n电话：{{ 电话 }}"),
                        (30, "签收人："),
                        (50, "签收时间：　月　日　时"),
                    ]
                ],
                height=11,
                foot=Particular("", "抄送：{{ 抄送 }}。", "抄送"),
            ),
            p("Between"),
            section(last=True),
        )
    )
