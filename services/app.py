"""Builds the application: routers, one shape of error, no start without a policy row."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from functools import cache

from fastapi import APIRouter, FastAPI
from fastapi.dependencies.models import Dependant
from fastapi.routing import iter_route_contexts
from starlette.routing import BaseRoute

from resources.version import VERSION
from services.accounts import routes as accounts
from services.alerts import routes as alerts
from services.answers import fhir_routes as fhir
from services.answers import routes as answers
from services.answers import rule_exception_routes as rule_exceptions
from services.approvals import routes as approvals
from services.archiving import routes as archiving
from services.billing import routes as billing
from services.centres import routes as centres
from services.corrections import routes as corrections
from services.delivery import routes as deliveries
from services.edge import offered, openapi, problems
from services.edge.context import Context
from services.edge.current import current_caller
from services.edge.named_requests import NamedRequests
from services.enrolment import routes as enrolment
from services.exceptional import routes as exceptional
from services.exports import routes as exports
from services.exports.cohorts import routes as cohorts
from services.exports.cohorts.approving import KINDS as COHORT_KINDS
from services.exports.statistics import routes as statistics_exports
from services.fhir import routes as fhir_reading
from services.files import routes as files
from services.imports import routes as imports
from services.invitations import routes as invitations
from services.live import routes as live
from services.live.feed import Feed
from services.notices import routes as notices
from services.notifications import routes as messages
from services.patients import routes as patients
from services.portal import ending_route
from services.portal import routes as portal
from services.portal.asking import current_patient
from services.portal.problem_pages import tell_on_page
from services.psc import routes as psc
from services.record import routes as record
from services.retention import routes as retention
from services.roster import routes as roster
from services.safeguards import routes as safeguards
from services.safeguards.kinds import KINDS as SAFEGUARD_KINDS
from services.schedule import routes as schedule
from services.security.policy import POLICY, Rule
from services.staff import routes as staff
from services.staff.kinds import KINDS
from services.statistics import routes as statistics
from services.statistics.quality import routes as quality
from services.support import routes as support
from services.surveillance import routes as surveillance
from services.worker import Worker

_SLICES = (
    accounts,
    alerts,
    answers,
    approvals,
    fhir,
    rule_exceptions,
    archiving,
    billing,
    centres,
    cohorts,
    corrections,
    deliveries,
    ending_route,
    enrolment,
    exceptional,
    exports,
    fhir_reading,
    files,
    imports,
    invitations,
    live,
    messages,
    notices,
    patients,
    portal,
    psc,
    quality,
    record,
    retention,
    roster,
    safeguards,
    schedule,
    staff,
    statistics,
    statistics_exports,
    support,
    surveillance,
)


class PolicyIncomplete(RuntimeError):
    """A route has no row in the policy table, a row no route, or a route does not ask (R-AZ-01)."""


def build_app(context: Context) -> FastAPI:
    """The application over a built context; raises `PolicyIncomplete`."""

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        worker = Worker(context)
        if context.settings.runs_due_work:
            worker.start()
        yield
        app.state.feed.close()
        worker.stop()
        context.journal.close()
        context.database.dispose()
        context.keys.dispose()

    app = FastAPI(
        title="Vigie",
        version=VERSION,
        lifespan=lifespan,
        docs_url=None,
        redoc_url=None,
        openapi_url="/openapi.json",
        redirect_slashes=False,
        routes=_routes(),
    )
    app.state.context = context
    app.state.feed = Feed(context.database, context.clock)
    app.state.tell_on_page = tell_on_page
    app.state.approval_kinds = {**KINDS, **SAFEGUARD_KINDS, **COHORT_KINDS}
    problems.install(app)
    app.add_middleware(NamedRequests)
    openapi.install(app)
    offered.install(app)
    require_policy(app)
    return app


@cache
def _routes() -> list[BaseRoute]:
    """What every application of this process serves: put together once, because that takes long."""
    router = APIRouter()
    for each in _SLICES:
        router.include_router(each.router)
    return router.routes


def require_policy(app: FastAPI) -> None:
    """Raises `PolicyIncomplete` unless routes and policy rows name each other one to one.

    A route that is not ours (a mount, a socket) has no row; one that is not public must ask who
    calls, a page for the session of a patient, and is a page exactly where the table says so.
    """
    routes = openapi.api_routes(app)
    faults = {str(route.operation_id) for route in routes} ^ set(POLICY)
    faults |= {
        str(route.operation_id)
        for route in routes
        if route.operation_id in POLICY
        and not _is_guarded(route.dependant, POLICY[route.operation_id])
    }
    faults |= {
        str(route.operation_id)
        for route in routes
        if route.operation_id in POLICY
        and POLICY[route.operation_id].is_page is openapi.is_described(route)
    }
    ours = {id(route.original_route) for route in routes}
    faults |= {
        str(route.path)
        for route in iter_route_contexts(app.routes)
        if id(route.original_route) not in ours and route.path != app.openapi_url
    }
    if faults:
        raise PolicyIncomplete(sorted(faults))


def _is_guarded(dependant: Dependant, rule: Rule) -> bool:
    """Whether a route asks who calls as its audience has to answer, and in no other way."""
    asks_staff, asks_patient = _asks(dependant, current_caller), _asks(dependant, current_patient)
    if rule.is_page:
        return not asks_staff and (rule.is_public or asks_patient)
    return not asks_patient and (rule.is_public or asks_staff)


def _asks(dependant: Dependant, who: Callable[..., object]) -> bool:
    return any(each.call is who or _asks(each, who) for each in dependant.dependencies)
