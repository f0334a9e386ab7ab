"""The sections of a paper among those of others: on a page of its own, counted from 1, with nobody else's heads."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

from lxml import etree

from officebatch.outputs.printing.wordml import PARAGRAPH, SECTION, VAL, R, child, place, w

_RID, _START = f"{{{R}}}id", w("start")
MARGINS = (w("headerReference"), w("footerReference"))


def of(body: Any) -> list[Any]:
    """The section properties of a body in their order; one is made at its end where a paper has none there."""
    if body.find(w("sectPr")) is None:
        etree.SubElement(body, w("sectPr"))
    return [s for s in body.iter(w("sectPr")) if s.getparent().tag != w("sectPrChange")]


def settle(sections: list[Any], *, two_sided: bool, footnotes: bool) -> None:
    """Begin a paper on a new page (its sheet's front where both sides are printed) and count its pages from 1."""
    first = sections[0]
    child(first, "type", SECTION).set(VAL, "oddPage" if two_sided else "nextPage")
    numbers = child(first, "pgNumType", SECTION)
    if numbers.get(_START) is None:
        numbers.set(_START, "1")
    if footnotes:
        child(child(first, "footnotePr", SECTION), "numRestart", ("pos", "numFmt", "numStart", "numRestart")).set(
            VAL, "eachSect"
        )


def go_on(sections: list[Any]) -> None:
    """Begin a text of a book on a new page, without heads, feet and page numbers of its own."""
    for section in sections:
        for held in list(section):
            if held.tag in (*MARGINS, w("titlePg"), w("pgNumType")):
                section.remove(held)
    child(sections[0], "type", SECTION).set(VAL, "nextPage")


def upright(sections: list[Any]) -> list[Any]:
    """The heads and feet of the last section that is not printed across."""
    for section in reversed(sections):
        size = section.find(w("pgSz"))
        held = [r for r in section if r.tag in MARGINS]
        if held and (size is None or size.get(w("orient")) != "landscape"):
            return held
    return []


def lend(section: Any, margins: list[Any]) -> None:
    """Give a section the heads and feet of another; those that follow take them on."""
    for at, reference in enumerate(margins):
        section.insert(at, deepcopy(reference))


def own_margins(sections: list[Any], blank: dict[str, str], *, even: bool, own_even: bool) -> None:
    """See that a paper's heads and feet are its own, for a section without them shows those of the section before.

    blank: name of the element → relation of an empty part. even: the volume has heads of even pages apart; own_even:
    so has the paper."""
    if even and not own_even:
        for section in sections:
            for reference in [r for r in section if r.tag in MARGINS]:
                if reference.get(w("type")) == "even":
                    section.remove(reference)
                elif reference.get(w("type"), "default") == "default":
                    twin = deepcopy(reference)
                    twin.set(w("type"), "even")
                    reference.addnext(twin)
    wanted = ["default"] + ["even"] * even + ["first"] * any(s.find(w("titlePg")) is not None for s in sections)
    first = sections[0]
    for name, relation in blank.items():
        held = {r.get(w("type"), "default") for r in first.findall(w(name))}
        for kind in wanted:
            if kind not in held:
                place(first, etree.Element(w(name), {w("type"): kind, _RID: relation}), SECTION)


def close(body: Any) -> None:
    """Let the last section end with the paper's last paragraph, or with a line of no height behind a table."""
    section = body.find(w("sectPr"))
    body.remove(section)
    last = body[-1] if len(body) else None
    if last is None or last.tag != w("p") or last.find(f"{w('pPr')}/{w('sectPr')}") is not None:
        last = line()
        body.append(last)
    place(child(last, "pPr", ("pPr",)), section, PARAGRAPH)


def line() -> Any:
    """A paragraph that takes no room."""
    paragraph = etree.Element(w("p"))
    properties = etree.SubElement(paragraph, w("pPr"))
    etree.SubElement(properties, w("snapToGrid"), {VAL: "0"})
    etree.SubElement(
        properties, w("spacing"), {w("before"): "0", w("after"): "0", w("line"): "20", w("lineRule"): "exact"}
    )
    run = etree.SubElement(properties, w("rPr"))
    etree.SubElement(run, w("sz"), {VAL: "2"})
    etree.SubElement(run, w("szCs"), {VAL: "2"})
    return paragraph
