"""What the palette offers: only what this role may do now, on the screen in front (screens.md
1.9).
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from console.session import Session
from console.settings import Density, Language, LetterKeys, Settings, Theme
from console.stores.desk import TriageDesk
from resources.wording import Wording
from ui.letters import written
from ui.shell.pages import (
    ABOUT,
    ACCESS_REVIEW,
    ACCOUNTS,
    ANSWERING,
    APPROVALS,
    ARCHIVES,
    BILLING,
    DELIVERIES,
    EXPORTS,
    IMPORTS,
    NON_RESPONDERS,
    NOTICES,
    PATIENT_FILE,
    PATIENTS,
    RETENTION,
    SETTINGS,
    STATISTICS,
    TRIAGE,
)
from ui.shell.palette_search import EXCEPTIONAL, Command, Group
from ui.triage.act_looks import KEYS, act_word

if TYPE_CHECKING:
    from ui.shell.commands import Commands
    from ui.shell.frame import Shell
    from ui.triage.screen import TriageScreen


class Offered:
    """Asked anew each time the palette opens."""

    def __init__(
        self,
        shell: Shell,
        commands: Commands,
        session: Session,
        settings: Settings,
        desk: TriageDesk,
    ) -> None:
        self._shell = shell
        self._commands = commands
        self._session = session
        self._settings = settings
        self._desk = desk

    def now(self, w: Wording) -> tuple[Command, ...]:
        """Everything that may be done, acts on the alert on screen first."""
        shell = self._shell
        triage = shell.triage if shell.page == TRIAGE else None
        return (
            *(self._on_alert(w, triage) if triage is not None else ()),
            *(self._in_list(w, triage) if triage is not None else ()),
            *self._in_file(w),
            *shell.exports.commands(w, self._letter),
            *shell.billing.commands(w, self._letter),
            *shell.statistics.commands(w),
            *shell.accounts.commands(w, self._letter),
            *shell.access_review.commands(w, self._letter),
            *self._everywhere(w),
            *self._of_settings(w),
            *self._screens(w),
            *self._of_product(w),
            Command("keys", Group.HELP, w.text("keys-title"), "F1", shell.keys.show_map),
            Command("tour", Group.HELP, w.text("keytour-title"), "", shell.keys.open_tour),
        )

    def _letter(self, key: str) -> str:
        letters: LetterKeys = self._settings.letter_keys
        return written(key, letters)

    def _on_alert(self, w: Wording, triage: TriageScreen) -> Iterator[Command]:
        together = len(triage.list.several.rows)
        for act in triage.allowed_acts():
            does = partial(triage.perform, act.value)
            key = self._letter(KEYS[act])
            yield Command(act.value, Group.COMMANDS, act_word(w, act, together), key, does)

    def _in_list(self, w: Wording, triage: TriageScreen) -> Iterator[Command]:
        commands, worklist = Group.COMMANDS, self._desk.worklist
        if self._desk.actions.can_undo:
            yield Command("undo", commands, w.text("palette-undo"), "Ctrl+Z", triage.undo)
        if self._desk.review.count:
            read = w.text("palette-drafts")
            yield Command("drafts", commands, read, "", self._shell.review_drafts)
        if worklist.new_count:
            yield Command("new", commands, w.text("palette-new"), "F5", triage.list.take_in_new)
        yield Command(
            "filter",
            commands,
            w.text("palette-filter"),
            self._letter("F"),
            triage.open_filters,
        )
        if worklist.is_filtered:
            clear = w.text("triage-clear-filters")
            yield Command("no-filter", commands, clear, "", triage.list.head.clear_filters)
        if worklist.counts is not None and worklist.counts.overdue:
            does = partial(triage.list.go_to_overdue, 1)
            yield Command("overdue", commands, w.text("palette-overdue"), "F8", does)

    def _in_file(self, w: Wording) -> Iterator[Command]:
        """What is begun from the file in front."""
        shell, patient_id = self._shell, self._desk.file.patient_id
        is_in_front = shell.page == PATIENT_FILE and patient_id is not None
        if is_in_front and patient_id is not None and shell.answering.may_open:
            does = partial(shell.answering.open, patient_id, PATIENT_FILE)
            yield Command(ANSWERING, Group.COMMANDS, w.text("answering-command"), "", does)
        header = self._desk.file.header
        if is_in_front and header is not None and shell.archiving.offers(header):
            does = partial(shell.archiving.open, header.label)
            yield Command("archive", Group.COMMANDS, w.text("archive-command"), "", does)
        end = None if shell.file is None or not is_in_front else shell.file.end
        patient = None if end is None else end.patient
        if end is not None and patient is not None and end.may_inform:
            does = partial(shell.archiving.say_told, patient)
            yield Command("informed", Group.COMMANDS, w.text("informed-command"), "", does)
        if end is not None and patient is not None and end.may_restore:
            does = partial(shell.archiving.restore, patient)
            yield Command("restore", Group.COMMANDS, w.text("restore-command"), "", does)

    def _everywhere(self, w: Wording) -> Iterator[Command]:
        group, shell, commands = Group.COMMANDS, self._shell, self._commands
        mask = w.text("privacy-show" if w.is_masked else "privacy-mask")
        yield Command("mask", group, mask, "F9", shell.toggle_mask)
        if shell.archiving.may_undo:
            undo = w.text("archive-undo-command")
            key = "Ctrl+Z" if shell.page in (PATIENT_FILE, PATIENTS, NON_RESPONDERS) else ""
            yield Command("undo-archive", group, undo, key, shell.archiving.undo)
        if shell.enrolment.may_open:
            key = self._letter("I") if shell.page == PATIENTS else ""
            text = w.text("enrolment-command")
            yield Command("enrol", group, text, key, shell.enrolment.open)
        if shell.exceptional.may_ask:
            text = w.text("exceptional-command")
            yield Command(EXCEPTIONAL, group, text, "", shell.exceptional.ask)
        yield Command("lock", group, w.text("lock-now"), "Ctrl+L", commands.lock)
        switch = w.text("lock-switch")
        yield Command("switch", group, switch, "Ctrl+Shift+U", self._session.sign_out)
        larger, smaller = w.text("palette-larger"), w.text("palette-smaller")
        yield Command("larger", group, larger, "Ctrl++", commands.enlarge_text)
        yield Command("smaller", group, smaller, "Ctrl+-", commands.reduce_text)
        yield Command("usual", group, w.text("palette-usual"), "Ctrl+0", commands.reset_text)

    def _of_settings(self, w: Wording) -> Iterator[Command]:
        """The other values of each choice; the one in force changes nothing."""
        settings = self._settings
        for name, now, values in (
            ("theme", settings.theme, tuple(Theme)),
            ("density", settings.density, tuple(Density)),
            ("language", settings.language, tuple(Language)),
        ):
            for value in values:
                if value is not now:
                    text = w.text(
                        "palette-setting",
                        setting=w.text(f"settings-{name}"),
                        value=w.text(f"shell-{name}-{value}"),
                    )
                    does = partial(setattr, settings, name, value)
                    yield Command(f"{name}-{value}", Group.COMMANDS, text, "", does)

    def _screens(self, w: Wording) -> Iterator[Command]:
        shell, commands = self._shell, self._commands
        yield from self._lists(w)
        if shell.imports.may_open and shell.page != IMPORTS:
            does = partial(shell.go_to, IMPORTS)
            yield Command("go-imports", Group.SCREENS, w.text("imports-screen"), "", does)
        if shell.staff.may_invite:
            yield Command("invite", Group.COMMANDS, w.text("invite-title"), "", shell.staff.invite)
        if shell.staff.may_import:
            text = w.text("staffimport-title")
            yield Command("import-staff", Group.COMMANDS, text, "", shell.staff.import_file)
        if shell.page != SETTINGS:
            text, key = w.text("shell-rail-settings"), self._letter("G O")
            yield Command("go-settings", Group.SCREENS, text, key, commands.go_to_settings)
        sessions, codes = w.text("access-sessions"), w.text("access-codes")
        yield Command("go-sessions", Group.SCREENS, sessions, "", shell.show_sessions)
        if self._desk.exceptional.is_listed:
            does, text = partial(shell.settings_desk.reveal, "accesses"), w.text("exceptional-mine")
            yield Command("go-accesses", Group.SCREENS, text, "", does)
        does = partial(shell.settings_desk.reveal, "codes")
        yield Command("go-codes", Group.SCREENS, codes, "", does)

    def _of_product(self, w: Wording) -> Iterator[Command]:
        """The product, its notices, and help with it."""
        shell, screens = self._shell, Group.SCREENS
        if shell.notices.may_open and shell.page != NOTICES:
            text = w.text("notices-screen")
            yield Command("go-notices", screens, text, "", shell.notices.open)
        if shell.page != ABOUT:
            yield Command("go-about", screens, w.text("about-screen"), "", shell.about.open)
        if shell.about.may_report:
            text = w.text("support-requests")
            yield Command("go-requests", screens, text, "", shell.about.open_requests)
            report = w.text("support-report")
            yield Command("report", Group.HELP, report, "F2", shell.about.report)

    def _lists(self, w: Wording) -> Iterator[Command]:
        """The lists that this person has, each with the letters that lead there."""
        shell, commands = self._shell, self._commands
        for name, page, is_here, word, key, does in (
            ("triage", TRIAGE, shell.triage is not None, "shell-rail-triage", "G T",
             commands.go_to_triage),
            ("patients", PATIENTS, shell.has_patients, "patients-screen", "G P",
             commands.go_to_patients),
            ("silence", NON_RESPONDERS, shell.silence.may_open, "silence-screen", "G N",
             commands.go_to_silence),
            ("archives", ARCHIVES, shell.archives.may_open, "archives-screen", "G A",
             shell.archives.open),
            ("retention", RETENTION, shell.retention.may_open, "retention-screen",
             "" if shell.archives.may_open else "G A", shell.retention.open),
            ("statistics", STATISTICS, shell.statistics.may_open, "statistics-screen", "G S",
             shell.statistics.open),
            ("exports", EXPORTS, shell.exports.may_open, "exports-screen", "G X",
             shell.exports.open),
            ("billing", BILLING, shell.billing.may_open, "billing-screen", "G F",
             shell.billing.open),
            ("deliveries", DELIVERIES, shell.exports.deliveries.may_open, "deliveries-list", "",
             shell.exports.deliveries.open),
            ("approvals", APPROVALS, shell.approvals.may_open, "approvals-screen", "",
             shell.approvals.open),
            ("accounts", ACCOUNTS, shell.accounts.may_open, "accounts-screen", "G U",
             shell.accounts.open),
            ("review", ACCESS_REVIEW, shell.access_review.may_open, "accessreview-screen", "",
             shell.access_review.open),
        ):  # fmt: skip
            if is_here and shell.page != page:
                yield Command(f"go-{name}", Group.SCREENS, w.text(word), self._letter(key), does)
