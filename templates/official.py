"""What an office can start from for papers of its own: 信函, 通报, 报告, 纪要 with head and foot by GB/T 9704-2012.

They stand in a folder of their own, since no paper of the program is made from them. What every paper of the program
has (单位, 编号, 署名, 印发日期) is there as a tag.
"""

from __future__ import annotations

from html import escape

from officebatch.outputs.official import figures
from officebatch.outputs.official.figures import CHARACTER, FANGSONG, HEITI, KAITI, RED, XIAOBIAOSONG, twips
from templates.bulletin import at_foot
from templates.parts import R, margin, package
from templates.wordml import blank, imprint, p, section

FOLDER = "公文格式"
MARK = 72  # half points: 小初
HERE = "此处写正文，每行二十八字，每面二十二行，撑满版心。"
BELOW = round(figures.RULE_BELOW_MM / 25.4 * 72)  # points
THICK, THIN = 18, 6  # of a double rule, in eighths of a point


def starters() -> dict[str, dict[str, bytes]]:
    """File name → the members of the package."""
    made = {"信函": letter(), "通报": bulletin(), "报告": report(), "纪要": minutes()}
    return {f"{FOLDER}/{name}.docx": members for name, members in made.items()}


def letter() -> dict[str, bytes]:
    """信函格式: the mark 30 mm below the paper's edge between two double rules, no number on the first page."""
    number = _set("Number", '<w:ind w:right="0"/>', _run("{{ 编号 }}"))
    body = "".join(
        (number, blank(), blank(), p("Title", "关于××××的函"), blank(), p("Addressee", "××××："), _text(), _annexed(),
         _signed(), at_foot(imprint("抄送：××××，××××。")), p("Between"), _first_apart(section(last=True)))
    )  # fmt: skip
    return _with_first_page(package("信函", _unruled(body)))


def bulletin() -> dict[str, bytes]:
    """通报 with a head of its own."""
    number = _set("Centred", _rule("bottom", space=BELOW) + '<w:ind w:left="0" w:right="0"/>', _run("{{ 编号 }}"))
    body = "".join(
        (_mark("{{ 单位 }}文件"), blank(), blank(), number, blank(), blank(), p("Title", "关于××××的通报"), blank(),
         p("Addressee", "各部门、各供电所："), _text(), _annexed(), _signed(), _printed(), section(last=True))
    )  # fmt: skip
    return package("通报", body)


def report() -> dict[str, bytes]:
    """报告 to superiors: number and signer on one line."""
    tab = f'<w:tabs><w:tab w:val="right" w:pos="{twips(figures.AREA_MM[0]) - CHARACTER}"/></w:tabs>'
    placed = f'{_rule("bottom", space=BELOW)}{tab}<w:jc w:val="left"/>'
    # the blank is typed, for an indent would shorten the rule below
    signer = _run("　{{ 编号 }}") + "<w:r><w:tab/></w:r>" + _run("签发人：") + _run("×××", KAITI)
    body = "".join(
        (_mark("{{ 单位 }}文件"), blank(), blank(), _set("Centred", placed, signer), blank(), blank(),
         p("Title", "关于××××的报告"), blank(), p("Addressee", "××××："), _text(), _annexed(), _signed(),
         _printed(), section(last=True))
    )  # fmt: skip
    return package("报告", body)


def minutes() -> dict[str, bytes]:
    """会议纪要: its mark, who was there below the text, no signature and no seal."""
    there = "".join(
        p("Body").replace("</w:p>", f"{_run(label + '：', HEITI)}{_run('×××，×××。')}</w:p>")
        for label in ("出席", "请假", "列席")
    )
    body = "".join(
        (_mark("{{ 单位 }}会议纪要"), blank(), p("Centred", "{{ 编号 }}"), blank(), p("Title", "××××会议纪要"), blank(),
         _text(), blank(), there, _printed(), section(last=True))
    )  # fmt: skip
    return package("纪要", body)


def _text() -> str:
    """The text with its four levels."""
    led = f"{_run('（一）小标题。', KAITI)}{_run(HERE)}"
    return "".join(
        (p("Body", HERE), p("Heading1", "一、××××"), p("Body").replace("</w:p>", f"{led}</w:p>"),
         p("Body", f"1.小标题。{HERE}"), p("Body", f"（1）小标题。{HERE}"), p("Heading1", "二、××××"),
         p("Body", HERE))
    )  # fmt: skip


def _annexed() -> str:
    return blank() + p("Closing", "附件：1.××××") + p("Closing", "　　　2.××××")


def _signed() -> str:
    """Name and day for a seal: the day four characters from the right, the name above it."""
    return blank() + blank() + p("Signature", "{{ 署名 }}") + p("Signature", "{{ 印发日期 }}")


def _printed() -> str:
    return at_foot(imprint("抄送：××××，××××。", "{{ 署名 }}\t{{ 印发日期 }}印发")) + p("Between")


def _mark(text: str) -> str:
    """The mark in the body: its upper edge 35 mm below the type area's."""
    placed = f'<w:spacing w:before="{twips(figures.MARK_BELOW_MM)}" w:line="{10 * MARK}" w:lineRule="exact"/>'
    return _set("Centred", placed, _run(text, XIAOBIAOSONG, MARK, RED))


def _rule(side: str, size: int = 12, space: int = 0) -> str:
    return f'<w:pBdr><w:{side} w:val="single" w:sz="{size}" w:space="{space}" w:color="{RED}"/></w:pBdr>'


def _run(text: str, face: str = FANGSONG, size: int = 0, colour: str = "") -> str:
    fonts = "".join(f'w:{slot}="{face}" ' for slot in ("ascii", "eastAsia", "hAnsi", "cs"))
    coloured = f'<w:color w:val="{colour}"/>' if colour else ""
    sized = f'<w:sz w:val="{size}"/><w:szCs w:val="{size}"/>' if size else ""
    return f"<w:r><w:rPr><w:rFonts {fonts}/>{coloured}{sized}</w:rPr><w:t>{escape(text, quote=False)}</w:t></w:r>"


def _set(style: str, properties: str, runs: str) -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{properties}</w:pPr>{runs}</w:p>'


def _unruled(body: str) -> str:
    """A letter's imprint has no rules."""
    start = body.index("<w:tblBorders>", body.rindex("<w:tbl>"))
    end = body.index("</w:tblBorders>", start) + len("</w:tblBorders>")
    return body[:start] + body[end:]


def _first_apart(properties: str) -> str:
    """A section whose first page has a header and a footer of its own."""
    parts = (("header", "Head"), ("footer", "Foot"))
    own = "".join(f'<w:{kind}Reference w:type="first" r:id="rIdFirst{of}"/>' for kind, of in parts)
    apart = properties.replace("<w:type ", f"{own}<w:type ").replace("<w:docGrid", "<w:titlePg/><w:docGrid")
    return apart.replace('w:header="1300"', f'w:header="{twips(figures.LETTER_MARK_MM)}"')


def _with_first_page(members: dict[str, bytes]) -> dict[str, bytes]:
    """The package with the header and footer of a letter's first page."""
    outside = (twips(figures.LETTER_RULE_MM) - twips(figures.AREA_MM[0])) // 2
    aside = f'<w:ind w:left="-{outside}" w:right="-{outside}"/>'
    line = f'<w:spacing w:line="{10 * MARK}" w:lineRule="exact"/>'
    name = _run("{{ 单位 }}", XIAOBIAOSONG, MARK, RED)
    # two single lines, for programs differ in which one of a double border they draw above
    head = _set("Centred", _rule("bottom", THICK, BELOW) + line + aside, name) + _set(
        "Between", _rule("bottom", THIN) + aside, ""
    )
    frame = (
        f'<w:framePr w:w="{twips(figures.LETTER_RULE_MM)}" w:wrap="around" w:vAnchor="page" w:hAnchor="page" '
        f'w:xAlign="center" w:y="{figures.PAGE[1] - twips(figures.LETTER_RULE_FOOT_MM)}"/>'
    )
    both = _rule("top", THIN).replace("</w:pBdr>", _rule("bottom", THICK).removeprefix("<w:pBdr>"))
    foot = _set("Between", frame + both, "")
    made = dict(members)
    for name, kind, content in (("header3", "hdr", head), ("footer5", "ftr", foot + p("Between"))):
        declared = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        made[f"word/{name}.xml"] = (declared + margin(kind, content)).encode()
    relations = (
        f'<Relationship Id="rIdFirstHead" Type="{R}/header" Target="header3.xml"/>'
        f'<Relationship Id="rIdFirstFoot" Type="{R}/footer" Target="footer5.xml"/></Relationships>'
    )
    types = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="application/vnd.openxmlformats-officedocument'
        f'.wordprocessingml.{kind}+xml"/>'
        for name, kind in (("header3", "header"), ("footer5", "footer"))
    )
    _put(made, "word/_rels/document.xml.rels", "</Relationships>", relations)
    _put(made, "[Content_Types].xml", "</Types>", f"{types}</Types>")
    return made


def _put(members: dict[str, bytes], name: str, end: str, text: str) -> None:
    members[name] = members[name].replace(end.encode(), text.encode())
