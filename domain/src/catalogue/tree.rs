//! The catalogue as a tree: classes, sub-classes, case types.

use std::collections::HashMap;

use super::{Class, Service, Subclass};

/// A class and what is in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Branch<'s> {
    pub class: Class,
    pub twigs: Vec<Twig<'s>>,
}

/// A sub-class and its case types.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Twig<'s> {
    pub subclass: &'s Subclass,
    pub services: Vec<&'s Service>,
}

impl<'s> Branch<'s> {
    pub fn services(&self) -> impl Iterator<Item = &'s Service> {
        self.twigs.iter().flat_map(|twig| twig.services.iter().copied())
    }
}

/// The classes in their own order, all else in the order given; what is empty is left out.
pub fn tree<'s>(services: impl IntoIterator<Item = &'s Service>) -> Vec<Branch<'s>> {
    let mut branches: Vec<Branch<'s>> =
        Class::ALL.into_iter().map(|class| Branch { class, twigs: Vec::new() }).collect();
    let mut places: HashMap<(Class, &str), usize> = HashMap::new();
    for service in services {
        let Some(branch) = branches.iter_mut().find(|branch| branch.class == service.class) else { continue };
        let place = *places.entry((service.class, &service.subclass.slug)).or_insert_with(|| {
            branch.twigs.push(Twig { subclass: &service.subclass, services: Vec::new() });
            branch.twigs.len() - 1
        });
        if let Some(twig) = branch.twigs.get_mut(place) {
            twig.services.push(service);
        }
    }
    branches.retain(|branch| !branch.twigs.is_empty());
    branches
}
