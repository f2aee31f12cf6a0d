# Temps et durées.
time-yesterday = hier { $time }
time-tomorrow = demain { $time }
time-overdue = En retard { $duration }
time-left = reste { $duration }
time-age = { $years ->
    [one] { $years } an
   *[other] { $years } ans
}
