# Billing: the months of follow-ups and what supports them. No amounts.
billing-screen = Billing
billing-title = Billing · months of follow-up that end in { $month }
billing-list = Months of follow-up
billing-list-described = Enter opens the file, left and right arrows: month, F6: evidence of the patient
billing-earlier = Previous month
billing-later = Next month
billing-now = This month
billing-checks = Check > 50%
billing-shown-all = All
billing-check-met = Met
billing-check-not_met = Not met
billing-check-not_yet = Not yet
billing-check-not_asked = Not asked for
billing-check-untold = Unknown
billing-untold-nothing_sent = Nothing was sent
billing-untold-cut_short = Month cut short
billing-untold-service_away = Service was off
billing-awaits-end = Month not over
billing-awaits-answers = Answers awaited
billing-wish-unit = Unit
billing-any-unit = All units
billing-sort = Order: last day of the month of follow-up
billing-rule = Checked in months 1 and 2: more than half of the questionnaires sent were received in their week.
billing-without-beginning = { $count ->
    [one] The beginning of { $count } earlier follow-up is not known: its months cannot be worked out.
   *[other] The beginning of { $count } earlier follow-ups is not known: their months cannot be worked out.
}
billing-column-patient = Patient
billing-column-record = Record no.
billing-column-month = Month of follow-up
billing-column-received = Questionnaires
billing-column-check = Check > 50%
billing-column-prescription = Prescription
billing-month-number = Month { $number }
billing-days = { $first } – { $last }
billing-received = { $count ->
    [one] { $received } received of { $sent }
   *[other] { $received } received of { $sent }
}
billing-late = { $count } late
billing-awaited = { $count } awaited
billing-cancelled = { $count } cancelled
billing-not-offered = { $count } not offered
billing-prescription-runs = In force
billing-prescription-ends_soon = Ends soon
billing-prescription-over = Over
billing-prescription-none = None
billing-prescription-ended = Follow-up ended
billing-prescribed-until = until { $on }
billing-row-left = No longer in this list
billing-foot = { $count ->
    [one] { $number } month of follow-up
   *[other] { $number } months of follow-up
}
billing-foot-cut = The first { $number } months of follow-up
billing-error = Billing is unavailable.
billing-empty = No month of follow-up ends in that month
billing-empty-body = A month of follow-up goes from the day of the beginning to the day before the same day of the next month. It stands here in the month of its last day.
billing-side = Evidence of the patient
billing-side-nobody = Choose a row to read every month of this patient.
billing-side-lost = This patient cannot be reached any more.
billing-side-error = Evidence unavailable.
billing-side-as-of = As known at { $at }
billing-follow-up-runs = Since { $began }
billing-follow-up-ended = { $began } to { $ended }
billing-follow-up-lost = Ended { $ended }
billing-follow-up-lost-body = Beginning not kept: months unknown.
billing-follow-up-ahead = No month has begun.
billing-side-column-month = No.
billing-side-column-days = Days
billing-side-column-received = Received
billing-side-column-check = Check
billing-side-received = { $received } of { $sent }
billing-save = Save the evidence (CSV)…
billing-save-title = Save the evidence
billing-save-name = vigie-billing.csv
billing-saved = Evidence saved.
billing-save-here-not = { $risk } Nothing is saved.
billing-not-saved = Evidence not saved.
