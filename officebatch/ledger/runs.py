"""Runs, numbers, notices, rulings and words: written once a run counts, read as before a day."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from officebatch.ledger.store import as_json, opened
from officebatch.model.approval import Judgement, Number, PaperKey, Verdict
from officebatch.model.changes import ToldFinding
from officebatch.model.docket import Past, PastRun
from officebatch.model.notice import MatterId, Notice, Told
from officebatch.model.origin import Origin
from officebatch.model.returned import Written
from officebatch.model.ruling import Decision, Ruling

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from officebatch.model.trend import Figures


BULLETIN = "工作通报"  # the paper whose item is the month it reports on


@dataclass(frozen=True)
class RunLine:
    """One run as the ledger has it. counts: name → number. issued: the day it was signed for, None for drafts."""

    as_of: date
    digest: str
    counts: Mapping[str, int]
    issued: date | None


@dataclass(frozen=True)
class Approval:
    """What an approval writes down: the day it was signed for, every paper with the head's word on it, its numbers
    (void ones too), what it told whom, what was ruled, and the words of the lists by the mark of their line."""

    issued: date
    papers: Mapping[PaperKey, Judgement]
    numbers: Sequence[Number]
    notices: Sequence[Notice]
    rulings: Sequence[Ruling]
    words: Mapping[str, Written]


def record(  # noqa: PLR0917  a run and what is known of it
    path: Path,
    run: PastRun,
    digest: str,
    counts: Mapping[str, int],
    approval: Approval | None = None,
    figures: Figures | None = None,
) -> None:
    """Write a run down, signed or not; the same day again replaces its line. Numbers once given stay. figures: of its
    departments, registers and papers, for trends."""
    day = run.as_of.isoformat()
    told = [[*identity, *_told_words(known)] for identity, known in sorted(run.told.items())]
    state = as_json({"open_matters": sorted(run.open_matters), "findings": sorted(run.findings), "told": told})
    issued = approval.issued.isoformat() if approval is not None else None
    with opened(path) as ledger:
        line = (day, digest, as_json(counts), state, issued)
        ledger.execute("INSERT OR REPLACE INTO runs VALUES (?, ?, ?, ?, ?)", line)
        ledger.execute("DELETE FROM figures WHERE as_of = ?", (day,))
        ledger.executemany(
            "INSERT INTO figures VALUES (?, ?, ?, ?, ?)",
            [(day, part.value, name, f, n) for (part, name), of in (figures or {}).items() for f, n in of.items()],
        )
        if approval is None:
            return
        gone = _withdrawn(ledger, day, approval.notices)
        for table in ("notices", "rulings", "papers", "words"):
            ledger.execute(f"DELETE FROM {table} WHERE as_of = ?", (day,))
        ledger.executemany(
            "INSERT INTO notices VALUES (?, ?, ?)", [(day, n, _notice_text(x)) for n, x in enumerate(approval.notices)]
        )
        ledger.executemany("INSERT INTO notices VALUES (?, ?, ?)", [(day, -n, x) for n, x in enumerate(gone, 1)])
        ledger.executemany(
            "INSERT INTO rulings VALUES (?, ?, ?)", [(day, n, _ruling_text(x)) for n, x in enumerate(approval.rulings)]
        )
        words = [(day, mark, held.word, held.why, held.at) for mark, held in approval.words.items()]
        ledger.executemany("INSERT INTO words VALUES (?, ?, ?, ?, ?)", words)
        ledger.executemany(
            "INSERT INTO papers VALUES (?, ?, ?, ?, ?, ?)",
            [(day, *key, word.verdict.value, word.reason) for key, word in approval.papers.items()],
        )
        ledger.executemany(
            "INSERT OR REPLACE INTO numbers VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [(n.series, n.year, n.number, n.text, n.as_of.isoformat(), *n.key, n.void) for n in approval.numbers],
        )


def past(path: Path, as_of: date) -> Past:
    """What is known as before `as_of`; the notices without their answers, which stand in the notice book."""
    if not path.exists():
        return Past()
    day = as_of.isoformat()
    signed = "FROM {table} JOIN runs USING (as_of) WHERE as_of < ? AND issued IS NOT NULL ORDER BY as_of, {by}"
    with opened(path) as ledger:
        run = ledger.execute(
            "SELECT as_of, state FROM runs WHERE as_of < ? ORDER BY issued IS NULL, as_of DESC LIMIT 1", (day,)
        ).fetchone()
        told = f"SELECT content, place {signed.format(table='notices', by='place')}"
        notices = ledger.execute(told, (day,)).fetchall()
        rulings = ledger.execute(f"SELECT content {signed.format(table='rulings', by='place')}", (day,)).fetchall()
        papers = ledger.execute(
            f"SELECT as_of, kind, audience, item, verdict, reason {signed.format(table='papers', by='kind')}", (day,)
        ).fetchall()
    if run is None:
        return Past()
    state = json.loads(run[1])
    last = PastRun(
        as_of=date.fromisoformat(run[0]),
        open_matters=frozenset((register, key) for register, key in state["open_matters"]),
        findings=frozenset((code, register, key, name) for code, register, key, name in state["findings"]),
        told={tuple(words[:4]): _told_finding(*words[4:]) for words in state.get("told", ())},
    )
    words = {
        PaperKey(*key): Judgement(Verdict(verdict), reason)
        for at, *key, verdict, reason in papers
        if at == run[0] and verdict != Verdict.SEND
    }
    months = {item for _, kind, _, item, verdict, _ in papers if kind == BULLETIN and verdict == Verdict.SEND}
    return Past(
        last=last,
        notices=tuple(_notice(json.loads(text)) for text, place in notices if place >= 0),
        rulings=tuple(_ruling(json.loads(text)) for (text,) in rulings),
        kept_back=words,
        months=frozenset(date.fromisoformat(f"{month}-01") for month in months),
        sent={(kind, to): date.fromisoformat(at) for at, kind, to, _, verdict, _ in papers if verdict == Verdict.SEND},
    )


def words(path: Path, as_of: date) -> dict[str, Written]:
    """By mark, the words in the lists of the run of a day as it was last signed."""
    if not path.exists():
        return {}
    with opened(path) as ledger:
        lines = ledger.execute("SELECT mark, word, why, place FROM words WHERE as_of = ?", (as_of.isoformat(),))
        return {mark: Written(*held) for mark, *held in lines}


def digest(path: Path, day: str) -> str | None:
    """The manifest digest of the run of a day (ISO), None where the ledger has none."""
    with opened(path) as ledger:
        line = ledger.execute("SELECT digest FROM runs WHERE as_of = ?", (day,)).fetchone()
    return None if line is None else str(line[0])


def runs(path: Path) -> tuple[RunLine, ...]:
    """All runs, the latest first."""
    if not path.exists():
        return ()
    with opened(path) as ledger:
        lines = ledger.execute("SELECT as_of, digest, counts, issued FROM runs ORDER BY as_of DESC").fetchall()
    return tuple(
        RunLine(date.fromisoformat(day), d, json.loads(counts), date.fromisoformat(issued) if issued else None)
        for day, d, counts, issued in lines
    )


def notices(path: Path) -> tuple[Notice, ...]:
    """Everything told by approved runs, oldest first: what the notice book must hold."""
    return past(path, date.max).notices


def withdrawn(path: Path) -> tuple[tuple[Notice, bool], ...]:
    """What was told once and holds no more, each with whether its run is signed (again) or only drafted again."""
    if not path.exists():
        return ()
    with opened(path) as ledger:
        lines = ledger.execute(
            "SELECT content, issued IS NOT NULL FROM notices JOIN runs USING (as_of) "
            "WHERE place < 0 OR issued IS NULL ORDER BY as_of, place"
        ).fetchall()
    return tuple((_notice(json.loads(text)), bool(signed)) for text, signed in lines)


def numbers(path: Path) -> tuple[Number, ...]:
    """Every number ever given, void ones too, by series, year and number."""
    if not path.exists():
        return ()
    with opened(path) as ledger:
        lines = ledger.execute("SELECT * FROM numbers ORDER BY series, year, number").fetchall()
    return tuple(
        Number(series, year, number, text, date.fromisoformat(as_of), PaperKey(kind, audience, item), void)
        for series, year, number, text, as_of, kind, audience, item, void in lines
    )


def _withdrawn(ledger: sqlite3.Connection, day: str, now: Iterable[Notice]) -> list[str]:
    """The notices of a day, as they are written down, that are told no more."""
    before = ledger.execute("SELECT content FROM notices WHERE as_of = ? ORDER BY place", (day,)).fetchall()
    told = {notice.line for notice in now}
    return [text for (text,) in before if _notice(json.loads(text)).line not in told]


def _told_words(told: ToldFinding) -> list[object]:
    at = told.at
    return [told.title, told.department, at.workbook, at.sheet, at.row, at.column]


def _told_finding(title: str, department: str, *place: Any) -> ToldFinding:
    return ToldFinding(title, department, Origin(*place))


def _notice_text(notice: Notice) -> str:
    told = notice.told
    return as_json(
        {
            "as_of": notice.as_of.isoformat(),
            "issued": notice.issued.isoformat(),
            "kind": notice.kind,
            "audience": notice.audience,
            "number": notice.number,
            "delivery": notice.delivery,
            "matter": list(told.matter),
            "level": told.level,
            "due": told.due.isoformat(),
            "named": told.number,
            "title": told.title,
            "stage": told.stage,
            "answer_by": told.answer_by.isoformat() if told.answer_by else None,
            "before": told.before,
        }
    )


def _notice(held: Mapping[str, object]) -> Notice:
    def text(name: str) -> str:
        return str(held[name])

    def day(name: str) -> date:
        return date.fromisoformat(text(name))

    matter, level, before = held["matter"], held["level"], held["before"]
    if not isinstance(matter, list) or not isinstance(level, int):
        raise TypeError("a notice of the ledger holds a matter and a level")
    told = Told(
        matter=MatterId(*map(str, matter)),
        level=level,
        due=day("due"),
        number=text("named"),
        title=text("title"),
        stage=text("stage"),
        answer_by=day("answer_by") if held["answer_by"] else None,
        before=before if isinstance(before, int) else None,
    )
    return Notice(day("as_of"), day("issued"), text("kind"), text("audience"), text("number"), text("delivery"), told)


_RULING_WORDS = ("register", "record", "what", "field", "department", "reason", "by", "at")


def _ruling_text(ruling: Ruling) -> str:
    words = {name: getattr(ruling, name) for name in _RULING_WORDS}
    on = ruling.on.isoformat() if ruling.on else None
    plain = {"decision": ruling.decision.value, "day": ruling.day.isoformat(), "on": on, "exact": ruling.exact}
    return as_json(words | plain)


def _ruling(held: Mapping[str, Any]) -> Ruling:
    words = {name: held[name] for name in _RULING_WORDS}
    on = date.fromisoformat(held["on"]) if held["on"] else None
    exact = bool(held.get("exact"))
    return Ruling(**words, decision=Decision(held["decision"]), day=date.fromisoformat(held["day"]), on=on, exact=exact)
