//! What an inbox shows.

use std::sync::Arc;

use domain::{
    RequestNumber, Timestamp,
    catalogue::Service,
    inbox::{Heap, News, QuietHours, Unread},
};

use crate::{Ask, Error, Result, view::Places};

/// Lines of a page of a heap.
pub const PAGE: u32 = 20;

/// One heap of the asker's inbox.
#[derive(Debug, Clone)]
pub struct Inbox {
    pub heap: Heap,
    pub unread: Unread,
    pub lines: Vec<Line>,
    pub page: u32,
    pub more: bool,
    pub quiet: QuietHours,
    /// It is quiet now, and until when nobody is reminded of what comes in.
    pub quiet_until: Option<Timestamp>,
}

/// A message as a line: what happened on which slip, and nothing of what was written there.
#[derive(Debug, Clone)]
pub struct Line {
    pub number: RequestNumber,
    pub service: Arc<Service>,
    /// Community and grid, in words.
    pub grid: String,
    pub news: News,
    pub at: Timestamp,
    /// The limit that runs on the slip now, if any does.
    pub due: Option<Timestamp>,
    pub is_new: bool,
    /// Nothing is asked of the reader any more.
    pub is_settled: bool,
}

/// How much the asker has not read. Said on every page.
pub async fn unread(ask: &Ask) -> Result<Unread> {
    let person = ask.person()?;
    Ok(store::inbox::unread(&mut ask.read().await?, person).await?)
}

/// Page `page` (the first is 0) of a heap; without a choice, of the first with something new on it.
pub async fn page(ask: &Ask, heap: Option<Heap>, page: u32) -> Result<Inbox> {
    let person = ask.person()?;
    let mut conn = ask.read().await?;
    let unread = store::inbox::unread(&mut conn, person).await?;
    let first_new = || Heap::ALL.into_iter().find(|heap| unread.on(*heap) > 0);
    let heap = heap.or_else(first_new).unwrap_or(Heap::Needs);
    let skip = page.saturating_mul(PAGE);
    let mut entries = store::inbox::page(&mut conn, person, heap, skip, PAGE + 1).await?;
    let more = entries.len() > PAGE as usize;
    entries.truncate(PAGE as usize);

    let types = ask.types(&mut conn, entries.iter().map(|entry| entry.service)).await?;
    let places = Places::of(ask, &mut conn, entries.iter().map(|entry| entry.grid)).await?;
    let hours = store::inbox::quiet_hours(&mut conn, &[person]).await?;
    let quiet = hours.first().map(|(_, hours)| *hours).ok_or(Error::NotFound)?;
    let lines = entries.into_iter().map(|entry| {
        Ok(Line {
            number: entry.request,
            service: types.get(&entry.service).cloned().ok_or(Error::NotFound)?,
            grid: places.named(entry.grid),
            news: entry.news,
            at: entry.written_at,
            due: entry.due,
            is_new: !entry.is_read,
            is_settled: entry.is_settled,
        })
    });
    let reminds = quiet.reminds_from(ask.at);
    Ok(Inbox {
        heap,
        unread,
        lines: lines.collect::<Result<_>>()?,
        page,
        more,
        quiet,
        quiet_until: (reminds > ask.at).then_some(reminds),
    })
}
