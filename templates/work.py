"""The body of 个人业绩单: one page about one person, for himself and his direct superior."""

from __future__ import annotations

from templates.tags import only, tag
from templates.wordml import Column, form, p, section, table

OWN = [
    Column(36, "台账", "{{ 项.台账 }}"),
    Column(36, "环节或项目", "{{ 项.项目 }}"),
    Column(16, "办理\n件数", "{{ 项.件数 }}"),
    Column(34, "按期率\n（按期／应办）", "{{ 项.按期 }}"),
    Column(17, "在手\n（超期）", "{{ 项.在手 }}"),
    Column(17, "同岗位\n中位数", "{{ 项.中位 }}"),
]
STAND_IN = [
    Column(36, "台账", "{{ 项.台账 }}"),
    Column(36, "环节", "{{ 项.项目 }}"),
    Column(16, "代办\n件数", "{{ 项.件数 }}"),
    Column(34, "按期率\n（按期／应办）", "{{ 项.按期 }}"),
    Column(34, "代谁办理", "{{ 项.代谁 }}"),
]


def work_sheet() -> str:
    """个人业绩单."""
    return "".join(
        (
            p("Title", "个人业绩单"),
            p("Centred", "{{ 部门 }}　{{ 姓名 }}{% if 职务 %}（{{ 职务 }}）{% endif %}"),
            p("Note", "统计期间：{{ 期初 }}至{{ 期末 }}。本单只发本人和直接上级，不排名次，不作他用。"),
            p("Heading1", "一、办理情况"),
            p("Body", "{{ 概况 }}"),
            only("各项", table(OWN, "项", "各项")),
            only("附图", p("Body", "{{ 附图 }}")),
            p("Heading1", "二、补台（B角代办，单列）"),
            tag("{%p if 补台 %}"),
            table(STAND_IN, "项", "补台"),
            tag("{%p else %}"),
            p("Body", "本期台账没有反映代办事项。"),
            tag("{%p endif %}"),
            p("Heading1", "三、办理质量"),
            p("Body", "{{ 质量 }}"),
            p(
                "Note",
                "注：件数由台账自动汇出，手工补登的列在相应台账名下；应办指本期到期的件数，"
                "领导和外单位环节、启用日期以前的事项不计。{{ 说明 }}明细见同名工作簿。",
            ),
            p("Closing", "如与实际不符，请于{{ 核对期限 }}前向办公室提出，由台账保管人核对更正。"),
            p("Signature", "{{ 署名 }}"),
            p("Signature", "{{ 印发日期 }}"),
            p("Gap"),
            form([[(52, "本人："), (60, "直接上级{% if 上级 %}（{{ 上级 }}）{% endif %}："),
                   (44, "日期：　　月　　日")]]),
            section(last=True),
        )
    )
