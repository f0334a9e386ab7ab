"""The rule book of the made-up office: the shipped one, its front sheets filled, and the seal's event list."""

from __future__ import annotations

from itertools import pairwise

from officebatch import batch, rulebook
from tests.everycheck import people
from tests.everycheck.daily import SEAL_STEPS
from tests.everycheck.names import SEALS
from tests.everycheck.people import LEADERS, OFFICE

Tables = dict[str, list[dict[str, str]]]
SETTINGS = {
    "单位全称": "临江县供电局",
    "单位简称": "县供电局",
    "办公室署名": "临江县供电局办公室",
    "办公室部门": OFFICE,
    "启用日期": "2026-01-01",
    "联系电话": "内线6012",
    "编号式样·催办": "临电催〔{年}〕{序号}号",
    "编号式样·督办": "临电督〔{年}〕{序号}号",
    "编号式样·整改": "临电改〔{年}〕{序号}号",
}
# field of the event list: role, type, required
_SEAL_FIELDS = {
    "用印编号": ("事项编号", "文本", "是"),
    "用印事项": ("标题", "文本", "是"),
    "申请部门": ("部门", "部门", "否"),
    "环节": ("环节", "文本", "是"),
    "经办人": ("责任人", "人员", "否"),
    "经办日期": ("日期", "日期", "否"),
    "备注": ("备注", "文本", "否"),
}
OWN = (  # the office's own checks: a sentence for some records, and SQL over two registers
    {"代码": "OWN001", "台账": "活动台账", "何时": "类别 是 办文", "应当": "工时 不大于 12", "提示语": "工时过长"},
    {
        "代码": "OWN002",
        "台账": "活动台账",
        "应当": "服务对象 IN (SELECT 牵头部门 FROM 督办台账)",
        "提示语": "{服务对象}没有督办事项",
    },
)
_SEAL_POSTS = ("", "主任、副主任", "局长、副局长、总工程师", "印章管理员、机要员")
_SEAL_HOLDERS = ("部门", "办公室", "领导", "办公室")
_KEEPERS = {"岗位职责表": "人力资源科", "评议表": "人力资源科"}


def tables() -> Tables:
    """Sheet → lines (heading → text), whole and free to change."""
    made = rulebook.shipped()
    made["部门"] = _departments()
    made["人员"] = [_person(one) for one in people.staff()]
    made["外出"] = [
        {"姓名": name, "开始日期": str(first), "结束日期": str(last), "事由": "培训"}
        for name, first, last in people.absences()
    ]
    clerk, chief = people.of(OFFICE, "督办员")[0], people.of(OFFICE, "主任")[0]
    own = SETTINGS | {"督办联系人": clerk, "办公室主任": chief, "制表人": clerk}
    made["设置"] = [{**line, "内容": own.get(line["项目"], line.get("内容", ""))} for line in made["设置"]]
    _add_seals(made)
    made["校验"] = [{**line, "级别": "警告", "归谁改": "台账保管人"} for line in OWN]
    for line in made["台账"]:
        line["保管人"] = people.of(_KEEPERS.get(line["台账"], OFFICE))[-1]
    for line in made["字段"]:
        if (line["台账"], line["字段"]) == ("发文登记簿", "发文字号"):
            line["式样"] = "临电办〔{年}〕{序号}号"
    made = rulebook.complete(made, batch.vocabulary())
    for line in made["检查"]:
        line["启用"] = "是"  # also what most offices leave off at first
    return made


def _departments() -> list[dict[str, str]]:
    made = [{"排序": "1", "部门": LEADERS, "送达方式": "纸质", "参加考核": "否"}]
    for order, (name, short, old, class_, _) in enumerate(people.DEPARTMENTS, 2):
        staff = people.of(name)
        made.append(
            {
                "排序": str(order),
                "部门": name,
                "简称": short,
                "旧名": old,
                "负责人": staff[0],
                "分管领导": people.leader_of(name),
                "联系人": staff[-1],
                "送达方式": "邮件",
                "考核类别": class_,
                "参加考核": "是",
            }
        )
    return made


def _person(one: people.Person) -> dict[str, str]:
    return {
        "姓名": one.name,
        "部门": one.department,
        "职务": one.post,
        "工号": one.number,
        "层级": one.rank,
        "邮箱": f"{one.number.lower()}@linjiang.example",
        "B角": one.stand_in,
    }


def _add_seals(made: Tables) -> None:
    made["台账"].append({"台账": SEALS, "种类": "流水", "文件": "*用印*", "工作表": "*", "计入考核": "是"})
    made["字段"] += [
        {"台账": SEALS, "字段": name, "用途": role, "表头": name, "类型": kind, "必填": required}
        for name, (role, kind, required) in _SEAL_FIELDS.items()
    ]
    made["流程"] += [
        {
            "流程": "用印", "台账": SEALS, "序号": str(n), "环节": step, "岗位": posts, "责任方": holder,
            "时限·平件": "2个工作日", "时限·加急": "1个工作日", "时限·特急": "半日", "关键节点": "否",
            "工作标准": "手续齐全，登记完整", "停表": "否", "必经": "是", "依据": "《印章使用管理办法》第五条",
        }
        for n, (step, posts, holder) in enumerate(zip(SEAL_STEPS, _SEAL_POSTS, _SEAL_HOLDERS, strict=True), 1)
    ]  # fmt: skip
    made["环节关系"] += [
        {"流程": "用印", "环节一": one, "关系": "先于", "环节二": other, "级别": "错误"}
        for one, other in pairwise(SEAL_STEPS)
    ]
    made["环节关系"].append(
        {"流程": "用印", "环节一": "申请", "关系": "不得同人", "环节二": "批准", "级别": "错误"}
    )
