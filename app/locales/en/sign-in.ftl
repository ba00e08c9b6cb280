# Signing in, and the demo people

sign-in-title = Sign in
sign-in-why = Sign in first, then go on.
sign-in-why-typed = Sign in first, then go on. Everything you typed is kept.
sign-in-phone = Mobile number
sign-in-phone-hint = We send a code to it, for signing in and nothing else
sign-in-send = Send the code
sign-in-sent = The code went to { $phone }. It is good for { $minutes }.
sign-in-code = Six-digit code
sign-in-enter = Sign in
sign-in-again = Another number, or a new code
sign-in-message = [Sandan] Your code is { $code }, good for 5 minutes. If you did not ask for it, just ignore this.
sign-in-demo = This is a demonstration: choose somebody to sign in as
sign-in-demo-codes = This is a demonstration: see the codes that were sent
notice-signed-out = You are signed out.

demo-title = Demo people
demo-lead = All of them are made up. One tap signs you in as that person; to see several work together, use several browser windows.
demo-more = { $count } more
demo-codes = Codes sent last
