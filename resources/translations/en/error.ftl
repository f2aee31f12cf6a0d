# What failed, and what to do.
error-offline = The service cannot be reached. Check the hospital network, then try again.
error-sign_in_needed = The session has ended. Sign in again.
error-session_idle = Session closed after a long time without activity. Sign in again.
error-refused = The service refused. Code { $code }.
error-forbidden = You have no access to this. Ask the centre's administrator.
error-not_found = Not found, or not in your unit.
error-too_many_requests = Too many requests. Try again in a moment.
error-busy = The service is busy. Try again in a moment. Code { $code }.
error-incompatible = This version of the console does not understand the service. Code { $code }.
error-unexpected = An unexpected error happened. Code { $code }.
