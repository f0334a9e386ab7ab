"""The sheets an office really fills: 设置 部门 人员 外出 日历 流程 催办阶梯."""

# ruff: noqa: E501  a table: one column a line as far as it goes

from __future__ import annotations

from officebatch.rulebook.schema import words
from officebatch.rulebook.schema.column import Cell, Column, Refers, Sheet
from officebatch.wording import marked

REMARK = Column("remark", "备注", "Remark", marked("Your own notes. The program does not read them."), width=36)
BASIS = Column(
    "basis", "依据", "Basis",
    marked("The regulation and clause this rests on, as papers quote it. Empty: the office's own limit."), width=46,
)  # fmt: skip

SETTINGS = Sheet(
    "设置", "Settings", marked("The office's names, days, contacts and number series: one setting a line."),
    front=True, needed=True, unique=("key",),
    columns=(
        Column("key", "项目", "Setting", marked("The setting's name. Do not change it."), required=True, width=26),
        Column("value", "内容", "Value", marked("What your office decided. Several values are separated by 、"), width=40),
        Column("note", "说明", "Note", marked("What the setting does. Not read by the program."), width=70),
    ),
)  # fmt: skip

DEPARTMENTS = Sheet(
    "部门", "Departments", marked("Every department, also the office itself and those that no longer exist."),
    front=True, needed=True, unique=("name",),
    columns=(
        Column("order", "排序", "Order", marked("Place in the official order; papers list departments by it."),
               Cell.INTEGER, required=True, width=7),
        Column("name", "部门", "Department", marked("The full name, as papers address it."), required=True, width=18),
        Column("short_names", "简称", "Short names", marked("Short names met in registers, separated by 、"),
               many=True, width=20),
        Column("old_names", "旧名", "Old names", marked("Former names met in registers, separated by 、"),
               many=True, width=20),
        Column("valid_from", "启用日期", "Valid from", marked("From which day it exists. Empty: always."), Cell.DATE,
               width=12),
        Column("valid_to", "停用日期", "Valid to", marked("Its last day. Empty: it still exists."), Cell.DATE, width=12),
        Column("head", "负责人", "Head", marked("Head of the department, a name of sheet 人员."),
               refers=Refers.PERSON, width=12),
        Column("leader", "分管领导", "Responsible leader", marked("The leader it answers to, a name of sheet 人员."),
               refers=Refers.PERSON, width=12),
        Column("contact", "联系人", "Contact", marked("Who receives its papers, a name of sheet 人员."),
               refers=Refers.PERSON, width=12),
        Column("delivery", "送达方式", "Delivery", marked("How its papers reach it."), Cell.WORD,
               words=words.DELIVERY, width=10),
        Column("cc", "抄送", "Copies to", marked("Who gets a copy, separated by 、"), many=True, width=18),
        Column("class_", "考核类别", "Class", marked("The class it is compared within, as 管理类 or 业务类."), width=12),
        Column("evaluated", "参加考核", "Evaluated", marked("Whether it is scored. Empty: yes."), Cell.YES_NO,
               words=words.YES_NO, default="是", width=10),
        REMARK,
    ),
)  # fmt: skip

PEOPLE = Sheet(
    "人员", "People", marked("Everybody whose name stands in a register, with department and post."),
    front=True, needed=True, unique=("name", "department", "number"),
    columns=(
        Column("name", "姓名", "Name", marked("The name as registers write it."), required=True, width=12),
        Column("department", "部门", "Department", marked("A name of sheet 部门."), required=True,
               refers=Refers.DEPARTMENT, width=18),
        Column("post", "职务", "Post", marked("The post: sheet 流程 says which posts may do a step."), width=12),
        Column("number", "工号", "Number", marked("Only needed to tell two people of one name and department apart."),
               width=10),
        Column("rank", "层级", "Rank", marked("领导 marks the unit's leaders: they are never urged."), Cell.WORD,
               words=words.RANKS, width=8),
        Column("mail", "邮箱", "Mail", marked("Where mail reaches this person."), width=26),
        Column("stand_in", "B角", "Stand-in", marked("Who stands in when this person is away, a name of this sheet."),
               refers=Refers.PERSON, width=12),
        Column("since", "到岗日期", "In post since", marked("The first day in this post. Empty: always."), Cell.DATE,
               width=12),
        Column("until", "离岗日期", "In post until", marked("The last day in this post. Empty: still."), Cell.DATE,
               width=12),
        REMARK,
    ),
)  # fmt: skip

ABSENCES = Sheet(
    "外出", "Absences", marked("Who is away from when to when; the stand-in is asked meanwhile."),
    front=True,
    columns=(
        Column("person", "姓名", "Name", marked("A name of sheet 人员."), required=True, refers=Refers.PERSON, width=12),
        Column("first", "开始日期", "First day", marked("The first day away."), Cell.DATE, required=True, width=14),
        Column("last", "结束日期", "Last day", marked("The last day away, counted."), Cell.DATE, required=True, width=14),
        Column("reason", "事由", "Reason", marked("Leave, training, business trip."), width=20),
        REMARK,
    ),
)  # fmt: skip

CALENDAR = Sheet(
    "日历", "Calendar", marked("Only days that differ from the national holiday notice; the notice itself is built in."),
    front=True, unique=("day",),
    columns=(
        Column("day", "日期", "Day", marked("A day that differs from the national calendar."), Cell.DATE, required=True,
               width=14),
        Column("working", "上班或休息", "Working or rest", marked("What this day is in your office."), Cell.WORD,
               required=True, words=words.DAYS, width=14),
        Column("note", "说明", "Note", marked("Why, as 厂休 or 迎峰度夏值守."), width=30),
        REMARK,
    ),
)  # fmt: skip

STEPS = Sheet(
    "流程", "Processes", marked("The steps a document passes: who does them, how long each may take."),
    front=True, unique=("process", "register", "name"),
    columns=(
        Column("process", "流程", "Process", marked("Name of the process, as 发文."), required=True, width=9),
        Column("register", "台账", "Register", marked("The register it is kept in, a name of sheet 台账."), required=True,
               refers=Refers.REGISTER, width=14),
        Column("order", "序号", "Order", marked("The usual order of the steps: 1, 2, 3."), Cell.INTEGER, required=True,
               width=7),
        Column("name", "环节", "Step", marked("Name of the step, as 核稿."), required=True, width=9),
        Column("person_field", "经办人字段", "Person field",
               marked("The field that names who did it. Empty: step name and 人, as 核稿人; where the register has no such "
                      "field, nobody is named."), width=12),
        Column("date_field", "日期字段", "Date field",
               marked("The field with the day it was done. Empty: step name and 日期, as 核稿日期."), width=12),
        Column("posts", "岗位", "Posts", marked("Posts that may do it, separated by 、 Empty: anybody."),
               many=True, refers=Refers.POST, width=18),
        Column("holder", "责任方", "Holder",
               marked("In whose hands the matter is at this step; who holds it is asked for it."), Cell.WORD,
               words=words.HOLDERS, default="部门", width=9),
        Column("counted_from", "起算", "Counted from",
               marked("Empty: from the last step done. Else a step's name, or a field in brackets as [收文日期]."),
               refers=Refers.START, width=12),
        Column("limits", "时限", "Limit",
               marked("How long the step may take: 4小时, 半日, 当日, 2个工作日, 10日, 12月31日, 会前3个工作日, "
                      "[完成时限]. Empty: no limit."), Cell.LIMIT, each="紧急程度", width=12),
        Column("key_node", "关键节点", "Key node", marked("Whether it is a key node. Empty: no."), Cell.YES_NO,
               words=words.YES_NO, default="否", width=10),
        Column("standard", "工作标准", "Standard", marked("What a good job of this step is."), width=40),
        Column("stops_clock", "停表", "Stops the clock",
               marked("Whether the clock stands while others have it (an outside body). Empty: no."), Cell.YES_NO,
               words=words.YES_NO, default="否", width=7),
        Column("required", "必经", "Required", marked("Whether every document must pass it; or which, as [会签部门] (those with this field filled in) or "
                      "[文种]=请示、报告. Empty: yes."), Cell.REQUIRED,
               words=words.REQUIRED, default="是", width=7),
        BASIS, REMARK,
    ),
)  # fmt: skip

LADDER = Sheet(
    "催办阶梯", "Ladder", marked("How an overdue matter is urged, level by level."),
    front=True,
    columns=(
        Column("level", "级次", "Level", marked("1 is the mildest. A matter rises one level a run at most."),
               Cell.INTEGER, required=True, width=7),
        Column("paper", "文书", "Paper", marked("The kind of paper, as sheet 输出 names it."), required=True,
               refers=Refers.PAPER, width=16),
        Column("on", "启用", "On", marked("Whether this level is in use. Empty: yes."), Cell.YES_NO, words=words.YES_NO,
               default="是", width=7),
        Column("from_days", "超期天数", "Days late",
               marked("From how many working days late; -3 is three working days before the due date."), Cell.INTEGER,
               required=True, width=10),
        Column("registers", "台账", "Registers", marked("Only for these registers, separated by 、 Empty: all."),
               many=True, refers=Refers.REGISTER, width=16),
        Column("urgencies", "紧急程度", "Urgencies", marked("Only for these urgencies, separated by 、 Empty: all."),
               many=True, refers=Refers.URGENCY, width=12),
        Column("one_a_matter", "一事一单", "One a matter",
               marked("Yes: one paper a matter. No or empty: one a department."), Cell.YES_NO, words=words.YES_NO,
               default="否", width=10),
        Column("to", "主送", "To", marked("Who it goes to."), Cell.WORD, words=words.RECEIVERS, width=12),
        Column("cc", "抄送", "Copies to", marked("Who gets a copy."), Cell.WORD, words=words.RECEIVERS, width=12),
        Column("answer_days", "回复天数", "Days to answer", marked("Working days to answer. Empty: no answer is asked."),
               Cell.INTEGER, default="0", width=10),
        Column("series", "编号系列", "Number series",
               marked("The series it is numbered in: 催办 for the setting 编号式样·催办. Empty: no number."),
               refers=Refers.SERIES, width=10),
        Column("least_days", "间隔天数", "Days between", marked("Least working days since the level before."),
               Cell.INTEGER, default="0", width=10),
        REMARK,
    ),
)  # fmt: skip
