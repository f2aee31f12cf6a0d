# The end of a follow-up.
archive-begin = Archive…
archive-command = Archive the remote follow-up…
archive-title = Archive the remote follow-up
archive-reason = Reason
archive-no-message = { $reason } (no message is sent)
archive-detail = Detail
archive-detail-hint = optional, read by the team
archive-detail-short = say it in a few words
archive-died-on = Date of death
archive-collection = The patient said so
archive-effects = What will happen
archive-stops = No more questionnaires or alerts from now on
archive-stops-asked = No more questionnaires or alerts from now on, the open one is cancelled
archive-no-alerts = Nobody reads answers any more: those that still come are refused and listed
archive-care = Care goes on outside of the platform
archive-care-death = The record stays open to the team
archive-kept = Data kept for 10 years after the last questionnaire ({ $last } → { $until })
archive-kept-never = Data kept until { $until }, no questionnaire was ever completed
archive-back = Can be restored after a relapse or a mistake
archive-back-consent = Can be restored with a new consent
archive-back-error = Can be restored after a mistake
archive-alerts = { $count ->
    [one] 1 open alert, to be closed here
   *[other] { $count } open alerts, to be closed here
}
archive-alert = { $level }, received { $at }
archive-alert-claimed = { $alert }, taken by { $by }
archive-alert-words = Reason in a few words
archive-alert-reason = Reason for closing
archive-message = Message to the patient
archive-channels = Channel
archive-languages = Language
archive-message-none = No message is sent.
archive-message-impossible = This message cannot be written so and would not leave.
archive-told-app = Always left on their pages, read at the next sign-in.
archive-told-sms = Leaves in { $seconds } s. { $septets }/{ $most } characters.
archive-told-email = Leaves in { $seconds } s.
archive-told-no-sms = No mobile number: no SMS leaves.
archive-told-no-email = No address: no e-mail leaves.
archive-told-other-language = The patient reads the other language: this one does not leave.
archive-leave = Do not archive
archive-submit = Archive and tell in { $seconds } s
archive-submit-silent = Archive without a message
archive-submitting = Archiving…
archive-offline = Offline: nothing can be archived.
archive-unsettled = The answer was lost: it may be done. Check before you begin again.
archive-done = Archived. The message leaves in 30 s.
archive-done-silent = Archived. No message is sent.
archive-undone = Archiving undone: the follow-up goes on as before.
archive-undo-command = Undo archiving
archive-refused-contact = A severe alert asks for contact with the patient: call from triage, or give a reason.
archive-refused-assessment = An answer was not assessed: assess it in triage, or give a reason.
archive-refused-alerts = An alert came meanwhile: close it too.
archive-refused-claimed = { $by ->
    [none] Somebody works on an alert of this patient.
   *[other] { $by } works on an alert of this patient.
}
archive-refused-ended = { $by ->
    [none] This follow-up has ended already, or has not begun.
   *[other] { $by } has archived this follow-up already.
}
archive-refused-faster = { $by } changed this record at { $at }: read again, then archive.
archive-refused-stale = This record has just changed: read again, then archive.
archive-field-future = in the future
archive-field-before-birth = before birth
archive-field-refused = refused by the service
archive-alert-changed = this alert has changed: say it again
archive-other-first = An archiving still waits for its answer: wait, or check it first.
archive-refused-undo = It is too late to undo: the message leaves. Restore the follow-up from the file.
archive-submit-untold = Archive
archive-untold = Neither mobile nor e-mail: tell the patient yourself, they would learn of it only on their pages.
archive-done-untold = Archived. Neither mobile nor e-mail: tell the patient yourself.
