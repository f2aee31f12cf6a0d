# The proof of identity that the acts of most weight ask for.
proof-title = Confirm your identity
proof-body = This act asks for an identity confirmed within the last five minutes. Nothing that you typed is lost; the act goes out as soon as your identity is confirmed.
proof-confirm = Confirm
proof-cancel = Cancel
proof-refused = Password or code not recognised. A code works only once: wait for the next one, then try again.
proof-again = You can try again.
proof-unreachable = Server unreachable: your identity could not be checked and nothing was done. Try again when the service answers.
proof-failed = Your identity could not be checked and nothing was done. Try again. Code { $code }
