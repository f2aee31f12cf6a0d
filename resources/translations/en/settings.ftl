# The settings screen.
settings-title = Settings
settings-section-appearance = Appearance
settings-section-language = Language and formats
settings-section-keyboard = Keyboard
settings-section-security = Security
settings-theme = Theme
settings-theme-explained = System follows the workstation. Default: System.
settings-density = Density
settings-density-explained = Height of the rows of the list. Default: Comfort.
settings-size = Text size
settings-size-explained = On top of the scaling of the workstation, 90 to 200%. Default: 100%.
settings-sample = “KERMARREC Jeanne, 67 years, diarrhoea ≈ 3”
settings-language = Language
settings-language-explained = Of the screens; patients' words stay in theirs. Default: French.
settings-letters = Single letters
settings-letters-explained = A, P, T… as commands in the list and the detail. Default: on.
settings-letters-on = On
settings-letters-alt = With Alt
settings-letters-off = Off
settings-idle = Lock when idle
settings-idle-explained = The screen locks when nobody touches the workstation.
settings-idle-minutes = { $count ->
    [one] After { $count } minute
   *[other] After { $count } minutes
}
settings-of-centre = Set by the centre
settings-defaults = Restore defaults
settings-defaults-explained = Theme, density, text size, letters and sound; the language stays.
settings-section-triage = Triage
settings-sound = Sound
settings-sound-explained = Tells of a new technical or critical alert; played once when you switch it on. Default: off.
settings-sound-off = Off
settings-sound-on = On
