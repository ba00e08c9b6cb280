//! A browser: the cookie it holds, and what somebody does in it on the way to being signed in.

use desk::{
    Ask, Client, Result, Visitor,
    identity::{self, CodeSent, SignedIn, Token},
};

use super::Town;

#[derive(Clone)]
pub struct Browser {
    pub town: Town,
    pub token: Token,
    /// Where it asks from.
    pub address: String,
    /// The cookie by which it is known where somebody signed in before.
    pub known: Option<Token>,
}

impl Town {
    /// A browser that has been here before, where nobody is signed in.
    pub async fn browser(&self) -> Browser {
        let address = "192.0.2.1";
        let ask = self.stranger().from(Some(Client::at(address.parse().expect("an address"))), None);
        let (token, _) = identity::begin_visit(&ask, "a browser").await.expect("a visit begins");
        Browser { town: self.clone(), token, address: address.to_owned(), known: None }
    }

    /// The digits that were sent last.
    pub fn last_code(&self) -> String {
        self.desk.messenger.last_codes().first().expect("a code was sent").code.clone()
    }

    /// Digits that are not the code that was sent last.
    pub fn wrong_code(&self) -> String {
        if self.last_code() == "000000" { "000001" } else { "000000" }.to_owned()
    }
}

impl Browser {
    pub fn at_address(self, address: &str) -> Self {
        Self { address: address.to_owned(), ..self }
    }

    /// Who asks, as each request finds it out anew.
    pub async fn visitor(&self) -> Visitor {
        let cookie = self.token.cookie();
        identity::visit(&self.town.desk, Some(&cookie), self.town.now()).await.expect("a visit").visitor
    }

    pub async fn ask(&self) -> Ask {
        let client = Client::at(self.address.parse().expect("an address"));
        self.town.ask(self.visitor().await).from(Some(client), self.known.as_ref().map(Token::hash))
    }

    /// The same browser after its owner signed out and came back: a new session, the same cookie to be known by.
    pub async fn comes_back(&self) -> Self {
        let stranger = Self { token: Token::of([0; 32]), ..self.clone() };
        let (token, _) =
            identity::begin_visit(&stranger.ask().await, "a browser").await.expect("a visit begins");
        Self { token, ..stranger }
    }

    pub async fn asks_for_a_code(&self, phone: &str) -> Result<CodeSent> {
        identity::send_code(&self.ask().await, phone, "{code}").await
    }

    pub async fn types(&self, code: &str) -> Result<SignedIn> {
        identity::sign_in(&self.ask().await, code, "a browser").await
    }

    /// Asks for a code, types it in, and keeps the new cookie.
    pub async fn signs_in(&self, phone: &str) -> Self {
        self.asks_for_a_code(phone).await.expect("a code is sent");
        let signed_in = self.types(&self.town.last_code()).await.expect("the code is right");
        Self { token: signed_in.token, known: signed_in.browser.or(self.known.clone()), ..self.clone() }
    }
}
