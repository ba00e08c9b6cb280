//! The catalogue as its keepers read it: the tree, and everything about one case type.

use std::collections::{HashMap, HashSet};

use domain::{
    Timestamp,
    catalogue::{Branch, Class, Service, Standing, tree},
};

use super::district;
use crate::{
    Ask, Error, Result,
    catalogue::review::{self, Told},
};

/// Case types on a page.
pub const PER_PAGE: usize = 40;

/// Which case types are looked for; of everything left out, any.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// Words that it speaks of.
    pub find: String,
    pub class: Option<Class>,
    pub standing: Option<Standing>,
}

/// A page of what was found.
#[derive(Debug, Clone, Default)]
pub struct Listing {
    /// In the order of the tree.
    pub services: Vec<Service>,
    /// Of which a newer version waits for its review, by their short names.
    pub changing: HashSet<String>,
    /// How many were found on all pages, of any class.
    pub by_class: Vec<(Class, usize)>,
    /// The same by class and the short name of the sub-class.
    pub by_subclass: HashMap<(Class, String), usize>,
    /// How many were found on all pages.
    pub found: usize,
    pub more: bool,
}

/// The case types that pass the filter, in the order of the tree; retired ones stand last in their sub-class.
pub async fn list(ask: &Ask, filter: &Filter, page: u32) -> Result<Listing> {
    district(ask)?;
    let mut c = ask.read().await?;
    let mut services = store::service::menu(&mut c).await?;
    let changing: HashSet<String> =
        store::service::in_review(&mut c).await?.into_iter().map(|service| service.slug).collect();
    services.retain(|service| {
        let stands = |standing: Standing| {
            service.standing() == standing
                || (standing == Standing::InReview && changing.contains(&service.slug))
        };
        service.speaks_of(&filter.find) && filter.standing.is_none_or(stands)
    });
    let branches = tree(&services);
    let by_class = branches.iter().map(|branch| (branch.class, branch.services().count())).collect();
    let of_class = |branch: &&Branch<'_>| filter.class.is_none_or(|class| branch.class == class);
    let shown: Vec<&Branch<'_>> = branches.iter().filter(of_class).collect();
    let by_subclass = shown
        .iter()
        .flat_map(|branch| branch.twigs.iter().map(|twig| (branch.class, twig)))
        .map(|(class, twig)| ((class, twig.subclass.slug.clone()), twig.services.len()))
        .collect();
    let found = shown.iter().map(|branch| branch.services().count()).sum();
    let skip = usize::try_from(page).unwrap_or(usize::MAX).saturating_mul(PER_PAGE);
    let on_page: Vec<Service> =
        shown.iter().flat_map(|branch| branch.services()).skip(skip).take(PER_PAGE).cloned().collect();
    let more = found > skip.saturating_add(PER_PAGE);
    Ok(Listing { services: on_page, changing, by_class, by_subclass, found, more })
}

/// A case type with its history.
#[derive(Debug, Clone)]
pub struct Known {
    /// The version in force, or the newest if none is.
    pub service: Service,
    /// The newest first.
    pub versions: Vec<Written>,
}

/// A version, when it was written, and its review if it had one.
#[derive(Debug, Clone)]
pub struct Written {
    pub service: Service,
    pub at: Option<Timestamp>,
    pub review: Option<Told>,
}

/// Older versions are not told.
const VERSIONS: usize = 20;

pub async fn known(ask: &Ask, slug: &str) -> Result<Known> {
    district(ask)?;
    let mut c = ask.read().await?;
    let service = store::service::find_by_slug(&mut c, slug).await?.ok_or(Error::NotFound)?;
    let mut versions = Vec::new();
    for service in store::service::versions(&mut c, slug).await?.into_iter().take(VERSIONS) {
        let review = review::told(&mut c, service.id).await?;
        versions.push(Written { at: domain::id::made_at(service.id.0), review, service });
    }
    Ok(Known { service, versions })
}
