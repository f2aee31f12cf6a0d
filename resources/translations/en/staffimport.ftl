# Inviting several people from a CSV file.
staffimport-title = Invite people from a file
staffimport-open = Import…
staffimport-intro = One line for each person. A rehearsal comes first: it says what would become of each line and writes nothing.
staffimport-columns = First line: the names of the columns. Needed are name, username, email and role (nurse, oncologist, manager, admin or dpo); for nurses and oncologists units too, parted by a bar |. Where wanted: rpps, title, phone, specialty, last day (dd/mm/yyyy).
staffimport-limits = At most { $people } people and { $size } kB, as CSV (UTF-8, or as Excel saves it). The file is only read.
staffimport-choose = Choose a file…
staffimport-choose-other = Choose another file…
staffimport-template = Save a template…
staffimport-template-name = staff-template.csv
staffimport-report-name = invitation-report.csv
staffimport-window = Choose a CSV file
staffimport-save-window = Save
staffimport-filter = CSV (*.csv *.txt)
staffimport-file = { $name } · { $count ->
    [one] { $count } line
   *[other] { $count } lines
} · { $encoding }
staffimport-file-hidden = Chosen file
staffimport-file-none = No file chosen.
staffimport-file-needed = Choose a file first.
staffimport-reading = Reading the file…
staffimport-encoding-utf_8 = read as UTF-8
staffimport-encoding-windows_1252 = read as Windows-1252 (Excel)
staffimport-accents = Check the accents: { $words }
staffimport-accents-none = No accent in this file.
staffimport-unfit-unreadable = This file could not be opened. Check that it exists and that you may read it.
staffimport-unfit-too_large = This file is larger than { $size } kB. Make several of it.
staffimport-unfit-empty = This file is empty.
staffimport-unfit-utf_16 = This file is UTF-16 (“Unicode text”). Save it as CSV UTF-8.
staffimport-unfit-not_text = This is not a text file. From a spreadsheet, save it as CSV UTF-8.
staffimport-rehearse = Check the file
staffimport-rehearsing = Checking…
staffimport-invite = { $count ->
    [one] Invite { $count } person
   *[other] Invite { $count } people
}
staffimport-other = Another file
staffimport-close = Close
staffimport-words = Reason: { $words }
staffimport-effects = Nothing has been sent yet. { $invited ->
    [0] No invitation leaves at once
    [one] One invitation leaves at once
   *[other] { $invited } invitations leave at once
}; { $waiting ->
    [0] no request waits for a second person.
    [one] one request waits for a second person, 24 hours at most, and its invitation leaves only once they agree.
   *[other] { $waiting } requests wait for a second person, 24 hours at most, and an invitation leaves only once they agree.
} Refused lines change nothing. An invitation stands for seven days.
staffimport-effects-nobody = No line can be invited. Mend the file, then choose it again.
staffimport-effects-done = Done. Mend the lines that were refused, then import them: whoever is invited or waits already is not asked twice.
staffimport-offline = Offline: nothing leaves. The chosen file stays.
staffimport-unsettled = The answer was lost: the invitations may have left. Check: nothing leaves twice.
staffimport-count-invited = Invited
staffimport-count-invited-soon = To invite
staffimport-count-waits = Waiting for approval
staffimport-count-waits-soon = Will wait for approval
staffimport-count-refused = Refused
staffimport-count-refused-soon = Refused
staffimport-report = What becomes of each line
staffimport-none = No line of this kind.
staffimport-column-line = Line
staffimport-column-person = Person
staffimport-column-role = Role
staffimport-column-outcome = Outcome
staffimport-nameless = No name
staffimport-until = { $role } until { $on }
staffimport-outcome-invited = Invitation sent
staffimport-outcome-invited-soon = Will be invited
staffimport-outcome-waits = Waits for a second person
staffimport-outcome-waits-soon = Will wait for a second person
staffimport-outcome-refused = Refused
staffimport-reason = { $column }: { $fault }
staffimport-head-name = name
staffimport-head-username = username
staffimport-head-email = email
staffimport-head-role = role
staffimport-head-units = units
staffimport-head-rpps = rpps
staffimport-head-title = title
staffimport-head-phone = phone
staffimport-head-specialty = specialty
staffimport-head-ends_on = last day
staffimport-head-line = line
staffimport-fault-missing = nothing is written
staffimport-fault-unknown = not known in this centre
staffimport-fault-not_one_line = more than 120 characters, a line break or an invisible character
staffimport-fault-not_a_user_name = letters, digits and dots, without a space
staffimport-fault-not_an_address = not an e-mail address
staffimport-fault-not_an_rpps_number = not an RPPS number of 11 digits (a spreadsheet may write it 9.97E+10: make the column text)
staffimport-fault-not_a_number = not a telephone number
staffimport-fault-not_a_day = not a day, such as 30/06/2026
staffimport-fault-past = this day is past
staffimport-fault-not_given = nobody is given this role
staffimport-fault-needs_one = this role needs at least one
staffimport-fault-needs_none = this role has none
staffimport-fault-too_many = too many values
staffimport-fault-taken = taken by another account
staffimport-fault-twice = further up in this file already
staffimport-fault-differs = known otherwise: this username and this address are those of somebody written down differently
staffimport-fault-known_here = This person has an account here already: give them a role from their account
staffimport-fault-asked_already = A request about them waits for a second person already
staffimport-fault-refused = refused by the service
staffimport-unread = Columns that are not read: { $columns }. Nothing of what they say is taken.
staffimport-refused-not_csv = This file is not CSV: a quote is not closed, or a cell is too long.
staffimport-refused-no_lines = This file holds only names of columns: it names nobody.
staffimport-refused-too_many = This file has more than { $people } people. Make several of it.
staffimport-refused-missing_column = Missing columns: { $columns }. Add them to the first line, or start from the template.
staffimport-refused-column_twice = Columns that are there twice: { $columns }. Keep one of each.
staffimport-saved-line = line
staffimport-saved-name = name
staffimport-saved-username = username
staffimport-saved-role = role
staffimport-saved-units = units
staffimport-saved-ends = last day
staffimport-saved-outcome = outcome
staffimport-saved-reasons = why
staffimport-save = Save the report…
staffimport-saved = Saved.
staffimport-not-saved = It could not be saved: choose another folder.
staffimport-toast = { $invited ->
    [0] No invitation sent
    [one] One invitation sent
   *[other] { $invited } invitations sent
}, { $waiting ->
    [0] no request waiting.
    [one] one request waits for a second person.
   *[other] { $waiting } requests wait for a second person.
}
