//! Who does what in one grid.

use domain::{Actor, Area, Role, area::Level, catalogue::Helpers};
use store::post::Server;

pub(super) struct Cast {
    pub grid: Area,
    pub desk: Actor,
    pub checker: Actor,
    pub helpers: Vec<Actor>,
}

/// The grids in which somebody runs the desk, somebody else can check, and somebody helps.
pub(super) fn casts(servers: &[Server]) -> Vec<Cast> {
    let actor = |server: &Server| Actor { person: server.person, post: Some(server.post) };
    let grids = servers
        .iter()
        .filter(|server| server.post.role == Role::GridWorker && server.post.area.level() == Level::Grid);
    grids
        .filter_map(|worker| {
            let grid = worker.post.area;
            let over = |server: &&Server| server.post.area.covers(grid) && server.person != worker.person;
            let checker = servers.iter().filter(over).find(|server| server.post.role.runs_the_desk())?;
            let helpers: Vec<Actor> = servers
                .iter()
                .filter(over)
                .filter(|server| {
                    Helpers::Volunteers.include(server.post.role) && !server.post.role.runs_the_desk()
                })
                .map(actor)
                .collect();
            (!helpers.is_empty()).then(|| Cast {
                grid,
                desk: actor(worker),
                checker: actor(checker),
                helpers,
            })
        })
        .collect()
}
