"""The body of 整改通知单: what has to be put right by classes, every case on landscape pages, the answer sheet."""

from __future__ import annotations

from templates.notices import heading, received, signed
from templates.wordml import Column, form, p, section, table

CLASSES = [
    Column(9, "序号", "{{ 类.序号 }}"),
    Column(28, "问题", "{{ 类.问题 }}", middle=False),
    Column(42, "涉及事项", "{{ 类.涉及事项 }}{% if 类.件数 %}\n等{{ 类.件数 }}件，见附件{% endif %}", middle=False),
    Column(34, "依据", "{{ 类.依据 }}", middle=False),
    Column(29, "整改要求", "{{ 类.整改要求 }}", middle=False),
    Column(14, "时限", "{{ 类.时限 }}"),
]
CASES = [
    Column(12, "序号", "{{ 项.序号 }}"),
    Column(23, "台账", "{{ 项.台账 }}"),
    Column(40, "编号", "{{ 项.编号 }}"),
    Column(36, "标题", "{{ 项.标题 }}", middle=False),
    Column(14, "环节", "{{ 项.环节 }}"),
    Column(15, "经办人", "{{ 项.经办人 }}"),
    Column(33, "登记内容", "{{ 项.登记内容 }}", middle=False),
    Column(26, "应为", "{{ 项.应为 }}", middle=False),
    Column(26, "台账位置", "{{ 项.台账位置 }}", middle=False),
]
ANSWERS = [
    Column(9, "序号", "{{ 类.序号 }}"),
    Column(30, "问题", "{{ 类.问题 }}", middle=False),
    Column(55, "整改措施", ""),
    Column(20, "完成日期", ""),
    Column(18, "责任人", ""),
    Column(24, "部门负责人\n签字", ""),
]


def correction_notice() -> str:
    """整改通知单: one line a class on the page that is signed; 附件1 问题明细, 附件2 整改回复单."""
    return "".join((_notice(), section(), _cases(), section(landscape=True), _answer(), section(last=True)))


def _notice() -> str:
    return "".join(
        (
            heading("整改通知单"),
            p(
                "Body",
                "经核查{% if 起 %}{{ 起 }}至{{ 止 }}{% else %}截至{{ 止 }}{% endif %}的"
                "{% for 册 in 台账 %}{% if not loop.first %}、{% endif %}{{ 册 }}{% endfor %}，{{ 称谓 }}"
                "{% if 只有流程 %}办理的事项存在下列{{ 类数 }}类{{ 件数 }}件流程执行问题"
                "{% else %}存在下列{{ 类数 }}类{{ 件数 }}件"
                "{% for 面 in 问题范围 %}{% if not loop.first %}、{% endif %}{{ 面 }}{% endfor %}问题"
                "{% endif %}，请予整改。",
            ),
            table(CLASSES, "类", "问题"),
            p(
                "Closing",
                "请于{{ 时限 }}下班前完成整改，填写整改回复单报办公室；不属{{ 称谓 }}责任或事实有出入的，"
                "请一并说明并附依据。办公室将于下次核查时复查，合格的予以销号。",
            ),
            p("Closing"),
            p("Closing", "附件：1. 问题明细"),
            p("Closing", "　　　2. 整改回复单"),
            p("Closing"),
            signed(),
            received(),
        )
    )


def _cases() -> str:
    return "".join(
        (
            p("AnnexMark", "附件1"),
            p("Title", "问题明细"),
            p("Note", "部门：{{ 部门 }}　统计截止：{{ 止 }}"),
            table(CASES, "项", "明细"),
        )
    )


def _answer() -> str:
    return "".join(
        (
            p("AnnexMark", "附件2"),
            p("Title", "整改回复单"),
            p("Number", "对应编号：{{ 编号 }}"),
            p("Addressee", "{{ 署名 }}："),
            p("Body", "{{ 部门 }}就整改事项回复如下（请于{{ 时限 }}下班前报回）。"),
            table(ANSWERS, "类", "问题", height=20),
            p("Between", keep=True),
            form([[(72, "复查意见：□合格　　□不合格"), (38, "复查人："), (46, "日期：　　年　月　日")]], height=12),
            p("Between"),
        )
    )
