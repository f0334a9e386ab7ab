"""What stands for years in an honest office: 岗位职责表 and 制度清单, each naming the other."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import cycle
from random import Random

from tests.everycheck import people
from tests.everycheck.names import Row
from tests.everycheck.people import LEADERS, OFFICE, Person
from tests.everycheck.words import SUBJECTS

# category: names of its regulations and the departments that own them
IN_FORCE = {
    "学习": (("理论学习制度", "党建科"), ("职工教育培训管理办法", "人力资源科"), ("技能竞赛管理办法", "人力资源科"),
             ("公文写作交流制度", OFFICE), ("师带徒管理办法", "人力资源科")),
    "会务": (("局长碰头会议事规则", OFFICE), ("会议管理规定", OFFICE), ("视频会议管理办法", "调度中心"),
             ("会议纪要办理规定", OFFICE), ("调度例会制度", "调度中心")),
    "值班": (("值班工作制度", OFFICE), ("调控值班交接班制度", "调度中心"), ("抢修值班管理办法", "生产技术科"),
             ("节假日到岗到位规定", "安全监察科"), ("营业厅值班规定", "营销科")),
    "保密": (("保密工作管理办法", OFFICE), ("计算机和移动介质管理规定", "调度中心"), ("印章使用管理办法", OFFICE),
             ("客户信息保护规定", "营销科"), ("档案借阅管理办法", OFFICE)),
    "请示报告": (("公文处理办法", OFFICE), ("重大事项请示报告制度", OFFICE), ("督查督办工作办法", OFFICE),
                 ("信息报送工作规定", OFFICE), ("安全事件报告规定", "安全监察科")),
    "卫生管理": (("环境卫生管理制度", OFFICE), ("食堂卫生管理办法", OFFICE), ("库房环境管理规定", "物资科"),
                 ("供电所环境管理规定", "党建科"), ("变电站环境管理规定", "生产技术科")),
    "财务管理": (("财务报销管理办法", "财务科"), ("预算管理办法", "财务科"), ("固定资产管理办法", "财务科"),
                 ("采购付款管理办法", "物资科"), ("电费资金管理办法", "营销科")),
    "其他": (("反违章管理办法", "安全监察科"), ("配网检修管理办法", "生产技术科"), ("业扩报装管理办法", "营销科"),
             ("应急物资管理办法", "物资科"), ("绩效考核办法", "人力资源科")),
}  # fmt: skip
# post of the office: the steps it answers for
OFFICE_STEPS = {
    "主任": "分办、审核", "副主任": "分办", "秘书": "核稿", "机要员": "签收、登记、注办、分发", "文印员": "打印",
    "印章管理员": "用印、盖印", "督办员": "催办", "档案员": "处置",
}  # fmt: skip
LEADER_DUTIES = ("主持全局工作", "分管办公室、人力资源和党建", "分管财务、营销和物资", "分管安全和生产", "分管电网调度")


def regulations() -> list[Row]:
    """Forty regulations in force, five a category, all to be looked at again after the examination."""
    made: list[Row] = []
    for category, names in IN_FORCE.items():
        for name, owner in names:
            number = len(made) + 1
            issued = date(2024, 1, 15) + timedelta(number * 17)
            made.append(
                {
                    "制度编号": f"ZD-{number:02}",
                    "制度类别": category,
                    "制度名称": name,
                    "文号": f"临电办〔{issued.year}〕{number + 10}号",
                    "归口部门": owner,
                    "发布日期": issued,
                    "施行日期": issued + timedelta(14),
                    "复审日期": date(issued.year + 3, issued.month, 28),
                    "状态": "现行",
                    "适用范围": "全局",
                }
            )
    return made


def duties(seed: int) -> list[Row]:
    """One duty a person, the stand-in as B; the duties of a department name all regulations it owns."""
    cited: dict[str, list[str]] = {}
    for names in IN_FORCE.values():
        for name, owner in names:
            cited.setdefault(owner, []).append(name)
    turns = {department: cycle(names) for department, names in cited.items()}
    places: dict[str, int] = {}
    made: list[Row] = []
    for person in people.staff():
        place = places[person.department] = places.get(person.department, -1) + 1
        rules = [next(turns[person.department]) for _ in range(2)] if person.department in turns else []
        made.append(_duty(Random(f"{seed} {person.number}"), len(made) + 1, person, place, rules))
    return made


def _duty(rng: Random, number: int, person: Person, place: int, rules: list[str]) -> Row:
    content, steps = _content(person, place)
    by = "、".join(f"《{name}》" for name in dict.fromkeys(rules))
    standard = f"按期完成率{rng.randint(95, 100)}%，差错为零"
    above = people.head() if person.department == LEADERS else people.leader_of(person.department)
    return {
        "职责编号": f"ZZ-{number:03}",
        "部门": person.department,
        "岗位": person.post if place == 0 else f"{person.post}{place}岗",
        "职责内容": content,
        "对应环节": steps,
        "A角": person.name,
        "B角": person.stand_in,
        "工作标准": f"执行{by}，{standard}" if by else standard,
        "时限要求": "按流程时限",
        "上级": above,
    }


def _content(person: Person, place: int) -> tuple[str, str]:
    """What a person answers for, and the steps that go with it."""
    steps = OFFICE_STEPS.get(person.post, "")
    if person.department == LEADERS:
        return LEADER_DUTIES[place], steps
    if place == 0:
        return f"主持{person.department}全面工作", steps
    subjects = SUBJECTS[person.department]
    mine = "、".join(subjects[at] for at in range(len(subjects)) if at % 5 == (place - 1) % 5)
    return f"承担{mine}等工作（{person.post}第{place}岗）", steps
