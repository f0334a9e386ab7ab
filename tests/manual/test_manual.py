"""The manual: both languages tell the same chapters, its made parts leave nothing out, links lead somewhere."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from officebatch.batch import manual as story
from officebatch.batch import vocabulary
from officebatch.cli import COMMANDS
from officebatch.manual import TOPICS, find
from officebatch.manual.page import page as set_as_page
from officebatch.query import FORMS, Form
from officebatch.query.functions import AGGREGATES, FUNCTIONS, WINDOWS
from officebatch.rulebook.schema import SHEETS
from officebatch.rulebook.settings import SETTINGS
from officebatch.wording import LANGUAGES, spoken
from tests.office import officebatch

TEXTS = Path(__file__).parents[2] / "officebatch" / "manual" / "texts"


@pytest.fixture(scope="module", params=LANGUAGES)
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def page(language: str, tmp_path_factory: pytest.TempPathFactory) -> str:
    out = tmp_path_factory.mktemp("manual") / "manual.html"
    assert officebatch("--lang", language, "help", "--out", out).returncode == 0
    return out.read_text(encoding="utf-8")


def test_every_topic_has_a_text_and_every_text_a_topic() -> None:
    for language in LANGUAGES:
        assert {p.stem for p in (TEXTS / language).glob("*.md")} == set(TOPICS), language


def test_both_languages_have_the_same_parts() -> None:
    for topic in set(TOPICS) - {"rules", "questions"}:
        shape = [re.findall(r"^(#+) |^(```\w*)", (TEXTS / lang / f"{topic}.md").read_text(encoding="utf-8"), re.M)
                 for lang in LANGUAGES]
        assert shape[0] == shape[1], topic


class _Reader(HTMLParser):
    """Ids, inner links, and whatever a browser would fetch."""

    def __init__(self) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.fetched: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        if name := found.get("id"):
            self.ids.append(name)
        if tag == "a":
            self.links.append(found.get("href") or "")
        self.fetched += [str(found[name]) for name in ("src", "srcset", "data") if name in found]
        if tag in ("link", "script", "iframe"):
            self.fetched.append(tag)


def test_links_lead_somewhere_and_nothing_is_fetched(page: str) -> None:
    reader = _Reader()
    reader.feed(page)
    assert not reader.fetched
    assert len(reader.ids) == len(set(reader.ids))
    inner = [link[1:] for link in reader.links if link.startswith("#")]
    assert len(inner) > 100
    assert set(inner) <= set(reader.ids)
    assert not [link for link in reader.links if link.endswith(".md")]


def test_the_made_parts_tell_everything(page: str, language: str) -> None:
    for code in vocabulary().checks:
        assert f'<h3 id="checks-{code.lower()}-' in page, code
    for sheet in SHEETS:
        assert f'<h2 id="rules-{sheet.zh}' in page, sheet.zh
        for column in sheet.columns:
            assert column.zh in page, (sheet.zh, column.zh)
    for setting in SETTINGS:
        assert setting.zh in page, setting.zh
        assert language == LANGUAGES[0] or f"{setting.zh}{'·…' * setting.each} ({setting.en})" in page, setting.en
    for name in COMMANDS:
        assert f'<h2 id="commands-{name}"' in page, name


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.shown)
def test_the_manual_shows_every_form_of_a_sentence(form: Form) -> None:
    for language in LANGUAGES:
        text = (TEXTS / language / "own.md").read_text(encoding="utf-8")
        assert f"| `{form.shown}` | `{form.example}` |" in text


def test_the_manual_names_every_function() -> None:
    for language in LANGUAGES:
        text = (TEXTS / language / "own.md").read_text(encoding="utf-8")
        assert [name for name in (*FUNCTIONS, *AGGREGATES, *WINDOWS) if f"`{name}`" not in text] == ["count_star"]


def test_a_chapter_is_found_by_topic_title_and_its_beginning() -> None:
    with spoken("zh_CN"):
        chapters = story.chapters("zh_CN", "")
    for word in ("limits", "时限和责任怎么算", "时限", "LIMITS"):
        found = find(chapters, word)
        assert found is not None and found.topic == "limits", word
    assert find(chapters, "nothing") is None


def test_a_topic_that_is_none_is_answered_with_the_nearest() -> None:
    said = officebatch("--lang", "en", "help", "templats")
    assert said.returncode == 2
    assert "templates" in said.stderr


def test_text_of_a_check_cannot_become_html() -> None:
    assert "<script" not in set_as_page("<b>", "en", [("a", "# <script>x</script>\n\n<img src=x>")])
