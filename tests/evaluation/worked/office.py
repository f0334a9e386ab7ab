"""A worked office: nine departments, sixty people, a quarter of registers as csv, three hundred ballots, its notices."""

# ruff: noqa: E501  tables of Chinese: one line as far as it goes

from __future__ import annotations

import csv
import json
import random
from datetime import date, timedelta
from typing import TYPE_CHECKING

from officebatch import batch, rulebook
from officebatch.model.approval import Number, PaperKey
from officebatch.model.notice import Answer, Correspondence, Disposal, MatterId, Notice, Told
from tests.office import officebatch

if TYPE_CHECKING:
    from pathlib import Path

PERIOD, QUARTER, FIRST, LAST = "2026H2", "2026Q3", date(2026, 7, 1), date(2026, 9, 30)
FRIDAYS = [date(2026, 7, 3) + timedelta(days=7 * n) for n in range(13)]
CLASSES = {"人力资源科": "管理类", "财务科": "管理类", "党建科": "管理类", "安全监察科": "业务类", "生产技术科": "业务类",
           "营销科": "业务类", "物资科": "业务类", "调度中心": "业务类"}  # fmt: skip
OFFICE, LEADERS = "办公室", "局领导"
SURNAMES, GIVEN = "赵钱孙李周吴郑王冯陈褚卫", ("建国", "淑芬", "志强", "晓梅", "文博")
STEPS = {"收文": ("登记", "分办", "批办", "承办"), "发文": ("拟稿", "会商", "核稿", "签发", "打印", "用印", "分发")}
ORDINARY = {"登记": 1, "分办": 1, "批办": 2, "承办": 10, "会商": 3, "核稿": 1, "签发": 2, "打印": 1, "用印": 1, "分发": 1}
URGENT = ORDINARY | {"批办": 1, "承办": 3}
MERITS = (("财务科", "J1", 1, "市电〔2026〕81号", "2026-08-03"), ("财务科", "J3", 8, "市电简报12期", "2026-09-01"),
          ("营销科", "K3", 9, "临电督〔2026〕7号", "2026-09-10"), ("营销科", "K1", 1, "", "2026-09-11"),
          ("物资科", "K1", 1, "市电〔2026〕90号", "2026-10-02"), ("调度中心", "V1", 1, "保密办〔2026〕3号", "2026-08-20")
          )  # fmt: skip
WEIGHED = {"服务态度": 20, "服务能力": 20, "服务效率": 20, "服务效果": 40}
ALIKE = ("执行力", "工作质量", "协作补台", "作风纪律")


def people() -> list[tuple[str, str, str, str]]:
    """Name, department, post, rank: five leaders, eleven of the office, five or six a department."""
    names = [a + b for b in GIVEN for a in SURNAMES]
    found = [(names.pop(), LEADERS, "局长" if n == 0 else "副局长", "领导") for n in range(5)]
    posts = ("主任", "副主任", "秘书", "秘书", "文书", "文书", "机要员", "文印员", "印章管理员", "档案员", "督办员")
    found += [(names.pop(), OFFICE, post, "中层" if "主任" in post else "一般") for post in posts]
    for n in range(44):
        department = list(CLASSES)[n % len(CLASSES)]
        found.append((names.pop(), department, "主任" if n < 8 else "科员", "中层" if n < 8 else "一般"))
    return found


def make(folder: Path, seed: int = 7) -> Path:
    """The office as a workspace in `folder`; its registers are csv."""
    made = folder / "office"
    assert officebatch("init", made).returncode == 0
    rulebook.write(rule_tables(), made / "规则.xlsx")
    chance = random.Random(seed)
    for name, lines in {
        "收文登记簿": _received(chance), "发文登记簿": _sent(chance), "督办台账": _tasks(chance),
        "岗位职责表": _duties(chance), "会议议题台账": _topics(chance), "制度清单": _regulations(chance),
        "评议表": _ballots(chance), "检查记录": _inspections(chance), "会议签到表": _attendance(chance),
        "信息报送台账": _reports(chance), "后勤服务台账": _services(chance),
    }.items():  # fmt: skip
        with (made / "registers" / f"{name}.csv").open("w", encoding="utf-8-sig", newline="") as file:
            writer = csv.DictWriter(file, list(lines[0]))
            writer.writeheader()
            writer.writerows(lines)
    (made / "notices.json").write_text(json.dumps(_notices(chance, made), ensure_ascii=False), encoding="utf-8")
    return made


def post(made: Path) -> Correspondence:
    """What the office sent, as the program knows it."""
    notices, numbers = [], []
    for n, line in enumerate(json.loads((made / "notices.json").read_text(encoding="utf-8")), 1):
        issued, answer_by = date.fromisoformat(line["as_of"]), date.fromisoformat(line["answer_by"])
        key = PaperKey(line["kind"], line["audience"], str(n))
        numbers.append(Number(line["series"], 2026, n, line["number"], issued, key, line["void"]))
        if line["void"]:
            continue
        answered, closed, extended = (
            date.fromisoformat(line[k]) if line[k] else None for k in ("answered", "closed", "extended_to")
        )
        disposal = Disposal(line["disposal"]) if line["disposal"] else None
        answer = Answer(answered=answered, disposal=disposal, extended_to=extended, closed=closed)
        for register, record, what in line["matters"]:
            told = Told(MatterId(register, record, what), 2, issued, record, record, what, answer_by)
            notices.append(Notice(issued, issued, line["kind"], line["audience"], line["number"], "", told, answer))
    return Correspondence(tuple(notices), tuple(numbers), tuple(FRIDAYS))


def rule_tables() -> dict[str, list[dict[str, str]]]:
    """The shipped rule book for this office: its people, steps whose limits are whole days, bonus and deduction."""
    tables = rulebook.complete(rulebook.shipped(), batch.vocabulary())
    filled = {"单位全称": "临江县供电局", "单位简称": "县供电局", "办公室署名": "临江县供电局办公室",
              "启用日期": "2026-01-01", "编号式样·催办": "临电催〔{年}〕{序号}号", "编号式样·督办": "临电督〔{年}〕{序号}号",
              "编号式样·整改": "临电改〔{年}〕{序号}号"}  # fmt: skip
    for line in tables["设置"]:
        line["内容"] = filled.get(line["项目"], line.get("内容", ""))
    tables["部门"] = [{"排序": "1", "部门": LEADERS, "参加考核": "否"}, {"排序": "2", "部门": OFFICE}]
    tables["部门"] += [
        {"排序": str(n), "部门": d, "考核类别": c, "分管领导": responsible(d)} for n, (d, c) in enumerate(CLASSES.items(), 3)
    ]
    tables["人员"] = [dict(zip(("姓名", "部门", "职务", "层级"), person, strict=True)) for person in people()]
    for line in tables["人员"]:
        line["B角"] = _at("档案员") if line["姓名"] == _at("文印员") else ""
        line["到岗日期"] = "2026-08-20" if line["姓名"] == newcomer() else ""
    tables["外出"] = [{"姓名": name, "开始日期": first, "结束日期": last} for name, first, last in absences()]
    mending = [line for line in tables["流程"] if line["流程"] == "整改"]
    tables["流程"] = [line for line in tables["流程"] if line["环节"] in STEPS.get(line["流程"], ())]
    for line in tables["流程"]:
        for urgency in ("平件", "加急", "特急"):
            days = (URGENT if urgency != "平件" else ORDINARY).get(line["环节"])
            line[f"时限·{urgency}"] = f"{days}个工作日" if days else ""
        line["起算"] = ""
    tables["流程"] += mending
    kept = {*STEPS["收文"], *STEPS["发文"]}
    tables["环节关系"] = [r for r in tables["环节关系"] if {r["环节一"], r["环节二"]} <= kept]
    heads = ("对象", "项目", "次数", "文号", "日期")
    tables["加减分"] = [dict(zip(heads, map(str, merit), strict=True)) for merit in MERITS]
    return tables


def _at(post: str) -> str:
    return next(name for name, department, of, _ in people() if department == OFFICE and of == post)


def responsible(department: str) -> str:
    """The leader a department answers to."""
    return people()[list(CLASSES).index(department) % 5][0]


def clerks(department: str) -> list[str]:
    """The people of a department under its head; the first stands at 承办, the second stands in."""
    return [name for name, of, post, _ in people() if of == department and post == "科员"]


def posted() -> dict[str, tuple[str, str]]:
    """Who stands at 承办 in each department, and who stands in."""
    return {department: (clerks(department)[0], clerks(department)[1]) for department in CLASSES}


def printers() -> tuple[str, str]:
    """Who prints, and who stands in."""
    return _at("文印员"), _at("档案员")


def newcomer() -> str:
    """Who came to the post in the middle of the period."""
    return clerks("党建科")[2]


def absences() -> list[tuple[str, str, str]]:
    """Who was away from when to when: some with a stand-in, one for most of the period."""
    found = [(_at("文印员"), "2026-07-20", "2026-08-14"), (clerks("财务科")[3], "2026-07-06", "2026-09-25")]
    return found + [(clerks(d)[0], "2026-08-03", "2026-09-11") for d in ("营销科", "物资科", "调度中心")]


def _stood_in(line: dict[str, str], step: str, owner: str) -> dict[str, str]:
    """A step of somebody away is done by the stand-in."""
    for name, first, last in absences():
        if line.get(f"{step}人") == name and first <= line[f"{step}日期"] <= last:
            line[f"{step}人"] = _at("档案员") if owner == OFFICE else clerks(owner)[1]
    return line


def _steps(chance: random.Random, day: date, wanted: list[tuple[str, str, float]]) -> dict[str, str]:
    """The cells of a chain of steps: (step, who, share late); what would lie behind the quarter is not done yet."""
    cells: dict[str, str] = {}
    for step, who, late in wanted:
        days = chance.randint(0, max(1, ORDINARY[step] - 2)) if step in ORDINARY else 0
        day += timedelta(days=days + (12 if chance.random() < late else 0))
        if day > LAST:
            break
        cells |= {f"{step}人": who, f"{step}日期": day.isoformat()}
    return cells


def _somebody(chance: random.Random, department: str, *posts: str) -> str:
    return chance.choice([n for n, d, post, _ in people() if d == department and (not posts or post in posts)])


def _received(chance: random.Random) -> list[dict[str, str]]:
    lines = []
    for n in range(1, 321):
        day, department = FIRST + timedelta(days=chance.randint(-20, 85)), chance.choice(list(CLASSES))
        doing = clerks(department)[0] if chance.random() < 0.5 else _somebody(chance, department)
        chain = [("登记", _somebody(chance, OFFICE, "文书"), 0.03), ("分办", _somebody(chance, OFFICE, "秘书"), 0.05),
                 ("批办", _somebody(chance, LEADERS), 0.1), ("承办", doing, 0.25)]  # fmt: skip
        line = {"收文编号": f"收〔2026〕{n}号", "收文日期": day.isoformat(), "来文单位": "市公司",
                "文件标题": f"关于第{n}项检修工作的通知", "文种": "通知", "承办部门": department,
                "紧急程度": "加急" if chance.random() < 0.2 else "平件"}  # fmt: skip
        blank = {f"{step}{end}": "" for step in STEPS["收文"] for end in ("人", "日期")}
        lines.append(_stood_in(line | blank | _steps(chance, day, chain), "承办", department))
    return lines


def _sent(chance: random.Random) -> list[dict[str, str]]:
    lines = []
    for n in range(1, 241):
        day, department = FIRST + timedelta(days=chance.randint(-10, 80)), chance.choice(list(CLASSES))
        asked = chance.choice([d for d in CLASSES if d != department]) if chance.random() < 0.6 else ""
        checker = _somebody(chance, OFFICE, "秘书") if chance.random() < 0.95 else _somebody(chance, department, "科员")
        chain = [("拟稿", _somebody(chance, department), 0.0)]
        chain += [("会商", _somebody(chance, asked), 0.2)] if asked else []
        chain += [("核稿", checker, 0.1)] if chance.random() < 0.94 else []
        chain += [("签发", _somebody(chance, LEADERS), 0.1), ("打印", _somebody(chance, OFFICE, "文印员"), 0.05),
                  ("用印", _somebody(chance, OFFICE, "印章管理员"), 0.05), ("分发", _somebody(chance, OFFICE, "机要员"), 0.05)]
        title = f"关于第{n}项检修工作的" + ("请示报告" if chance.random() < 0.08 else "通知")
        title = title.replace("关于", "关于转发") if chance.random() < 0.1 else title
        line = {"发文字号": "", "标题": title, "文种": chance.choice(("通知", "通知", "意见")), "主送机关": "各供电所",
                "拟稿部门": department, "会签部门": asked, "紧急程度": "平件"}  # fmt: skip
        blank = {f"{step}{end}": "" for step in STEPS["发文"] for end in ("人", "日期")}
        lines.append(_stood_in(line | blank | _steps(chance, day, chain), "打印", OFFICE))
    lines.sort(key=lambda line: line["签发日期"] or "9999")
    return [line | {"发文字号": f"临电办〔2026〕{n}号"} for n, line in enumerate(lines, 1)]


def _tasks(chance: random.Random) -> list[dict[str, str]]:
    lines = []
    for n in range(1, 161):
        start, department = FIRST + timedelta(days=chance.randint(-30, 60)), chance.choice([*CLASSES, OFFICE])
        due = start + timedelta(days=chance.randint(15, 60))
        done = due + timedelta(days=chance.randint(-10, 6))
        finished = done <= LAST and chance.random() < 0.85
        said = done if finished else LAST - timedelta(days=chance.choice((3, 10, 80)))
        lines.append({
            "督办编号": f"DB2026-{n:03}", "督办事项": f"第{n}项工作", "任务来源": "局长办公会", "牵头部门": department,
            "责任人": _somebody(chance, department), "立项日期": start.isoformat(), "完成时限": due.isoformat(),
            "反馈周期": "每月", "最近反馈日期": max(said, start).isoformat(), "状态": "办结" if finished else "在办",
            "办结日期": done.isoformat() if finished else "",
            "来源日期": (start - timedelta(days=chance.choice((0, 1, 2, 3, 6)))).isoformat(),
            "退办次数": chance.choice(("", "", "0", "1")) if finished else "",
            "延期申请日期": (due - timedelta(days=chance.choice((-3, 4)))).isoformat() if chance.random() < 0.2 else "",
        })  # fmt: skip
    return lines


def _duties(chance: random.Random) -> list[dict[str, str]]:
    lines = []
    for n, (name, department, post, _) in enumerate(p for p in people() if p[1] != LEADERS):
        others = [a for a, d, *_ in people() if d == department and a != name]
        first = department in CLASSES and name == clerks(department)[0]
        lines.append({
            "职责编号": f"ZZ{n:03}", "部门": department, "岗位": f"{post}{n}", "职责内容": f"负责第{n}类综合事务的办理",
            "A角": name, "B角": clerks(department)[1] if first else chance.choice(others) if chance.random() < 0.85 else "",
            "工作标准": "按规定时限办结，无差错" if chance.random() < 0.85 else "", "对应环节": "承办" if first else "",
        })  # fmt: skip
    return lines


def _topics(chance: random.Random) -> list[dict[str, str]]:
    lines = []
    for n in range(1, 49):
        day = FIRST + timedelta(days=chance.randint(-10, 91))
        lines.append({
            "议题编号": f"YT{n:03}", "会议名称": "碰头会", "会议日期": day.isoformat(), "议题名称": f"第{n}个议题",
            "提报部门": chance.choice(list(CLASSES)), "提报日期": (day - timedelta(days=chance.randint(1, 9))).isoformat(),
            "分管领导意见": "同意" if chance.random() < 0.8 else "",
            "涉及部门": chance.choice(list(CLASSES)), "列席人员": chance.choice(list(CLASSES)),
            "纪要日期": (day + timedelta(days=chance.choice((0, 1, 2, 5)))).isoformat() if chance.random() < 0.9 else "",
        })  # fmt: skip
    return lines


def _regulations(chance: random.Random) -> list[dict[str, str]]:
    return [
        {"制度编号": f"ZD{n:03}", "制度类别": "会务", "制度名称": f"第{n}项管理办法", "归口部门": chance.choice(list(CLASSES)),
         "发布日期": "2024-01-10", "复审日期": (LAST + timedelta(days=chance.randint(-60, 300))).isoformat(),
         "状态": "现行" if chance.random() < 0.9 else "废止"}
        for n in range(1, 41)
    ]  # fmt: skip


def _ballots(chance: random.Random) -> list[dict[str, str]]:
    """Three hundred ballots by five classes, each about two to four departments; about one in eight is void."""
    lines = []
    for n in range(1, 301):
        rater_class = ("领导", "同级", "办公室", "基层", "服务对象")[n % 5]
        own = chance.choice(list(CLASSES)) if rater_class == "同级" else ""
        own = chance.choice(people()[:5])[0] if rater_class == "领导" else own
        items = ALIKE if rater_class in ("领导", "同级", "办公室") else tuple(WEIGHED)
        among = [d for d in (*CLASSES, OFFICE) if d != own or chance.random() < 0.1]
        spoilt = chance.random()
        for subject in chance.sample(among, chance.randint(2, 4)):
            for item in items:
                mark = 88 if spoilt < 0.03 else chance.randint(70, 96) + (chance.random() < 0.3) * 0.5
                if 0.03 <= spoilt < 0.05 and item == items[0]:
                    mark = 105
                lines.append({"票号": f"P{n:03}", "评议人类别": rater_class, "评议人部门": own, "评议对象": subject,
                              "评议项目": item, "得分": str(mark), "考核期间": "2026年下半年"})
    for n, (head, department, post, _) in enumerate(people()):
        if post == "主任" and department in CLASSES:
            for k in range(chance.randint(4, 8)):
                mark = chance.randint(75, 95)
                lines += [{"票号": f"Z{n:02}{k}", "评议人类别": "职工", "评议人部门": "", "评议对象": head, "评议项目": item,
                           "得分": str(mark - less), "考核期间": "2026年下半年"} for less, item in enumerate(ALIKE)]
    return lines


def _inspections(chance: random.Random) -> list[dict[str, str]]:
    """Three of four found nothing; what was found is to be put right in a week."""
    lines = []
    for n in range(1, 121):
        day = FIRST + timedelta(days=chance.randint(-15, 88))
        bad, due = chance.random() < 0.25, day + timedelta(days=7)
        done = due + timedelta(days=chance.randint(-5, 4))
        mended = bad and done <= LAST and chance.random() < 0.8
        lines.append({
            "检查编号": f"JC{n:03}", "检查日期": day.isoformat(), "检查类别": chance.choice(("值班", "保密", "卫生", "会务")),
            "检查人": people()[7][0], "受检部门": chance.choice([*CLASSES, OFFICE, OFFICE]),
            "发现问题": f"第{n}处柜子没有上锁" if bad else chance.choice(("无", "未发现问题")),
            "整改时限": due.isoformat() if bad else "", "整改日期": done.isoformat() if mended else "",
        })  # fmt: skip
    return lines


def _attendance(chance: random.Random) -> list[dict[str, str]]:
    days = [FIRST + timedelta(days=9 * n - 10) for n in range(11)]
    words = ("到会",) * 8 + ("缺席", "迟到", "代会", "请假")
    return [
        {"序号": f"{place}-{n}", "会议名称": "碰头会", "会议日期": day.isoformat(), "部门": department,
         "姓名": clerks(department)[0], "到会情况": chance.choice(words)}
        for place, day in enumerate(days) for n, department in enumerate(CLASSES)
    ]  # fmt: skip


def _reports(chance: random.Random) -> list[dict[str, str]]:
    lines = []
    for n in range(1, 25):
        due = FIRST + timedelta(days=chance.randint(-10, 90))
        sent = due + timedelta(days=chance.choice((-3, -1, 0, 2, 5)))
        there = sent <= LAST and chance.random() < 0.9
        lines.append({
            "信息编号": f"XX{n:02}", "信息标题": f"第{n}条信息", "报送部门": OFFICE, "要求报送日期": due.isoformat(),
            "报送日期": sent.isoformat() if there else "",
            "采用情况": chance.choice(("市公司采用", "未采用", "未采用", "")) if there else "",
        })  # fmt: skip
    return lines


def _services(chance: random.Random) -> list[dict[str, str]]:
    lines = []
    for n in range(1, 41):
        day = FIRST + timedelta(days=chance.randint(-5, 85))
        due = day + timedelta(days=chance.randint(2, 9))
        done = due + timedelta(days=chance.randint(-3, 3))
        lines.append({
            "服务编号": f"FW{n:02}", "服务事项": f"第{n}项维修", "承办部门": OFFICE, "责任人": _somebody(chance, OFFICE),
            "登记日期": day.isoformat(), "完成时限": due.isoformat(), "状态": "办结" if done <= LAST else "在办",
            "完成日期": done.isoformat() if done <= LAST else "",
        })  # fmt: skip
    return lines


def _notices(chance: random.Random, made: Path) -> list[dict[str, object]]:
    """Notices about tasks that were late on a Friday, some answered in time; those asking to mend name a matter each."""
    with (made / "registers" / "督办台账.csv").open(encoding="utf-8-sig", newline="") as file:
        tasks = list(csv.DictReader(file))
    lines: list[dict[str, object]] = []

    def add(kind: str, series: str, friday: date, audience: str, matters: list[tuple[str, str, str]]) -> None:
        answer_by = friday + timedelta(days=chance.choice((4, 5)))
        answered = answer_by + timedelta(days=chance.choice((-2, 0, 3))) if chance.random() < 0.8 else None
        disposal = chance.choice(("销号", "", "延期")) if answered else ""
        lines.append({
            "kind": kind, "series": series, "as_of": friday.isoformat(), "audience": audience, "matters": matters,
            "number": f"临电{series[0]}〔2026〕{len(lines) + 1}号", "answer_by": answer_by.isoformat(),
            "answered": answered.isoformat() if answered else "", "disposal": disposal,
            "closed": answered.isoformat() if answered and disposal == "销号" and chance.random() < 0.5 else "",
            "extended_to": (answer_by + timedelta(days=9)).isoformat() if disposal == "延期" else "",
            "void": "发错" if chance.random() < 0.05 else "",
        })  # fmt: skip

    for friday in FRIDAYS:
        for department in CLASSES:
            late = [t for t in tasks if t["牵头部门"] == department and t["完成时限"] < friday.isoformat()
                    and (t["办结日期"] or "9") > friday.isoformat()]  # fmt: skip
            matters = [("督办台账", t["督办编号"], "办结") for t in late if chance.random() < 0.8]
            if matters:
                add("催办通知单", "催办", friday, department, matters)
                if chance.random() < 0.3:
                    add("督办通知单", "督办", friday, department, matters[:1])
            if chance.random() < 0.15:
                n = chance.randint(1, 240)
                add("整改通知单", "整改", friday, department, [("发文登记簿", f"临电办〔2026〕{n}号", "DOC101 核稿日期")])
    return lines
