"""The notice book as a package: where its sheet is, what its cells look like, and the package with one part exchanged.

Only reading by names and relations as the standard has them; nothing is assumed of who wrote the file.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from lxml import etree

from officebatch.approval.book_refused import Refused
from officebatch.package import BrokenPackage, unpacking
from officebatch.wording import marked

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

NO_PACKAGE = marked("it is no .xlsx workbook, whatever its name says. Open it in Excel and save it as .xlsx")
NO_SHEET = marked("its parts do not hang together ({reason}). Open it in Excel and save it anew")
SIGNED = marked("it bears a digital signature, which any new line would break. Take the signature off")
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_STRICT = "{http://purl.oclc.org/ooxml/officeDocument/relationships}"
_BUILT_IN_DAYS = {*range(14, 23), *range(27, 37), *range(50, 59)}
_LITERAL = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.')
_PARSER = {"resolve_entities": False, "no_network": True, "huge_tree": True, "remove_blank_text": False}


def tree(content: bytes) -> Any:
    """An XML part. Raises Refused when it is none, or names a document type, which no workbook does."""
    try:
        root = etree.fromstring(content, etree.XMLParser(**_PARSER))
    except etree.XMLSyntaxError as fault:
        raise Refused(NO_SHEET, reason=str(fault.msg)) from None
    if root.getroottree().docinfo.doctype:
        raise Refused(NO_SHEET, reason="DOCTYPE")
    return root


def written(root: Any) -> bytes:
    """A part's bytes."""
    content: bytes = etree.tostring(root.getroottree(), xml_declaration=True, encoding="UTF-8", standalone=True)
    return content


def named(parent: Any, name: str) -> Iterator[Any]:
    """The children of a name, whatever namespace their part has them in."""
    return (child for child in parent if isinstance(child.tag, str) and child.tag.rpartition("}")[2] == name)


@dataclass(frozen=True)
class Package:
    """A workbook's package. Raises Refused where it is none."""

    content: bytes

    @cached_property
    def parts(self) -> Mapping[str, bytes]:
        """Member → bytes, in the package's order."""
        try:
            with unpacking(), zipfile.ZipFile(io.BytesIO(self.content)) as package:
                names = package.namelist()
                parts = {name: package.read(name) for name in names}
        except BrokenPackage as fault:
            raise Refused(NO_PACKAGE) from fault
        if len(parts) != len(names):
            raise Refused(NO_SHEET, reason="zip")
        return parts

    def refuse_signed(self) -> None:
        """Refuse a package that vouches for its bytes."""
        if any(name.startswith("_xmlsignatures/") for name in self.parts):
            raise Refused(SIGNED)

    def related(self, part: str, kind: str) -> list[str]:
        """The members a part ("" for the package) leads to by relations of a kind (the end of its type)."""
        return [target for of, target in self._relations(part).values() if of == kind]

    def _relations(self, part: str) -> dict[str, tuple[str, str]]:
        folder, name = posixpath.split(part)
        member = posixpath.join(folder, "_rels", f"{name}.rels")
        if member not in self.parts:
            return {}
        return {
            of.get("Id", ""): (of.get("Type", "").rpartition("/")[2], _target(folder, of.get("Target", "")))
            for of in tree(self.parts[member])
            if isinstance(of.tag, str) and of.get("TargetMode") != "External"
        }

    @cached_property
    def workbook(self) -> str:
        """The member of the workbook."""
        found = self.related("", "officeDocument")
        if len(found) != 1 or found[0] not in self.parts:
            raise Refused(NO_PACKAGE)
        return found[0]

    def sheet(self, name: str) -> str:
        """The member of the sheet of a name."""
        relations = self._relations(self.workbook)
        for sheets in named(tree(self.parts[self.workbook]), "sheets"):
            for sheet in named(sheets, "sheet"):
                way = sheet.get(f"{_RELATION}id") or sheet.get(f"{_STRICT}id") or ""
                member = relations.get(way, ("", ""))[1]
                if sheet.get("name") == name and member in self.parts:
                    return member
        raise Refused(NO_SHEET, reason=name)

    @cached_property
    def day_zero(self) -> int:
        """The ordinal of day 0 as the workbook counts."""
        of_mac = any(
            p.get("date1904") in ("1", "true") for p in named(tree(self.parts[self.workbook]), "workbookPr")
        )
        return 695056 if of_mac else 693594  # 1904-01-01 and 1899-12-30

    @cached_property
    def strings(self) -> Sequence[str]:
        """The shared strings."""
        found = self.related(self.workbook, "sharedStrings")
        return [text_of(item) for item in named(tree(self.parts[found[0]]), "si")] if found else []

    @cached_property
    def day_styles(self) -> frozenset[int]:
        """The cell styles that show a number as a day."""
        found = self.related(self.workbook, "styles")
        if not found:
            return frozenset()
        root = tree(self.parts[found[0]])
        codes = {
            f.get("numFmtId", ""): _LITERAL.sub("", f.get("formatCode", "")).lower()
            for formats in named(root, "numFmts")
            for f in named(formats, "numFmt")
        }
        days = {id_ for id_, code in codes.items() if "y" in code or "d" in code or "e" in code.replace("general", "")}
        days |= {str(n) for n in _BUILT_IN_DAYS if str(n) not in codes}
        styles = [x.get("numFmtId", "0") for xfs in named(root, "cellXfs") for x in named(xfs, "xf")]
        return frozenset(n for n, style in enumerate(styles) if style in days)

    def exchanged(self, parts: Mapping[str, bytes]) -> bytes:
        """The package with other bytes in some of its members; order, stamps and all others stay."""
        held = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(self.content)) as old, zipfile.ZipFile(held, "w") as new:
            for entry in old.infolist():
                same = zipfile.ZipInfo(entry.filename, entry.date_time)
                same.compress_type, same.external_attr = entry.compress_type, entry.external_attr
                same.create_system, same.comment = entry.create_system, entry.comment
                new.writestr(same, parts.get(entry.filename, self.parts[entry.filename]))
            new.comment = old.comment
        return held.getvalue()


def text_of(item: Any) -> str:
    """The text of a shared or inline string: its runs, without the reading aids above them."""
    texts = []
    for child in item:
        name = child.tag.rpartition("}")[2] if isinstance(child.tag, str) else ""
        if name == "t":
            texts.append(child.text or "")
        elif name == "r":
            texts += [t.text or "" for t in named(child, "t")]
    return "".join(texts)


def _target(folder: str, target: str) -> str:
    return posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
