# The report of a patient, on paper.
report-title = Telemonitoring report
report-demonstration = Demonstration: invented people and facts.
report-sample = Demonstration
report-page = page
report-preview = preview of the first page
report-period = { $first } to { $last }
report-asked = Asked for by { $name } on { $at } for: { $purpose }
report-purpose-hospital_record = the hospital record
report-purpose-care_continuity = continuity of care
report-purpose-end_of_follow_up = end of the follow-up
report-purpose-patient_access = a request of the patient
report-purpose-end_of_contract = end of a contract
report-birth-name = { $sex ->
    [female] née { $name }
    [male] né { $name }
   *[other] birth name { $name }
}
report-born = { $sex ->
    [female] Born { $date } ({ $age })
    [male] Born { $date } ({ $age })
   *[other] Born { $date } ({ $age })
}
report-record = Record { $number }
report-sex = Sex { $sex }
report-ins = INS { $number }
report-no-ins = not sent
report-identity = Identity: { $status }
report-missing = Could not be opened, and is missing here
report-part-identity = identity
report-part-contact = contact
report-part-measures = measures
report-part-lines = treatments
report-part-events = events
report-part-confirmed = confirmed grades
report-part-alerts = alerts
report-part-actions = actions
report-part-rules = rules
report-part-surveys = questionnaires
report-part-notes = notes
report-letters = □ stands for a letter that this document cannot print.

# First page.
report-course = Treatments and symptoms
report-weeks-from = week of
report-scale = Worst estimated grade of the week: 0 none, 1 mild, 2 moderate, 3 severe · hatched: no answer · dot: not asked · tick: confirmed by a clinician · open ring: call or escalation
report-step = one column: { $weeks } weeks, the worst of them
report-worse = ▲ { $change } worse
report-better = ▼ { $change } better
report-same = = stable
report-yes = yes
report-no = no
report-lines = Treatments
report-also = Also present
report-never = Never present
report-course-alt = Estimated grades week by week over { $weeks } weeks. Last values: { $last }. The questionnaires have the detail.
report-measure-alt = { $what }: { $count } measurements, first { $first }, last { $last }, from { $least } to { $most }.
report-no-course = No questionnaire was answered in this period.
report-fact-alerts = Open alerts
report-fact-answers = Weeks with an answer
report-of = { $some } of { $all }
report-not-measured = not measured
report-change-since = { $change } since { $since }
report-closed-count = { $count ->
    [one] { $count } closed in the period
   *[other] { $count } closed in the period
}
report-open = Open alerts
report-closed-at = closed { $at }
report-closed = Closed alerts
report-none-open = No open alert.
report-more = The other alerts are among the actions of the team.

# Questionnaires.
report-surveys = Questionnaires
report-no-surveys = No questionnaire in this period.
report-received = received { $at }
report-outcome-nothing = nothing to report
report-outcome-alert = alert
report-outcome-technical = not judged by the rules
report-unfinished = sent unfinished
report-reception-time = time of reception, because the clock of the device was not to be trusted
report-nothing = Not present
report-list-not_answered = No answer
report-list-opt_out = Would rather not say
report-list-not_asked = Not asked
report-urgency = Felt urgency
report-confirmed = grade { $grade } confirmed
report-comment = Comment
report-as-sent = As it came
report-form = Questions as they were asked

# Actions.
report-actions = Actions of the team
report-no-actions = No alert in this period.
report-alert-received = received { $at }
report-due = due { $at }
report-acknowledged = taken in hand { $at }
report-owner = followed by { $name }
report-why = Why
report-now-before = { $what } { $now } (before: { $before })
report-acts = Acts
report-at = Date
report-who = Author
report-what = Act
report-result = Result
report-undone = undone
report-confirmed-of = { $symptom }: grade { $grade } confirmed
report-until = until { $at }
report-escalated-to = to { $name }

# Comments.
report-comments = Comments
report-no-comments = No comment in this period.
report-origin-survey = questionnaire
report-origin-alert = alert
report-origin-record = note of the record
report-unknown = author not known

# The archive that secure health mail carries.
report-envelope-document = The document (CDA R2 level 1 with its PDF): { $path }
report-envelope-metadata = Its metadata (IHE XDM): { $path }
