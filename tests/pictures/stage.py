"""What a scene plays on: a screen with the sample stores behind it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

from PySide6.QtWidgets import QWidget

from console.errors import Refused
from console.session import SessionState
from console.settings import Settings
from console.stores.entering import EnteringStore
from resources.wording import Wording
from services.contract.problems import CurrentState, Problem, ProblemCode
from tests.samples.access import SampleAccess
from tests.samples.accounts import SampleAccounts
from tests.samples.archives import SampleArchives
from tests.samples.archiving import SampleArchiving
from tests.samples.deliveries import SampleDeliveries
from tests.samples.desk import SampleDesk, sample_frame
from tests.samples.drafts import SampleDrafts
from tests.samples.enrolments import SampleEnrolments
from tests.samples.entering import SampleEnteringCalls, entering_store
from tests.samples.exceptional import SampleExceptional
from tests.samples.exports import SampleExports
from tests.samples.file import SampleFile
from tests.samples.imports import SampleImports
from tests.samples.notices import SampleNotices
from tests.samples.patients import SamplePatients, SampleSearch
from tests.samples.retention import SampleRetention
from tests.samples.roles import admin, manager, officer, oncologist
from tests.samples.stores import (
    SampleActions,
    SampleConnection,
    SampleDetails,
    SampleSession,
    SampleSurveillance,
    SampleWorklist,
)
from tests.samples.support import SampleAbout
from tests.samples.week_stores import SampleAnswering, SampleSilence
from ui.entering.screen import EnteringScreen
from ui.lock.covered import LockedLook
from ui.lock.screen import LockScreen
from ui.shell import Shell
from ui.sign_in.screen import SignInScreen
from ui.triage.screen import TriageScreen
from widgets.theme import Theme


@dataclass(frozen=True, slots=True)
class Stage:
    """A screen with the sample stores behind it."""

    screen: QWidget
    session: SampleSession
    worklist: SampleWorklist
    details: SampleDetails
    actions: SampleActions
    connection: SampleConnection
    surveillance: SampleSurveillance
    access: SampleAccess
    file: SampleFile
    patients: SamplePatients
    search: SampleSearch
    exceptional: SampleExceptional
    imports: SampleImports
    drafts: SampleDrafts = field(default_factory=SampleDrafts)
    enrolments: SampleEnrolments = field(default_factory=SampleEnrolments)
    notices: SampleNotices = field(default_factory=SampleNotices)
    silence: SampleSilence = field(default_factory=SampleSilence)
    archives: SampleArchives = field(default_factory=SampleArchives)
    retention: SampleRetention = field(default_factory=SampleRetention)
    answering: SampleAnswering | None = None
    archiving_store: SampleArchiving | None = None
    about_store: SampleAbout | None = None
    account_stores: SampleAccounts | None = None
    export_stores: SampleExports | None = None
    delivery_stores: SampleDeliveries | None = None
    at_the_door: tuple[EnteringStore, SampleEnteringCalls] | None = None

    @property
    def entering(self) -> EnteringScreen:
        """The screen of whoever cannot sign in yet."""
        assert isinstance(self.screen, EnteringScreen)
        return self.screen

    @property
    def entering_store(self) -> EnteringStore:
        """What is behind it."""
        assert self.at_the_door is not None
        return self.at_the_door[0]

    @property
    def entering_calls(self) -> SampleEnteringCalls:
        """The service that it asks."""
        assert self.at_the_door is not None
        return self.at_the_door[1]

    @property
    def archiving(self) -> SampleArchiving:
        """The store behind the dialog that ends a follow-up."""
        assert self.archiving_store is not None
        return self.archiving_store

    @property
    def about(self) -> SampleAbout:
        """The stores behind what the product is."""
        assert self.about_store is not None
        return self.about_store

    @property
    def accounts(self) -> SampleAccounts:
        """The stores behind the accounts."""
        assert self.account_stores is not None
        return self.account_stores

    @property
    def exports(self) -> SampleExports:
        """The stores behind the exports."""
        assert self.export_stores is not None
        return self.export_stores

    @property
    def deliveries(self) -> SampleDeliveries:
        """The stores behind the deliveries to the record."""
        assert self.delivery_stores is not None
        return self.delivery_stores

    @property
    def triage(self) -> TriageScreen | None:
        """The triage screen, where there is one."""
        return self.screen.triage if isinstance(self.screen, Shell) else None


Scene = Callable[[Stage], None]


def set_stage(
    theme: Theme,
    settings: Settings,
    wording: Wording,
    session: SampleSession | None = None,
    desk: SampleDesk | None = None,
) -> Stage:
    """The frame of a session on the sample queue, that of the sample nurse unless told."""
    session, desk = session or SampleSession(), desk or SampleDesk()
    shell = sample_frame(session, desk, settings, theme, wording)
    return Stage(
        shell,
        session,
        desk.worklist,
        desk.details,
        desk.actions,
        desk.connection,
        desk.surveillance,
        desk.access,
        desk.file,
        desk.patients,
        desk.search,
        desk.exceptional,
        desk.imports,
        desk.drafts,
        desk.enrolments,
        desk.notices,
        desk.silence,
        desk.archives,
        desk.retention,
        desk.answering,
        desk.archiving,
        desk.about,
        desk.accounts,
        desk.exports,
        desk.deliveries,
    )


def set_officer_stage(theme: Theme, settings: Settings, wording: Wording) -> Stage:
    """The frame of a privacy officer, who has the calendar of retention."""
    return set_stage(theme, settings, wording, *officer())


def set_admin_stage(theme: Theme, settings: Settings, wording: Wording) -> Stage:
    """The frame of an administrator, who sets what counts in the centre."""
    return set_stage(theme, settings, wording, *admin())


def set_oncologist_stage(theme: Theme, settings: Settings, wording: Wording) -> Stage:
    """The frame of an oncologist, who asks for other response times."""
    return set_stage(theme, settings, wording, *oncologist())


def set_manager_stage(theme: Theme, settings: Settings, wording: Wording) -> Stage:
    """The frame of a manager, who has the counts of that calendar."""
    return set_stage(theme, settings, wording, *manager())


def set_lock_stage(theme: Theme, settings: Settings, wording: Wording) -> Stage:
    """The locked screen of the sample nurse."""
    session, worklist, details = SampleSession(), SampleWorklist(), SampleDetails()
    who: Any = session
    screen = LockScreen(who, theme, wording)
    watch = wording.text("shell-surveillance-ok", age=wording.text("shell-ago", duration="12 s"))
    counts = wording.text("lock-counts", overdue="2", todo="13")
    screen.open_with(lambda: LockedLook("check-circle", "success", watch, counts))
    for store in (session, worklist, details):
        store.setParent(screen)
    return Stage(
        screen,
        session,
        worklist,
        details,
        SampleActions(session),
        SampleConnection(session),
        SampleSurveillance(session),
        SampleAccess(session),
        SampleFile(session),
        SamplePatients(session),
        SampleSearch(session),
        SampleExceptional(session),
        SampleImports(session),
    )


def set_sign_in_stage(theme: Theme, settings: Settings, wording: Wording) -> Stage:
    """The sign-in screen of nobody yet."""
    session = SampleSession()
    session.me = None
    session.state = SessionState.SIGNED_OUT
    who: Any = session
    screen = SignInScreen(who, settings, theme, wording)
    session.setParent(screen)
    worklist, details = SampleWorklist(session), SampleDetails(session)
    return Stage(
        screen,
        session,
        worklist,
        details,
        SampleActions(session),
        SampleConnection(session),
        SampleSurveillance(session),
        SampleAccess(session),
        SampleFile(session),
        SamplePatients(session),
        SampleSearch(session),
        SampleExceptional(session),
        SampleImports(session),
    )


def set_entering_stage(theme: Theme, settings: Settings, wording: Wording) -> Stage:
    """The screen of somebody who cannot sign in yet."""
    store, calls = entering_store()
    screen = EnteringScreen(store, theme, wording)
    store.setParent(screen)
    signed_out = set_sign_in_stage(theme, settings, wording)
    signed_out.screen.setParent(screen)
    signed_out.screen.hide()
    return replace(signed_out, screen=screen, at_the_door=(store, calls))


def act(name: str) -> Scene:
    """A scene in which an act of the bar was wanted."""

    def show(stage: Stage) -> None:
        if stage.triage is not None:
            stage.triage.perform(name)

    return show


def refused(code: ProblemCode, status: int, current: CurrentState | None = None) -> Refused:
    """What the service says when it says no."""
    problem = Problem(
        type="about:blank",
        title="",
        status=status,
        code=code,
        detail="",
        request_id="0",
        current=current,
    )
    return Refused(problem, retry_after_s=28.0 if status == 429 else None)


def nothing(_stage: Stage) -> None:
    """The screen as it begins."""
