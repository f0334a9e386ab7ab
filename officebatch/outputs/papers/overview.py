"""总览: what the week looks like, on one page for the office's own eyes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from officebatch.model.paper import AudienceKind
from officebatch.outputs.overview import sections
from officebatch.outputs.overview.document import document
from officebatch.outputs.overview.findings import findings_table, mender
from officebatch.outputs.overview.links import Links
from officebatch.outputs.overview.open_matters import matters_table, open_matters
from officebatch.outputs.overview.words import words
from officebatch.outputs.registry import OVERVIEW, Draft, paper
from officebatch.outputs.words import long_day
from officebatch.wording import marked, say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from officebatch.outputs.desk import Desk
    from officebatch.outputs.overview.columns import Json
    from officebatch.rulebook.sheets import OutputRule

TITLE = marked("Overview of the week")


@paper(OVERVIEW, marked("Overview of the run on one page, for a browser"), last=2)
def overview(desk: Desk, rule: OutputRule) -> Iterator[Draft]:
    """One for the office, when everything else is made."""
    yield Draft(AudienceKind.OFFICE, "", 0, lambda _: _page(desk, rule))


def _page(desk: Desk, rule: OutputRule) -> bytes:
    data = _data(desk, Links(desk, rule))
    title = f"{say(TITLE)} {desk.docket.as_of.isoformat()}"
    language = {"zh_CN": "zh-CN"}.get(desk.rules.settings.language, desk.rules.settings.language)
    without = say("This page needs a browser that runs scripts; the same is told by the lists in this folder.")
    return document(data, title=title, language=language, without_script=without)


def _data(desk: Desk, links: Links) -> dict[str, Json]:
    of, docket = open_matters(desk), desk.docket
    return {
        "words": words(),
        "head": _head(desk),
        "rules": desk.rules.file,
        "registers": links.registers,
        "newly": say("new since last time"),
        "figures": sections.figures(desk),
        "worst": sections.worst(of, docket.findings),
        "changes": sections.since_last(desk),
        "actors": sections.actors(desk, links, of, mender(desk, links)),
        "departments": sections.departments(desk, of),
        "processes": sections.processes(desk),
        "matters": matters_table(desk, links, of),
        "findings": findings_table(desk, links),
        "papers": sections.papers(desk, links),
        "reading": sections.reading(desk),
        "provisional": sections.provisional(desk),
    }


def _head(desk: Desk) -> dict[str, Json]:
    settings, draft = desk.rules.settings, desk.signing is None
    left = [s for s in (*desk.docket.skipped, *desk.skipped) if not (s.exempt or s.lacking)]
    return {
        "title": say(TITLE),
        "unit": settings.full_name,
        "day": long_day(desk.docket.as_of),
        "draft": draft,
        "stand": say("drafts for checking") if draft else say("signed"),
        "left": len(left),
        "made": desk.made_line(),
    }
