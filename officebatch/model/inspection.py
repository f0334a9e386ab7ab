"""What inspections write where they found nothing."""

from __future__ import annotations

import re

NOTHING_FOUND = re.compile(
    r"[/\-—–.。]*|(无|没有|暂无)(任何|明显)?(问题|异常|隐患|缺陷)?[。.]?|"
    r"(未发现|未见|没有发现|正常|合格|良好|符合|完好|规范|整洁).*"
)
