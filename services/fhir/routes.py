"""Routes of the FHIR R4 interface, which writes nothing of any record (decision 0057)."""

from fastapi import APIRouter

from services.edge.fhir import R4_BASE
from services.fhir import read_routes, search_routes
from services.fhir.bulk import routes as bulk_routes

router = APIRouter(prefix=R4_BASE)
# First, for `_history` and `$export` are no identifiers of a patient.
router.include_router(bulk_routes.router)
router.include_router(search_routes.router)
router.include_router(read_routes.router)
