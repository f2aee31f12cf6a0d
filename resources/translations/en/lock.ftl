# The locked screen.
lock-screen = Locked screen
lock-window = Vigie · Session locked
lock-title = Session locked: { $name }
lock-now = Lock
lock-soon = Locking in 30 s, press a key
lock-unlock = Unlock
lock-switch = Switch user
lock-refused = Password not recognised. Check what you typed and try again.
lock-unreachable = Server unreachable: the password cannot be checked. The session stays locked.
lock-counts = { $overdue } overdue · { $todo } to do
