# Privacy mode: identities masked (F9).
privacy-banner = Identities masked
privacy-mask = Mask identities
privacy-show = Show identities
privacy-age-label = Age
privacy-text-hidden = Text hidden
privacy-phone-hidden = Number hidden
privacy-hold = Hold to see
privacy-hold-described = The full identity stays in sight for as long as you press.
