//! The program `sandan`. `sandan --help` tells what it does; `server/src/lib.rs` where to read on.

use std::process::ExitCode;

use clap::Parser as _;
use desk::error::chain;
use mimalloc::MiMalloc;
use server::{
    command::{self, Cli},
    log,
};

/// Several threads make pages out of many small pieces; the usual allocator lets them wait for one another.
#[global_allocator]
static MEMORY: MiMalloc = MiMalloc;

/// With one core a slow query would stand in everybody's way, so there are always four.
const LEAST_WORKERS: usize = 4;

fn main() -> ExitCode {
    let cli = Cli::parse();
    log::start(cli.data.log_format);
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
