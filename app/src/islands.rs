//! The only code that runs in the browser. Every island stands in a page that works without it.
