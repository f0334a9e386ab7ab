"""Makes the README's pictures: `python -m samples.pictures` writes pictures/ beside this file.

It runs the sample as a reader of the README does, and shows one notice as LibreOffice lays it out and what the terminal
said. Needs LibreOffice, pdftoppm, ImageMagick and the Noto CJK fonts, which stand in for the faces of GB/T 9704.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import unicodedata
from html import escape
from pathlib import Path

FOLDER = Path(__file__).parent / "pictures"
AS_OF, NOTICE = "2026-11-20", "催办通知单（营销科）"
COLUMNS = 100
STAND_INS = {
    "仿宋_GB2312": "Noto Serif CJK SC",
    "方正小标宋简体": "Noto Serif CJK SC",
    "黑体": "Noto Sans CJK SC",
    "宋体": "Noto Serif CJK SC",
}


def main() -> None:
    """Run the sample in a folder of its own and picture what came of it."""
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        said = _run(folder)
        _notice(folder, FOLDER / "notice.png")
        _terminal(said, folder, FOLDER / "terminal.png")


def _run(folder: Path) -> str:
    """The two commands of the README and what they say, as a terminal shows it."""
    shown = []
    for words in (["init", "--sample", "示例"], ["run", "示例", "--as-of", AS_OF]):
        command = [sys.executable, "-m", "officebatch", "--lang", "zh_CN", *words]
        told = subprocess.run(
            command,
            cwd=folder,
            capture_output=True,
            text=True,
            check=False,
            env=os.environ | {"PYTHONPATH": str(FOLDER.parents[1])},
        )
        shown += ["$ officebatch " + " ".join(words), told.stdout.rstrip().replace(f"{folder}/", ""), ""]
    return "\n".join(_wrapped(line) for text in shown for line in text.split("\n")).rstrip()


def _wrapped(line: str) -> str:
    """The line broken where a terminal of COLUMNS breaks it."""
    broken, at = "", 0
    for character in line:
        wide = 2 if unicodedata.east_asian_width(character) in "WF" else 1
        if at + wide > COLUMNS:
            broken, at = broken + "\n", 0
        broken, at = broken + character, at + wide
    return broken


def _notice(folder: Path, picture: Path) -> None:
    """The notice's first page."""
    paper = folder / "示例" / "runs" / AS_OF / "催办通知单" / f"{NOTICE}.docx"
    _pictured(folder, paper, picture, 110, "50x36")


def _terminal(said: str, folder: Path, picture: Path) -> None:
    """What a terminal showed, in a face whose Han characters are twice as wide as its letters."""
    page = folder / "terminal.fodt"
    indented = (escape(line).replace("  ", _INDENT) for line in said.split("\n"))
    lines = "".join(f'<text:p text:style-name="L">{line}</text:p>' for line in indented)
    page.write_text(_PAGE.format(lines=lines), encoding="utf-8")
    _pictured(folder, page, picture, 130, "28x24")


_INDENT = '<text:s text:c="2"/>'
_FACE = "Noto Sans Mono CJK SC"
_PAGE = f"""<?xml version="1.0" encoding="UTF-8"?>
<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
 xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"
 office:version="1.2" office:mimetype="application/vnd.oasis.opendocument.text">
<office:automatic-styles>
<style:page-layout style:name="wide"><style:page-layout-properties fo:page-width="240mm" fo:page-height="200mm"
 fo:margin="10mm"/></style:page-layout>
<style:style style:name="L" style:family="paragraph">
<style:paragraph-properties style:text-autospace="none" fo:line-height="115%"/>
<style:text-properties fo:font-family="{_FACE}" fo:font-size="11pt" style:font-family-asian="{_FACE}"
 style:font-size-asian="11pt"/></style:style>
</office:automatic-styles>
<office:master-styles><style:master-page style:name="Standard" style:page-layout-name="wide"/></office:master-styles>
<office:body><office:text>{{lines}}</office:text></office:body>
</office:document>
"""


def _pictured(folder: Path, page: Path, picture: Path, resolution: int, border: str) -> None:
    """The first page of a document as LibreOffice lays it out, cut to what stands on it, in a thin frame."""
    fonts = folder / "fonts.conf"
    fonts.write_text(_fonts(), encoding="utf-8")
    profile = f"-env:UserInstallation=file://{folder}/profile"
    _call("soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", folder, page, fonts=fonts)
    cut = folder / page.stem
    _call("pdftoppm", "-r", str(resolution), "-f", "1", "-l", "1", "-singlefile", "-png", f"{cut}.pdf", cut)
    _call("convert", f"{cut}.png", "-trim", "+repage", "-bordercolor", "white", "-border", border,
          "-bordercolor", "#c8c8c8", "-border", "1", "+dither", "-colors", "16", "-strip", picture)  # fmt: skip


def _fonts() -> str:
    """The machine's own fonts, with stand-ins for faces it may not have."""
    matches = "".join(
        f'<match target="pattern"><test name="family"><string>{face}</string></test>'
        f'<edit name="family" mode="assign" binding="strong"><string>{other}</string></edit></match>'
        for face, other in STAND_INS.items()
    )
    own = '<include ignore_missing="yes">/etc/fonts/fonts.conf</include>'
    return f'<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>{own}{matches}</fontconfig>'


def _call(*command: str | Path, fonts: Path | None = None) -> None:
    env = os.environ | ({"FONTCONFIG_FILE": str(fonts)} if fonts else {})
    subprocess.run([str(word) for word in command], check=True, capture_output=True, env=env, timeout=180)


if __name__ == "__main__":
    main()
