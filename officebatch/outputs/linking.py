"""What a workbook leads to outside itself while LibreOffice turns it: nothing is loaded from there, and where a link
leads to is told as before."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from contextlib import suppress

from lxml import etree

from officebatch.outputs.libreoffice import DEEP, PREFIX
from officebatch.package import BrokenPackage, pack, unpacking

_HREF = "{http://www.w3.org/1999/xlink}href"
_PARTS = ("content.xml", "styles.xml")  # also of the objects inside
_INSIDE = re.compile(r"#.*|(?!.*\.\.)[^:/\\][^:\\]*|")
_OURS = re.compile(rb"""file:///[^"'<>]*?/%s[^/"'<>]*/([^"'<>]*)""" % PREFIX.encode())


def alone(content: bytes) -> bytes:
    """An .ods without what is to be loaded from elsewhere (pictures, objects, tables of the net or of other files).
    Links that wait for a click stay. The same bytes where there is none of it, or it cannot be read."""
    with suppress(BrokenPackage, etree.XMLSyntaxError), unpacking(), zipfile.ZipFile(io.BytesIO(content)) as package:
        members = {name: package.read(name) for name in package.namelist()}
        changed = {name: _alone(members[name]) for name in members if name.endswith(_PARTS)}
        if any(members[name] is not plain for name, plain in changed.items()):
            return pack(members | changed)
    return content


def _alone(content: bytes) -> bytes:
    if b"href" not in content and b"\0" not in content[:8]:
        return content
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
    root = etree.fromstring(content, parser)
    away = [
        element
        for element in root.iter("*")
        if etree.QName(element).localname != "a" and not _INSIDE.fullmatch(element.get(_HREF, ""))
    ]
    for element in away:
        del element.attrib[_HREF]
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8") if away else content


def as_linked(content: bytes) -> bytes:
    """The .xlsx with links as they lead from the workbook itself, not by the folder it was turned in."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        members = {name: package.read(name) for name in package.namelist()}
    return pack({
        name: _OURS.sub(lambda found: posixpath.relpath(found[1].decode(), DEEP).encode(), plain)
        if name.endswith(".rels") else plain
        for name, plain in members.items()
    })  # fmt: skip
