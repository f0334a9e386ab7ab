"""DOC107 to DOC109: the 文种 of a paper. That title and column agree, that one paper has one, and which this office
does not use."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np

from officebatch.checks.check import Hit, check
from officebatch.checks.scope import RegisterScope
from officebatch.checks.titles import endings, of_genre, sent
from officebatch.model.vocabulary import Kind, Mends, Severity
from officebatch.wording import marked

if TYPE_CHECKING:
    from collections.abc import Iterator

_BEFORE = re.compile(r"的(?:紧急|补充|联合|情况|专题|书面)?$")
_PASSED_ON = re.compile(r"批转|转发|印发|颁发|发布|公布")
_VIEWS = re.compile(r"征求|征集|反馈|回复|答复|修改|审查|审核")  # what such a paper tells are views, whatever its 文种
_VIEW = "意见"
_NO_FIRST = ("意见", "纪要")  # 意见函, 纪要通报: how some offices call a letter, not two 文种


@check(
    "DOC107",
    title=marked("Title and 文种 disagree"),
    severity=Severity.WARNING,
    mends=Mends.KEEPER,
    basis="《党政机关公文处理工作条例》第八条、第九条",
    message=marked("The title ends in {ending}, but {field} says {kind}. Look at the paper and correct the wrong one."),
    over=RegisterScope,
    kinds=(Kind.FLOW,),
    breaks="""
        发文登记簿
        发文字号          | 标题                             | 文种
        临电办〔2026〕1号 | 关于购置抢修车辆的请示           | 报告
        临电办〔2026〕2号 | 关于做好防汛工作的紧急通知（二） | 通报
    """,
    holds="""
        发文登记簿
        发文字号          | 标题                                           | 文种
        临电办〔2026〕1号 | 关于转发市公司关于三季度线损情况的通报的通知   | 通知
        临电办〔2026〕2号 | 批转财务科关于清理往来款项情况的报告           | 通知
        临电办〔2026〕3号 | 局长办公会会议纪要（3月2日）                   | 纪要
        临电办〔2026〕4号 | 关于江堤加固停电事宜的复函                     | 函
        临电办〔2026〕5号 | 临江县供电局印章管理办法（试行）               | 通知
        临电办〔2026〕6号 | 关于对《有序用电方案（征求意见稿）》的修改意见 | 函
        临电办〔2026〕7号 | 2026年安全生产工作报告                         | 通知
        临电办〔2026〕8号 | 关于增设备品备件库的请示                       |
    """,
)
def title_and_genre_agree(scope: RegisterScope) -> Iterator[Hit]:
    """The 文种 a title ends in must be the one in the column 文种. Brackets behind it do not count.

    Titles that end in something else (an attached text, a book title) are left alone, as are papers that pass on or
    print another one, and opinions given on a draft.
    """
    fields, told = scope.columns("title", "document_kind"), endings(scope)
    if not fields or told is None:
        return
    title, kind = fields
    cells = scope.register.shown[title]
    codes, words = scope.words(kind)
    place = {value: at for at, value in enumerate(told.values)}
    said = np.array([*(place.get(word, -1) for word in words), -1])[codes]
    ends = np.append(told.value, -1)[cells.codes]
    for row in np.flatnonzero((said >= 0) & (ends >= 0) & (said != ends) & ~scope.void):
        ending = told.values[int(ends[row])]
        if _plain(cells.text(int(row)), ending, bool(told.bound[cells.codes[row]])):
            values = {"ending": ending, "field": kind, "kind": scope.register.text(int(row), kind)}
            yield Hit(int(row), (kind, title), values)


@check(
    "DOC108",
    title=marked("Two 文种 in one title"),
    severity=Severity.WARNING,
    mends=Mends.HOLDER,
    basis="《党政机关公文处理工作条例》第八条、第十五条",
    message=marked(
        "The title ends in {first} and {second} together. A paper has one 文种: choose it by what the paper asks, and "
        "let the title end in that one."
    ),
    over=RegisterScope,
    kinds=(Kind.FLOW,),
    wanted=marked("a title that ends in one 文种"),
    breaks="""
        发文登记簿
        发文字号          | 标题
        临电办〔2026〕1号 | 关于追加抢修费用的请示报告
    """,
    holds="""
        发文登记簿
        发文字号          | 标题
        临电办〔2026〕1号 | 关于追加抢修费用的请示
        临电办〔2026〕2号 | 关于做好请示报告工作的通知
        临电办〔2026〕3号 | 关于转发市公司关于线损情况的通报的通知
        临电办〔2026〕4号 | 关于征求方案修改的意见函

        收文登记簿
        收文编号       | 来文单位   | 文件标题
        收〔2026〕1号  | 红旗供电所 | 关于更换台区变压器的请示报告
    """,
)
def one_genre_a_title(scope: RegisterScope) -> Iterator[Hit]:
    """The title of a paper of one's own must not end in two 文种 at once, as in 请示报告.

    Papers received are left alone: their titles are entered as they came.
    """
    title, told = scope.register.role("title"), endings(scope)
    if title is None or told is None or not sent(scope):
        return
    barred = [told.values.index(value) for value in _NO_FIRST if value in told.values]
    double = (told.before >= 0) & (told.before != told.value) & ~np.isin(told.before, barred)
    if not double.any():
        return
    cells = scope.register.shown[title]
    for row in np.flatnonzero(np.append(double, False)[cells.codes] & ~scope.void):
        at = int(cells.codes[row])
        first, second = told.values[int(told.before[at])], told.values[int(told.value[at])]
        if f"的{first}{second}" in cells.texts[at]:
            yield Hit(int(row), (title, *scope.columns("document_kind")), {"first": first, "second": second})


@check(
    "DOC109",
    title=marked("文种 this office does not use"),
    severity=Severity.WARNING,
    mends=Mends.HOLDER,
    basis="《党政机关公文处理工作条例》第八条",
    message=marked(
        "{kind} is not for an office of this rank. If it was entered by mistake, correct it; if the paper went out so, "
        "explain the reason, and use 通知, 通告 or 决定 from now on."
    ),
    over=RegisterScope,
    kinds=(Kind.FLOW,),
    parameters={"文种": "命令、议案、公报、公告"},
    wanted=marked("a 文种 for an office of this rank"),
    breaks="""
        发文登记簿
        发文字号          | 标题                     | 文种
        临电办〔2026〕1号 | 关于计划检修停电的公告   | 公告
        临电办〔2026〕2号 | 关于提高抢修费标准的议案 |
    """,
    holds="""
        发文登记簿
        发文字号          | 标题                   | 文种
        临电办〔2026〕1号 | 关于计划检修停电的通告 | 通告
        临电办〔2026〕2号 | 作废                   | 公告

        收文登记簿
        收文编号      | 来文单位 | 文件标题               | 文种
        收〔2026〕1号 | 县人大   | 关于代表建议办理的公告 | 公告
    """,
)
def genre_of_this_rank(scope: RegisterScope) -> Iterator[Hit]:
    """Some 文种 are for higher organs only: the parameter 文种 says which this office does not use.

    Read from the column 文种, and from the end of the title where that is empty. Papers received are left alone.
    """
    shown = [field_id for role in ("document_kind", "title") for field_id in scope.columns(role)]
    if not shown or not sent(scope):
        return
    wanted = scope.parted("文种")
    for row in np.flatnonzero(of_genre(scope, wanted) & ~scope.void):
        written = [scope.register.text(int(row), field_id) for field_id in shown]
        field_id = shown[0] if written[0] else shown[-1]
        kind = next((word for word in wanted if word in (written[0] or written[-1])), written[0])
        yield Hit(int(row), (field_id,), {"kind": kind})


def _plain(title: str, ending: str, bound: bool) -> bool:
    """Whether the 文种 a title ends in is certainly its own."""
    if _PASSED_ON.search(title) or (ending == _VIEW and _VIEWS.search(title)):
        return False
    bare = re.sub(r"[（(〔【\[][^（）()〔〕【】\[\]]*[）)〕】\]]", "", title).strip()
    return bound or bool(_BEFORE.search(bare[: bare.rfind(ending)] if ending in bare else ""))
