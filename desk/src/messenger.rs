//! How sign-in codes leave the house: to the log while one tries things out, or to the operator's SMS gateway.

use std::{
    collections::VecDeque,
    sync::{Mutex, PoisonError},
    time::Duration,
};

use domain::{Timestamp, person::Phone};

/// Sends codes to phones.
#[derive(Debug)]
pub struct Messenger {
    sender: Sender,
    /// The last codes, for the demo people's page. `None`: nothing is remembered.
    last: Option<Mutex<VecDeque<LastCode>>>,
}

#[derive(Debug)]
enum Sender {
    Log,
    Gateway { url: String },
}

/// A code that was sent in a demonstration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LastCode {
    /// `138****5678`
    pub phone: String,
    pub code: String,
    pub at: Timestamp,
}

/// The message did not get out. The cause stands in the log.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the message could not be sent")]
pub struct NotSent;

const REMEMBERED: usize = 20;
/// A person waits for this, so the gateway does not get long.
const PATIENCE: Duration = Duration::from_secs(5);

impl Messenger {
    /// Writes codes to the log. Meant for trying out: whoever reads the log can sign in as anybody.
    pub fn log() -> Self {
        Self { sender: Sender::Log, last: None }
    }

    /// Posts `{"phone": …, "text": …}` to this address and takes any 2xx for an answer.
    pub fn gateway(url: String) -> Self {
        Self { sender: Sender::Gateway { url }, last: None }
    }

    /// Remembers the last codes, to show them. Only for demonstrations and tests.
    pub fn remembering(self) -> Self {
        Self { last: Some(Mutex::default()), ..self }
    }

    /// The codes sent last, the newest first; none unless they are remembered.
    pub fn last_codes(&self) -> Vec<LastCode> {
        self.last.as_ref().map_or_else(Vec::new, |last| {
            last.lock().unwrap_or_else(PoisonError::into_inner).iter().cloned().collect()
        })
    }

    /// Sends a code. `wording` is the sentence for the person, with `{code}` where the digits go.
    pub async fn send_code(
        &self,
        phone: &Phone,
        code: &str,
        wording: &str,
        at: Timestamp,
    ) -> Result<(), NotSent> {
        match &self.sender {
            Sender::Log => tracing::info!(phone = phone.masked(), code, "a sign-in code"),
            Sender::Gateway { url } => deliver(url.clone(), phone, wording.replace("{code}", code)).await?,
        }
        if let Some(last) = &self.last {
            let mut last = last.lock().unwrap_or_else(PoisonError::into_inner);
            last.push_front(LastCode { phone: phone.masked(), code: code.to_owned(), at });
            last.truncate(REMEMBERED);
        }
        Ok(())
    }
}

/// Hands a message to the gateway; once more if it is not taken.
async fn deliver(url: String, phone: &Phone, text: String) -> Result<(), NotSent> {
    let message = serde_json::json!({ "phone": phone.as_str(), "text": text });
    let phone = phone.masked();
    let delivery = tokio::task::spawn_blocking(move || {
        let agent: ureq::Agent = ureq::Agent::config_builder().timeout_global(Some(PATIENCE)).build().into();
        let attempt = || agent.post(&url).send_json(&message).map(drop);
        attempt().or_else(|error| {
            tracing::warn!(phone, error = %error, "the message gateway did not take a code; trying once more");
            attempt().inspect_err(|error| {
                tracing::error!(phone, error = %error, "the message gateway did not take a code");
            })
        })
    });
    match delivery.await {
        Ok(Ok(())) => Ok(()),
        Ok(Err(_)) => Err(NotSent),
        Err(error) => {
            tracing::error!(error = %error, "the delivery of a code broke off");
            Err(NotSent)
        }
    }
}
