//! The seal of a backup: age with X25519 keys. The server needs the public key alone, so whoever steals it cannot read the
//! backups of yesterday; the secret key lies elsewhere and comes out for a restore.

use std::{
    fs,
    io::{BufRead, BufWriter, Read, Write},
    os::unix::fs::OpenOptionsExt as _,
    path::Path,
};

use age::{
    DecryptError, Decryptor, Encryptor,
    secrecy::ExposeSecret as _,
    stream::StreamWriter,
    x25519::{Identity, Recipient},
};

use super::{BackupError, Result, file_failed, read_failed};

/// How every file that age has sealed begins.
pub(super) const SEALED: &[u8] = b"age-encryption.org/v1";

/// The keys of a file: public ones seal, secret ones seal and open.
pub struct Key {
    public: Vec<Recipient>,
    secret: Vec<Identity>,
}

impl Key {
    /// Reads a file as `age-keygen` and [`make_key`] write it: a key a line, `#` before remarks.
    pub fn read(path: &Path) -> Result<Self> {
        let text = fs::read_to_string(path).map_err(file_failed(path))?;
        let unfit = |why| BackupError::Key { path: path.to_owned(), why };
        let mut key = Self { public: Vec::new(), secret: Vec::new() };
        for line in text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#')) {
            if let Ok(public) = line.parse() {
                key.public.push(public);
            } else {
                // The library says why; nothing of a key belongs into an error.
                let secret: Identity =
                    line.parse().map_err(|_| unfit("a line is neither age1… nor AGE-SECRET-KEY-1…"))?;
                key.public.push(secret.to_public());
                key.secret.push(secret);
            }
        }
        if key.public.is_empty() { Err(unfit("it holds no key")) } else { Ok(key) }
    }

    pub(super) fn can_open(&self) -> bool {
        !self.secret.is_empty()
    }

    fn seal<W: Write>(&self, to: W) -> std::io::Result<StreamWriter<W>> {
        let public = self.public.iter().map(|key| key as &dyn age::Recipient);
        Encryptor::with_recipients(public).map_err(std::io::Error::other)?.wrap_output(to)
    }

    pub(super) fn open(
        &self,
        path: &Path,
        from: impl BufRead + Send + 'static,
    ) -> Result<Box<dyn Read + Send>> {
        let secret = self.secret.iter().map(|key| key as &dyn age::Identity);
        let opened = Decryptor::new_buffered(from).and_then(|sealed| sealed.decrypt(secret));
        match opened {
            Ok(opened) => Ok(Box::new(opened)),
            Err(DecryptError::NoMatchingKeys) => Err(BackupError::WrongKey),
            Err(DecryptError::Io(source)) => Err(read_failed(path)(source)),
            Err(_) => Err(BackupError::Damaged("its seal was changed")),
        }
    }
}

/// Where an archive is written to: as it is, or sealed.
pub(super) enum Out<W: Write> {
    Plain(BufWriter<W>),
    Sealed(StreamWriter<BufWriter<W>>),
}

impl<W: Write> Out<W> {
    pub fn new(to: W, key: Option<&Key>) -> std::io::Result<Self> {
        let to = BufWriter::with_capacity(256 * 1024, to);
        Ok(match key {
            None => Self::Plain(to),
            Some(key) => Self::Sealed(key.seal(to)?),
        })
    }

    /// Writes what is still held, with the end of the seal.
    pub fn finish(self) -> std::io::Result<W> {
        let out = match self {
            Self::Plain(out) => out,
            Self::Sealed(sealed) => sealed.finish()?,
        };
        out.into_inner().map_err(std::io::IntoInnerError::into_error)
    }
}

impl<W: Write> Write for Out<W> {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        match self {
            Self::Plain(out) => out.write(bytes),
            Self::Sealed(out) => out.write(bytes),
        }
    }

    fn flush(&mut self) -> std::io::Result<()> {
        match self {
            Self::Plain(out) => out.flush(),
            Self::Sealed(out) => out.flush(),
        }
    }
}

/// Makes a pair of keys, writes both to a new file for its owner alone, and hands back the public one.
pub fn make_key(path: &Path) -> Result<String> {
    let secret = Identity::generate();
    let public = secret.to_public().to_string();
    let mut file = fs::OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(path)
        .map_err(file_failed(path))?;
    let text = format!("# public key: {public}\n{}\n", secret.to_string().expose_secret());
    file.write_all(text.as_bytes()).and_then(|()| file.sync_all()).map_err(file_failed(path))?;
    Ok(public)
}
