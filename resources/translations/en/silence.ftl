# Patients who do not answer.
silence-screen = No answer
silence-list = Patients who do not answer
silence-list-described = J and K or the arrows go through it, Space or Shift+arrows choose, R reminds, T telephones, Enter opens the file
silence-groups = Silence
silence-group-one_or_more = ≥ 1 questionnaire
silence-group-two_or_more = ≥ 2 questionnaires
silence-group-never_activated = Never activated
silence-sort = Sort: questionnaires missed, then worrying context, then days of silence
silence-column-mark = Chosen
silence-column-patient = Patient
silence-column-answered = Last answer
silence-column-missed = Missed
silence-column-reminders = Reminders
silence-column-channel = Channel
silence-column-risk = Context
silence-column-step = Next step
silence-answered-never = Never activated
silence-answered-none = Never answered
silence-reminders-none = No reminder
silence-reminders-count = { $channel } ×{ $count }
silence-next-reminder = next: { $at }
silence-reminder = { $channel } { $at }: { $state }
silence-reminder-by-hand = { $channel } { $at } (by hand): { $state }
silence-channel = { $channel }: { $said }
silence-channel-unused = not used yet
silence-channel-bad-sms = number refused
silence-channel-bad-email = address refused
silence-channel-bad-app = failed
silence-channel-no-sms = no number
silence-channel-no-email = no address
silence-channel-no-app = unavailable
silence-no-channel = Neither number nor address
silence-worry-cycle = Cycle D{ $day }
silence-worry-grade = Last grade { $grade }
silence-worry-alert = Open alert: { $level }
silence-step-call = Call
silence-step-check_address = Check the number
silence-step-invite_again = Send the invitation again
silence-step-remind = Remind
silence-step-wait = Wait for the reminder
silence-row-left = No longer silent: F5
silence-spoken-chosen = Chosen
silence-spoken-missed = { $count ->
    [0] No questionnaire missed
    [one] { $count } questionnaire missed
   *[other] { $count } questionnaires missed
}
silence-spoken-reminders = Reminders: { $told }
silence-spoken-step = Suggested next step: { $step }
silence-act-remind = { $count ->
    [0] Remind
    [one] Remind { $count } patient
   *[other] Remind { $count } patients
}
silence-act-call = Telephone
silence-act-answer = Fill in with the patient
silence-act-pause = Pause…
silence-act-archive = Archive…
silence-act-open = Open file
silence-offline = Offline: only reading is possible.
silence-confirm = { $count ->
    [one] Remind { $count } patient now?
   *[other] Remind { $count } patients now?
}
silence-confirm-one = Remind { $who } now?
silence-confirm-yes = Remind
silence-confirm-no = Do not remind
silence-sending = Sending reminders…
silence-unknown = Result unknown: the answer of the service was lost. Nothing will be done twice.
silence-reminded = { $count ->
    [one] Reminder sent.
   *[other] { $count } reminders sent.
}
silence-report = Reminders sent: { $sent }. Not sent: { $left }.
silence-report-why = Why
silence-why-sent = Reminder sent
silence-why-opened = Questionnaire opened and sent
silence-why-answered = Has answered meanwhile
silence-why-too_soon = Reminded less than 24 h ago
silence-why-unreadable = The record cannot be read: nothing can be written
silence-why-nothing_open = No questionnaire is open at the moment
silence-why-not_followed = Paused, ended, not activated, or without consent
silence-why-out_of_reach = No longer in your units
silence-full = { $most } patients at most at a time.
silence-chosen = { $count ->
    [0] No patient chosen
    [one] { $count } patient chosen
   *[other] { $count } patients chosen
}
silence-choose-hint = choose
silence-call-in-file = No open alert of this silence: the number is in the file.
silence-foot = { $count ->
    [one] { $number } patient
   *[other] { $number } patients
}
silence-foot-cut = The first { $number } patients
silence-empty-one_or_more = Everybody has answered
silence-empty-one_or_more-body = Patients appear here as soon as a questionnaire stays without an answer.
silence-empty-two_or_more = Nobody has missed two questionnaires in a row
silence-empty-two_or_more-body = These are the longest silences.
silence-empty-never_activated = Every patient has opened their pages
silence-empty-never_activated-body = Those who never opened them appear here.
silence-error = The list of silent patients is unavailable.
