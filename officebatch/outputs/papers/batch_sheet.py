"""批次审签单: every paper that leaves the office on one sheet, for the head's signature; what is held or dropped, which
numbers are void, what was ruled and what is exempted stand on it too."""

from __future__ import annotations

from typing import TYPE_CHECKING

from officebatch.model.approval import Verdict
from officebatch.model.form import BATCH_SHEET, PAPER, mark
from officebatch.model.paper import AudienceKind
from officebatch.model.register import shown_key
from officebatch.model.ruling import Decision, by_record
from officebatch.outputs.exempted import exempted
from officebatch.outputs.registry import Draft, paper
from officebatch.outputs.sheet import Column, Row, Sheet, numbered, workbook
from officebatch.outputs.words import long_day
from officebatch.wording import count, marked, say

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from officebatch.model.notice import Told
    from officebatch.model.ruling import Ruling
    from officebatch.outputs.desk import Desk
    from officebatch.outputs.registry import Prepared
    from officebatch.rulebook.sheets import OutputRule

_WORD, _WHY, _MARK = (BATCH_SHEET.blanks[name] for name in ("处理", "理由", "标识"))
_ALL_OF = {AudienceKind.LEADERS: marked("leaders"), AudienceKind.ALL: marked("all departments")}
VERDICTS = {Verdict(value): said for value, (said, *_) in (_WORD.choices or {}).items()}
COLUMNS = (
    Column(marked("No."), 5, middle=True),
    Column(marked("Paper"), 18),
    Column(marked("Notice number"), 20, middle=True),
    Column(marked("Addressed to"), 14, middle=True),
    Column(marked("About what"), 22, middle=True),
    Column(marked("Matters"), 8, middle=True),
    Column(marked("Longest overdue"), 10, middle=True),
    Column(marked("Against the last notice"), 20),
    Column(_WORD.head, 8, tuple(VERDICTS.values()), middle=True),
    Column(_WHY.head, 24),
    Column(_MARK.head, 8, hidden=True),
)
VOID_COLUMNS = (
    Column(marked("No."), 5, middle=True),
    Column(marked("Notice number"), 22, middle=True),
    Column(marked("Paper"), 18),
    Column(marked("Addressed to"), 22),
    Column(marked("Reason for it"), 50),
)
RULING_COLUMNS = (
    Column(marked("No."), 5, middle=True),
    Column(marked("Register"), 16),
    Column(marked("Record number"), 20),
    Column(marked("About what"), 14, middle=True),
    Column(marked("Decision"), 16, middle=True),
    Column(marked("On which day"), 12, middle=True),
    Column(marked("Department instead"), 14, middle=True),
    Column(marked("Explanation"), 34),
    Column(marked("Decided on"), 12, middle=True),
    Column(marked("Where it was written"), 34),
)
OF_DEADLINES = (Decision.DONE, Decision.EXTENDED, Decision.HOLDER, Decision.DROPPED, Decision.WRONG)


@paper("批次审签单", marked("Batch sheet: the week's papers for signature"), last=1)
def batch_sheet(desk: Desk, rule: OutputRule) -> Iterator[Draft]:
    """One for the office, when anything leaves it."""
    leaving = [p for p in desk.prepared if p.draft.audience_kind is not AudienceKind.OFFICE]
    if leaving:
        yield Draft(AudienceKind.OFFICE, "", len(leaving), lambda _: _book(desk, rule, leaving))


def _book(desk: Desk, rule: OutputRule, leaving: list[Prepared]) -> bytes:
    title, days, settings = say(BATCH_SHEET.name), desk.docket.days, desk.rules.settings
    line = say(
        "As of {as_of}    issued on {issue}    {n} papers", as_of=long_day(days.as_of), issue=long_day(days.issue),
        n=len(leaving),
    )
    signatures = say(
        "Drafted by: {made_by}    date:                Reviewed by:                date:                "
        "Signed by:                date:",
        made_by=settings.prepared_by,
    )
    above, rows = (title, line, *_undecided(desk)), numbered(_row(desk, p) for p in leaving)
    sheets = [
        Sheet(title, above, COLUMNS, rows, below=("", signatures)),
        *_void(desk),
        *_rulings(desk),
        *exempted(desk),
    ]
    return workbook(rule.name, sheets)


def _undecided(desk: Desk) -> Iterator[str]:
    """What whoever signs has to know of the rule book the papers were made by."""
    if n := desk.rules.undecided:
        yield count("Note: {n} question of the rule book (sheet _待定) is undecided; limits and names in these papers "
                    "may not be the office's.",
                    "Note: {n} questions of the rule book (sheet _待定) are undecided; limits and names in these "
                    "papers may not be the office's.", n)


def _row(desk: Desk, prepared: Prepared) -> Row:
    draft, key = prepared.draft, prepared.key
    if desk.signing is None:
        word, why = desk.word_on(PAPER, *key)
        number = say("(to be numbered when signed)") if draft.series else ""
    else:
        judgement = prepared.judgement
        word, why, number = judgement.verdict.value, judgement.reason, prepared.number
    said = say(VERDICTS[Verdict(word)]) if word else ""
    cells = (
        prepared.name,
        number,
        draft.audience or say(_ALL_OF.get(draft.audience_kind, "")),
        draft.item,
        draft.matters or None,
        draft.longest or None,
        say("; ").join(filter(None, (_compared(draft.told), _kept_back(desk, prepared)))),
        said,
        why,
        mark(PAPER, *key),
    )
    return Row(cells)


def _compared(told: tuple[Told, ...]) -> str:
    """How many matters are new, raised, or repeated, against the last notice of each."""
    new = sum(t.before is None for t in told)
    raised = sum(t.before is not None and t.level > t.before for t in told)
    parts = (
        (new, say("{n} new", n=new)),
        (raised, say("{n} raised", n=raised)),
        (len(told) - new - raised, say("{n} repeated", n=len(told) - new - raised)),
    )
    return say(", ").join(text for n, text in parts if n)


def _kept_back(desk: Desk, prepared: Prepared) -> str:
    """What was done with the same paper last time, when it did not go out."""
    before = desk.docket.past.kept_back.get(prepared.key)
    if before is None:
        return ""
    return say("last time “{word}”: {reason}", word=say(VERDICTS[before.verdict]), reason=before.reason)


def _void(desk: Desk) -> Iterator[Sheet]:
    void = desk.signing.void() if desk.signing is not None else ()
    if void:
        title = say("Void numbers of this run")
        rows = numbered(Row((n.text, n.key.kind, n.key.audience, n.void)) for n in void)
        yield Sheet(title, (title,), VOID_COLUMNS, rows)


def _rulings(desk: Desk) -> Iterator[Sheet]:
    ruled = _in_force(desk.docket.rulings)
    if ruled:
        title = say("Rulings in force")
        rows = (
            (r.register, shown_key(r.record), r.what, r.decision.value, r.on, r.department, r.reason, r.day, r.at)
            for r in ruled
        )
        yield Sheet(title, (title,), RULING_COLUMNS, numbered(Row(cells) for cells in rows))


def _in_force(rulings: Iterable[Ruling]) -> list[Ruling]:
    """Those no later one on the same line takes the place of, the oldest first."""
    holding = (
        ruling
        for of in by_record(rulings).values()
        for n, ruling in enumerate(of, 1)
        if ruling.decision in OF_DEADLINES
        and not any(later.of(ruling.record) and later.about(ruling.what, ruling.field) for later in of[n:])
    )
    return sorted(holding, key=lambda ruling: ruling.day)
