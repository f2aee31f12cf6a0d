"""What became of the patients of a centre: who changed, and who was erased, in one order.

It holds the last version of each and no older one. A search cannot show who was erased; here an
engine learns whose copy it has to erase.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from reports.fhir.parts import Resource, instant
from services.contract.enums import IdentityStatus
from services.db.tables.fhir import ResourceKind
from services.edge.reads import Seen
from services.fhir import rows
from services.fhir.asked import Asked, Values, asked_of, refused
from services.fhir.bundles import link
from services.fhir.gathering import Desk, gather
from services.fhir.kinds import LAST_UPDATED, PATIENTS
from services.fhir.places import Place

SINCE: Final = "_since"
_PATH: Final = "Patient/_history"


@dataclass(frozen=True)
class History:
    """A page of what became of them; `following`: where the next page begins."""

    entries: Sequence[Resource]
    following: Place | None


def history_asked(values: Values) -> Asked:
    """What is asked for; raises 422 for what cannot be read."""
    since = values.get(SINCE, ())
    if any(not each[:1].isdigit() for each in since):
        raise refused(SINCE, "no_date")
    rest = {name: each for name, each in values.items() if name != SINCE}
    return asked_of(PATIENTS, rest | {LAST_UPDATED.name: [f"ge{each}" for each in since]})


def history(desk: Desk, asked: Asked) -> Seen[History]:
    """A page of it; nothing of somebody while it is not certain who they are."""
    found = rows.patient_changes(desk.session, asked, asked.count + 1)
    listed = found[: asked.count]
    living = [
        row
        for row in listed
        if row.of_patient is not None and row.identity_status is not IdentityStatus.DOUBTFUL
    ]
    gathered = gather(desk, ResourceKind.PATIENT, living)
    entries, shown = [], []
    for row in listed:
        resources = gathered.resources.get(row.object_id, [])
        if row.of_patient is None or resources:
            entries.append(_entry(row, resources))
            shown.append(row.object_id)
    last = listed[-1] if listed else None
    following = None
    if last is not None and len(found) > asked.count:
        following = Place(last.changed_at, last.number)
    is_whole = not gathered.unreadable
    return Seen(History(entries, following), shown=tuple(shown), is_whole=is_whole)


def history_bundle(base: str, values: Values, page: History) -> Resource:
    """The page as it is sent."""
    said = [(name, each) for name in ("_count", SINCE) for each in values.get(name, ())]
    links = [link("self", base, _PATH, said)]
    if page.following is not None:
        links.append(link("next", base, _PATH, [*said, ("_cursor", str(page.following))]))
    entries = [{"fullUrl": f"{base}/{each['request']['url']}", **each} for each in page.entries]
    found: Resource = {"resourceType": "Bundle", "type": "history", "link": links}
    return found | ({"entry": entries} if entries else {})


def _entry(row: rows.NumberedRow, resources: Sequence[Resource]) -> Resource:
    is_gone = row.of_patient is None
    return {
        **({"resource": resources[0]} if resources else {}),
        "request": {
            "method": "DELETE" if is_gone else "PUT",
            "url": f"Patient/{row.object_id}",
        },
        "response": {
            "status": "410" if is_gone else "200",
            "etag": f'W/"{row.version}"',
            "lastModified": instant(row.changed_at),
        },
    }
