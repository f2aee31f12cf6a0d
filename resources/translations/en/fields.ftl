# What is missing or wrong in a field.
fields-missing = to be filled in
fields-no-date = not a date
fields-whole-date = day, month and year
fields-no-number = not a number
fields-out-of-bounds = between { $least } and { $most }
fields-too-long = too long
fields-no-time = not a time
