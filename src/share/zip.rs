//! Several files as one: a zip that only stores, written by PKWARE's APPNOTE 6.3.
//!
//! The crates that were looked at put sizes behind stored data, where readers that go from the front (Java's, `ditto`'s) do
//! not look for them; here they stand before it.

use crate::ory::commands::File;

/// The file the zip is saved as.
pub const ZIP_FILE: &str = "ory-action.zip";

/// Version 2.0; no flags but UTF-8 names; stored; 1980-01-01, since a zip of the same files should be the same bytes.
const COMMON: [u8; 10] = [20, 0, 0, 8, 0, 0, 0, 0, 0x21, 0];

/// The bytes of a zip with these files, each of less than 4 GiB.
pub fn archive(files: &[File]) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut directory = Vec::new();
    for file in files {
        let content = file.content.as_bytes();
        let mut entry = COMMON.to_vec();
        entry.extend(crc32(content).to_le_bytes());
        // Stored: as long in the zip as outside of it.
        entry.extend(long(content.len()));
        entry.extend(long(content.len()));
        entry.extend(short(file.name.len()));
        // No extra field.
        entry.extend(short(0));
        directory.extend(b"PK\x01\x02");
        directory.extend([20, 0]);
        directory.extend(&entry);
        // No comment, first disk, no attributes.
        directory.extend([0; 10]);
        directory.extend(long(bytes.len()));
        directory.extend(file.name.as_bytes());
        bytes.extend(b"PK\x03\x04");
        bytes.extend(&entry);
        bytes.extend(file.name.as_bytes());
        bytes.extend(content);
    }
    let (start, length) = (long(bytes.len()), long(directory.len()));
    bytes.extend(directory);
    bytes.extend(b"PK\x05\x06");
    bytes.extend([0; 4]);
    bytes.extend(short(files.len()));
    bytes.extend(short(files.len()));
    bytes.extend(length);
    bytes.extend(start);
    bytes.extend(short(0));
    bytes
}

fn short(number: usize) -> [u8; 2] {
    u16::try_from(number).unwrap_or(u16::MAX).to_le_bytes()
}

fn long(number: usize) -> [u8; 4] {
    u32::try_from(number).unwrap_or(u32::MAX).to_le_bytes()
}

/// The checksum of ISO 3309, bit by bit: what is summed here is a few kilobytes.
fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(!0, |sum: u32, byte| {
        (0..8).fold(sum ^ u32::from(*byte), |sum, _| if sum & 1 == 1 { (sum >> 1) ^ 0xedb8_8320 } else { sum >> 1 })
    })
}
