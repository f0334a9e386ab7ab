"""The parser's tree of one expression written anew as SQL: only what stands here can be written, so nothing else runs.

Three things are written otherwise than they were read, for “empty equals nothing”: an empty value in a SELECT is no
member of it (`x IN (SELECT …)` is false, not empty, where only empty ones are left), an empty x is in no question
whatever the SELECT gives, and a comparison with '' asks for an empty cell.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from officebatch.query import faults
from officebatch.query.asked import QueryFault
from officebatch.query.calling import call, window
from officebatch.query.functions import CASTS, OF_FIELD, Gives
from officebatch.query.pieces import Piece, alike, day_piece, number_piece, refuse_fickle, shown, text_piece, truth
from officebatch.query.scope import Names
from officebatch.query.selecting import select

if TYPE_CHECKING:
    from collections.abc import Callable

    from officebatch.query.asked import Schema
    from officebatch.query.pieces import Node

TODAY = "今天"
LARGEST = 100_000  # letters of SQL that may come of an expression
_COMPARED = {
    "COMPARE_EQUAL": "=", "COMPARE_NOTEQUAL": "<>", "COMPARE_LESSTHAN": "<", "COMPARE_GREATERTHAN": ">",
    "COMPARE_LESSTHANOREQUALTO": "<=", "COMPARE_GREATERTHANOREQUALTO": ">=",
    "COMPARE_DISTINCT_FROM": "IS DISTINCT FROM", "COMPARE_NOT_DISTINCT_FROM": "IS NOT DISTINCT FROM",
}  # fmt: skip
_JOINED = {"CONJUNCTION_AND": " AND ", "CONJUNCTION_OR": " OR "}


class Writer:
    """Writes one expression over one register. names: what it named. today, workdays: whether it needs them."""

    def __init__(self, schema: Schema, register: str) -> None:
        self.names = Names(schema, register)
        self.today = self.workdays = False

    def write(self, node: Node) -> Piece:
        """A node and all below it. Raises QueryFault for what an expression may not hold."""
        writer = _NODES.get(node["class"])
        if writer is None or node.get("alias"):
            raise QueryFault(faults.CONSTRUCT, text=node.get("alias") or shown(node))
        piece = writer(self, node)
        if len(piece.sql) > LARGEST:
            raise QueryFault(faults.TOO_DEEP)
        return piece

    def write_all(self, nodes: list[Node]) -> list[Piece]:
        """`write` of each."""
        return [self.write(node) for node in nodes]

    def _column(self, node: Node) -> Piece:
        parts = node["column_names"]
        if (found := self.names.find(parts)) is not None:
            sql, name, field = found
            return Piece(sql, OF_FIELD.get(field.type, Gives.TEXT), name, words=field.words)
        if parts == [TODAY]:
            self.today = True
            return Piece("CAST($today AS DATE)", Gives.DAY, TODAY)
        refuse_fickle(parts[-1])
        raise self.names.unknown(parts)

    def _constant(self, node: Node) -> Piece:
        written = node["literal"]
        match written["kind"]:
            case "STRING":
                return text_piece(written["text"])
            case "INTEGER" | "NUMERIC":
                return number_piece(written["text"])
            case "BOOLEAN" if written["text"] in ("true", "false"):
                return Piece(written["text"], Gives.TRUTH, written["text"])
            case "NULL_LITERAL":
                return Piece("NULL", Gives.ANY, "NULL")
        raise QueryFault(faults.CONSTRUCT, text=written["text"])

    def _comparison(self, node: Node) -> Piece:
        pieces = self.write_all([node["left"], node["right"]])
        sign = _COMPARED[node["type"]]
        blank = [p.text == "" for p in pieces]
        if sign in ("=", "<>") and sum(blank) == 1:
            asked = pieces[blank.index(False)].sql
            return truth(f"{asked} IS {'NOT ' if sign == '<>' else ''}NULL")
        left, right = alike(pieces)
        return truth(f"{left.sql} {sign} {right.sql}")

    def _between(self, node: Node) -> Piece:
        asked, lower, upper = alike(self.write_all([node["input"], node["lower"], node["upper"]]))
        return truth(f"{asked.sql} BETWEEN {lower.sql} AND {upper.sql}")

    def _conjunction(self, node: Node) -> Piece:
        return truth(_JOINED[node["type"]].join(p.sql for p in self.write_all(node["children"])))

    def _operator(self, node: Node) -> Piece:
        pieces = self.write_all(node["children"])
        first = pieces[0].sql
        match node["type"]:
            case "OPERATOR_NOT":
                return truth(f"NOT {first}")
            case "OPERATOR_IS_NULL":
                return truth(f"{first} IS NULL")
            case "OPERATOR_IS_NOT_NULL":
                return truth(f"{first} IS NOT NULL")
            case "OPERATOR_COALESCE":
                pieces = alike(pieces)
                return Piece(f"COALESCE({', '.join(p.sql for p in pieces)})", pieces[0].gives, pieces[0].name)
            case "COMPARE_IN" | "COMPARE_NOT_IN" as kind:
                asked, *among = alike(pieces)
                sign = "IN" if kind == "COMPARE_IN" else "NOT IN"
                return truth(f"{asked.sql} {sign} ({', '.join(p.sql for p in among)})")
        raise QueryFault(faults.CONSTRUCT, text=shown(node))

    def _case(self, node: Node) -> Piece:
        """What it gives is named before what it depends on: the first field named is where a finding stands."""
        checks = node["case_checks"]
        given = alike(self.write_all([*(c["then_expr"] for c in checks), node["else_expr"]]))
        asked = self.write_all([c["when_expr"] for c in checks])
        parts = "".join(f" WHEN {w.sql} THEN {g.sql}" for w, g in zip(asked, given, strict=False))
        gives = next((g.gives for g in given if g.gives is not Gives.ANY), Gives.ANY)
        return Piece(f"CASE{parts} ELSE {given[-1].sql} END", gives, "CASE")

    def _cast(self, node: Node) -> Piece:
        wanted, child = node["type_expr"]["type_name"].upper(), self.write(node["child"])
        gives = CASTS.get(wanted)
        if gives is None and child.text is not None:  # ATTACH 'x.db' looks like DATE '2026-11-20'
            raise QueryFault(faults.CONSTRUCT, text=wanted)
        if gives is None:
            known = ", ".join(CASTS)
            raise QueryFault(faults.REFUSED, CASTS, text=wanted, known=known)
        if child.text is not None and gives in (Gives.DAY, Gives.MOMENT):
            child = day_piece(child.text)
        how = "TRY_CAST" if node["try_cast"] else "CAST"
        return Piece(f"{how}({child.sql} AS {wanted}{_size(node)})", gives, child.name)

    def _subquery(self, node: Node) -> Piece:
        sql, given = select(self, node["subquery"]["node"], exists=node["subquery_type"] == "EXISTS")
        match node["subquery_type"]:
            case "EXISTS":
                return truth(f"EXISTS ({sql})")
            case "SCALAR":
                return Piece(f"({sql})", given.gives, given.name)
            case "ANY" if node["comparison_type"] in _COMPARED:
                member = Piece("v", given.gives, given.name, words=given.words)
                asked, member = alike([self.write(node["child"]), member])
                members = f"SELECT {member.sql} FROM ({sql}) AS s(v) WHERE v IS NOT NULL"
                among = f"{asked.sql} {_COMPARED[node['comparison_type']]} ANY ({members})"
                return truth(f"CASE WHEN {asked.sql} IS NOT NULL THEN {among} END")
        raise QueryFault(faults.CONSTRUCT, text=shown(node))

    def _function(self, node: Node) -> Piece:
        return call(self, node)

    def _window(self, node: Node) -> Piece:
        return window(self, node)


_NODES: dict[str, Callable[[Writer, Node], Piece]] = {
    "COLUMN_REF": Writer._column, "CONSTANT": Writer._constant, "COMPARISON": Writer._comparison,
    "BETWEEN": Writer._between, "CONJUNCTION": Writer._conjunction, "OPERATOR": Writer._operator,
    "CASE": Writer._case, "CAST": Writer._cast, "SUBQUERY": Writer._subquery, "FUNCTION": Writer._function,
    "WINDOW": Writer._window,
}  # fmt: skip


def _size(node: Node) -> str:
    """The digits of a DECIMAL(10, 2), "" for a type without."""
    sizes: list[Any] = node["type_expr"]["children"]
    numbers = [size.get("literal", {}).get("text", "") for size in sizes]
    if not all(n.isascii() and n.isdigit() for n in numbers):
        raise QueryFault(faults.CONSTRUCT, text=node["type_expr"]["type_name"])
    return f"({', '.join(numbers)})" if numbers else ""
