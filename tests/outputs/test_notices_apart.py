"""催办通知单 as the ladder wants it: one a department, or one a matter."""

from __future__ import annotations

from dataclasses import replace

from officebatch import outputs
from officebatch.rulebook.sheets import OutputRule
from tests.outputs import looking, office

APART = OutputRule("催办通知单", "催办通知单", "部门", "催办通知单", "催办通知单/{部门} {事项}.docx")


def test_matters_the_ladder_wants_alone_have_each_a_notice_and_the_others_one_together() -> None:
    docket = office.urged(office.docket())
    urgings = tuple(replace(u, one_a_matter=u.matter.record == "DB2026-041") for u in docket.urgings)

    made, skipped = outputs.compose(
        replace(docket, urgings=urgings), office.rules(outputs=(APART,)), [office.TEMPLATES]
    )

    assert not skipped
    ours = {paper.item: paper for paper in made if paper.audience == "财务科"}
    assert sorted(ours) == ["", "DB2026-041"]
    assert "DB2026-041" not in looking.plain(ours[""].content)
    assert "DB2026-038" not in looking.plain(ours["DB2026-041"].content)
    assert [told.matter.record for told in ours["DB2026-041"].told] == ["DB2026-041"]
    soon = [item for item, paper in ours.items() if "DB2026-043" in looking.plain(paper.content)]
    assert soon == [""]  # what falls due soon is told once
