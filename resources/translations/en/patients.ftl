# The list of patients and their search.
patients-screen = Patients
patients-list = List of patients
patients-list-described = J and K or the arrows go through, Enter opens the file, F filters
patients-column-patient = Patient
patients-column-born = Born
patients-column-record = Record no.
patients-column-identity = INS identity
patients-column-treatment = Treatment, cycle
patients-column-answered = Last answer
patients-column-alert = Open alert
patients-column-oncologist = Oncologist
patients-states = Monitoring
patients-state-active = Active
patients-state-pending = Pending
patients-state-paused = Paused
patients-sort = Order: { $sort }
patients-sort-alert = open alert, then name
patients-sort-alert-bare = open alert, then age of the record
patients-sort-name = name
patients-sort-name-bare = age of the record
patients-sort-last_answer = last answer, then name
patients-sort-last_answer-bare = last answer, then age of the record
patients-sort-described = Change the order of the list
patients-wish-unit = Unit
patients-wish-oncologist = Oncologist
patients-wish-treatment = Treatment
patients-any-unit = All my units
patients-any-oncologist = All oncologists
patients-any-treatment = All treatments
patients-homonym = Same name
patients-row-moved = Has moved: F5
patients-never-answered = None
patients-days-ago = { $days ->
    [0] today
    [1] yesterday
   *[other] { $days } d ago
}
patients-open = { $count ->
    [one] { $count } alert
   *[other] { $count } alerts
}
patients-spoken-no-alert = No open alert
patients-spoken-record = Record number { $number }
patients-spoken-identity = Identity { $status }
patients-spoken-answered = Last answer { $day }, { $ago }
patients-foot = { $count ->
    [one] { $number } patient
   *[other] { $number } patients
}
patients-foot-filtered = { $shown } of { $all }
patients-foot-homonym = Same name as somebody else: go to the row with the arrows before opening it.
patients-foot-not-followed = This patient is not followed: nothing to archive.
patients-news = { $count ->
    [one] { $count } change
   *[other] { $count } changes
}
patients-news-described = Put the list in its present order, F5
patients-reading-to-end = Reading to the end…
patients-open-hint = open
patients-empty-active = No monitored patient in this unit
patients-empty-active-body = Patients appear here as soon as their monitoring begins.
patients-empty-pending = No pending patient
patients-empty-pending-body = Enrolled patients whose monitoring has not begun wait here.
patients-empty-paused = No paused monitoring
patients-empty-paused-body = Patients whose monitoring is paused stand here.
patients-error = List of patients unavailable.
patients-search = Find a patient
patients-search-hint = Name, birth date, INS, record number
patients-group = Patients
patients-searching = Searching…
patients-none-found = No patient of your units matches.
patients-more-found = More patients match: type more.
patients-search-offline = Offline: finding patients needs the service.
patients-search-failed = The search did not succeed. Try again.
patients-homonyms = { $count ->
    [one] Same name
   *[other] Same name ({ $count })
}
patients-sounds-alike = Sounds alike
patients-why-not = Same names: choose the right person with the arrows, then Enter.
patients-too-short = Three characters at least, or a whole birth date.
patients-enrol = Enrol
