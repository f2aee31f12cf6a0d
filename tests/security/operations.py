"""The operations of the OpenAPI document, and requests that satisfy their schemas."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from httpx2 import Response

Schema = dict[str, Any]
IdFor = Callable[[str], UUID]
"""Gives an identifier for the place that needs one, by its name."""


@dataclass(frozen=True)
class Operation:
    """One operation; `ids` are the places of identifiers in its path, `query_ids` in its query."""

    name: str
    method: str
    path: str
    ids: tuple[str, ...]
    query_ids: tuple[str, ...]
    required_query: dict[str, Schema]
    body: Schema | None
    schemas: dict[str, Schema]

    def url(self, id_for: IdFor) -> str:
        """The path with every place filled; one that takes no identifier gets a short word."""
        filled = self.path
        for part in self.path.split("/"):
            if part.startswith("{"):
                name = part[1:-1]
                value = str(id_for(name)) if name in self.ids else "1.0.0"
                filled = filled.replace(part, value)
        return filled

    def query(self, id_for: IdFor) -> dict[str, Any]:
        """The parameters that the operation insists on."""
        return {
            name: example(schema, self.schemas, id_for, name)
            for name, schema in self.required_query.items()
        }

    def body_example(self, id_for: IdFor, *, full: bool = False) -> Any:
        """A body that satisfies the schema; `full` has every optional field too."""
        return (
            None if self.body is None else example(self.body, self.schemas, id_for, "", full=full)
        )

    def body_ids(self) -> set[str]:
        """The names of the places in the body that hold identifiers."""
        seen: set[str] = set()

        def _note(name: str) -> UUID:
            seen.add(name)
            return UUID(int=0)

        self.body_example(_note, full=True)
        return seen


def operations_of(document: dict[str, Any]) -> list[Operation]:
    """Every operation of a document."""
    schemas = document["components"]["schemas"]
    found = []
    for path, methods in document["paths"].items():
        for method, described in methods.items():
            parameters = described.get("parameters", [])
            query = [each for each in parameters if each["in"] == "query"]
            content = described.get("requestBody", {}).get("content", {})
            found.append(
                Operation(
                    name=described["operationId"],
                    method=method.upper(),
                    path=path,
                    ids=tuple(
                        each["name"]
                        for each in parameters
                        if each["in"] == "path" and holds_id(each["schema"])
                    ),
                    query_ids=tuple(each["name"] for each in query if holds_id(each["schema"])),
                    required_query={
                        each["name"]: each["schema"] for each in query if each.get("required")
                    },
                    body=next((each["schema"] for each in content.values()), None),
                    schemas=schemas,
                )
            )
    return found


def code_of(answer: Response) -> str:
    """The stable word of a refusal, in either of the two shapes of a problem."""
    body = answer.json()
    if body.get("resourceType") == "OperationOutcome":
        body = body["issue"][0]["details"]["coding"][0]
    return str(body["code"])


def holds_id(schema: Schema) -> bool:
    """Whether a schema is of an identifier, or of a list of them."""
    if schema.get("format") == "uuid":
        return True
    inner = [schema["items"]] if "items" in schema else schema.get("anyOf", [])
    return any(holds_id(each) for each in inner)


def example(
    schema: Schema, schemas: dict[str, Schema], id_for: IdFor, name: str, *, full: bool = False
) -> Any:
    """A value that satisfies a schema; a full one holds no shape within itself."""
    if "$ref" in schema:
        title = _titled(schema)
        others = {key: each for key, each in schemas.items() if not full or key != title}
        return example(schemas[title], others, id_for, name, full=full)
    if "oneOf" in schema:
        return _told_apart(schema, schemas, id_for, full=full)
    if "anyOf" in schema:
        inner = next(each for each in schema["anyOf"] if each.get("type") != "null")
        return example(inner, schemas, id_for, name, full=full)
    if "const" in schema or "enum" in schema:
        return schema.get("const", schema.get("enum", [None])[0])
    if schema.get("type") == "object":
        return _object(schema, schemas, id_for, full=full)
    if schema.get("type") == "array":
        wanted = (full and _is_within_reach(schema["items"], schemas)) or holds_id(schema)
        count = max(schema.get("minItems", 0), 1 if wanted else 0)
        return [example(schema["items"], schemas, id_for, name, full=full) for _ in range(count)]
    return _plain(schema, id_for, name)


def _object(schema: Schema, schemas: dict[str, Schema], id_for: IdFor, *, full: bool) -> Any:
    required = schema.get("required", [])
    return {
        name: example(inner, schemas, id_for, name, full=full)
        for name, inner in schema.get("properties", {}).items()
        if name in required or (full and _is_within_reach(inner, schemas))
    }


def _told_apart(schema: Schema, schemas: dict[str, Schema], id_for: IdFor, *, full: bool) -> Any:
    """The first of some shapes, with the word that tells it from the others."""
    first = schema["oneOf"][0]
    told_by = schema["discriminator"]["propertyName"]
    word = schemas[_titled(first)]["properties"][told_by]["const"]
    return {told_by: word} | example(first, schemas, id_for, "", full=full)


def _titled(schema: Schema) -> str:
    return str(schema["$ref"].rpartition("/")[2])


def _is_within_reach(schema: Schema, schemas: dict[str, Schema]) -> bool:
    """Whether nothing that a schema needs has been left behind on the way into it."""
    needed = [schema, *schema.get("anyOf", [])]
    return all(_titled(each) in schemas for each in needed if "$ref" in each)


# A code of a commune, and one of ICD-10.
_FITTING_WORDS = {
    "^([0-9]{2}|2[AB])[0-9]{3}$": "29232",
    r"^[A-Z][0-9]{2}(\.?[0-9A-Z]{1,4})?$": "C18.7",
}


def _plain(schema: Schema, id_for: IdFor, name: str) -> Any:
    kind = schema.get("type")
    if schema.get("format") == "uuid":
        return str(id_for(name))
    pattern = schema.get("pattern", "")
    if pattern.startswith("^Patient/"):
        return f"Patient/{id_for('patient_id')}"
    if pattern in _FITTING_WORDS:
        return _FITTING_WORDS[pattern]
    if schema.get("format") == "date-time":
        return "2025-11-18T09:52:00Z"
    if schema.get("format") == "date" or pattern.startswith("^[0-9]{4}"):
        return "2025-11-18"
    if kind in ("integer", "number"):
        return schema.get("minimum", 1)
    if kind == "boolean":
        return False
    return "x" * max(schema.get("minLength", 0), 1)


def object_schemas(
    schema: Schema, schemas: dict[str, Schema], seen: set[str] | None = None
) -> Iterator[Schema]:
    """Every object with named fields that a schema reaches, those with a title once."""
    seen = set() if seen is None else seen
    if "$ref" in schema:
        if _titled(schema) not in seen:
            seen.add(_titled(schema))
            yield from object_schemas(schemas[_titled(schema)], schemas, seen)
        return
    if "properties" in schema:
        yield schema
    choices = [*schema.get("anyOf", []), *schema.get("oneOf", [])]
    inner = [*choices, *schema.get("properties", {}).values()]
    inner += [schema["items"]] if "items" in schema else []
    for each in inner:
        yield from object_schemas(each, schemas, seen)
