"""The bodies of the papers of an evaluation's results: 考核结果反馈单, 考核情况报告, 人员考核情况附件, 考核结果公示."""

from __future__ import annotations

from templates.tags import each, only, texts
from templates.wordml import Column, Repeated, form, matrix, p, section, table

SIGNER = "考核领导小组办公室"
POINTS = [
    Column(44, "指标", "{{ 指标.指标 }}", middle=False),
    Column(20, "性质", "{{ 指标.性质 }}"),
    Column(13, "满分", "{{ 指标.满分 }}"),
    Column(16, "折算\n满分", "{{ 指标.折算 }}"),
    Column(13, "应计", "{{ 指标.应计 }}"),
    Column(13, "扣分\n件数", "{{ 指标.扣分 }}"),
    Column(21, "得分", "{{ 指标.得分 }}"),
    Column(16, "本类\n平均", "{{ 指标.平均 }}"),
]
LOST = [
    Column(9, "序号", "{{ 项.序号 }}"),
    Column(10, "指标", "{{ 项.指标 }}"),
    Column(52, "编号及事项", "{{ 项.编号及事项 }}", middle=False),
    Column(14, "责任人", "{{ 项.责任人 }}"),
    Column(19.5, "规定时限", "{{ 项.规定时限 }}"),
    Column(19.5, "实际", "{{ 项.实际 }}"),
    Column(34, "超期（差错）情况", "{{ 项.超期 }}", middle=False),
    Column(11, "扣分", "{{ 项.扣分 }}"),
    Column(10, "依据", "{{ 项.依据 }}"),
    Column(22, "台账位置", "{{ 项.位置 }}"),
    Column(24, "申诉意见", ""),
]
BALLOTS = [
    Column(52, "项目（评议人类别）", "{{ 票.评议人 }}"),
    Column(36, "有效票数", "{{ 票.票数 }}"),
    Column(68, "均分", "{{ 票.均分 }}"),
]
GIVEN = [
    Column(40, "项目", "{{ 项.项目 }}", middle=False),
    Column(20, "分值", "{{ 项.分值 }}"),
    Column(44, "依据文件", "{{ 项.文号 }}", middle=False),
    Column(52, "说明", "{{ 项.说明 }}", middle=False),
]
CHANGED = [
    Column(62, "事项", "{{ 项.事项 }}", middle=False),
    Column(52, "复核结果", "{{ 项.结果 }}", middle=False),
    Column(42, "依据", "{{ 项.依据 }}", middle=False),
]
LOSSES = [
    Column(12, "序号", "{{ 项.序号 }}"),
    Column(72, "指标", "{{ 项.指标 }}", middle=False),
    Column(24, "扣分件数", "{{ 项.件数 }}"),
    Column(24, "涉及部门", "{{ 项.部门数 }}"),
    Column(24, "失分", "{{ 项.失分 }}"),
]
REVIEWS = [
    Column(9, "序号", "{{ 项.序号 }}"),
    Column(23, "部门", "{{ 项.部门 }}"),
    Column(44, "事项", "{{ 项.事项 }}", middle=False),
    Column(28, "复核结果", "{{ 项.结果 }}", middle=False),
    Column(28, "依据", "{{ 项.依据 }}", middle=False),
    Column(24, "复核人、日期", "{{ 项.复核 }}"),
]
AWARDS = [
    Column(28, "名目", "{{ 项.名目 }}"),
    Column(28, "建议对象", "{{ 项.对象 }}"),
    Column(58, "所依条件和数据", "{{ 项.条件 }}", middle=False),
    Column(42, "事迹要点（事项）", "{{ 项.事迹 }}", middle=False),
]
HELPED = [
    Column(28, "部门（人员）", "{{ 项.对象 }}"),
    Column(58, "情况", "{{ 项.情况 }}", middle=False),
    Column(70, "改进措施建议", "{{ 项.措施 }}", middle=False),
]
REVISED = [
    Column(10, "序号", "{{ 项.序号 }}"),
    Column(42, "建议", "{{ 项.建议 }}", middle=False),
    Column(26, "归口部门", "{{ 项.部门 }}"),
    Column(54, "理由", "{{ 项.理由 }}", middle=False),
    Column(24, "进展", "{{ 项.进展 }}"),
]
ACCOUNTABLE = [
    Column(22, "建议", "{{ 项.建议 }}"),
    Column(24, "对象", "{{ 项.对象 }}"),
    Column(52, "事实", "{{ 项.事实 }}", middle=False),
    Column(34, "通知单及回复", "{{ 项.通知 }}", middle=False),
    Column(24, "申诉情况", "{{ 项.申诉 }}"),
]
OFFICE = [
    Column(54, "类别", "{{ 类.类别 }}"),
    Column(34, "满分", "{{ 类.满分 }}"),
    Column(34, "折算满分", "{{ 类.计分 }}"),
    Column(34, "得分", "{{ 类.得分 }}"),
]
STATISTICS = [
    Column(46, "评议人类别", "{{ 票.评议人 }}"),
    Column(40, "评议对象", "{{ 票.对象 }}"),
    Column(26, "有效票数", "{{ 票.票数 }}"),
    Column(44, "均分", "{{ 票.均分 }}"),
]
COMMENDED = [
    Column(46, "名目", "{{ 项.名目 }}"),
    Column(110, "部门（人员）", "{{ 项.对象 }}", middle=False),
]
DISPLAYED = [
    Column(36, "等次", "{{ 级.等次 }}"),
    Column(120, "部门", "{{ 级.部门 }}", middle=False),
]


def signed() -> str:
    """Who signs the papers of an evaluation, and the day."""
    return p("Closing") + p("Signature", SIGNER) + p("Signature", "{{ 印发日期 }}")


def feedback_sheet() -> str:
    """考核结果反馈单."""
    return "".join(
        (
            p("Title", "考核结果反馈单"),
            p("Centred", "{{ 部门 }}"),
            only(
                "版次 == 1",
                p("Body", "考核期间：{{ 期间 }}（{{ 期初 }}至{{ 期末 }}）。本单为征求意见稿，请于{{ 核对期限 }}前核对；"
                          "逾期未提出视为无异议。"),
            ),
            only(
                "版次 > 1",
                p("Body", "考核期间：{{ 期间 }}（{{ 期初 }}至{{ 期末 }}）。经申诉复核，你部门得分由{{ 原总分 }}分变更为"
                          "{{ 总分 }}分，本单为第{{ 版次 }}版，代替以前各版。"),
                only("变更", p("Caption", "复核变更事项"), table(CHANGED, "项", "变更")),
            ),
            p("Heading1", "一、得分"),
            p(
                "Note",
                "总分{{ 总分 }}分{% if 类别 %}，在{{ 类别 }}内比较{% endif %}；计分的指标占满分的{{ 已计比例 }}，"
                "未计分的按比例加到其他指标（折算满分）。",
                keep=True,
            ),
            table(POINTS, "指标", "各指标"),
            only(
                "各失分",
                section(),
                p("Heading1", "二、失分明细"),
                p("Note", "{{ 部门 }}　　{{ 期间 }}，失分{{ 失分项数 }}项"
                          "{% if 内部事项 %}，其中{{ 内部事项 }}项为内部事项，请到办公室核对{% endif %}。"),
                table(LOST, "项", "各失分", style="Fine"),
                texts("依据注", "Note"),
                section(landscape=True),
            ),
            only(
                "not 各失分",
                p("Heading1", "二、失分明细"),
                p("Body", "{% if 内部事项 %}失分{{ 内部事项 }}项，都是内部事项，请到办公室核对。"
                          "{% else %}本期没有失分事项。{% endif %}"),
            ),
            only("各评议", p("Heading1", "三、评议"), table(BALLOTS, "票", "各评议", keep=True)),
            only(
                "加减分",
                p("Heading1", "{% if 各评议 %}四{% else %}三{% endif %}、加减分"),
                table(GIVEN, "项", "加减分", keep=True),
            ),
            p(
                "Closing",
                "如有异议，请填写申诉复核申请表，逐条写明序号、理由并附依据；办公室于{{ 答复期限 }}前书面答复。",
            ),
            signed(),
            p("Gap"),
            form([[(52, "部门负责人："), (50, "日期：　　月　　日"), (54, "（签字仅表示已核对）")]]),
            section(last=True),
        )
    )


def result_report() -> str:
    """考核情况报告: the first page holds the result and three sentences."""
    return "".join(
        (
            p("Title", "关于{{ 期间 }}办公室管理工作\n考核情况的报告"),
            only("文号", p("Number", "{{ 文号 }}")),
            p("Body"),
            p("Addressee", "考核领导小组："),
            texts("三句话"),
            p("Caption", "{{ 期间 }}考核结果"),
            matrix(Column(28, "部门", "{{ 行.部门 }}"), Repeated(128, "结果栏", "行.栏"), "行", "各部门"),
            p("Note", "注：类内按建制序排列，不排名次。加减分为加分减扣分的净值；申诉栏为复核后的变动。"),
            texts("版次说明"),
            p("Heading1", "一、考核范围和数据"),
            texts("范围"),
            p("Heading1", "二、总体结果"),
            texts("总体"),
            only("附图", p("Body", "{{ 附图 }}")),
            p("Heading1", "三、分类结果"),
            texts("分类"),
            only(
                "办公室",
                p("Body", "办公室单列，得分{{ 办公室总分 }}分，不与各部门同榜。", keep=True),
                table(OFFICE, "类", "办公室", keep=True),
            ),
            p("Heading1", "四、主要失分"),
            only("主要失分", table(LOSSES, "项", "主要失分", keep=True)),
            only("not 主要失分", p("Body", "本期各部门定量指标没有失分。")),
            only("失分图", p("Body", "{{ 失分图 }}")),
            p("Heading1", "五、申诉和复核情况"),
            texts("申诉"),
            only("各申诉", table(REVIEWS, "项", "各申诉")),
            only(
                "先进 or 先进说明",
                p("Heading1", "{{ 号.先进 }}、先进典型建议"),
                only("先进", table(AWARDS, "项", "先进")),
                texts("先进说明"),
            ),
            only(
                "帮扶",
                p("Heading1", "{{ 号.帮扶 }}、需帮助改进的部门和措施"),
                table(HELPED, "项", "帮扶"),
            ),
            only(
                "修订",
                p("Heading1", "{{ 号.修订 }}、制度流程修订建议"),
                table(REVISED, "项", "修订"),
                only("修订其余", p("Note", "另有{{ 修订其余 }}条，见制度汇编所附《制度修订任务》。")),
            ),
            p("Heading1", "{{ 号.提请 }}、提请审定事项"),
            texts("提请"),
            only("问责", p("Caption", "问责建议"), table(ACCOUNTABLE, "项", "问责")),
            only("审定", p("Body", "以上事项已经考核领导小组审定（{{ 审定 }}）。")),
            p("Closing"),
            only("评议统计", p("Closing", "附件：1. 评议统计")),
            p("Closing", "{% if 评议统计 %}　　　2. {% else %}附件：{% endif %}得分总表"),
            signed(),
            section(),
            only(
                "评议统计",
                p("AnnexMark", "附件1"),
                p("Title", "评议统计"),
                p("Note", "只列到评议人类别；废票{{ 废票 }}张。"),
                table(STATISTICS, "票", "评议统计"),
                section(),
            ),
            p("AnnexMark", "附件{% if 评议统计 %}2{% endif %}"),
            p("Title", "得分总表"),
            p("Note", "“—”为未计分，其满分已加到同组其他指标。算法见考核细则，逐行底稿见考核底稿。"),
            matrix(Column(57, "指标", "{{ 行.指标 }}"), Repeated(168, "得分栏", "行.栏"), "行", "得分总表"),
            section(landscape=True, last=True),
        )
    )


def people_result() -> str:
    """人员考核情况附件."""
    return "".join(
        (
            p("Title", "人员考核情况"),
            p("Centred", "{{ 期间 }}"),
            p("Body", "本表只送人力资源科，不随报告印发，不对外公布。同层级内比较，按建制序排列，不排名次。"
                      "{% if 版次 > 1 %}本表为第{{ 版次 }}版，已按申诉复核结果更正。{% endif %}"),
            each(
                "层", "各层级",
                p("Caption", "{{ 层.层级 }}"),
                matrix(Column(32, "部门", "{{ 行.部门 }}"), Repeated(124, "结果栏", "行.栏"), "行", "层.各人"),
            ),
            only("未计", p("Note", "另有{{ 未计 }}人可计的指标件数不足，不计分。")),
            signed(),
            section(last=True),
        )
    )


def result_notice() -> str:
    """考核结果公示, and its announcement."""
    return "".join(
        (
            p("Title", "关于{{ 期间 }}办公室管理工作\n考核结果的{{ 阶段 }}"),
            p("Body"),
            only(
                "not 公布",
                p("Body", "经考核领导小组审定（{{ 审定 }}），现将{{ 期间 }}办公室管理工作考核"
                          "{% if 各等次 %}等次{% else %}情况{% endif %}{% if 先进 %}和先进典型名单{% endif %}予以公示。"
                          "公示期{{ 公示天数 }}个工作日，自{{ 公示始 }}起至{{ 公示止 }}止。"),
            ),
            only(
                "公布",
                p("Body", "{{ 期间 }}办公室管理工作考核{% if 各等次 %}等次{% else %}情况{% endif %}"
                          "{% if 先进 %}和先进典型名单{% endif %}经公示期满，现予公布（{{ 审定 }}）。"),
            ),
            only("各等次", table(DISPLAYED, "级", "各等次", keep=True)),
            only("先进", p("Caption", "先进典型"), table(COMMENDED, "项", "先进", keep=True)),
            only("未评", p("Body", "{% if 各等次 %}未评等次：{% else %}本期只计分、不评等次，参加考核的部门："
                                    "{% endif %}{{ 未评 }}。")),
            only(
                "not 公布",
                p("Closing", "对公示内容有异议的，请在公示期内以书面形式向考核领导小组办公室提出，写明事实和依据。"
                             "{% if 联系人 %}联系人：{{ 联系人 }}{% if 电话 %}，受理电话：{{ 电话 }}{% endif %}。"
                             "{% endif %}"),
            ),
            signed(),
            section(last=True),
        )
    )
