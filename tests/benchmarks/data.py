"""The benchmark's register: 20 fields, seven steps, Chinese text, about one row in eight with a fault."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

import xlsxwriter

ROOT = Path(__file__).parents[2]
STEPS = ("拟稿", "会商", "核稿", "签发", "打印", "用印", "分发")
POSTS = (None, None, "核稿", "领导", "文印", "机要", "机要")
GROUPS = {"主任": "领导", "秘书": "核稿", "机要员": "机要", "文印员": "文印", "科员": "经办"}
SEPARATE = (("拟稿", "核稿"), ("拟稿", "签发"), ("核稿", "签发"))
DEPARTMENTS = ("办公室", "人力资源科", "财务科", "安全监察科", "生产技术科", "营销科", "党建科", "物资科", "调度中心")
LEADING = ("发文字号", "标题", "文种", "密级", "紧急程度", "拟稿部门")
MATTERS = ("春季检修", "配网改造", "线损管理", "档案整理", "保密检查", "电费回收", "值班安排", "物资采购")


def workspace(rows: int, folder: Path) -> Path:
    """A workspace with one 发文 register of `rows` rows, made once; the rule book is made anew each time."""
    made, source = folder / f"workspace-{rows}", folder / f"registers-{rows}"
    if not (source / "rules.json").exists():
        (source / "registers").mkdir(parents=True, exist_ok=True)
        _write(source / "registers" / "发文登记簿.xlsx", rows)
        (source / "rules.json").write_text(json.dumps(_rules(), ensure_ascii=False), encoding="utf-8")
    command = [sys.executable, str(ROOT / "tests" / "acceptance.py"), str(source), str(made)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    return made


def people() -> list[dict[str, str]]:
    posts = ("主任", "秘书", "机要员", "文印员", "科员", "科员")
    return [
        {"name": f"{family}{given}", "department": department, "post": post}
        for department, family in zip(DEPARTMENTS, "赵钱孙李周吴郑王冯", strict=True)
        for post, given in zip(posts, ("建国", "秀兰", "志强", "海燕", "晓东", "文静"), strict=True)
    ]


def _rules() -> dict[str, object]:
    return {
        "office": "临江县供电局办公室",
        "as_of": "2026-11-20",
        "departments": DEPARTMENTS,
        "people": people(),
        "genres": ["通知", "通报", "意见", "报告", "请示", "函", "纪要"],
        "urgency": ["平件", "加急", "特急"],
        "public": "公开",
        "post_groups": GROUPS,
        "processes": {
            "发文": [
                [step, [0, 0, 0] if i == 0 else [2, 1, 1], post, step != "会商"]
                for i, (step, post) in enumerate(zip(STEPS, POSTS, strict=True))
            ]
        },
        "numbers": {"发文字号": "临电办〔年份〕序号号"},
        "separation": SEPARATE,
        "task": {"feedback_days": 30, "max_extensions": 1},
    }


def _write(path: Path, rows: int) -> None:
    chance = random.Random(rows)
    by_group: dict[str | None, list[str]] = {}
    for person in people():
        by_group.setdefault(GROUPS[person["post"]], []).append(person["name"])
        by_group.setdefault(None, []).append(person["name"])
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet("发文登记簿")
    day_format = book.add_format({"num_format": "yyyy-mm-dd"})
    sheet.write_row(0, 0, [*LEADING, *(f"{s}{what}" for s in STEPS for what in ("人", "日期"))])
    for row in range(1, rows + 1):
        genre = chance.choice(["通知", "通报", "意见", "报告"])
        number = f"临电办〔2026〕{row}" + ("" if chance.random() < 0.03 else "号")
        title = f"关于做好{chance.choice(MATTERS)}工作的{genre}（{chance.randrange(rows)}）"
        urgency, department = chance.choice(["平件", "加急"]), chance.choice(DEPARTMENTS)
        sheet.write_row(row, 0, [number, title, genre, "公开", urgency, department])
        day, done = date(2026, 1, 5) + timedelta(days=row * 315 // rows), chance.random() < 0.97
        for i, group in enumerate(POSTS):
            if (i == 1 and chance.random() < 0.5) or (not done and i > 3):
                continue
            day += timedelta(days=chance.randrange(0, 3))
            if day > date(2026, 11, 20):
                break
            sheet.write_string(row, 6 + 2 * i, chance.choice(by_group[group if chance.random() > 0.02 else None]))
            if chance.random() > 0.02:
                sheet.write_datetime(row, 7 + 2 * i, day, day_format)
            else:
                sheet.write_string(row, 7 + 2 * i, f"{day.year}.{day.month}.{day.day}")
    book.close()
