# The review of access, each quarter: who may do what, confirmed line by line.
accessreview-screen = Access review
accessreview-shown = Lines shown
accessreview-shown-left = To confirm
accessreview-shown-all = All
accessreview-list = Access review
accessreview-list-described = One line per account, with what was found of it. Enter goes to the detail beside it.
accessreview-column-name = Name
accessreview-column-roles = Roles and units
accessreview-column-signed_in = Last sign-in
accessreview-column-state = State and end
accessreview-column-verdict = Review
accessreview-verdict-none = To confirm
accessreview-verdict-confirmed = Confirmed
accessreview-verdict-to_change = Has to change
accessreview-until = until { $on }
accessreview-by = { $by }, { $at }
accessreview-nobody = unknown account
accessreview-overdue = overdue
accessreview-gone = no longer in the review
accessreview-own = by another administrator
accessreview-quarter = { $number ->
    [1] 1st quarter { $year }
    [2] 2nd quarter { $year }
    [3] 3rd quarter { $year }
   *[other] { $number }th quarter { $year }
}
accessreview-due = { $days ->
    [0] due today
    [one] due tomorrow, { $on }
   *[other] due by { $on } ({ $days } d left)
}
accessreview-finished = finished
accessreview-left = { $count ->
    [one] { $number } account of { $total } to confirm
   *[other] { $number } accounts of { $total } to confirm
}
accessreview-to-change = { $count ->
    [one] { $number } has to change
   *[other] { $number } have to change
}
accessreview-late = { $count ->
    [one] The review of the { $quarter } was due on { $on }: { $number } account has not been looked at since.
   *[other] The review of the { $quarter } was due on { $on }: { $number } accounts have not been looked at since.
}
accessreview-foot = { $count ->
    [one] { $number } line
   *[other] { $number } lines
}
accessreview-open-hint = detail
accessreview-error = The access review is not available.
accessreview-all-seen = All accounts are seen
accessreview-all-seen-body = The review of the { $quarter } is complete. An account that is changed until then comes back.
accessreview-nobody-here = No account
accessreview-side = Chosen account
accessreview-side-nobody = Choose an account in the list.
accessreview-fact-verdict = Review
accessreview-fact-signed-in = Last sign-in
accessreview-fact-ends = Last day
accessreview-fact-role = Role
accessreview-confirm = Confirm
accessreview-change = Has to change
accessreview-open = Open the account
accessreview-export = Export…
accessreview-own-why = This is your account: nobody confirms themself. { $by } has to do it.
accessreview-own-alone = This is your account: nobody confirms themself, and the centre has no other active administrator. Invite one.
accessreview-own-or = { $names } or { $last }
accessreview-idle-why = No sign-in for { $days } days: proposed for suspension.
accessreview-overdue-why = Nobody looked at this account in the quarter before.
accessreview-to-change-why = Noted as having to change. The account comes back here once it is changed.
accessreview-done-confirmed = { $name }: confirmed.
accessreview-done-to_change = { $name }: has to change. Open the account to do so.
accessreview-none-left = No account is left to confirm.
accessreview-own-left = Only your own account is left: another administrator confirms it.
accessreview-stale = { $name } was changed meanwhile: the line is read again, look at it once more.
accessreview-lost = { $name } is no longer in the review.
accessreview-changed = { $name } has just been changed: look again.
accessreview-sending = The verdict before is on its way.
accessreview-unsettled = { $name }: the answer was lost, the verdict may be noted.
accessreview-confirm-of = Confirm the rights of { $name }
accessreview-change-of = Note that { $name } has to change
accessreview-open-of = Open the account of { $name }
accessreview-export-title = Export the access review
accessreview-export-name = access-review-{ $quarter }.csv
accessreview-saved = Review saved. The file names staff: keep it in a safe place.
accessreview-not-saved = The file could not be written there. Choose another folder.
accessreview-csv-quarter = Quarter
accessreview-csv-name = Name
accessreview-csv-username = User name
accessreview-csv-state = State
accessreview-csv-roles = Roles
accessreview-csv-units = Units
accessreview-csv-ends = Last day
accessreview-csv-signed-in = Last sign-in
accessreview-csv-idle = Proposed for suspension
accessreview-csv-verdict = Review
accessreview-csv-by = By
accessreview-csv-at = On
accessreview-csv-yes = yes
