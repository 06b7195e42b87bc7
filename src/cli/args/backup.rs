//! The arguments of backups and of bringing them back.

use std::path::PathBuf;

use clap::{Args, Subcommand};

#[derive(Subcommand, Debug)]
pub enum Backup {
    /// Make a backup while people work: packed, encrypted with age, signed, and read back
    #[command(
        after_help = "Examples:\n  kin backup now\n  kin backup now --to /mnt/usb/kin\n  kin backup now --if-due           for a timer: does nothing before it is time\n\nWhoever can read the office's file and its host secret can make one. With --member or --key the right\nbackup.manage is asked for, and the log names the member."
    )]
    Now {
        /// Another folder than the configured one; nothing is taken away there
        #[arg(long, value_name = "DIR")]
        to: Option<PathBuf>,
        /// Only if the last one is older than `[backup] every_hours`
        #[arg(long)]
        if_due: bool,
    },
    /// The backups of the configured folder, the newest first
    #[command(after_help = "Examples:\n  kin backup list\n  kin backup list --json")]
    List,
    /// Read a backup through: does it open here, is it whole, has the office signed it
    #[command(after_help = "Examples:\n  kin backup verify\n  kin backup verify BACKUP")]
    Verify {
        /// The newest where none is named
        file: Option<PathBuf>,
    },
    /// Bring a backup back into a temporary folder, prove it, take it away; the log keeps the result
    #[command(after_help = "Example:\n  kin backup drill")]
    Drill {
        /// The newest where none is named
        file: Option<PathBuf>,
    },
    /// Take away backups that `[backup]` does not keep
    #[command(after_help = "Example:\n  kin backup prune --dry-run")]
    Prune {
        /// Only say which
        #[arg(long)]
        dry_run: bool,
    },
    /// When backups are made, and units or a line that have a timer make them
    #[command(
        after_help = "Examples:\n  kin backup schedule\n  kin backup schedule --cron >> /etc/cron.d/kin\n  kin backup schedule --service > /etc/systemd/system/kin-backup.service\n  kin backup schedule --timer > /etc/systemd/system/kin-backup.timer"
    )]
    Schedule {
        /// Print a line for cron
        #[arg(long, conflicts_with_all = ["service", "timer"])]
        cron: bool,
        /// Print a hardened unit for systemd
        #[arg(long, conflicts_with = "timer")]
        service: bool,
        /// Print its timer
        #[arg(long)]
        timer: bool,
    },
}

#[derive(Args, Debug)]
#[command(
    after_help = "Examples:\n  kin restore kin-1a2b3c4d-2026-11-27T020000Z.age --to ./office-restored\n  kin restore BACKUP --to ./office --kit      on a new computer, with the recovery kit's words\n\nNothing is overwritten: the folder must be new or empty. The copy's log, records and counts are proven before\nanything of it stays. To work in it: kin --office DIR"
)]
pub struct Restore {
    /// The backup
    pub file: PathBuf,
    /// The new folder; otherwise one named after the backup
    #[arg(long, value_name = "DIR")]
    pub to: Option<PathBuf>,
    /// Open it with the recovery kit, whose words are asked for, or read from standard input
    #[arg(long)]
    pub kit: bool,
}
