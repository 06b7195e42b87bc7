//! The arguments about the host secret, and of the way back with the recovery kit.

use std::path::PathBuf;

use clap::{Args, Subcommand};

#[derive(Subcommand, Debug)]
pub enum Host {
    /// Where the host secret lies, its mode, since when, whether a change of it is unfinished; never the secret
    #[command(after_help = "Examples:\n  kin host status\n  kin host status --json")]
    Status,
    /// Write the host secret into an age file under a passphrase, for a second computer
    #[command(
        after_help = "Example:\n  kin host export carried.age\n\nThe passphrase is asked for twice, or read from standard input, a line each. Carry it apart from the file.\nOn the other computer: kin host import FILE --office DIR"
    )]
    Export { file: PathBuf },
    /// Bring the host secret to this computer from such a file; one that is here is never overwritten
    #[command(after_help = "Example:\n  kin host import carried.age --office ./office")]
    Import { file: PathBuf },
    /// Put the office under another host secret: the old one opens nothing any more
    #[command(
        after_help = "Examples:\n  kin host rotate --member ana\n  kin host rotate --member ana --new-secret ./new.secret\n\nNobody else may have the office open; on a network file system see to it yourself, for it can't be told there.\nEvery page of the file is encrypted anew, which needs as much free space as the file is large.\nWhatever stops it, the office opens after it; run again it goes on where it was.\n\nEvery other computer then needs the new secret: kin host export, and there kin host import.\nWhere the secret is a service's credential, name a new file, and put it in the credential's place afterwards."
    )]
    Rotate {
        /// Write the new secret to this file, and leave the old one where it is
        #[arg(long, value_name = "FILE")]
        new_secret: Option<PathBuf>,
        /// Do not ask
        #[arg(long, short)]
        yes: bool,
    },
}

#[derive(Args, Debug)]
#[command(
    after_help = "Examples:\n  kin recover --office ./office                the host secret, from its copy for the kit\n  kin recover --office ./office --owner ana    and an invitation for an owner\n\nOn a bare machine: bring the office folder back first, from a backup or the old disk.\nNobody signs in for it: the kit is asked for, or read from standard input, its groups on one line.\nWith the name of an owner it resets the way in; with a new name it makes a new owner."
)]
pub struct Recover {
    /// Invite this owner, too
    #[arg(long, value_name = "NAME")]
    pub owner: Option<String>,
}
