# The export of a whole unit: asked for by an oncologist, decided by a second person.
cohort-new = Export of a unit
cohort-command = New export of a whole unit
cohort-title = New export: a whole unit
cohort-contents = Whole unit
cohort-patients = { $count ->
    [one] { $number } patient
   *[other] { $number } patients
}
cohort-format-csv = CSV (zip)
cohort-format-ndjson = FHIR NDJSON (zip)
cohort-about-csv = Tables for a spreadsheet, with their description, in a zip file.
cohort-about-ndjson = HL7 FHIR R4 resources, one a line and a file for each type, in a zip file.
cohort-field-unit = Unit
cohort-unit-choose = Choose the unit…
cohort-unit-missing = Choose the unit.
cohort-field-words = Why, and for whom
cohort-words-missing = Tell the second person why this export is needed, and who will receive it.
cohort-second-title = A second person decides
cohort-second = The privacy officer sees all that is asked, and every field. Nothing is made before they agree; without an answer in 24 hours the request lapses.
cohort-nominative = The file always names the patients: a copy without names would be of no use for care.
cohort-held = What the file holds
cohort-naming = { $count ->
    [one] { $count } identifying field
   *[other] { $count } identifying fields
}
cohort-submit = Ask for approval
cohort-field-not-yours = This unit is not, or no longer, one of yours.
cohort-field-nobody = This unit has no patient.
cohort-field-too-many = This unit has more patients than an export takes.
cohort-state-waiting = Waits for approval
cohort-state-queued = Approved
cohort-state-making = In the making
cohort-state-ready = Ready
cohort-state-refused = Refused
cohort-state-lapsed = Lapsed after 24 h
cohort-state-void = Void: the unit has changed
cohort-state-cancelled = Cancelled
cohort-state-failed = Failed
cohort-state-expired = Expired, never saved
cohort-state-taken = File handed over
cohort-below-waiting = Privacy officer, before { $at }
cohort-below-queued = Begins in a few seconds
cohort-below-making = { $done } of { $all } patients
cohort-below-refused = By the privacy officer
cohort-below-lapsed = Nobody decided in time: ask again
cohort-below-void = What was asked no longer held: ask again
cohort-left-out = { $count ->
    [one] { $number } patient left out
   *[other] { $number } patients left out
}
cohort-saving = Saving { $done }%
cohort-failure-storage_full = Failed: the service is out of space
cohort-failure-too_large = Failed: export too large
cohort-failure-nobody_left = Failed: no patient to put in
cohort-failure-patient_erased = Withdrawn: a record was erased
cohort-failure-patient_changed = Withdrawn: a patient no longer belongs in it
cohort-failure-interrupted = Failed: the service stopped
cohort-failure-internal = Failed: fault of the service
cohort-fix-storage_full = Tell whoever runs the service, then ask again
cohort-fix-too_large = Choose a shorter period
cohort-fix-nobody_left = Doubtful identities, or patients who went elsewhere
cohort-fix-patient_erased = Ask again: they will not be in it
cohort-fix-patient_changed = Identity now doubtful, or another unit: ask again
cohort-fix-interrupted = Ask for it again
cohort-fix-internal = Ask for it again, or report it (F2)
cohort-not-decided = The privacy officer has not decided yet.
cohort-asked = Request sent to the privacy officer
cohort-ready = The export of a unit is ready: one hour to save it
cohort-refused = The export of a unit is refused: see Exports
cohort-undone = The export of a unit did not come about: see Exports
cohort-proof-title = Save the export of a unit
cohort-proof-body = This file names all patients of a unit and leaves once. Nothing has left the service so far.
cohort-lost = The file had left the service and is lost: ask for the export again.
cohort-broken-off = The connection broke off: if the export is not ready any more the file is lost, ask for it again.
