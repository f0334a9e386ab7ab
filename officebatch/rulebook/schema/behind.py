"""The sheets that describe registers and are seldom changed: 环节关系 台账 字段 选项."""

# ruff: noqa: E501  a table: one column a line as far as it goes

from __future__ import annotations

from officebatch.rulebook.schema import words
from officebatch.rulebook.schema.column import Cell, Column, Refers, Sheet
from officebatch.rulebook.schema.front import BASIS, REMARK
from officebatch.wording import marked

RELATIONS = Sheet(
    "环节关系", "Relations", marked("Which step must stand before which, and which one person may not hold both."),
    unique=("process", "first", "kind", "second"),
    columns=(
        Column("process", "流程", "Process", marked("A process of sheet 流程."), required=True, refers=Refers.PROCESS,
               width=10),
        Column("first", "环节一", "Step A", marked("A step of this process."), required=True, refers=Refers.STEP,
               width=10),
        Column("kind", "关系", "Relation", marked("先于: A must be done before B. 不得同人: not by one person. 须同人: by one person. 其后须有: B must "
                      "come after A. 至多一次: A is passed once at most."),
               Cell.WORD, required=True, words=words.RELATIONS, width=12),
        Column("second", "环节二", "Step B",
               marked("Another step of this process. Empty for 至多一次; for 须同人 where it is about each time A is passed."),
               refers=Refers.STEP, width=10),
        Column("severity", "级别", "Severity", marked("How grave it is when this does not hold. Empty: error."),
               Cell.WORD, words=words.SEVERITIES, default="错误", width=8),
        BASIS, REMARK,
    ),
)  # fmt: skip

REGISTERS = Sheet(
    "台账", "Registers", marked("Every register: which files it is in and what kind it is."),
    needed=True, unique=("name",),
    columns=(
        Column("name", "台账", "Register", marked("Name of the register."), required=True, width=16),
        Column("kind", "种类", "Kind",
               marked("流转: steps stand in columns. 流水: one line a step. 任务, 职责, 议题, 制度, 活动, 评议; 普通: any other."),
               Cell.WORD, required=True, words=words.KINDS, width=8),
        Column("files", "文件", "Files", marked("Which files: * stands for any letters, as *收文*. Several by 、"),
               required=True, width=22),
        Column("sheets", "工作表", "Sheets", marked("Which sheets: * is all. Sheets of one register are read in order."),
               default="*", width=14),
        Column("columns", "列范围", "Columns", marked("Two registers side by side: A:L. Empty: all columns."),
               Cell.LETTERS, width=10),
        Column("heading_rows", "表头行", "Heading rows", marked("Row numbers of the headings, as 3 or 3-4. Empty: found."),
               Cell.ROWS, width=10),
        Column("year_from", "年份取自", "Year from",
               marked("Where the year of dates such as 3月5日 is taken from. Empty: title, then sheet name."),
               Cell.WORD, words=words.YEAR_FROM, width=10),
        Column("key_field", "主键字段", "Key field", marked("The field that names a record. Empty: the field with role 编号."),
               refers=Refers.FIELD, width=12),
        Column("keeper", "保管人", "Keeper", marked("Who keeps it and corrects it, a name of sheet 人员."),
               refers=Refers.PERSON, width=12),
        Column("evaluated", "计入考核", "Evaluated", marked("Whether it counts for evaluation. Empty: yes."), Cell.YES_NO,
               words=words.YES_NO, default="是", width=10),
        Column("must_be", "必备", "Must be there",
               marked("Whether its workbook must be there. 否: an office without it is told nothing. Empty: yes."),
               Cell.YES_NO, words=words.YES_NO, default="是", width=7),
        REMARK,
    ),
)  # fmt: skip

FIELDS = Sheet(
    "字段", "Fields", marked("Every field of every register and the headings it goes by."),
    needed=True, unique=("register", "field"),
    columns=(
        Column("register", "台账", "Register", marked("A name of sheet 台账."), required=True, refers=Refers.REGISTER,
               width=14),
        Column("field", "字段", "Field", marked("The field's name: letters and digits only, no blanks or brackets."),
               Cell.IDENTIFIER, required=True, width=14),
        Column("role", "用途", "Role", marked("What the program uses it as. Empty: it is only read. One field a role."),
               Cell.WORD, words=words.ROLES, refers=Refers.ROLE, width=14),
        Column("headings", "表头", "Headings", marked("Every way the column may be headed, the usual one first, by 、"),
               many=True, width=60),
        Column("type", "类型", "Type", marked("What its cells hold."), Cell.WORD, required=True, words=words.TYPES,
               width=10),
        Column("required", "必填", "Required", marked("Whether it must be filled; or when, as [会签部门] or [文种]=请示、报告. Empty: no."), Cell.REQUIRED,
               words=words.REQUIRED, default="否", width=7),
        Column("choices", "选项", "Choices", marked("For type 选项: the list of sheet 选项."),
               refers=Refers.CHOICE_LIST, width=12),
        Column("template", "式样", "Form",
               marked("For type 文号: its form with {年} and {序号}, as 临电办〔{年}〕{序号}号; several by 、"),
               Cell.TEMPLATE, many=True, width=26),
        Column("minimum", "最小", "Least", marked("For numbers: the least."), Cell.NUMBER, width=8),
        Column("maximum", "最大", "Most", marked("For numbers: the most."), Cell.NUMBER, width=8),
        Column("unique", "唯一", "Unique", marked("Whether no two records may have the same. Empty: no."), Cell.YES_NO,
               words=words.YES_NO, default="否", width=7),
        Column("carry_down", "向下延续", "Carry down",
               marked("Whether an empty cell means the one above (merged cells). Empty: no."), Cell.YES_NO,
               words=words.YES_NO, default="否", width=10),
        REMARK,
    ),
)  # fmt: skip

CHOICES = Sheet(
    "选项", "Choices", marked("The lists of allowed words, and the words that mean the same."),
    unique=("list", "value"),
    columns=(
        Column("list", "列表", "List", marked("Name of the list. The first value of 紧急程度 is the ordinary one."),
               required=True, width=14),
        Column("value", "值", "Value", marked("The word papers use."), required=True, width=16),
        Column("synonyms", "同义词", "Synonyms",
               marked("Words in registers that mean it, by 、 （空） stands for an empty cell."), many=True, width=70),
        REMARK,
    ),
)  # fmt: skip
