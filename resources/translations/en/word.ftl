# Levels, states and origins of alerts.
word-level-critical = Critical
word-level-high = High
word-level-moderate = Moderate
word-level-info = Info
word-level-technical = Technical
word-state-new = New
word-state-acknowledged = Acknowledged
word-state-deferred = Deferred
word-state-escalated = Escalated
word-state-closed = Closed
word-kind-clinical = Clinical alert
word-kind-non_response = No answer
word-kind-technical = Answer not evaluated
word-kind-identity = Identity to check
word-kind-notice = Notice

# Acts of the history.
word-act-claim = Claimed
word-act-release = Released
word-act-take_over = Taken over
word-act-acknowledge = Acknowledged
word-act-call = Call
word-act-measure = Measure
word-act-note = Note
word-act-defer = Deferred
word-act-escalate = Escalation
word-act-answer = Answer
word-act-reopen = Reopened
word-act-close = Closed
word-act-undo = Undone

# Acts that were done, said at the bottom of the window.
word-done-acknowledge = Acknowledged: { $name }.
word-done-claim = Alert claimed: { $name }.
word-done-release = Alert let go: { $name }.
word-done-take_over = Alert taken over: { $name }.
word-done-call = Call logged: { $name }.
word-done-measure = Measure recorded: { $name }.
word-done-note = Note added: { $name }.
word-done-defer = Alert deferred: { $name }.
word-done-escalate = Leaves in 30 s: { $name }.
word-done-ask_again = Question added to the escalation: { $name }.
word-done-answer = Answer sent: { $name }.
word-done-reopen = Alert reopened: { $name }.
word-done-expect = Muted for { $name }.
word-done-end_expected = Mute ended: { $name }.
word-done-close = Alert closed: { $name }.
word-done-undo = Action undone: { $name }.

# Coded actions.
word-measure-01 = Advice by telephone
word-measure-02 = Watch, assess again at the next questionnaire
word-measure-03 = Message to the patient
word-measure-04 = Unreachable, message left
word-measure-05 = Medical advice asked for
word-measure-06 = Symptomatic treatment by protocol
word-measure-07 = Cancer treatment changed or postponed
word-measure-08 = Consultation brought forward or planned
word-measure-09 = Test or examination ordered
word-measure-10 = Supportive care
word-measure-11 = General practitioner or community care
word-measure-12 = Emergency department or call to 15
word-measure-13 = Hospital admission
word-measure-14 = Alert not relevant
word-measure-99 = Other

# Calls, causes, channels.
word-contact-patient_reached = Patient reached
word-contact-carer_reached = Carer reached
word-contact-unreachable = Unreachable
word-contact-message_left = Message left
word-cause-input_error = Input error
word-cause-known_symptom = Known symptom
word-cause-duplicate = Duplicate

# Why a rule cannot be muted.
word-obstacle-critical = critical, never muted
word-obstacle-beside = looks at more than the grade of one symptom
word-obstacle-severe = grade above 2, never expected
word-obstacle-other_rules = no longer among the rules in force
word-access-emergency = Emergency
word-access-continuity_of_care = Continuity of care
word-access-patient_request = The patient asks
word-access-other = Another reason
word-defer-call_back = Not reached, call back planned
word-defer-result_awaited = Awaiting a result
word-defer-appointment = Appointment already planned
word-defer-advice_awaited = Awaiting advice
word-defer-other = Other
word-channel-web = Web page
word-channel-phone = Telephone
word-channel-api = Other software
word-channel-import = Imported history

# People.
word-role-nurse = Nurse
word-role-oncologist = Oncologist
word-role-manager = Centre manager
word-role-admin = Account administrator
word-role-privacy_officer = Privacy officer
word-role-patient = Patient
word-role-researcher = Researcher
word-role-system = System
word-monitoring-pending = Monitoring pending
word-monitoring-active = Monitored
word-monitoring-paused = Monitoring paused
word-monitoring-ended = Monitoring ended
word-identity-provisional = Provisional
word-identity-retrieved = Retrieved
word-identity-validated = Validated
word-identity-qualified = Qualified
word-identity-doubtful = Doubtful
word-civility-mme = Ms
word-civility-m = Mr
word-sex-female = F
word-sex-male = M
word-sex-unknown = ?

# Answers and grades.
word-missing-not_answered = not answered
word-missing-opt_out = prefers not to answer
word-missing-not_asked = not asked
word-missing-presence_only = presence only, no grade
word-missing-not_computable = grade cannot be computed
word-attribute-composite = estimated grade
word-attribute-frequency = frequency
word-attribute-severity = severity
word-attribute-interference = interference
word-attribute-amount = amount
word-attribute-presence = presence
word-attribute-temperature = temperature
word-attribute-urgency = urgency felt
word-attribute-weight = weight
word-attribute-ecog = general state (ECOG)
word-attribute-fall = fall
word-attribute-treatment = treatment in force
word-grade-0 = none
word-grade-1 = mild
word-grade-2 = moderate
word-grade-3 = severe
word-grade-4 = life-threatening
word-axis-0 = None
word-axis-1 = Mild
word-axis-2 = Moderate
word-axis-3 = Severe
word-axis-4 = Vital

# Secrets of the workstation.
word-secrets-no_keyring = This workstation has no keyring: nothing is kept on it after closing.
word-secrets-not_trusted = The keyring of this workstation writes plain text: it is not used, and nothing is kept after closing.
word-secrets-not_working = The keyring of this workstation does not answer or is locked: nothing is kept after closing.

# Events of the record.
word-event-emergency_visit = Emergency visit
word-event-emergency_visit-short = Emergency
word-event-hospitalisation = Hospital stay
word-event-hospitalisation-short = Hospital
word-event-consultation = Consultation
word-event-consultation-short = Visit
word-event-imaging = Imaging
word-event-imaging-short = Imaging
word-event-treatment_change = Treatment change
word-event-treatment_change-short = Change
word-event-treatment_stop = Treatment stopped
word-event-treatment_stop-short = Stop
word-event-other = Other event
word-event-other-short = Other

# The end of a follow-up, and what makes it go on.
word-informed-in_person = in person
word-informed-by_phone = by telephone
word-informed-by_letter = by letter
word-informed-on_pages = on their pages
word-restored-relapse = relapse
word-restored-error = mistake

# Messages to patients.
word-message-invitation = Invitation
word-message-survey_open = Questionnaire open
word-message-reminder = Reminder
word-message-second_reminder = Second reminder
word-message-reminder_now = Reminder by the team
word-message-follow_up_ended = End of follow-up
word-message-account_archive = Account archived soon
word-message-account_erase = Account erased soon
word-message-call_us = Request to call back
word-message_by-sms = SMS
word-message_by-email = Mail
word-message_by-app = Patient pages
word-message_is-queued = waiting
word-message_is-sending = being sent
word-message_is-sent = sent
word-message_is-delivered = delivered
word-message_is-failed = not delivered
word-message_is-expired = too late
word-message_is-cancelled = cancelled
word-message_fault-no_address = no address
word-message_fault-wrong_address = wrong number or address
word-message_fault-refused = refused by the provider
word-message_fault-not_delivered = did not reach its destination
word-message_fault-busy = asked to try again
word-message_fault-slowed = limited by the provider
word-message_fault-away = provider out of reach
word-message_fault-not_allowed = account refused by the provider
word-message_fault-not_configured = channel not installed
word-message_fault-too_late = its time was over
word-message_fault-unreadable = content unreadable
word-message_fault-withdrawn = no longer needed
