# When something cannot be done: why, and what to do next

error-sign-in-first = Please sign in first. Everything you typed is kept.
error-not-found = Not found. One digit may be wrong; please compare it with the slip.
error-fields = A few things need another look.
error-taken = { $by } has just accepted this one. There are others in the hall.
error-changed-meanwhile = Somebody else changed this slip a moment ago. Please look at how it stands now, then decide.
error-not-sent = The message could not be sent. Please try again in a minute.
error-ours = Something went wrong on our side. Please try again in a few minutes.
error-reference = Something went wrong on our side. Please try again in a few minutes. If you call about it, the reference is { $reference }.

denied-not-your-role = The role you act in does not do this. If you hold another one, switch to it first.
denied-not-your-area = This slip belongs to another grid; its own workers take care of it.
denied-own-request = You ordered this yourself, so somebody else must do it.
denied-not-your-request = Only the person who ordered it can do this.
denied-not-your-work = Only the person who accepted it can do this.
denied-own-work = You did this work, so somebody else verifies it.
denied-given-to-another = This slip was given to somebody else.

refusal-service-retired = This service has ended. Please look at the others, or choose “Other”.
refusal-already-accepted = Somebody has accepted this slip already.
refusal-already-done = This step was done already.
refusal-not-now = This cannot be done while the slip stands where it stands. Please look at how far it is.
refusal-cannot-be-given = This slip cannot be given to that person. Please choose another.
refusal-rating-over = The time for rating is over.

shop-refusal-retired = This is not offered any more.
shop-refusal-sold-out = Nothing is left of it. Please look again in a few days.
shop-refusal-too-few-points = You need { $short } more points.
shop-refusal-already-redeemed = This voucher was redeemed on { $at }.
shop-refusal-already-cancelled = This voucher was given back, and the points returned to its owner.
shop-refusal-has-expired = This voucher has run out, and the points returned to its owner.
shop-refusal-not-yet = This voucher has not run out yet.

code-none = Please ask for a code first.
code-run-out = The code has run out. Please ask for a new one.
code-too-many-tries = Too many tries. Please ask for a new code.
code-wrong = That is not the code. You can try { $left } more times.
code-too-soon = A code was sent a moment ago. You can ask again in { $seconds } seconds.
code-too-many = Too many codes were asked for. Please try again in an hour.

fault-missing = Please fill this in
fault-too-long = { $has } characters; at most { $most } fit
fault-unprintable = There is a character that cannot be shown. Please delete it
fault-phone = A mobile number has 11 digits and begins with 1
fault-not-a-choice = Please choose one of those offered
fault-short-name = Small letters, digits and dashes only, and not “new”
fault-out-of-range = Please give a number from { $least } to { $most }
fault-check-digit = The number is not right; one digit may be wrong
fault-taken = This exists already; please choose another

photo-not-a-picture = This is not a picture we can read. Please use JPEG, PNG or WebP
photo-heic = This is a HEIC picture. On an iPhone choose “Most Compatible” under Settings, Camera, Formats, or send a screenshot
photo-too-large = A picture can be { $most } MB at most
photo-too-many-pixels = The picture is too large. Please make it smaller, or send a screenshot
photo-too-many = At most { $most } pictures; the others were left out

page-not-found-title = There is no such page
page-not-found-lead = The address may be wrong, or the page is not yours to see.
page-closed-title = This is not yours to do
page-broken-title = Something went wrong
page-broken-lead = It is our fault, and it was written down. Please try again in a few minutes. If you call about it, the reference is { $reference }.
page-refused-title = Not possible now
page-elsewhere-title = This way
page-elsewhere-link = Go on
page-to-home = To the front page
