#!/usr/bin/env python3
"""Which entries of the Security Council's list and of OFAC's list share a document number.

An independent answer for the tests, with nothing of Liaison in it: Python's own XML and CSV readers and the rules
below. Usage: pairs.py LISTS_FOLDER > pairs.json. Only the lists' own references are written out.

A number counts as shared when it is the same on both sides after removing everything but letters and digits and
upper-casing, and has at least four characters. Four, because shorter runs (44, 204) are serial numbers of local
registers that hundreds share; the shortest numbers on either list that are issued to one person have four.
On the UN side a number stands in NUMBER, or in TYPE_OF_DOCUMENT2 where NUMBER is absent; words around it
("Afghan passport number", "No.", a bracket) are not part of it. It also stands in the comments and in the notes of
aliases, after "number" or "no.", unless that is a telephone's. On OFAC's side it follows a label in the remarks, up
to a bracket, "issued", "expires" or a comma: of a document issued to a person, or of a register of companies,
taxpayers or the International Maritime Organization (whose own three letters are not part of the number).
"""
import csv
import json
import re
import sys
import xml.etree.ElementTree as ET

SHORTEST = 4
LABELS = re.compile(
    r"^(?:alt\. )?(?:Diplomatic Passport|Passport|National ID No\.|National Foreign ID Number|Identification Number"
    r"|Identification Card|Identity Card|Personal ID Card|Personal Identification Number|Cedula No\.|C\.U\.I\.P\.|D\.N\.I\."
    r"|Driver's License No\.|SSN|Citizen's Card Number|Stateless Person Passport|Stateless Person ID Card"
    r"|Travel Document Number|Residency Number|Refugee ID Card|Tazkira National ID Card|Numero de Identidad"
    r"|Birth Certificate Number|Kenyan ID No\.|Bosnian Personal ID No\.|British National Overseas Passport"
    r"|Electoral Registry No\.|Credencial electoral|C\.U\.R\.P\.|Tarjeta Profesional|License|Moroccan Personal ID No\."
    r"|Turkish Identification Number|Serial No\.|Pasaporte|Visa Number) (?P<rest>.*)$")

REGISTERS = re.compile(
    r"^(?:alt\. )?(?:Tax ID No\.|US FEIN|Company Number|UK Company Number|Registration Number|Registration ID"
    r"|Business Registration Number|Commercial Registry Number|Identification Number|C\.R\. No\.|Trade License No\.) (?P<rest>.*)$")
PROSE = re.compile(
    r"(?<!telephone )(?<!facsimile )\b(?:number|no)\b[.:]*\s+(?:IMO\s+)?"
    r"(?P<number>(?:[A-Z]{1,3} )?[A-Z0-9/.-]*\d[A-Z0-9/.-]*(?: \d[0-9-]*)*)", re.I)


def bare(text):
    return re.sub(r"[^A-Z0-9]", "", text.upper())


def un_number(text):
    text = re.sub(r"\([^)]*\)", " ", text)
    text = re.sub(r"^.*\b(?:number|no)\b[\s.:]+", "", text.strip(), flags=re.I)
    words = text.split()
    # Words without a digit in front of the number describe it, unless they are its own short prefix (`PS 472330208`).
    while len(words) > 1 and not re.search(r"\d", words[0]) and not re.fullmatch(r"[A-Z]{1,3}", words[0]):
        words.pop(0)
    return bare("".join(words))


def un_side(path):
    out = {}
    for person in ET.parse(path).getroot().find("INDIVIDUALS"):
        reference = person.findtext("REFERENCE_NUMBER").strip()
        for document in person.findall("INDIVIDUAL_DOCUMENT"):
            written = (document.findtext("NUMBER") or document.findtext("TYPE_OF_DOCUMENT2") or "").strip()
            number = un_number(written)
            if len(number) >= SHORTEST and re.search(r"\d", number):
                out.setdefault(number, set()).add(reference)
    for record in [r for section in ET.parse(path).getroot() for r in section]:
        reference = record.findtext("REFERENCE_NUMBER").strip()
        prose = [record.findtext("COMMENTS1") or ""] + [n.text or "" for n in record.findall("INDIVIDUAL_ALIAS/NOTE")]
        for found in (f for text in prose for f in PROSE.finditer(" ".join(text.split()))):
            number = bare(found.group("number"))
            if len(number) >= SHORTEST:
                out.setdefault(number, set()).add(reference)
    return out


def ofac_side(path):
    out = {}
    with open(path, encoding="utf-8", newline="") as lines:
        for row in csv.reader(lines):
            if len(row) < 12 or row[11].strip() == "-0-":
                continue
            for item in row[11].rstrip(". ").split("; "):
                found = LABELS.match(item.strip()) or REGISTERS.match(item.strip())
                if found:
                    rest = found.group("rest").removeprefix("IMO ")
                    number = bare(re.split(r" \(|, | issued | expires |$", rest)[0])
                    if len(number) >= SHORTEST and re.search(r"\d", number):
                        out.setdefault(number, set()).add(int(row[0]))
    return out


def main(folder):
    un = un_side(f"{folder}/un-sc-2020-11-30.xml")
    ofac = ofac_side(f"{folder}/ofac-2022-sdn.csv")
    pairs = sorted({(u, o) for number in un.keys() & ofac.keys() for u in un[number] for o in ofac[number]})
    lines = [json.dumps({"un": u, "ofac": o}) for u, o in pairs]
    print("[\n" + ",\n".join(lines) + "\n]")


if __name__ == "__main__":
    main(sys.argv[1])
