"""python tests/benchmarks/scoring.py: 50 departments, 2,000 people, 200,000 rows of received papers scored for a year.

Prints the CPU seconds of each stage, the reading processes' too, and scoring's share of all; beside them the measures
that a weekly run takes instead.
"""

from __future__ import annotations

import csv
import random
import resource
import sys
import tempfile
import time
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from officebatch import batch, evaluation, rulebook, workspace
from officebatch.batch.uncollected import uncollected
from tests.evaluation.worked.office import OFFICE, STEPS, make
from tests.evaluation.worked.office import rule_tables as worked_rules

ROWS, DEPARTMENTS, PEOPLE, AS_OF = 200_000, 50, 2_000, date(2026, 12, 31)
BAR = 0.25
STAGES = {"Checking the records": "check", "Reckoning the deadlines": "time, urge"}


def main() -> None:
    """Make the office, examine it, score it."""
    with tempfile.TemporaryDirectory() as folder:
        made = make(Path(folder))
        chance = random.Random(3)
        departments = [f"第{n:02}部" for n in range(DEPARTMENTS - 1)]
        staff = {d: [f"员{n:02}{m:02}" for m in range(PEOPLE // DEPARTMENTS)] for n, d in enumerate(departments)}
        tables = worked_rules()
        tables["部门"] = [line for line in tables["部门"] if line["部门"] == OFFICE or line["排序"] == "1"]
        tables["部门"] += [{"排序": str(n), "部门": d, "考核类别": "业务类"} for n, d in enumerate(departments, 3)]
        tables["人员"] = [p for p in tables["人员"] if p["部门"] in (OFFICE, "局领导")]
        tables["人员"] += [{"姓名": name, "部门": d, "层级": "一般"} for d, names in staff.items() for name in names]
        tables["加减分"] = []
        away = [name for names in staff.values() for name in names[::10]]
        tables["外出"] = [{"姓名": name, "开始日期": "2026-06-01", "结束日期": "2026-06-12"} for name in away]
        trial = next(line for line in tables["设置"] if line["项目"] == "试运行截止")
        trial["内容"] = "2025-12-31"  # a whole year counts
        office = [p["姓名"] for p in tables["人员"] if p["部门"] == OFFICE]
        rulebook.write(tables, made / "规则.xlsx")
        for path in (made / "registers").glob("*.csv"):
            if path.stem != "评议表":
                path.unlink()
        _received(made / "registers" / "收文登记簿.csv", chance, staff, office)
        opened = workspace.open_workspace(made)
        rules = batch.rules(opened)
        period = evaluation.period_of("2026")
        assert period is not None
        stages = [("read", _cpu())]
        docket = batch.examine(opened, rules, AS_OF, lambda said: stages.append((said, _cpu())))
        stages.append(("score", _cpu()))
        with uncollected():
            scores = evaluation.score(docket.office, rules, period, docket.deadlines, docket.findings, as_of=AS_OF)
        stages.append(("", _cpu()))
        batch.measured(docket, rules)
        weekly = _cpu() - stages[-1][1]
    facts = sum(len(one.facts) for total in scores.totals for one in total.indicators)
    print(f"{len(scores.totals)} subjects, {facts} rows that lost points")
    spent: dict[str, float] = {}
    for (name, begun), (_, ended) in pairwise(stages):
        stage = name if name in ("read", "score", *STAGES) else "read"
        spent[stage] = spent.get(stage, 0.0) + ended - begun
    for stage, seconds in spent.items():
        print(f"{STAGES.get(stage, stage):10}{seconds:6.1f} s of CPU")
    examined = sum(spent.values()) - spent["score"]
    print(f"measures of a weekly run: {weekly:.1f} s, {weekly / (examined + weekly):.2f} of reading to measures")
    print(f"scoring ratio={spent['score'] / sum(spent.values()):.2f} bar={BAR}")


def _cpu() -> float:
    """CPU seconds of this process and of those it started and that ended."""
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime


def _received(path: Path, chance: random.Random, staff: dict[str, list[str]], office: list[str]) -> None:
    steps = STEPS["收文"]
    heads = ["收文编号", "收文日期", "来文单位", "文件标题", "紧急程度", "承办部门"]
    heads += [f"{step}{end}" for step in steps for end in ("人", "日期")]
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(heads)
        for n in range(1, ROWS + 1):
            day = date(2026, 1, 5) + timedelta(days=n * 330 // ROWS)
            department = chance.choice(list(staff))
            row: list[object] = [f"收〔2026〕{n}号", day, "市公司", f"第{n}件", "平件", department]
            for step in steps:
                day += timedelta(days=chance.choice((0, 0, 1, 1)) + (15 if chance.random() < 0.05 else 0))
                row += [chance.choice(staff[department] if step == "承办" else office), min(day, AS_OF)]
            writer.writerow(row)


if __name__ == "__main__":
    main()
