"""The table of all findings, as 问题清单 tells them; of a classified row nothing but its place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from officebatch.model.register import shown_key
from officebatch.model.vocabulary import MENDS_TITLES, SEVERITY_TITLES, Mends, Severity
from officebatch.outputs.faults import DEPARTMENTS, answerable
from officebatch.outputs.overview.columns import coded, messages, numbers
from officebatch.outputs.words import basis
from officebatch.wording import say

if TYPE_CHECKING:
    from collections.abc import Callable

    from officebatch.model.finding import Finding
    from officebatch.outputs.desk import Desk
    from officebatch.outputs.overview.columns import Json
    from officebatch.outputs.overview.links import Links


def gravity(severity: Severity) -> str:
    """A gravity in the reader's words."""
    return say(SEVERITY_TITLES[severity])


def mender(desk: Desk, links: Links) -> Callable[[Finding], str]:
    """Tells who by name has to put a finding right; the usual word where nobody is known."""
    department = answerable(desk)

    def who(finding: Finding) -> str:
        if finding.mends is Mends.KEEPER:
            named = links.keepers.get(finding.register) or desk.rules.settings.office_department
        else:
            named = department(finding) if finding.mends in DEPARTMENTS else ""
        return named or say(MENDS_TITLES[finding.mends])

    return who


def findings_table(desk: Desk, links: Links) -> dict[str, Json]:
    """Columns by id, a row each finding in the docket's order."""
    of = desk.docket.findings
    shown = [None if f.mends is Mends.SECRECY else f for f in of]
    custom, who, records = say("rule of the office"), mender(desk, links), desk.records
    bases = {text: basis(text, custom) for text in {f.basis for f in of}}
    titles = {text: say(text) for text in {f.title for f in of}}
    return {
        "n": len(of),
        "gravity": coded((gravity(f.severity) for f in of), map(gravity, Severity)),
        "title": coded(titles[f.title] for f in of),
        "text": messages(shown),
        "code": coded(f.code for f in of),
        "register": coded(f.register for f in of),
        "record": coded("" if f is None else shown_key(f.record) for f in shown),
        "matter": coded("" if f is None else records.title(f.origin) for f in shown),
        "department": coded("" if f is None else f.department for f in shown),
        "person": coded("" if f is None else f.person for f in shown),
        "who": coded(map(who, of)),
        "mends": coded(say(MENDS_TITLES[f.mends]) for f in of),
        "basis": coded(bases[f.basis] for f in of),
        "compared": coded("" if f is None else desk.compared(f) for f in shown),
        "remark": coded(say("inner: stays in the office") if records.inner(f.origin) else "" for f in of),
        "field": coded("" if f is None else f.field for f in shown),
        "file": coded(f.origin.workbook for f in of),
        "sheet": coded(f.origin.sheet for f in of),
        "row": numbers(f.origin.row for f in of),
        "letter": coded(f.origin.column for f in of),
        "paper": coded(map(links.of_finding, of)),
        "marked": coded("" if f.mends is Mends.SECRECY else links.marked(f.origin.workbook) for f in of),
    }
