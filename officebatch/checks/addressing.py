"""DOC110 to DOC114: to whom a paper of one's own goes. By its 文种, to one addressee, past nobody."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

import numpy as np

from officebatch.checks.addressees import DOWN, LEVEL, OVER, UP, Directions, is_person, names
from officebatch.checks.check import Hit, check
from officebatch.checks.scope import RegisterScope
from officebatch.checks.titles import genres, of_genre, sent
from officebatch.model.vocabulary import Kind, Mends, Severity
from officebatch.wording import marked

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

T = TypeVar("T")
_UPWARD = marked(
    "{kind} goes to superiors only, but {to} is “{direction}” by list 行文方向. Look up addressee and 文种; if it went "
    "out so, explain the reason, and choose the 文种 by the relation from now on."
)
_DOWNWARD = marked(
    "{kind} goes to subordinates only, but {to} is “{direction}” by list 行文方向. Look up addressee and 文种; if it "
    "went out so, explain the reason, and choose the 文种 by the relation from now on."
)
_SIDEWAYS = marked(
    "{kind} goes to offices that are neither above nor below, but {to} is “{direction}” by list 行文方向. Look up "
    "addressee and 文种; if it went out so, explain the reason, and choose the 文种 by the relation from now on."
)
_NOT_UPWARD = marked(
    "{kind} does not go to superiors, but {to} is “{direction}” by list 行文方向. Look up addressee and 文种; if it "
    "went out so, explain the reason, and use 请示 or 报告 from now on."
)
_WAYS = (
    ("只上行", (DOWN, LEVEL), _UPWARD),
    ("只下行", (UP, OVER, LEVEL), _DOWNWARD),
    ("只平行", (UP, OVER, DOWN), _SIDEWAYS),
    ("不上行", (UP, OVER), _NOT_UPWARD),
)
_NOTE = "便函"  # a note between desks, no formal paper


@check(
    "DOC110",
    title=marked("文种 against the direction"),
    severity=Severity.WARNING,
    mends=Mends.HOLDER,
    basis="《党政机关公文处理工作条例》第八条、第十五条、第十六条",
    message=_UPWARD,
    over=RegisterScope,
    kinds=(Kind.FLOW,),
    parameters={
        "只上行": "请示、报告",
        "只下行": "命令、批复",
        "只平行": "函",
        "不上行": "决议、决定、通知、通报",
    },
    breaks="""
        发文登记簿
        发文字号          | 标题                           | 文种 | 主送机关
        临电办〔2026〕1号 | 关于协调电缆通道用地的请示     | 请示 | 县自然资源局
        临电办〔2026〕2号 | 关于追加抢修费用的函           | 函   | 市供电公司
        临电办〔2026〕3号 | 关于报送三季度线损情况的通知   | 通知 | 市供电公司
        临电办〔2026〕4号 | 关于同意线路迁改的批复         | 批复 | 县水务局（办公室）
    """,
    holds="""
        发文登记簿
        发文字号          | 标题                           | 文种 | 主送机关
        临电办〔2026〕1号 | 关于协调电缆通道用地的函       | 函   | 县自然资源局、县住房和城乡建设局
        临电办〔2026〕2号 | 关于追加抢修费用的请示         | 请示 | 市供电公司
        临电办〔2026〕3号 | 关于做好秋检工作的通知         | 通知 | 各科室、各供电所
        临电办〔2026〕4号 | 关于同意改造屋面的批复         | 批复 | 向阳供电所
        临电办〔2026〕5号 | 关于全县用电情况的报告         | 报告 | 县人民政府
        临电办〔2026〕6号 | 关于线损治理的意见             | 意见 | 市供电公司
        临电办〔2026〕7号 | 关于核对资产清册的便函         | 便函 | 财务科
        临电办〔2026〕8号 | 关于抄送检修计划的通知         | 通知 | 县水务局、各供电所
    """,
)
def genre_fits_the_direction(scope: RegisterScope) -> Iterator[Hit]:
    """请示 and 报告 go up only, 批复 and 命令 down only, 函 sideways; 通知, 通报 and the like do not go up.

    The four parameters hold the 文种 of each kind; list 行文方向 of sheet 选项 says who stands above, below and
    beside. Of an addressee that list does not know nothing is said. 便函 between desks are left alone.
    """
    if not (fields := scope.columns("to")) or not sent(scope):
        return
    directions, (codes, values) = Directions(scope.rules), genres(scope)
    kind = scope.register.role("document_kind") or ""
    for parameter, barred, message in _WAYS:
        of = np.append(np.isin(values, scope.parted(parameter)), False)[codes]
        for row, wrong in _addressed(scope, fields[0], of, lambda to, b=barred: directions.among(to, *b)):  # type: ignore[misc]
            if _NOTE not in scope.register.text(row, kind):
                told = {"kind": values[codes[row]], "to": "、".join(wrong), "direction": directions.of(wrong[0])}
                yield Hit(row, (fields[0], *scope.columns("document_kind")), told, message=message)


@check(
    "DOC111",
    title=marked("Paper to a superior with several addressees"),
    severity=Severity.WARNING,
    mends=Mends.HOLDER,
    basis="《党政机关公文处理工作条例》第十五条",
    message=marked(
        "{kind} is addressed to {n} organs at once ({to}). Address it to the one that decides, and send the others a "
        "copy."
    ),
    over=RegisterScope,
    kinds=(Kind.FLOW,),
    parameters={"文种": "请示、报告"},
    wanted=marked("one addressee only"),
    breaks="""
        发文登记簿
        发文字号          | 标题                   | 文种 | 主送机关
        临电办〔2026〕1号 | 关于追加抢修费用的请示 | 请示 | 市供电公司、县人民政府
    """,
    holds="""
        发文登记簿
        发文字号          | 标题                   | 文种 | 主送机关
        临电办〔2026〕1号 | 关于追加抢修费用的请示 | 请示 | 市供电公司（财务部、物资部）
        临电办〔2026〕2号 | 关于秋检工作的通知     | 通知 | 各科室、各供电所
        临电办〔2026〕3号 | 关于追加抢修费用的请示 | 请示 |
    """,
)
def one_addressee_above(scope: RegisterScope) -> Iterator[Hit]:
    """A 请示 or 报告 (parameter 文种) is addressed to one superior organ; others get a copy. What stands between
    brackets behind a name is no addressee of its own."""
    if not (fields := scope.columns("to")) or not sent(scope):
        return
    upward = of_genre(scope, scope.parted("文种"))
    for row, many in _addressed(scope, fields[0], upward, lambda to: to if len(to) > 1 else None):
        yield Hit(row, (fields[0],), {"kind": _genre(scope, row), "n": len(many), "to": "、".join(many)})


@check(
    "DOC112",
    title=marked("Paper to a superior copied to subordinates"),
    severity=Severity.ERROR,
    mends=Mends.HOLDER,
    basis="《党政机关公文处理工作条例》第十五条",
    message=marked(
        "{kind} goes to a superior and was copied to {to}. Such a paper is not copied to subordinates: explain the "
        "reason, and tell them in a paper of its own once it is decided."
    ),
    over=RegisterScope,
    kinds=(Kind.FLOW,),
    parameters={"文种": "请示、报告"},
    wanted=marked("no copy to subordinates"),
    breaks="""
        发文登记簿
        发文字号          | 标题                   | 文种 | 主送机关   | 抄送机关
        临电办〔2026〕1号 | 关于追加抢修费用的请示 | 请示 | 市供电公司 | 各供电所
    """,
    holds="""
        发文登记簿
        发文字号          | 标题                   | 文种 | 主送机关   | 抄送机关
        临电办〔2026〕1号 | 关于追加抢修费用的请示 | 请示 | 市供电公司 | 县发展和改革局
        临电办〔2026〕2号 | 关于秋检工作的通知     | 通知 | 各科室     | 各供电所
        临电办〔2026〕3号 | 关于春检工作的报告     | 报告 | 市供电公司 |
    """,
)
def no_copy_below(scope: RegisterScope) -> Iterator[Hit]:
    """A 请示 or 报告 (parameter 文种) is not copied to subordinates (list 行文方向 of sheet 选项)."""
    if not (fields := scope.columns("cc")) or not sent(scope):
        return
    upward, directions = of_genre(scope, scope.parted("文种")), Directions(scope.rules)
    for row, below in _addressed(scope, fields[0], upward, lambda cc: directions.among(cc, DOWN)):
        yield Hit(row, (fields[0],), {"kind": _genre(scope, row), "to": "、".join(below)})


@check(
    "DOC113",
    title=marked("Paper to a superior addressed to a person"),
    severity=Severity.HINT,
    mends=Mends.HOLDER,
    basis="《党政机关公文处理工作条例》第十五条",
    message=marked(
        "{kind} is addressed to {to}, a person. Address it to the organ, unless that leader asked for it himself; then "
        "say so in the remarks."
    ),
    over=RegisterScope,
    kinds=(Kind.FLOW,),
    parameters={"文种": "请示、报告、意见"},
    wanted=marked("an organ as addressee"),
    breaks="""
        发文登记簿
        发文字号          | 标题                   | 文种 | 主送机关
        临电办〔2026〕1号 | 关于追加抢修费用的请示 | 请示 | 市供电公司总经理
    """,
    holds="""
        发文登记簿
        发文字号          | 标题                   | 文种 | 主送机关
        临电办〔2026〕1号 | 关于追加抢修费用的请示 | 请示 | 市供电公司
        临电办〔2026〕2号 | 关于信访事项的函       | 函   | 张建国同志
        临电办〔2026〕3号 | 关于班组管理的意见     | 意见 | 各供电所所长
        临电办〔2026〕4号 | 关于议题安排的请示     | 请示 | 市公司总经理办公室
    """,
)
def addressed_to_an_organ(scope: RegisterScope) -> Iterator[Hit]:
    """A paper to a superior (parameter 文种) goes to the organ, not to its leader, unless he asked for it."""
    if not (fields := scope.columns("to")) or not sent(scope):
        return
    upward, people = of_genre(scope, scope.parted("文种")), scope.rules.people_by_name
    for row, persons in _addressed(scope, fields[0], upward, lambda to: [n for n in to if is_person(n, people)]):
        yield Hit(row, (fields[0],), {"kind": _genre(scope, row), "to": "、".join(persons)})


@check(
    "DOC114",
    title=marked("Past the next superior"),
    severity=Severity.HINT,
    mends=Mends.HOLDER,
    basis="《党政机关公文处理工作条例》第十四条",
    message=marked(
        "The paper goes past the next superior to {to}, and no copy to that superior is entered. If a copy went there, "
        "enter it; if not, explain the reason, and do not pass it over from now on."
    ),
    over=RegisterScope,
    kinds=(Kind.FLOW,),
    wanted=marked("a copy to the superior passed over"),
    breaks="""
        发文登记簿
        发文字号          | 标题                   | 文种 | 主送机关     | 抄送机关
        临电办〔2026〕1号 | 关于追加抢修费用的请示 | 请示 | 省电力公司   | 县发展和改革局
    """,
    holds="""
        发文登记簿
        发文字号          | 标题                   | 文种 | 主送机关               | 抄送机关
        临电办〔2026〕1号 | 关于追加抢修费用的请示 | 请示 | 省电力公司             | 市供电公司
        临电办〔2026〕2号 | 关于秋检情况的报告     | 报告 | 市供电公司、省电力公司 |
        临电办〔2026〕3号 | 关于追加抢修费用的请示 | 请示 | 市供电公司             |
    """,
)
def nobody_passed_over(scope: RegisterScope) -> Iterator[Hit]:
    """A paper does not go past the next superior; where it must, that one gets a copy (list 行文方向: 越级, 上行).

    A register without a column for copies is left alone.
    """
    fields = scope.columns("to", "cc")
    if not fields or not sent(scope):
        return
    to, cc = fields
    directions = Directions(scope.rules)
    every = np.ones(len(scope.register), dtype=bool)
    for row, over in _addressed(scope, to, every, lambda found: directions.among(found, OVER)):
        told = [*names(scope.register.text(row, to)), *names(scope.register.text(row, cc))]
        if not directions.among(told, UP):
            yield Hit(row, (to, cc), {"to": "、".join(over)})


def _addressed(
    scope: RegisterScope, field_id: str, of: np.ndarray, judge: Callable[[Sequence[str]], Sequence[T] | None]
) -> Iterator[tuple[int, Sequence[T]]]:
    """The rows among `of` whose addressees a judge finds something in, with what he found; each text judged once."""
    cells = scope.register.shown[field_id]
    of = of & (cells.codes >= 0) & ~scope.void
    there = np.bincount(cells.codes[of], minlength=len(cells.texts))
    for code in np.flatnonzero(there):
        found = judge(names(cells.texts[code]))
        if found:
            for row in np.flatnonzero(of & (cells.codes == code)):
                yield int(row), found


def _genre(scope: RegisterScope, row: int) -> str:
    codes, values = genres(scope)
    return values[int(codes[row])]
