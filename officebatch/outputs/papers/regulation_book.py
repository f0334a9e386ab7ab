"""制度汇编: the regulations by area, the office's own texts bound in, what is repealed, what should be revised.

It is made on demand (`officebatch handbook`), never in the weekly run: only then the docket holds a handbook.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from officebatch.model.paper import AudienceKind
from officebatch.outputs import books, printing
from officebatch.outputs import variables as var
from officebatch.outputs.contents import insert_contents, split
from officebatch.outputs.registry import Draft, paper
from officebatch.outputs.words import day
from officebatch.wording import count, marked, say

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from officebatch.model.handbook import Handbook, Regulation
    from officebatch.outputs.desk import Desk
    from officebatch.outputs.press import Plain
    from officebatch.outputs.refusal import Refused
    from officebatch.rulebook.sheets import OutputRule

TEXTS = "⟦制度正文⟧"
FRONT, BACK = "⟦前⟧", "⟦后⟧"  # no file has such a name
_NUMERALS = "一二三四五六七八九十"
LISTED = (
    var.SERIAL,
    var.value("编号", marked("number of the record, a dash where it has none"), "ZD-14", "ZD-15", "—"),
    var.value("名称", marked("title of the regulation"), "公文处理办法", "重大事项请示报告制度"),
    var.value("文号", marked("document number, a dash where it has none"), "临电办〔2024〕3号", "—"),
    var.value("版次", marked("version, a dash where none is entered"), "第三版", "—"),
    var.value("部门", marked("department that owns it"), "办公室", "财务科"),
    var.value("施行", marked("in force since, a dash where it is not known"), "2024-02-01", "—"),
    var.value("复审", marked("day of its review, a dash where none is set"), "2027-01-31", "—"),
    var.value("状态", marked("its state, and whether its review is overdue"), "现行", "修订中"),
)
REPEALED = (*LISTED[:4], LISTED[5], var.value("说明", marked("what took its place"), "由《费用报销办法》替代", ""))
AREA = (
    var.value("名称", marked("name of the area"), "学习", "会务", "值班"),
    var.value("件数", marked("how many there are"), 3, 4, 3),
    var.rows("各制度", marked("the regulations"), *LISTED),
)
VARIABLES = (
    *books.COMMON,
    var.texts("说明", marked("what the book holds, in paragraphs"), "本汇编收录现行制度23项，其中正文汇入5项。"),
    var.rows("各类", marked("the areas with their regulations"), *AREA),
    var.texts("未汇入", marked("regulations without their text, and why"), "清单未登记电子文件：会议管理规定（ZD-06）"),
    var.rows("废止", marked("what is repealed"), *REPEALED),
    var.rows("修订建议", marked("proposals to revise regulations"), *books.REVISION),
)


@paper("制度汇编", marked("Regulations in one volume"), variables=VARIABLES)
def regulation_book(desk: Desk, rule: OutputRule) -> Iterator[Draft]:
    """One, when the docket holds a handbook with regulations."""
    held = desk.docket.handbook
    if held is None or not held.regulations:
        return
    yield Draft(AudienceKind.OFFICE, "", 0, lambda _: _made(desk, rule, held))


def _made(desk: Desk, rule: OutputRule, held: Handbook) -> bytes:
    """The book; a text that cannot be bound in is named in it, so it is made once more."""
    refused: dict[str, Refused] = {}
    while True:
        texts = {key: content for key, content in held.texts.items() if key not in refused}
        whole = desk.word(rule, "", _context(desk, held, texts, refused), rule.name)
        front, back = split(whole, TEXTS)
        book = printing.Book(frozenset((FRONT, BACK)), dict(_openings(held, texts)))
        bound = printing.bind({FRONT: front, **texts, BACK: back}, rule.name, book=book)
        if not bound.refused:
            return insert_contents(bound.content)[0]
        refused |= bound.refused


def _context(
    desk: Desk, held: Handbook, texts: Mapping[str, bytes], refused: Mapping[str, Refused]
) -> dict[str, Plain]:
    standing = [one for one in held.regulations if not one.repealed]
    repealed = [one for one in held.regulations if one.repealed]
    return {
        **books.common(desk, inner=any(one.inner for one in held.regulations)),
        "说明": list(_told(desk, standing, repealed, texts)),
        "各类": [
            {
                "名称": area or say("without an area"),
                "件数": len(of),
                "各制度": [_line(n, one, desk.docket.as_of) for n, one in enumerate(of, 1)],
            }
            for area, of in _areas(standing)
        ],
        "未汇入": list(_without(held, standing, texts, refused)),
        "废止": [_repealed(n, one) for n, one in enumerate(repealed, 1)],
        "修订建议": books.proposals((one for one in held.revisions if one.key not in one.steps), desk),
    }


def _areas(standing: list[Regulation]) -> list[tuple[str, list[Regulation]]]:
    return [(area, list(of)) for area, of in groupby(standing, key=lambda one: one.area)]


def _told(
    desk: Desk, standing: list[Regulation], repealed: list[Regulation], texts: Mapping[str, bytes]
) -> Iterator[str]:
    areas = _areas(standing)
    yield say("This volume holds the {n} regulations of {unit} in force or under revision on {day}, in {areas} areas, "
              "with the texts of {texts} of them; {repealed} repealed ones stand in the first annex.",
              n=len(standing), unit=desk.rules.settings.full_name, day=day(desk.docket.as_of), areas=len(areas),
              texts=len(texts), repealed=len(repealed))
    if late := sum(_review_overdue(one, desk.docket.as_of) for one in standing):
        yield count("The review of {n} regulation is overdue; it is marked in the list.",
                    "The review of {n} regulations is overdue; they are marked in the list.", late)
    yield say("The texts are the files the list of regulations names, as their departments keep them. Where a text and "
              "the issued document differ, the issued document holds.")


def _line(n: int, one: Regulation, as_of: date) -> Plain:
    state = one.status or say("in force")
    if one.inner:
        state = "\n".join((state, say("inner")))
    if _review_overdue(one, as_of):
        state = "\n".join((state, say("review overdue")))
    return {
        "序号": n,
        "编号": one.key if one.key != one.title else "—",
        "名称": one.title,
        "文号": one.number or "—",
        "版次": one.version or "—",
        "部门": one.department or "—",
        "施行": _day(one.in_force),
        "复审": _day(one.review_due),
        "状态": state,
    }


def _repealed(n: int, one: Regulation) -> Plain:
    return {
        "序号": n,
        "编号": one.key if one.key != one.title else "—",
        "名称": one.title,
        "文号": one.number or "—",
        "部门": one.department or "—",
        "说明": say("It had replaced {other}.", other=one.replaces) if one.replaces else "",
    }


def _without(
    held: Handbook, standing: list[Regulation], texts: Mapping[str, bytes], refused: Mapping[str, Refused]
) -> Iterator[str]:
    """One line a reason, with the regulations it holds for."""
    found: dict[str, list[str]] = {}
    for one in standing:
        if one.key in texts:
            continue
        if one.key in refused:
            because = say(refused[one.key].because, **dict(refused[one.key].values))
        else:
            because = held.without[one.key].text()
        found.setdefault(because, []).append(f"{one.title}（{one.key}）")
    for because, titles in found.items():
        yield say("{because}: {titles}", because=because, titles="、".join(titles))


def _openings(held: Handbook, texts: Mapping[str, bytes]) -> Iterator[tuple[str, str]]:
    """Above each text: its area where that begins, its title for the contents, its facts."""
    before, part = None, 0
    for one in held.regulations:
        if one.key not in texts:
            continue
        above = ""
        if one.area != before:
            before, part = one.area, part + 1
            numeral = _NUMERALS[part - 1] if part <= len(_NUMERALS) else str(part)
            title = say("Part {n}  {area}", n=numeral, area=one.area or say("without an area"))
            above = books.styled("BookPart", title)
        facts = "　".join(filter(None, (
            one.number,
            say("version {version}", version=one.version) if one.version else "",
            say("in force since {day}", day=day(one.in_force)) if one.in_force else "",
            say("kept by {department}", department=one.department) if one.department else "",
            one.status,
            say("review by {day}", day=day(one.review_due)) if one.review_due else "",
        )))  # fmt: skip
        title = f"{one.key}　{one.title}" if one.key != one.title else one.title
        yield one.key, above + books.styled("BookChapter", title) + books.styled("BookFacts", facts)


def _review_overdue(one: Regulation, as_of: date) -> bool:
    return one.review_due is not None and one.review_due < as_of


def _day(of: date | None) -> str:
    return of.isoformat() if of is not None else "—"
