"""A Word paper as LibreOffice lays it out: the text of each of its pages."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def pages(papers: dict[str, bytes], soffice: str, pdftotext: str, folder: Path) -> dict[str, list[str]]:
    """Name of each paper → the text of its pages, without blanks."""
    for name, content in papers.items():
        (folder / f"{name}.docx").write_bytes(content)
    files = [str(folder / f"{name}.docx") for name in papers]
    profile = f"-env:UserInstallation=file://{folder}/profile"
    command = [soffice, profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), *files]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    found = {}
    for name in papers:
        read = [pdftotext, "-layout", str(folder / f"{name}.pdf"), "-"]
        text = subprocess.run(read, check=True, capture_output=True).stdout.decode()
        found[name] = ["".join(page.split()) for page in text.split("\f")[:-1]]
    return found
