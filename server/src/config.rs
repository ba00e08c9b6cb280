//! What an operator can set, by flag or by environment, and what is made of it.

use std::{
    fmt, fs,
    io::{self, Write as _},
    net::{IpAddr, SocketAddr},
    os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _},
    path::{Path, PathBuf},
    str::FromStr,
};

use clap::{Args, ValueEnum};
use desk::limits::Setting;

use crate::clock;

/// What every command needs: where the data lies.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "Data")]
pub struct Data {
    /// Directory for the database file, photos and the secret; made if it is missing
    #[arg(long, env = "SANDAN_DATA_DIR", default_value = "./var", global = true, value_name = "DIR")]
    pub data_dir: PathBuf,

    /// The database: sqlite:PATH or postgres://USER@HOST/NAME [default: sqlite:DATA_DIR/sandan.db]
    #[arg(long, env = "SANDAN_DATABASE_URL", global = true, value_name = "URL", hide_env_values = true)]
    pub database_url: Option<DatabaseUrl>,

    /// Signs the addresses on posters and hashes codes: at least 32 characters, the same on every node
    /// [default: made once and kept in DATA_DIR/secret]
    #[arg(long, env = "SANDAN_SECRET", global = true, value_name = "TEXT", hide_env_values = true)]
    pub secret: Option<Secret>,

    /// How log lines are written, to standard error
    #[arg(long, env = "SANDAN_LOG_FORMAT", global = true, value_name = "FORMAT", default_value = "text")]
    pub log_format: LogFormat,
}

/// What `serve` needs beside the data.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "Serving")]
pub struct Config {
    /// Address and port to listen on
    #[arg(long, env = "SANDAN_ADDR", default_value = "127.0.0.1:3000", value_name = "ADDR:PORT")]
    pub addr: SocketAddr,

    /// How people reach this installation; stands in QR codes [default: http://ADDR:PORT]
    #[arg(long, env = "SANDAN_PUBLIC_URL", value_name = "URL")]
    pub public_url: Option<PublicUrl>,

    /// The built site [default: target/site here, or site/ beside the program]
    #[arg(long, env = "SANDAN_SITE_DIR", value_name = "DIR")]
    pub site_dir: Option<PathBuf>,

    /// Where sign-in codes are sent: an HTTP gateway that takes {"phone": …, "text": …} [default: the log]
    #[arg(long, env = "SANDAN_SMS_URL", value_name = "URL", hide_env_values = true)]
    pub sms_url: Option<PublicUrl>,

    /// Addresses of proxies whose X-Forwarded-For is believed, with commas between them
    #[arg(long, env = "SANDAN_TRUSTED_PROXIES", value_name = "IP,…", value_delimiter = ',')]
    pub trusted_proxies: Vec<IpAddr>,

    /// Sets a limit of abuse, such as codes-per-address=2000; once for each. `sandan limits` lists them
    #[arg(long = "limit", env = "SANDAN_LIMITS", value_name = "NAME=NUMBER", value_delimiter = ',')]
    pub limits: Vec<Setting>,

    /// Notices of days off and make-up working days, one file a year such as 2027.json; read again whenever they change
    /// [default: DATA_DIR/holidays, beside the years that are built in]
    #[arg(long, env = "SANDAN_HOLIDAYS", value_name = "DIR")]
    pub holidays: Option<PathBuf>,

    /// Where Prometheus reads /metrics: an address that only it can reach, such as 127.0.0.1:9464 [default: nowhere]
    #[arg(long, env = "SANDAN_METRICS_ADDR", value_name = "ADDR:PORT")]
    pub metrics_addr: Option<SocketAddr>,

    /// A statement to the database that takes this long or longer is named in the log
    #[arg(long, env = "SANDAN_SLOW_STATEMENT", value_name = "MILLIS", default_value_t = 200)]
    pub slow_statement: u64,

    /// Loads the demo district if the database is empty, and opens /demo, where anybody signs in as anybody
    #[arg(long)]
    pub demo: bool,

    /// Moves the clock of a demonstration ahead by as many minutes as stand in this file
    #[arg(long, env = "SANDAN_DEMO_CLOCK", value_name = "FILE", requires = "demo")]
    pub demo_clock: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum LogFormat {
    /// For people
    Text,
    /// One JSON object a line, for machines
    Json,
}

/// Which engine, and where.
#[derive(Clone, PartialEq, Eq)]
pub struct DatabaseUrl(pub String);

/// It may hold a password.
impl fmt::Debug for DatabaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("DatabaseUrl(…)")
    }
}

impl FromStr for DatabaseUrl {
    type Err = &'static str;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let known = ["sqlite:", "postgres://", "postgresql://"].iter().any(|scheme| text.starts_with(scheme));
        if known { Ok(Self(text.to_owned())) } else { Err("it begins with sqlite: or postgres://") }
    }
}

#[derive(Clone, PartialEq, Eq)]
pub struct Secret(Vec<u8>);

impl Secret {
    const LEAST: usize = 32;
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

impl FromStr for Secret {
    type Err = &'static str;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if text.len() >= Self::LEAST {
            Ok(Self(text.as_bytes().to_vec()))
        } else {
            Err("a secret has at least 32 characters; `openssl rand -hex 32` makes one")
        }
    }
}

/// An address on the web, without a slash at its end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicUrl(pub String);

impl FromStr for PublicUrl {
    type Err = &'static str;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let host = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
        let fits = host.is_some_and(|host| {
            !host.is_empty() && !host.starts_with('/') && text.bytes().all(|byte| byte.is_ascii_graphic())
        });
        if fits {
            Ok(Self(text.trim_end_matches('/').to_owned()))
        } else {
            Err("it begins with https:// (or http://) and a host, such as https://sandan.example")
        }
    }
}

impl PublicUrl {
    pub fn is_https(&self) -> bool {
        self.0.starts_with("https://")
    }

    /// Reached from this machine alone.
    pub fn is_loopback(&self) -> bool {
        let host = self.0.split_once("://").map_or("", |(_, rest)| rest);
        let host = host.split('/').next().unwrap_or(host);
        if let Some(v6) = host.strip_prefix('[') {
            return v6.starts_with("::1]");
        }
        let host = host.split(':').next().unwrap_or(host);
        host == "localhost" || host.parse::<IpAddr>().is_ok_and(|ip| ip.is_loopback())
    }
}

#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    #[error("the data directory {dir} cannot be made or used")]
    DataDir {
        dir: PathBuf,
        #[source]
        source: io::Error,
    },
    #[error("the secret in {path} cannot be read or made")]
    SecretFile {
        path: PathBuf,
        #[source]
        source: io::Error,
    },
    #[error(
        "the secret in {path} has fewer than 32 bytes; restore it, or delete the file and every poster is void"
    )]
    SecretShort { path: PathBuf },
}

impl Data {
    pub fn database_url(&self) -> String {
        match &self.database_url {
            Some(url) => url.0.clone(),
            None => format!("sqlite:{}", self.data_dir.join("sandan.db").display()),
        }
    }

    pub fn holidays(&self) -> PathBuf {
        self.data_dir.join("holidays")
    }

    pub fn photos(&self) -> PathBuf {
        self.data_dir.join("photos")
    }

    /// Where the secret lies, unless one was set.
    pub fn secret_file(&self) -> PathBuf {
        self.data_dir.join("secret")
    }

    /// Makes the data directory, for its owner alone.
    pub fn make_dir(&self) -> Result<(), ConfigError> {
        fs::DirBuilder::new()
            .recursive(true)
            .mode(0o700)
            .create(&self.data_dir)
            .map_err(|source| ConfigError::DataDir { dir: self.data_dir.clone(), source })
    }

    /// The secret that was set, or the one kept in the data directory, which is made now if there is none.
    pub fn secret(&self) -> Result<Vec<u8>, ConfigError> {
        if let Some(secret) = &self.secret {
            return Ok(secret.0.clone());
        }
        let path = self.secret_file();
        let kept =
            kept_secret(&path).map_err(|source| ConfigError::SecretFile { path: path.clone(), source })?;
        if kept.len() < Secret::LEAST { Err(ConfigError::SecretShort { path }) } else { Ok(kept) }
    }
}

fn kept_secret(path: &Path) -> io::Result<Vec<u8>> {
    match fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(path) {
        Ok(mut file) => {
            let secret: String = clock::chance::<32>().iter().map(|byte| format!("{byte:02x}")).collect();
            file.write_all(secret.as_bytes())?;
            file.sync_all()?;
            Ok(secret.into_bytes())
        }
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
            let kept = fs::read(path)?;
            Ok(kept.trim_ascii().to_vec())
        }
        Err(error) => Err(error),
    }
}

impl Config {
    pub fn public_url(&self) -> PublicUrl {
        self.public_url.clone().unwrap_or_else(|| PublicUrl(format!("http://{}", self.addr)))
    }

    /// Where the built site lies: as told, in this checkout, or beside the program.
    pub fn site_dir(&self) -> PathBuf {
        if let Some(dir) = &self.site_dir {
            return dir.clone();
        }
        let here = PathBuf::from("target/site");
        let beside = std::env::current_exe().ok().and_then(|exe| Some(exe.parent()?.join("site")));
        match beside {
            Some(beside) if !here.is_dir() && beside.is_dir() => beside,
            _ => here,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wrong_value_is_named() {
        assert!("mysql://x".parse::<DatabaseUrl>().is_err());
        assert!("short".parse::<Secret>().is_err());
        for wrong in ["sandan.example", "ftp://x", "https://", "https:///x", "https://a b"] {
            assert!(wrong.parse::<PublicUrl>().is_err(), "{wrong}");
        }
        assert_eq!("https://sandan.example/".parse::<PublicUrl>().unwrap().0, "https://sandan.example");
    }

    #[test]
    fn loopback_is_known_when_seen() {
        for (url, loopback) in [
            ("http://127.0.0.1:3000", true),
            ("http://localhost", true),
            ("http://[::1]:80", true),
            ("http://192.168.1.5:3000", false),
            ("http://localhost.example", false),
        ] {
            assert_eq!(PublicUrl(url.to_owned()).is_loopback(), loopback, "{url}");
        }
    }

    #[test]
    fn the_secret_is_made_once_and_for_its_owner_alone() {
        use std::os::unix::fs::PermissionsExt as _;
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("secret");
        let secret = kept_secret(&path).unwrap();
        assert_eq!(kept_secret(&path).unwrap(), secret);
        assert!(secret.len() >= Secret::LEAST);
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
    }
}
