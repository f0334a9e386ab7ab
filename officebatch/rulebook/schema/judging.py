"""The sheets that judge and write: 检查 校验 指标 等级 输出 豁免 裁定."""

# ruff: noqa: E501  a table: one column a line as far as it goes

from __future__ import annotations

from officebatch.rulebook.schema import words
from officebatch.rulebook.schema.column import Cell, Column, Refers, Sheet
from officebatch.rulebook.schema.front import BASIS, REMARK
from officebatch.wording import marked

CHECKS = Sheet(
    "检查", "Checks", marked("Every built-in check: on or off, how grave, who mends it."),
    unique=("code",),
    columns=(
        Column("code", "代码", "Code", marked("Code of the check; officebatch explain shows its page."), required=True,
               refers=Refers.CHECK, width=10),
        Column("title", "检查内容", "What it checks", marked("What it looks at. Not read by the program."), width=46),
        Column("on", "启用", "On", marked("Whether it is run. Empty: yes."), Cell.YES_NO, words=words.YES_NO,
               default="是", width=7),
        Column("severity", "级别", "Severity", marked("How grave a finding is. Empty: as built in."), Cell.WORD,
               words=words.SEVERITIES, width=8),
        Column("mends", "归谁改", "Who mends it", marked("Who can mend it: decides which paper it goes into."), Cell.WORD,
               words=words.MENDS, width=20),
        Column("parameters", "参数", "Parameters", marked("Name=value, several by 、 as 天数=30、文种=请示、报告. Empty: as built in."),
               Cell.PARAMETERS, width=16),
        BASIS, REMARK,
    ),
)  # fmt: skip

OWN_CHECKS = Sheet(
    "校验", "Own checks", marked("Checks of your own: one line says what must hold in one register. The sentences are listed by: officebatch help own"),
    unique=("code",),
    columns=(
        Column("code", "代码", "Code", marked("A code of your own: OWN and three digits, as OWN101."), required=True,
               width=10),
        Column("register", "台账", "Register", marked("The register it looks at."), required=True,
               refers=Refers.REGISTER, width=14),
        Column("when", "何时", "When", marked(
            "For which records, as 状态 是 办结. Empty: all. Records struck out (作废、取消) are always left alone."
        ), width=30),
        Column("must", "应当", "Must", marked(
            "What must hold: a sentence, as 办结日期 不早于 收文日期, or SQL over the fields of sheet 字段. Where a cell is empty, it does not apply; to ask for it write 办结日期 必填."
        ), required=True, width=40),
        Column("severity", "级别", "Severity", marked("How grave a finding is. Empty: warning."), Cell.WORD,
               words=words.SEVERITIES, default="警告", width=8),
        Column("mends", "归谁改", "Who mends it", marked("Who can mend it: decides which paper it goes into."), Cell.WORD,
               words=words.MENDS, default="台账保管人", width=20),
        Column("message", "提示语", "Message", marked("What the finding says; {字段} is filled from the record."),
               required=True, width=36),
        BASIS,
        Column("holds", "正例", "Holds", marked(
            "An example that is in order, as 收文日期=2026-11-02；办结日期=2026-11-05. officebatch rules check tries it."
        ), width=24),
        Column("breaks", "反例", "Breaks", marked("An example that is not, written the same way."), width=24),
        REMARK,
    ),
)  # fmt: skip

INDICATORS = Sheet(
    "指标", "Indicators", marked(
        "What is scored, for whom, by which method and with how many points: officebatch score reckons it."
    ),
    unique=("code",),
    columns=(
        Column("code", "代码", "Code", marked("Code of the indicator, as G1; parts of one are G5.1, G5.2."), required=True, width=8),
        Column("name", "指标", "Indicator", marked("Its name in papers."), required=True, width=24),
        Column("category", "分类", "Category", marked("The part of the score it belongs to, as 定量 or 内部评议."), width=12),
        Column("subject", "对象", "Subject", marked("Who is measured."), Cell.WORD, required=True, words=words.SUBJECTS,
               width=8),
        Column("group", "组", "Group", marked("过程 or 结果: points of a missing one go to others of its group."), width=8),
        Column("nature", "性质", "Nature", marked("Counted from registers, or given by people."), Cell.WORD,
               required=True, words=words.NATURES, width=8),
        Column("measure", "算法", "Measure", marked("The method it is counted by. Empty: nothing to count it by; its points go to the others."),
               refers=Refers.MEASURE, width=14),
        Column("register", "台账", "Register", marked("Only this register. Empty: all it concerns."),
               refers=Refers.REGISTER, width=14),
        Column("condition", "条件", "Condition", marked(
            "Which records count, as a sentence or SQL over the fields of the register, as in sheet 校验. Empty: all."
        ), width=20),
        Column("parameters", "参数", "Parameters", marked("What the method needs, as 环节=承办 or 评议人类别=领导."),
               Cell.PARAMETERS, width=24),
        Column("expression", "算式", "Expression", marked(
            "Only for S106: SQL over the fields; what it gives for a record, true or a number up to 1, is its share of the points."
        ), width=30),
        Column("full_mark", "满分", "Full mark", marked("Points at best."), Cell.NUMBER, default="0", width=7),
        Column("rule", "计分办法", "Rule", marked("How points are given or taken, as the scoring rules print it."), width=44),
        Column("cap", "封顶", "Cap", marked("The most that can be given or taken. Empty: the full mark."), Cell.NUMBER,
               width=7),
        BASIS, REMARK,
    ),
)  # fmt: skip

GRADES = Sheet(
    "等级", "Grades", marked("Grades, from which score they begin, how many may get them."),
    unique=("name",),
    columns=(
        Column("name", "等次", "Grade", marked("Name of the grade."), required=True, width=10),
        Column("lowest", "最低分", "Lowest score", marked("The lowest score, not rounded."), Cell.NUMBER, required=True,
               width=9),
        Column("quota", "名额", "Quota", marked("How many at most, as 30% or 2. Empty: no limit."), width=10),
        Column("veto", "否决情形", "Veto", marked("What takes the grade away, decided by people."), width=50),
        REMARK,
    ),
)  # fmt: skip

MERITS = Sheet(
    "加减分", "Bonus and deduction", marked("What was given or taken by a written document, and vetoes: one line a document."),
    columns=(
        Column("subject", "对象", "Subject", marked("The department, or the person by name."), required=True, width=16),
        Column("indicator", "项目", "Item", marked("Code of a line of sheet 指标 whose 性质 is 加分, 扣分 or 否决."), required=True,
               width=10),
        Column("times", "次数", "Times", marked("How many times. Empty: once."), Cell.NUMBER, default="1", width=8),
        Column("number", "文号", "Document", marked("Number of the document or notice. Without it, it does not count."),
               width=28),
        Column("day", "日期", "Day", marked("The document's day: decides the period."), Cell.DATE, required=True, width=12),
        Column("matter", "事由", "Matter", marked("What it was for."), width=40),
        REMARK,
    ),
)  # fmt: skip

TITLES = Sheet(
    "名目", "Titles", marked("Awards, help and accountability that officebatch propose proposes; people decide."),
    unique=("name",), later=True,
    columns=(
        Column("name", "名目", "Title", marked("Its name in papers."), required=True, width=16),
        Column("kind", "种类", "Kind", marked("An award, help, or accountability."), Cell.WORD, required=True,
               words=words.TITLE_KINDS, width=10),
        Column("subject", "对象", "Subject", marked("Departments or people."), Cell.WORD, required=True,
               words=words.TITLE_SUBJECTS, width=8),
        Column("rhythm", "期间", "Period", marked("For which periods it is looked at."), Cell.WORD, required=True,
               words=words.TITLE_PERIODS, width=8),
        Column("rule", "条件", "Conditions", marked("Which conditions are looked at; all of them must hold."), Cell.WORD,
               required=True, words=words.TITLE_RULES, width=18),
        Column("parameters", "参数", "Parameters", marked("The numbers of the conditions, as 最少=5. Empty: as built in."),
               Cell.PARAMETERS, width=26),
        Column("places", "名额", "Places", marked("How many may have it. Empty: any number."), Cell.INTEGER, width=7),
        Column("running", "连续期数", "Periods running", marked("How many periods running the same subject may have it. Empty: any number."),
               Cell.INTEGER, width=9),
        Column("on", "启用", "On", marked("Whether it is looked at. Empty: yes."), Cell.YES_NO, words=words.YES_NO,
               default="是", width=7),
        BASIS, REMARK,
    ),
)  # fmt: skip

OUTPUTS = Sheet(
    "输出", "Papers", marked("Which papers a run writes, for whom, under which file name."),
    unique=("name",),
    columns=(
        Column("name", "名称", "Name", marked("Name of the paper."), required=True, width=18),
        Column("kind", "文书", "Kind", marked("The kind of paper the program knows."), required=True,
               refers=Refers.PAPER, width=18),
        Column("audience", "给谁", "For", marked("One file for the office, one a department, one for leaders, one a person."),
               Cell.WORD, required=True, words=words.AUDIENCES, width=9),
        Column("template", "模板", "Template", marked("The Word template's name without .docx. Empty: the kind's own."),
               width=18),
        Column("file_name", "文件名", "File name", marked("May hold {部门}, {人员}, {事项}, {截止日} and {期}; / makes a folder."),
               required=True, width=44),
        Column("on", "启用", "On", marked("Whether it is written. Empty: yes."), Cell.YES_NO, words=words.YES_NO,
               default="是", width=7),
        Column("mail_template", "邮件模板", "Mail template", marked("Template of the mail it goes with."), width=14),
        Column("rhythm", "频次", "Rhythm", marked("How often it is written."), Cell.WORD, words=words.RHYTHMS, width=8),
        Column("to", "主送", "To", marked("Who it goes to."), Cell.WORD, words=words.RECEIVERS, width=14),
        Column("cc", "抄送", "Copies to", marked("Who gets a copy."), Cell.WORD, words=words.RECEIVERS, width=14),
        REMARK,
    ),
)  # fmt: skip

EXEMPTIONS = Sheet(
    "豁免", "Exemptions", marked("Findings that were accepted: by whom, why, until when."),
    columns=(
        Column("code", "代码", "Code", marked("The check."), required=True, refers=Refers.CHECK, width=10),
        Column("register", "台账", "Register", marked("The register."), required=True, refers=Refers.REGISTER, width=14),
        Column("record", "编号", "Record", marked("The record's number, as the register has it."), required=True, width=24),
        Column("until", "有效期至", "Until", marked("The last day it holds. Empty: for good."), Cell.DATE, width=12),
        Column("reason", "理由", "Reason", marked("Why it was accepted."), required=True, width=36),
        Column("approver", "批准人", "Approved by", marked("Who approved it."), required=True, width=12),
        REMARK,
    ),
)  # fmt: skip

RULINGS = Sheet(
    "裁定", "Rulings", marked(
        "What people decided about single findings and due dates. It changes papers and scores, never a register."
    ),
    columns=(
        Column("register", "台账", "Register", marked("The register."), required=True, refers=Refers.REGISTER, width=14),
        Column("record", "编号", "Record", marked("The record's number, as the register has it."), required=True, width=24),
        Column("what", "事由", "What", marked("Code of the check, or name of the step. Empty: the whole record."),
               width=14),
        Column("decision", "裁定", "Decision", marked("What was decided. 属实 takes an earlier decision back."),
               Cell.WORD, required=True, words=words.DECISIONS, width=16),
        Column("on", "哪一天", "On which day", marked("The day it was done, or is extended to."), Cell.DATE, width=12),
        Column("department", "改由部门", "Department instead", marked("Who holds it, when it is another department."),
               refers=Refers.DEPARTMENT, width=12),
        Column("reason", "理由", "Reason", marked("Why it was decided so."), width=30),
        Column("by", "裁定人", "Decided by", marked("Who decided."), required=True, width=12),
        Column("day", "日期", "Day", marked("On which day. It holds from then on."), Cell.DATE, required=True, width=12),
        REMARK,
    ),
)  # fmt: skip
