"""What the routes of the list and the search call; each tells whose records it shows."""

from services.alerts.filter_choices import treatments_named
from services.alerts.worklist_rows import Query
from services.centres.people import people
from services.contract.patient_list import PatientFilters, PatientHits, PatientPage
from services.edge.reads import Seen
from services.roster import listing, repository
from services.roster import search as searching
from services.roster.wanted import Wanted


def patient_list(query: Query, wanted: Wanted) -> Seen[PatientPage]:
    """A page of the caller's patients."""
    found = listing.page(query, wanted)
    return Seen(found, shown=tuple(row.patient.id for row in found.items))


def filters(query: Query) -> Seen[PatientFilters]:
    """What the list can be filtered by; records opened to name a treatment count as shown."""
    oncologist_of = repository.choosable(query.session, query.caller)
    treatments, opened = treatments_named(query, oncologist_of.keys())
    named = people(query.session, set(oncologist_of.values()))
    oncologists = sorted(named.values(), key=lambda each: (each.name, each.id))
    return Seen(PatientFilters(treatments=treatments, oncologists=oncologists), shown=opened)


def search(query: Query, text: str) -> Seen[PatientHits]:
    """Who is found; what was typed goes no further than the answer."""
    found = searching.search(query, text)
    return Seen(found, shown=tuple(hit.patient.id for hit in found.items))
