//! What the process takes, by the names Prometheus' own libraries use. Read from `/proc`; elsewhere than on Linux only the
//! start is told.

use std::fs;

use domain::Timestamp;
use prometheus_client::{
    collector::Collector,
    encoding::{DescriptorEncoder, EncodeMetric as _},
    metrics::{counter::ConstCounter, gauge::ConstGauge},
    registry::Unit,
};

use super::seconds;

/// Linux counts processor time in these, whatever its kernel was built with.
const TICKS_PER_SECOND: f64 = 100.0;

#[derive(Debug)]
pub struct Process {
    pub since: Timestamp,
}

impl Collector for Process {
    fn encode(&self, mut encoder: DescriptorEncoder<'_>) -> std::fmt::Result {
        let mut gauge = |name, help, unit: Option<&Unit>, value: Option<f64>| {
            let Some(value) = value else { return Ok(()) };
            let gauge = ConstGauge::new(value);
            gauge.encode(encoder.encode_descriptor(name, help, unit, gauge.metric_type())?)
        };
        let since = Some(seconds(self.since.micros()));
        gauge("process_start_time", "When the process started, since 1970.", Some(&Unit::Seconds), since)?;
        gauge("process_resident_memory", "Memory in use.", Some(&Unit::Bytes), memory())?;
        gauge("process_open_fds", "Open files and connections.", None, open_files())?;
        gauge("process_max_fds", "How many of them there may be.", None, most_files())?;
        if let Some(spent) = processor() {
            let (help, counter) = ("Processor time spent.", ConstCounter::new(spent));
            let unit = Some(&Unit::Seconds);
            counter.encode(encoder.encode_descriptor("process_cpu", help, unit, counter.metric_type())?)?;
        }
        Ok(())
    }
}

/// The number that stands in the line of this name.
fn number(file: &str, name: &str) -> Option<f64> {
    let text = fs::read_to_string(file).ok()?;
    text.lines().find_map(|line| line.strip_prefix(name))?.split_whitespace().next()?.parse().ok()
}

fn memory() -> Option<f64> {
    number("/proc/self/status", "VmRSS:").map(|kib| kib * 1024.0)
}

fn most_files() -> Option<f64> {
    number("/proc/self/limits", "Max open files")
}

fn open_files() -> Option<f64> {
    // The directory itself is open while it is read.
    let open = fs::read_dir("/proc/self/fd").ok()?.count().saturating_sub(1);
    u32::try_from(open).ok().map(f64::from)
}

fn processor() -> Option<f64> {
    let stat = fs::read_to_string("/proc/self/stat").ok()?;
    // The name of the program, in parentheses, may hold anything.
    let mut fields = stat.rsplit_once(')')?.1.split_whitespace().skip(11);
    let (user, system): (f64, f64) = (fields.next()?.parse().ok()?, fields.next()?.parse().ok()?);
    Some((user + system) / TICKS_PER_SECOND)
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;

    #[test]
    fn linux_tells_what_the_process_takes() {
        assert!(memory().unwrap() > 1024.0 * 1024.0);
        assert!(open_files().unwrap() >= 3.0 && open_files().unwrap() <= most_files().unwrap());
        assert!(processor().unwrap() >= 0.0);
    }
}
