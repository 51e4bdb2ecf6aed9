//! `liaison answer`: a move of a dossier, or taking an answer into a case.

use super::{Who, attachment, find_case};
use crate::cli::{Answer, MoveWord};
use anyhow::{Context, Result, bail};
use exchange::{MoveBody, NewMove, Pick, Side};
use gate::{Ask, action};
use kernel::Purpose;
use kernel::id::{CaseId, DossierId, EntityId};
use serde_json::json;

pub(crate) async fn run(who: &Who<'_>, args: &Answer) -> Result<bool> {
    let (node, actor) = (who.node(), who.actor().await?);
    let actor = &actor;
    let id = super::inbox::find_dossier(who, actor, &args.dossier).await?;
    let id = id.with_context(|| format!("there is no dossier `{}` here that you may read", args.dossier))?;
    if let Some(file) = &args.from_form {
        let form = (file.as_path(), args.way.as_str(), args.received.as_deref());
        let document = super::letter::take(who, actor, id, form).await?;
        who.out.print(&document, || {
            let answers = document.get("answers").map(ToString::to_string).unwrap_or_default();
            format!("Taken from the form, not verified by the system: {answers}.")
        });
        return Ok(true);
    }
    if args.word == MoveWord::Take {
        return take(who, actor, args, id).await;
    }
    let new = NewMove {
        code: code(args.word).into(),
        body: body(args)?,
        statements: picks(who, actor, args).await?,
    };
    let handling = kernel::Handling::parse(&args.handling);
    let handling = handling.with_context(|| format!("`{}` is no handling code", args.handling))?;
    let drafts = attachment::take_in(who, &args.attach).await?;
    let (new, files) = (&new, (drafts.as_slice(), handling));
    let answered = node.store.run("answer", |tx| async move {
        let made = exchange::make_move(&tx, node, actor, id, new.clone()).await?;
        let attached = attachment::attach_all(&tx, node, actor, id, files).await?;
        Ok::<_, exchange::ExchangeError>((made, attached))
    });
    let answered = answered.await.inspect_err(|_| attachment::discard(who, &drafts));
    let (made, attached) = answered?;
    let files = match &args.letter {
        Some(folder) => super::letter::write(who, actor, (made.dossier, made.number), folder).await?,
        None => Vec::new(),
    };
    let document = json!({
        "letter": files,
        "dossier": made.dossier, "move": made.number, "message": made.message, "carried": made.carried, "withheld": made.withheld,
        "attachments": attachment::became(&attached), "letter": files,
    });
    who.out.print(&document, || {
        let mut text = format!("Made: {} on dossier {}.", code(args.word), made.dossier);
        if made.withheld > 0 {
            text.push_str(&format!(" {} statements were not available for it.", made.withheld));
        }
        text.push_str(&attachment::lines(&attached));
        text
    });
    Ok(true)
}

fn code(word: MoveWord) -> &'static str {
    match word {
        MoveWord::Acknowledge => "acknowledge",
        MoveWord::AskBack => "ask-back",
        MoveWord::Supplement => "supplement",
        MoveWord::Answer => "answer",
        MoveWord::Refuse => "refuse",
        MoveWord::Withdraw => "withdraw",
        MoveWord::Close => "close",
        MoveWord::Take => "take",
    }
}

fn body(args: &Answer) -> Result<MoveBody> {
    let body = match &args.body {
        Some(path) => super::send::read_body(path)?,
        None => MoveBody::default(),
    };
    let set = |body: MoveBody, name: &str, text: &str| {
        if body.text(name).is_empty() { body.with(name, text) } else { body }
    };
    Ok(match args.word {
        MoveWord::Answer => {
            let body = set(set(body, "text", &args.text), "outcome", &args.outcome);
            set(body, "handling", &args.handling)
        }
        MoveWord::Refuse => {
            let ground = args.ground.as_deref().unwrap_or_default();
            set(set(body, "ground", ground), "reasons", &args.text)
        }
        MoveWord::Withdraw => set(body, "reasons", &args.text),
        _ => set(body, "text", &args.text),
    })
}

/// The statements of the entities and statements named with `--with`, as far as the actor may read them.
async fn picks(who: &Who<'_>, actor: &kernel::Actor, args: &Answer) -> Result<Vec<Pick>> {
    let node = who.node();
    let mut picks = Vec::new();
    for text in &args.with {
        let entity = EntityId::parse(text).with_context(|| format!("`{text}` is no id of an entity"))?;
        let found = node.store.run::<_, casefile::CaseError, _, _>("pick", |tx| async move {
            let statements = casefile::statements_of(&tx, &casefile::Keys::of(&node.vault), entity).await?;
            let ask = Ask::new(actor, action::READ, Purpose::Investigation, tx.at());
            Ok(node.gate.open_each(statements, &ask, &mut tx.log()))
        });
        let found = found.await?;
        if found.is_empty() {
            bail!("there is no entity `{text}` here that you may read");
        }
        picks.extend(found.into_iter().filter(|s| s.retracted.is_none()).map(|s| Pick {
            entity,
            statement: s.id,
            name: false,
        }));
    }
    Ok(picks)
}

/// Takes every answer of the other side into the case.
async fn take(who: &Who<'_>, actor: &kernel::Actor, args: &Answer, id: DossierId) -> Result<bool> {
    let node = who.node();
    let taken = node.store.run("take", |tx| async move {
        let guarded = exchange::thread(&tx, node, id, actor.authority)
            .await?
            .ok_or(exchange::ExchangeError::NotHere)?;
        let ask = Ask::new(actor, action::READ, Purpose::Investigation, tx.at()).on(guarded.object());
        let thread = node.gate.open(guarded, &ask, &mut tx.log())?;
        let named = match &args.case {
            Some(reference) => find_case(&tx, node, actor, reference).await?.map(|c| c.id),
            None => thread.dossier.case,
        };
        let case: CaseId = named.ok_or(exchange::ExchangeError::NotHere)?;
        let other: Side = thread.dossier.side.other();
        let (mut statements, mut moves) = (0, 0_u64);
        for number in thread.chain(other).map(|m| m.number) {
            match exchange::take_answer(&tx, node, actor, id, number, case).await {
                Ok(taken) => {
                    statements += if taken.before { 0 } else { taken.statements };
                    moves += 1;
                }
                Err(exchange::ExchangeError::NothingToTake) => {}
                Err(error) => return Err(error),
            }
        }
        Ok((case, statements, moves))
    });
    let (case, statements, moves) = taken.await?;
    let document = json!({ "dossier": id, "case": case, "statements": statements, "moves": moves });
    who.out.print(&document, || {
        format!("{statements} statements of {moves} moves are now in the case, with their source.")
    });
    Ok(true)
}
