"""办公室自查单: the office's own late steps, their sum, and a line for its head."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.outputs import looking

if TYPE_CHECKING:
    from officebatch.model.paper import Artifact


def test_it_has_what_its_head_signs(papers: dict[str, Artifact]) -> None:
    rows = looking.cells(papers["办公室自查单.xlsx"].content)
    assert rows[2] == [
        "序号", "责任岗位", "责任人", "环节", "编号", "事项", "规定时限", "办结日期", "超期", "档次", "备注",
        "台账位置", "原因", "措施",
    ]  # fmt: skip
    assert [row[0] for row in rows[3:]][:4] == [1, 2, 3, ""]
    assert rows[6][5] == "合计 3 项，其中 10 日以上 0 项"
    assert len(rows) == 8 and str(rows[7][0]).startswith("办公室主任（签字）：") and "日期：" in str(rows[7][0])
