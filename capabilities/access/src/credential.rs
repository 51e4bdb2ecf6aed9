//! Passphrases (RFC 9106, Argon2id) and one-time codes (RFC 6238). Nothing here is stored or logged in clear.

use argon2::Argon2;
use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use kernel::{Rng, Timestamp};
use totp_rs::{Builder, Totp};

/// The issuer authenticator apps show.
const ISSUER: &str = "Liaison";

/// What can go wrong.
#[derive(Debug, thiserror::Error)]
pub enum CredentialError {
    /// The library refused its parameters.
    #[error("a credential could not be made: {0}")]
    Library(String),
}

/// Hashes a passphrase with a fresh salt. Takes tens of milliseconds: call it off the async threads.
///
/// # Errors
/// When the library refuses.
pub fn hash_passphrase(passphrase: &str, rng: &dyn Rng) -> Result<String, CredentialError> {
    let salt = rng.array::<16>();
    let hash = Argon2::default().hash_password_with_salt(passphrase.as_bytes(), &salt);
    hash.map(|h| h.to_string()).map_err(|e| CredentialError::Library(e.to_string()))
}

/// Whether the passphrase is the one. Where there is no hash (no such person), the same work is done against one
/// that fits nothing, so that time does not tell who exists.
#[must_use]
pub fn verify_passphrase(passphrase: &str, hash: Option<&str>) -> bool {
    const NOBODY: &str =
        "$argon2id$v=19$m=19456,t=2,p=1$bm9ib2R5bm9ib2R5bm9ib2$6bTrTkGCLcmbcNkzrjGEMkAV7Vb8TrQ5Q5sTrTkGCLc";
    let Ok(parsed) = PasswordHash::new(hash.unwrap_or(NOBODY)) else { return false };
    let fits = Argon2::default().verify_password(passphrase.as_bytes(), &parsed).is_ok();
    fits && hash.is_some()
}

/// A fresh secret for one-time codes: 20 bytes, as RFC 4226 section 4 recommends.
#[must_use]
pub fn new_totp_secret(rng: &dyn Rng) -> [u8; 20] {
    rng.array()
}

fn totp(secret: &[u8], account: &str) -> Result<Totp, CredentialError> {
    Builder::new()
        .with_secret(secret.to_vec())
        .with_account_name(account)
        .with_issuer(Some(ISSUER))
        .build()
        .map_err(|e| CredentialError::Library(e.to_string()))
}

/// The time step a code is good for, or nothing. The caller refuses a step that was used before.
#[must_use]
pub fn check_code(secret: &[u8], code: &str, now: Timestamp) -> Option<i64> {
    let seconds = u64::try_from(now.0.div_euclid(1000)).ok()?;
    let digits: String = code.chars().filter(|c| !c.is_whitespace()).collect();
    totp(secret, "x").ok()?.check(&digits, seconds).and_then(|step| i64::try_from(step).ok())
}

/// What an authenticator app reads: the `otpauth` address.
///
/// # Errors
/// When the library refuses the account's name.
pub fn totp_address(secret: &[u8], account: &str) -> Result<String, CredentialError> {
    totp(secret, account)?.to_url().map_err(|e| CredentialError::Library(e.to_string()))
}

/// The address as a QR picture (SVG), drawn by the node so that no other server sees it.
///
/// # Errors
/// When the library refuses.
pub fn totp_picture(address: &str) -> Result<String, CredentialError> {
    use qrcode::render::svg;
    let code =
        qrcode::QrCode::new(address.as_bytes()).map_err(|e| CredentialError::Library(e.to_string()))?;
    Ok(code.render::<svg::Color<'_>>().min_dimensions(180, 180).quiet_zone(true).build())
}

/// The secret in base32, for typing.
#[must_use]
pub fn totp_text(secret: &[u8]) -> String {
    let text = data_encoding::BASE32_NOPAD.encode(secret);
    text.as_bytes().chunks(4).map(|c| String::from_utf8_lossy(c).into_owned()).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use kernel::testing::SeededRng;

    #[test]
    fn a_passphrase_verifies_and_another_does_not() {
        let hash = hash_passphrase("four sealed trucks", &SeededRng::new(1)).unwrap();
        assert!(verify_passphrase("four sealed trucks", Some(&hash)));
        assert!(!verify_passphrase("four sealed truck", Some(&hash)));
        assert!(!verify_passphrase("four sealed trucks", None));
    }

    #[test]
    fn codes_follow_rfc_6238_and_tell_their_step() {
        // RFC 6238 appendix B: SHA-1, time 59 s gives 94287082; six digits of it.
        let secret = b"12345678901234567890";
        assert_eq!(check_code(secret, "287 082", Timestamp(59_000)), Some(1));
        assert_eq!(check_code(secret, "287082", Timestamp(59_000 + 120_000)), None);
        assert_eq!(check_code(secret, "000000", Timestamp(59_000)), None);
    }

    #[test]
    fn the_picture_holds_the_address() {
        let address = totp_address(&[7; 20], "a.moussa").unwrap();
        assert!(address.starts_with("otpauth://totp/Liaison:a.moussa?"), "{address}");
        assert!(totp_picture(&address).unwrap().contains("<svg"));
    }
}
