"""Makes the shipped Word templates: `python -m templates.make` from the project's root writes them beside this file.

The templates are real Word files an office may copy into its workspace and change; this script is where a change of
the shipped format is made, so that it reads as a difference. Names of values are Chinese because clerks edit them.
"""

from __future__ import annotations

from pathlib import Path

from officebatch.package import pack
from templates.wordml import Column, blank, form, p, package, section, table, tag

FOLDER = Path(__file__).parent


def urging_notice() -> str:
    """催办通知单: one department, its overdue matters, what falls due soon, and the answer on a page of its own."""
    overdue = [
        Column(8, "序号", "{{ 事项.序号 }}"),
        Column(52, "编号及事项", "{{ 事项.编号及事项 }}", middle=False),
        Column(20, "来源", "{{ 事项.来源 }}"),
        Column(22, "责任环节／责任人", "{{ 事项.责任 }}"),
        Column(22, "规定时限", "{{ 事项.规定时限 }}"),
        Column(14, "超期（工作日）", "{{ 事项.超期 }}"),
        Column(18, "前次通知", "{{ 事项.前次通知 }}"),
    ]
    soon = [
        Column(8, "序号", "{{ 事项.序号 }}"),
        Column(72, "编号及事项", "{{ 事项.编号及事项 }}", middle=False),
        Column(28, "责任人", "{{ 事项.责任人 }}"),
        Column(28, "规定时限", "{{ 事项.规定时限 }}"),
        Column(20, "剩余（工作日）", "{{ 事项.剩余 }}"),
    ]
    return "".join(
        (
            _head("催办通知单"),
            p("Addressee", "{{ 部门 }}："),
            p(
                "Body",
                "经核对截至{{ 统计截止日 }}的办文和督办台账，{{ 称谓 }}有下列{{ 件数 }}项事项已超过规定时限尚未办结"
                "{% if 附件 %}（见附件）{% endif %}，现予催办。"
                "{% if 急件数 %}其中特急、加急件{{ 急件数 }}项，请优先办理。{% endif %}",
            ),
            tag("{%p if not 附件 %}"),
            p("Caption", "超期未办结事项"),
            table(overdue, "事项", "超期事项"),
            tag("{%p endif %}"),
            tag("{%p if 到期事项 %}"),
            p("Caption", "{{ 到期天数 }}个工作日内到期事项"),
            table(soon, "事项", "到期事项"),
            tag("{%p endif %}"),
            tag("{%p if 暂定说明 %}"),
            p("Note", "{{ 暂定说明 }}"),
            tag("{%p endif %}"),
            p(
                "Closing",
                "请抓紧办理，并于{{ 回复期限 }}下班前填写回执报办公室。确需延期的，请在时限届满前按规定办理延期审批；"
                "已超期的，请说明原因和预计办结日期。本单印发前已办结或情况与台账不符的，请在回执中注明，"
                "办公室核实后更正，不计入超期。",
            ),
            tag("{%p if 附件 %}"),
            p("Closing"),
            p("Closing", "附件：超期未办结事项表"),
            tag("{%p endif %}"),
            p("Closing"),
            p("Signature", "{{ 署名 }}"),
            p("Signature", "{{ 印发日期 }}"),
            p("Between", keep=True),
            form([[(42, "督办联系人：{{ 联系人 }}"), (40, "电话：{{ 电话 }}"), (30, "签收人："), (44, "签收时间：　月　日　时")]]),
            section(),
            _annex("超期未办结事项表"),
            _answer(),
            section(last=True),
        )
    )


def _head(title: str) -> str:
    return p("Title", title) + p("Number", "{{ 编号 }}") + blank()


def _annex(title: str) -> str:
    """The long table on landscape pages of its own, when there is one."""
    columns = [
        Column(9, "序号", "{{ 事项.序号 }}"),
        Column(22, "责任部门", "{{ 部门 }}"),
        Column(30, "编号", "{{ 事项.编号 }}"),
        Column(62, "事项", "{{ 事项.事项 }}", middle=False),
        Column(26, "责任环节／责任人", "{{ 事项.责任 }}"),
        Column(26, "规定时限", "{{ 事项.规定时限 }}"),
        Column(16, "超期（工作日）", "{{ 事项.超期 }}"),
        Column(34, "前次通知", "{{ 事项.前次通知 }}"),
    ]
    return "".join(
        (
            tag("{%p if 附件 %}"),
            p("AnnexMark", "附件"),
            blank(),
            p("Title", title),
            p("Note", "统计截止：{{ 统计截止日 }}"),
            table(columns, "事项", "超期事项"),
            tag("{%p if 暂定说明 %}"),
            p("Note", "{{ 暂定说明 }}"),
            tag("{%p endif %}"),
            section(landscape=True),
            tag("{%p endif %}"),
        )
    )


def _answer() -> str:
    columns = [
        Column(9, "序号", "{{ 事项.序号 }}"),
        Column(32, "编号", "{{ 事项.编号 }}"),
        Column(34, "目前进展", ""),
        Column(20, "预计办结日期", ""),
        Column(24, "未办结原因", ""),
        Column(22, "意见", "□属实\n□已办结\n□已批延期\n□责任有误", middle=False),
        Column(15, "是否申请延期", "□是\n□否"),
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


TEMPLATES = {"催办通知单": urging_notice}


def made() -> dict[str, bytes]:
    """File name → bytes of every shipped template."""
    return {f"{name}.docx": pack(package(name, body())) for name, body in TEMPLATES.items()}


if __name__ == "__main__":
    for file_name, content in made().items():
        (FOLDER / file_name).write_bytes(content)
