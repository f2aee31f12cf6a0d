# Times and durations.
time-yesterday = yesterday { $time }
time-tomorrow = tomorrow { $time }
time-overdue = Overdue { $duration }
time-left = { $duration } left
time-age = { $years } y
