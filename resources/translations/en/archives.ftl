# The archives: whose follow-up has ended, and who still has to learn it.
archives-screen = Archives
archives-list = Archived patients
archives-groups = Message
archives-group-all = All
archives-group-untold = Not told yet
archives-group-failed = Message not delivered
archives-sort = Order: last archived first
archives-wish-reason = Reason
archives-any-reason = All reasons
archives-column-patient = Patient
archives-column-record = Record no.
archives-column-archived = Archived on, by
archives-column-reason = Reason
archives-column-message = Message to the patient
archives-column-report = Final report
archives-column-last = Last questionnaire
archives-column-kept = Kept until
archives-reason-pathway_finished = Pathway finished
archives-reason-clinician_decision = Clinician's decision
archives-reason-patient_request = Patient's request
archives-reason-transfer = Transfer
archives-reason-inclusion_error = Enrolled by mistake
archives-reason-death = Death
archives-died = on { $on }
archives-by-patient = By the patient, on their pages
archives-told = Told
archives-told-nobody = No message
archives-told-not = Not told yet
archives-told-failed = Not told yet, { $channel } not delivered
archives-told-app = Read on their pages { $at }
archives-told-by = { $channel } delivered { $at }
archives-informed-in_person = Told in person { $at }
archives-informed-by_phone = Told by telephone { $at }
archives-informed-by_letter = Told by letter { $at }
archives-informed-on_pages = Ended on their pages { $at }
archives-late = { $count ->
    [one] { $count } answer refused, { $at }
   *[other] { $count } answers refused, the last { $at }
}
archives-row-left = No longer in this list
archives-foot = { $count ->
    [one] { $number } archived patient
   *[other] { $number } archived patients
}
archives-foot-cut = The first { $number } patients
archives-error = Archives unavailable.
archives-empty-all = No archived patient
archives-empty-all-body = Patients whose remote follow-up has ended appear here.
archives-empty-untold = Everybody has been told
archives-empty-untold-body = A patient stays here until a message has reached them or somebody has told them.
archives-empty-failed = No lost message
archives-empty-failed-body = Patients whom a message could not reach appear here.
archives-spoken-ended = Archived on { $on } by { $by }
archives-spoken-last = Last questionnaire { $on }
archives-spoken-kept = Kept until { $until }
archives-spoken-ended-self = Ended on { $on } by the patient, on their pages
