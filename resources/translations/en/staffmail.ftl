# Mails to professionals; none holds a word about a patient.

staffmail-end = This mail leaves by itself; nobody reads an answer. It holds nothing about a patient.
staffmail-questions = A question: { $email }.
staffmail-invited-subject = Vigie: an account waits for you
staffmail-invited =
    Hello,

    { $centre } opens an account on Vigie for you. The invitation stands for seven days.

    Open Vigie on your workstation, choose "First sign-in" and give your user name: a code that lives for a quarter of an hour will be sent to this address.
staffmail-role-offered-subject = Vigie: a centre offers you a role
staffmail-role-offered =
    { $centre } offers you a role on Vigie. It begins only if you accept it, within seven days: at your next sign-in, choose the role that is marked "invitation".

    You do not work there? Choose your usual role: nothing changes, and the invitation lapses by itself.
staffmail-secret-first-sign-in-subject = Vigie: code for your first sign-in
staffmail-secret-first-sign-in =
    Your code, to be given in Vigie ("First sign-in") within a quarter of an hour:

    { $secret }

    You asked for nothing? Do nothing, and tell your administrator.
staffmail-secret-password-subject = Vigie: code for a new password
staffmail-secret-password =
    Your code, to be given in Vigie ("Forgotten password") within a quarter of an hour:

    { $secret }

    You asked for nothing? Your password stays the same; tell your administrator.
staffmail-secret-factor-subject = Vigie: code for a new authenticator
staffmail-secret-factor =
    Your code, to be given in Vigie ("New authenticator") within a quarter of an hour:

    { $secret }

    You asked for nothing? Nothing has changed; tell your administrator at once.
staffmail-password-changed-subject = Vigie: password changed
staffmail-password-changed =
    The password of your account was just changed, and all its sessions are closed.

    It was not you? Tell your administrator at once.
staffmail-factor-changed-subject = Vigie: authenticator changed
staffmail-factor-changed =
    The authenticator of your account was just changed, and all its sessions are closed.

    It was not you? Tell your administrator at once.
staffmail-rights-changed-subject = Vigie: your rights have changed
staffmail-rights-changed =
    Your rights on Vigie have changed for { $centre }. They hold from your next act on.

    This surprises you? Talk to your administrator.
staffmail-address-changed-subject = Vigie: address changed
staffmail-address-changed =
    The address of your Vigie account is not this one any more ({ $centre }).

    This surprises you? Tell your administrator at once.
staffmail-approval-waits-subject = Vigie: a request waits for your approval
staffmail-approval-waits =
    A request waits for your approval on Vigie for { $centre }. Without an answer it lapses after 24 hours.

    Open Vigie, then "Accounts" and "Approvals".
