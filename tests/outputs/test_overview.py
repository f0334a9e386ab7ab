"""总览: what it holds, and what a browser makes of it: headless Chromium opens it from a file, as a clerk would."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import replace
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from officebatch import outputs
from officebatch.model.deadline import Deadlines
from officebatch.model.process import Process, Standing, StepFigures, Study, Times
from officebatch.model.vocabulary import HolderKind, Mends
from officebatch.outputs.overview.document import assets
from officebatch.outputs.overview.words import WORDS
from officebatch.rulebook.sheets import OutputRule
from officebatch.wording import spoken
from tests import making
from tests.browser import chromium
from tests.outputs import office

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

    from officebatch.model.docket import Docket

HOSTILE = '</script><script>window.broken = 1</script><img src=x onerror="window.broken = 1"><!-- \u2028 & " \' `'
MORE = 400


def _docket() -> Docket:
    """The hand-made office with many overdue tasks, a title that would like to run, and a process."""
    docket = office.urged(office.docket(more=MORE, odd_title=HOSTILE))
    step = StepFigures("核稿", HolderKind.OFFICE, ("秘书",), (("平件", "1个工作日"),), key_node=True, stops=False,
                       passes=9, days=Times(9, 1, 3, 12), hours=Times(), standing=Standing(1, 9, 4, 2))  # fmt: skip
    other = replace(step, name="签发", kind=HolderKind.LEADER, must=False, standing=Standing(0, 9, 0, 0))
    process = Process("发文", "发文登记簿", 12, 9, 3, Times(9, 3, 5, 30), (step, other), (), (), (), (), (), (), "核稿",
                      tells_returns=False)  # fmt: skip
    return replace(docket, processes=Study(docket.as_of, docket.as_of, (process,)))


@pytest.fixture(scope="module")
def docket() -> Docket:
    """The docket the page is made of."""
    return _docket()


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory, docket: Docket) -> Path:
    """A run folder of that docket in a workspace, with the page in it."""
    rules = office.rules()
    rules = replace(rules, outputs=(OutputRule("总览", "总览", "办公室", "", "总览.html"), *rules.outputs))
    with spoken("zh_CN"):
        made, skipped = outputs.compose(docket, rules, [office.TEMPLATES])
    assert not skipped
    root = tmp_path_factory.mktemp("office")
    for paper in made:
        path = root / "runs" / "2026-11-20" / paper.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(paper.content)
    (root / "registers").mkdir()
    for name in ("督办台账.xlsx", "收文登记簿.xlsx"):
        (root / "registers" / name).write_bytes(b"")
    return root / "runs" / "2026-11-20"


def _data(run: Path) -> dict[str, Any]:
    found = re.search(r'<script type="application/json" id="data">(.*?)</script>', _text(run), re.DOTALL)
    assert found
    held: dict[str, Any] = json.loads(found[1])
    return held


def _text(run: Path) -> str:
    return (run / "总览.html").read_text("utf-8")


def _column(table: dict[str, Any], name: str) -> list[str]:
    held = table[name]
    codes = held["c"] or [0] * table["n"]
    return [held["v"][code] for code in codes]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium, started once."""
    with chromium() as started:
        yield started


@pytest.fixture
def page(browser: Browser, run: Path) -> Iterator[Page]:
    """The page, opened from its file; whatever it asks for besides itself, and whatever goes wrong, fails the test."""
    opened, trouble = browser.new_page(viewport={"width": 1440, "height": 900}), []
    url = (run / "总览.html").as_uri()
    opened.on("console", lambda message: trouble.append(f"console {message.text}"))
    opened.on("pageerror", lambda error: trouble.append(f"error {error}"))
    opened.on("request", lambda request: trouble.append(f"request {request.url}") if request.url != url else None)
    opened.goto(url)
    yield opened
    opened.close()
    assert not trouble


def test_of_a_classified_row_only_its_place_is_said(run: Path) -> None:
    table = _data(run)["findings"]
    row = _column(table, "gravity").index("涉密")
    said = {name: _column(table, name)[row] for name in ("record", "matter", "department", "person", "field", "marked")}
    assert set(said.values()) == {""}
    assert table["text"]["t"][table["text"]["c"][row]] == ""
    assert table["row"]["n"][row] == 9


def test_the_figures_are_those_of_the_docket(run: Path, docket: Docket) -> None:
    data = _data(run)
    tally = docket.deadlines.tally()
    standings = _column(data["matters"], "standing")
    assert standings.count("超期") == tally.total == data["figures"]["overdue"]
    assert standings.count("启用日前") == tally.before_start
    assert standings.count("待领导批签") == tally.leaders == data["figures"]["with_leaders"] >= tally.leaders_late
    assert standings.count("即将到期") == tally.due_soon == data["figures"]["due_soon"]
    assert data["provisional"]["n"] == tally.provisional
    assert len(_column(data["findings"], "title")) == len(docket.findings)
    assert data["matters"]["n"] == int(docket.deadlines.frame["open"].sum())
    finance = next(one for one in data["actors"] if one["name"] == "财务科")
    held = zip(standings, _column(data["matters"], "holder"), strict=True)
    assert finance["overdue"] == list(held).count(("超期", "财务科"))


def test_an_inner_matter_is_marked_as_such_and_stays_in_the_office(run: Path) -> None:
    matters = _data(run)["matters"]
    row = _column(matters, "record").index("DB2026-045")
    assert "内部" in _column(matters, "remark")[row]


def test_no_text_can_end_the_data_and_the_same_docket_gives_the_same_bytes(run: Path, docket: Docket) -> None:
    text = _text(run)
    own = len(assets()[1])
    assert text.count("<script") == text.count("</script") == own + 1
    assert HOSTILE in _column(_data(run)["matters"], "matter")
    rules = office.rules(outputs=(OutputRule("总览", "总览", "办公室", "", "总览.html"),))
    alone = outputs.compose_one(docket, rules, [], outputs.OVERVIEW)
    assert alone == outputs.compose_one(docket, rules, [], outputs.OVERVIEW)


def test_every_word_of_the_scripts_is_there_and_used() -> None:
    scripts = "".join(assets()[1][1:])
    asked = set(re.findall(r'(?<![\w.])t\(\s*"(\w+)"', scripts))
    built = {name for name in WORDS if name.startswith(("column_", "kind_"))}
    assert asked <= WORDS.keys()
    quoted = {name for name in WORDS if f'"{name}"' in scripts}
    assert WORDS.keys() - built - quoted == set()


def test_the_chart_library_is_the_one_its_note_names() -> None:
    vendor = resources.files("officebatch.outputs.overview") / "assets" / "vendor"
    digest = hashlib.sha256((vendor / "echarts.js").read_bytes()).hexdigest()
    assert digest in (vendor / "README.md").read_text("utf-8")


def test_the_first_screen_says_what_is_worst_what_changed_and_who_must_act(page: Page, docket: Docket) -> None:
    assert page.get_by_text("仅供本办公室使用").is_visible()
    for name in ("worst", "changed", "acting"):
        assert page.locator(f"#{name} h2").bounding_box()["y"] < 900  # type: ignore[index]  # it is there
    assert page.locator(".tile.late .value").inner_text() == str(docket.deadlines.tally().total)
    assert page.locator("#departments svg").count() == 2
    assert page.locator("#processes svg").get_attribute("aria-label") == "发文流程图：核稿→签发"
    assert page.evaluate("window.broken") is None
    shown = page.evaluate("[...Array(findings.n).keys()].map((row) => findings.text('text', row))")
    assert shown == ["" if f.mends is Mends.SECRECY else f.text() for f in docket.findings]


def test_search_filter_and_sort_find_the_same_rows_as_the_docket(page: Page) -> None:
    grid = page.locator("#matters")
    lines = grid.locator("tbody tr[data-place]")
    assert 0 < lines.count() < 60  # of more than 400: only those in sight
    page.locator("#open-search").fill("第399项 专项")
    grid.get_by_text("中的1行").wait_for()
    assert "第399项" in lines.first.inner_text()
    grid.get_by_role("button", name="全部显示").click()
    page.locator("#open-holder").select_option("生产技术科")
    assert {line.locator("td").nth(2).locator(".main").inner_text() for line in lines.all()} == {"生产技术科"}
    grid.get_by_role("button", name="全部显示").click()
    grid.get_by_role("button", name="到期日").click()
    assert grid.locator("th[aria-sort=ascending]").inner_text().startswith("到期日")
    assert lines.first.locator("td").nth(1).inner_text() == "2026-01-05"
    page.locator("#acting").get_by_role("button", name="财务科 超期").click()
    assert page.locator("#open-standing").input_value() == "超期"
    assert page.locator("#open-holder").input_value() == "财务科"


def test_keys_move_and_open_and_links_lead_to_what_is_there(page: Page, run: Path) -> None:
    page.locator("#open-holder").select_option("财务科")
    page.locator("#matters .grid").focus()
    records = page.evaluate("[...grids.matters.rows].map((row) => matters.text('record', row))")
    dialog = page.get_by_role("dialog")
    for keys, record in ((("End", "Enter"), records[-1]), (("ArrowUp", "Enter"), records[-2])):
        for key in keys:
            page.keyboard.press(key)
        assert record in dialog.inner_text()
        page.keyboard.press("Escape")
        assert not dialog.is_visible()
    page.locator("#open-search").fill("第7项")
    page.locator("#matters").get_by_text("中的1行").wait_for()
    page.locator("#matters tbody tr[data-place]").click()
    assert "督办台账!B18" in dialog.inner_text()
    links = page.locator("a[href]:not([href^='#'])").evaluate_all("all => all.map((a) => a.href)")
    for link in links:
        assert Path(page.evaluate("(url) => decodeURIComponent(new URL(url).pathname)", link)).is_file(), link
    ways = dialog.locator("a").all_inner_texts()
    assert ways == ["催办通知单（财务科）.docx", "督办台账.xlsx"]


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_reader_who_sees_or_hears_little_can_use_it(page: Page, theme: str) -> None:
    page.emulate_media(color_scheme=theme)  # type: ignore[arg-type]  # one of the two it names
    page.wait_for_function("(theme) => document.documentElement.dataset.theme === theme", arg=theme)
    found = Axe().run(page).response["violations"]
    assert [(one["id"], one["nodes"][0]["html"]) for one in found] == []


def test_on_paper_the_first_lines_stand_in_full_and_no_control(page: Page) -> None:
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    assert page.locator("#matters tbody tr[data-place]").count() == 40
    assert page.locator("#matters .rest").inner_text().startswith("只打印前40行")
    assert not page.locator("nav").is_visible()
    assert not page.locator("#matters .tools").is_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


def test_a_run_without_anything_to_tell_has_a_page_all_the_same(browser: Browser, tmp_path: Path) -> None:
    docket = office.docket()
    empty = replace(docket, findings=(), deadlines=Deadlines(docket.deadlines.frame.iloc[:0]), measures=(),
                    past=replace(docket.past, last=None))  # fmt: skip
    path = tmp_path / "总览.html"
    rules = office.rules(settings=making.settings(language="en"))
    with spoken("en"):
        path.write_bytes(outputs.compose_one(empty, rules, [], outputs.OVERVIEW))
    page, errors = browser.new_page(), []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(path.as_uri())
    assert page.locator("html").get_attribute("lang") == "en"
    assert page.get_by_text("Nothing is overdue.").is_visible()
    assert page.get_by_text("This is the first run").is_visible()
    page.close()
    assert not errors
