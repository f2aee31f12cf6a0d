"""Routes of the people of a centre, each part in a module of its own."""

from fastapi import APIRouter

from services.staff import account_routes, centre_routes, entry_routes, right_routes

router = APIRouter(prefix="/api/v1")
router.include_router(account_routes.router)
router.include_router(right_routes.router)
router.include_router(entry_routes.router)
router.include_router(centre_routes.router)
