//! The arguments of the doctor.

use clap::Args;

#[derive(Args, Debug)]
#[command(
    after_help = "Examples:\n  kin doctor\n  kin doctor --fix\n  kin doctor --deep --json\n  kin doctor --compliance > compliance.md\n\nNobody signs in for it, and it works where the office does not open.\nExit code, by the worst check: 0 good or not to be told, 1 a warning, 2 bad.\n\n--fix mends only what is safe: modes that let others in, what a stopped change of the host secret left behind, the\nsocket of a server that runs no more. Each is told."
)]
pub struct Doctor {
    /// Mend what is safe to mend, then look
    #[arg(long)]
    pub fix: bool,
    /// Look at every page, signature and record, too
    #[arg(long)]
    pub deep: bool,
    /// Print a page in Markdown: the checks beside ISO/IEC 27001:2022 Annex A and GDPR art. 32
    #[arg(long, conflicts_with = "json")]
    pub compliance: bool,
}
