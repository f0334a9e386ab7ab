"""A workbook's package as parts, relations and content types; what was changed, added and taken out."""

from __future__ import annotations

import io
import posixpath
import zipfile
from typing import TYPE_CHECKING, Any

from lxml import etree

from officebatch.outputs.refusal import Refused
from officebatch.package import BrokenPackage, base, pack_on, unpacking
from officebatch.wording import marked

if TYPE_CHECKING:
    from collections.abc import Iterator

NO_PACKAGE = marked("it is no .xlsx workbook inside; open it in Excel and save it as .xlsx")
BROKEN = marked("its part {part} cannot be patched for sure ({reason}); open it in Excel, save it, and run again")
SIGNED = marked("it bears a digital signature, which any mark would break")
SHARED = marked("it is shared by the old way that keeps a history of changes; end the sharing in Excel")
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT = "http://purl.oclc.org/ooxml/officeDocument/relationships"
STRICT_MAIN = "http://purl.oclc.org/ooxml/spreadsheetml/main"
_TYPES = "[Content_Types].xml"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/"
_WORKBOOKS = {
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml": ".xlsx",
    "application/vnd.ms-excel.sheet.macroEnabled.main+xml": ".xlsm",
}
_RELATIONS_TYPE = "application/vnd.openxmlformats-package.relationships+xml"
_LARGE = 1 << 22  # bytes: parts from this size on are packed quickly, not tightly


def tree(content: bytes, part: str) -> Any:
    """A part's root. Raises Refused."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True, remove_blank_text=False)
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as fault:
        raise Refused(BROKEN, part=part, reason=fault.msg) from None
    if root.getroottree().docinfo.doctype:
        raise Refused(BROKEN, part=part, reason="DOCTYPE")
    return root


def written(root: Any) -> bytes:
    """A part's bytes."""
    content: bytes = etree.tostring(root.getroottree(), xml_declaration=True, encoding="UTF-8", standalone=True)
    return content


def local(element: Any) -> str:
    """An element's name without its namespace, "" for a comment."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def children(parent: Any, name: str) -> Iterator[Any]:
    """The children of a name in whatever namespace."""
    return (child for child in parent if local(child) == name)


def child(parent: Any, name: str) -> Any | None:
    """The first child of a name, None where there is none."""
    return next(children(parent, name), None)


class Package:
    """A workbook's package. Raises Refused where it is none, or one that must not be changed."""

    def __init__(self, content: bytes) -> None:
        self.content = content
        self._changed: dict[str, bytes] = {}
        self._gone: set[str] = set()
        self._trees: dict[str, Any] = {}
        try:
            with unpacking():
                self._zip = zipfile.ZipFile(io.BytesIO(content))
                self._names = set(self._zip.namelist())
                self._written = {name.lower(): name for name in self._names}  # names differ by more than their case
                twice = len(self._written) != len(self._zip.namelist())
        except BrokenPackage as fault:
            raise Refused(NO_PACKAGE) from fault
        if twice or _TYPES not in self._names:
            raise Refused(NO_PACKAGE)
        if any(name.startswith("_xmlsignatures/") for name in self._names):
            raise Refused(SIGNED)
        found = [target for _, kind, target in self.relations("") if kind == "officeDocument"]
        if len(found) != 1 or found[0] not in self._names:
            raise Refused(NO_PACKAGE)
        self.workbook = found[0]
        self.suffix = _WORKBOOKS.get(self.type_of(self.workbook), "")
        if not self.suffix:
            raise Refused(NO_PACKAGE)
        if any(kind == "revisionHeaders" for _, kind, _ in self.relations(self.workbook)):
            raise Refused(SHARED)
        self.namespace = str(etree.QName(self.root(self.workbook)).namespace or "")
        self.kinds = STRICT if self.namespace == STRICT_MAIN else RELATIONS

    def __contains__(self, part: str) -> bool:
        return part in self._changed or (part in self._names and part not in self._gone)

    def read(self, part: str) -> bytes:
        """A part's bytes as they stand now. Raises Refused."""
        if part in self._changed:
            return self._changed[part]
        try:
            with unpacking():
                return self._zip.read(part)
        except (BrokenPackage, KeyError) as fault:
            raise Refused(BROKEN, part=part, reason="zip") from fault

    def root(self, part: str) -> Any:
        """A part's tree, to be read or changed; after a change `touch` it."""
        if part not in self._trees:
            self._trees[part] = tree(self.read(part), part)
        return self._trees[part]

    def touch(self, part: str) -> None:
        """The tree of a part was changed."""
        self._changed[part] = b""

    def write(self, part: str, content: bytes) -> None:
        """A part's new bytes."""
        self._gone.discard(part)
        self._changed[part] = content
        self._trees.pop(part, None)

    def drop(self, part: str) -> None:
        """Take a part out, with its relations and its content type."""
        for name in (part, self.relations_of(part)):
            self._changed.pop(name, None)
            self._trees.pop(name, None)
            self._gone.add(name)
        types = self.root(_TYPES)
        for override in list(children(types, "Override")):
            if override.get("PartName", "").lower() == f"/{part}".lower():
                types.remove(override)
                self.touch(_TYPES)

    def beside(self, name: str) -> str:
        """A part name in the workbook's folder."""
        return posixpath.join(posixpath.dirname(self.workbook), name)

    def free(self, pattern: str) -> str:
        """A part name that is not taken: the pattern with the first number that is free."""
        taken = {name.lower() for name in self.parts()}
        n = 1
        while pattern.format(n).lower() in taken:
            n += 1
        return pattern.format(n)

    def relations(self, part: str) -> list[tuple[str, str, str]]:
        """What a part ("" for the package) leads to: id, end of the relation's type, part."""
        member = self.relations_of(part)
        if member not in self:
            return []
        folder = posixpath.dirname(part)
        return [
            (
                of.get("Id", ""),
                of.get("Type", "").rpartition("/")[2],
                self._member(_target(folder, of.get("Target", ""))),
            )
            for of in children(self.root(member), "Relationship")
            if of.get("TargetMode") != "External"
        ]

    def _member(self, name: str) -> str:
        """A name as the package writes it: upper and lower case of part names mean nothing."""
        return name if name in self._names else self._written.get(name.lower(), name)

    def relations_of(self, part: str) -> str:
        """The part with the relations of a part, "" for the package's own."""
        folder, name = posixpath.split(part)
        return self._member(posixpath.join(folder, "_rels", f"{name}.rels"))

    def related(self, part: str, kind: str) -> str:
        """The one part a part leads to by relations of a kind, "" for none."""
        return next((target for _, of, target in self.relations(part) if of == kind and target in self), "")

    def relate(self, part: str, kind: str, target: str) -> str:
        """A new relation; its id."""
        member = self.relations_of(part)
        if member not in self:
            self.write(member, f'<Relationships xmlns="{_PACKAGE}relationships"/>'.encode())
            self.tell_type(member, _RELATIONS_TYPE)
        root = self.root(member)
        taken = {of.get("Id") for of in root}
        n = next(n for n in range(1, len(taken) + 2) if f"rIdM{n}" not in taken)
        way = root.makeelement(f"{{{_PACKAGE}relationships}}Relationship")
        near = posixpath.relpath(target, posixpath.dirname(part) or ".")
        way.attrib.update({"Id": f"rIdM{n}", "Type": f"{self.kinds}/{kind}", "Target": near})
        root.append(way)
        self.touch(member)
        return f"rIdM{n}"

    def unrelate(self, part: str, relation: str) -> None:
        """Take a relation out."""
        member = self.relations_of(part)
        root = self.root(member)
        for way in [of for of in root if of.get("Id") == relation]:
            root.remove(way)
        self.touch(member)

    def type_of(self, part: str) -> str:
        """A part's content type, "" where none is told."""
        root = self.root(_TYPES)
        for override in children(root, "Override"):
            if override.get("PartName", "").lower() == f"/{part}".lower():
                return str(override.get("ContentType", ""))
        ending = part.rpartition(".")[2].lower()
        told = (d for d in children(root, "Default") if d.get("Extension", "").lower() == ending)
        return next((str(default.get("ContentType", "")) for default in told), "")

    def tell_type(self, part: str, told: str) -> None:
        """Tell a part's content type where the package does not yet."""
        if self.type_of(part) != told:
            root = self.root(_TYPES)
            override = root.makeelement(f"{{{_PACKAGE}content-types}}Override")
            override.attrib.update({"PartName": f"/{part}", "ContentType": told})
            root.append(override)
            self.touch(_TYPES)

    def parts(self) -> list[str]:
        """Every part there is now."""
        return sorted((self._names - self._gone) | set(self._changed))

    def bytes(self) -> bytes:
        """The package as it stands now: parts that were not changed as they are compressed."""
        new = {part: plain or written(self._trees[part]) for part, plain in self._changed.items()}
        small = {part: plain for part, plain in new.items() if part in self._names and len(plain) < _LARGE}
        rest = [(part, plain) for part, plain in new.items() if part not in small]
        common = base(self.content, small, {*self._gone, *(part for part, _ in rest)} - set(small))
        return pack_on(common, rest, 1 if any(len(plain) >= _LARGE for _, plain in rest) else 6)


def _target(folder: str, target: str) -> str:
    return posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
