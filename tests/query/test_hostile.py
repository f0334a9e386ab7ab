"""Rules that mean harm: each is a clear fault within its limits, and touches nothing."""

from __future__ import annotations

import re
import resource
import socket
import subprocess
import sys
import threading
import time
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from officebatch.query import QueryFault, Question, Session, faults, of_records
from officebatch.query import session as session_module
from officebatch.query.child import MEMORY
from tests.making import AS_OF
from tests.office import files
from tests.query.office import IN, OUT, SCHEMA, Records, refusal, session, truths

if TYPE_CHECKING:
    from collections.abc import Iterator

PLANTED = {"份数": [1, 2, 3]}  # a variable a database in this process could have reached
SECRET = "金丝雀"
BOMB = "replace(" * 12 + "文件标题" + ", '题', '题题题题题题题题题题')" * 12
REFUSED = {
    "a text file": ("(SELECT content FROM read_text('{secret}')) = 'x'", faults.CONSTRUCT),
    "a csv": ("EXISTS (SELECT * FROM read_csv('{secret}'))", faults.CONSTRUCT),
    "a csv by its name": ("EXISTS (SELECT * FROM '{secret}')", faults.UNKNOWN_TABLE),
    "a list of files": ("(SELECT count(*) FROM glob('{folder}/*')) > 0", faults.CONSTRUCT),
    "a parquet file": ("份数 IN (SELECT a FROM read_parquet('{secret}'))", faults.CONSTRUCT),
    "a file as a function": ("read_blob('{secret}') IS NULL", faults.NO_FUNCTION),
    "COPY": ("COPY (SELECT 1) TO '{folder}/out.csv'", faults.UNPARSED),
    "COPY behind a semicolon": ("1=1; COPY (SELECT 1) TO '{folder}/out.csv'", faults.NOT_ONE),
    "EXPORT": ("EXPORT DATABASE '{folder}'", faults.UNPARSED),
    "DROP behind a bracket": ("1=1); DROP TABLE 发文登记簿; --", faults.UNPARSED),
    "a page of the net": ("EXISTS (SELECT * FROM read_csv('http://127.0.0.1:{port}/x.csv'))", faults.CONSTRUCT),
    "a page by its name": ("EXISTS (SELECT * FROM 'http://127.0.0.1:{port}/x.csv')", faults.UNKNOWN_TABLE),
    "INSTALL": ("INSTALL httpfs", faults.NO_SENTENCE),
    "LOAD": ("LOAD '{folder}/x.duckdb_extension'", faults.CONSTRUCT),
    "INSTALL behind a semicolon": ("1=1; INSTALL httpfs; LOAD httpfs", faults.NOT_ONE),
    "SET": ("SET memory_limit='9GB'", faults.UNPARSED),
    "RESET": ("RESET lock_configuration", faults.NO_SENTENCE),
    "PRAGMA": ("PRAGMA database_list", faults.NO_SENTENCE),
    "ATTACH": ("ATTACH '{folder}/x.db'", faults.CONSTRUCT),
    "a setting": ("current_setting('temp_directory') = ''", faults.NO_FUNCTION),
    "the environment": ("getenv('HOME') = ''", faults.NO_FUNCTION),
    "a variable": ("getvariable('before') IS NULL", faults.NO_FUNCTION),
    "a parameter": ("$today > 收文日期", faults.CONSTRUCT),
    "the secrets": ("EXISTS (SELECT * FROM duckdb_secrets())", faults.CONSTRUCT),
    "the catalogue": ("EXISTS (SELECT * FROM information_schema.tables)", faults.CONSTRUCT),
    "the old catalogue": ("EXISTS (SELECT * FROM sqlite_master)", faults.UNKNOWN_TABLE),
    "SQL in a text": ("EXISTS (SELECT * FROM query('SELECT 1'))", faults.CONSTRUCT),
    "a variable of Python": ("(SELECT count(*) FROM PLANTED) = 3", faults.UNKNOWN_TABLE),
    "UNION": ("1=1 UNION SELECT true", faults.NOT_ONE),
    "UNION through a bracket": ("1=1) UNION (SELECT true", faults.UNPARSED),
    "UNION within brackets": ("份数 IN (SELECT 份数 FROM 发文登记簿 UNION SELECT 1)", faults.CONSTRUCT),
    "a semicolon within brackets": ("(SELECT true; DROP TABLE 发文登记簿)", faults.UNPARSED),
    "repeat": ("repeat(文件标题, 1000000000) = ''", faults.NO_FUNCTION),
    "repeat by another name": ("system.main.repeat('a', 1000000000) = ''", faults.NO_FUNCTION),
    "lpad": ("lpad(文件标题, 1000000000, 'x') = ''", faults.NO_FUNCTION),
    "recursion": (
        "(WITH RECURSIVE t AS (SELECT 1 AS x UNION ALL SELECT x + 1 FROM t) SELECT count(*) FROM t) > 0",
        faults.CONSTRUCT,
    ),
    "range": ("(SELECT count(*) FROM range(1000000000000)) > 0", faults.CONSTRUCT),
    "a list of numbers": ("list_aggregate(range(1000000000), 'sum') > 0", faults.NO_FUNCTION),
    "a lambda": ("list_transform([1], x -> x) IS NULL", faults.NO_FUNCTION),
    "a loop": ("[x FOR x IN [1]] IS NULL", faults.NO_FUNCTION),
    "printf": ("printf('%1000000000d', 份数) = ''", faults.NO_FUNCTION),
    "format": ("format('{{:>1000000000}}', 份数) = ''", faults.NO_FUNCTION),
    "a million letters": ("1=1 OR " * 150_000 + "1=1", faults.TOO_LONG),
    "brackets": ("(" * 990 + "1=1" + ")" * 989, faults.UNPARSED),
    "NOT": ("NOT " * 450 + "1=1", faults.TOO_DEEP),
    "IN within IN": ("(" * 60 + "(1=1)" + " IN (SELECT true FROM 发文登记簿))" * 60, faults.TOO_DEEP),
    "a long sum": ("1" + "+1" * 950 + " > 1", faults.TOO_DEEP),
    "the clock": ("now() > 收文日期", faults.CLOCK),
    "the clock in full width": ("ｎｏｗ（）　＞　收文日期", faults.CLOCK),
    "the clock without brackets": ("current_date > 收文日期", faults.CLOCK),
    "the clock of a schema": ("pg_catalog.today() > 收文日期", faults.CLOCK),
    "the clock as a text": ("'now'::TIMESTAMP > 收文日期", faults.NO_DAY),
    "the clock as an age": ("age(收文日期) IS NULL", faults.CLOCK),
    "chance": ("random() > 0.5", faults.CHANCE),
    "a new number": ("uuid()::VARCHAR = ''", faults.CHANCE),
    "a sample": ("份数 IN (SELECT 份数 FROM 发文登记簿 USING SAMPLE 1)", faults.CONSTRUCT),
    "every column": ("COLUMNS(*) > 1", faults.CONSTRUCT),
    "a pattern out of bounds": ("regexp_matches(文件标题, '((a{{1,1000}}){{1,1000}}){{1,1000}}')", faults.UNRECKONED),
    "an error": ("error('x') = 1", faults.NO_FUNCTION),
}  # fmt: skip
ENDLESS = {
    "a huge cross join": "(SELECT count(*) FROM 发文登记簿 a, 发文登记簿 b, 发文登记簿 c, 发文登记簿 d "
                         "WHERE a.标题 || b.标题 || c.标题 || d.标题 = 文件标题) > 0",
    "a join of unequals": "EXISTS (SELECT 1 FROM 发文登记簿 a JOIN 发文登记簿 b ON a.标题 <> b.标题 || 文件标题 "
                          "JOIN 发文登记簿 c ON c.标题 || a.标题 > b.标题 GROUP BY c.标题 HAVING count(*) < 0)",
    "a bomb of replacements": f"length({BOMB}) > 0",
    "a bomb in an order": f"count(*) OVER (PARTITION BY {BOMB}) > 0",
}  # fmt: skip


@pytest.fixture
def port() -> Iterator[int]:
    """A server on this machine that nobody may call."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.2)
        yield server.getsockname()[1]
        with pytest.raises(TimeoutError):
            server.accept()


@pytest.mark.parametrize("what", REFUSED)
def test_refused_before_it_is_run(asked: Session, what: str, port: int, tmp_path: Path) -> None:
    expression, message = REFUSED[what]
    (tmp_path / "secret.csv").write_text(f"a\n{SECRET}\n", encoding="utf-8")
    before = files(tmp_path)
    started = time.monotonic()

    told = refusal(
        asked, expression.format(secret=tmp_path / "secret.csv", folder=tmp_path, port=port) if "{" in expression
        else expression,
    )  # fmt: skip

    assert told.message == message
    assert time.monotonic() - started < session_module.SECONDS
    assert peak(asked) < MEMORY // 4
    assert SECRET not in str(told)
    assert files(tmp_path) == before
    assert truths(asked, "份数 > 1", [{"份数": 2.0}]) == [True]


def peak(asked: Session) -> int:
    """The most memory (bytes) the process for questions has ever had."""
    assert asked._child is not None
    status = Path(f"/proc/{asked._child._process.pid}/status").read_text(encoding="utf-8")
    return int(re.findall(r"VmHWM:\s*([0-9]+) kB", status)[0]) * 1024


@pytest.mark.parametrize("what", ENDLESS)
def test_ended_at_its_limits(what: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(session_module, "SECONDS", 2)
    rows: Records = [{"文件标题": f"标题{n}", "份数": float(n)} for n in range(2_000)]
    sent: Records = [{"标题": f"标题{n}"} for n in range(2_000)]
    tables = {IN: of_records(SCHEMA[IN], rows), OUT: of_records(SCHEMA[OUT], sent)}
    with session() as opened:
        well, ill = (opened.check(Question(IN, must)) for must in ("份数 > 3", ENDLESS[what]))
        started = time.monotonic()
        with pytest.raises(QueryFault) as told:
            opened.ask(ill, tables, AS_OF)
        took = time.monotonic() - started

        assert told.value.message == faults.LIMIT
        assert took < session_module.SECONDS + 10
        assert opened.ask(well, tables, AS_OF).sum() == 1_996
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024 < MEMORY


def test_a_process_that_died_is_replaced_and_nobody_blamed(asked: Session) -> None:
    assert truths(asked, "份数 > 1", [{"份数": 2.0}]) == [True]
    child = asked._child
    assert child is not None
    child._process.kill()
    child._process.wait()

    assert truths(asked, "份数 > 1", [{"份数": 2.0}]) == [True]


STATEMENTS = (
    "SELECT * FROM read_text('{secret}')",
    "SELECT * FROM glob('{folder}/*')",
    "COPY (SELECT 1) TO '{folder}/out.csv'",
    "EXPORT DATABASE '{folder}/out'",
    "ATTACH '{folder}/x.db'",
    "INSTALL httpfs",
    "LOAD httpfs",
    "SET enable_external_access = true",
    "SET memory_limit = '9GB'",
    "SET temp_directory = '{folder}'",
    "RESET lock_configuration",
    "SELECT * FROM PLANTED",
)
DATABASE = """
import sys
from officebatch.query.reckoning import Reckoner
PLANTED = {'a': [1]}
reckoner = Reckoner(1 << 29)
for statement in sys.argv[1:]:
    try:
        reckoner.data.execute(statement).fetchall()
    except Exception:
        continue
    print(statement)
"""
PROCESS = """
import socket, sys
from officebatch.confined import shut
from officebatch.query.reckoning import Reckoner
Reckoner(1 << 29)
shut()
for attempt in (lambda: open(sys.argv[1]), lambda: open(sys.argv[1] + '.new', 'w'), socket.socket):
    try:
        attempt()
    except OSError:
        continue
    print('reached')
"""


@pytest.mark.parametrize("fence", ["the database", "the process"])
def test_each_fence_holds_by_itself(fence: str, tmp_path: Path) -> None:
    secret = tmp_path / "secret.csv"
    secret.write_text(SECRET, encoding="utf-8")
    statements = [s.format(secret=secret, folder=tmp_path) for s in STATEMENTS]
    words = [DATABASE, *statements] if fence == "the database" else [PROCESS, str(secret)]

    done = subprocess.run([sys.executable, "-c", *words], capture_output=True, text=True, check=True)

    assert done.stdout == ""
    assert list(files(tmp_path)) == ["secret.csv"]


def test_the_password_stays_with_the_parent(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OFFICEBATCH_MAIL_PASSWORD", SECRET)
    with session() as opened:
        opened.check(Question(IN, "份数 > 1"))
        assert opened._child is not None
        environment = Path(f"/proc/{opened._child._process.pid}/environ").read_bytes()

    assert b"PYTHONPATH" in environment
    assert SECRET.encode() not in environment


def test_one_process_for_all_questions(asked: Session) -> None:
    truths(asked, "份数 > 1", [{"份数": 2.0}])
    first = asked._child
    for must in ("页数 > 1", "文件标题 包含 关于", "来文字号 在 发文登记簿.发文字号 中"):
        truths(asked, must, [{"收文日期": datetime(2026, 1, 1)}])

    assert asked._child is first
    assert threading.active_count() < 20
