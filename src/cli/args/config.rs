//! The arguments of `kin config`.

use std::path::PathBuf;

use clap::Subcommand;

#[derive(Subcommand, Debug)]
pub enum Settings {
    /// Every setting with the value that holds, as lines of TOML
    #[command(after_help = "Examples:\n  kin config show\n  kin config show --origin\n  kin config show --json")]
    Show {
        /// Say where each comes from: a default, a line of the file, the environment or a flag
        #[arg(long)]
        origin: bool,
    },
    /// Look at a file of settings, keys and themes among them, and change nothing
    #[command(after_help = "Examples:\n  kin config check\n  kin config check ./config.toml")]
    Check {
        /// Otherwise the one that is in use
        file: Option<PathBuf>,
    },
    /// Where the file of settings is, or would be
    #[command(after_help = "Example:\n  kin config path")]
    Path,
}
