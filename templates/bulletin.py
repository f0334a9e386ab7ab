"""The body of 工作通报: four sections, their numerals as they are there, and three annexes."""

from __future__ import annotations

from officebatch.outputs.official.figures import KAITI
from templates.tags import each, only, tag
from templates.wordml import Column, imprint, p, section, table

DEPARTMENTS = [
    Column(26, "部门", "{{ 行.部门 }}"),
    Column(14, "应办结", "{{ 行.应办结 }}"),
    Column(12, "按期", "{{ 行.按期 }}"),
    Column(12, "超期\n办结", "{{ 行.超期办结 }}"),
    Column(12, "超期\n未办", "{{ 行.超期未办 }}"),
    Column(40, "按期办结率", "{{ 行.按期率 }}"),
    Column(19, "督办反馈\n按期", "{{ 行.反馈 }}"),
    Column(21, "较上月\n（百分点）", "{{ 行.较上月 }}"),
]
OVERDUE = [
    Column(9, "序号", "{{ 事项.序号 }}"),
    Column(25, "责任部门", "{{ 事项.部门 }}"),
    Column(52, "事项", "{{ 事项.编号及事项 }}", middle=False),
    Column(24, "规定时限", "{{ 事项.规定时限 }}"),
    Column(14, "超期\n工作日", "{{ 事项.超期 }}"),
    Column(32, "已发通知", "{{ 事项.已发通知 }}"),
]
CHANGED = [
    Column(9, "序号", "{{ 事项.序号 }}"),
    Column(14, "类别", "{{ 事项.类别 }}"),
    Column(25, "部门", "{{ 事项.部门 }}"),
    Column(58, "事项", "{{ 事项.编号及事项 }}", middle=False),
    Column(50, "内容", "{{ 事项.内容 }}", middle=False),
]


def bulletin() -> str:
    """工作通报: what is there of the four sections and the annexes; 版记 on the last page."""
    return "".join(
        (
            p("Title", "关于{{ 月份 }}公文办理和督办工作情况的通报"),
            p("Centred", "{{ 编号 }}"),
            p("Body"),
            p("Addressee", "各部门、各供电所："),
            p("Body", "现将{{ 月份 }}公文办理和督办工作情况通报如下。"),
            p("Heading1", "一、总体情况"),
            p("Body", _figures()),
            only("附图", p("Centred", "{{ 附图 }}")),
            _lines("做得好", "做得好的方面"),
            only(
                "问题",
                p("Heading1", "{{ 节号.问题 }}、存在的问题"),
                each(
                    "项", "问题",
                    _led("{{ 项.号 }}{{ 项.题 }}。", "{{ 项.文 }}"),
                    each("行", "项.列", p("Body", "{{ 行 }}")),
                ),
            ),
            _lines("要求", "下步要求", kept=True),
            only("暂定说明", p("Note", "{{ 暂定说明 }}", keep=True)),
            only(
                "附件",
                p("Closing"),
                each(
                    "名", "附件",
                    p(
                        "Closing",
                        "{% if loop.first %}附件：{% else %}　　　{% endif %}"
                        "{% if loop.length > 1 %}{{ loop.index }}. {% endif %}{{ 名 }}",
                    ),
                ),
            ),
            p("Closing"),
            p("Signature", "{{ 署名 }}"),
            p("Signature", "{{ 印发日期 }}"),
            _annex("各部门", "办理", "各部门办理情况表", table(DEPARTMENTS, "行", "各部门") + _counted()),
            _annex("超期事项", "超期", "超期未办结事项表", _as_of() + table(OVERDUE, "事项", "超期事项")),
            _annex("更正事项", "更正", "豁免、延期、裁定更正事项表", table(CHANGED, "事项", "更正事项")),
            p("Note"),
            at_foot(imprint("抄送：领导班子成员。", "{{ 署名 }}\t{{ 印发日期 }}印发")),
            p("Between"),
            section(last=True),
        )
    )


def _led(heading: str, text: str) -> str:
    """A paragraph that begins with a heading of the second level."""
    fonts = "".join(f'w:{slot}="{KAITI}" ' for slot in ("ascii", "eastAsia", "hAnsi", "cs"))
    led = f"<w:r><w:rPr><w:rFonts {fonts}/></w:rPr><w:t>{heading}</w:t></w:r><w:r>"
    return p("Body", text).replace("<w:r>", led, 1)


def _figures() -> str:
    return (
        "{% if 登记 %}{{ 月份 }}，{{ 登记 }}。{% endif %}"
        "{% if 应办结 %}各部门应办结{{ 应办结 }}件，按期办结{{ 按期 }}件"
        "{% if 按期率 %}，按期办结率{{ 按期率 }}{% endif %}{% if 较上月 %}，{{ 较上月 }}{% endif %}"
        "{% if 超期办结 %}；超期办结{{ 超期办结 }}件{% endif %}"
        "{% if 超期未办 %}；截至{{ 统计截止日 }}仍未办结{{ 超期未办 }}件{% endif %}。"
        "{% else %}各部门没有当月到期的事项。{% endif %}"
        "{% if 当日到期 %}另有{{ 当日到期 }}件于{{ 统计截止日 }}当日到期，正在办理，未计入。{% endif %}"
        "{% if 各部门 %}各部门情况见{% if 附图 %}下图和{% endif %}附件{{ 附件号.办理 }}。{% endif %}"
    )


def _lines(name: str, title: str, *, kept: bool = False) -> str:
    """A section of plain paragraphs, when there are any. kept: the last one stays with what follows."""
    last = tag("{%p if loop.last %}") + p("Closing", "{{ 行 }}") + tag("{%p else %}")
    lines = (last, p("Body", "{{ 行 }}"), tag("{%p endif %}")) if kept else (p("Body", "{{ 行 }}"),)
    return only(name, p("Heading1", f"{{{{ 节号.{name} }}}}、{title}"), each("行", name, *lines))


def _annex(listed: str, number: str, title: str, content: str) -> str:
    """An annex on pages of its own, when there is anything in it."""
    return only(listed, section(), p("AnnexMark", f"附件{{{{ 附件号.{number} }}}}"), p("Title", title), content)


def _counted() -> str:
    return p(
        "Note",
        "注：部门按建制序排列，不排名次。应办结为当月到期的环节和事项；领导、办公室和外单位占用的环节、启用日期以前的"
        "事项和内部事项不计入。件数少于{{ 起算件数 }}件的只列件数，不计率。督办反馈按期为按期回复件数／应回复件数。",
    )


def _as_of() -> str:
    noted = only("超期暂定说明", p("Note", "{{ 超期暂定说明 }}", keep=True))
    return p("Note", "统计截止：{{ 统计截止日 }}　　单位：工作日", keep=True) + noted


def at_foot(table: str) -> str:
    """A table that stands at the foot of the type area of its page."""
    place = (
        '<w:tblpPr w:leftFromText="0" w:rightFromText="0" w:topFromText="120" w:vertAnchor="margin" '
        'w:horzAnchor="margin" w:tblpXSpec="center" w:tblpYSpec="bottom"/><w:tblOverlap w:val="never"/>'
    )
    return table.replace("<w:tblPr>", f"<w:tblPr>{place}", 1)
