//! The arguments of `kin service`: the rules for tickets.

use clap::Subcommand;

#[derive(Subcommand, Debug)]
pub enum Service {
    /// The rules as they are: calendar, promises, statuses, escalations, snippets
    #[command(after_help = "Examples:\n  kin service show\n  kin service show --json > service.json")]
    Show,
    /// Set the rules from a file, as `kin service show --json` prints them
    #[command(
        after_help = "Examples:\n  kin service show --json > service.json\n  kin service set --from service.json\n\nThe file is the whole of the rules: what it does not name is as it comes with the program."
    )]
    Set {
        /// A file of JSON, or - for standard input
        #[arg(long, value_name = "FILE")]
        from: String,
    },
}
