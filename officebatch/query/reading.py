"""From what a person wrote to the parser's tree: a sentence made SQL, full-width signs folded, one expression alone.

DuckDB's own parser reads it; it only ever sees the text as a value, never as a statement to run.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from officebatch.query import faults
from officebatch.query.asked import QueryFault
from officebatch.query.folding import fold
from officebatch.query.forms import FORMS
from officebatch.query.sentences import nearest

if TYPE_CHECKING:
    from collections.abc import Callable

    from officebatch.query.pieces import Node
    from officebatch.query.sentences import Sentences

LONGEST = 2000  # letters of an expression
NEAR = 12  # letters a message quotes from where reading stopped
_SELECT = "SELECT "
_SIGNS = re.compile(r"[=<>()+*/|]|::|\b(?i:null|and|or|not|in|like|between|select|case)\b")
_ALONE: Node = {
    "type": "SELECT_NODE", "modifiers": [], "cte_map": {"map": []}, "where_clause": None, "group_expressions": [],
    "group_sets": [], "having": None, "qualify": None, "sample": None, "aggregate_handling": "STANDARD_HANDLING",
}  # fmt: skip


def expression(text: str, sentences: Sentences, parse: Callable[[str], str]) -> Node:
    """The tree of the one expression a text is. parse: SQL → the parser's tree as JSON. Raises QueryFault."""
    if len(text) > LONGEST:
        raise QueryFault(faults.TOO_LONG, n=len(text), most=LONGEST)
    sql = sentences.sql(text) or fold(text)
    if not sql:
        raise QueryFault(faults.EMPTY)
    try:
        answer = json.loads(parse(_SELECT + sql))
    except RecursionError:
        raise QueryFault(faults.TOO_DEEP) from None
    if answer["error"]:
        raise _unparsed(answer, sql, text, sentences)
    node = _only(answer["statements"])
    if node is None or node["alias"]:
        raise _no_sentence(text, sentences) or QueryFault(faults.NOT_ONE)
    if node["class"] == "COLUMN_REF" and node["column_names"][0] not in sentences.names:
        raise _no_sentence(text, sentences) or QueryFault(faults.NOT_ONE)
    return node


def _only(statements: list[Node]) -> Node | None:
    """The one expression of the one statement, None where there is more, or something beside it."""
    select = statements[0]["node"] if len(statements) == 1 else {}
    alone = all(select.get(part) == usual for part, usual in _ALONE.items())
    if not alone or len(select["select_list"]) != 1 or select["from_table"]["type"] != "EMPTY":
        return None
    node: Node = select["select_list"][0]
    return node


def _unparsed(answer: Node, sql: str, text: str, sentences: Sentences) -> QueryFault:
    if answer["error_type"] != "parser":  # a second statement that is no SELECT
        return QueryFault(faults.NOT_ONE)
    if "expression depth" in answer["error_message"]:
        return QueryFault(faults.TOO_DEEP)
    if "position" not in answer:
        nothing = answer["error_message"].endswith("without selection list")
        return QueryFault(faults.EMPTY) if nothing else QueryFault(faults.UNRECKONED, reason=answer["error_message"])
    if sentence := _no_sentence(text, sentences):
        return sentence
    at = int(answer.get("position", len(_SELECT))) - len(_SELECT)
    near = sql.encode()[max(at, 0) :].decode(errors="ignore")[:NEAR].strip() or sql[-NEAR:]
    return QueryFault(faults.UNPARSED, near=near, example=FORMS[2].example)


def _no_sentence(text: str, sentences: Sentences) -> QueryFault | None:
    """What to say of a text that wanted to be a sentence, None for one that is SQL by its signs."""
    if _SIGNS.search(fold(text)):
        return None
    if unknown := sentences.unknown(text):
        return unknown
    example = nearest(text, sentences.names) or FORMS[2].example
    return QueryFault(faults.NO_SENTENCE, text=text if len(text) <= 40 else f"{text[:40]}…", example=example)
