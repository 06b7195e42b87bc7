//! Which file systems are known to be local: only there is a write-ahead log safe.

use std::path::Path;

/// Magic numbers of local file systems, from Linux `statfs(2)`.
#[cfg(any(target_os = "linux", target_os = "android"))]
const LOCAL: [u64; 12] = [
    0xEF53,      // ext2, ext3, ext4
    0x5846_5342, // xfs
    0x9123_683E, // btrfs
    0x0102_1994, // tmpfs
    0x8584_58F6, // ramfs
    0x2FC1_2FC1, // zfs
    0x794C_7630, // overlayfs
    0xF2F5_2010, // f2fs
    0xCA45_1A4E, // bcachefs
    0x3153_464A, // jfs
    0x5265_4973, // reiserfs
    0xF15F,      // ecryptfs
];

/// Whether the file at `path` lies on a file system known to be local. Unknown counts as not local.
#[cfg(any(target_os = "linux", target_os = "android"))]
pub(super) fn is_local(path: &Path) -> bool {
    // The type's width and sign differ between platforms; the magic is its lower 32 bits.
    rustix::fs::statfs(path).is_ok_and(|stat| LOCAL.contains(&u64::from(stat.f_type as u32)))
}

/// Whether the file at `path` lies on a file system that the system marks as local.
#[cfg(target_vendor = "apple")]
pub(super) fn is_local(path: &Path) -> bool {
    const MNT_LOCAL: u32 = 0x1000;
    rustix::fs::statfs(path).is_ok_and(|stat| stat.f_flags & MNT_LOCAL != 0)
}

/// Nothing is known of this system's file systems, so none counts as local.
#[cfg(not(any(target_os = "linux", target_os = "android", target_vendor = "apple")))]
pub(super) fn is_local(_path: &Path) -> bool {
    false
}
