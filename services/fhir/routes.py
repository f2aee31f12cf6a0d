"""Routes of the read-only FHIR R4 interface; nothing is written through it (decision 0057)."""

from fastapi import APIRouter

from services.edge.fhir import R4_BASE
from services.fhir import read_routes, search_routes

router = APIRouter(prefix=R4_BASE)
# First, for `_history` is no identifier of a patient.
router.include_router(search_routes.router)
router.include_router(read_routes.router)
