"""How an office writes the same thing: headings, days, names and numbers in the hands of many clerks."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from tests.planted.office import DUTIES, INCOMING, OUTGOING, PROCESSES, TASKS

if TYPE_CHECKING:
    from random import Random

USUAL = {
    OUTGOING: {
        "发文字号": "发文文号",
        "密级": "秘密等级",
        "紧急程度": "缓急",
        "主送机关": "主送",
        "拟稿部门": "主办部门",
        "备注": "说明",
    },
    INCOMING: {"收文日期": "收文时间", "文件标题": "文件名称", "密级": "秘密等级", "紧急程度": "缓急"},
    TASKS: {"督办事项": "事项内容", "牵头部门": "责任部门", "完成时限": "要求完成时间"},
    DUTIES: {},
}
OTHER = {
    OUTGOING: {
        "发文字号": ("发文文号", "文号", "发文号", "公文编号"),
        "标题": ("公文标题", "文件标题", "文件名称", "题名"),
        "文种": ("公文种类", "公文类型", "文件类型"),
        "密级": ("秘密等级", "保密等级", "公文密级"),
        "紧急程度": ("缓急", "缓急程度", "急缓程度"),
        "主送机关": ("主送", "主送单位", "发往单位"),
        "份数": ("印数", "打印份数", "印发份数"),
        "拟稿部门": ("拟稿单位", "起草部门", "主办部门"),
        "拟稿人": ("起草人", "撰稿人"),
        "拟稿日期": ("拟稿时间", "起草日期"),
        "核稿人": ("审核人", "审稿人"),
        "核稿日期": ("核稿时间", "审核日期"),
        "签发人": ("签发领导", "批准人", "审批人"),
        "签发日期": ("签发时间", "批准日期", "审批时间"),
        "打印日期": ("印制日期", "印刷时间", "缮印日期"),
        "用印人": ("盖章人", "监印人"),
        "用印日期": ("用印时间", "盖章日期"),
        "分发人": ("发送人",),
        "分发日期": ("发出日期", "发送日期", "寄发日期"),
        "备注": ("说明", "附注"),
    },
    INCOMING: {
        "收文编号": ("收文号", "收文字号", "办文编号"),
        "收文日期": ("收文时间", "收到日期", "收到时间"),
        "来文单位": ("来文机关", "来文部门", "送文单位"),
        "来文字号": ("来文文号", "来文号", "原文号"),
        "文件标题": ("文件名称", "公文标题", "来文标题", "文件题名", "事由"),
        "密级": ("秘密等级", "保密等级", "公文密级"),
        "紧急程度": ("缓急", "缓急程度", "急缓程度"),
        "承办部门": ("主办部门", "承办单位", "承办科室", "办理部门"),
        "登记人": ("录入人",),
        "批办人": ("批示人",),
        "批办日期": ("批办时间", "批示日期"),
        "承办人": ("办理人", "主办人"),
        "归档日期": ("存档时间", "立卷日期"),
        "备注": ("说明", "附注"),
    },
    TASKS: {
        "编号": ("督办编号", "任务编号", "立项编号"),
        "督办事项": ("任务名称", "工作任务", "事项内容", "督办内容", "重点任务"),
        "来源": ("任务来源", "事项来源", "督办来源"),
        "立项日期": ("交办日期", "交办时间", "下达时间"),
        "牵头部门": ("责任部门", "主办部门", "责任单位", "承办部门"),
        "责任人": ("承办人", "负责人", "具体责任人"),
        "完成时限": ("办结时限", "截止日期", "计划完成时间", "要求完成时间", "办结期限"),
        "进展情况": ("落实情况", "目前进展", "工作进展", "推进情况"),
        "最近反馈日期": ("反馈日期", "最近反馈时间"),
        "完成率": ("完成进度", "进度", "完成比例", "完成百分比"),
        "状态": ("办理状态", "督办状态", "任务状态"),
        "办结日期": ("办结时间", "实际完成时间", "销号日期"),
        "备注": ("说明", "附注"),
    },
    DUTIES: {
        "部门": ("所属部门", "科室", "处室"),
        "岗位": ("岗位名称", "职位"),
        "职责内容": ("岗位职责", "工作职责", "主要职责", "工作内容"),
        "对应环节": ("流程环节", "对应流程", "负责环节"),
        "A岗": ("A角",),
        "B岗": ("B角", "备岗", "顶岗人"),
        "工作标准": ("履职标准", "质量要求", "考核标准"),
    },
}
SLIPS = {
    "发文字号": "发文宇号", "紧急程度": "紧急成度", "拟稿部门": "拟搞部门", "收文编号": "收文编好",
    "来文单位": "来文单为", "承办部门": "承办部们", "督办事项": "督办事顶", "完成时限": "完成时现",
    "牵头部门": "迁头部门", "工作标准": "工作标淮", "职责内容": "职责内溶",
    "主送机关": "主送机构", "办结日期": "办结日其",
}  # fmt: skip
URGENCY = {"平件": ("一般", "普通", "平件"), "加急": ("急件", "加急件", "紧急"), "特急": ("特急件", "火急", "特急")}
STATUS = {"已办结": ("办结", "已完成", "办毕"), "在办": ("办理中", "推进中", "正在办理")}
WIDE_DIGITS = str.maketrans("0123456789", "０１２３４５６７８９")
PEOPLE = {"责任人", "A岗", "B岗"} | {s.who for steps in PROCESSES.values() for s in steps}
BLANKED = PEOPLE | {"拟稿部门", "承办部门", "牵头部门", "部门", "文种", "密级", "紧急程度", "状态"}
SERIAL = date(1899, 12, 30)


def heading(text: str, mess: str, rng: Random) -> str:
    """The heading as a clerk would letter it."""
    if mess == "messy" and len(text) == 4 and rng.random() < 0.3:
        return f"{text[:2]}\n{text[2:]}"
    if mess != "wild" or rng.random() < 0.55:
        return text
    spaced = text[:1] + rng.choice((" ", "\u3000", "  ", "\n")) + text[1:]
    units = {"份数": "份数（份）", "延期次数": "延期次数(次)"}
    return rng.choice((spaced, f"{text}：", f"{text}:", f" {text} ", units.get(text, f"{text}\u3000"), spaced))


def day(value: date, mess: str, rng: Random, *, titled: bool) -> Any:
    """A day in one of the writings of the mess; `titled`: the year stands above the table."""
    real = datetime.combine(value, time())
    y, m, d = value.year, value.month, value.day
    usual = [f"{y}.{m}.{d}", f"{y}年{m}月{d}日", f"{y}/{m:02d}/{d:02d}", f"{y}{m:02d}{d:02d}"]
    if mess == "clean" or (rng.random() < 0.5 and mess != "wild"):
        return real
    if mess == "usual":
        return rng.choice(usual)
    serial = (value - SERIAL).days
    messy = [*usual, f" {value} ", f"{y}-{m}-{d}".translate(WIDE_DIGITS), f"{value} 00:00:00", serial]
    if mess == "messy":
        return rng.choice(messy)
    at = timedelta(hours=rng.randrange(8, 18), minutes=rng.randrange(60))
    wild = [*messy, real, real, real, real + at, real + at, serial + 0.40625, y * 10000 + m * 100 + d]
    wild += [f"{y}-{m}-{d}", f"{y}.{m}.{d}.", f"{y}年{m:02d}月{d:02d}日", f"{y} 年 {m} 月 {d} 日", f"{y}/{m}/{d} 上午"]
    wild += [f"{y}-{m:02d}-{d:02d} 09:30", f"{y}年{m}月{d}日下午", f"{y}.{m}.{d}\u3000", f"{y}．{m}．{d}"]
    if titled and y == 2026:
        wild += [f"{m}月{d}日"] * 3
    return rng.choice(wild)


def text(field: str, value: str, mess: str, rng: Random) -> str:
    """A name or a word with the blanks that slip in."""
    if mess == "clean" or field not in BLANKED or rng.random() < 0.9:
        return value
    gap = {"usual": " ", "messy": "\u3000", "wild": rng.choice((" ", "\u3000", "  "))}[mess]
    forms = [f"{value} "]
    if len(value) == 2:
        forms.append(value[0] + gap + value[1])
    if mess == "wild":
        forms += [f"\u3000{value}", f" {value}", f"{value}\n"]
        if field in PEOPLE and len(value) == 3:
            forms.append(gap.join(value))
    return rng.choice(forms)


def amount(field: str, value: float, mess: str, rng: Random) -> Any:
    """A number, now and then stored as text."""
    if mess != "wild" or rng.random() < 0.6:
        return value
    if field == "完成率":
        return rng.choice((f"{value:.0%}", f"{value:.0%}", f"{value:.0%}".translate(WIDE_DIGITS)))
    return rng.choice((str(value), f"{value} ", str(value).translate(WIDE_DIGITS)))


def synonym(field: str, value: str, rng: Random) -> str:
    """A word the shipped lists know for the same choice."""
    known = URGENCY if field == "紧急程度" else STATUS if field == "状态" else {}
    return rng.choice(known[value]) if value in known and rng.random() < 0.4 else value
