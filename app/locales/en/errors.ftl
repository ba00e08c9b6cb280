# When something cannot be done: why, and what to do next

error-sign-in-first = Please sign in first. Everything you typed is kept.
error-not-found = Not found. One digit may be wrong; please compare it with the slip.
error-fields = A few things need another look.
error-taken = { $by } has just accepted this one. There are others in the hall.
error-changed-meanwhile = Somebody else changed this slip a moment ago. Please look at how it stands now, then decide.
error-connections = There are too many connections from where you are; please try again in { $seconds } seconds. If you had just filled in a form, the Back button leads to it.
error-not-sent = The message could not be sent. Please try again in a minute.
error-ours = Something went wrong on our side. Please try again in a few minutes.
error-reference = Something went wrong on our side. Please try again in a few minutes. If it fails again, tell your grid worker or the community office the reference { $reference } and what you were doing.

denied-not-your-role = The role you act in does not do this. If you hold another one, switch to it first.
denied-not-your-area = This slip belongs to another grid; its own workers take care of it.
denied-own-request = You ordered this yourself, so somebody else must do it.
denied-not-your-request = Only the person who ordered it can do this.
denied-not-your-work = Only the person who accepted it can do this.
denied-own-work = You did this work, so somebody else verifies it.
denied-given-to-another = This slip was given to somebody else.
denied-not-high-enough = The level above whoever assigned it decides this.
denied-not-your-unit = This slip was not given to your unit.
denied-concerned = You checked, assigned, handled or verified this slip, so somebody else looks into the bad rating.
denied-own-post = Nobody gives themselves a post. Another administrator can.
denied-last-administrator = This is the last administrator of the district. Please appoint another one first.

refusal-service-retired = This service has ended. Please look at the others, or choose “Other”.
refusal-not-admitted = This kind of case has not passed its review yet and cannot be ordered.
refusal-already-accepted = Somebody has accepted this slip already.
refusal-already-done = This step was done already.
refusal-not-now = This cannot be done while the slip stands where it stands. Please look at how far it is.
refusal-cannot-be-given = This slip cannot be given to that person. Please choose another.
refusal-rating-over = The time for rating is over.
refusal-return-decided = The level above has decided that your unit keeps it.
refusal-limit-over = The limit is over, so no more time can be asked for. Please finish soon; you can say how it stands as progress.
refusal-day-out-of-reach = That day is too early or too far: it lies after today and after the limit, within a year.
refusal-nothing-open = Nothing waits for an answer or a decision; somebody else may have given it.
refusal-cannot-be-merged = A slip is merged into an earlier one of the same grid that is not closed; one that has others in it, or is a part, is not merged.
refusal-cannot-be-split = It takes two parts or more, and a part is not split again.
refusal-picture-missing = This kind of case is proved by a picture. Please add one at least.
refusal-proof-missing = A check of this kind of case is proved: add a picture from the spot, or write how you asked the resident and what was said.
refusal-second-reviewer = Another member of staff has to say so.
refusal-already-explained = A rating is called a mistake only once. If it is so, the work is done again; if it is meant to harm, two people have to say so.
refusal-objection-over = The time to say that it is not done is over. Please order again.

shop-refusal-retired = This is not offered any more.
shop-refusal-sold-out = Nothing is left of it. Please look again in a few days.
shop-refusal-too-few-points = You need { $short } more points.
shop-refusal-already-redeemed = This voucher was redeemed on { $at }.
shop-refusal-already-cancelled = This voucher was given back, and the points returned to its owner.
shop-refusal-has-expired = This voucher has run out, and the points returned to its owner.
shop-refusal-not-yet = This voucher has not run out yet.

review-under-way = A version of it waits for its review. It can be changed once that is over.
review-too-few = A review takes at least { $least } people
review-own-proposal = Who proposes it does not review it
review-over = The review is over.
review-already-said = You have given your verdict on this already.
review-was-declined = Its review declined this version. Change it and propose it again.

code-none = Please ask for a code first.
code-run-out = The code has run out. Please ask for a new one.
code-too-many-tries = Too many tries. Please ask for a new code.
code-wrong = That is not the code. You can try { $left } more times.
code-too-soon = A code was sent a moment ago. You can ask again in { $seconds } seconds.
limit-codes-phone = Too many codes were asked for with this number today.
limit-codes-all = Too many people are asking for codes right now.
limit-busy = Too many people are here right now, and nothing more can be kept for a while.
limit-too-long = This is too long to be kept for you.
limit-typed = Too many forms were not taken today, and nothing more can be kept for you.
limit-orders-open = Many of your slips are still under way. Please wait until some of them are done. If it is urgent, call 12345 or the number on the grid's page.
limit-orders = You have placed enough slips in this hour. If it is urgent, call 12345 or the number on the grid's page.
limit-orders-grid = This grid has been given too many slips in this hour. If it is urgent, call 12345 or the number on the grid's page.
limit-voucher-codes = Too many voucher codes were wrong.
limit-uploads = You are sending other forms with files already. Everything you filled in is here; please send this one when they are done.
limit-files = Too many files are arriving at once. Everything you filled in is here.
limit-again = { $what } Please try again after { $when } (in { $wait }).

fault-missing = Please fill this in
fault-too-long = { $has } characters; at most { $most } fit
fault-unprintable = Character { $place } ({ $code }) cannot be seen and makes the text read differently. Please delete what stands there and type it again
fault-phone = A mobile number has 11 digits and begins with 1
fault-public-phone = Only digits, spaces and dashes, such as 0514-8655 0123
fault-hours = Write hours like this: 08:30-12:00 14:00-18:00
fault-not-a-choice = Please choose one of those offered
fault-short-name = Small letters, digits and dashes only, and not “new” or “import”
fault-out-of-range = Please give a number from { $least } to { $most }
fault-file-too-large = A file may have at most { $most } MB
fault-check-digit = The number is not right; one digit may be wrong
fault-not-a-day = Write the day like this: 2026-11-22
fault-taken = This exists already; please choose another
fault-limit = Write a limit as 2 紧急工作时 (hours round the clock), 4 工作时 (working hours) or 5 工作日 (working days)
fault-limit-fraction = Hours may be halved, working days not
fault-limit-zero = A limit cannot be 0
fault-limit-too-long = A limit is a year at most
fault-before-acceptance = It cannot have to be done before it has to be accepted
fault-nobody-in-post = Nobody who holds a post has this phone
fault-nobody-in-unit = Nobody acts for this unit now; please choose another one

photo-not-a-picture = This is not a picture we can read. Please use JPEG, PNG or WebP
photo-heic = This is a HEIC picture. On an iPhone choose “Most Compatible” under Settings, Camera, Formats, or send a screenshot
photo-too-large = A picture can be { $most } MB at most
photo-too-many-pixels = The picture is too large. Please make it smaller, or send a screenshot
photo-too-many = At most { $most } pictures; the others were left out
photo-empty = Picture { $place } is empty: there is nothing in the file. Please take it again, or choose another
photo-not-arrived = Picture { $place } did not arrive. Please choose it again

page-not-found-title = There is no such page
page-not-found-lead = The address may be wrong, or the page is not yours to see.
page-closed-title = This is not yours to do
page-other-post-title = This is for another post of yours
page-other-post-lead = You act as { $acting } now. This page is for you as { $post }.
page-other-post-do = Switch, and go on
page-broken-title = Something went wrong
page-broken-lead = It is our fault, and it was written down. Please try again in a few minutes. If it fails again, tell your grid worker or the community office the reference { $reference } and what you were doing.
page-refused-title = Not possible now
page-elsewhere-title = This way
page-elsewhere-link = Go on
page-to-home = To the front page

sheet-line = Line { $line }: { $what }
sheet-cell = Line { $line }, { $column }: { $what }
sheet-more = { $count ->
    [one] And one more.
   *[other] And { $count } more.
}
sheet-unreadable = This file cannot be read. Save it as CSV in the spreadsheet program and hand it in again.
sheet-header = The first line must be exactly { $expected }; download a file and change that.
sheet-empty = There is nothing below the first line.
sheet-too-many-rows = There are more than { $most } rows; hand them in as several files.
sheet-columns = has { $has } columns instead of { $expected }; put cells with a comma into quotation marks
sheet-spoilt = “{ $text }” is a code that the spreadsheet program spoilt; format the column as text and type it again
sheet-unknown = there is no “{ $text }”; it may be misspelt
sheet-unfit = “{ $text }” cannot stand here: retired, voided, or not for this area
sheet-twice = says the same as line { $first }
