//! Notices by mail, through a program that takes a letter as `sendmail -i -t` does. The machine's own mail knows the relay,
//! its certificate and its password; the node keeps none of them and speaks no mail protocol itself.

use crate::config::Mail;
use access::Mailer;
use data_encoding::BASE64;
use std::pin::Pin;
use std::process::Stdio;
use std::sync::Arc;
use std::time::Duration;
use tokio::io::AsyncWriteExt;
use tokio::process::Command;

/// How long the program may take for a letter.
const TAKES_MAX: Duration = Duration::from_secs(30);

/// Mails through the configured program.
pub(crate) fn mailer(config: &Mail) -> Arc<dyn Mailer> {
    Arc::new(Sendmail { config: config.clone() })
}

struct Sendmail {
    config: Mail,
}

/// The letter: everything but the address and the language is the same for everybody, whatever it is about.
fn letter(from: &str, to: &str, text: &str) -> String {
    // In base64 the text is safe on every way, in every language.
    let body = BASE64.encode(format!("{text}\r\n").as_bytes());
    format!(
        "From: Liaison <{from}>\nTo: <{to}>\nSubject: Liaison\nAuto-Submitted: auto-generated\nMIME-Version: 1.0\n\
         Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: base64\n\n{body}\n"
    )
}

impl Mailer for Sendmail {
    fn send<'a>(
        &'a self,
        to: &'a str,
        text: &'a str,
    ) -> Pin<Box<dyn Future<Output = Result<(), String>> + Send + 'a>> {
        Box::pin(async move {
            let takes = tokio::time::timeout(TAKES_MAX, hand_over(&self.config, to, text)).await;
            takes.map_err(|_| "the mail program took too long".to_owned())?
        })
    }
}

async fn hand_over(config: &Mail, to: &str, text: &str) -> Result<(), String> {
    let mut child = Command::new(&config.program)
        .args(["-i", "-t"])
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .kill_on_drop(true)
        .spawn()
        .map_err(|e| format!("the mail program does not start: {e}"))?;
    let mut into = child.stdin.take().ok_or("the mail program reads nothing")?;
    let written = into.write_all(letter(&config.from, to, text).as_bytes()).await;
    drop(into);
    let ended = child.wait().await.map_err(|e| e.to_string())?;
    written.map_err(|e| format!("the mail program does not read: {e}"))?;
    if ended.success() { Ok(()) } else { Err(format!("the mail program says {ended}")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A program that keeps the letter, or refuses it.
    fn program(folder: &std::path::Path, ends: &str) -> Mail {
        use std::os::unix::fs::PermissionsExt;
        let (path, kept) = (folder.join("sendmail"), folder.join("letter"));
        let script = format!("#!/bin/sh\necho \"$@\" > {0}.args\ncat > {0}\nexit {ends}\n", kept.display());
        std::fs::write(&path, script).unwrap();
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o755)).unwrap();
        Mail { from: "liaison@niamey.example".into(), program: path }
    }

    #[tokio::test]
    async fn a_letter_goes_to_the_mail_program_with_its_text_and_nothing_more() {
        let folder = tempfile::tempdir().unwrap();
        let mailer = mailer(&program(folder.path(), "0"));
        mailer.send("duty@niamey.example", "Liaison: something waits at your desk.").await.unwrap();
        let letter = std::fs::read_to_string(folder.path().join("letter")).unwrap();
        let (head, body) = letter.split_once("\n\n").unwrap();
        assert!(head.contains("To: <duty@niamey.example>\nSubject: Liaison\n"), "{head}");
        let text = BASE64.decode(body.trim().as_bytes()).unwrap();
        assert_eq!(String::from_utf8(text).unwrap(), "Liaison: something waits at your desk.\r\n");
        let args = std::fs::read_to_string(folder.path().join("letter.args")).unwrap();
        assert_eq!(args.trim(), "-i -t", "no address among the arguments");
    }

    #[tokio::test]
    async fn a_mail_program_that_refuses_or_is_not_there_is_an_error_and_the_notice_is_tried_again() {
        let folder = tempfile::tempdir().unwrap();
        assert!(mailer(&program(folder.path(), "75")).send("a@b.example", "x").await.is_err());
        let none = Mail { from: "a@b.example".into(), program: folder.path().join("none") };
        assert!(mailer(&none).send("a@b.example", "x").await.is_err());
    }
}
