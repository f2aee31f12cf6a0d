"""Opens the record of one patient outside one's units, for an hour and with a reason (R-AZ-09)."""
