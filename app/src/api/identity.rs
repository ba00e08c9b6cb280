//! Forms about who one is: signing in and out, posts, sessions.
