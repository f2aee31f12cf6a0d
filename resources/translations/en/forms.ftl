forms-cancel = Cancel
forms-characters = { $used } / { $most }
forms-note-optional = Note (optional)
forms-patient = { $name }, { $born }, record no. { $record }
forms-born = born { $on }

forms-acknowledge-question = Acknowledge for this patient?
forms-acknowledge-yes = Acknowledge
forms-acknowledge-apart = { $count ->
    [one] One worse alert is read by itself.
   *[other] { $count } worse alerts are read by themselves.
}
forms-acknowledge-also = { $count ->
    [one] Also acknowledge: { $which }
   *[other] Also acknowledge the { $count } others: { $which }
}

forms-call-title = Call
forms-call-phone-unknown = Number not known
forms-call-copy-described = Copy the number { $phone }
forms-call-hours = Preferred hours: { $hours }
forms-call-carer = Carer: { $carer }
forms-call-result = Result of the call
forms-call-patient-reached = Patient reached
forms-call-grades = Confirmed grades
forms-call-grades-hint = Only what you have checked: ← → then Space.
forms-call-grade-of = Confirmed grade, { $symptom }, estimated { $estimate }
forms-call-grade-none = none
forms-call-meaning = { $grade }: { $text }
forms-call-estimated = ≈ { $grade }
forms-call-submit = Log the call
forms-call-result-missing = Choose the result of the call.

forms-measure-title = Measure taken
forms-measure-list = Coded measures
forms-measure-list-described = Arrows to browse, Space to tick, first letters or number to find
forms-measure-keeps-open = does not close
forms-measure-cause = Cause
forms-measure-other = Specify
forms-measure-close-now = Close now
forms-measure-submit = Record the measure
forms-measure-submit-close = Record and close
forms-measure-missing = Tick at least one measure.
forms-measure-cause-missing = Choose the cause.
forms-measure-other-missing = Describe the measure.
forms-measure-close-blocked = Closing is not possible yet: { $reason } is missing

forms-note-title = Note
forms-note-text = Text of the note
forms-note-submit = Add the note
forms-note-missing = Write the note.

forms-close-title = Closing
forms-close-needs = Before closing
forms-close-need-measure = A coded measure
forms-close-need-contact = A contact, patient or carer reached
forms-close-need-assessment = A hand assessment
forms-close-need-met = done
forms-close-need-missing = missing
forms-close-do-measure = Measure
forms-close-do-call = Telephone
forms-close-also = Also close
forms-close-other = { $level } · { $lead } · received { $at }
forms-close-other-apart = An alert that is worse, escalated, or came after the last measure or call, is read and closed on its own.
forms-close-assessment-level = Assessed level
forms-close-assessment-choose = Choose the level…
forms-close-level-missing = The level of the assessment is missing
forms-close-assessment-nothing = Nothing to report
forms-close-assessment-text = Assessment
forms-close-assessment-missing = Write the assessment, three characters at least.
forms-close-submit = Close
forms-close-blocked = Missing: { $needs }
forms-close-need-word-measure = a coded measure
forms-close-need-word-contact = a contact, patient or carer reached
forms-close-need-word-assessment = a hand assessment


forms-defer-title = Defer
forms-defer-submit = Defer
forms-defer-reason = Reason
forms-defer-until = Until
forms-defer-date = Date…
forms-defer-date-of = Date and time of return
forms-defer-critical = Critical or not evaluated: 30 minutes at most, never beyond the due time.
forms-defer-reason-missing = Choose the reason.
forms-defer-note-missing = Say what the reason is.
forms-defer-until-choose = Choose until when.
forms-defer-until-missing = This alert is due now: acknowledge it first.
forms-defer-until-wrong = Choose a moment ahead, within 7 days.

forms-escalate-title = Escalate
forms-escalate-submit = Ask
forms-escalate-to = To
forms-escalate-treating = { $name } (treating oncologist)
forms-escalate-question = Question
forms-escalate-next = Without an answer the question goes on to { $names }, and the unit sees the alert again.
forms-escalate-next-none = Without an answer the unit sees the alert again.
forms-escalate-nobody = There is no oncologist to ask in this unit.
forms-escalate-to-missing = No oncologist is chosen.
forms-escalate-question-missing = Write the question.

forms-reply-title = Answer
forms-reply-text = Answer
forms-reply-asked = { $name }, { $at }
forms-reply-close = Close too
forms-reply-submit = Answer and give back
forms-reply-submit-close = Answer and close
forms-reply-missing = Write the answer.

forms-reopen-title = Reopen
forms-reopen-submit = Reopen
forms-reopen-reason = Reason for reopening
forms-reopen-effect = The alert comes back to your own; the reason stays in its history.
forms-reopen-missing = Write the reason, three characters at least.
forms-draft-of = Draft: { $at }
forms-draft-since = Draft: { $at }. Since then: { $since }
forms-draft-unread = Draft: { $at }. Cannot be read here, kept as long as nothing is written
forms-keep = Keep as a draft
forms-check = Check what became of it

forms-expect-title = Mute for this patient
forms-expect-submit = Mute
forms-expect-what = What
forms-expect-expected = All rules: { $what }
forms-expect-snooze = One only: { $what }
forms-expect-level = Up to grade
forms-expect-until = Until (14 days at most)
forms-expect-ends = { $days ->
    [one] 1 day
   *[other] { $days } days
}, { $day } { $at }
forms-expect-reason = Reason
forms-expect-reason-missing = Write the reason, three characters at least.
forms-expect-choose = Choose…
forms-expect-gone = What was chosen is no longer offered: choose again.
forms-expect-nothing = Nothing of this alert can be muted.
forms-expect-effect-expected = { $symptom } up to { $level } no longer alerts; every time a rule fires is kept. Above it this is broken at once and the alert is raised.
forms-expect-effect-snooze = Rule { $rule } alone no longer alerts while { $symptom } stays at { $level } or below; every time it fires is kept. Above it this is broken at once.
forms-expect-refused = Never: a critical rule, or one that looks at more than this symptom. Not offered here: { $what }.

forms-end-expected-title = End a mute
forms-end-expected-submit = End
forms-end-expected-which = Which one
forms-end-expected-one = { $what }, until { $until }
forms-end-expected-effect = From the next answer on all its rules alert again. The same can be decided once more.
forms-end-expected-missing = Choose which one to end.
forms-draft-recorded = Draft: { $at }. Already recorded by you: { $mine }. Send only what is missing.
