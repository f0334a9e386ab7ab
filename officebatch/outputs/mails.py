"""What the mails say: subject, plain text and HTML from templates, and the table of who gets what.

A template is two text files in the folder 邮件 beside the Word templates: `<name>.txt`, whose first line is the
subject behind `主题：`, and `<name>.html`. It is looked for in the department's folder, the workspace's, the shipped
one; where somebody made a text of his own without HTML, the HTML is that text. An office's own run in a child process
within limits, in the sandbox all of them.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from dataclasses import dataclass
from functools import cache
from html import escape, unescape
from typing import TYPE_CHECKING

from officebatch.confined import confine
from officebatch.outputs.apart import language
from officebatch.outputs.naming import folder_name
from officebatch.outputs.refusal import Refused
from officebatch.outputs.sheet import Column, Row, Sheet, numbered, workbook
from officebatch.outputs.words import day, long_day, short_day, weekday_day
from officebatch.wording import marked, say, use

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from datetime import date
    from pathlib import Path

    from officebatch.outputs.press import Plain
    from officebatch.outputs.sheet import Cell

FOLDER, SUBJECT = "邮件", "主题："
MEMORY, SECONDS = 1 << 30, 10  # bytes and seconds of CPU for all mails of one template of an office's own
PATIENCE = 60  # seconds more on the clock: a scanner looks into every file of a slow machine
LARGEST = 256 * 1024  # bytes of a template
LONGEST = 200  # characters of a subject
OUTWARD = re.compile(r"<\s*(script|iframe|object|embed|form|link|base)\b|\bsrc\s*=|@import|url\s*\(", re.IGNORECASE)
TITLE = marked("Who gets what")
COLUMNS = (
    Column(marked("No."), 6, middle=True),
    Column(marked("Goes to"), 18),
    Column(marked("Department"), 16),
    Column(marked("Mail address"), 28),
    Column(marked("Way"), 14, middle=True),
    Column(marked("Why"), 34),
    Column(marked("Subject"), 40),
    Column(marked("Papers"), 60),
    Column(marked("Size"), 10, middle=True),
    Column(marked("Mail file"), 26),
)


@dataclass(frozen=True, slots=True)
class Request:
    """A mail to be written: its template by name, the department that may have one of its own ("": none)."""

    template: str
    department: str
    context: Mapping[str, Plain]


@dataclass(frozen=True, slots=True)
class Words:
    """What a mail says. subject: one line."""

    subject: str
    text: str
    html: str


@dataclass(frozen=True, slots=True)
class Unwritten:
    """A mail whose template cannot be used, and why."""

    because: str


@dataclass(frozen=True, slots=True)
class _Source:
    """A template as it stands. html: None where the text does for both."""

    name: str
    text: str
    html: str | None


def write_mails(requests: Sequence[Request], folders: Sequence[Path]) -> list[Words | Unwritten]:
    """The words of each mail, in order. folders: of templates in look-up order, the shipped one last."""
    written: list[Words | Unwritten] = [Unwritten("")] * len(requests)
    by_template: dict[Path | None, list[int]] = {}
    for n, request in enumerate(requests):
        by_template.setdefault(_find(request, folders), []).append(n)
    for path, places in by_template.items():
        contexts = [requests[n].context for n in places]
        for n, words in zip(places, _written(path, requests[places[0]].template, contexts, folders), strict=True):
            written[n] = words
    return written


def days_said(of: date) -> dict[str, str]:
    """The day a run speaks of, as mails write it."""
    return {"统计截止日": long_day(of), "截止日": short_day(of, of.year)}


def issued_said(of: date) -> str:
    """The day the papers bear."""
    return day(of)


def asked_by(of: date | None) -> str:
    """The day an answer is asked by, "" for none."""
    return weekday_day(of) if of is not None else ""


def overview(as_of: date, rows: Iterable[Sequence[Cell]]) -> bytes:
    """The table of who gets what by which way, a workbook; a cell for each of `COLUMNS` but the first."""
    title = say(TITLE)
    above = (title, say("As of {as_of}", as_of=long_day(as_of)))
    return workbook(title, [Sheet(title, above, COLUMNS, numbered(Row(tuple(cells)) for cells in rows))])


def _find(request: Request, folders: Sequence[Path]) -> Path | None:
    name = f"{folder_name(request.template)}.txt"
    for folder in folders:
        owners = [folder / folder_name(request.department)] if request.department else []
        for path in (owner / FOLDER / name for owner in (*owners, folder)):
            if path.is_file():
                return path
    return None


def _written(
    path: Path | None, name: str, contexts: Sequence[Mapping[str, Plain]], folders: Sequence[Path]
) -> list[Words | Unwritten]:
    try:
        source = _read(path, name)
        if path is not None and path.parent.parent == folders[-1]:
            return [_write(source, context) for context in contexts]
        return _write_apart(source, contexts)
    except Refused as refusal:
        return [_unwritten(refusal)] * len(contexts)


def _unwritten(refusal: Refused) -> Unwritten:
    return Unwritten(say(refusal.because, **dict(refusal.values)))


def _read(path: Path | None, name: str) -> _Source:
    """Raises Refused where it is missing, no text, too large, or reaches out of the mail."""
    if path is None:
        raise Refused(
            marked("there is no mail template {template}.txt; put it into the folder templates/邮件, or mend its name "
                   "in sheet 输出 of the rule book"), template=name,
        )  # fmt: skip
    beside = path.with_suffix(".html")
    try:
        text, html = (_text(of) if of.is_file() else None for of in (path, beside))
    except (OSError, UnicodeDecodeError):
        raise _refusal(path.name, say("it is no text in UTF-8 of at most {n} kB", n=LARGEST // 1024)) from None
    if html is not None and (found := OUTWARD.search(html)):
        raise _refusal(beside.name, say("“{text}” reaches out of the mail", text=found[0]))
    if not (text or "").startswith(SUBJECT):
        raise _refusal(path.name, say("its first line does not begin with {word}", word=SUBJECT))
    return _Source(path.name, text or "", html)


def _text(path: Path) -> str:
    content = path.read_bytes()
    if len(content) > LARGEST:
        raise OSError(path)
    return content.decode("utf-8-sig").replace("\r\n", "\n")


def _write(source: _Source, context: Mapping[str, Plain]) -> Words | Unwritten:
    try:
        first, _, rest = source.text.removeprefix(SUBJECT).partition("\n")
        subject = " ".join(_rendered(first, context).split())
        text = re.sub(r"\n{3,}", "\n\n", _rendered(f"\n{rest}", context)).strip() + "\n"
        html = _template(source.html).render(**context) if source.html is not None else _as_html(text)
    except Refused as refusal:
        return _unwritten(refusal)
    except Exception as fault:  # whatever a template does, it holds only its own mails
        line = getattr(fault, "lineno", None)
        reason = str(fault) or type(fault).__name__
        where = say("line {line}: {reason}", line=line, reason=reason) if line else reason
        return _unwritten(_refusal(source.name, where))
    if not subject:
        return _unwritten(_refusal(source.name, say("it leaves the subject empty")))
    return Words(subject if len(subject) <= LONGEST else f"{subject[: LONGEST - 1]}…", text, html)


def _rendered(source: str, context: Mapping[str, Plain]) -> str:
    """Plain text: what the environment escaped for HTML is itself again."""
    return unescape(_template(source).render(**context))


@cache
def _template(source: str) -> _Renderer:
    from officebatch.outputs.environment import Environment

    environment = Environment()
    environment.trim_blocks = environment.lstrip_blocks = True
    return _Renderer(environment.from_string(source).render)


@dataclass(frozen=True)
class _Renderer:
    render: Callable[..., str]


def _as_html(text: str) -> str:
    return f"<!DOCTYPE html>\n<html><body><p>{escape(text).replace(chr(10), '<br>' + chr(10))}</p></body></html>\n"


def _refusal(name: str, reason: str) -> Refused:
    return Refused(
        marked("the mail template {template} cannot be used: {reason}; mend it, or delete the office's own so that the "
               "shipped one is used"), template=name, reason=reason,
    )  # fmt: skip


def _write_apart(source: _Source, contexts: Sequence[Mapping[str, Plain]]) -> list[Words | Unwritten]:
    """`_write` in a child within limits. Raises Refused where it took long or much."""
    told = json.dumps([source.name, source.text, source.html, contexts])
    command = [sys.executable, "-m", "officebatch.outputs.mails", str(SECONDS)]
    around = os.environ | {"LANGUAGE": language()}
    try:
        done = subprocess.run(
            command, input=told.encode(), env=around, capture_output=True, timeout=SECONDS + PATIENCE, check=True
        )
    except (subprocess.TimeoutExpired, subprocess.CalledProcessError):
        raise _refusal(source.name, say("it took too long or too much memory; look for loops in it")) from None
    return [Words(*of) if len(of) > 1 else Unwritten(*of) for of in json.loads(done.stdout)]


def main() -> None:
    """The child: limits first, then write what standard input tells, and answer on standard output."""
    confine(MEMORY, int(sys.argv[1]))
    use(os.environ.get("LANGUAGE", ""))
    *source, contexts = json.load(sys.stdin.buffer)
    answers = [_write(_Source(*source), context) for context in contexts]
    said = [[a.because] if isinstance(a, Unwritten) else [a.subject, a.text, a.html] for a in answers]
    sys.stdout.write(json.dumps(said))


if __name__ == "__main__":
    main()
