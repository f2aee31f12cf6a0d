# Delivery to the record in the settings of the centre: where documents go, and whether it works.
delivery-card = Delivery to the hospital record
delivery-card-explained = Where the reports asked for to the hospital record go, and those at the end of a follow-up. Only destinations that the operator permits are possible; secrets are written and never read again.
delivery-title = Delivery to the hospital record
delivery-off = Off
delivery-on = On · { $way }
delivery-paused = Paused · { $way }
delivery-where = { $place } · format { $format }
delivery-secrets = Secrets that are set: { $names }
delivery-secret-password = password
delivery-secret-private_key = private key
delivery-secret-token = token
delivery-changed = Since { $when }, by { $by }
delivery-forbidden = Destination not permitted by the operator
delivery-forbidden-why = Nothing leaves: choose another destination, or ask the operator for this one.
delivery-places = Permitted by the operator
delivery-places-none = No destination: ask the operator of the service to permit one.
delivery-waiting = { $count ->
    [0] No document waits
    [one] { $count } document waits
   *[other] { $count } documents wait
}
delivery-waiting-since = { $count ->
    [one] { $count } document waits, since { $since }
   *[other] { $count } documents wait, the oldest since { $since }
}
delivery-blocked = { $count ->
    [one] { $count } blocked
   *[other] { $count } blocked
}
delivery-failed = { $count ->
    [one] { $count } failure
   *[other] { $count } failures
}
delivery-unanswered = { $count } not acknowledged
delivery-last-sent = last one sent { $at }
delivery-try = Try it out
delivery-trying = Trying: up to a minute
delivery-nothing-to-try = Choose a destination first.
delivery-trial-none = The trial said nothing
delivery-trial-works = Trial passed: the destination answers and takes our documents
delivery-trial-took = In { $ms } ms, without any patient.
delivery-trial-failed = Trial failed: { $why }
delivery-trial-reached = Trial: the address answers and lets us in
delivery-trial-reached-why = It refuses the text of the trial, as an interface that takes only documents does. The first delivery will tell whether it takes those.
delivery-trial-busy = Somebody is trying it already. Try again in a few seconds.
delivery-trial-lost = The answer of the service was lost. Try again in a minute.
delivery-look-away = Address, port or firewall: nothing answered in time.
delivery-look-slowed = The destination is there, but asks to come back later.
delivery-look-not_allowed = Account, password, key, or the right to write in this folder.
delivery-look-not_trusted = Certificate, authority or key of the server: not those that are set here. Do not accept the new ones without asking their operator.
delivery-look-wrong_place = This folder, address or mailbox does not exist there.
delivery-look-no_space = The disk of the destination is full.
delivery-look-refused = The destination has seen the trial and does not take it.
delivery-look-not_understood = It answers something that no record answers: a web page, a proxy?
delivery-look-taken_name = Another file, or a link, has the name of the trial.
delivery-look-not_permitted = The operator does not permit this destination, or no longer does.
delivery-look-internal = An error of the service: the operator's log says more.

# The dialog.
delivery-field-way = Way of delivery
delivery-way-off = Off
delivery-way-folder = Folder of the server
delivery-way-sftp = SFTP
delivery-way-https = HTTPS
delivery-way-smtp = Secure health mail
delivery-about-off = Nothing leaves for the record. Exports are saved as files, the end of follow-up report stays with the patient, and what waited goes on waiting.
delivery-about-nowhere = The operator of the service permits no destination for this centre: ask for one.
delivery-about-folder = One file for each document, vigie-<identifier>, laid down whole in a folder of the service's machine.
delivery-about-sftp = One file for each document, vigie-<identifier>, laid down whole on a server whose key is known beforehand.
delivery-about-https = One document for each request, with its identifier as Idempotency-Key. TLS 1.2 or later, no redirect is followed.
delivery-about-smtp = One IHE XDM envelope for each mail, to the mailbox of the record. The subject of the mail names the patient, as its form asks for.
delivery-field-format = Format of the documents
delivery-field-forgets = Forget the secrets that are set and not typed again
delivery-field-on = On (unticked: everything waits)
delivery-secret-set = Set: leave empty to keep it. It is forgotten when the destination or the account changes.
delivery-secret-unset = Not set yet
delivery-field-folder-place = Permitted folder
delivery-field-folder-below = Folder below it
delivery-hint-folder-below = Empty: the folder itself
delivery-field-folder-awaits_acknowledgement = The record acknowledges (a file .ack or .err beside the document)
delivery-field-sftp-place = Permitted server
delivery-field-sftp-path = Folder on that server
delivery-hint-sftp-path = From the root: /depot/vigie
delivery-field-sftp-user = Account
delivery-hint-sftp-user = The one that the server gave to Vigie
delivery-field-sftp-host_key = Public key of the server
delivery-hint-sftp-host_key = ssh-ed25519 AAAA…, asked of its operator
delivery-field-sftp-password = Password
delivery-field-sftp-private_key = Private key (OpenSSH, without a passphrase)
delivery-field-sftp-awaits_acknowledgement = The record acknowledges (a file .ack or .err beside the document)
delivery-field-https-place = Permitted address
delivery-field-https-below = Rest of the address
delivery-hint-https-below = Empty: the address itself
delivery-field-https-method = Request
delivery-method-post = POST
delivery-method-put = PUT, with the identifier at the end of the address
delivery-field-https-token = Token (Bearer)
delivery-field-https-authority = Certificate of the authority (PEM)
delivery-hint-https-authority = empty: the authorities that the system knows
delivery-field-smtp-place = Permitted gateway
delivery-field-smtp-recipient = Mailbox of the record
delivery-hint-recipient = Permitted: { $mailboxes }
delivery-field-smtp-sender = Mailbox of the sender
delivery-hint-smtp-sender = The address of Vigie on this gateway
delivery-field-smtp-security = Encryption
delivery-security-tls = TLS
delivery-security-starttls = STARTTLS
delivery-security-none = None, on this machine only
delivery-field-smtp-user = Account
delivery-hint-smtp-user = Empty: the gateway asks for none
delivery-field-smtp-password = Password
delivery-field-smtp-authority = Certificate of the authority (PEM)
delivery-hint-smtp-authority = empty: the authorities that the system knows
delivery-refused-not-permitted = The operator does not permit this destination.
delivery-refused-required = To be filled in.
delivery-refused-wrong-format = This destination does not take this format.
delivery-refused-invalid = This cannot be read, or is not allowed here.
delivery-refused-shape = This has not the form that is expected.
delivery-refused-stale = Somebody has changed these settings meanwhile. Close, read the card again, then start anew.
delivery-refused-fields = A field is not accepted: see what is said under it.
