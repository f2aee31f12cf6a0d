# What is written to patients (R-NOT-01): no disease, no treatment, no symptom, no speciality, no
# name. An SMS has 160 letters of GSM-7.
messages-centre = Your hospital

messages-sms-emergency = Emergency: 15.
messages-sms-invitation = { $name }: your personal code is { $code }. Enter it at { $link } with your date of birth.
messages-sms-survey_open = { $name }: your weekly questionnaire is waiting for you at { $link }. { $emergency }
messages-sms-reminder = { $name }: reminder, your weekly questionnaire is waiting for you at { $link }. { $emergency }
messages-sms-second_reminder = { $name }: without your answers to the weekly questionnaire, your team may call you. To answer: { $link }. { $emergency }
messages-sms-reminder_now = { $name }: your team is waiting for your answers to the weekly questionnaire at { $link }. { $emergency }
messages-sms-follow_up_ended = { $name }: remote follow-up ended on { $day }, your answers will not be read any more. Your care goes on. Details: { $link }. { $emergency }
messages-sms-follow_up_ended-short = { $name }: remote follow-up ended on { $day }, your answers will not be read any more. Your care goes on. { $link } { $emergency }
messages-sms-account_archive = { $name }: you no longer use your account, it will be archived on { $day }. To keep it: { $link }
messages-sms-account_erase = { $name }: your account and its data will be erased on { $day }. To keep them: { $link }
messages-sms-call_us = { $phone ->
    [none] { $name }: please call your team back. { $emergency }
   *[other] { $name }: please call your team back on { $phone }. { $emergency }
 }

messages-email-hello = Hello,
messages-email-end = { $phone ->
    [none] This message is automatic: nobody reads what is sent to this address.
   *[other] This message is automatic: nobody reads what is sent to this address. To reach your team: { $phone }.
 }
messages-email-help = A question about the end of your follow-up or about your data: { $email }.
messages-email-emergency = In an emergency, call 15 (114 by SMS if you are hard of hearing).
messages-email-invitation-subject = Your personal code
messages-email-invitation = Your personal code is { $code }. Enter it at { $link } with your date of birth. Give it to nobody else.
messages-email-survey_open-subject = Your weekly questionnaire
messages-email-survey_open = Your weekly questionnaire is waiting for you at { $link }. A few minutes are enough.
messages-email-reminder-subject = Reminder: your weekly questionnaire
messages-email-reminder = Your weekly questionnaire is still waiting for you at { $link }. A few minutes are enough.
messages-email-second_reminder-subject = Second reminder: your weekly questionnaire
messages-email-second_reminder = Without your answers to the weekly questionnaire, your team may call you. To answer: { $link }.
messages-email-reminder_now-subject = Your team is waiting for your answers
messages-email-reminder_now = Your team is waiting for your answers to the weekly questionnaire. To answer: { $link }.
messages-email-follow_up_ended-subject = Your remote follow-up has ended
messages-email-follow_up_ended = Your remote follow-up ended on { $day }. Your answers will not be read any more and no further questionnaire will be sent to you. Your care goes on with your team or with the professionals of your choice; this service does not replace medical follow-up. To ask why, or to have a copy of your data: { $link }.
messages-email-account_archive-subject = Your account will be archived
messages-email-account_archive = You no longer use your remote follow-up account. It will be archived on { $day }: it will be kept as the law asks, and used no more. If you wish to keep it, say so on your pages before that day: { $link }.
messages-email-account_erase-subject = Your account and your data will be erased
messages-email-account_erase = The time for which your remote follow-up account is kept comes to its end. The account and its data will be erased on { $day }, for good. If you wish to keep them, say so on your pages before that day: { $link }.
messages-email-call_us-subject = Please call your team back
messages-email-call_us = { $phone ->
    [none] Your team would like to speak to you. Please call back.
   *[other] Your team would like to speak to you. Please call back on { $phone }.
 }

messages-app-survey_open = Your weekly questionnaire is waiting for you.
messages-app-reminder = Your weekly questionnaire is still waiting for you.
messages-app-second_reminder = Without your answers to the weekly questionnaire, your team may call you.
messages-app-reminder_now = Your team is waiting for your answers to the weekly questionnaire.
messages-app-follow_up_ended = Your remote follow-up ended on { $day }. Nobody reads your answers any more, and no further questionnaire will be sent to you. Your care goes on with your team or with the professionals of your choice; this service does not replace medical follow-up. To ask why, or to have a copy of your data: “Contact us”. In an emergency, call 15.
messages-app-account_archive = Your account is not used any more and will be archived on { $day }. If you wish to keep it, say so in “My choices” before that day.
messages-app-account_erase = Your account and its data will be erased on { $day }, for good. If you wish to keep them, say so in “My choices” before that day.
messages-app-call_us = { $phone ->
    [none] Your team would like to speak to you. Please call back.
   *[other] Your team would like to speak to you. Please call back on { $phone }.
 }
