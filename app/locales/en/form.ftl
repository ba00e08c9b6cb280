# What all forms have in common

form-optional = optional
form-most = At most { $most } characters
form-errors = { $count ->
    [1] One thing needs another look
   *[other] { $count } things need another look
}
form-sheet-errors = { $count ->
    [one] Not taken: one thing in the table is wrong
   *[other] Not taken: { $count } things in the table are wrong
}
form-fault = { $label }: { $fault }
form-back = Not sent yet. You are signed in and everything you typed is here: look it over, then send it with the button below.
form-back-without-pictures = Not sent yet. You are signed in and everything you typed is here: please choose the pictures again, then send it with the button below.
notice-again = This was done already. Nothing was done a second time.
notice-again-slip = You sent this already: it is slip { $number }. Nothing was done a second time.
form-too-large = That was more than we can take in. At most { $photos } pictures of { $most } MB each; please choose fewer and send it again.
form-unreadable = The form did not arrive. Please send it again.
form-photos-hint = At most { $most }; take them now or choose from the album
form-photos-needed = One at least, { $most } at most
form-photo-taken = A picture we already have
instead-title = Not sent yet, and all you typed is on this page
instead-lead = Nothing is lost. Leave this page open and press “Send again” in a while, without typing anything again. You can also copy the words below.
instead-send = Send again
