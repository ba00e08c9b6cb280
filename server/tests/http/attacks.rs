//! What one address can do to the house, and that it goes on serving everybody else meanwhile: from another address, with
//! another session.

use std::{
    net::{Ipv4Addr, SocketAddr},
    time::Duration,
};

use desk::limits::Limits;
use server::admission::{Bounds, Pace};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::{TcpSocket, TcpStream},
    time::{Instant, sleep, timeout},
};

use crate::{
    http::{stories, web::Web},
    town::{DISTRICT, GRID, Person},
};

const ATTACKER: Ipv4Addr = Ipv4Addr::new(127, 0, 0, 66);
const NEIGHBOUR: Ipv4Addr = Ipv4Addr::new(127, 0, 0, 7);
/// Long enough for a machine under load.
const SOON: Duration = Duration::from_secs(10);

/// So short that a test can wait for their end.
fn bounds() -> Bounds {
    Bounds {
        connections: 200,
        connections_of_each: 60,
        lines_of_strangers: 20,
        lines_of_session: 3,
        head: Duration::from_millis(200),
        idle: Duration::from_millis(400),
        pace: Pace { grace: Duration::from_millis(200), least: 1 << 20, most: SOON },
        ..Bounds::of(&Limits::default())
    }
}

/// The same, in which nothing is cut off while a test looks at it.
fn patient() -> Bounds {
    Bounds { head: SOON, idle: SOON, pace: Pace { grace: SOON, ..bounds().pace }, ..bounds() }
}

async fn connects(from: Ipv4Addr, to: SocketAddr) -> TcpStream {
    let socket = TcpSocket::new_v4().unwrap();
    socket.bind((from, 0).into()).unwrap();
    socket.connect(to).await.unwrap()
}

async fn sends(stream: &mut TcpStream, bytes: &[u8]) {
    // Whoever was cut off cannot send any more; that is what the tests look for.
    let _ = stream.write_all(bytes).await;
}

/// What comes until the peer closes.
async fn hears(stream: &mut TcpStream) -> String {
    let mut heard = Vec::new();
    let _ = timeout(SOON, stream.read_to_end(&mut heard)).await.expect("the server ends it");
    String::from_utf8_lossy(&heard).into_owned()
}

/// The beginning of an answer: its status.
async fn status(stream: &mut TcpStream) -> String {
    let mut line = [0; 12];
    match timeout(SOON, stream.read_exact(&mut line)).await.expect("an answer in time") {
        Ok(_) => String::from_utf8_lossy(&line[9..]).into_owned(),
        Err(_) => "closed".to_owned(),
    }
}

async fn asks(from: Ipv4Addr, to: SocketAddr, path: &str, cookie: &str) -> TcpStream {
    let mut stream = connects(from, to).await;
    let head = format!("GET {path} HTTP/1.1\r\nhost: sandan.example\r\ncookie: {cookie}\r\n\r\n");
    sends(&mut stream, head.as_bytes()).await;
    stream
}

/// A form with files, of which only a part was sent yet.
async fn begins(
    from: Ipv4Addr,
    to: SocketAddr,
    verb: &str,
    cookie: &str,
    file: &str,
    length: usize,
    sent: usize,
) -> TcpStream {
    let mut stream = connects(from, to).await;
    let fields = format!(
        "--b\r\nContent-Disposition: form-data; name=\"back\"\r\n\r\n/me\r\n\
         --b\r\nContent-Disposition: form-data; name=\"{file}\"; filename=\"x\"\r\n\r\n"
    );
    let head = format!(
        "POST {verb} HTTP/1.1\r\nhost: sandan.example\r\nsec-fetch-site: same-origin\r\ncookie: {cookie}\r\n\
         content-type: multipart/form-data; boundary=b\r\ncontent-length: {}\r\n\r\n{fields}",
        fields.len() + length
    );
    sends(&mut stream, head.as_bytes()).await;
    sends(&mut stream, &vec![b'x'; sent]).await;
    stream
}

fn cookie(person: &Person) -> String {
    format!("__Host-sandan={}", person.token.cookie())
}

async fn neighbour_is_served(to: SocketAddr) {
    let mut page = asks(NEIGHBOUR, to, &format!("/g/{GRID}"), "").await;
    assert_eq!(status(&mut page).await, "200");
    let mut alive = asks(NEIGHBOUR, to, "/healthz", "").await;
    assert_eq!(status(&mut alive).await, "200");
}

/// Waits until it is so.
async fn comes_true(what: &str, mut is_so: impl FnMut() -> bool) {
    let since = Instant::now();
    while !is_so() {
        assert!(since.elapsed() < SOON, "{what}");
        sleep(Duration::from_millis(10)).await;
    }
}

stories! {
    async fn a_head_that_does_not_come_is_not_waited_for(town: Town) {
        let server = Web::listens(&town, bounds()).await;
        let (mut silent, mut slow) = (connects(ATTACKER, server).await, connects(ATTACKER, server).await);
        let dribbles = async {
            sends(&mut slow, b"GET /healthz HTTP/1.1\r\nhost: x\r\n").await;
            for _ in 0..100 {
                sends(&mut slow, b"a: b\r\n").await;
                sleep(Duration::from_millis(10)).await;
            }
            hears(&mut slow).await
        };
        let (heard, dribbled, ()) = tokio::join!(hears(&mut silent), dribbles, neighbour_is_served(server));
        assert_eq!((heard.as_str(), dribbled.as_str()), ("", ""));
    }

    async fn a_connection_that_asks_no_more_is_closed(town: Town) {
        let server = Web::listens(&town, bounds()).await;
        let mut idle = asks(ATTACKER, server, "/healthz", "").await;
        // Asked again in time, it is kept: longer than the first head may take.
        for _ in 0..3 {
            sleep(Duration::from_millis(100)).await;
            sends(&mut idle, b"GET /healthz HTTP/1.1\r\nhost: x\r\n\r\n").await;
        }
        assert_eq!(hears(&mut idle).await.matches("HTTP/1.1 200").count(), 4);
    }

    async fn a_body_that_stands_still_is_given_up(town: Town) {
        let resident = town.resident(GRID).await;
        let server = Web::listens(&town, bounds()).await;
        let mut stuck = begins(ATTACKER, server, "/do/order", &cookie(&resident), "photos", 1 << 20, 1000).await;
        let answer = hears(&mut stuck).await;
        assert!(answer.starts_with("HTTP/1.1 303") && answer.contains("/me?again=order"), "{answer}");
        assert_eq!(town.desk.uploads.bytes_held(), 0);
        neighbour_is_served(server).await;
    }

    async fn one_address_has_so_many_connections_and_no_more(town: Town) {
        let server = Web::listens(&town, patient()).await;
        let mut held = Vec::new();
        for _ in 0..100 {
            held.push(connects(ATTACKER, server).await);
        }
        let mut refused = 0;
        for stream in held.iter_mut().skip(60) {
            let heard = hears(stream).await;
            assert!(heard.is_empty() || heard.starts_with("HTTP/1.1 503") && heard.contains("retry-after: 10"), "{heard}");
            refused += 1;
        }
        assert_eq!(refused, 40);
        neighbour_is_served(server).await;
        drop(held);
        let since = Instant::now();
        while status(&mut asks(ATTACKER, server, "/healthz", "").await).await != "200" {
            assert!(since.elapsed() < SOON, "whoever lets go may come again");
            sleep(Duration::from_millis(10)).await;
        }
    }

    async fn strangers_of_one_address_have_so_many_open_lines_and_no_more(town: Town) {
        let resident = town.resident(GRID).await;
        let server = Web::listens(&town, patient()).await;
        let line = format!("/live?topic=grid:{GRID}");
        let mut held = Vec::new();
        let mut statuses = Vec::new();
        for _ in 0..40 {
            let mut stream = asks(ATTACKER, server, &line, "").await;
            statuses.push(status(&mut stream).await);
            held.push(stream);
        }
        assert_eq!(statuses.iter().filter(|status| *status == "200").count(), 20, "{statuses:?}");
        assert_eq!(statuses.iter().filter(|status| *status == "429").count(), 20, "{statuses:?}");
        assert_eq!(town.desk.live.watchers(), 20);
        assert_eq!(status(&mut asks(NEIGHBOUR, server, &line, "").await).await, "200");

        // Who is signed in has lines of their own, and not more than a browser needs.
        let mut own = Vec::new();
        for _ in 0..4 {
            let mut stream = asks(ATTACKER, server, &line, &cookie(&resident)).await;
            own.push(status(&mut stream).await);
            held.push(stream);
        }
        assert_eq!(own, ["200", "200", "200", "429"]);
        drop(held);
        comes_true("lines that were left are free again", || town.desk.live.watchers() <= 1).await;
        assert_eq!(status(&mut asks(ATTACKER, server, &line, "").await).await, "200");
    }

    async fn a_table_of_somebody_who_may_not_send_one_takes_no_memory(town: Town) {
        let (resident, clerk) = (town.resident(GRID).await, town.administrator(DISTRICT).await);
        let server = Web::listens(&town, patient()).await;
        let mut held = Vec::new();
        for _ in 0..20 {
            held.push(begins(ATTACKER, server, "/do/import-services", &cookie(&resident), "file", 31 << 20, 1 << 20).await);
        }
        assert_eq!(town.desk.uploads.bytes_held(), 0);
        let unfinished = begins(NEIGHBOUR, server, "/do/import-services", &cookie(&clerk), "file", 31 << 20, 1 << 20).await;
        comes_true("what may be sent is read", || town.desk.uploads.bytes_held() >= 1 << 20).await;
        drop(unfinished);
        comes_true("what broke off is forgotten", || town.desk.uploads.bytes_held() == 0).await;
        neighbour_is_served(server).await;
    }

    async fn a_person_sends_two_forms_with_pictures_at_a_time_and_hears_so_of_a_third(town: Town) {
        let town = town.limited_by(&[]);
        let (resident, other) = (town.resident(GRID).await, town.resident(GRID).await);
        let server = Web::listens(&town, patient()).await;
        let of_resident = cookie(&resident);
        let mut held = Vec::new();
        for uploads in 1..=2 {
            held.push(begins(ATTACKER, server, "/do/order", &of_resident, "photos", 31 << 20, 1 << 20).await);
            comes_true("it is read", || town.desk.uploads.bytes_held() >= uploads << 20).await;
        }
        let rest = b"\r\n--b--\r\n";
        let mut third = begins(ATTACKER, server, "/do/order", &of_resident, "photos", (1 << 20) + rest.len(), 1 << 20).await;
        sends(&mut third, rest).await;
        assert_eq!(status(&mut third).await, "303");
        assert!(town.desk.uploads.bytes_held() <= 2 << 20);
        let mut page = asks(ATTACKER, server, "/me?again=order", &of_resident).await;
        assert_eq!(status(&mut page).await, "200");
        let mut fourth = begins(NEIGHBOUR, server, "/do/order", &cookie(&other), "photos", (1 << 20) + rest.len(), 1 << 20).await;
        sends(&mut fourth, rest).await;
        assert_eq!(status(&mut fourth).await, "303", "another's is read, and is no picture");
    }

    async fn files_wait_for_room_and_hear_when_to_come_again(town: Town) {
        let town = town.limited_by(&["upload-bytes=2097152", "upload-seconds=1"]);
        let (resident, other) = (town.resident(GRID).await, town.resident(GRID).await);
        let server = Web::listens(&town, patient()).await;
        let holds = begins(ATTACKER, server, "/do/order", &cookie(&resident), "photos", 3 << 20, 2 << 20).await;
        comes_true("it is read", || town.desk.uploads.bytes_held() == 2 << 20).await;

        let mut browser = Web::of(&town).browser_of(&other);
        let page = format!("/g/{GRID}/order");
        let fields = [("back", page.as_str()), ("form", "order"), ("grid", GRID), ("service", "repair-light"), ("need", "灯不亮")];
        let answer = browser.upload("/do/order", &fields, &[("photos", "a.png", &[1; 1000])]).await;
        let shown = browser.follow(&answer).await.text();
        assert!(shown.contains("现在发来的文件太多") && shown.contains("以后再试") && shown.contains("灯不亮"), "{shown}");
        // Without a picture nothing has to be waited for.
        let plain = [&fields[..], &[("building", "3 幢")]].concat();
        assert!(browser.post("/do/order", &plain).await.leads_to().starts_with("/r/"));
        drop(holds);
        comes_true("what broke off is forgotten", || town.desk.uploads.bytes_held() == 0).await;
    }
}
