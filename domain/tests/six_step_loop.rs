//! The six-step loop: every verb, by everybody, in every state, as a table that is meant to be read (`table.txt`); and what
//! follows when somebody sits on a slip.
//!
//! If a change of the table is wanted, run the test with `UPDATE=1` and read the difference.

mod alarm;
mod courses;
mod joined;
mod limits;
mod scene;
mod table;
mod trace;
mod waits;
mod walk;
