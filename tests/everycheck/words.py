"""What the made-up office works at: subjects by department, senders, and how titles are put together."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product

SUBJECTS = {
    "办公室": ("值班安排", "公文处理", "信息报送", "会议管理", "档案整理", "公务用车", "办公用房", "后勤保障"),
    "人力资源科": ("职工培训", "技能竞赛", "职称评审", "薪酬核定", "劳动纪律", "岗位聘任", "社保缴纳", "人才培养"),
    "财务科": ("预算编制", "资金支付", "费用报销", "往来清理", "资产盘点", "税务申报", "电费资金", "决算编报"),
    "安全监察科": ("安全检查", "隐患排查", "消防演练", "交通安全", "应急预案", "外包管理", "反违章", "工器具试验"),
    "生产技术科": ("秋季检修", "线路巡视", "配网改造", "设备消缺", "防雷接地", "低电压治理", "无功补偿", "技改储备"),
    "营销科": ("业扩报装", "电费回收", "线损治理", "窗口服务", "用电检查", "计量轮换", "光伏并网", "优质服务"),
    "党建科": ("主题党日", "组织生活", "宣传报道", "廉政教育", "志愿服务", "精神文明", "工会活动", "团青工作"),
    "物资科": ("物资采购", "仓储管理", "废旧处置", "应急物资", "供应商评价", "到货验收", "库存盘活", "计划申报"),
    "调度中心": ("调度运行", "电网方式", "保护定值", "通信运维", "负荷预测", "保电方案", "停电计划", "自动化改造"),
}
ACTIONS = ("做好", "加强", "规范", "推进", "深化", "改进", "落实", "细化", "优化")
PERIODS = ("一季度", "二季度", "三季度", "四季度", "上半年", "下半年", "春检期间", "迎峰度夏期间", "汛期", "供暖期")
ABOVE = "市供电公司"
WITHIN = "各科室、各供电所"


@dataclass(frozen=True)
class Sender:
    """Who sends us papers. above, beside, below us; letters: what its document numbers begin with."""

    name: str
    letters: str
    place: str


SENDERS = (
    Sender("市供电公司", "市电", "above"),
    Sender("市供电公司办公室", "市电办", "above"),
    Sender("县政府办公室", "临政办", "above"),
    Sender("市供电公司", "市电安", "above"),
    Sender("县应急管理局", "临应急", "beside"),
    Sender("县水务局", "临水函", "beside"),
    Sender("县教育局", "临教函", "beside"),
    Sender("县自然资源局", "临自然资函", "beside"),
    Sender("城关供电所", "城关所", "below"),
    Sender("红旗供电所", "红旗所", "below"),
    Sender("向阳供电所", "向阳所", "below"),
    Sender("兴旺供电所", "兴旺所", "below"),
)


# how often each writes to us, in the order of the senders
OFTEN = (30, 10, 12, 14, 4, 4, 4, 4, 5, 4, 5, 4)
KINDS_OF = {"above": ("通知", "通知", "通报", "意见"), "beside": ("函",), "below": ("请示", "请示", "报告")}


def matters() -> list[tuple[str, str]]:
    """(department, matter) pairs, all matters different, the departments taking turns."""
    made = [
        [(department, f"{action}{period}{subject}工作") for action, period, subject in product(ACTIONS, PERIODS, of)]
        for department, of in SUBJECTS.items()
    ]
    return [line[at * 7 % len(line)] for at in range(len(made[0])) for line in made]
