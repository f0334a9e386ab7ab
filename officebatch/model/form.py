"""Forms: workbooks that go out to people and come back filled in. Who writes them and who reads them use the same one.

A form is read like a register: headings in any order, renamed within their synonyms, days as people write them.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from officebatch.model.approval import Verdict
from officebatch.model.evaluation import Reach, Word
from officebatch.model.notice import Disposal
from officebatch.model.ruling import Decision
from officebatch.model.vocabulary import FieldType
from officebatch.wording import marked

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Blank:
    """One column. head: message id of its heading; synonyms: further headings it is known by; choices: the words of a
    drop-down, each with message ids or words that mean the same."""

    head: str
    type: FieldType = FieldType.TEXT
    synonyms: tuple[str, ...] = ()
    choices: Mapping[str, tuple[str, ...]] | None = None


@dataclass(frozen=True, slots=True)
class Form:
    """name: message id of its title. blanks: field id → column. needed: without these columns it cannot be read."""

    name: str
    blanks: Mapping[str, Blank]
    needed: tuple[str, ...]


_DECISIONS = {
    Decision.CORRECT: marked("Correct"),
    Decision.DONE: marked("Done but not entered"),
    Decision.EXTENDED: marked("Extension granted"),
    Decision.HOLDER: marked("Wrong department"),
    Decision.DROPPED: marked("Dropped"),
    Decision.MENDED: marked("Mended already"),
    Decision.WRONG: marked("Wrong finding"),
    Decision.OTHER: marked("Other"),
}
MARK = marked("Mark")
DEADLINE, FINDING, PAPER = "时限", "问题", "文书"  # of what a marked line speaks
WORD = marked("Remark after checking")
EXPLANATION = marked("Explanation")


def mark(kind: str, *parts: str) -> str:
    """What a line of a form is known by when it comes back, as it stands in its hidden column."""
    return json.dumps([kind, *parts], ensure_ascii=False)


def read_mark(text: str) -> tuple[str, ...]:
    """The parts of a mark, the kind first; empty for what is none."""
    try:
        parts = json.loads(text)
    except ValueError:
        return ()
    return tuple(map(str, parts)) if isinstance(parts, list) else ()


def _words(*decisions: Decision) -> dict[str, tuple[str, ...]]:
    return {decision.value: (_DECISIONS[decision],) for decision in decisions}


OVERDUE_WORDS = _words(
    Decision.CORRECT, Decision.DONE, Decision.EXTENDED, Decision.HOLDER, Decision.DROPPED, Decision.OTHER
)
FINDING_WORDS = _words(Decision.CORRECT, Decision.MENDED, Decision.WRONG, Decision.HOLDER, Decision.OTHER)


def _list(name: str, words: Mapping[str, tuple[str, ...]]) -> Form:
    return Form(
        name,
        {
            "标识": Blank(MARK, synonyms=("标识",)),
            "核对意见": Blank(WORD, FieldType.CHOICE, ("核对意见", "意见"), words),
            "核对说明": Blank(EXPLANATION, synonyms=("核对说明", "说明")),
        },
        ("标识", "核对意见"),
    )


OVERDUE_LIST = _list(marked("List of overdue matters"), OVERDUE_WORDS)
FINDINGS_LIST = _list(marked("List of findings"), FINDING_WORDS)
BATCH_SHEET = Form(
    marked("Batch sheet for signature"),
    {
        "标识": Blank(MARK, synonyms=("标识",)),
        "处理": Blank(
            marked("To be done with it"),
            FieldType.CHOICE,
            ("处理", "处理意见"),
            {
                Verdict.SEND: (marked("send"),),
                Verdict.HOLD: (marked("hold"),),
                Verdict.DROP: (marked("do not send"),),
            },
        ),
        "理由": Blank(marked("Reason for it"), synonyms=("理由", "原因")),
    },
    ("标识", "处理"),
)
NOTICE_BOOK = Form(
    marked("Notice book"),
    {
        "编号": Blank(marked("Notice number"), synonyms=("编号", "通知单编号", "文号")),
        "文书": Blank(marked("Paper"), synonyms=("文书", "文种")),
        "级次": Blank(marked("Ladder level"), FieldType.INTEGER, ("级次", "级别")),
        "主送": Blank(marked("Addressed to"), synonyms=("主送", "主送部门")),
        "印发日期": Blank(marked("Issued on"), FieldType.DATE, ("印发日期", "印发时间", "发出日期")),
        "事项编号": Blank(marked("Number of the matter"), synonyms=("事项编号", "督办编号")),
        "事项": Blank(marked("Matter"), synonyms=("事项", "标题")),
        "责任环节": Blank(marked("Step in hand"), synonyms=("责任环节", "环节")),
        "规定时限": Blank(marked("Due date"), FieldType.DATE, ("规定时限", "时限", "到期日")),
        "送达方式": Blank(marked("Delivered by"), synonyms=("送达方式", "方式")),
        "送达时间": Blank(marked("Delivered on"), FieldType.DATE, ("送达时间", "送达日期")),
        "签收人": Blank(marked("Received by"), synonyms=("签收人", "签收")),
        "回复日期": Blank(marked("Answered on"), FieldType.DATE, ("回复日期", "回复时间", "反馈日期")),
        "回复摘要": Blank(marked("Answer in short"), synonyms=("回复摘要", "回复情况", "回复内容", "反馈情况")),
        "处理": Blank(
            marked("What became of it"),
            FieldType.CHOICE,
            ("处理", "处理结果", "处理情况"),
            {
                Disposal.CLOSED: (marked("closed"), "已销号", "办结"),
                Disposal.EXTENDED: (marked("extended"), "已延期", "批准延期"),
                Disposal.RAISED: (marked("raised"), "已升级", "转督办"),
                Disposal.VOID: (marked("void"), "已作废", "撤销"),
            },
        ),
        "延期至": Blank(marked("Extended until"), FieldType.DATE, ("延期至", "延期到", "延至")),
        "销号日期": Blank(marked("Closed on"), FieldType.DATE, ("销号日期", "销号时间", "办结日期")),
    },
    ("编号", "事项编号"),
)
APPEAL = "申诉"  # of what a marked line of an appeal form speaks
APPEALS = Form(
    marked("Appeal for review"),
    {
        "标识": Blank(MARK, synonyms=("标识",)),
        "申诉理由": Blank(marked("Reason of the appeal"), synonyms=("申诉理由",)),
        "申诉日期": Blank(marked("Day of the appeal"), FieldType.DATE, ("申诉日期", "受理日期")),
        "复核意见": Blank(
            marked("Decision of the review"),
            FieldType.CHOICE,
            ("复核意见",),
            {Word.KEPT: (marked("kept as it is"),), Word.UPHELD: (marked("changed"),)},
        ),
        "核减分值": Blank(marked("Points given back (empty: all)"), FieldType.NUMBER, ("核减分值", "核减扣分", "核减")),
        "影响范围": Blank(
            marked("How far the error reaches"),
            FieldType.CHOICE,
            ("影响范围",),
            {Reach.LINE: (marked("this line only"),), Reach.KIND: (marked("every line of this kind"),)},
        ),
        "依据": Blank(marked("What the review rests on"), synonyms=("复核依据",)),
        "复核人": Blank(marked("Reviewed by"), synonyms=("复核人",)),
        "复核日期": Blank(marked("Reviewed on"), FieldType.DATE, ("复核日期", "答复日期")),
    },
    ("标识", "复核意见"),
)
CLERKS = ("送达时间", "签收人", "回复日期", "回复摘要", "处理", "延期至", "销号日期")


# What a ballot sheet is known by when it comes back; data, in Chinese whatever language the rest is in.
BALLOT_NUMBER, BALLOT_PERIOD, BALLOT_SUBJECT, BALLOT_REMARK = "票号", "考核期间", "评议对象", "意见建议"
