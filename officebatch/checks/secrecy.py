"""RD900: what must not stand in a register at all. Only places pass through here, never a text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from officebatch.checks.check import Told, check
from officebatch.checks.scope import OfficeScope
from officebatch.model.report import TroubleKind
from officebatch.model.vocabulary import Mends, Severity
from officebatch.wording import marked

if TYPE_CHECKING:
    from collections.abc import Iterator

_UNCLEAR = marked(
    "What stands in the secrecy column of this row cannot be made out to be public, so the row is treated as "
    "classified and nothing of it was taken. Have the secrecy post settle the level, and enter it as the rule book "
    "writes it."
)
_STOPPED = {
    "": marked(
        "This workbook holds a row with a mark of secrecy, and the rule book stops such a workbook as a whole. "
        "Have the secrecy post deal with the row on the spot."
    ),
    "name": marked(
        "The name of this file bears a mark of secrecy, so nothing of it was taken. Have the secrecy post deal with "
        "it on the spot."
    ),
    "margin": marked(
        "The page header or footer of this workbook bears a mark of secrecy, so nothing of it was taken. Have the "
        "secrecy post deal with it on the spot."
    ),
    "drawing": marked(
        "A text box of this workbook bears a mark of secrecy, so nothing of it was taken. Have the secrecy post deal "
        "with it on the spot."
    ),
}


@check(
    "RD900",
    title=marked("Classified row"),
    severity=Severity.GRAVE,
    mends=Mends.SECRECY,
    basis="《中华人民共和国保守国家秘密法》；《党政机关公文处理工作条例》第二十六条",
    message=marked(
        "This row bears a mark of secrecy and may not stand in this register. Have the secrecy post deal with "
        "it on the spot; nothing else of the row was taken."
    ),
    over=OfficeScope,
    echoes=True,
    breaks="""
        发文登记簿
        发文字号          | 密级
        临电办〔2026〕1号 | 机密
    """,
    holds="""
        发文登记簿
        发文字号          | 密级
        临电办〔2026〕1号 | 公开
    """,
)
def nothing_classified(scope: OfficeScope) -> Iterator[Told]:
    """A row marked 绝密, 机密 or 秘密 must not stand in a register on this machine.

    A row whose level nobody knows, or that shares a merged cell with a marked one, is treated alike. Only its
    place is told. No other check sees the row, and no paper, list or mail holds anything of it. This check cannot be
    switched off or exempted.
    """
    for trouble in scope.troubles(TroubleKind.CLASSIFIED):
        yield Told(trouble, {}, _UNCLEAR if ("level", "unclear") in trouble.values else "")
    for trouble in scope.troubles(TroubleKind.STOPPED):
        yield Told(trouble, {}, _STOPPED[dict(trouble.values).get("mark", "")])
