//! Puts the node together: folder, keys, database, gate, words, rooms.

use crate::config::Config;
use crate::folder;
use access::{Facts, Node, NodeKeys, RoomEntry};
use anyhow::{Context, Result};
use kernel::id::NodeId;
use kernel::{Clock, Party, Rng, Role};
use seal::identity::Identity;
use seal::vault::Vault;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use store::ambient::{SystemClock, SystemRng};
use store::files::Files;
use store::{Migration, Store, StoreError, setting};
use web::{Routes, Words};

/// Files of attachments, in the node's folder.
const FILES: &str = "files";
/// What entries of the log are marked as this node's under until they are sealed.
const LOG_MARK: &str = "log mark v1";

/// An opened node with what belongs to the process around it.
pub struct Opened {
    /// The node.
    pub node: Arc<Node>,
    /// Its certificate.
    pub certificate: wire::Certificate,
    /// Its configuration.
    pub config: Config,
    /// Its folder.
    pub folder: PathBuf,
}

/// Every room's schema, in the order of the line.
#[must_use]
pub fn migrations() -> Vec<Migration> {
    [
        access::migrations(),
        directory::migrations(),
        casefile::migrations(),
        exchange::migrations(),
        deconfliction::migrations(),
        protection::migrations(),
        oversight::migrations(),
        hub::migrations(),
        conference::migrations(),
    ]
    .concat()
}

/// The whole surface.
#[must_use]
pub fn routes() -> Routes<Arc<Node>> {
    access::routes()
        .merge(directory::routes())
        .merge(casefile::routes())
        .merge(exchange::routes())
        .merge(deconfliction::routes())
        .merge(protection::routes())
        .merge(oversight::routes())
        .merge(hub::routes())
        .merge(conference::routes())
}

/// Every room's words.
///
/// # Errors
/// When a language lacks one.
pub fn words() -> Result<Words> {
    let rooms = [
        access::WORDS,
        directory::WORDS,
        casefile::WORDS,
        exchange::WORDS,
        deconfliction::WORDS,
        protection::WORDS,
        oversight::WORDS,
        hub::WORDS,
        conference::WORDS,
    ];
    Ok(Words::new(&rooms)?)
}

/// Opens the node in `folder`.
///
/// # Errors
/// When there is none, the key does not fit, or the database cannot be used.
pub async fn open(folder: &Path) -> Result<Opened> {
    let config = Config::read(folder)?;
    open_with(folder, config).await
}

/// Opens with a configuration that was changed on the command line.
///
/// # Errors
/// As [`open`].
pub async fn open_with(folder: &Path, config: Config) -> Result<Opened> {
    let vault = Vault::new(folder::read_key(folder, &config)?);
    let clock: Arc<dyn Clock> = Arc::new(SystemClock);
    let rng: Arc<dyn Rng> = Arc::new(SystemRng);
    let store =
        Store::open(&config.database_url(folder), clock, rng).await.context("cannot open the database")?;
    let store = store.marking(vault.index_key(LOG_MARK));
    store.migrate(&migrations()).await.context("cannot bring the database up to date")?;
    let (keys, certificate) =
        keys(&store, &vault, &config.address).await.context("cannot open the node's keys")?;
    let party = first_party(&store).await?;
    let party = party.or_else(|| Party::parse("XX")).context("no party")?;
    // Before any door opens: what a newer program finds in old records is held where they are.
    let again = casefile::derive_by_newer_rules(&store, &vault, party).await;
    let again = again.context("cannot derive old records by the rules of this program")?;
    if again > 0 {
        tracing::info!(records = again, "old records were derived by the rules of this program");
    }
    let facts = Facts {
        party,
        address: config.address.clone(),
        pages: config.pages.clone(),
        demonstration: config.demonstration,
        operator: config.operator,
    };
    let gate = gate::Gate::new(&policies()).context("the policies do not stand")?;
    let carrier = Arc::new(crate::carry::WireCarrier::new(certificate.clone()));
    let pusher = match &config.push {
        Some(push) => Some(crate::push::pusher(&store, &vault, push).await.context("notices to browsers")?),
        None => None,
    };
    let node = Node {
        store,
        gate,
        words: Arc::new(words()?),
        vault,
        keys,
        facts,
        carrier,
        panels: panels(),
        inbound: [
            exchange::inbound(),
            deconfliction::inbound(),
            oversight::inbound(),
            hub::inbound(),
            conference::inbound(),
        ]
        .concat(),
        acts: acts(),
        kept: kept(),
        figures: figures(),
        works: works(),
        histories: exchange::histories(),
        mailer: config.mail.as_ref().map(crate::mail::mailer),
        pusher,
        rooms: rooms(),
        wake: tokio::sync::Notify::new(),
        files: Arc::new(Files::new(folder.join(FILES), config.files_room())),
        moving: tokio::sync::Notify::new(),
    };
    Ok(Opened { node: Arc::new(node), certificate, config, folder: folder.to_owned() })
}

/// The policies of every room. The gate's own come before them.
fn policies() -> [gate::PolicyFile; 8] {
    [
        access::POLICY,
        directory::POLICY,
        casefile::POLICY,
        exchange::POLICY,
        deconfliction::POLICY,
        protection::POLICY,
        oversight::POLICY,
        conference::POLICY,
    ]
}

/// The side bar. Rooms that do not exist yet do not appear.
fn rooms() -> Vec<RoomEntry> {
    fn content(actor: &kernel::Actor) -> bool {
        [Role::Investigator, Role::DutyOfficer, Role::Prosecutor].iter().any(|r| actor.is(*r))
    }
    fn cases(actor: &kernel::Actor) -> bool {
        content(actor) || actor.is(Role::ProtectionOfficer)
    }
    fn administers(actor: &kernel::Actor) -> bool {
        actor.is(Role::Administrator)
    }
    fn oversees(actor: &kernel::Actor) -> bool {
        actor.is(Role::Auditor) || actor.is(Role::DataProtectionOfficer)
    }
    fn guards_data(actor: &kernel::Actor) -> bool {
        actor.is(Role::DataProtectionOfficer)
    }
    fn watches(actor: &kernel::Actor) -> bool {
        oversees(actor) || administers(actor)
    }
    fn protects(actor: &kernel::Actor) -> bool {
        actor.is(Role::ProtectionOfficer)
    }
    fn carries(actor: &kernel::Actor) -> bool {
        actor.is(Role::DutyOfficer) || administers(actor)
    }
    /// Whoever asks for or confirms acts; overseers read of them in the log.
    fn second(actor: &kernel::Actor) -> bool {
        cases(actor) || administers(actor) || oversees(actor)
    }
    fn answers_for_it(actor: &kernel::Actor) -> bool {
        watches(actor) || actor.is(Role::Prosecutor)
    }
    let entry = |room, label, href, shown, apart| RoomEntry { room, label, href, apart, shown, count: None };
    let mut entries = vec![
        RoomEntry {
            count: Some(Arc::new(exchange::DeskCount)),
            ..entry("desk", "exchange-desk", "/", exchange::keeps_desk, false)
        },
        entry("casefile", "casefile-cases", "/cases", cases, false),
        entry("checks", "deconfliction-checks", "/checks", content, false),
        entry("dossiers", "exchange-dossiers", "/dossiers", content, false),
        entry("protection", "protection-title", "/protection", protects, false),
        RoomEntry {
            count: Some(Arc::new(access::SecondPersonCount)),
            ..entry("second-person", "access-second-person", "/second-person", second, true)
        },
        entry("oversight", "oversight-log", "/log", oversees, true),
        entry("data-protection", "oversight-data-protection", "/data-protection", guards_data, true),
        RoomEntry {
            count: Some(Arc::new(oversight::AlarmCount)),
            ..entry("witnesses", "oversight-witnesses", "/witnesses", watches, true)
        },
        RoomEntry {
            count: Some(Arc::new(hub::AlarmCount)),
            ..entry("hub", "hub-title", "/hub", watches, true)
        },
        entry("figures", "oversight-figures", "/figures", answers_for_it, true),
        entry("courier", "exchange-courier", "/courier", carries, true),
        entry("people", "access-people", "/people", administers, true),
    ];
    entries.extend(directory::rooms());
    entries.push(entry("conference", "conference-title", "/conference", |_| true, false));
    entries.sort_by_key(|e| e.apart);
    entries
}

fn panels() -> Vec<Arc<dyn access::Panel>> {
    let mut all: Vec<Arc<dyn access::Panel>> =
        vec![Arc::new(directory::DesignationPanel), Arc::new(directory::AssessPanel)];
    all.extend(access::panels());
    all.extend(exchange::panels());
    all.extend(deconfliction::panels());
    all.extend(protection::panels());
    all
}

/// What rooms put on the desk.
pub(crate) fn works() -> Vec<Arc<dyn access::Work>> {
    let mut all = access::works();
    all.push(Arc::new(directory::ConfirmWork));
    all.extend(casefile::works());
    all.extend(exchange::works());
    all.extend(deconfliction::works());
    all.extend(protection::works());
    all.extend(conference::works());
    all
}

/// What needs a second person.
fn acts() -> Vec<Arc<dyn access::Act>> {
    let mut all = access::acts();
    all.extend(directory::acts());
    all.extend(casefile::acts());
    all.extend(exchange::acts());
    all.extend(protection::acts());
    all.extend(oversight::acts());
    all.extend(hub::acts());
    all
}

/// Records about people, and what ends them.
pub(crate) fn kept() -> Vec<Arc<dyn access::Kept>> {
    let mut all = access::kept();
    all.extend(casefile::kept());
    all.extend(exchange::kept());
    all.extend(deconfliction::kept());
    all.extend(protection::kept());
    all.extend(oversight::kept());
    all
}

/// What the rooms count for the figures of an authority.
pub(crate) fn figures() -> Vec<Arc<dyn access::Figures>> {
    [
        casefile::figures(),
        exchange::figures(),
        deconfliction::figures(),
        protection::figures(),
        oversight::figures(),
    ]
    .concat()
}

async fn first_party(store: &Store) -> Result<Option<Party>> {
    let list =
        store.run::<_, StoreError, _, _>("authorities", |tx| async move { access::authorities(&tx).await });
    Ok(list.await?.first().map(|a| a.party))
}

/// The names of the node's secrets in the database, all wrapped under the master key.
const IDENTITY: &str = "identity";
const TLS_CERTIFICATE: &str = "tls-certificate";
const TLS_KEY: &str = "tls-key";

/// Loads the node's keys, or makes them the first time.
async fn keys(store: &Store, vault: &Vault, address: &str) -> Result<(NodeKeys, wire::Certificate)> {
    let host = address.trim_start_matches("https://");
    let host = host.rsplit_once(':').map_or(host, |(host, _)| host).trim_matches(['[', ']']);
    let fresh = wire::Certificate::generate(&[host.to_owned(), "localhost".to_owned()])?;
    let (certificate, key) = (fresh.certificate_der().to_vec(), fresh.key_pkcs8().to_vec());
    let secrets = store
        .run::<_, StoreError, _, _>("keys", |tx| {
            let tls = [certificate.clone(), key.clone()];
            async move {
                // The certificate and its key are made together or not at all.
                let has_tls = setting::secret(&tx, vault, TLS_KEY).await?.is_some();
                let mut found = Vec::new();
                for name in [IDENTITY, TLS_CERTIFICATE, TLS_KEY] {
                    let held = setting::secret(&tx, vault, name).await?;
                    let secret = match held {
                        Some(secret) if has_tls || !name.starts_with("tls-") => secret,
                        _ => {
                            let [certificate, key] = &tls;
                            let made = match name {
                                IDENTITY => Identity::generate(tx.rng()).to_secret(),
                                TLS_CERTIFICATE => certificate.clone(),
                                _ => key.clone(),
                            };
                            setting::put_secret(&tx, vault, name, &made).await?;
                            made
                        }
                    };
                    found.push(secret);
                }
                Ok(found)
            }
        })
        .await?;
    let [identity, certificate, key]: [Vec<u8>; 3] = secrets
        .try_into()
        .map_err(|_| anyhow::anyhow!("the node's keys are not whole; run `liaison doctor`"))?;
    let identity = Identity::from_secret(&identity)?;
    let certificate = wire::Certificate::from_der(certificate, key.into())?;
    let keys = NodeKeys { id: NodeId::of_key(&identity.public()), identity, tls: certificate.spki_digest() };
    Ok((keys, certificate))
}

#[cfg(test)]
mod tests {
    use super::policies;
    use std::collections::{BTreeMap, BTreeSet};

    #[test]
    fn r_05_no_event_is_counted_by_two_tables_and_every_cell_has_words() {
        let (figures, words) = (super::figures(), super::words().unwrap());
        let names: BTreeSet<_> = figures.iter().map(|f| (f.table().room, f.table().code)).collect();
        assert_eq!(names.len(), figures.len(), "a table stands twice");
        for table in figures.iter().map(|f| f.table()) {
            let key = format!("{}-figures-{}", table.room, table.code);
            let cells: BTreeSet<_> = table.cells.iter().collect();
            assert_eq!(cells.len(), table.cells.len(), "{key}: a cell stands twice");
            let cells = cells.into_iter().map(|cell| format!("{key}-{cell}"));
            for key in cells.chain([key.clone(), format!("{key}-what")]) {
                assert!(words.knows(&key), "{key}");
            }
        }
    }

    #[test]
    fn a_desk_stands_in_the_side_bar_of_those_alone_who_have_one() {
        let rooms = super::rooms();
        let desk = rooms.iter().find(|r| r.room == "desk").unwrap();
        for (role, keeps) in [
            (kernel::Role::Investigator, true),
            (kernel::Role::ProtectionOfficer, true),
            (kernel::Role::Auditor, false),
            (kernel::Role::Administrator, false),
            (kernel::Role::DataProtectionOfficer, false),
        ] {
            assert_eq!((desk.shown)(&gate::testing::person(role)), keeps, "{role}");
        }
    }

    #[test]
    fn the_policies_of_every_room_are_joined_as_they_are_written() {
        let rooms = concat!(env!("CARGO_MANIFEST_DIR"), "/../../capabilities");
        let written: BTreeMap<String, String> = std::fs::read_dir(rooms)
            .unwrap()
            .filter_map(|room| {
                let room = room.unwrap();
                let text = std::fs::read_to_string(room.path().join("policy.cedar")).ok()?;
                Some((room.file_name().into_string().unwrap(), text))
            })
            .collect();
        let joined = policies().iter().map(|p| (p.room.to_owned(), p.text.to_owned())).collect();
        assert_eq!(written, joined);
        assert!(gate::Gate::new(&policies()).is_ok());
    }
}
