# The questionnaire that is filled in with the patient on the telephone.
answering-screen = Questionnaire by telephone
answering-command = Fill in with the patient on the phone
answering-by-phone = Taken down by telephone, and marked as such
answering-languages = Language read out
answering-language-fr = Français
answering-language-en = English
answering-place = Question { $place } of { $count }
answering-comment = The patient's words
answering-hint-temperature = Each reading with its day and hour. Leave it empty if none was taken.
answering-hint-weight = Leave it empty if the patient did not weigh themselves.
answering-hint-comment = In the patient's own words, if possible.
answering-degrees = °C
answering-taken-on = Day
answering-taken-at = Hour
answering-hour-wrong = an hour, such as 08:30
answering-ahead = this hour has not come yet
answering-required = This question wants an answer, if only “I would rather not answer”.
answering-pass = No answer chosen. Enter once more to pass over this question.
answering-next = Next
answering-back = Back
answering-leave = Leave, keep the draft
answering-send = Send the answers
answering-kept = Draft kept for 24 h, for this patient and this week.
answering-summary = Summary before sending
answering-column-question = Question
answering-column-answer = Answer
answering-none = no answer
answering-missing = { $count ->
    [one] { $count } question still wants an answer.
   *[other] { $count } questions still want an answer.
}
answering-offline = Offline: the answers are kept; they can be sent once the service is back.
answering-sending = Sending the answers…
answering-unknown = Result unknown: the answer of the service was lost. Asking again records nothing twice.
answering-nothing = Answers recorded: nothing to report
answering-alert = Answers recorded: { $level } alert
answering-technical = Answers recorded but not evaluated whole: somebody has to read them
answering-sent = Received at { $at }, marked as taken down by telephone.
answering-see-alert = See the alert
answering-finish = Done
answering-error = The questionnaire could not be opened.
answering-not-followed = This patient is not being followed: nothing was recorded.
answering-answered = This week's questionnaire has been answered
answering-nothing-open = No questionnaire is open for this patient
answering-next-on = Next questionnaire: { $day }.
answering-none-planned = No questionnaire is planned.
