"""先进帮扶问责建议.xlsx: who is proposed, every condition with its figure, the facts, and material to be filled in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from officebatch.model.measure import Subject
from officebatch.model.proposal import ProposalKind
from officebatch.model.register import shown_key
from officebatch.outputs.sheet import Column, Row, Sheet, workbook
from officebatch.outputs.words import day
from officebatch.wording import marked, say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from officebatch.model.proposal import Criterion, Proposal, Proposals
    from officebatch.outputs.sheet import Cell

MOST_ITEMS = 12  # numbers of matters named in the material of an award; all stand in the sheet of facts
_TITLE = (Column(marked("Kind of proposal"), 11), Column(marked("Title proposed"), 22), Column(marked("For whom"), 16),
          Column(marked("Department"), 14))  # fmt: skip
_PROPOSED = (*_TITLE, Column(marked("Conditions and figures"), 60), Column(marked("Facts"), 7, middle=True),
             Column(marked("Places"), 7, middle=True), Column(marked("What a person must look at"), 34),
             Column(marked("Advice"), 60), Column(marked("Resting on"), 24),
             Column(marked("Decision"), 14, (marked("agreed"), marked("not agreed"), marked("put off"))),
             Column(marked("Reason"), 24))  # fmt: skip
_LOOKED = (*_TITLE, Column(marked("Condition"), 32), Column(marked("Found"), 18), Column(marked("Asked for"), 14),
           Column(marked("Holds"), 11, middle=True), Column(marked("Why not proposed"), 34))  # fmt: skip
_FACTS = (*_TITLE, Column(marked("Record"), 20), Column(marked("Matter"), 40), Column(marked("What"), 34),
          Column(marked("Notice"), 22), Column(marked("Answer"), 26), Column(marked("Where it stands"), 34),
)  # fmt: skip
_MATERIAL = (*_TITLE, Column(marked("What was done (with numbers of matters)"), 50),
             Column(marked("How it was done (to be filled in)"), 50),
             Column(marked("What others can learn (to be filled in)"), 50))  # fmt: skip
_MET = {True: marked("holds"), False: marked("does not hold"), None: marked("a person must look")}


def proposal_book(proposals: Proposals, registers: str) -> bytes:
    """The workbook. registers: where the registers lie as seen from its folder, for links."""
    title = say("Proposals of {period}: awards, help, accountability", period=proposals.period.name)
    above = (
        title,
        say("As of {day}. Proposals only: who is entitled decides. For the leading group; not to be passed on.",
            day=day(proposals.as_of)),
    )  # fmt: skip
    left = tuple(say("Not looked at: {title}, {because}", title=t, because=why.text()) for t, why in proposals.left_out)
    looked = [(one, criterion) for one in proposals.looked_at for criterion in one.criteria]
    facts = [Row(cells) for one in proposals.proposed for cells in _facts(one)]
    return workbook(title, (
        Sheet(say("Proposals"), above, _PROPOSED, [Row(_proposed(one)) for one in proposals.proposed], below=left),
        Sheet(say("Conditions looked at"), above, _LOOKED, [Row(_looked(*pair)) for pair in looked], below=left),
        Sheet(say("Facts"), above, _FACTS, facts, registers=registers),
        Sheet(say("Material of awards"), (*above, say("Up to 300 characters each. It is published before it is told.")),
              _MATERIAL, [Row(_material(one)) for one in proposals.proposed if one.kind is ProposalKind.AWARD]),
    ))  # fmt: skip


_SIGNS = {"≥": marked("at least {n}"), "<": marked("less than {n}"), "+": marked("{n} more")}


def told(criterion: Criterion) -> str:
    """A condition with what was found and where it begins: 督办应办件数6（标准：不少于5）."""
    if not criterion.limit:
        return say("{what} {value}", what=say(criterion.text), value=criterion.value)
    sign, _, n = criterion.limit.partition(" ")
    limit = say(_SIGNS[sign], n=n) if sign in _SIGNS else criterion.limit
    return say("{what} {value} (condition: {limit})", what=say(criterion.text), value=criterion.value, limit=limit)


def unknown(one: Proposal) -> str:
    """The conditions that the data do not tell."""
    return say("; ").join(say(c.text) for c in one.criteria if c.met is None)


def _head(one: Proposal) -> tuple[str, str, str, str]:
    department = one.department if one.subject_kind is Subject.PERSON else ""
    return one.kind.value, one.title, one.subject, department


def _proposed(one: Proposal) -> tuple[Cell, ...]:
    figures = "\n".join(map(told, one.criteria))
    advice = "\n".join(said.text() for said in one.advice)
    return (*_head(one), figures, len(one.evidence), one.places, unknown(one), advice, one.basis, "", "")


def _looked(one: Proposal, criterion: Criterion) -> tuple[Cell, ...]:
    why = "" if one.proposed else say("; ").join(said.text() for said in one.because)
    return (*_head(one), say(criterion.text), criterion.value, criterion.limit, say(_MET[criterion.met]), why)


def _facts(one: Proposal) -> Iterator[tuple[Cell, ...]]:
    for fact in one.evidence:
        title = fact.title if fact.record else say(fact.title)
        yield (*_head(one), shown_key(fact.record), title, fact.said.text(), fact.notice, fact.answer, fact.origin)


def _material(one: Proposal) -> tuple[Cell, ...]:
    numbers = [shown_key(fact.record) for fact in one.evidence if fact.record]
    items = "、".join(numbers[:MOST_ITEMS])
    more = say(" and {n} more", n=len(numbers) - MOST_ITEMS) if len(numbers) > MOST_ITEMS else ""
    done = say("; ").join(told(criterion) for criterion in one.criteria if criterion.met)
    return (*_head(one), say("{figures}. Matters: {items}{more}", figures=done, items=items or "—", more=more), "", "")
