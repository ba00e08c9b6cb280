//! Codes on their way out of the house.

use std::{
    io::{BufRead, BufReader, Read, Write},
    net::TcpListener,
    thread,
};

use desk::messenger::{Messenger, NotSent};
use domain::{Timestamp, person::Phone};

/// A gateway that gives these answers, one for each message, and then hands over what it was told.
fn gateway(answers: &'static [&'static str]) -> (String, thread::JoinHandle<Vec<String>>) {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let url = format!("http://{}/sms", listener.local_addr().expect("an address"));
    let told = thread::spawn(move || answers.iter().map(|answer| hear(&listener, answer)).collect());
    (url, told)
}

fn hear(listener: &TcpListener, answer: &str) -> String {
    let (mut stream, _) = listener.accept().expect("a caller");
    let mut reader = BufReader::new(stream.try_clone().expect("a second hand"));
    let mut length = 0;
    for line in reader.by_ref().lines().map(|line| line.expect("a line")) {
        if let Some(value) = line.to_lowercase().strip_prefix("content-length:") {
            length = value.trim().parse().expect("a length");
        }
        if line.is_empty() {
            break;
        }
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body).expect("a body");
    write!(stream, "HTTP/1.1 {answer}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n").expect("an answer");
    String::from_utf8(body).expect("text")
}

async fn send(messenger: &Messenger) -> Result<(), NotSent> {
    let phone = Phone::new("13812345678").expect("a phone");
    messenger.send_code(&phone, "012345", "验证码 {code}，5 分钟内有效", Timestamp::from_micros(0)).await
}

#[tokio::test]
async fn the_gateway_is_told_phone_and_text() {
    let (url, told) = gateway(&["200 OK"]);
    assert_eq!(send(&Messenger::gateway(url)).await, Ok(()));
    let message: serde_json::Value =
        serde_json::from_str(&told.join().expect("the gateway")[0]).expect("JSON");
    assert_eq!(message, serde_json::json!({ "phone": "13812345678", "text": "验证码 012345，5 分钟内有效" }));
}

#[tokio::test]
async fn a_gateway_that_stumbles_is_asked_once_more() {
    let (url, told) = gateway(&["503 Service Unavailable", "204 No Content"]);
    assert_eq!(send(&Messenger::gateway(url)).await, Ok(()));
    assert_eq!(told.join().expect("the gateway").len(), 2);

    let (url, told) = gateway(&["500 Internal Server Error", "500 Internal Server Error"]);
    assert_eq!(send(&Messenger::gateway(url)).await, Err(NotSent));
    assert_eq!(told.join().expect("the gateway").len(), 2);
}

#[tokio::test]
async fn a_gateway_that_is_not_there_is_a_message_not_sent() {
    let url = {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        format!("http://{}/sms", listener.local_addr().expect("an address"))
    };
    assert_eq!(send(&Messenger::gateway(url)).await, Err(NotSent));
}

#[tokio::test]
async fn the_last_codes_are_remembered_only_when_asked_to() {
    let forgetful = Messenger::log();
    send(&forgetful).await.expect("the log takes everything");
    assert_eq!(forgetful.last_codes(), []);
    let remembering = Messenger::log().remembering();
    for _ in 0..25 {
        send(&remembering).await.expect("the log takes everything");
    }
    let codes = remembering.last_codes();
    assert_eq!(codes.len(), 20);
    assert_eq!((codes[0].phone.as_str(), codes[0].code.as_str()), ("138****5678", "012345"));
}
