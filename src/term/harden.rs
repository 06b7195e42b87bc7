//! Keeps the process's memory, which holds opened keys, out of core files and away from debuggers.

use rustix::process::{Resource, Rlimit, setrlimit};

/// Turns core files off and, on Linux, makes the process non-dumpable (no ptrace by the same user).
/// Call it first thing in `main`. Elsewhere only core files can be turned off.
///
/// # Errors
/// The system's refusal; memory may then reach the disk, so the caller should say so.
pub fn harden_process() -> std::io::Result<()> {
    setrlimit(Resource::Core, Rlimit { current: Some(0), maximum: Some(0) })?;
    #[cfg(target_os = "linux")]
    rustix::process::set_dumpable_behavior(rustix::process::DumpableBehavior::NotDumpable)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    #[test]
    fn leaves_no_core_file() {
        super::harden_process().unwrap();
        let core = rustix::process::getrlimit(rustix::process::Resource::Core);
        assert_eq!((core.current, core.maximum), (Some(0), Some(0)));
        #[cfg(target_os = "linux")]
        assert_eq!(rustix::process::dumpable_behavior().unwrap(), rustix::process::DumpableBehavior::NotDumpable);
    }
}
