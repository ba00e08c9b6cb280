//! The servers of one site as browsers know them: where each listens now, and which are away.

use std::{
    net::SocketAddr,
    sync::{Arc, PoisonError, RwLock},
};

/// Where the servers listen; a server that is started again listens elsewhere.
#[derive(Debug, Clone, Default)]
pub struct Site(Arc<RwLock<Vec<Option<SocketAddr>>>>);

impl Site {
    /// The address of a server, or of the next one that is there.
    pub fn door(&self, preferred: usize) -> Option<SocketAddr> {
        let doors = self.0.read().unwrap_or_else(PoisonError::into_inner);
        let count = doors.len().max(1);
        (0..count).find_map(|step| doors.get((preferred + step) % count).copied().flatten())
    }

    /// A server has begun to listen, or has gone away.
    pub fn set(&self, server: usize, address: Option<SocketAddr>) {
        let mut doors = self.0.write().unwrap_or_else(PoisonError::into_inner);
        if doors.len() <= server {
            doors.resize(server + 1, None);
        }
        doors[server] = address;
    }
}
