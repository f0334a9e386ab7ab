"""How alike two titles are: the pairs of characters they share, once the words every title has are out.

关于开展转供电加价清理整治的函 and 治理转供电加价问题 share 转供 供电 电加 加价. No segmentation: office titles are
short, and pairs of characters tell them apart well enough to ask a person, which is all that follows from it.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_COMMON = re.compile(
    r"关于|印发|转发|转办|转交|开展|进一步|做好|抓好|落实|完成|加强|推进|组织|配合|协调|商请|报送|准备|总结|专项|有关|"
    r"事项|事宜|问题|情况|工作|方案|计划|安排|办理|的?(?:决议|决定|通知|通报|报告|请示|批复|复函|函|纪要|意见)$|的|[^\w]|_"
)


@lru_cache(maxsize=8192)
def pairs(title: str) -> frozenset[str]:
    """The pairs of characters of a title that say what it is about."""
    runs = _COMMON.sub(" ", unicodedata.normalize("NFKC", title).strip()).split()
    return frozenset(run[at : at + 2] for run in runs for at in range(len(run) - 1))


def shared(one: str, other: str) -> tuple[int, float]:
    """How many pairs two titles share, and what part of the shorter one's that is."""
    first, second = pairs(one), pairs(other)
    both = len(first & second)
    return both, both / min(len(first), len(second)) if both else 0.0
