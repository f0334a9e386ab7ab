"""The handbook's three books: 制度汇编, 流程手册, 岗位手册, each with cover, contents and pages counted through.

The headings that stand in the contents are those of the styles BookPart and BookChapter.
"""

from __future__ import annotations

from officebatch.outputs.contents import MARK, NAMES
from officebatch.outputs.official.figures import (
    HEITI,
    KAITI,
    SIZE_2,
    SIZE_3,
    SIZE_4,
    SIZE_SMALL_4,
    XIAOBIAOSONG,
)
from templates.parts import Style, package
from templates.tags import each, only, tag
from templates.wordml import Box, Column, boxes, p, section, table

TEXTS = "⟦制度正文⟧"
_RIGHT = '<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="8845"/></w:tabs>'
_RULED = '<w:pBdr><w:bottom w:val="single" w:sz="6" w:space="2" w:color="auto"/></w:pBdr>'
STYLES = {
    "CoverUnit": Style("封面单位", XIAOBIAOSONG, SIZE_2, "center", 700, before=2400),
    "CoverTitle": Style("封面书名", XIAOBIAOSONG, 84, "center", 1100, before=1300),
    "CoverEdition": Style("封面版别", KAITI, 36, "center", 600, before=500),
    "CoverHint": Style("封面提示", HEITI, SIZE_4, "center", 480, before=3000),
    "CoverFoot": Style("封面署名", size=SIZE_3, align="center", line=600, before=200),
    "ContentsTitle": Style("目录标题", XIAOBIAOSONG, SIZE_2, "center", 900, after=200),
    "TOC1": Style("toc 1", HEITI, SIZE_4, "left", 460, extra=_RIGHT, built_in=True),
    "TOC2": Style("toc 2", size=SIZE_4, align="left", line=400, left=420, extra=_RIGHT, built_in=True),
    "BookPart": Style(
        NAMES["BookPart"], XIAOBIAOSONG, 36, "center", 700, before=60, after=160,
        extra="<w:keepNext/>", outline=0,
    ),
    "CardTitle": Style("卡片标题", XIAOBIAOSONG, 36, "center", 700, before=60, after=160, extra="<w:keepNext/>"),
    "BookChapter": Style(
        NAMES["BookChapter"], HEITI, SIZE_4, "left", 480, extra=f"<w:keepNext/>{_RULED}", outline=1,
    ),
    "BookFacts": Style("篇注", KAITI, SIZE_SMALL_4, "left", 340, before=40, after=200, extra="<w:keepNext/>"),
    "RunningHead": Style("书眉", KAITI, SIZE_SMALL_4, "center", 0, extra=_RULED),
}  # fmt: skip

LISTED = [
    Column(9, "序号", "{{ 制度.序号 }}"),
    Column(18, "编号", "{{ 制度.编号 }}"),
    Column(49, "制度名称", "{{ 制度.名称 }}", middle=False),
    Column(43, "文号", "{{ 制度.文号 }}"),
    Column(14, "版次", "{{ 制度.版次 }}"),
    Column(23, "归口部门", "{{ 制度.部门 }}"),
    Column(25, "施行日期", "{{ 制度.施行 }}"),
    Column(25, "复审日期", "{{ 制度.复审 }}"),
    Column(19, "状态", "{{ 制度.状态 }}"),
]
REPEALED = [
    Column(9, "序号", "{{ 制度.序号 }}"),
    Column(20, "编号", "{{ 制度.编号 }}"),
    Column(67, "制度名称", "{{ 制度.名称 }}", middle=False),
    Column(43, "文号", "{{ 制度.文号 }}"),
    Column(24, "归口部门", "{{ 制度.部门 }}"),
    Column(62, "说明", "{{ 制度.说明 }}", middle=False),
]
REVISIONS = [
    Column(9, "序号", "{{ 建议.序号 }}"),
    Column(26, "对象", "{{ 建议.对象 }}"),
    Column(52, "建议", "{{ 建议.建议 }}", middle=False),
    Column(24, "责任部门", "{{ 建议.部门 }}"),
    Column(80, "理由", "{{ 建议.理由 }}", middle=False),
    Column(34, "督办登记", "{{ 建议.登记 }}"),
]
STEPS = [
    Column(8, "序号", "{{ 环节.序号 }}"),
    Column(19, "环节", "{{ 环节.环节 }}"),
    Column(29, "岗位\n（责任方）", "{{ 环节.岗位 }}", middle=False),
    Column(29, "责任人", "{{ 环节.责任人 }}", middle=False),
    Column(37, "办理时限", "{{ 环节.时限 }}", middle=False),
    Column(40, "工作标准", "{{ 环节.标准 }}", middle=False),
    Column(27, "登记", "{{ 环节.登记 }}", middle=False),
    Column(36, "依据", "{{ 环节.依据 }}", middle=False),
]
POSTS = [
    Column(9, "序号", "{{ 岗.序号 }}"),
    Column(28, "岗位", "{{ 岗.岗位 }}"),
    Column(64, "职责", "{{ 岗.职责 }}", middle=False),
    Column(17, "A角", "{{ 岗.A角 }}"),
    Column(17, "B角", "{{ 岗.B角 }}"),
    Column(28, "承担的\n流程环节", "{{ 岗.环节 }}"),
    Column(40, "工作标准", "{{ 岗.标准 }}", middle=False),
    Column(22, "时限要求", "{{ 岗.时限 }}"),
]
PEOPLE = [
    Column(9, "序号", "{{ 人.序号 }}"),
    Column(18, "姓名", "{{ 人.姓名 }}"),
    Column(25, "部门", "{{ 人.部门 }}"),
    Column(22, "职务", "{{ 人.职务 }}"),
    Column(44, "A角岗位", "{{ 人.A岗 }}", middle=False),
    Column(38, "B角岗位", "{{ 人.B岗 }}", middle=False),
]
OWN_POSTS = [
    Column(28, "岗位", "{{ 岗.岗位 }}"),
    Column(56, "职责", "{{ 岗.职责 }}", middle=False),
    Column(46, "工作标准", "{{ 岗.标准 }}", middle=False),
    Column(26, "时限要求", "{{ 岗.时限 }}"),
]
STOOD_IN = [
    Column(28, "岗位", "{{ 岗.岗位 }}"),
    Column(24, "A角", "{{ 岗.A角 }}"),
    Column(104, "职责", "{{ 岗.职责 }}", middle=False),
]
OWN_STEPS = [
    Column(20, "流程", "{{ 环节.流程 }}"),
    Column(22, "环节", "{{ 环节.环节 }}"),
    Column(16, "担任", "{{ 环节.担任 }}"),
    Column(40, "办理时限", "{{ 环节.时限 }}", middle=False),
    Column(58, "工作标准", "{{ 环节.标准 }}", middle=False),
]


def regulation_book() -> dict[str, bytes]:
    """制度汇编: list, texts (bound in at their mark), annexes."""
    body = (
        _front("制度汇编"),
        p("BookPart", "编印说明"),
        each("段", "说明", p("Body", "{{ 段 }}")),
        section(numbers='w:start="1"'),
        p("BookPart", "现行制度目录"),
        each(
            "类", "各类",
            p("Caption", "{{ 类.名称 }}（{{ 类.件数 }}项）"),
            table(LISTED, "制度", "类.各制度", 8),
        ),
        only(
            "未汇入",
            p("Note", "未汇入正文的制度："),
            each("行", "未汇入", p("Note", "{{ 行 }}")),
        ),
        section(landscape=True),
        p("Body", TEXTS),
        p("BookPart", "附录一　废止制度目录"),
        tag("{%p if 废止 %}"),
        table(REPEALED, "制度", "废止"),
        tag("{%p else %}"),
        p("Body", "截至{{ 截止日 }}，制度清单中没有登记为废止的制度。"),
        tag("{%p endif %}"),
        *_proposals("附录二　制度修订建议", "制度修订建议"),
        section(landscape=True, last=True),
    )
    return _book("制度汇编", "".join(body))


def process_book() -> dict[str, bytes]:
    """流程手册: a flow chart and a step table for each process."""
    body = (
        _front("流程手册"),
        p("BookPart", "编印说明"),
        each("段", "说明", p("Body", "{{ 段 }}")),
        section(numbers='w:start="1"'),
        each(
            "流程", "各流程",
            p("BookPart", "{{ 流程.节号 }}、{{ 流程.名称 }}流程"),
            tag("{%p if 流程.有图 %}"),
            p("BookChapter", "{{ 流程.名称 }}流程图"),
            p("Note", "粗框带★为关键节点，虚线框为非必经环节；"
                      "右侧为时限（平件在前）、责任人和截至{{ 截止日 }}的在手件数。", keep=True),
            p("Body", "{{ 流程.流程图 }}"),
            section(),
            tag("{%p else %}"),
            p("Body", "本流程对应的台账没有读到，没有流程图。"),
            tag("{%p endif %}"),
            p("BookChapter", "{{ 流程.名称 }}流程环节表"),
            table(STEPS, "环节", "流程.各环节"),
            each("行", "流程.要求", p("Note", "{{ 行 }}")),
            section(landscape=True),
        ),
        *_proposals("附录　流程时限修订建议", "流程时限修订建议"),
        section(landscape=True, last=True),
    )  # fmt: skip
    return _book("流程手册", "".join(body))


def post_book() -> dict[str, bytes]:
    """岗位手册: duties by department, people with their A and B posts, a duty sheet for each."""
    body = (
        _front("岗位手册"),
        p("BookPart", "编印说明"),
        each("段", "说明", p("Body", "{{ 段 }}")),
        section(numbers='w:start="1"'),
        p("BookPart", "部门岗位职责"),
        each(
            "部", "各部门",
            p("BookChapter", "{{ 部.名称 }}"),
            p("BookFacts", "负责人：{{ 部.负责人 }}　　分管领导：{{ 部.领导 }}　　岗位{{ 部.岗位数 }}个"),
            table(POSTS, "岗", "部.各岗位"),
        ),
        section(landscape=True),
        p("BookPart", "人员岗位一览"),
        table(PEOPLE, "人", "各人员", 7),
        only("未登记", p("Note", "岗位职责表未登记岗位的人员：{{ 未登记 }}。")),
        each(
            "卡", "各职责卡",
            tag("{%p if 卡.首张 %}"),
            p("BookPart", "岗位职责卡", new_page=True),
            p("BookChapter", "{{ 卡.部门 }}　{{ 卡.姓名 }}"),
            tag("{%p else %}"),
            p("CardTitle", "岗位职责卡", new_page=True),
            p("BookChapter", "{{ 卡.部门 }}　{{ 卡.姓名 }}"),
            tag("{%p endif %}"),
            p("Gap"),
            boxes([(9, [Box(20, "姓　名", middle=True), Box(32, "{{ 卡.姓名 }}", middle=True),
                        Box(20, "部　门", middle=True), Box(32, "{{ 卡.部门 }}", middle=True),
                        Box(20, "职　务", middle=True), Box(32, "{{ 卡.职务 }}", middle=True)]),
                   (9, [Box(20, "工　号", middle=True), Box(32, "{{ 卡.工号 }}", middle=True),
                        Box(20, "部门\n负责人", middle=True), Box(32, "{{ 卡.负责人 }}", middle=True),
                        Box(20, "离岗时\n代办人", middle=True), Box(32, "{{ 卡.代办人 }}", middle=True)])]),
            only(
                "卡.A岗",
                p("Caption", "本人岗位（A角）"),
                table(OWN_POSTS, "岗", "卡.A岗", 14),
            ),
            only(
                "卡.B岗",
                p("Caption", "代办岗位（B角）"),
                table(STOOD_IN, "岗", "卡.B岗", 12),
            ),
            only(
                "卡.环节",
                p("Caption", "承担的流程环节"),
                table(OWN_STEPS, "环节", "卡.环节", 10),
            ),
            p("Gap"),
            boxes([(16, [Box(26, "本人确认", middle=True), Box(52, "签字：　　　　月　日"),
                         Box(26, "部门负责人", middle=True), Box(52, "签字：　　　　月　日")])]),
        ),
        section(last=True),
    )  # fmt: skip
    return _book("岗位手册", "".join(body))


def _front(title: str) -> str:
    """Cover and contents."""
    return "".join(
        (
            p("CoverUnit", "{{ 单位 }}"),
            p("CoverTitle", title),
            p("CoverEdition", "（{{ 版别 }}）"),
            p("CoverHint", "{{ 提示 }}"),
            p("CoverFoot", "{{ 署名 }}编"),
            p("CoverFoot", "{{ 印发日期 }}"),
            section(bare=True),
            p("ContentsTitle", "目　　录"),
            p("Body", MARK),
            section(numbers='w:fmt="upperRoman" w:start="1"'),
        )
    )


def _proposals(title: str, what: str) -> tuple[str, ...]:
    return (
        p("BookPart", title, new_page=True),
        tag("{%p if 修订建议 %}"),
        table(REVISIONS, "建议", "修订建议"),
        p("Note", "以上只是根据台账提出的建议，是否修订由有权者按制度修订程序决定。"
                  "未登记的可从“制度修订任务.xlsx”粘贴到督办台账，来源栏须照原样保留。"),
        tag("{%p else %}"),
        p("Body", f"截至{{{{ 截止日 }}}}，没有{what}。"),
        tag("{%p endif %}"),
    )  # fmt: skip



def _book(title: str, body: str) -> dict[str, bytes]:
    return package(title, body, p("RunningHead", f"{{{{ 单位 }}}}{title}（{{{{ 版别 }}}}）"), STYLES)
