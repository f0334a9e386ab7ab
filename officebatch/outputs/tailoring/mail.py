"""The templates of mails judged: text files, tag by tag and line by line, and a trial with example values."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element

from officebatch.outputs.environment import Environment
from officebatch.outputs.mail_variables import VARIABLES
from officebatch.outputs.mails import FOLDER, LARGEST, OUTWARD, SUBJECT, Request, Unwritten, write_mails
from officebatch.outputs.naming import folder_name
from officebatch.outputs.tailoring.names import base, nearest
from officebatch.outputs.tailoring.part import PartJudge
from officebatch.outputs.tailoring.problems import Judged, Place, Problem, around
from officebatch.outputs.tailoring.wordml import Paragraph, Piece
from officebatch.outputs.variables import examples
from officebatch.wording import marked

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from officebatch.outputs.tailoring.names import Judge
    from officebatch.outputs.tailoring.tags import Tag
    from officebatch.rulebook.rules import RuleBook

KINDS = ("部门", "领导", "人员")
_TEXTS = {".txt", ".html"}
_LONG_TAG = re.compile(r"\{\{[^{}]*\}\}|\{%[^{}%]*%\}|\{#.*?#\}", re.DOTALL)
_HIDDEN = (".", "~$")


def check_mails(rules: RuleBook, own: Path, shipped: Path) -> Iterator[Judged]:
    """Every mail template of an office and every shipped one, with all that is wrong in each; and those nobody has."""
    yield from (_own(rules, own, shipped, path) for path in _files(own))
    for path in sorted((shipped / FOLDER).glob("*")):
        yield Judged(f"{FOLDER}/{path.name}", False, tuple(_problems(path, (shipped,), "")))
    have = {path.stem for folder in (own, shipped) for path in (folder / FOLDER).glob("*.txt")}
    for rule in rules.outputs:
        if rule.on and rule.mail_template and folder_name(rule.mail_template) not in have:
            said = marked("there is no such mail template, though sheet 输出 names it for {paper}")
            close = nearest(rule.mail_template, have)
            missing = Problem("missing", said, (("paper", rule.name),), nearest=close)
            yield Judged(f"{FOLDER}/{rule.mail_template}.txt", True, (missing,))


def _files(own: Path) -> Iterator[Path]:
    """What lies in the folders of mail templates, without what an editor keeps there while a file is open."""
    for path in sorted(own.rglob("*")):
        parts = path.relative_to(own).parts
        if path.is_file() and FOLDER in parts[:-1] and not any(part.startswith(_HIDDEN) for part in parts):
            yield path


def _own(rules: RuleBook, own: Path, shipped: Path, path: Path) -> Judged:
    """A file of the office's: whether any mail is made from it, and what is wrong in it."""
    name, folder = path.relative_to(own).as_posix(), path.parent.parent
    departments = {folder_name(d.name): d.name for d in rules.departments}
    whose = folder.relative_to(own).as_posix() if folder.is_relative_to(own) else "/"
    if path.parent.name != FOLDER or (whose != "." and whose not in departments):
        said = marked("“{folder}” is no department of sheet 部门; nothing is made from templates in this folder")
        of = path.parent.relative_to(own).as_posix()
        close = nearest(whose, departments)
        return Judged(name, True, (Problem("department", said, (("folder", of),), nearest=close),))
    if path.suffix not in _TEXTS:
        said = marked("only text files are used for mails: {stem}.txt and, beside it, {stem}.html")
        return Judged(name, True, (Problem("file", said, (("stem", path.stem),)),))
    found = [*_unused(rules, path), *_problems(path, (own, shipped), "" if whose == "." else whose)]
    return Judged(name, True, tuple(found))


def _unused(rules: RuleBook, path: Path) -> Iterator[Problem]:
    named = {folder_name(rule.mail_template) for rule in rules.outputs if rule.mail_template} | set(KINDS)
    if path.stem not in named:
        said = marked("no mail is made from this file: sheet 输出 of the rule book names no mail template “{stem}”")
        yield Problem("unused", said, (("stem", path.stem),), nearest=nearest(path.stem, named))
    if path.suffix == ".html" and not path.with_suffix(".txt").is_file():
        said = marked("no mail is made from this file: a mail needs {name}, with subject and plain text, beside it")
        yield Problem("unused", said, (("name", path.with_suffix(".txt").name),))


def _problems(path: Path, folders: tuple[Path, ...], department: str) -> list[Problem]:
    """What is wrong in a file; where nothing is, nor in the one beside it, what a trial shows."""
    found, beside = _written(path), path.with_suffix(".html")
    if found or path.suffix != ".txt" or (beside.is_file() and _written(beside)):
        return found
    (words,) = write_mails([Request(path.stem, department, examples(VARIABLES))], folders)
    if isinstance(words, Unwritten):
        return [Problem("refused", marked("{reason}"), (("reason", words.because),))]
    return []


def _written(path: Path) -> list[Problem]:
    """What is wrong in a file as it is written."""
    try:
        content = path.read_bytes()
        text = content.decode("utf-8-sig").replace("\r\n", "\n")
    except (OSError, UnicodeDecodeError):
        content, text = bytes(LARGEST + 1), ""
    if len(content) > LARGEST:
        return [Problem("file", marked("it is no text in UTF-8 of at most {n} kB"), (("n", str(LARGEST // 1024)),))]
    return [*_outside_tags(path, text), *_lines(text)]


def _outside_tags(path: Path, text: str) -> Iterator[Problem]:
    if path.suffix == ".txt":
        if not text.startswith(SUBJECT):
            said = marked("its first line does not begin with {word}")
            first = text.partition("\n")[0]
            yield Problem("subject", said, (("word", SUBJECT),), Place(line=1), around(first, 0, 0))
        return
    for found in OUTWARD.finditer(text):
        line = text.count("\n", 0, found.start()) + 1
        said = marked("“{text}” reaches out of the mail")
        yield Problem("outward", said, (("text", found[0]),), Place(line=line), found[0])


def _lines(text: str) -> list[Problem]:
    """What is wrong in tags, by the line they begin in."""
    sheet = Element("text")
    joined = _LONG_TAG.sub(lambda tag: tag[0].replace("\n", " ") + "\n" * tag[0].count("\n"), text)
    lines = [
        Paragraph(Place(line=n), Element("line"), sheet, (), None, None, pieces=[Piece(line, 0, n, ())])
        for n, line in enumerate(joined.split("\n"), 1)
        if line
    ]
    return _TextJudge(Environment(), base(VARIABLES), frozenset(), set()).judge(lines)


class _TextJudge(PartJudge):
    """Judges lines of plain text: what concerns paragraphs, rows and cells of Word is wrong here."""

    def _placed(self, paragraph: Paragraph, tag: Tag) -> None:
        if tag.level:
            said = marked("{{%{level} is for Word; in a mail write {{%")
            self._tell(paragraph, tag, "level", said, level=tag.level)

    def _judge(self, paragraph: Paragraph, tag: Tag) -> Judge:
        return replace(super()._judge(paragraph, tag), loop="{%")
