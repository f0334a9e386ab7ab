"""The bodies of the notices: 催办通知单 with its annex and the answer sheet."""

from __future__ import annotations

from templates.tags import only
from templates.wordml import Column, form, p, section, table

OVERDUE = [
    Column(9, "序号", "{{ 事项.序号 }}"),
    Column(43.5, "编号及事项", "{{ 事项.编号及事项 }}", middle=False),
    Column(23, "来源", "{{ 事项.来源 }}"),
    Column(16, "责任环节\n责任人", "{{ 事项.责任 }}"),
    Column(24, "规定时限", "{{ 事项.规定时限 }}"),
    Column(12.5, "超期\n工作日", "{{ 事项.超期 }}"),
    Column(28, "前次通知", "{{ 事项.前次通知 }}"),
]
SOON = [
    Column(9, "序号", "{{ 事项.序号 }}"),
    Column(79, "编号及事项", "{{ 事项.编号及事项 }}", middle=False),
    Column(22, "责任人", "{{ 事项.责任人 }}"),
    Column(24, "规定时限", "{{ 事项.规定时限 }}"),
    Column(22, "剩余工作日", "{{ 事项.剩余 }}"),
]
OVERDUE_WIDE = [
    Column(10, "序号", "{{ 事项.序号 }}"),
    Column(24, "责任部门", "{{ 部门 }}"),
    Column(40, "编号", "{{ 事项.编号 }}"),
    Column(60, "事项", "{{ 事项.事项 }}", middle=False),
    Column(22, "责任环节\n责任人", "{{ 事项.责任 }}"),
    Column(24, "规定时限", "{{ 事项.规定时限 }}"),
    Column(18, "超期\n工作日", "{{ 事项.超期 }}"),
    Column(27, "前次通知", "{{ 事项.前次通知 }}"),
]
SOON_WIDE = [
    Column(10, "序号", "{{ 事项.序号 }}"),
    Column(131, "编号及事项", "{{ 事项.编号及事项 }}", middle=False),
    Column(28, "责任人", "{{ 事项.责任人 }}"),
    Column(30, "规定时限", "{{ 事项.规定时限 }}"),
    Column(26, "剩余工作日", "{{ 事项.剩余 }}"),
]
ANNEX = "催办事项表"


def heading(title: str) -> str:
    """What every notice begins with: its title, its number, whom it goes to."""
    return p("Title", title) + p("Number", "{{ 编号 }}") + p("Addressee", "{{ 部门 }}：")


def signed() -> str:
    """Who signs a notice, and of what day; kept together with what stands above and below."""
    return p("Signature", "{{ 署名 }}") + p("Signature", "{{ 印发日期 }}") + p("Gap")


def received() -> str:
    """Whom to call, and who received the notice when."""
    asked = [(36, "督办联系人：{{ 联系人 }}"), (45, "电话：{{ 电话 }}")]
    return form([[*asked, (26, "签收人："), (49, "签收时间：　月　日　时")]])


def urging_notice() -> str:
    """催办通知单: one department, its overdue matters, what falls due soon, and the answer on a page of its own."""
    return "".join(
        (
            heading("催办通知单"),
            p(
                "Body",
                "经核对截至{{ 统计截止日 }}的办文和督办台账，{{ 称谓 }}有下列{{ 件数 }}项事项已超过规定时限尚未办结"
                "{% if 附件 %}（见附件）{% endif %}，现予催办。"
                "{% if 急件数 %}其中特急、加急件{{ 急件数 }}项，请优先办理。{% endif %}"
                "{% if 附件 and 到期事项 %}另有{{ 到期件数 }}项将在{{ 到期范围 }}内到期，请按期办结。{% endif %}",
            ),
            only(
                "not 附件",
                p("Caption", "超期未办结事项"),
                table(OVERDUE, "事项", "超期事项"),
                _soon(SOON),
            ),
            _closing(),
            section(),
            _annex(),
            _answer(),
            section(last=True),
        )
    )


def _soon(columns: list[Column]) -> str:
    """What falls due soon, when there is anything, and the note on provisional dates of both tables."""
    due = only("到期事项", p("Caption", "{{ 到期范围 }}内到期事项"), table(columns, "事项", "到期事项"))
    return due + only("暂定说明", p("Note", "{{ 暂定说明 }}"))


def _closing() -> str:
    """What is asked, by when; who signs; whom to call."""
    return "".join(
        (
            p(
                "Closing",
                "请抓紧办理，并于{{ 回复期限 }}下班前填写回执报办公室。确需延期的，请在时限届满前按规定办理延期审批；"
                "已超期的，请说明原因和预计办结日期。"
                "本单印发前已办结或与台账不符的，请在回执中注明，办公室核实后更正，不计入超期。",
            ),
            only(
                "附件",
                p("Closing"),
                p("Closing", f"附件：{ANNEX}"),
            ),
            p("Closing"),
            signed(),
            received(),
        )
    )


def _annex() -> str:
    """Both tables on landscape pages of their own, when they are too long for the page that is signed."""
    return only(
        "附件",
        p("AnnexMark", "附件"),
        p("Title", ANNEX),
        p("Note", "统计截止：{{ 统计截止日 }}"),
        p("Caption", "超期未办结事项"),
        table(OVERDUE_WIDE, "事项", "超期事项"),
        _soon(SOON_WIDE),
        section(landscape=True),
    )


def _answer() -> str:
    columns = [
        Column(9, "序号", "{{ 事项.序号 }}"),
        Column(40, "编号", "{{ 事项.编号 }}"),
        Column(26, "目前进展", ""),
        Column(20, "预计办结\n日期", ""),
        Column(22, "未办结原因", ""),
        Column(25, "意见", "□属实\n□已办结\n□已批延期\n□责任有误", middle=False),
        Column(14, "是否申\n请延期", "□是\n□否"),
    ]
    return "".join(
        (
            p("Title", "催办通知单回执"),
            p("Number", "对应编号：{{ 编号 }}"),
            p("Addressee", "{{ 署名 }}："),
            p("Body", "{{ 部门 }}就催办事项回复如下（请于{{ 回复期限 }}下班前报回）。"),
            table(columns, "事项", "超期事项", height=20),
            p("Between", keep=True),
            form([[(46, "填报人："), (64, "部门负责人签字："), (46, "日期：　　年　月　日")]], height=12),
            p("Between"),
        )
    )
