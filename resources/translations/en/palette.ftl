# The command palette (Ctrl+K).
palette-title = Command palette
palette-open = Search for a command
palette-hint = A command or a screen; > for commands only
palette-none = Nothing by that name here. Delete a few letters.
palette-spoken = { $does }, { $key }
palette-group-commands = Commands
palette-group-screens = Screens
palette-group-help = Help
palette-setting = { $setting }: { $value }
palette-undo = Undo the last action
palette-new = Take in the new ones
palette-filter = Filter
palette-overdue = Next overdue alert
palette-larger = Make text larger
palette-smaller = Make text smaller
palette-usual = Usual text size
palette-drafts = Read the drafts again
