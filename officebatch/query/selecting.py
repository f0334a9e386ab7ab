"""`SELECT … FROM … WHERE …` in brackets: one value, a list of values, or whether there is a record. Registers only."""

from __future__ import annotations

from typing import TYPE_CHECKING

from officebatch.query import faults
from officebatch.query.asked import QueryFault
from officebatch.query.functions import Gives
from officebatch.query.pieces import Piece, shown
from officebatch.query.scope import quoted

if TYPE_CHECKING:
    from officebatch.query.pieces import Node
    from officebatch.query.writing import Writer

_JOINS = {("INNER", "CROSS"): "CROSS JOIN", ("INNER", "REGULAR"): "JOIN", ("LEFT", "REGULAR"): "LEFT JOIN"}
_PLAIN = {"qualify": None, "sample": None, "aggregate_handling": "STANDARD_HANDLING"}
_TABLE: Node = {"schema_name": "", "catalog_name": "", "at_clause": None, "sample": None, "column_name_alias": []}


def select(writer: Writer, node: Node, *, exists: bool) -> tuple[str, Piece]:
    """The SELECT as SQL and what its one column gives; any columns where only `exists` is asked. Raises QueryFault."""
    if node["type"] != "SELECT_NODE":
        raise QueryFault(faults.CONSTRUCT, text=shown(node))
    for part, usual in _PLAIN.items():
        if node[part] != usual:
            raise QueryFault(faults.CONSTRUCT, text=part.upper())
    if node["cte_map"]["map"]:
        raise QueryFault(faults.CONSTRUCT, text="WITH")
    writer.names.frames.append([])
    try:
        source = _from(writer, node["from_table"])
        columns = [Piece("1", Gives.NUMBER)] if exists and _stars(node) else _columns(writer, node, exists=exists)
        where = _clause(writer, "WHERE", node["where_clause"])
        grouped = _groups(writer, node)
        having = _clause(writer, "HAVING", node["having"])
    finally:
        writer.names.frames.pop()
    listed = ", ".join(c.sql for c in columns)
    return f"SELECT {_distinct(node)}{listed} FROM {source}{where}{grouped}{having}", columns[0]


def _stars(node: Node) -> bool:
    """Whether it selects just * : a record is there or not whatever its columns are."""
    return [c["class"] for c in node["select_list"]] == ["STAR"] and node["from_table"]["type"] != "EMPTY"


def _columns(writer: Writer, node: Node, *, exists: bool) -> list[Piece]:
    found = node["select_list"]
    if len(found) != 1 and not exists:
        raise QueryFault(faults.CONSTRUCT, text=f"SELECT {len(found)}")
    return [writer.write({**column, "alias": ""}) for column in found]


def _from(writer: Writer, node: Node) -> str:
    if node["type"] == "JOIN":
        return _join(writer, node)
    if node["type"] != "BASE_TABLE" or any(node[part] != usual for part, usual in _TABLE.items()):
        text = node["function"]["function_name"] if node["type"] == "TABLE_FUNCTION" else shown(node)
        raise QueryFault(faults.CONSTRUCT, text=text)
    seen = writer.names.table(node["table_name"], node["alias"])
    return f"{quoted(seen.register)} AS {seen.alias}"


def _join(writer: Writer, node: Node) -> str:
    how = _JOINS.get((node["join_type"], node["ref_type"]))
    if how is None or node["using_columns"] or node["alias"]:
        raise QueryFault(faults.CONSTRUCT, text=f"{node['ref_type']} {node['join_type']} JOIN")
    left, right = _from(writer, node["left"]), _from(writer, node["right"])
    right = f"({right})" if node["right"]["type"] == "JOIN" else right
    on = f" ON {writer.write(node['condition']).sql}" if node["condition"] else ""
    return f"{left} {how} {right}{on}"


def _clause(writer: Writer, word: str, node: Node | None) -> str:
    return f" {word} {writer.write(node).sql}" if node else ""


def _groups(writer: Writer, node: Node) -> str:
    by = [p.sql for p in writer.write_all(node["group_expressions"])]
    if node["group_sets"] not in ([], [list(range(len(by)))]):
        raise QueryFault(faults.CONSTRUCT, text="GROUPING SETS")
    return f" GROUP BY {', '.join(by)}" if by else ""


def _distinct(node: Node) -> str:
    for modifier in node["modifiers"]:
        if modifier["type"] != "DISTINCT_MODIFIER" or modifier["distinct_on_targets"]:
            raise QueryFault(faults.CONSTRUCT, text=shown(modifier).removesuffix(" MODIFIER"))
    return "DISTINCT " if node["modifiers"] else ""
