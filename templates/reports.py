"""The bodies of the reports: 考核评价报告, 办公室评价报告, 督办工作周报."""

from __future__ import annotations

from templates.tags import only
from templates.wordml import Column, Repeated, form, matrix, p, section, table

MEASURES = [
    Column(9, "序号", "{{ 指标.序号 }}"),
    Column(62, "指标", "{{ 指标.名称 }}", middle=False),
    Column(38, "结果（分子／分母）", "{{ 指标.结果 }}"),
    Column(11, "失分\n项数", "{{ 指标.失分 }}"),
    Column(36, "说明", "{{ 指标.说明 }}"),
]
LOST = [
    Column(9, "序号", "{{ 失分.序号 }}"),
    Column(31, "指标", "{{ 失分.指标 }}"),
    Column(42, "编号及事项", "{{ 失分.编号及事项 }}", middle=False),
    Column(12, "环节", "{{ 失分.环节 }}"),
    Column(20, "情形", "{{ 失分.情形 }}"),
    Column(23, "台账位置", "{{ 失分.位置 }}"),
    Column(19, "申诉意见", ""),
]
OWN = [
    Column(9, "序号", "{{ 指标.序号 }}"),
    Column(65, "指标", "{{ 指标.名称 }}", middle=False),
    Column(46, "结果（分子／分母）", "{{ 指标.结果 }}"),
    Column(36, "说明", "{{ 指标.说明 }}"),
]
OWN_LATE = [
    Column(9, "序号", "{{ 事项.序号 }}"),
    Column(16, "环节", "{{ 事项.环节 }}"),
    Column(73, "编号及事项", "{{ 事项.编号及事项 }}", middle=False),
    Column(20, "责任人", "{{ 事项.责任人 }}"),
    Column(24, "规定时限", "{{ 事项.规定时限 }}"),
    Column(14, "超期\n工作日", "{{ 事项.超期 }}"),
]
BALANCE = [
    Column(156 / 7, head, f"{{{{ 件.{head} }}}}")
    for head in ("上周结转", "新增", "办结销号", "取消", "批准延期", "期末在办", "其中超期")
]
STUCK = [
    Column(58, "事项", "{{ 事项.编号及事项 }}", middle=False),
    Column(68, "目前情况", "{{ 事项.卡点 }}", middle=False),
    Column(30, "建议", "{{ 事项.建议 }}", middle=False),
]
LONGEST = [
    Column(22.5, "责任部门", "{{ 事项.部门 }}"),
    Column(55.5, "事项", "{{ 事项.编号及事项 }}", middle=False),
    Column(24, "规定时限", "{{ 事项.规定时限 }}"),
    Column(14, "超期\n工作日", "{{ 事项.超期 }}"),
    Column(40, "已发通知", "{{ 事项.前次通知 }}"),
]
SOON = [
    Column(22.5, "责任部门", "{{ 事项.部门 }}"),
    Column(109.5, "事项", "{{ 事项.编号及事项 }}", middle=False),
    Column(24, "规定时限", "{{ 事项.规定时限 }}"),
]


def evaluation_report() -> str:
    """考核评价报告: one department's measures on a page that is signed; the rows behind what it lost in an annex."""
    return "".join(
        (
            p("Title", "考核评价报告"),
            p("Centred", "{{ 部门 }}"),
            p(
                "Body",
                "考核期间：{{ 期初 }}至{{ 期末 }}。本单为征求意见稿，请于{{ 核对期限 }}前核对；逾期未提出视为无异议。",
            ),
            p("Heading1", "一、指标情况"),
            table(MEASURES, "指标", "各指标"),
            p(
                "Note",
                "注：率后括注“按期（办结）件数／应计件数”。领导、办公室和外单位占用的环节不计入；"
                "件数少于{{ 起算件数 }}件的只列件数，不计率，不参加比较。",
            ),
            p("Heading1", "二、核对和申诉"),
            p(
                "Closing",
                "本单只列事实和件数，计分在考核结果审定时核定。"
                "{% if 各失分 %}失分{{ 失分项数 }}项，明细见附件；如有异议，请在附件“申诉意见”栏逐条写明理由并附依据。"
                "{% else %}本期没有失分事项。{% endif %}",
            ),
            p("Closing"),
            p("Signature", "{{ 署名 }}"),
            p("Signature", "{{ 印发日期 }}"),
            p("Gap"),
            form([[(52, "部门负责人："), (50, "日期：　　月　　日"), (54, "（签字仅表示已核对）")]]),
            only(
                "各失分",
                section(),
                p("AnnexMark", "附件"),
                p("Title", "失分明细表"),
                p("Note", "{{ 部门 }}　　考核期间：{{ 期初 }}至{{ 期末 }}"),
                table(LOST, "失分", "各失分"),
            ),
            section(last=True),
        )
    )


def office_report() -> str:
    """办公室评价报告: all departments in 建制序, and the office's own steps by the same measure."""
    return "".join(
        (
            p("Title", "办公室管理工作评价报告"),
            p("Centred", "截至{{ 统计截止日 }}"),
            p("Heading1", "一、评价范围和数据"),
            p(
                "Body",
                "评价期间为{{ 期初 }}至{{ 期末 }}，数据取自{{ 台账名称 }}，共{{ 记录数 }}条记录。"
                "领导和外单位占用的环节、启用日期以前的事项不计入；"
                "件数少于{{ 起算件数 }}件的只列件数，不计率，不参加比较。",
            ),
            only(
                "各部门",
                p("Heading1", "二、各部门情况"),
                p("Note", "部门按建制序排列，不排名次；率下为分子／分母，无应计件数的写“—”。", keep=True),
                matrix(
                    Column(28, "部门", "{{ 行.部门 }}"),
                    Repeated(128, "部门指标", "行.结果"),
                    "行",
                    "各部门",
                ),
            ),
            p("Heading1", "{% if 各部门 %}三{% else %}二{% endif %}、办公室自身办理情况"),
            p("Note", "办公室单列，与各部门同一口径。", keep=True),
            table(OWN, "指标", "办公室指标", keep=True),
            p(
                "Closing",
                "{% if 自身超时 %}办公室自身超时的环节见附件。{% endif %}"
                "本报告只列事实和件数，不评等次；等次、先进和问责建议按考核程序另行提请审定。",
            ),
            p("Closing"),
            p("Signature", "{{ 署名 }}"),
            p("Signature", "{{ 印发日期 }}"),
            only(
                "自身超时",
                section(),
                p("AnnexMark", "附件"),
                p("Title", "办公室超时环节表"),
                table(OWN_LATE, "事项", "自身超时"),
            ),
            section(last=True),
        )
    )


def weekly_report() -> str:
    """督办工作周报: one page for the leaders."""
    return "".join(
        (
            p("Title", "督办工作周报"),
            p("Centred", "{{ 编号 }}"),
            p("Sender", "{{ 署名 }}\t{{ 印发日期 }}"),
            p("Sender", "呈送：领导班子成员\t截至{{ 统计截止日 }}"),
            p("Heading2", "一、本周变化"),
            table(BALANCE, "件", "变化"),
            only("变化说明", p("Note", "{{ 变化说明 }}")),
            only(
                "需协调",
                p("Heading2", "二、拟请领导协调的事项"),
                table(STUCK, "事项", "需协调"),
            ),
            only(
                "其他超期",
                p("Heading2", "{{ 超期节号 }}、{% if 需协调 %}其他{% endif %}超期10个工作日以上事项"),
                only("超期十日", table(LONGEST, "事项", "超期十日")),
                only("not 点名", p("Small", "超期10个工作日以上的事项{{ 超期十日件数 }}项。")),
                only("点名 and 超期说明", p("Note", "{{ 超期说明 }}")),
            ),
            only(
                "下周到期",
                p("Heading2", "{{ 到期节号 }}、下周到期的重点事项"),
                table(SOON, "事项", "下周到期"),
            ),
            only("到期其余 or 暂定说明", p("Note", "{% if 到期其余 %}另有{{ 到期其余 }}项。{% endif %}{{ 暂定说明 }}")),
            p("Small", "台账质量：登记差错{{ 差错 }}处，已更正{{ 已更正 }}处；办公室自身超时环节{{ 自身超时 }}个。"),
            section(last=True),
        )
    )
