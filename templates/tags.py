"""Paragraphs that are only a tag, and what stands between them: there under a condition, or once for each of a list."""

from __future__ import annotations

from templates.wordml import p


def tag(text: str) -> str:
    """A paragraph that is only a tag: `{%p if … %}`; it leaves nothing behind."""
    return p("Body", text)


def only(condition: str, *content: str) -> str:
    """What stands there where a condition holds."""
    return "".join((tag(f"{{%p if {condition} %}}"), *content, tag("{%p endif %}")))


def each(name: str, listed: str, *content: str) -> str:
    """What stands there once for each of a list, under a name."""
    return "".join((tag(f"{{%p for {name} in {listed} %}}"), *content, tag("{%p endfor %}")))


def texts(listed: str, style: str = "Body") -> str:
    """A paragraph for each text of a list."""
    return each("句", listed, p(style, "{{ 句 }}"))
