//! Who asks: signing in with a phone and a code, sessions, the post acted in, and what people say of themselves.
//!
//! A browser gets a session when it first needs one (a form that was not taken, a code that was asked for), and a new
//! one when somebody signs in there. The cookie is 32 bytes of chance; the store knows a hash of it. Every request
//! passes [`visit()`], which finds out who asks and in which post.

mod demo;
mod known;
mod me;
mod post;
mod profile;
mod public_phone;
mod seal;
mod send_code;
mod session;
mod sign_in;
mod token;
mod visit;

pub use self::{
    demo::{DemoPerson, demo_codes, demo_people, demo_sign_in},
    me::{HeldPost, Me, me, posts},
    post::switch_post,
    profile::{Profile, remember_home, set_locale, set_profile},
    public_phone::{public_phone, set_public_phone},
    send_code::{CodeSent, code_sent, send_code},
    session::{SessionLine, end_other_sessions, end_session, sessions, sign_out},
    sign_in::{SignedIn, sign_in},
    token::{Token, token_hash},
    visit::{Arrival, Visit, arrive, begin_visit, visit},
};
pub(crate) use self::{known::PLACES_KEPT, seal::seal, visit::begin_stranger};
