several-chosen = { $count } Info alerts chosen ({ $most } at most)
several-acknowledge = Acknowledge the { $count }
several-leave = Only one
several-only-acknowledge = With several alerts chosen, Acknowledge is the only act.
several-done = { $count ->
    [one] Acknowledged: { $count } Info alert.
   *[other] Acknowledged: { $count } Info alerts.
}
several-undone = { $count ->
    [one] Taken back: { $count } alert waits again.
   *[other] Taken back: { $count } alerts wait again.
}
several-not-done = { $count ->
    [one] { $count } alert was not acknowledged.
   *[other] { $count } alerts were not acknowledged.
}
several-not-undone = { $count ->
    [one] { $count } acknowledgement could not be taken back.
   *[other] { $count } acknowledgements could not be taken back.
}
several-level = Only Info alerts can be chosen together. { $name } has another level.
several-several-alerts = { $name } has several alerts: read them one by one.
several-state = { $name } does not wait to be acknowledged.
several-claimed = A colleague is working on { $name }.
several-under-way = { $name } has just changed: nothing can be done there now.
several-too-many = At most { $most } alerts can be chosen together.
