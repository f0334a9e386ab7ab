"""What the page says above and between its two long tables."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from officebatch.model.approval import Verdict
from officebatch.model.changes import Became
from officebatch.model.measure import Subject
from officebatch.model.paper import AudienceKind
from officebatch.model.vocabulary import HolderKind, Severity
from officebatch.outputs.balance import balance
from officebatch.outputs.flows import flow
from officebatch.outputs.overview.findings import gravity
from officebatch.outputs.overview.open_matters import LEADER, OVERDUE, SOON, standing
from officebatch.outputs.papers.process_report import told
from officebatch.outputs.papers.reading_report import parts
from officebatch.outputs.words import BANDS, band, day, rate
from officebatch.wording import say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from officebatch.model.finding import Finding
    from officebatch.model.paper import Artifact
    from officebatch.model.process import Process, StepFigures
    from officebatch.outputs.desk import Desk
    from officebatch.outputs.matters import Matter
    from officebatch.outputs.overview.columns import Json
    from officebatch.outputs.overview.links import Links
    from officebatch.outputs.sheet import Cell

WORST = 6
_TO = {AudienceKind.OFFICE: "办公室", AudienceKind.ALL: "各部门", AudienceKind.LEADERS: "领导"}
LINES = 300  # of one table of the reading report


def figures(desk: Desk) -> dict[str, Json]:
    """The figures of the day by name, as terminal and manifest have them."""
    tally = desk.docket.deadlines.tally()
    return {**desk.docket.figures(), "departments": tally.departments, "office": tally.office}


def worst(of: Sequence[Matter], findings: Sequence[Finding]) -> dict[str, Json]:
    """By their place in the table: the matters longest overdue, urgent ones first, and those due next; the gravest
    findings by check."""
    late = [n for n, m in enumerate(of) if standing(m) == OVERDUE][:WORST]
    soon = sorted((m.deadline.due, n) for n, m in enumerate(of) if standing(m) == SOON)[:WORST]
    checks = Counter((f.severity, f.title) for f in findings)
    first = sorted(checks, key=lambda one: (one[0].rank, -checks[one]))[:WORST]
    return {
        "matters": late,
        "next": [n for _, n in soon],
        "checks": [
            {"gravity": gravity(severity), "rank": severity.rank, "title": say(title), "n": checks[severity, title]}
            for severity, title in first
        ],
    }


def since_last(desk: Desk) -> Json:
    """What changed since the last run; None before the second."""
    changes, last = desk.docket.changes, desk.docket.past.last
    if changes is None or last is None:
        return None
    went = Counter(one.became for one in changes.resolved)
    new = Counter((f.severity, f.title) for f in changes.new)
    gone = Counter(say(one.told.title) for one in changes.resolved if one.told is not None)
    first = sorted(new, key=lambda one: (one[0].rank, -new[one]))[:WORST]
    tasks = balance(desk.docket, desk.since)
    urged = Counter(urging.previous is None for urging in desk.docket.urgings)
    return {
        "day": day(last.as_of),
        "new": len(changes.new),
        "still": len(changes.still),
        "mended": went[Became.MENDED],
        "left": went[Became.LEFT],
        "unseen": changes.unseen,
        "news": [{"rank": severity.rank, "title": say(title), "n": new[severity, title]} for severity, title in first],
        "gone": [{"title": title, "n": n} for title, n in gone.most_common(WORST)],
        "tasks": [tasks.carried, tasks.new, tasks.done, tasks.dropped, tasks.open] if tasks.holds else None,
        "first": urged[True],
        "again": urged[False],
    }


def actors(
    desk: Desk, links: Links, of: Sequence[Matter], who: Callable[[Finding], str]
) -> list[Json]:
    """Who must act: departments in 建制序 with the office among them, then leaders, then whoever else is named."""
    held = Counter((m.holder, m.deadline.holder_kind is HolderKind.LEADER, standing(m)) for m in of)
    longest: dict[str, int] = {}
    for m in of:
        if standing(m) == OVERDUE:
            longest[m.holder] = max(longest.get(m.holder, 0), m.deadline.days_late)
    asked = Counter(who(f) for f in desk.docket.findings if f.severity is not Severity.HINT)
    leaders = dict.fromkeys(m.holder for m in of if standing(m) == LEADER)
    others = [name for name in dict.fromkeys((*longest, *asked)) if name not in desk.departments and name]
    own = desk.rules.settings.office_department
    found: list[Json] = []
    for name in (*desk.departments, *leaders, *others):
        leader = name in leaders
        kind = "department" if name in desk.departments else "leader" if leader else "other"
        kind = "office" if name == own else kind
        line: dict[str, Json] = {
            "name": name,
            "kind": kind,
            "overdue": 0 if leader else held[name, False, OVERDUE],
            "soon": 0 if leader else held[name, False, SOON],
            "waiting": held[name, True, LEADER] if leader else 0,
            "longest": longest.get(name, 0),
            "mend": 0 if leader else asked[name],
            "papers": [[a.kind + a.item, links.artifact(a)] for a in _papers(links, kind, name)],
        }
        if line["overdue"] or line["soon"] or line["waiting"] or line["mend"] or line["papers"]:
            found.append(line)
    return found


def _papers(links: Links, kind: str, name: str) -> list[Artifact]:
    if kind == "leader":
        return links.papers(AudienceKind.LEADERS, name) + links.papers(AudienceKind.PERSON, name)
    return links.papers(AudienceKind.DEPARTMENT, name) + links.papers(AudienceKind.PERSON, name)


def departments(desk: Desk, of: Iterable[Matter]) -> dict[str, Json]:
    """The measures of departments and office in 建制序, and how long what they hold is overdue."""
    own = desk.rules.settings.office_department
    subjects = [(Subject.DEPARTMENT, name) for name in desk.departments] + [(Subject.OFFICE, own)]
    measured = [(name, desk.measures(kind, name)) for kind, name in subjects if desk.measures(kind, name)]
    titles = list(dict.fromkeys(m.title for _, measures in measured for m in measures))
    late = Counter((m.holder, band(m.deadline.days_late)) for m in of if standing(m) == OVERDUE)
    names = [name for name in desk.departments if any(late[name, n] for n in range(len(BANDS)))]
    rows: list[Json] = []
    for name, measures in measured:
        said = {m.title: rate(m) for m in measures}
        rows.append([name, *(said.get(title, "") for title in titles)])
    return {
        "heads": [say(title) for title in titles],
        "rows": rows,
        "names": names,
        "bands": [say(title) for _, title, _ in BANDS],
        "late": [[late[name, n] for name in names] for n in range(len(BANDS))],
    }


def processes(desk: Desk) -> list[Json]:
    """Each process: sentences, steps with their load, ways back."""
    study = desk.docket.processes
    return [_process(process) for process in study.processes if process.steps] if study is not None else []


def _process(process: Process) -> Json:
    chart = flow(process)
    steps: list[Json] = [
        {**_load(step), "post": node.post, "lane": node.lane, "name": node.name, "key": node.key, "must": node.must,
         "told": list(node.beside), "worst": step.name == process.bottleneck}
        for step, node in zip(process.steps, chart.nodes, strict=True)
    ]  # fmt: skip
    return {
        "name": process.name,
        "register": process.register,
        "told": "".join(told(process)).strip(),
        "alt": chart.told,
        "steps": steps,
        "returns": [[source, target, times] for source, target, times in chart.returns],
    }


def _load(step: StepFigures) -> dict[str, Json]:
    of = step.standing
    return {
        "limit": step.limits[0][1] if step.limits else "",
        "waiting": of.waiting,
        "overdue": of.overdue,
        "median": round(float(step.days.median), 1) if step.days.n else None,
        "ninth": round(float(step.days.ninth), 1) if step.days.n else None,
        "passes": step.passes,
        "late": of.late,
        "decided": of.decided,
        "returned": step.returned,
    }


def papers(desk: Desk, links: Links) -> list[Json]:
    """Every file of the run before the page, then what was held back, with the head's reason."""
    made: list[Json] = [
        {"kind": a.kind, "to": a.audience or _TO.get(a.audience_kind, ""), "item": a.item, "number": a.number,
         "n": a.matters, "path": links.artifact(a), "name": a.path.rpartition("/")[2]}
        for a in desk.artifacts
    ]  # fmt: skip
    held: list[Json] = [
        {"kind": p.kind, "to": p.draft.audience, "item": p.draft.item, "number": "", "n": p.draft.matters, "path": "",
         "name": say("kept back: {reason}", reason=p.judgement.reason or p.judgement.verdict.value)}
        for p in desk.prepared if p.judgement.verdict is not Verdict.SEND
    ]  # fmt: skip
    return made + held


def reading(desk: Desk) -> list[Json]:
    """The tables of the reading report; `more`: how many lines of one are not shown here."""
    found: list[Json] = []
    for name, columns, rows in parts(desk):
        lines = list(rows)
        found.append({
            "name": say(name),
            "heads": [say(column.head) for column in columns],
            "rows": [[_shown(cell) for cell in row.cells] for row in lines[:LINES]],
            "more": max(len(lines) - LINES, 0),
        })  # fmt: skip
    return found


def _shown(cell: Cell) -> Json:
    return "" if cell is None else str(cell)


def provisional(desk: Desk) -> dict[str, Json]:
    """From which day on the days are provisional, and how many open due dates touch them."""
    return {
        "from": day(desk.docket.days.provisional_from),
        "year": desk.docket.days.provisional_from.year,
        "n": desk.docket.deadlines.tally().provisional,
    }
