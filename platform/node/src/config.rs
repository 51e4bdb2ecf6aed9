//! The configuration: one small file in the node's folder. Unknown keys are errors.

use anyhow::{Context, Result, bail};
use serde::{Deserialize, Serialize};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};

/// The file's name.
pub const FILE: &str = "liaison.toml";

/// Every setting there is.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
    /// Where the node listens, for pages and for peers: `127.0.0.1:7420`.
    pub listen: SocketAddr,
    /// Where peers reach it: `https://host:port`. Stands in the card.
    pub address: String,
    /// Where people reach its pages: `https://…`, or `http://…` on this machine only.
    pub pages: String,
    /// `sqlite:liaison.db` (in the folder) or `postgres://user:secret@host/name`.
    pub database: String,
    /// The file that holds the master key; relative to the folder. Keep it apart from the backups.
    pub key_file: PathBuf,
    /// Whether the command line may act as the local operator.
    #[serde(default = "yes")]
    pub operator: bool,
    /// Everything on the node is invented, and every page says so.
    #[serde(default)]
    pub demonstration: bool,
    /// Serve pages in plain HTTP to others than this machine: only behind a proxy that adds TLS.
    #[serde(default)]
    pub behind_proxy: bool,
    /// How notices are mailed; none are, if left out.
    #[serde(default)]
    pub mail: Option<Mail>,
    /// How browsers are notified; none are, if left out.
    #[serde(default)]
    pub push: Option<Push>,
    /// The room for files of attachments in the folder, in GiB; 100 where nothing is said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub files_gib: Option<u64>,
    /// What is logged to standard error: `error`, `warn`, `info`, `debug`.
    #[serde(default = "info")]
    pub log: String,
}

/// How notices without content are mailed: through the machine's own mail, which knows the relay and its credentials.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mail {
    /// The address that letters come from.
    pub from: String,
    /// A program that takes a letter as `sendmail -i -t` does: Postfix, Exim, OpenSMTPD and msmtp each bring one.
    #[serde(default = "sendmail")]
    pub program: PathBuf,
}

/// How notices without content reach browsers: through the services that the makers of browsers run for it.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Push {
    /// Whom a service may write to about this node: `mailto:…` or `https://…`. The services learn it.
    pub contact: String,
    /// The hosts that notices may go to; `*.` stands for every name that ends so.
    #[serde(default = "push_services")]
    pub services: Vec<String>,
}

/// Those of Chrome and Chromium, Firefox, Edge and Safari.
fn push_services() -> Vec<String> {
    ["fcm.googleapis.com", "updates.push.services.mozilla.com", "*.notify.windows.com", "*.push.apple.com"]
        .map(str::to_owned)
        .to_vec()
}

fn sendmail() -> PathBuf {
    "/usr/sbin/sendmail".into()
}

fn yes() -> bool {
    true
}

fn info() -> String {
    "info".into()
}

impl Config {
    /// The configuration of a new node at this address.
    #[must_use]
    pub fn new(listen: SocketAddr, database: Option<String>) -> Self {
        Self {
            listen,
            address: format!("https://{listen}"),
            pages: format!("http://{listen}"),
            database: database.unwrap_or_else(|| "sqlite:liaison.db".into()),
            key_file: "master.key".into(),
            operator: true,
            demonstration: false,
            behind_proxy: false,
            mail: None,
            push: None,
            files_gib: None,
            log: info(),
        }
    }

    /// Reads the folder's file.
    ///
    /// # Errors
    /// When there is none or it does not read.
    pub fn read(folder: &Path) -> Result<Self> {
        let path = folder.join(FILE);
        if !path.exists() {
            bail!(
                "`{}` holds no node; make one with `liaison --node {} init …`",
                folder.display(),
                folder.display()
            );
        }
        let text =
            std::fs::read_to_string(&path).with_context(|| format!("cannot read `{}`", path.display()))?;
        toml::from_str(&text).with_context(|| format!("`{}` does not read", path.display()))
    }

    /// Writes the folder's file, each setting with its meaning.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn write(&self, folder: &Path) -> Result<()> {
        let quoted = |text: &str| toml::Value::String(text.into()).to_string();
        let text = format!(
            "# Where the node listens, for pages and for peers.\nlisten = {}\n\
             # Where peers reach it; stands in the card.\naddress = {}\n\
             # Where people reach its pages.\npages = {}\n\
             # sqlite:FILE in this folder, or postgres://user:secret@host/name.\ndatabase = {}\n\
             # Holds the master key. Keep a copy apart from the backups: without it nothing opens.\nkey_file = {}\n\
             # Whether the command line may act as the local operator (logged as such).\noperator = {}\n\
             # Everything here is invented, and every page says so.\ndemonstration = {}\n\
             # Serve plain HTTP to others than this machine: only behind a proxy that adds TLS.\nbehind_proxy = {}\n\
             # Room for files of attachments in this folder, in GiB.\nfiles_gib = {}\n\
             # error, warn, info or debug.\nlog = {}\n",
            quoted(&self.listen.to_string()),
            quoted(&self.address),
            quoted(&self.pages),
            quoted(&self.database),
            quoted(&self.key_file.display().to_string()),
            self.operator,
            self.demonstration,
            self.behind_proxy,
            self.files_room() >> 30,
            quoted(&self.log),
        );
        let mail = self.mail.as_ref().map_or_else(String::new, |mail| {
            let program = quoted(&mail.program.display().to_string());
            let head = "\n# Notices without content are mailed by this program, as `sendmail -i -t`.\n[mail]";
            format!("{head}\nfrom = {}\nprogram = {program}\n", quoted(&mail.from))
        });
        let push = self.push.as_ref().map_or_else(String::new, |push| {
            let services: Vec<_> = push.services.iter().map(|s| quoted(s)).collect();
            let head = "\n# Notices without content go to browsers, through these services alone.\n[push]";
            format!("{head}\ncontact = {}\nservices = [{}]\n", quoted(&push.contact), services.join(", "))
        });
        std::fs::write(folder.join(FILE), text + &mail + &push)
            .with_context(|| format!("cannot write in `{}`", folder.display()))
    }

    /// The room for files, in bytes.
    #[must_use]
    pub fn files_room(&self) -> u64 {
        self.files_gib.map_or(store::files::ROOM_BYTES, |gib| gib.saturating_mul(1 << 30))
    }

    /// The address for the store.
    #[must_use]
    pub fn database_url(&self, folder: &Path) -> String {
        match self.database.strip_prefix("sqlite:") {
            Some(file) => format!("sqlite://{}?mode=rwc", folder.join(file).display()),
            None => self.database.clone(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn browsers_are_notified_only_where_the_operator_says_so_and_by_services_that_are_named() {
        let folder = tempfile::tempdir().unwrap();
        let mut config = Config::new(([127, 0, 0, 1], 7420).into(), None);
        config.write(folder.path()).unwrap();
        assert!(Config::read(folder.path()).unwrap().push.is_none());
        let path = folder.path().join(FILE);
        let text = std::fs::read_to_string(&path).unwrap();
        std::fs::write(&path, text + "\n[push]\ncontact = \"mailto:admin@niamey.example\"\n").unwrap();
        let push = Config::read(folder.path()).unwrap().push.unwrap();
        let services = wire::PushServices::parse(&push.services);
        assert!(push.services.iter().any(|s| s == "*.notify.windows.com") && services.is_ok());
        config.push = Some(Push { services: vec!["push.niamey.example".into()], ..push });
        config.write(folder.path()).unwrap();
        let read = Config::read(folder.path()).unwrap().push.unwrap();
        assert_eq!(read.services, ["push.niamey.example"]);
        assert_eq!(read.contact, "mailto:admin@niamey.example");
    }
}
