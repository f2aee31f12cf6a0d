# Saying that the patient was told of the end.
informed-command = Record that the patient was told…
informed-title = Patient told of the end
informed-leave = Record nothing
informed-submit = Record that the patient was told
informed-submitting = Saving…
informed-offline = Offline: nothing can be recorded.
informed-unsettled = The answer was lost: it may be recorded. Check before you do it again.
informed-how = How you told them
informed-by_phone = By telephone
informed-in_person = In person
informed-by_letter = By letter
informed-what = The daily reminder in the queue stops, your name and the date are kept. Tell the patient that nobody reads their answers any more, that care goes on, and whom to call in an emergency.
informed-already = The patient knows already, or is followed again.
informed-done = Recorded: the patient was told.
informed-refused-stale = This archive has just changed: read it again before you record anything.
