"""领导待办提示: each leader his own, and no word of lateness in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from officebatch import outputs
from officebatch.model.docket import Past
from officebatch.model.paper import AudienceKind
from officebatch.rulebook.sheets import OutputRule
from tests.outputs import frames, looking, office
from tests.outputs.laid_out import pages
from tests.outputs.test_word_papers import approve

if TYPE_CHECKING:
    from pathlib import Path

    from officebatch.model.docket import Docket
    from officebatch.model.paper import Artifact

RULE = OutputRule("领导待办提示", "领导待办提示", "领导", "领导待办提示", "领导待办提示/领导待办提示（{人员}）.docx")
LEADERS_LINE = 12  # the line of the frame a leader holds


def waiting(changes: list[dict[str, object]]) -> Docket:
    """The office where only leaders have something in hand, each line as the plain one with these changes."""
    docket = office.docket(past=Past())
    plain = frames.lines(docket)[LEADERS_LINE]
    return frames.having(docket, [plain | {"pass": n} | change for n, change in enumerate(changes, 1)])


def hints(docket: Docket) -> tuple[Artifact, ...]:
    made, skipped = outputs.compose(docket, office.rules(outputs=(RULE,)), [office.TEMPLATES])
    assert not skipped
    return made


def test_approved_text() -> None:
    (hint,) = hints(office.docket(past=Past()))
    approve(hint.path, hint.content)
    assert (hint.audience_kind, hint.audience, hint.matters, hint.number, hint.told) == (
        AudienceKind.LEADERS, "李明", 1, "", (),
    )  # fmt: skip


def test_each_leader_reads_of_his_own_alone() -> None:
    made = hints(waiting([{"holder": "王刚", "row": 0}, {"holder": "李明", "row": 1}, {"holder": "", "row": 2}]))
    assert [hint.audience for hint in made] == ["李明", "王刚"]  # who is in sheet 人员 comes first
    assert [len(of) for of in (_numbers(hint) for hint in made)] == [1, 1]
    assert "呈副局长李明：" in looking.plain(made[0].content) and "呈王刚：" in looking.plain(made[1].content)


@pytest.mark.parametrize(
    "change", [{"live": False}, {"open": False}, {"register": "督办台账", "row": office.INNER_ROW}]
)
def test_old_closed_and_inner_matters_are_not_presented(change: dict[str, object]) -> None:
    assert hints(waiting([change])) == ()


def test_it_never_speaks_of_lateness() -> None:
    for n in (1, 13):
        text = looking.plain(hints(waiting([{"days_late": 30, "row": n % 3} for n in range(n)]))[0].content)
        assert not [word for word in ("超期", "催办", "督办", "逾期", "请抓紧", "编号", "待签发") if word in text]
        assert "妥否，请示。" in text


def test_a_table_too_long_for_the_page_goes_to_an_annex(soffice: str, pdftotext: str, tmp_path: Path) -> None:
    """The longest that stays is one page with its signature; one more is a page to sign and the annex."""
    cases = {f"{row}-{n}": hints(waiting([{"row": row}] * n))[0] for row, n in ((0, 6), (0, 7), (2, 9), (2, 10))}
    laid = pages({name: hint.content for name, hint in cases.items()}, soffice, pdftotext, tmp_path)
    assert {name: len(of) for name, of in laid.items()} == {"0-6": 1, "0-7": 2, "2-9": 1, "2-10": 2}
    for name, (first, *rest) in laid.items():
        assert "妥否，请示。" in first and "2026年11月23日" in first
        assert ("（见附件）" in first) is bool(rest)
        assert len(_numbers(cases[name])) == int(name[2:])


def _numbers(hint: Artifact) -> list[str]:
    lines = [line.split(" | ") for line in looking.plain(hint.content).splitlines()]
    return [cells[1] for cells in lines if len(cells) == 6 and cells[0].isdigit()]
