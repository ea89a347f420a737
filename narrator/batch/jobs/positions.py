"""On which line a key of a TOML or JSON file stands, which neither of Python's parsers tells.

The values are read by those; this only looks the same text over once more, with the grammars of
tree-sitter, so that a line may be missing but no value can be wrong. A path of keys is a tuple such
as ("episode", 2, "track"), tables of a list counted from 0. No path is longer than that: what lies
deeper is no key of a job file.
"""

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache

import tree_sitter_json
import tree_sitter_toml
from tree_sitter import Language, Node, Parser

from narrator.toml import toml_of

KeyPath = tuple[str | int, ...]
Line = tuple[KeyPath, int]
DEEPEST = 3


def toml_lines(text: str) -> Mapping[KeyPath, int]:
    """Return the line of each key of a TOML document, counted from 1."""
    root = Parser(Language(tree_sitter_toml.language())).parse(text.encode()).root_node
    return dict(reversed(list(_toml_document(root))))


def json_lines(text: str) -> tuple[Mapping[KeyPath, int], tuple[Line, ...]]:
    """Return the line of each key of a JSON document, and the keys that are given once more."""
    root = Parser(Language(tree_sitter_json.language())).parse(text.encode()).root_node
    found = [line for value in root.named_children for line in _json_value(value, ())]
    counts: Counter[KeyPath] = Counter()
    twice = []
    for path, line in found:
        counts[path] += 1
        if counts[path] > 1:
            twice.append((path, line))
    return dict(reversed(found)), tuple(twice)


def _toml_document(root: Node) -> Iterator[Line]:
    """Yield the keys of a document: those above the first header, then table by table."""
    tables: Counter[KeyPath] = Counter()
    for node in root.named_children:
        if node.type == "pair":
            yield from _toml_pair(node, ())
        elif node.type in {"table", "table_array_element"}:
            path = _toml_key(node.named_children[0])
            if node.type == "table_array_element":
                tables[path] += 1
            number = tables[path[:1]] - 1
            full: KeyPath = (path[0], number, *path[1:]) if number >= 0 else path
            yield full, _line(node)
            for pair in node.named_children[1:]:
                if pair.type == "pair":
                    yield from _toml_pair(pair, full)


def _toml_pair(pair: Node, above: KeyPath) -> Iterator[Line]:
    """Yield a key and, where its value is a table or a list of tables, the keys in there."""
    key, value = pair.named_children[0], pair.named_children[-1]
    path = (*above, *_toml_key(key))
    yield path, _line(pair)
    if value.type == "inline_table" and len(path) < DEEPEST:
        yield from (line for each in value.named_children for line in _toml_pair(each, path))
    if value.type == "array" and len(path) == 1:
        tables = [each for each in value.named_children if each.type == "inline_table"]
        for number, table in enumerate(tables):
            yield (*path, number), _line(table)
            for each in table.named_children:
                yield from _toml_pair(each, (*path, number))


@cache
def _toml_names(text: str) -> KeyPath:
    """Return the names of a dotted, quoted or bare key, as Python's own parser takes them."""
    try:
        table: object = toml_of(f"{text} = 0")
    except ValueError:  # what tree-sitter took for a key is none
        return (text,)
    names: list[str | int] = []
    while isinstance(table, dict):
        ((name, table),) = table.items()
        names.append(name)
    return tuple(names)


def _toml_key(node: Node) -> KeyPath:
    return _toml_names(_text(node))


def _json_value(value: Node, path: KeyPath) -> Iterator[Line]:
    """Yield the keys of an object, or of the objects in a list."""
    if len(path) >= DEEPEST:
        return
    if value.type == "array":
        for number, each in enumerate(value.named_children):
            yield (*path, number), _line(each)
            yield from _json_value(each, (*path, number))
    for pair in value.named_children if value.type == "object" else ():
        if pair.type == "pair":
            key, inner = pair.named_children[0], pair.named_children[-1]
            full = (*path, str(json.loads(_text(key))))
            yield full, _line(pair)
            yield from _json_value(inner, full)


def _text(node: Node) -> str:
    return (node.text or b"").decode()


def _line(node: Node) -> int:
    return node.start_point.row + 1
