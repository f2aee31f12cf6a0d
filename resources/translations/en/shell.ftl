shell-title = Vigie · { $screen }
shell-rail = Screens
shell-rail-triage = Triage
shell-rail-waiting = { $count ->
    [one] { $count } patient to see
   *[other] { $count } patients to see
}
shell-top-bar = Centre, monitoring and user
shell-units-all = All units
shell-surveillance = Monitoring: partial check
shell-surveillance-age = Monitoring: partial check · { $age }
shell-surveillance-described = The end-to-end check does not exist yet. The age is that of the last exchange with the service.
shell-offline = Offline
shell-offline-age = Offline · last contact { $age }
shell-offline-banner = Offline since { $since }. Copy from { $copy }. Reading only.
shell-offline-banner-bare = Offline since { $since }. Reading only.
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
shell-toast-undo = Undo
shell-refused-no-right = Your role opens no screen of this version.
shell-refused-no-right-body = Triage is for the nurses and oncologists of the centre. Ask the administrator if this is a mistake.
shell-ago = { $duration } ago
shell-rail-escalated = { $count ->
    [one] { $count } question for you
   *[other] { $count } questions for you
}
