//! `cairn … | head`: a reader that has seen enough closes the pipe. That is no failure, and nothing is left to say.

use std::panic::{PanicHookInfo, set_hook, take_hook};
use std::process;

/// From now on the command ends quietly when nobody reads what it prints.
///
/// Rust's `print!` panics then, and its message is the only sign of it: what may stop a process by a signal is unsafe code.
pub fn end_when_nobody_reads() {
    let before = take_hook();
    set_hook(Box::new(move |panic| {
        if nobody_reads(panic) {
            process::exit(0);
        }
        before(panic);
    }));
}

fn nobody_reads(panic: &PanicHookInfo<'_>) -> bool {
    let message = panic.payload().downcast_ref::<String>().map_or("", String::as_str);
    // Windows has two words for it, by their numbers.
    let closed = ["Broken pipe", "os error 109", "os error 232"];
    message.starts_with("failed printing to stdout") && closed.iter().any(|word| message.contains(word))
}
