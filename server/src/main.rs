//! The program `sandan`. `sandan --help` tells what it does; `server/src/lib.rs` where to read on.

use std::{io, process::ExitCode};

use clap::Parser as _;
use desk::error::chain;
use server::{
    command::{self, Cli},
    config::LogFormat,
};
use tracing_subscriber::EnvFilter;

/// With one core a slow query would stand in everybody's way, so there are always four.
const LEAST_WORKERS: usize = 4;

fn main() -> ExitCode {
    let cli = Cli::parse();
    log(cli.data.log_format);
    let workers =
        std::thread::available_parallelism().map_or(LEAST_WORKERS, |cores| cores.get().max(LEAST_WORKERS));
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(workers).enable_all().build();
    let outcome = match runtime {
        Ok(runtime) => runtime.block_on(command::run(cli)).map_err(|failure| chain(&failure)),
        Err(error) => Err(format!("no threads can be started: {error}")),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            eprintln!("sandan: {why}");
            ExitCode::FAILURE
        }
    }
}

fn log(format: LogFormat) {
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("info,tower_http=warn"));
    let lines = tracing_subscriber::fmt().with_env_filter(filter).with_writer(io::stderr);
    match format {
        LogFormat::Text => lines.with_target(false).init(),
        LogFormat::Json => lines.json().init(),
    }
}
