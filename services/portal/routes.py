"""Every page of patients, out of the OpenAPI document: people read them, no program does."""

from fastapi import APIRouter

from services.edge.pages import PAGES_BASE
from services.portal import (
    choice_pages,
    consent_pages,
    door_routes,
    home_page,
    own_pages,
    week_pages,
)

router = APIRouter()
router.include_router(door_routes.router)
for _pages in (home_page, consent_pages, week_pages, own_pages, choice_pages):
    router.include_router(_pages.router, prefix=PAGES_BASE)
