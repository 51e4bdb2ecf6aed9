//! `liaison compare`: JSON Lines of pairs in, one line out each, with a probability and its reasons.

use anyhow::Result;
use names::{Description, compare};
use serde::Deserialize;
use serde_json::json;
use std::io::{BufRead, Write};

/// Longest line taken, in bytes.
const LINE_BYTES_MAX: usize = 1024 * 1024;

#[derive(Deserialize)]
struct Pair {
    a: Description,
    b: Description,
}

pub(crate) fn run() -> Result<()> {
    let (input, output) = (std::io::stdin().lock(), std::io::stdout().lock());
    let mut output = std::io::BufWriter::new(output);
    let mut wrong = 0_u64;
    for (number, line) in input.lines().enumerate() {
        let line = line?;
        if line.trim().is_empty() {
            continue;
        }
        let pair = if line.len() > LINE_BYTES_MAX { None } else { serde_json::from_str::<Pair>(&line).ok() };
        let answer = match pair {
            Some(pair) => serde_json::to_value(compare(&pair.a, &pair.b))?,
            None => {
                wrong += 1;
                json!({ "error": format!("line {} is not a pair: {{\"a\": {{…}}, \"b\": {{…}}}}", number + 1) })
            }
        };
        writeln!(output, "{answer}")?;
    }
    output.flush()?;
    if wrong > 0 {
        anyhow::bail!("{wrong} lines were not pairs; each is answered with its error");
    }
    Ok(())
}
