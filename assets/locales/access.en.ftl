# Texts of one's own sign-in, of requests, sharing and why, in English. Keys are the same in every language.

# Invitation, password, code app, recovery codes

place-enrol = Invitation
place-credentials = Password and code app
place-codes = Recovery codes
place-my-sign-in = My sign-in
place-notices = Please look
enrol-title = An invitation
enrol-lead = Type or paste the code that you were given. It holds for one person and once.
enrol-code = Invitation code
enrol-code-needed = Type the code of the invitation first.
enrol-welcome = Welcome to { $office }, { $name }
enrol-over = Nothing was typed for a while, so what was secret is gone. Begin again with the invitation.
enrolled = You have joined. Sign in now with your password and a code.
password-title = Change the password
password-lead = Choose a password of at least { $least } characters. A few words in a row are easy to remember; paste works.
password-current = Current password
password-new = New password
password-again = Once more
password-length = { $count } of at least { $least } characters
password-weak = easy to guess
password-fair = could be better
password-good = good
password-strong = strong
password-suggested = Suggested, and filled in. Write it down until you know it:
password-changed = The password is changed.
key-title = Add an SSH key
key-lead = Paste the one line of the file that ends in .pub, such as ~/.ssh/id_ed25519.pub. To make a key: ssh-keygen -t ed25519. PuTTYgen shows the line in its window.
key-line = Public key
key-label = Label
key-added = The key is added: from now on it lets you in.
app-title = A new code app
app-lead = The codes of the app that you have now end, and so do the recovery codes: you get new ones.
app-scan = Scan the picture with the code app on your phone, or type this secret into it:
app-type = Type this secret into the code app on your phone. In a larger window there is a picture to scan.
app-prove = Then type the six digits that the app shows now:
app-code-needed = Type the six digits first.
app-changed = The code app is changed.
codes-lead = Each of these lets you in once, in place of a code of the app: for the day when the phone is lost. Write them on paper and lock it away. They are not shown again.
codes-written = When they are on paper, press { $key }.

# My sign-in

own-codes = { $count ->
    [0] No recovery codes are left: set up the code app anew to get new ones.
    [one] { $count } recovery code is left.
   *[other] { $count } recovery codes are left.
}
own-sessions = Open sessions
own-since = Since
own-seen = Last seen
own-from = From
own-keys = SSH keys
own-added = Added
own-used = Last used
own-never = never
own-fingerprint = Fingerprint
own-no-keys = None yet. With one you come in over the network.
own-key-sure = Removing { $name } ends your other sessions. Press { $key } again to do it.
own-key-removed = The key is removed.
own-events = Lately
own-this = this one
own-other = another one
own-ended = The session is ended.
notices-not-you = If that was not you: { $key } shows your sessions and changes the password. Tell the admin, too.

# Asking for more, sharing, looking as a role

place-ask = Request
ask-title = Ask to see: { $field }
ask-who = Those who may approve it see this in Today. It goes into the log.
asked = Asked. Those who may approve it see it in Today.
place-sharing = Sharing
place-share-form = Share with
share-private = Private: only the owner and the members below see this customer.
share-open = Not private: whoever reaches it by role sees this customer.
share-none = Shared with nobody. { $key } shares it with a member.
share-view-only = look only
share-edit = look and edit
share-level = May
share-days = Days
share-days-lead = empty: until taken back
share-bad-days = Type whole days, { $most } at the most, or nothing.
share-done = It is shared.
form-locked = You may not change this field. { $key } says why.
limits-by-program = In this mode only this program limits the tries: whoever holds the keys of the file could try numbers without it.
place-preview = Look as role
preview-title = as role: { $role }
preview-begun = You look as { $role } would, with no more than your own rights. Nothing can be changed. { $key } ends it.
preview-ended = You look as yourself again.

# Why

place-why = Why
denied-why = { $key } says why.
why-allowed = You may do this.
why-refused = You may not do this.
why-role = Your role { $role } gives it { $reach }.
why-reach-none = not at all
why-reach-own = for your own customers
why-reach-department = for your department
why-reach-all = for all customers
why-field-none = Your role does not see this field at all.
why-field-masked = Your role sees the mask of this field.
why-field-lookup = Your role may check this field and search by it.
why-field-reason = Your role sees this field with a reason.
why-field-reveal = Your role sees this field.
why-grant = Your grant no. { $number }, by { $issuer }, holds { $reach }.
why-stand-in = You stand in, by grant no. { $number } of { $issuer }, { $reach }.
why-until = It ends on { $moment }.
why-key-held = You hold the key of the class { $class }.
why-key-waiting = The key of the class { $class } is granted: somebody who holds it still has to give it.
why-key-none = You do not hold the key of the class { $class }.
why-lookup-held = You hold the search key of the class { $class }.
why-lookup-waiting = The search key of the class { $class } is granted: somebody who holds it still has to give it.
why-lookup-none = You do not hold the search key of the class { $class }.
why-record-mine = The customer is yours.
why-record-department = The customer belongs to { $department }, where you are.
why-record-other = The customer belongs to { $department }, where you are not.
why-record-private = It is private.
why-record-shared-view = It is shared with you to look at.
why-record-shared-edit = It is shared with you to edit.
why-manner-permitted = The field is edited by members whose role allows it.
why-manner-owner-and-permitted = The field is edited by the customer's owner, and by members whose role allows it.
why-manner-owner-only = The field is edited by the customer's owner alone.
why-quota = Seen without asking: { $hour } of { $hours } in an hour, { $day } of { $days } in a day.
why-approval = { $name } approved your request, until { $moment }.
why-two-persons = A second person has to approve it.
why-preview = You look as { $role }: nothing can be changed.
why-by-cryptography = Upheld by cryptography: without the key nobody reads it.
why-by-server = Upheld by the server: nobody else touches the file.
why-by-program = Upheld by this program alone: who holds the file's key could go round it.
why-rule-customer-list = See the list
why-rule-customer-view = Open the customer
why-rule-customer-lookup = Search exactly
why-rule-customer-create = Add a customer
why-rule-customer-edit = Edit the customer
why-rule-customer-bulk = Change many at once
why-rule-customer-share = Share the customer
why-rule-note-add = Add a note
why-rule-ticket-list = List tickets
why-rule-ticket-view = Open a ticket
why-rule-ticket-create = Create a ticket
why-rule-ticket-edit = Change a ticket
why-rule-ticket-bulk = Change many tickets together
why-rule-ticket-note = Add a note to a ticket
why-rule-ticket-merge = Merge tickets
why-rule-task-view = See tasks
why-rule-task-edit = Add and change tasks
why-rule-note-edit = Change a note
why-rule-customer-merge = Merge customers
why-rule-customer-trash = Use the trash
why-rule-field-view = See
why-rule-field-edit = Edit
why-rule-field-reveal = Reveal
why-rule-field-copy = Copy
why-rule-field-check = Check
why-rule-view-share = Share views
why-rule-access-view = See who looked
why-rule-log-view = Read the log
why-rule-log-export = Export the log
why-rule-import-run = Import
why-rule-import-revert = Undo an import
why-rule-request-approve = Approve requests
why-rule-member-view = See the members
why-rule-member-manage = Manage members
why-rule-role-manage = Manage roles
why-rule-department-manage = Manage departments
why-rule-policy-manage = Set the policy
why-rule-keys-give = Give keys
why-rule-keys-rotate = Change keys
why-rule-review-sign = Sign the review
why-rule-alert-handle = Handle alerts

# Hints and help

do-end-preview = end preview
help-end-preview = Look as yourself again
help-preview = Look at everything as another role would
do-ask-more = ask to see
help-ask-more = Ask to see the selected field
do-share-customer = share
help-share-customer = Make the customer private, or share it with members
do-enrol = invitation
help-enrol = Come in for the first time, with an invitation
do-suggest = suggest one
help-suggest = Have a password suggested
do-written = they are on paper
help-written = They are written down: hide them for good
do-understood = understood
help-understood = I have seen this
do-confirm-ask = ask
help-confirm-ask = Ask for it, with this reason
do-confirm-share = share
help-confirm-share = Share the customer so
do-share-with = share with
help-share-with = Share with one more member
do-private = private
help-private = Private, or not
do-end-share = take back
help-end-share = Share with this member no longer
do-password = password
help-password = Change the password
do-code-app = code app
help-code-app = Set up a new code app; new recovery codes
do-add-key = add a key
help-add-key = Enrol an SSH key of your own
do-remove-key = remove it
help-remove-key = Remove the selected SSH key
do-end-session = end it
help-end-session = End the selected session
do-why = why
help-why = Why something is allowed, masked or refused
do-my-sign-in = my sign-in
help-my-sign-in = My sessions, password, code app, recovery codes

# The line of a server ends
farewell-ended = Your session was ended by an admin. What you were typing is kept as a draft.
farewell-over = Your session has ended: it was too old, or your rights have changed. Connect again to sign in. What you were typing is kept as a draft.
farewell-idle = Nobody used this session for a long time, so it was ended. What you were typing is kept as a draft.
farewell-stopped = The server was stopped. What you were typing is kept as a draft: connect again when it is back.
farewell-fault = Kin stopped on a fault of its own. What was saved is safe. Connect again; if it happens again, tell your admin.
server-stops = The server stops in a few seconds. What you are typing is kept as a draft.
farewell-joined = You have joined. Connect again under your own name to sign in.
farewell-not-joined = The invitation was not used. Connect again as join when you are ready.
message-from = { $name } at { $time }: { $text }
