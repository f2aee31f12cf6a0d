"""A page of a search as FHIR writes it, with links that hold no number of anybody."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode

from reports.fhir.parts import Resource
from services.fhir.asked import Asked
from services.fhir.service import Page


def bundle(base: str, asked: Asked, page: Page) -> Resource:
    """The `Bundle` of a page; `base` is where the interface lies."""
    kind = asked.served.type
    links = [link("self", base, kind, asked.said)]
    if page.following is not None:
        following = ("_cursor", str(page.following))
        links.append(link("next", base, kind, [*asked.said, following]))
    entries: list[Resource] = [
        {
            "fullUrl": f"{base}/{kind}/{each['id']}",
            "resource": each,
            "search": {"mode": "match"},
        }
        for each in page.resources
    ]
    if page.outcome is not None:
        outcome: Any = page.outcome.model_dump(mode="json", exclude_none=True)
        entries.append({"resource": outcome, "search": {"mode": "outcome"}})
    found: Resource = {"resourceType": "Bundle", "type": "searchset", "link": links}
    return found | ({"entry": entries} if entries else {})


def link(relation: str, base: str, path: str, said: Iterable[tuple[str, str]]) -> dict[str, str]:
    """A link to something below `base`, with what is said behind it."""
    query = urlencode(list(said))
    return {"relation": relation, "url": f"{base}/{path}" + (f"?{query}" if query else "")}
