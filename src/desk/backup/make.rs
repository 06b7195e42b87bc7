//! Making a backup: all rows of one moment, packed, encrypted, read back, and carried further.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use super::archive::{Head, Writer};
use super::folder::{beside_of, hash_of};
use super::keep::surplus;
use super::{BackupError, Beside, Bytes, FORMAT, Folder, Kept, Manifest, Scrap, Signed, Step, carry};
use crate::config::Backup;
use crate::desk::Desk;
use crate::desk::alerts::Sight;
use crate::desk::api::Problem;
use crate::desk::session::Trace;
use crate::diagnostics::Event;
use crate::domain::{Action, Entry, Micros, Outcome};
use crate::policy::{Operation, Permit, Target};
use crate::store::{Journal, Options, Snapshot, Store};
use crate::vault::age::{self, Recipient};
use crate::vault::note::Checkpoint;

/// Rows are read once each, so a small cache is enough.
const CACHE_KIB: u32 = 8 * 1024;
/// Fast, and four fifths of what the slow levels save.
const LEVEL: i32 = 3;
const DAY: i64 = 24 * 3_600_000_000;

/// Who has a backup made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    /// Whoever is signed in, by its right.
    Member,
    /// Whoever may read the office's files and its host secret anyway.
    Operator,
    /// The office itself, when it is time.
    Schedule,
}

/// A backup that was made.
#[derive(Debug)]
pub struct Made {
    pub path: PathBuf,
    pub beside: Beside,
    /// Whether it was carried further, and then whether what arrived was compared.
    pub carried: Option<bool>,
    /// How many old ones were taken away.
    pub removed: usize,
}

impl Desk {
    /// Makes a backup into the configured folder or another one. Old ones of the configured folder that are not to be
    /// kept are taken away.
    ///
    /// # Errors
    /// What kept it from being made, which stands in the log and is an alert.
    pub fn back_up(
        &mut self,
        settings: &Backup,
        to: Option<&Path>,
        by: By,
        step: Step<'_>,
    ) -> Result<Made, BackupError> {
        let permit = match by {
            By::Member => Some(self.permit_backups()?),
            By::Operator | By::Schedule => None,
        };
        let made = self.make_backup(settings, to, step);
        match &made {
            Ok(made) => Event::BackupMade { bytes: made.beside.file_bytes }.tell(),
            Err(error) => Event::BackupFailed { kind: kind_of(error) }.tell(),
        }
        let (outcome, details) = match &made {
            Ok(made) => (Outcome::Done, made.details()),
            // Nobody need be told of what was stopped on purpose, or is under way.
            Err(BackupError::Stopped | BackupError::Running(_)) => return made,
            Err(error) => (Outcome::Failed, json!({ "why": kind_of(error) })),
        };
        let mut details = details;
        details["scheduled"] = json!(by == By::Schedule);
        self.log_backup(permit.as_ref(), Action::BackupMake, outcome, details)?;
        if made.is_err() {
            self.raise(&[Sight::backup_failed(self.clock.now().0 / DAY)])?;
        }
        made
    }

    pub(super) fn permit_backups(&mut self) -> Result<Permit, Problem> {
        self.check_session()?;
        self.not_previewing()?;
        self.judge(Operation::ManageBackups, Target::Office)
    }

    /// Writes an act on backups into the log: the member's, or where nobody is signed in the office's.
    pub(super) fn log_backup(
        &mut self,
        permit: Option<&Permit>,
        action: Action,
        outcome: Outcome,
        details: Value,
    ) -> Result<(), Problem> {
        let Some(permit) = permit else {
            let entry = Entry { details: details.to_string(), ..self.entry_of_nobody(action, outcome) };
            return self.write_as_office(|_| Ok((entry.clone(), ())));
        };
        let entry = self.scribe()?.done(permit, Trace { details, ..Trace::default() });
        let entry = Entry { action, outcome, ..entry };
        self.act(permit, |_| Ok((entry.clone(), ()))).map(|(_, ())| ())
    }

    fn make_backup(&mut self, settings: &Backup, to: Option<&Path>, step: Step<'_>) -> Result<Made, BackupError> {
        let own = self.backups(settings);
        let folder = to.map_or_else(|| own.clone(), |to| Folder::new(to.to_owned(), self.paths.install));
        if to.is_none() && settings.mounted && !folder.is_mounted() {
            return Err(BackupError::NotMounted(folder.path.display().to_string()));
        }
        folder.make()?;
        let _lock = folder.lock()?;
        folder.remove_remains()?;
        let recipients = self.recipients(settings)?;
        let (path, beside) = self.write_backup(&folder, &recipients, step)?;
        let carried = carry::carry(settings, &path, &beside.file)
            .map_err(|error| BackupError::NotCarried { path: path.display().to_string(), error })?;
        let removed = if to.is_none() { self.remove_surplus(settings, &own)? } else { 0 };
        Ok(Made { path, beside, carried, removed })
    }

    /// The configured folder of this office's backups.
    pub fn backups(&self, settings: &Backup) -> Folder {
        Folder::new(settings.folder(&self.paths.folder), self.paths.install)
    }

    /// The recovery kit, this computer, and whoever the settings name.
    fn recipients(&self, settings: &Backup) -> Result<Vec<Recipient>, BackupError> {
        let kit = Recipient::of(&self.rights.kit().ok_or(BackupError::NoKit)?)?;
        let mut all = vec![kit, self.host.present().backup_identity()?.recipient()];
        for text in &settings.recipients {
            all.push(Recipient::parse(text).map_err(|_| BackupError::BadRecipient(text.clone()))?);
        }
        Ok(all)
    }

    fn write_backup(
        &mut self,
        folder: &Folder,
        recipients: &[Recipient],
        step: Step<'_>,
    ) -> Result<(PathBuf, Beside), BackupError> {
        let key = self.host.present().store_key();
        let mut source = Store::open_with(&self.paths.database(), &key, &Options::shared(CACHE_KIB, None))?;
        let at = self.clock.now();
        let path = folder.path.join(folder.name(at));
        let part = path.with_extension("part");
        let copied = path.with_extension("copy");
        let _copied = Scrap::new(copied.clone());
        if source.journal() == Journal::Truncate {
            // A long look at the file would keep everybody from writing.
            source = source.copy_to(&copied, &key)?;
        }
        let scrap = Scrap::new(part.clone());
        let file = File::options().write(true).create_new(true).mode(0o600).open(&part);
        let file = Hashed::new(file.map_err(BackupError::io(&part))?);
        let (signed, file) = source.read(|snapshot| self.write_rows(snapshot, at, file, recipients, &part, step))?;
        let (file_bytes, file) = file.finish().map_err(BackupError::io(&part))?;
        let read_back = hash_of(&part).map_err(BackupError::io(&part))?;
        if read_back != (file_bytes, file) {
            let error = io::Error::other("what was written is not what is there");
            return Err(BackupError::Io { path: part.display().to_string(), error });
        }
        let beside = Beside { signed, file_bytes, file };
        put(&beside_of(&path), &serde_json::to_vec_pretty(&beside).unwrap_or_default())?;
        fs::rename(&part, &path).map_err(BackupError::io(&path))?;
        scrap.keep();
        File::open(&folder.path).and_then(|folder| folder.sync_all()).map_err(BackupError::io(&folder.path))?;
        Ok((path, beside))
    }

    fn write_rows(
        &self,
        snapshot: &Snapshot<'_>,
        at: Micros,
        file: Hashed,
        recipients: &[Recipient],
        path: &Path,
        step: Step<'_>,
    ) -> Result<(Signed, Hashed), BackupError> {
        let io = || BackupError::io(path);
        let install = self.paths.install;
        let schema = snapshot.schema()?;
        let host_copy = self.paths.kit_copy().map_err(|_| BackupError::NoKitCopy)?;
        let beginning = Head { format: FORMAT, install, schema, host_copy };
        let encrypted = age::encrypt(recipients, file).map_err(io())?;
        let packed = zstd::stream::write::Encoder::new(encrypted, LEVEL).map_err(io())?;
        let mut writer = Writer::begin(packed, &beginning).map_err(io())?;
        let (head, hash) = snapshot.head()?.ok_or(Problem::Tampered)?;
        let root = snapshot.tree_root(head)?;
        let checkpoint = Checkpoint { install, size: head, root, head: hash, at }.sign(&self.office_signer);
        let mut tables = BTreeMap::new();
        for table in snapshot.tables()? {
            writer.table(&table).map_err(io())?;
            let mut rows = 0;
            snapshot.dump(&table, |pack, count| {
                rows += count;
                writer.rows(pack).map_err(io())?;
                if step(count) { Ok(()) } else { Err(BackupError::Stopped) }
            })?;
            tables.insert(table.name, rows);
        }
        let (bytes, content) = writer.content();
        let manifest = Manifest {
            format: FORMAT,
            install,
            made_at: at,
            made_at_utc: checkpoint.checkpoint.time(),
            program: env!("CARGO_PKG_VERSION").into(),
            schema,
            checkpoint: checkpoint.text().into(),
            head,
            tables,
            bytes,
            content: Bytes(content),
        };
        let signed = Signed::by(manifest, &self.office_signer);
        let packed = writer.end(&signed).map_err(io())?;
        let file = packed.finish().and_then(|encrypted| encrypted.finish()).map_err(io())?;
        Ok((signed, file))
    }

    /// Takes away what is not to be kept; answers how many.
    fn remove_surplus(&self, settings: &Backup, folder: &Folder) -> Result<usize, BackupError> {
        let surplus = self.surplus_backups(settings, folder)?;
        surplus.iter().try_for_each(|kept| folder.remove(kept))?;
        Ok(surplus.len())
    }

    /// The backups of the configured folder that are not to be kept. One whose manifest is not this office's stays: it
    /// is not ours to take away.
    fn surplus_backups(&self, settings: &Backup, folder: &Folder) -> Result<Vec<Kept>, BackupError> {
        let mut kept = folder.list()?;
        kept.retain(|kept| self.signed_beside(kept).is_some());
        let times: Vec<Micros> = kept.iter().map(|kept| kept.at).collect();
        let gone = surplus(&times, settings, &self.settings.zone);
        kept.retain(|kept| gone.contains(&kept.at));
        Ok(kept)
    }

    /// What lies beside a backup, where this office has signed it.
    pub fn signed_beside<'a>(&self, kept: &'a Kept) -> Option<&'a Beside> {
        let beside = kept.beside.as_ref()?;
        let ours =
            beside.signed.manifest.install == self.paths.install && beside.signed.is_by(self.rights.office_keys());
        ours.then_some(beside)
    }

    /// Takes away the backups that are not to be kept, or only answers which they are.
    ///
    /// # Errors
    /// The folder can't be read or written, or whoever is signed in may not.
    pub fn prune_backups(&mut self, settings: &Backup, by: By, dry_run: bool) -> Result<Vec<Kept>, BackupError> {
        let permit = if by == By::Member { Some(self.permit_backups()?) } else { None };
        let folder = self.backups(settings);
        let surplus = self.surplus_backups(settings, &folder)?;
        if !dry_run && !surplus.is_empty() {
            let _lock = folder.lock()?;
            surplus.iter().try_for_each(|kept| folder.remove(kept))?;
            let names: Vec<String> = surplus.iter().map(Kept::name).collect();
            self.log_backup(permit.as_ref(), Action::BackupPrune, Outcome::Done, json!({ "removed": names }))?;
        }
        Ok(surplus)
    }
}

impl Made {
    pub fn name(&self) -> String {
        self.path.file_name().unwrap_or_default().to_string_lossy().into_owned()
    }

    fn details(&self) -> Value {
        json!({
            "file": self.name(),
            "head": self.beside.signed.manifest.head,
            "rows": self.beside.signed.manifest.rows(),
            "bytes": self.beside.file_bytes,
            "hash": self.beside.file,
            "carried": self.carried,
            "removed": self.removed,
        })
    }
}

/// What kept a backup from being made, for the log: a word, and no path of this computer.
fn kind_of(error: &BackupError) -> &'static str {
    match error {
        BackupError::Full(_) => "disk_full",
        BackupError::NotMounted(_) => "not_mounted",
        BackupError::NotCarried { .. } => "not_carried",
        BackupError::BadRecipient(_) | BackupError::NoKit => "recipients",
        BackupError::Io { .. } => "folder",
        BackupError::Stopped => "stopped",
        BackupError::Running(_) => "running",
        _ => "office",
    }
}

/// Writes a small file in one step: it is there whole or not at all.
fn put(path: &Path, bytes: &[u8]) -> Result<(), BackupError> {
    let new = path.with_extension("new");
    let scrap = Scrap::new(new.clone());
    let mut options = File::options();
    let opened = options.write(true).create(true).truncate(true).mode(0o600).open(&new);
    opened
        .and_then(|mut file| file.write_all(bytes).and_then(|()| file.sync_all()))
        .and_then(|()| fs::rename(&new, path))
        .map_err(BackupError::io(path))?;
    scrap.keep();
    Ok(())
}

/// A file that knows the hash of what was written to it.
struct Hashed {
    to: BufWriter<File>,
    hash: blake3::Hasher,
    bytes: u64,
}

impl Hashed {
    fn new(file: File) -> Self {
        Self { to: BufWriter::with_capacity(1 << 20, file), hash: blake3::Hasher::new(), bytes: 0 }
    }

    /// Has all on the disk; answers the size and the hash.
    fn finish(mut self) -> io::Result<(u64, Bytes<32>)> {
        self.to.flush()?;
        self.to.get_ref().sync_all()?;
        Ok((self.bytes, Bytes(*self.hash.finalize().as_bytes())))
    }
}

impl Write for Hashed {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.to.write(bytes)?;
        self.hash.update(&bytes[..written]);
        self.bytes += written as u64;
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.to.flush()
    }
}
