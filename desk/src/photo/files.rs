//! The file store of photos: `ab/abcdef….jpg` and `ab/abcdef….small.jpg`, named by the hash of the picture.
//!
//! A file appears whole or not at all: written beside its place, made durable, then moved there.

use std::{
    fs::{self, File},
    io::{self, ErrorKind, Write},
    path::{Path, PathBuf},
};

use super::develop::Developed;
use crate::{Error, Result};

pub(crate) fn path(root: &Path, content: &str, small: bool) -> PathBuf {
    let folder = root.join(content.get(..2).unwrap_or("00"));
    folder.join(format!("{content}{}.jpg", if small { ".small" } else { "" }))
}

pub(crate) fn aside(path: &Path) -> PathBuf {
    path.with_extension("aside")
}

/// Reads a picture or its thumbnail.
pub(super) async fn read(root: &Path, content: &str, small: bool) -> Result<Vec<u8>> {
    tokio::fs::read(path(root, content, small)).await.map_err(failed("reading a photo"))
}

/// Writes the picture and its thumbnail, durably, and hands back what it wrote.
pub(super) async fn keep(root: PathBuf, developed: Developed) -> Result<Developed> {
    blocking("keeping a photo", move || {
        write(&path(&root, &developed.content, false), &developed.large)?;
        write(&path(&root, &developed.content, true), &developed.small)?;
        Ok(developed)
    })
    .await
}

/// Writes them again if one is not there.
pub(super) async fn keep_if_gone(root: PathBuf, developed: Developed) -> Result<()> {
    let here = [false, true].iter().all(|&small| path(&root, &developed.content, small).exists());
    if here { Ok(()) } else { keep(root, developed).await.map(drop) }
}

fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let folder = path.parent().ok_or_else(|| io::Error::from(ErrorKind::InvalidInput))?;
    fs::create_dir_all(folder)?;
    let mut file = tempfile::NamedTempFile::new_in(folder)?;
    file.write_all(bytes)?;
    file.as_file().sync_all()?;
    file.persist(path)?;
    File::open(folder)?.sync_all()
}

/// Puts a picture aside, where nobody finds it; what is not there is aside already.
pub(super) async fn put_aside(root: &Path, content: &str) -> Result<()> {
    for small in [false, true] {
        let path = path(root, content, small);
        or_gone(tokio::fs::rename(&path, aside(&path)).await).map_err(failed("putting a photo aside"))?;
    }
    Ok(())
}

/// Puts a picture back that was put aside.
pub(super) async fn put_back(root: &Path, content: &str) -> Result<()> {
    for small in [false, true] {
        let path = path(root, content, small);
        or_gone(tokio::fs::rename(aside(&path), &path).await).map_err(failed("putting a photo back"))?;
    }
    Ok(())
}

/// Drops a picture that was put aside.
pub(super) async fn drop_aside(root: &Path, content: &str) -> Result<()> {
    for small in [false, true] {
        or_gone(tokio::fs::remove_file(aside(&path(root, content, small))).await)
            .map_err(failed("dropping a photo"))?;
    }
    Ok(())
}

fn or_gone(done: io::Result<()>) -> io::Result<()> {
    match done {
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
        done => done,
    }
}

async fn blocking<T: Send + 'static>(
    doing: &'static str,
    work: impl FnOnce() -> io::Result<T> + Send + 'static,
) -> Result<T> {
    tokio::task::spawn_blocking(work)
        .await
        .map_err(io::Error::other)
        .and_then(|done| done)
        .map_err(failed(doing))
}

fn failed(doing: &'static str) -> impl Fn(io::Error) -> Error {
    move |source| Error::Files { doing, source }
}
