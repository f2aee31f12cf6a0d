# Rows of the queue.
row-received = rec. { $at }
row-closed-at = closed { $at }
row-acknowledged = acknowledged
row-lapsed = Acknowledged, no follow-up
row-back = back { $at }
row-back-now = Deferred, to resume
row-answer = answer by { $at }
row-answer-late = Escalated, no answer
row-spoken-to-me = Escalated to you
row-identity-unreadable = Identity unreadable
row-content-unreadable = Content unreadable
row-checking = Outcome unknown, checking…
row-gone = Left the list
row-gone-by-new = Taken by { $name }
row-gone-by-acknowledged = Acknowledged by { $name }
row-gone-by-deferred = Deferred by { $name }
row-gone-by-escalated = Escalated by { $name }
row-gone-by-closed = Closed by { $name }
row-gone-by-you-new = Taken by you
row-gone-by-you-acknowledged = Acknowledged by you
row-gone-by-you-deferred = Deferred by you
row-gone-by-you-escalated = Escalated by you
row-gone-by-you-closed = Closed by you
row-also-open = ×{ $count }
row-birth = Born { $date }, record { $record }

# The whole row as one sentence, for screen readers.
row-spoken-alerts = { $count } alerts
row-spoken-overdue = overdue { $duration }
row-spoken-left = { $duration } left
row-spoken-due = due { $at }
row-spoken-no-due = timer stopped
row-spoken-minutes = { $count ->
    [one] { $count } minute
   *[other] { $count } minutes
}
row-spoken-hours = { $count ->
    [one] { $count } hour
   *[other] { $count } hours
}
row-spoken-days = { $count ->
    [one] { $count } day
   *[other] { $count } days
}
row-spoken-grade = { $symptom } estimated grade { $grade }
row-spoken-worse = , plus { $change }
row-spoken-better = , minus { $change }
row-spoken-years = { $years ->
    [one] { $years } year
   *[other] { $years } years
}
row-spoken-nobody = Not assigned
row-spoken-me = Yours
row-spoken-owner = Followed by { $name }
row-spoken-claimed = Claimed by { $name }
row-masked = { $initials } ·{ $digits }
