shell-title = Vigie · { $screen }
shell-rail = Screens
shell-rail-triage = Triage
shell-rail-settings = Settings
shell-rail-waiting = { $count ->
    [one] { $count } patient to see
   *[other] { $count } patients to see
}
shell-top-bar = Centre, monitoring and user
shell-units-all = All units
shell-surveillance-awaited = Monitoring: first check awaited
shell-surveillance-ok = Monitoring OK · { $age }
shell-surveillance-partial = Monitoring: partial check · { $age }
shell-surveillance-late = Monitoring: last check { $age }
shell-surveillance-down = Monitoring down for { $duration }. Tell the administrator.
shell-surveillance-never = Monitoring not proved. Tell the administrator.
shell-surveillance-gap = { $count ->
    [one] Monitoring: { $count } gap found. See the technical alert.
   *[other] Monitoring: { $count } gaps found. See the technical alerts.
}
shell-surveillance-described = Every minute a trial answer goes the whole way to the queue; every hour an invented patient sends an answer. The age is that of the last proof, measured by this workstation.
shell-part-late = Late: { $part }
shell-part-down = Not working: { $part }
shell-part-low = Running out: { $part }
shell-part-name-worker = scheduled work of the service
shell-part-name-pipeline = trial answer of every minute
shell-part-name-canary = invented patient of every hour
shell-part-name-reconciler = reconciliation of answers and alerts
shell-part-name-heartbeat = message to the outside address
shell-part-name-storage = room on the disk of the service
shell-offline = Offline
shell-offline-age = Offline · last contact { $age }
shell-offline-banner = Offline since { $since }. Copy from { $copy }. Reading and drafts only.
shell-offline-banner-bare = Offline since { $since }. Reading and drafts only.
shell-closed-banner = Service closed, reopens { $when }. Response times are suspended.
shell-closed-banner-bare = Service closed. Response times are suspended.
shell-demonstration = DEMONSTRATION
shell-demonstration-described = Invented patients, demonstration clock
shell-user-menu = Menu of { $name }, { $role }
shell-theme = Theme
shell-theme-system = System
shell-theme-light = Light
shell-theme-dark = Dark
shell-language = Language
shell-language-fr = Français
shell-language-en = English
shell-density = Density
shell-density-comfort = Comfort
shell-density-compact = Compact
shell-text-size = Text size: { $percent }%
shell-text-larger = Larger text
shell-text-smaller = Smaller text
shell-text-default = Default size
shell-sign-out = Sign out
shell-previous-sign-in = Last sign-in: { $when }
shell-recovery-codes-left = { $count ->
    [0] You have no recovery code left. Make new ones.
    [one] You have { $count } recovery code left.
   *[other] You have { $count } recovery codes left.
}
shell-toast-undo = Undo
shell-refused-no-right = Your role opens no screen of this version.
shell-refused-no-right-body = Triage is for the nurses and oncologists of the centre. Ask the administrator if this is a mistake.
shell-ago = { $duration } ago
shell-rail-escalated = { $count ->
    [one] { $count } question for you
   *[other] { $count } questions for you
}
shell-drafts = { $count ->
    [one] One draft to read again.
   *[other] { $count } drafts to read again.
}
shell-drafts-back = { $count ->
    [one] Connected again · one draft to read again.
   *[other] Connected again · { $count } drafts to read again.
}
shell-drafts-read = Read again
shell-rail-silence = No answer
shell-rail-silent = { $count ->
    [0] no silent patient
    [one] { $count } silent patient
   *[other] { $count } silent patients
}
