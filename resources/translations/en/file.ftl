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
file-banner-doubtful = Doubtful identity, clinical exports blocked
file-banner-exceptional = Exceptional access, { $minutes } min left
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
file-consents-none = No consent is kept here yet.
file-consents-none-body = Telemonitoring, research and communication will each have a line, with the text as signed, the date and who collected it.
file-documents-none = No document in this file.
file-documents-none-body = Monitoring reports, exports and messages to the patient will show here with their delivery state.
