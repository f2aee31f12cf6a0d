# The file of a patient.
file-screen = File
file-back = Back
file-gone = This file can no longer be opened.
file-gone-body = The patient may have moved to another unit. Nothing of the file is kept on this workstation.
file-error = File unavailable.
file-part-error = This part of the file is unavailable. The rest of it can still be read.
file-closed = No file is open.
file-closed-body = Open a patient from a list with O.
file-copied = Copied for 60 seconds.
file-block-missing = A part could not be read.
file-tabs = Parts of the file
file-tab-synthesis = Overview
file-tab-timeline = Timeline
file-tab-surveys = Questionnaires
file-tab-actions = Actions
file-tab-record = Record
file-tab-consents = Consents
file-tab-documents = Documents
file-periods = Period
file-period-weeks8 = 8 wk
file-period-weeks16 = 16 wk
file-period-year = 1 y
file-period-all = All
file-compare = Compare

# Banner.
file-banner-described = Identity of the patient
file-banner-more = More
file-banner-less = Less
file-banner-copy = Copy
file-banner-masked = masked
file-banner-ended = Telemonitoring stopped
file-banner-ended-on = Telemonitoring stopped on { $on }
file-banner-died = { $sex ->
   *[other] Died on { $on }
}
file-banner-doubtful = Doubtful identity, clinical exports blocked
file-banner-exceptional = { $minutes ->
    [0] Exceptional access, less than a minute left
   *[other] Exceptional access, { $minutes } min left
}
file-banner-name-title = ({ $title })
file-banner-disease = Disease { $disease }
file-banner-treatment = Treatment
file-banner-phone = Phone
file-banner-carer = Carer
file-banner-expected = Expected: { $what }, until { $until }
file-banner-hours = Preferred hours
file-banner-address = Address
file-banner-email = E-mail
file-banner-gp = General practitioner
file-banner-oncologist = Oncologist
file-banner-nurse = Named nurse

# Overview.
file-course = Treatments, events and symptoms, { $weeks } weeks
file-lane-treatment = Treatment
file-lane-events = Events
file-line = { $name }, { $number ->
    [1] 1st
    [2] 2nd
    [3] 3rd
   *[other] { $number }th
} line
file-line-since = { $line }, since { $since }
file-line-until = { $line }, from { $since } to { $until }
file-cycle = { $cycle }, started { $day }
file-event = { $day }: { $what }
file-event-labelled = { $day }: { $what }, { $label }
file-event-days = { $since } – { $until }
file-event-open = { $since }, no end written down
file-weeks = week of
file-row-end = last, vs 7 d before
file-missing = no answer
file-pin = Pin on top or let go (Space)
file-row-none = no value
file-row = { $symptom }: { $last }.
file-row-changed = { $symptom }: { $last }, { $change }.
file-cell-spoken = { $symptom }, week of { $week }: { $value }
file-gap-no-survey = no answer this week
file-no-survey = No questionnaire was filled in. Answers show here from the first one on.
file-no-survey-pending = Monitoring has not begun: no questionnaire was sent.
file-no-survey-in-period = No questionnaire in this period.
file-charts = Symptoms over time
file-charts-span = { $first } → { $last }
file-charts-legend = same scale 0 – 3 · pink = alert zone · ✓ confirmed
file-charts-all = Show all ({ $count })
file-charts-fewer = Show the first eight
file-chart-zone = Alert zone
file-chart-compared = Compared
file-chart-change = in 7 days { $change }

# Measures: weight, temperature, ECOG.
file-measures = Measures
file-measures-legend = ○ said by the patient · ● measured by the team · a week without a measure breaks the line
file-measures-weight = Weight, kg
file-measures-temperature = Temperature, °C
file-measures-ecog = ECOG · ↑ higher = worse
file-measures-day = Day
file-measures-value = Measure
file-measures-source = Source
file-measures-by-patient = patient
file-measures-by-team = team
file-measures-none = not measured
file-measures-several = { $span }, { $count } measures
file-measures-last = Last measure { $value }, { $day }
file-measures-before = Before { $value }, { $day }

# Column.
file-alert = { $count ->
    [one] Open alert
   *[other] { $count } open alerts
}
file-alert-none = No open alert.
file-alert-triage = Triage
file-alert-triage-described = See this alert in triage
file-alert-escalated = Escalated by { $name }, { $at }
file-alert-others = { $count ->
    [one] and another one, not as high
   *[other] and { $count } others, not as high
}
file-act-escalate = Escalate
file-act-answer = Answer
file-act-call = Call
file-act-measure = Measure taken
file-act-note = Note
file-act-when = { $at }, { $name }
file-actions-last = Last actions
file-actions-all-described = { $count ->
    [one] See the action
   *[other] See all { $count } actions
}
file-follow = Follow-up
file-follow-last = Last questionnaire
file-follow-never = none
file-follow-rate = Answers, { $weeks } wk
file-follow-no-rate = not yet
file-measured-weight = Weight, { $day }
file-measured-temperature = Temperature, { $day }
file-measured-ecog = ECOG, { $day }
file-measure-weight = { $value } kg
file-measure-temperature = { $value } °C
file-measure-ecog = { $value }
file-consents = Consents
file-consents-see = See
file-consent-monitoring = Telemonitoring
file-consent-research = Research
file-consent-newsletter = Newsletter

# Questionnaires.
file-surveys-none = No questionnaire was filled in.
file-surveys-none-body = The patient's answers are added here by themselves.
file-survey-of = Questionnaire of { $when }
file-survey-worst = worst estimated grade { $grade }
file-survey-by = entered by { $name }
file-survey-answered = { $answered } answers of { $asked }
file-survey-late = late
file-survey-corrects = corrects the one before
file-survey-corrected = corrected later
file-survey-withdrawn = taken back { $at }
file-survey-form = form { $version }
file-survey-unknown-form = This software does not know this version of the questionnaire: the answer is shown as it came.
file-survey-language = Questions are shown in the language of the answer: { $language }.
file-survey-older = Version before
file-survey-newer = Corrected version
file-survey-error = Questionnaire unavailable. The list can still be read.
file-survey-choose = Choose a questionnaire.
file-question = Question
file-answer = Answer
file-answer-before = Time before
file-not-replied = Not answered
file-question-spoken = { $question } { $answer }. Before: { $before }.
file-list-cut = What follows could not be read. Try again

# Timeline.
file-day = Go to
file-day-jump = Go
file-day-newest = Back to today
file-filter-answer = Answers
file-filter-alert = Alerts
file-filter-call = Calls
file-filter-act = Acts
file-filter-note = Notes
file-filter-treatment = Treatment
file-filter-record = Clinical record
file-filter-message = Messages
file-filter-follow_up = End of follow-up
file-filter-consent = Consents
file-kind-answer = Answer
file-kind-alert = Alert
file-kind-call = Call
file-kind-act = Act
file-kind-note = Note
file-kind-treatment = Treatment
file-kind-record = Clinical record
file-kind-message = Message
file-kind-follow_up = Follow-up
file-kind-consent = Consent
file-follow_up-ended = Follow-up ended
file-follow_up-undone = undone at once
file-follow_up-told = Told of the end
file-follow_up-resumed = Follow-up resumed
file-follow_up-enrolled = new enrolment
file-timeline-consent = Consent, { $about }
file-timeline-alert = Alert, { $level }
file-timeline-none = Nothing in this file yet.
file-timeline-none-body = Answers, alerts, calls and facts of the record will stand here by date.
file-timeline-none-here = Nothing with these filters
file-timeline-none-here-body = Clear a filter or go back to today.
file-source-patient = patient
file-source-console = console
file-source-import = electronic health record
file-line-began = began
file-line-ended = ended
file-entry-diagnosis = Diagnosis
file-entry-event = Event
file-entry-work_status = Work
file-entry-ecog = ECOG
file-entry-weight = Weight
file-entry-temperature = Temperature
file-entry-note = Note
file-work-working = working
file-work-sick_leave = on sick leave
file-work-part_time_on_medical_grounds = part time on medical grounds
file-work-not_working = not working
file-work-retired = retired

# Actions.
file-column-when = Date
file-column-who = Author
file-column-act = Action
file-column-alert = Alert received
file-column-result = Measure, result
file-column-grades = Confirmed grade
file-column-note = Note
file-actions-contact = Calls
file-actions-measure = Measures
file-actions-escalation = Escalations
file-actions-note = Notes

# Compare.
file-compare-way-lines = Lines
file-compare-way-cycles = Cycles
file-compare-way-day = Before, after a day
file-compare-day = D{ $day }
file-compare-day-label = Day of the comparison
file-compare-choice = Periods to compare
file-compare-leave = Leave the comparison
file-compare-pair = { $now } / { $before }
file-compare-period = { $days } · answers { $rate }
file-compare-period-named = { $name } · { $days } · answers { $rate }
file-compare-side-now = A, solid: { $period }
file-compare-side-before = B, grey dashes: { $period }
file-compare-now = A
file-compare-before = B
file-compare-mean = Mean
file-compare-worst = Worst
file-compare-days = Days ≥ 2
file-compare-difference = Mean, A against B
file-compare-equal = equal
file-compare-higher = higher by { $value }
file-compare-lower = lower by { $value }
file-compare-spoken = { $symptom }, mean { $now }, before { $before }
file-compare-note = Estimated grades, aligned on the first day of each period. Differences are stated, not tested statistically.
file-compare-none-lines = Fewer than two lines of treatment to compare.
file-compare-none-cycles = Fewer than two cycles to compare.
file-compare-none-day = No questionnaire before or after this day.
