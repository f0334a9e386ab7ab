"""The bodies of the meeting's papers: 议题汇总表, 列席通知, 议定事项交办表."""

from __future__ import annotations

from templates.tags import only
from templates.wordml import Box, Column, blank, boxes, form, p, section, table

TOPICS = [
    Column(10, "序号", "{{ 题.序号 }}"),
    Column(49, "议题", "{{ 题.议题 }}", middle=False),
    Column(26, "提报部门\n日期", "{{ 题.提报 }}"),
    Column(22, "汇报人", "{{ 题.汇报人 }}"),
    Column(30, "列席部门", "{{ 题.列席 }}"),
    Column(27, "会商情况", "{{ 题.会商 }}"),
    Column(13, "材料\n字数", "{{ 题.字数 }}"),
    Column(24, "分管领导\n意见、日期", "{{ 题.意见 }}"),
    Column(12, "是否\n上会", "{{ 题.上会 }}"),
    Column(12, "备注", "{{ 题.备注 }}"),
]
TOLD = [
    Column(10, "序号", "{{ 题.序号 }}"),
    Column(86, "议题", "{{ 题.议题 }}", middle=False),
    Column(30, "提报部门", "{{ 题.提报部门 }}"),
    Column(30, "汇报人", "{{ 题.汇报人 }}"),
]
DECIDED = [
    Column(9, "序号", "{{ 项.序号 }}"),
    Column(54, "议题及议定事项", "{{ 项.议题 }}\n议定：{{ 项.议定 }}", middle=False),
    Column(23, "主办", "{{ 项.主办 }}"),
    Column(23, "协办", "{{ 项.协办 }}"),
    Column(23, "时限", "{{ 项.时限 }}"),
    Column(24, "督办编号", "{{ 项.督办编号 }}"),
]


def topic_summary() -> str:
    """议题汇总表: all topics of a meeting on landscape pages, and a line for those who decide."""
    return "".join(
        (
            p("Title", "{{ 会议 }}议题汇总表"),
            p(
                "Note",
                "会议时间：{{ 会议日期 }}{% if 会议时间 %}　{{ 会议时间 }}{% endif %}　　议题：{{ 件数 }}项　　"
                "台账截至：{{ 统计截止日 }}",
            ),
            table(TOPICS, "题", "议题", height=14),
            only("有缺项", p("Note", "注：“未登记”的，请有关部门在会前落实后报办公室。", keep=True)),
            p("Gap"),
            form(
                [[(50, "汇总：{{ 制表 }}"), (60, "办公室主任："), (60, "审定："), (55, "日期：　　年　　月　　日")]],
                height=11,
            ),
            section(landscape=True, last=True),
        )
    )


def attendance_notice() -> str:
    """列席通知: which meeting, when, for which topics; who will come is told on its bottom bar."""
    return "".join(
        (
            p("Title", "列席通知"),
            blank(),
            p("Addressee", "{{ 部门 }}："),
            p(
                "Body",
                "{{ 会议 }}定于{{ 会议日期 }}{% if 会议时间 %}{{ 会议时间 }}{% endif %}召开，"
                "请{{ 称谓 }}列席下列议题。",
            ),
            p("Gap"),
            table(TOLD, "题", "议题", height=8),
            p("Gap"),
            p(
                "Closing",
                "请安排熟悉情况的负责人准时到会，并将列席人员告知办公室；确不能到会的，请在会前说明并委派人员代会。"
                "对议题有不同意见的，请在会前与提报部门会商。"
                "{% if 会议时间 %}地点{% else %}具体时间、地点{% endif %}另行通知。",
            ),
            p("Closing"),
            p("Signature", "{{ 署名 }}"),
            p("Signature", "{{ 印发日期 }}"),
            p("Gap"),
            boxes(
                [
                    (8, [Box(50, "联系人：{{ 联系人 }}"), Box(50, "电话：{{ 电话 }}"), Box(56, "签收人：")]),
                    (8, [Box(100, "列席人员（姓名、职务）："), Box(56, "签收时间：　月　日　时")]),
                ]
            ),
            section(last=True),
        )
    )


def resolution_handover() -> str:
    """议定事项交办表: what was decided, who leads, until when, under which number."""
    return "".join(
        (
            p("Title", "议定事项交办表"),
            p("Note", "会议：{{ 会议 }}　　会议时间：{{ 会议日期 }}"),
            table(DECIDED, "项", "议定事项", height=14),
            p(
                "Note",
                "注：主办、协办按提报部门、涉及部门预填，时限、督办编号按事项名称对照督办台账预填，请核对；"
                "空白的由办公室核定填写，需要督办的登入督办台账。",
                keep=True,
            ),
            p("Gap"),
            form([[(38, "制表：{{ 制表 }}"), (44, "办公室主任："), (40, "交办："), (34, "日期：　月　日")]], height=11),
            section(last=True),
        )
    )
