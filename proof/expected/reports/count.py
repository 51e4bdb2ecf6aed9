#!/usr/bin/env python3
"""Counts of the reports of meetings, for the tests of their reader: line by line with regular expressions, nothing of Liaison.

Usage: count.py REPORTS_FOLDER > counts.json. For each report the lines on which its numbered paragraphs begin, those of its
annexes, its numbered sections with the line of each, and how many States each list of attendance has. What is no paragraph
though it begins with a number (items of an agenda, operative paragraphs of decisions, numbered headings) was found by
reading the six reports, and is left out by the lines between which it stands.
"""
import json
import re
import sys
from pathlib import Path

# report: (first line of the text, first line of the annexes, [(from, to) of other numbers], [lines of numbered headings])
READ = {
    "wg-som-2022": (18, None, [(208, 216)], r"^\d\. NONE"),
    "a-80-15-part-1": (24, 375, [(375, 386)], r"^\d\. NONE"),
    "a-80-39": (86, 1183, [(88, 528)], r"^\d\. NONE"),
    "e-2025-37": (114, 776, [(178, 191), (427, 775)], r"^\d\. NONE"),
    "fccc-sbi-2019-9": (110, 493, [(152, 196)], r"^\t+\d\.\t(Proceedings|Conclusions|Administrative and|Closure of and)"),
    "fccc-sbsta-2022-6": (84, None, [(114, 148)], r"^\t+\d\.\t(Proceedings|Conclusions|Administrative and|Closure of and)"),
}
KEPT = {"a-80-39": {89}}
SECTION = re.compile(r"^\s*(?:(Chapter [IVXL]+|Annex [IVXL]+)\s*(?:\[.*\]\s*)?$|([IVXL]+|[A-H])\.\s+\S)")


def read(path):
    first, annex, left_out, heading = READ[path.stem]
    kept = KEPT.get(path.stem, set())
    lines = path.read_text(encoding="utf-8-sig").split("\n")
    paragraphs, in_annex, sections = [], [], []
    for number, line in enumerate(lines, 1):
        if number < first:
            continue
        text = line.rstrip("\r").replace("\f", "")
        aside = any(a <= number <= b for a, b in left_out) and number not in kept
        if re.match(heading, text):
            sections.append([number, text.split(".")[0].strip()])
            continue
        found = re.match(r"^\s*(\d{1,3})\.\s+\S", text)
        if found and not aside:
            (in_annex if annex and number >= annex else paragraphs).append([number, int(found[1])])
        found = SECTION.match(text)
        if found and not text.strip().endswith((",", ";")):
            sections.append([number, found[1] or found[2]])
    assert [n for _, n in paragraphs] == list(range(1, len(paragraphs) + 1)), (path.stem, paragraphs)
    return {
        "paragraphs": [line for line, _ in paragraphs],
        "annex_paragraphs": [line for line, _ in in_annex],
        "sections": sections,
        "states": states(path.stem, lines),
    }


def states(stem, lines):
    """How many names the lists of States have; commas and columns counted by hand-written cuts."""
    if stem == "wg-som-2022":
        lists = [text.split(":", 1)[1] for text in lines if re.match(r"^(48|49|50)\. ", text)]
        return [len(re.split(r", (?![^()]*\))| and (?!Northern)", text.strip().rstrip("."))) for text in lists]
    if stem == "e-2025-37":
        kept = [line.strip() for line in lines[156:170] if not re.match(r"\f?\s*(1|E/.*)?$", line)]
        text = " ".join(kept).split("States: ")[1]
        return [len(re.split(r", (?![^()]*\))| and (?!Northern)", text.strip().rstrip(".")))]
    if stem == "a-80-39":
        text = " ".join(line.strip() for line in lines[1182:1215])
        text = text[text.index("Afghanistan"):text.index("Zimbabwe")] + "Zimbabwe"
        return [len(re.split(r", (?![^()]*\))", text))]
    if stem == "a-80-15-part-1":
        names = []
        for line in lines[408:456]:
            if re.match(r"\s*\*|\s+TD/B|25-0|.?A/80|\s*2\. ", line):
                continue
            names += [n for n in re.split(r"\s{3,}", line.strip()) if n]
        return [len(names)]
    return []


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    print(json.dumps({path.stem: read(path) for path in sorted(folder.glob("*.txt"))}, indent=1))
