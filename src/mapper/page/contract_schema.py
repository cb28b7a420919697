"""The contract as JSON Schema, of which the viewer's types are made (`make contract`)."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Iterator
from types import ModuleType
from typing import Any

import msgspec

from mapper.page import contract, contract_layers


def json_schema() -> dict[str, Any]:
    """The schema of `Payload`, draft 7, with the texts that stand below the fields."""
    template = "#/definitions/{name}"
    _, found = msgspec.json.schema_components([contract.Payload], ref_template=template)
    definitions: dict[str, Any] = {}
    for name, schema in found.items():
        definitions[name] = _named(schema, definitions, own=name)
    for module in (contract, contract_layers):
        for name, field, words in _documented(module):
            fields = definitions.get(name, {}).get("properties", {})
            if field in fields:
                # Beside a $ref, draft 7 looks at nothing.
                plain = {"allOf": [fields[field]]} if "$ref" in fields[field] else fields[field]
                fields[field] = plain | {"description": words}
    payload: dict[str, Any] = definitions.pop("Payload")
    return payload | {"definitions": dict(sorted(definitions.items()))}


def _named(schema: Any, definitions: dict[str, Any], own: str = "") -> Any:
    """The schema with parts that have a title of their own put among the definitions.

    Tuples are said as draft 7 says them.
    """
    if isinstance(schema, list):
        return [_named(each, definitions) for each in schema]
    if not isinstance(schema, dict):
        return schema
    told = {key: _named(value, definitions) for key, value in schema.items()}
    told.pop("discriminator", None)
    if "prefixItems" in told:
        told |= {"items": told.pop("prefixItems"), "additionalItems": False}
    if told.get("type") == "object" and "properties" in told:
        told["additionalProperties"] = False
    title = told.get("title")
    if not isinstance(title, str) or title == own:
        return told
    definitions[title] = told
    return {"$ref": f"#/definitions/{title}"}


def _documented(module: ModuleType) -> Iterator[tuple[str, str, str]]:
    """Class, field as it is sent, and the text below that field, of all classes of a module."""
    for node in ast.parse(inspect.getsource(module)).body:
        if not isinstance(node, ast.ClassDef):
            continue
        for one, other in zip(node.body, node.body[1:], strict=False):
            if isinstance(one, ast.AnnAssign) and isinstance(other, ast.Expr):
                assert isinstance(one.target, ast.Name)  # noqa: S101 # as all fields of a class are
                words = ast.literal_eval(other.value)
                yield node.name, one.target.id.rstrip("_"), " ".join(words.split())
