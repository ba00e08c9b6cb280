//! Many slips at once, each as it stands, with all that lies behind it: written the way a backup is restored, past the
//! verbs. For measuring among more of them than anybody could place.

use std::collections::HashSet;

use domain::{Event, Minutes, PersonId, Request, RequestNumber, Role, Timestamp};

use super::{bits, given_to, json, merged_into};
use crate::{
    Conn, Error, Result, Tx,
    backup::{Line, columns, fill},
    codes::code,
    db::on,
    error::Doing,
    folded::of_request,
};

/// A slip and what its history left behind.
#[derive(Debug, Clone)]
pub struct Whole {
    pub request: Request,
    pub events: Vec<Event>,
    /// Who took it on, if anybody did, once and never again.
    pub hand: Option<Hand>,
}

#[derive(Debug, Clone, Copy)]
pub struct Hand {
    pub by: PersonId,
    pub accepted_at: Timestamp,
    /// What the slip's revision was then.
    pub revision: u32,
    /// Until when they had it in hand; `None`: they still do.
    pub ended_at: Option<Timestamp>,
    /// How long they served, and when that was checked.
    pub served: Option<(Minutes, Timestamp)>,
}

/// Every number that is taken.
pub async fn numbers(conn: &mut Conn) -> Result<HashSet<RequestNumber>> {
    let rows: Vec<(i64,)> = on!(conn, |c| sqlx::query_as("SELECT number FROM request").fetch_all(c).await)
        .doing("reading all numbers")?;
    rows.into_iter()
        .map(|(number,)| {
            RequestNumber::from_value(number.unsigned_abs()).map_err(|e| Error::corrupt("request", e))
        })
        .collect()
}

/// Files these slips as they stand. Their numbers must be free.
pub async fn file_whole(tx: &mut Tx, slips: &[Whole]) -> Result<()> {
    let [mut requests, mut events, mut hands, mut times] = [const { Vec::new() }; 4];
    for slip in slips {
        request(&mut requests, &slip.request)?;
        for step in &slip.events {
            event(&mut events, &slip.request, step)?;
        }
        if let Some(hand) = &slip.hand {
            acceptance(&mut hands, &slip.request, hand);
            service_time(&mut times, &slip.request, hand);
        }
    }
    let request = columns!("request": "district" Integer, "number" Integer, "grid" Integer, "service" Uuid,
        "resident" Uuid, "need" Text, "building" Text, "door" Text, "placed_at" Integer, "limits" Text, "state" Text,
        "facts" Text, "beside" Text, "handler" Uuid, "given_to" Uuid, "due" Integer, "wake" Integer,
        "provisional" Boolean, "part_of" Integer, "merged_into" Integer, "reopened" Integer, "revision" Integer,
        "waits" Integer, "folded" Text);
    let event = columns!("event": "district" Integer, "request" Integer, "revision" Integer, "at" Integer,
        "by_person" Uuid, "role" Text, "kind" Text, "body" Text);
    let acceptance = columns!("acceptance": "district" Integer, "request" Integer, "revision" Integer, "person" Uuid,
        "accepted_at" Integer, "ended_at" Integer);
    let service_time = columns!("service_time": "district" Integer, "request" Integer, "person" Uuid,
        "minutes" Integer, "finished_at" Integer);
    for (table, lines) in [(request, requests), (event, events), (acceptance, hands), (service_time, times)] {
        fill(tx, &table, &lines).await?;
    }
    Ok(())
}

fn key(request: &Request) -> (Option<i64>, Option<i64>) {
    (Some(request.grid.district().cast_signed()), Some(request.number.value().cast_signed()))
}

fn request(lines: &mut Vec<u8>, request: &Request) -> Result<()> {
    let (district, number) = key(request);
    let person = |id: Option<PersonId>| id.map(|id| id.0);
    Line::on(lines)
        .integer(district)
        .integer(number)
        .integer(Some(code(request.grid)))
        .uuid(Some(request.service.0))
        .uuid(Some(request.resident.0))
        .text(Some(request.need.as_str()))
        .text(Some(request.place.building.as_str()))
        .text(request.place.door.as_ref().map(domain::text::Line::as_str))
        .integer(Some(request.placed_at.micros()))
        .text(Some(&json(&request.limits)?))
        .text(Some(request.state.name()))
        .text(Some(&json(&request.state)?))
        .text(Some(&json(&request.beside)?))
        .uuid(person(request.handler()))
        .uuid(given_to(&request.state))
        .integer(request.due().map(Timestamp::micros))
        .integer(request.wake_at().map(Timestamp::micros))
        .integer(Some(i64::from(request.limits.are_provisional())))
        .integer(request.beside.part_of.map(|whole| whole.value().cast_signed()))
        .integer(merged_into(&request.state))
        .integer(Some(i64::from(request.reopened)))
        .integer(Some(i64::from(request.revision)))
        .integer(Some(bits(request)))
        .text(Some(&of_request(request.need.as_str(), request.place.building.as_str())))
        .end();
    Ok(())
}

fn event(lines: &mut Vec<u8>, request: &Request, event: &Event) -> Result<()> {
    let (district, number) = key(request);
    let body = serde_json::to_string(&event.what).map_err(|e| Error::corrupt("event", e))?;
    Line::on(lines)
        .integer(district)
        .integer(number)
        .integer(Some(i64::from(event.revision)))
        .integer(Some(event.at.micros()))
        .uuid(event.by.map(|person| person.0))
        .text(Some(Role::name(event.role)))
        .text(Some(event.what.name()))
        .text(Some(&body))
        .end();
    Ok(())
}

fn acceptance(lines: &mut Vec<u8>, request: &Request, hand: &Hand) {
    let (district, number) = key(request);
    Line::on(lines)
        .integer(district)
        .integer(number)
        .integer(Some(i64::from(hand.revision)))
        .uuid(Some(hand.by.0))
        .integer(Some(hand.accepted_at.micros()))
        .integer(hand.ended_at.map(Timestamp::micros))
        .end();
}

fn service_time(lines: &mut Vec<u8>, request: &Request, hand: &Hand) {
    let (district, number) = key(request);
    if let Some((minutes, checked_at)) = hand.served {
        Line::on(lines)
            .integer(district)
            .integer(number)
            .uuid(Some(hand.by.0))
            .integer(Some(i64::from(minutes.0)))
            .integer(Some(checked_at.micros()))
            .end();
    }
}
