//! A node's certificate: self-signed, ECDSA on P-256 (what every browser and ring take), valid for ever.
//!
//! Names and dates in it are for browsers only; peers pin the key. RFC 5280 section 4.1.2.5 gives the date that
//! means "no well-defined end".

use crate::WireError;
use kernel::Digest;
use rustls::server::ParsedCertificate;
use rustls::sign::{CertifiedKey, SingleCertAndKey};
use rustls_pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer};
use std::fmt;
use std::sync::Arc;
use zeroize::Zeroizing;

/// The common name in every node's certificate. It tells nothing of the node; a server names it as the only
/// issuer it takes, so that browsers do not offer their readers' own certificates (smart cards) to a node.
pub(crate) const COMMON_NAME: &str = "Liaison node";

/// Most names in one certificate.
pub const NAMES_MAX: usize = 32;

/// A certificate and its private key. Cheap to clone. `Debug` shows the public digest only.
#[derive(Clone)]
pub struct Certificate {
    certified: Arc<CertifiedKey>,
    key: Arc<Zeroizing<Vec<u8>>>,
    spki: Digest,
}

impl Certificate {
    /// A new key and certificate for these DNS names and IP addresses.
    ///
    /// The key comes from ring's own generator, that of the operating system: neither rcgen nor ring takes
    /// randomness from outside, so this is one of the few acts that a seed does not repeat. Simulations
    /// that must be repeatable keep their certificates as files.
    ///
    /// # Errors
    /// [`WireError::Name`] for a name that cannot stand in a certificate or more than [`NAMES_MAX`] of them.
    pub fn generate(names: &[String]) -> Result<Self, WireError> {
        if names.len() > NAMES_MAX {
            return Err(WireError::Name(format!("a list of {} names", names.len())));
        }
        let mut params = rcgen::CertificateParams::default();
        for name in names {
            let one = rcgen::CertificateParams::new([name.clone()]);
            let one = one.map_err(|_| WireError::Name(name.clone()))?;
            params.subject_alt_names.extend(one.subject_alt_names);
        }
        params.distinguished_name = rcgen::DistinguishedName::new();
        params.distinguished_name.push(rcgen::DnType::CommonName, COMMON_NAME);
        params.not_before = rcgen::date_time_ymd(2026, 1, 1);
        params.not_after = rcgen::date_time_ymd(9999, 12, 31);
        params.key_usages = vec![rcgen::KeyUsagePurpose::DigitalSignature];
        params.extended_key_usages =
            vec![rcgen::ExtendedKeyUsagePurpose::ServerAuth, rcgen::ExtendedKeyUsagePurpose::ClientAuth];
        let pair = rcgen::KeyPair::generate_for(&rcgen::PKCS_ECDSA_P256_SHA256).map_err(WireError::Make)?;
        let certificate = params.self_signed(&pair).map_err(WireError::Make)?;
        let key = Zeroizing::new(pair.serialize_der());
        Self::from_der(certificate.der().to_vec(), key)
    }

    /// The certificate as it was kept: its DER and its key as PKCS#8 DER.
    ///
    /// # Errors
    /// [`WireError::Certificate`] when either cannot be read or the key is not the certificate's.
    pub fn from_der(certificate: Vec<u8>, key_pkcs8: Zeroizing<Vec<u8>>) -> Result<Self, WireError> {
        let certificate = CertificateDer::from(certificate);
        let spki = digest_of(&certificate).map_err(WireError::Certificate)?;
        let der = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(key_pkcs8.as_slice()));
        let signer = rustls::crypto::ring::sign::any_supported_type(&der).map_err(WireError::Certificate)?;
        let certified = CertifiedKey::new(vec![certificate], signer);
        certified.keys_match().map_err(WireError::Certificate)?;
        Ok(Self { certified: Arc::new(certified), key: Arc::new(key_pkcs8), spki })
    }

    /// SHA-256 of the SubjectPublicKeyInfo: what stands in the node's card and what peers pin.
    #[must_use]
    pub fn spki_digest(&self) -> Digest {
        self.spki
    }

    /// The certificate as DER. Not secret.
    #[must_use]
    pub fn certificate_der(&self) -> &[u8] {
        self.certified.cert.first().map_or(&[], |one| one.as_ref())
    }

    /// The private key as PKCS#8 DER. Secret: keep it wrapped.
    #[must_use]
    pub fn key_pkcs8(&self) -> &[u8] {
        self.key.as_slice()
    }

    /// What rustls presents, as a server and as a client.
    pub(crate) fn resolver(&self) -> Arc<SingleCertAndKey> {
        Arc::new(SingleCertAndKey::from(self.certified.clone()))
    }
}

impl fmt::Debug for Certificate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Certificate({})", self.spki)
    }
}

/// The digest of the key that a certificate carries.
///
/// Read by the same parser that later checks the handshake's signature with that key, so that no certificate can
/// show one key to the pin and another to the signature.
pub(crate) fn digest_of(certificate: &CertificateDer<'_>) -> Result<Digest, rustls::Error> {
    let parsed = ParsedCertificate::try_from(certificate)?;
    Ok(Digest::of_bytes(parsed.subject_public_key_info().as_ref()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn made() -> Certificate {
        Certificate::generate(&["node.example".to_owned(), "127.0.0.1".to_owned(), "::1".to_owned()]).unwrap()
    }

    #[test]
    fn a_certificate_kept_and_read_again_is_the_same() {
        let first = made();
        let key = Zeroizing::new(first.key_pkcs8().to_vec());
        let again = Certificate::from_der(first.certificate_der().to_vec(), key).unwrap();
        assert_eq!(again.spki_digest(), first.spki_digest());
        assert_ne!(made().spki_digest(), first.spki_digest());
    }

    #[test]
    fn a_certificate_with_the_key_of_another_is_refused() {
        let key = Zeroizing::new(made().key_pkcs8().to_vec());
        let mixed = Certificate::from_der(made().certificate_der().to_vec(), key);
        assert!(matches!(mixed, Err(WireError::Certificate(_))));
        let broken = Certificate::from_der(vec![0x30, 0x80], Zeroizing::new(vec![]));
        assert!(matches!(broken, Err(WireError::Certificate(_))));
    }

    #[test]
    fn the_digest_is_of_the_public_key_alone_so_that_a_renewed_certificate_keeps_it() {
        let first = made();
        // RFC 5480: SEQUENCE { SEQUENCE { ecPublicKey, prime256v1 }, BIT STRING of 65 bytes }
        let prefix: &[u8] = &[
            0x30, 0x59, 0x30, 0x13, 0x06, 0x07, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01, 0x06, 0x08, 0x2a,
            0x86, 0x48, 0xce, 0x3d, 0x03, 0x01, 0x07, 0x03, 0x42, 0x00,
        ];
        let der = first.certificate_der();
        let at = der.windows(prefix.len()).position(|window| window == prefix).unwrap();
        assert_eq!(Digest::of_bytes(&der[at..at + 91]), first.spki_digest());
    }

    #[test]
    fn a_9_debug_output_shows_no_key() {
        assert_eq!(format!("{:?}", made()).len(), "Certificate()".len() + 64);
    }

    #[test]
    fn names_that_cannot_stand_in_a_certificate_are_refused_by_name() {
        let refused = Certificate::generate(&["مكتب.example".to_owned()]);
        assert!(matches!(refused, Err(WireError::Name(name)) if name == "مكتب.example"));
        let many = vec!["a.example".to_owned(); NAMES_MAX + 1];
        assert!(matches!(Certificate::generate(&many), Err(WireError::Name(_))));
    }
}
