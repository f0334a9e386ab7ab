"""Whether Word will open a package: two validators and what neither of them sees."""

from __future__ import annotations

import io
import json
import re
import shutil
import subprocess
import tempfile
import zipfile
from pathlib import Path

import ooxml_integrity
from openxml_audit import OpenXmlValidator

# inline strings are what constant memory is: Excel rewrites them on saving, no fault
MEANT = {"Excel_InlineStrCells"}


def faults(content: bytes) -> list[str]:
    """Everything wrong with a package, empty when it is sound."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / ("x.docx" if b"word/document.xml" in content else "x.xlsx")
        path.write_bytes(content)
        # not strict: the strict one asks for a theme part, which the standard does not
        audited = OpenXmlValidator(strict=False).validate(str(path))
        found = [f"{e.part_uri}: {e.description}" for e in audited.errors if e.id not in MEANT]
        grave = (ooxml_integrity.ERROR, ooxml_integrity.WARN)
        if path.suffix == ".docx":  # it knows Word and PowerPoint only
            found += [str(f) for f in ooxml_integrity.check(path) if f.severity in grave]
        if validator := shutil.which("ooxml-validator"):  # the Open XML SDK as a program, where a machine has it
            said = subprocess.run([validator, str(path)], capture_output=True, check=False).stdout
            found += [f"{e['path']}: {e['description']}" for e in json.loads(said)["errors"]]
    return found + _unbalanced(content)


def _unbalanced(content: bytes) -> list[str]:
    """Fields that begin and never end, or carry no result; both pass every validator and upset Word."""
    found = []
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        for name in package.namelist():
            if not name.startswith("word/"):
                continue
            open_fields = 0
            for kind in re.findall(r'<w:fldChar w:fldCharType="(\w+)"', package.read(name).decode("utf-8", "replace")):
                open_fields += {"begin": 1, "separate": 0, "end": -1}[kind]
                if open_fields < 0:
                    found.append(f"{name}: a field ends that never began")
            if open_fields > 0:
                found.append(f"{name}: a field never ends")
    return found
