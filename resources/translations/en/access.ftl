# One's own security: open sessions, recovery codes.
access-sessions = My sessions
access-sessions-explained = The sessions open in your name. End one that you do not recognise: it stops at its next request.
access-session-this = This session
access-session-same-device = Another session on this workstation
access-session-known-device = Another workstation, known since: { $since }
access-session-device = Workstation known since: { $since }
access-session-no-device = A workstation that did not name itself
access-session-where = { $role } · { $centre }
access-session-where-network = { $role } · { $centre } · network { $network }
access-session-times = Opened: { $started } · last activity: { $last }
access-session-end = End
access-session-end-named = End the session: { $session }
access-end-others = End all others
access-ending = Ending…
access-refresh = Refresh
access-none-other = No other session is open.
access-ended = { $count ->
    [0] Nothing to end: these were over already.
    [one] { $count } session ended.
   *[other] { $count } sessions ended.
}
access-end-failed = Not ended. { $text }
access-end-unknown = The answer was lost. The list, read again, tells what is still open.
access-copied = { $when }: somebody else may have used one of your sessions, which was ended. End those that you do not recognise and tell the administrator.
access-copied-banner = { $when }: one of your sessions was ended, somebody else may have used it.
access-see-sessions = See my sessions
access-loading = Loading…
access-offline = Offline: this cannot be done now.
access-unread = Not available. { $text }
access-stale = What is shown is out of date. { $text }
access-retry = Try again
access-codes = Recovery codes
access-codes-explained = When your phone is missing, a recovery code stands in for the authenticator application. Each works once.
access-codes-left = { $count ->
    [0] No code left
    [one] { $count } code left
   *[other] { $count } codes left
}
access-codes-made = Made: { $when }
access-codes-never = No code has been made yet
access-codes-make = Make ten codes
access-codes-making = Making…
access-codes-confirm = { $count ->
    [one] The code that is left will open nothing any more. Make ten new ones?
   *[other] The { $count } codes that are left will open nothing any more. Make ten new ones?
}
access-codes-confirm-yes = Make them
access-codes-confirm-no = Do not
access-codes-shown = Your ten codes, shown this once
access-codes-shown-explained = Copy them onto paper or into a password manager, away from this workstation. They disappear when you leave the settings. The codes before them open nothing any more.
access-codes-copy = Copy for a minute
access-codes-copied = Codes copied. The clipboard will be emptied in a minute.
access-codes-kept = I have kept these codes
access-codes-unseen = Ten codes were made but the answer was lost: nobody has seen them, and those before them open nothing any more. Make ten others.
access-codes-unknown = The answer was lost: ten codes may have been made, and those before them may open nothing any more.
access-codes-find-out = Find out
access-codes-failed = No code was made, those before still work. { $text }
access-failures = Failed attempts to sign in
access-failures-none = None in the last three months.
access-failures-since = { $count ->
    [one] One failed attempt since your sign-in before this one. Was it not you? Tell your administrator.
   *[other] { $count } failed attempts since your sign-in before this one. Was it not you? Tell your administrator.
}
access-failures-burst = { $count } failures within { $minutes } minutes, the last one { $when }: somebody may be guessing.
access-failures-more = and { $count } before
access-failure-password = password
access-failure-code = code
access-failure-recovery_code = recovery code
access-failure-unfinished = password right, no code
access-failure-provider = Pro Santé Connect
access-failure-secret = code sent by e-mail
access-failure-known = known workstation
access-failure-unknown = other workstation
access-failure-network = network { $network }
