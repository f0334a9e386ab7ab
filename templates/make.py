"""Makes the shipped Word templates: `python -m templates.make` from the project's root writes them beside this file.

The templates are real Word files an office may copy into its workspace and change; this script is where a change of
the shipped format is made, so that it reads as a difference. Names of values are Chinese because clerks edit them.
"""

from __future__ import annotations

from pathlib import Path

from officebatch.package import pack
from templates.books import post_book, process_book, regulation_book
from templates.bulletin import bulletin
from templates.correction import correction_notice
from templates.evaluation import feedback_sheet, people_result, result_notice, result_report
from templates.forms import extension_form
from templates.letters import leader_hint, overdue_annex, reminder
from templates.meeting import attendance_notice, resolution_handover, topic_summary
from templates.notices import urging_notice
from templates.official import starters
from templates.parts import FINE, package
from templates.processes import process_report
from templates.reports import evaluation_report, office_report, weekly_report
from templates.scoring import scoring_rules
from templates.supervision import supervision_notice
from templates.work import work_sheet

FOLDER = Path(__file__).parent
TEMPLATES = {
    "催办通知单": urging_notice,
    "督办通知单": supervision_notice,
    "整改通知单": correction_notice,
    "考核评价报告": evaluation_report,
    "办公室评价报告": office_report,
    "督办工作周报": weekly_report,
    "延期申请审批单": extension_form,
    "议题汇总表": topic_summary,
    "列席通知": attendance_notice,
    "议定事项交办表": resolution_handover,
    "个人提醒": reminder,
    "领导待办提示": leader_hint,
    "超期清单附件": overdue_annex,
    "工作通报": bulletin,
    "流程分析报告": process_report,
    "个人业绩单": work_sheet,
    "考核细则": scoring_rules,
    "考核结果反馈单": feedback_sheet,
    "考核情况报告": result_report,
    "人员考核情况附件": people_result,
    "考核结果公示": result_notice,
}
OF_THEIR_OWN = {"考核结果反馈单": FINE}  # styles besides the usual
BOOKS = {"制度汇编": regulation_book, "流程手册": process_book, "岗位手册": post_book}


def made() -> dict[str, bytes]:
    """File name → bytes of every shipped template."""
    papers = {name: package(name, body(), styles=OF_THEIR_OWN.get(name)) for name, body in TEMPLATES.items()}
    return {f"{name}.docx": pack(members) for name, members in {**papers, **{n: m() for n, m in BOOKS.items()}}.items()}


def made_to_start_from() -> dict[str, bytes]:
    """The same of what an office starts papers of its own from; in a folder of their own."""
    return {name: pack(members) for name, members in starters().items()}


if __name__ == "__main__":
    for file_name, content in (made() | made_to_start_from()).items():
        (FOLDER / file_name).parent.mkdir(exist_ok=True)
        (FOLDER / file_name).write_bytes(content)
