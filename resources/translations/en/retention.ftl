# The calendar of retention: who will be told, archived, erased, and what stops it.
retention-screen = Retention calendar
retention-tabs = Archives and retention
retention-tab-archives = Archived patients
retention-tab-calendar = Retention calendar
retention-title = Retention, { $first } – { $last }
retention-grid = Due dates by month
retention-grid-described = Arrows: month and list. Page down or up: twelve months further. Enter: the patients.
retention-cell = { $list }, { $month }: { $count }
retention-cell-unread = not known yet
retention-list-to_announce = To announce
retention-list-to_archive = To archive
retention-list-to_erase = To erase
retention-few = 1–10
retention-earlier = 12 months earlier
retention-later = 12 months later
retention-now = This month
retention-computed = Worked out on { $on } at { $at }
retention-computed-never = Nothing was worked out so far
retention-held = { $count ->
    [0] no hold
    [one] { $count } patient on hold
   *[other] { $count } patients on hold
}
retention-held-few = 1 to 10 patients on hold
retention-overdue-here = What is overdue stands in the current month.
retention-list = { $list }, { $month }
retention-list-described = One row a patient. Enter opens the file.
retention-list-described-side = One row a patient. The detail is beside it.
retention-column-patient = Patient
retention-column-to_announce = To announce on
retention-column-to_archive = To archive on
retention-column-to_erase = To erase on
retention-column-last_use = Last use
retention-column-announced = Announcement
retention-column-held = Hold
retention-reference = Ref. { $tail }
retention-late = { $days ->
    [one] { $days } day overdue
   *[other] { $days } days overdue
}
retention-no-survey = no questionnaire
retention-survey = questionnaire { $on }
retention-announced = Announced
retention-announced-on = on { $on }
retention-not-announced = Not announced
retention-hold-litigation = Litigation
retention-hold-vigilance = Vigilance case
retention-hold-open_request = Open request
retention-hold-limitation = Limitation of processing (statistics only)
retention-hold-other = Other reason
retention-held-more = { $reason }, and { $count } more
retention-by = { $by }, { $on }
retention-since = since { $on }
retention-spoken-use = Last use { $on }
retention-spoken-held = On hold,
retention-foot = { $count ->
    [one] { $number } patient
   *[other] { $number } patients
}
retention-foot-more = First { $number } patients
retention-months-hint = month
retention-error = Calendar unavailable.
retention-empty-to_announce = Nobody to tell in that month
retention-empty-to_announce-body = Everybody is told 30 days before archiving and before erasure.
retention-empty-to_archive = Nobody to archive in that month
retention-empty-to_archive-body = An account is archived after 6 months without use, then 24 months of keeping.
retention-empty-to_erase = Nobody to erase in that month
retention-empty-to_erase-body = Data are erased 10 years after the last completed questionnaire.
retention-no-pass = Nothing was worked out so far
retention-no-pass-body = Due dates are worked out once a day. Come back tomorrow, or ask the operator whether the task runs.
retention-counts-only = You see numbers, not patients
retention-counts-only-body = From 1 to 10 patients, the exact number is not shown.
retention-side = Retention of the chosen patient
retention-side-nobody = Choose a patient in the list.
retention-side-error = Detail unavailable.
retention-side-lost = These data are not there any more: they were erased, or this patient is no longer in your units.
retention-bar-active = Active
retention-bar-inactive = Inactive
retention-bar-archived = Archived
retention-bar-erased = Erased
retention-bar-spoken = { $state } today. { $stages }
retention-bar-stage = { $name } on { $on }
retention-followed = Followed now: the team uses these data, no period runs.
retention-waits-alert = An alert is open: nothing is archived or erased before it is closed.
retention-fact-use = Last use
retention-fact-survey = Last questionnaire
retention-fact-none = none
retention-fact-kept = Account kept by the patient
retention-announcements = Announcements
retention-announcements-none = Nothing was announced.
retention-step-archive = Archiving due on { $on }
retention-step-erase = Erasure due on { $on }
retention-stands = announced on { $on }, { $days } days of 30
retention-ended-done = announced on { $on }, done on { $at }
retention-ended-kept = announced on { $on }, stopped on { $at }: the patient keeps the account
retention-ended-used = announced on { $on }, stopped on { $at }: the account is used again
retention-ended-held = announced on { $on }, stopped on { $at }: hold
retention-ended-too_early = announced on { $on }, taken back on { $at }: announced too early
retention-holds = Holds
retention-holds-none = Nothing stops archiving or erasure.
retention-hold-unreadable = What was written cannot be opened.
retention-hold-placed = Placed by { $by }, { $on }
retention-hold-placed-unknown = Placed on { $on }
retention-hold-ended = Ended by { $by }, { $on }
retention-hold-ended-unknown = Ended on { $on }
retention-place = Place a hold…
retention-place-described = Forbid archiving and erasing this patient
retention-end = End…
retention-end-described = End the hold: { $reason }
retention-research = Research warehouse: pseudonymised data stay there 15 years from their collection. This calendar does not count them.
retention-place-title = Place a hold on archiving and erasure
retention-place-effects = Nothing of this patient is archived or erased while the hold stands. What was announced is taken back.
retention-place-limits = While it stands, this patient counts in no statistics of months closed in the meantime; earlier ones stay. Nothing else is limited: care, exports and deliveries go on.
retention-field-reason = Reason
retention-field-words = Details
retention-field-words-short = say it in a few words
retention-field-refused = refused by the service
retention-place-submit = Place the hold
retention-place-submitting = Sending…
retention-place-leave = Do not place it
retention-end-title = End the hold
retention-end-effects = The periods run again. What is due is announced, then done 30 days later at the earliest.
retention-end-submit = End the hold
retention-end-leave = Keep the hold
retention-placed = Hold placed: nothing is archived or erased.
retention-ended = Hold ended: the periods run again.
retention-offline = Offline: nothing can be sent.
retention-unsettled = The answer was lost: it may be done. Check before you try again.
retention-refused-gone = These data are not there any more: they were erased meanwhile.
retention-refused-ended = { $by ->
    [none] This hold has ended already.
   *[other] { $by } has ended this hold already, { $at }.
}
retention-refused-stale = This hold has just changed: read it again.
