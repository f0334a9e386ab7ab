"""Forms that come back: one workbook that people edited, read by the columns of a `Form` with the tolerance that
registers get. What cannot be read is named with its cell; nothing is guessed.

A form becomes a small rule book of one plain register, so that layout, lines, fields and quarantine are those of the
registers. Its heading row is looked for here: every needed column must be in it, and hidden columns count.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pandas as pd

from officebatch.model.origin import Origin, letter
from officebatch.model.report import TroubleKind
from officebatch.model.returned import Complaint, Returned, ReturnedRow
from officebatch.model.vocabulary import FieldType, Kind
from officebatch.reading import choosing
from officebatch.reading.assembling import assemble
from officebatch.reading.claim import Claim
from officebatch.reading.headings import Lexicon
from officebatch.reading.layout import find_layout
from officebatch.reading.office import stacked, where_named
from officebatch.reading.secrecy import Marks
from officebatch.reading.sheet import HEAD
from officebatch.reading.table import DATES, WHOLE_SHEET, take
from officebatch.reading.values import Words
from officebatch.reading.workbooks import read_one
from officebatch.rulebook.settings import Classified
from officebatch.rulebook.sheets import Choice, FieldRule, RegisterRule
from officebatch.wording import LANGUAGES, marked, say, spoken

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date
    from pathlib import Path

    from officebatch.model.form import Blank, Form
    from officebatch.model.register import Register
    from officebatch.reading.assembling import Assembled
    from officebatch.reading.layout import Layout
    from officebatch.reading.sheet import Sheet, Workbook
    from officebatch.reading.table import Table
    from officebatch.rulebook.rules import RuleBook

    Value = str | date | int | None

UNREADABLE = marked("it could not be read: {why}. Mend the file, or put the last good one in its place; nothing was "
                    "written into it")
NO_TABLE = marked("no row has the headings of {form}. Write them again above the lines: {headings}")
NO_COLUMN = marked("the column {heading} is not there, or its heading was changed to something unknown. Head it "
                   "{heading} again")
TWO_COLUMNS = marked("“{heading}” may be several columns ({candidates}), or stands over two. Head the right one alone "
                     "with it")
SECOND_SHEET = marked("this sheet has the headings of {form} too and was not read. Bring its lines into sheet {sheet}, "
                      "or change its headings")
NO_DAY = marked("“{text}” is no day. Write it as 2026-11-18")
SEVERAL_DAYS = marked("“{text}” holds several days. Leave the one that counts")
NO_CHOICE = marked("“{text}” is not one of the words here ({choices}). Choose one of them, or empty the cell")
NO_NUMBER = marked("“{text}” is no whole number. Write digits only")
NO_FIGURE = marked("“{text}” is no number. Write digits only, such as 0.5")
ERROR = marked("the cell shows the error {text}. Write the value itself into it")
UNCALCULATED = marked("the formula {text} was never calculated. Open the file in Excel, save it, and start again")
SECRET = marked("the row bears a mark of secrecy and was not read. Take what is classified out of this file")
SECRET_SHEET = marked("the name, the page header or the title bears a mark of secrecy, so nothing was read. Take what "
                      "is classified out of this file")
_UNREAD = {FieldType.DATE: NO_DAY, FieldType.DATETIME: NO_DAY, FieldType.CHOICE: NO_CHOICE,
           FieldType.NUMBER: NO_FIGURE}  # fmt: skip
_LOST = {TroubleKind.ERROR_CELL: ERROR, TroubleKind.UNCALCULATED: UNCALCULATED}


def read_returned(path: Path, form: Form, rules: RuleBook) -> Returned:
    """A form that came back, as it stands in the file. `rules` says what is classified; its registers do not matter.

    What keeps the whole from being read is a complaint of a `Returned` that is not readable. A missing file is one too.
    """
    opened = choosing.is_open(path, choosing.opened_elsewhere(path.parent))
    return replace(_read(read_one(path), form, rules), opened=opened)


def _read(workbook: Workbook, form: Form, rules: RuleBook) -> Returned:
    marks, book = Marks(rules.settings), _book(form, rules)
    if workbook.trouble is not None:
        values = tuple(workbook.trouble.values)
        return _unread(workbook, Complaint(workbook.trouble.origin, UNREADABLE, values))
    if where_named(workbook, marks):
        return _unread(workbook, Complaint(Origin(workbook.name), SECRET_SHEET))
    lexicon = Lexicon.of(book, form.name)
    sheets = sorted((s for s in workbook.sheets if not marks.named(s.name)), key=lambda s: not s.visible)
    layouts = [(sheet, layout) for sheet in sheets if (layout := _layout(sheet, lexicon, form)) is not None]
    whole = [(sheet, layout) for sheet, layout in layouts if set(form.needed) <= set(layout.fields)]
    if not whole:
        return _unread(workbook, *_without(workbook, form, layouts))
    (sheet, layout), *others = whole
    found = _taken(workbook, Claim(sheet, sheet, book.registers[0], layout), form, book, marks)
    second = tuple(
        Complaint(Origin(workbook.name, other.name), SECOND_SHEET, (("form", say(form.name)), ("sheet", sheet.name)))
        for other, _ in others
        if other.visible
    )
    return replace(found, complaints=(*found.complaints, *second))


def _unread(workbook: Workbook, *complaints: Complaint) -> Returned:
    return Returned((), complaints, Origin(workbook.name), workbook.digest, readable=False)


def _book(form: Form, rules: RuleBook) -> RuleBook:
    """The rule book whose one register is the form."""
    return replace(
        rules,
        registers=(RegisterRule(form.name, Kind.PLAIN, "*"),),
        fields=tuple(_field(form, name, blank) for name, blank in form.blanks.items()),
        choices=tuple(
            Choice(f"{form.name} {name}", value, tuple(text for word in words for text in _said(word)))
            for name, blank in form.blanks.items()
            for value, words in (blank.choices or {}).items()
        ),
        steps=(),
        relations=(),
        people=(),
    )


def _field(form: Form, name: str, blank: Blank) -> FieldRule:
    headings = tuple(dict.fromkeys((*_said(blank.head), name, *blank.synonyms)))
    role = "key" if name == form.needed[0] else ""
    choices = f"{form.name} {name}" if blank.choices else ""
    return FieldRule(form.name, name, role, headings, blank.type, choices=choices)


def _said(message: str) -> tuple[str, ...]:
    """A message in every language of the program; a word that is none as it is."""
    texts = []
    for language in LANGUAGES:
        with spoken(language):
            texts.append(say(message))
    return tuple(texts)


def _layout(sheet: Sheet, lexicon: Lexicon, form: Form) -> Layout | None:
    """The layout by the row that has most of the form's headings, the needed ones before all others."""
    found = [find_layout(sheet, lexicon, (row + 1,)) for row in range(min(HEAD, sheet.height))]
    layouts = [layout for layout in found if layout is not None]
    return max(
        layouts, key=lambda of: (len(set(form.needed) & set(of.fields)), len(of.fields), -of.rows[0]), default=None
    )


def _without(
    workbook: Workbook, form: Form, layouts: Sequence[tuple[Sheet, Layout]]
) -> Iterator[Complaint]:
    """Why no sheet could be taken: what the likeliest one lacks."""
    sheet, layout = max(layouts, key=lambda found: len(found[1].fields), default=(None, None))
    least = min(2, len(form.needed))
    if sheet is None or layout is None or len(layout.fields) < least:
        headings = "、".join(say(form.blanks[name].head) for name in form.needed)
        yield Complaint(Origin(workbook.name), NO_TABLE, (("form", say(form.name)), ("headings", headings)))
        return
    yield from _columns(sheet, layout, form)


def _columns(sheet: Sheet, layout: Layout, form: Form) -> Iterator[Complaint]:
    """The columns that are not there, or that several headings claim."""
    row = layout.rows[-1] + 1
    asked = layout.understood.asked
    for column, fields in sorted(asked.items()):
        candidates = "、".join(say(form.blanks[name].head) for name in fields)
        values = (("heading", layout.text(column)), ("candidates", candidates))
        yield Complaint(Origin(sheet.workbook, sheet.name, row, letter(column)), TWO_COLUMNS, values, fields[0])
    there = {*layout.fields, *(name for fields in asked.values() for name in fields)}
    for name, blank in form.blanks.items():
        if name not in there:
            at = Origin(sheet.workbook, sheet.name, row)
            yield Complaint(at, NO_COLUMN, (("heading", say(blank.head)),), name)


def _taken(workbook: Workbook, claim: Claim, form: Form, book: RuleBook, marks: Marks) -> Returned:
    """The rows of the sheet that has the form."""
    words, sheet = Words(book), claim.sheet
    tables = [take(part, book, marks, words) for part in stacked(claim, Lexicon.of(book, form.name), book)]
    secret = tuple(sorted(row for table in tables for row in table.report.quarantined))
    complaints = [Complaint(Origin(sheet.workbook, sheet.name, row), SECRET) for row in secret]
    if secret and book.settings.classified is Classified.STOP:
        return replace(_unread(workbook, *complaints), quarantined_rows=secret)
    if any(WHOLE_SHEET in table.report.notes for table in tables):
        return _unread(workbook, Complaint(Origin(sheet.workbook, sheet.name), SECRET_SHEET))
    assembled = assemble(book.registers[0], book, tables, words)
    complaints += [*_columns(sheet, claim.layout, form), *_cells(assembled, form)]
    return Returned(
        rows=tuple(_rows(assembled, form)),
        complaints=tuple(sorted(complaints, key=lambda c: c.at.row)),
        at=Origin(sheet.workbook, sheet.name, claim.layout.rows[-1] + 1),
        digest=workbook.digest,
        columns=dict(tables[-1].part.letters),
        quarantined_rows=secret,
        numbers=_numbers(tables, form),
    )


def _numbers(tables: Sequence[Table], form: Form) -> tuple[str, ...]:
    return tuple(number for table in tables for number in table.seats.get(form.needed[0], ()))


def _cells(assembled: Assembled, form: Form) -> Iterator[Complaint]:
    """The cells that hold something and gave no value."""
    register = assembled.register
    for unread in register.unread:
        words = "、".join(say(words[0]) for words in (form.blanks[unread.field].choices or {}).values())
        what = _UNREAD.get(unread.type, NO_NUMBER)
        values = (("text", unread.text), *((("choices", words),) if what is NO_CHOICE else ()))
        yield Complaint(register.origin(unread.row, unread.field), what, values, unread.field)
    for trouble in assembled.troubles:
        if trouble.kind in _LOST:
            yield Complaint(trouble.origin, _LOST[trouble.kind], trouble.values, trouble.field)
    for name, field in assembled.fields.items():
        for row in sorted(field.passes):
            values = (("text", register.text(row, name)),)
            yield Complaint(register.origin(row, name), SEVERAL_DAYS, values, name)


def _rows(assembled: Assembled, form: Form) -> Iterator[ReturnedRow]:
    register = assembled.register
    columns = {name: _values(register, assembled, name) for name in form.blanks}
    for row in range(len(register)):
        letters = register.parts[int(register.part[row])].letters
        values = {name: column[row] for name, column in columns.items() if name in letters}
        yield ReturnedRow(values, register.origin(row), letters)


def _values(register: Register, assembled: Assembled, name: str) -> list[Value]:
    """A column's values; a cell with several days has none, for nobody knows which counts."""
    column, kind = register.frame[name], register.types[name]
    passes: Mapping[int, object] = assembled.fields[name].passes
    found: list[Value] = []
    for row, value in enumerate(column.tolist()):
        if pd.isna(value) or row in passes:
            found.append(None)
        elif kind in DATES:
            found.append(value.date())
        else:
            found.append(int(value) if kind is FieldType.INTEGER else str(value))
    return found
