"""The bodies of what goes to one person: 个人提醒, 领导待办提示; and 超期清单附件, which goes with a letter."""

from __future__ import annotations

from templates.tags import each, only, tag
from templates.wordml import Column, p, section, table

WAITING = [
    Column(9, "序号", "{{ 文件.序号 }}"),
    Column(65, "文号及标题", "{{ 文件.文号及标题 }}", middle=False),
    Column(16, "紧急\n程度", "{{ 文件.紧急程度 }}"),
    Column(24, "送呈日期", "{{ 文件.送呈日期 }}"),
    Column(18, "需批\n事项", "{{ 文件.需批事项 }}"),
    Column(24, "最迟宜批\n日期", "{{ 文件.最迟宜批日期 }}"),
]
OVERDUE = [
    Column(9, "序号", "{{ 事项.序号 }}"),
    Column(23.5, "责任部门", "{{ 事项.部门 }}"),
    Column(36, "编号", "{{ 事项.编号 }}"),
    Column(52.5, "事项", "{{ 事项.事项 }}", middle=False),
    Column(18, "责任人", "{{ 事项.责任人 }}"),
    Column(24, "规定时限", "{{ 事项.规定时限 }}"),
    Column(14, "超期\n工作日", "{{ 事项.超期 }}"),
    Column(30, "已发通知", "{{ 事项.已发通知 }}"),
    Column(18, "备注", "{{ 事项.备注 }}"),
]


def reminder() -> str:
    """个人提醒: a letter to one person, his own matters first, then those of whom he stands in for."""
    return "".join(
        (
            p("Title", "个人提醒"),
            p("Body"),
            p("Addressee", "{{ 人员 }}同志："),
            each(
                "段", "各段",
                tag("{%p if 段.件数 == 1 %}"),
                p("Body", _whose() + "{{ 段.各项[0].编号及标题 }}" + _when("段.各项[0]")),
                tag("{%p else %}"),
                p("Body", _whose() + "下列{{ 段.件数 }}项事项，请留意："),
                each(
                    "项", "段.各项",
                    p("Body", "{{ 项.序号 }}. {{ 项.编号及标题 }}" + _fact("项") + "{{ '。' if loop.last else '；' }}"),
                ),
                tag("{%p endif %}"),
            ),
            only("暂定说明", p("Note", "{{ 暂定说明 }}")),
            p("Closing", "已办结的请告知督办岗登记。"),
            p("Closing"),
            p(
                "Number",
                "——办公室督办岗{% if 联系人 %}　{{ 联系人 }}{% endif %}{% if 电话 %}（{{ 电话 }}）{% endif %}",
                keep=True,
            ),
            p("Number", "{{ 印发日期 }}"),
            only("附", p("Body", "附：{{ 附 }}")),
            section(last=True),
        )
    )


def _whose() -> str:
    return (
        "{% if 段.代办 %}{{ 段.代办 }}外出期间由你代办，{% if 段.部门事项 %}部门{% else %}其{% endif %}"
        "{% elif 段.部门事项 %}{{ 称谓 }}{% else %}你{% endif %}承办的"
    )


def _when(of: str) -> str:
    return _fact(of) + "，请留意。"


def _fact(of: str) -> str:
    return (
        f"{{% if {of}.已到期 %}}已于{{{{ {of}.到期日 }}}}到期，尚未登记办结"
        f"{{% else %}}将于{{{{ {of}.到期日 }}}}（{{% if {of}.暂定 %}}暂定，{{% endif %}}"
        f"剩余{{{{ {of}.剩余 }}}}个工作日）到期{{% endif %}}"
    )


def leader_hint() -> str:
    """领导待办提示: what waits for one leader; a long table goes to an annex, upright as he holds the page."""
    return "".join(
        (
            p("Title", "领导待办提示"),
            p("Body"),
            p("Addressee", "呈{{ 职务姓名 }}："),
            p(
                "Body",
                "截至{{ 统计截止日 }}，尚待您批示（签发）的文件{{ 件数 }}件{% if 附件 %}（见附件）{% endif %}。",
            ),
            only(
                "not 附件",
                table(WAITING, "文件", "待办"),
                _note(),
            ),
            p("Closing", "妥否，请示。"),
            only(
                "附件",
                p("Closing"),
                p("Closing", "附件：待批示（签发）文件表"),
            ),
            p("Closing"),
            p("Signature", "{{ 署名 }}"),
            p("Signature", "{{ 印发日期 }}"),
            only(
                "附件",
                section(),
                p("AnnexMark", "附件"),
                p("Title", "待批示（签发）文件表"),
                table(WAITING, "文件", "待办"),
                _note(),
            ),
            section(last=True),
        )
    )


def _note() -> str:
    return only("暂定说明", p("Note", "{{ 暂定说明 }}"))


def overdue_annex() -> str:
    """超期清单附件: one department's overdue matters on landscape pages."""
    return "".join(
        (
            p("AnnexMark", "附件"),
            p("Title", "超期事项清单"),
            p("Note", "{{ 表头 }}", keep=True),
            table(OVERDUE, "事项", "超期事项"),
            p("Note", "合计{{ 件数 }}项，其中10日以上{{ 十日件数 }}项。{{ 暂定说明 }}"),
            section(landscape=True, last=True),
        )
    )
