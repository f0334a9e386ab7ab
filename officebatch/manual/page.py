"""Markdown as one page that a browser shows and prints without a network: contents at the side, links within."""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING

from markdown_it import MarkdownIt

from officebatch.wording import marked, say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markdown_it.token import Token

CONTENTS = marked("Contents")
_CHAPTER = re.compile(r"^(\w+)\.md(?:#(.+))?$")  # a link from chapter to chapter, as the files have it
_STYLE = """
:root{--ink:#1f2328;--soft:#57606a;--line:#d0d7de;--ground:#fff;--shade:#f3f6fa;--link:#0550ae}
@media (prefers-color-scheme:dark){:root{--ink:#e6edf3;--soft:#9da7b3;--line:#3d444d;--ground:#0d1117;--shade:#161c24;
--link:#6cb6ff}}
*{box-sizing:border-box}html{scroll-padding-top:1em}
body{margin:0;color:var(--ink);background:var(--ground);font:16px/1.75 "Microsoft YaHei","PingFang SC",
"Noto Sans CJK SC","Segoe UI",sans-serif;display:grid;grid-template-columns:17em minmax(0,1fr)}
nav{position:sticky;top:0;height:100vh;overflow:auto;padding:1.5em 1em 2em 1.5em;border-right:1px solid var(--line);
background:var(--shade);font-size:.9em}
nav h2{font-size:1em;margin:0 0 .6em}nav ol{list-style:none;margin:0;padding:0}nav li{margin:.3em 0}
nav ol ol{padding-left:1em;font-size:.94em}nav ol ol li{margin:.1em 0}
main{max-width:60em;padding:2em 2.5em 6em}
a{color:var(--link);text-decoration:none}a:hover,a:focus{text-decoration:underline}
h1{font-size:1.9em;line-height:1.3;margin:2.2em 0 .6em;padding-bottom:.3em;border-bottom:2px solid var(--line)}
main>section:first-of-type h1{margin-top:0}
h2{font-size:1.35em;margin:2em 0 .5em}h3{font-size:1.08em;margin:1.6em 0 .4em}
code{font-family:Consolas,"Cascadia Mono","Noto Sans Mono CJK SC",monospace;font-size:.9em;background:var(--shade);
padding:.1em .35em;border-radius:4px;overflow-wrap:anywhere}
pre{background:var(--shade);border:1px solid var(--line);border-radius:6px;padding:.8em 1em;overflow-x:auto}
pre code{padding:0;background:none;overflow-wrap:normal}
.wide{overflow-x:auto;margin:.8em 0 1.2em}table{border-collapse:collapse;font-size:.92em;line-height:1.55}
th,td{border:1px solid var(--line);padding:.4em .7em;text-align:left;vertical-align:top}th{background:var(--shade)}
td:first-child{min-width:6em}
@media (max-width:60em){body{display:block}nav{position:static;height:auto;border:0}main{padding:1em}}
@media print{body{display:block;font-size:10.5pt}nav{position:static;height:auto;border:0;background:none}
section{break-before:page}h2,h3{break-after:avoid}tr{break-inside:avoid}a{color:inherit}main{max-width:none;padding:0}}
"""


def page(title: str, language: str, chapters: Sequence[tuple[str, str]]) -> str:
    """The page. chapters: the id of each with its Markdown. Raw HTML in it is shown as text, never taken as HTML."""
    reader = MarkdownIt("commonmark", {"html": False}).enable("table")
    sections, contents = [], []
    for topic, text in chapters:
        tokens = reader.parse(text)
        headings = _anchored(tokens, topic)
        _inward(tokens)
        body = reader.renderer.render(tokens, reader.options, {})
        body = body.replace("<table>", '<div class="wide"><table>').replace("</table>", "</table></div>")
        sections.append(f'<section aria-label="{escape(headings[0][1])}">\n{body}</section>')
        contents.append(_listed(headings))
    lang = language.replace("_", "-")
    return (
        f'<!DOCTYPE html>\n<html lang="{lang}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n"
        f'<nav aria-label="{escape(say(CONTENTS))}">\n<h2>{escape(title)}</h2>\n<ol>\n'
        f"{''.join(contents)}</ol>\n</nav>\n<main>\n{''.join(sections)}\n</main>\n</body>\n</html>\n"
    )


def _anchored(tokens: Sequence[Token], topic: str) -> list[tuple[int, str, str]]:
    """Give each heading an id; level, text and id of those of the first two levels."""
    found = []
    for place, token in enumerate(tokens):
        if token.type != "heading_open":
            continue
        level, text = int(token.tag[1]), _plain(tokens[place + 1])
        anchor = topic if level == 1 else f"{topic}-{_slug(text)}"
        token.attrSet("id", anchor)
        if level <= 2:
            found.append((level, text, anchor))
    return found


def _plain(inline: Token) -> str:
    return "".join(child.content for child in inline.children or ())


def _slug(text: str) -> str:
    return re.sub(r"[^\w一-鿿]+", "-", text.lower()).strip("-")


def _inward(tokens: Sequence[Token]) -> None:
    """Links from chapter file to chapter file become links within the page."""
    for token in tokens:
        for child in token.children or ():
            if child.type == "link_open" and (found := _CHAPTER.match(str(child.attrGet("href")))):
                topic, part = found.groups()
                child.attrSet("href", f"#{topic}-{_slug(part)}" if part else f"#{topic}")


def _listed(headings: Sequence[tuple[int, str, str]]) -> str:
    (_, title, anchor), *parts = headings
    below = "".join(f'<li><a href="#{at}">{escape(text)}</a></li>' for _, text, at in parts)
    inner = f"<ol>{below}</ol>" if below else ""
    return f'<li><a href="#{anchor}">{escape(title)}</a>{inner}</li>\n'
