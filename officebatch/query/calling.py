"""Functions, operators between two values, and functions over several records, written anew as SQL."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from officebatch.query import faults
from officebatch.query.asked import QueryFault
from officebatch.query.functions import ADD_WORKDAYS, AGGREGATES, COUNT_WORKDAYS, FUNCTIONS, WINDOWS, Gives
from officebatch.query.pieces import Piece, alike, as_day, as_whole, day_piece, kind, refuse_fickle, shown, truth

if TYPE_CHECKING:
    from officebatch.query.pieces import Node
    from officebatch.query.writing import Writer

_TIMES = (Gives.DAY, Gives.MOMENT)
_LIKE = {"~~": "LIKE", "!~~": "NOT LIKE", "~~*": "ILIKE", "!~~*": "NOT ILIKE"}
_ESCAPED = {"like_escape": "LIKE", "not_like_escape": "NOT LIKE"}
_SUMS = ("+", "-", "*", "/", "//", "%")
_SHARES = ("/", "//", "%")  # by nothing: empty
_ALIKE = ("nullif", "greatest", "least")
_FROM = "DATE '2000-01-01'"  # the first day of the lists of working days


def call(writer: Writer, node: Node) -> Piece:
    """A function or an operator. Raises QueryFault for one that is not on the list."""
    name = node["function_name"].lower()
    refuse_fickle(name)
    if name in AGGREGATES:
        return _aggregate(writer, node, name)
    if any(a["name"] for a in node["arguments"]) or node["filter"] or node["distinct"] or node["order_bys"]["orders"]:
        raise QueryFault(faults.CONSTRUCT, text=name)
    if node["is_operator"]:
        return _operation(name, _arguments(writer, node))
    if name not in FUNCTIONS:
        raise QueryFault(faults.NO_FUNCTION, [*FUNCTIONS, *AGGREGATES], text=node["function_name"])
    pieces = _arguments(writer, node)
    if name in (COUNT_WORKDAYS, ADD_WORKDAYS):
        writer.workdays = True
        return _workdays(name, pieces)
    return _function(name, pieces)


def window(writer: Writer, node: Node) -> Piece:
    """A function over the records beside this one: `f(…) OVER (PARTITION BY … ORDER BY …)`."""
    name = node["function_name"].lower()
    gives = AGGREGATES.get(name) or WINDOWS.get(name)
    odd = (
        (node["start"], node["end"]) != ("UNBOUNDED_PRECEDING", "CURRENT_ROW_RANGE")
        or any(node[part] for part in ("filter_expr", "distinct", "arg_orders", "has_ignore_nulls"))
        or node["exclude_clause"] != "NO_OTHER"
    )
    if gives is None or odd:
        raise QueryFault(faults.CONSTRUCT, text=f"{name} OVER")
    arguments = _arguments(writer, node)
    parts = [p.sql for p in writer.write_all(node["partitions"])]
    orders = [_order(writer, o) for o in node["orders"]]
    if name in WINDOWS:  # of equals the one that stands above comes first
        orders.append(f'{writer.names.frames[-1][0].alias}."#"')
    over = (f"PARTITION BY {', '.join(parts)} " if parts else "") + (f"ORDER BY {', '.join(orders)}" if orders else "")
    given = arguments[0].gives if gives is Gives.ANY and arguments else gives
    return Piece(f"{_called(name, [a.sql for a in arguments])} OVER ({over})", given, name)


def _aggregate(writer: Writer, node: Node, name: str) -> Piece:
    if len(writer.names.frames) == 1:
        raise QueryFault(faults.OVER_ROWS, text="count" if name == "count_star" else name)
    if node["order_bys"]["orders"]:
        raise QueryFault(faults.CONSTRUCT, text=name)
    pieces = _arguments(writer, node)
    only = f" FILTER (WHERE {writer.write(node['filter']).sql})" if node["filter"] else ""
    first = "DISTINCT " if node["distinct"] else ""
    given = pieces[0].gives if AGGREGATES[name] is Gives.ANY and pieces else AGGREGATES[name]
    inner = ", ".join(p.sql for p in pieces)
    return Piece(f"{_called(name, [first + inner] if inner else [])}{only}", given, name)


def _called(name: str, arguments: list[str]) -> str:
    every = name == "count_star" or (name == "count" and not arguments)
    return "count(*)" if every else f"{name}({', '.join(arguments)})"


def _order(writer: Writer, order: Node) -> str:
    if order["type"] not in ("ORDER_DEFAULT", "ASCENDING", "DESCENDING") or order["null_order"] != "ORDER_DEFAULT":
        raise QueryFault(faults.CONSTRUCT, text=shown(order))
    return writer.write(order["expression"]).sql + (" DESC" if order["type"] == "DESCENDING" else "")


def _arguments(writer: Writer, node: Node) -> list[Piece]:
    return writer.write_all([argument["expression"] for argument in node["arguments"]])


def _function(name: str, pieces: list[Piece]) -> Piece:
    gives = FUNCTIONS[name]
    if name in _ALIKE:
        pieces = alike(pieces)
    elif name == "if":
        pieces = [*pieces[:1], *alike(pieces[1:])]
    if gives is Gives.ANY and name != "date_trunc":
        gives = next((p.gives for p in pieces[name == "if" :] if p.gives is not Gives.ANY), Gives.ANY)
    return Piece(f"{name}({', '.join(p.sql for p in pieces)})", gives, name)


def _operation(sign: str, pieces: list[Piece]) -> Piece:
    if sign in _LIKE and len(pieces) == 2:
        return truth(f"{pieces[0].sql} {_LIKE[sign]} {pieces[1].sql}")
    if sign in _ESCAPED and len(pieces) == 3:
        return truth(f"{pieces[0].sql} {_ESCAPED[sign]} {pieces[1].sql} ESCAPE {pieces[2].sql}")
    if sign == "||" and len(pieces) == 2:
        return Piece(f"({pieces[0].sql} || {pieces[1].sql})", Gives.TEXT, "||")
    if sign in ("+", "-") and len(pieces) == 1:
        return Piece(f"({sign}{pieces[0].sql})", pieces[0].gives, f"{sign}{pieces[0].name}")
    if sign in _SUMS and len(pieces) == 2:
        return _sum(sign, *pieces)
    raise QueryFault(faults.REFUSED, _SUMS, text=sign, known=" ".join(_SUMS))


def _sum(sign: str, one: Piece, other: Piece) -> Piece:
    """Days may be moved by whole days or a span of time; the difference of two is a number of days."""
    name = f"{one.name} {sign} {other.name}"
    if one.gives in _TIMES and other.text is not None:
        other = day_piece(other.text)
    kinds = {one.gives, other.gives}
    if kinds <= {Gives.NUMBER, Gives.ANY}:
        by = f"nullif({other.sql}, 0)" if sign in _SHARES else other.sql
        return Piece(f"({one.sql} {sign} {by})", Gives.NUMBER, name)
    if one.gives in _TIMES and other.gives in _TIMES and sign == "-":
        return Piece(f"date_diff('day', {as_day(other).sql}, {as_day(one).sql})", Gives.NUMBER, name)
    if sign == "+" and other.gives in _TIMES and one.gives in (Gives.NUMBER, Gives.SPAN):
        one, other = other, one
    if one.gives in _TIMES and sign in ("+", "-") and other.gives in (Gives.NUMBER, Gives.SPAN):
        by = f"to_days({as_whole(other)})" if other.gives is Gives.NUMBER else other.sql
        moved = Piece(f"({one.sql} {sign} {by})", Gives.MOMENT, name)
        return as_day(moved) if one.gives is Gives.DAY else moved
    raise QueryFault(faults.NO_SUM, text=sign, first=kind(one), second=kind(other))


def _workdays(name: str, pieces: list[Piece]) -> Piece:
    """`工作日数(a, b)`: working days after a up to b. `工作日后(a, n)`: the n-th working day after a, before it where n
    is negative. Empty where the holidays of a day are not published yet."""
    days = [as_day(p if p.text is None else day_piece(p.text)) for p in pieces]
    if name == COUNT_WORKDAYS and [p.gives for p in days] == [Gives.DAY, Gives.DAY]:
        first, last = (f"list_extract(getvariable('before'), {_index(p, 2)})" for p in days)
        return Piece(f"({last} - {first})", Gives.NUMBER, name)
    number = re.fullmatch(r"\(?(-?)([0-9]{1,4})\)?", pieces[1].sql) if len(pieces) == 2 else None
    if name != ADD_WORKDAYS or number is None or days[0].gives is not Gives.DAY:
        raise QueryFault(faults.WHOLE_NUMBER, text=name)
    n = int(number[1] + number[2])
    # as model.workdays reckons: of the days worked, the n-th behind those up to the day itself, or the n-th back
    place = f"list_extract(getvariable('before'), {_index(days[0], 2 if n > 0 else 1)}) + {n if n > 0 else n + 1}"
    return Piece(f"list_extract(getvariable('worked'), CAST(greatest({place}, 0) AS INTEGER))", Gives.DAY, name)


def _index(day: Piece, more: int) -> str:
    """The place of a day in a list that begins with the first day of the table; 0, where nothing is, before it."""
    return f"CAST(greatest(date_diff('day', {_FROM}, {day.sql}) + {more}, 0) AS INTEGER)"
