//! Which numbered lines are the paragraphs of a report. A number at the start of a line may be a paragraph, an item of an
//! agenda, an operative paragraph of a decision or a heading; the paragraphs are the best run that counts on by one.

use std::collections::HashMap;

/// A line that begins with a number.
#[derive(Clone, Debug)]
pub(super) struct Candidate {
    /// The line.
    pub line: usize,
    pub number: u32,
    /// How much it reads like a paragraph; below nothing where it reads like something else.
    pub score: i64,
    /// How many outermost headings stand before it.
    pub after: u32,
    /// Whether the last of them opens an annex.
    pub annex: bool,
    /// Whether it opens a part or a chapter.
    pub part: bool,
}

const LINKED: i64 = 3;
const MISSING: i64 = 2;
const MISSING_MAX: u32 = 6;
const ANEW: i64 = 4;
const ANEW_IN_PART: i64 = 1;

#[derive(Clone, Copy)]
struct Best {
    score: i64,
    at: usize,
}

/// The lines that are paragraphs. Linear in the number of candidates.
pub(super) fn paragraphs(candidates: &[Candidate]) -> Vec<usize> {
    let mut back: Vec<Option<usize>> = Vec::with_capacity(candidates.len());
    let mut by_number: HashMap<u32, Best> = HashMap::new();
    let (mut best, mut before_heading): (Option<Best>, Option<Best>) = (None, None);
    let mut after = candidates.first().map_or(0, |c| c.after);
    for (at, one) in candidates.iter().enumerate() {
        if one.after != after {
            before_heading = best;
            after = one.after;
        }
        let late = i64::from(one.number.saturating_sub(1).min(3));
        let mut chosen: (i64, Option<usize>) = (one.score.saturating_sub(late.saturating_mul(MISSING)), None);
        let mut offer = |score: i64, from: usize| {
            if score > chosen.0 {
                chosen = (score, Some(from));
            }
        };
        for gap in 1..=MISSING_MAX {
            let Some(number) = one.number.checked_sub(gap) else { break };
            if let Some(link) = by_number.get(&number) {
                let missing = i64::from(gap.saturating_sub(1)).saturating_mul(MISSING);
                offer(
                    link.score.saturating_add(one.score).saturating_add(LINKED).saturating_sub(missing),
                    link.at,
                );
            }
        }
        if one.number == 1
            && let Some(link) = before_heading
        {
            let anew = match (one.annex, one.part) {
                (true, _) => 0,
                (_, true) => ANEW_IN_PART,
                _ => ANEW,
            };
            offer(link.score.saturating_add(one.score).saturating_sub(anew), link.at);
        }
        back.push(chosen.1);
        let here = Best { score: chosen.0, at };
        if by_number.get(&one.number).is_none_or(|old| here.score >= old.score) {
            by_number.insert(one.number, here);
        }
        if best.is_none_or(|old| here.score > old.score) {
            best = Some(here);
        }
    }
    let mut lines = Vec::new();
    let mut at = best.filter(|b| b.score > 0).map(|b| b.at);
    while let Some(one) = at {
        lines.extend(candidates.get(one).map(|c| c.line));
        at = back.get(one).copied().flatten();
    }
    lines.reverse();
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    fn candidate(line: usize, number: u32, score: i64, after: u32) -> Candidate {
        Candidate { line, number, score, after, annex: false, part: false }
    }

    #[test]
    fn an_agenda_between_two_paragraphs_is_stepped_over() {
        // 1 2 [1 2 3] 3 4
        let numbers = [(1, 3), (2, 3), (1, -5), (2, -5), (3, -5), (3, 3), (4, 3)];
        let all: Vec<_> = numbers.iter().enumerate().map(|(at, (n, s))| candidate(at, *n, *s, 0)).collect();
        assert_eq!(paragraphs(&all), [0, 1, 5, 6]);
    }

    #[test]
    fn numbers_begin_anew_after_an_outermost_heading() {
        let all =
            [candidate(0, 1, 3, 1), candidate(1, 2, 3, 1), candidate(2, 1, 3, 2), candidate(3, 2, 3, 2)];
        assert_eq!(paragraphs(&all), [0, 1, 2, 3]);
    }

    #[test]
    fn a_number_that_is_lost_does_not_end_the_run() {
        let all = [candidate(0, 4, 3, 0), candidate(1, 6, 3, 0), candidate(2, 7, 3, 0)];
        assert_eq!(paragraphs(&all), [0, 1, 2]);
    }
}
