#!/usr/bin/env python3
"""Counts of the published lists, for the tests of the importer: Python's own XML and CSV readers, nothing of Liaison.

Usage: count_lists.py LISTS_FOLDER > lists.json. Numbers only.
"""
import csv
import json
import re
import sys
import xml.etree.ElementTree as ET


def texts(node, path):
    return [e.text.strip() for e in node.findall(path) if e.text and e.text.strip()]


def un(path):
    root = ET.parse(path).getroot()
    people, bodies = list(root.find("INDIVIDUALS")), list(root.find("ENTITIES"))
    documents = [d for p in people for d in p.findall("INDIVIDUAL_DOCUMENT")]
    births = [b for p in people for b in p.findall("INDIVIDUAL_DATE_OF_BIRTH")]
    aliases = [a for p in people for a in p.findall("INDIVIDUAL_ALIAS") if texts(a, "ALIAS_NAME")]
    addresses = [a for p in people for a in p.findall("INDIVIDUAL_ADDRESS")]
    addresses += [a for b in bodies for a in b.findall("ENTITY_ADDRESS")]
    return {
        "individuals": len(people),
        "entities": len(bodies),
        "good_aliases": sum(texts(a, "QUALITY") != ["Low"] for a in aliases),
        "low_aliases": sum(texts(a, "QUALITY") == ["Low"] for a in aliases),
        "entity_aliases": sum(bool(texts(a, "ALIAS_NAME")) for b in bodies for a in b.findall("ENTITY_ALIAS")),
        "original_script_names": sum(bool(texts(r, "NAME_ORIGINAL_SCRIPT")) for r in people + bodies),
        "documents": sum(bool(texts(d, "NUMBER") or texts(d, "TYPE_OF_DOCUMENT2")) for d in documents),
        "nationalities": sum(len(texts(p, "NATIONALITY/VALUE")) for p in people),
        "titles": sum(len(texts(p, "TITLE/VALUE")) for p in people),
        "designations": sum(len(texts(p, "DESIGNATION/VALUE")) for p in people),
        "births_with_a_year": sum(
            bool(texts(b, "DATE") or texts(b, "YEAR") or texts(b, "FROM_YEAR") or texts(b, "TO_YEAR")) for b in births),
        "addresses": sum(any(c.text and c.text.strip() for c in a) for a in addresses),
        "comments": sum(bool(texts(r, "COMMENTS1")) for r in people + bodies),
    }


def ofac(folder, year):
    def rows(part):
        with open(f"{folder}/ofac-{year}-{part}.csv", encoding="utf-8", newline="") as lines:
            return [[cell.strip() for cell in row] for row in csv.reader(lines)]

    def filled(cell):
        return cell not in ("", "-0-")

    sdn, add, alt = rows("sdn"), rows("add"), rows("alt")
    numbers = {row[0] for row in sdn}
    items = [i for row in sdn if filled(row[11]) for i in row[11].rstrip(". ").split("; ")]
    return {
        "entries": len(sdn),
        "individuals": sum(row[2] == "individual" for row in sdn),
        "vessels": sum(row[2] == "vessel" for row in sdn),
        "aircraft": sum(row[2] == "aircraft" for row in sdn),
        "organisations": sum(not filled(row[2]) for row in sdn),
        "aliases_of_listed": sum(row[0] in numbers for row in alt),
        "aliases_without_entry": sum(row[0] not in numbers for row in alt),
        "addresses_of_listed": sum(row[0] in numbers and any(map(filled, row[2:5])) for row in add),
        "addresses_empty": sum(row[0] in numbers and not any(map(filled, row[2:5])) for row in add),
        "addresses_without_entry": sum(row[0] not in numbers for row in add),
        "births": sum(bool(re.match(r"(?:alt\. )?DOB ", i)) for i in items),
        "passports": sum(bool(re.match(r"(?:alt\. )?Passport ", i)) for i in items),
        "imo_numbers": sum(i.removeprefix("alt. ").startswith("Vessel Registration Identification ") for i in items),
        "remarks": sum(filled(row[11]) for row in sdn),
        "longest_column_count": max(map(len, sdn)),
    }


def main(folder):
    counts = {f"un-sc-{day}": un(f"{folder}/un-sc-{day}.xml") for day in ("2018-10-29", "2020-11-30")}
    counts["ofac-2022"] = ofac(folder, 2022)
    print(json.dumps(counts, indent=2))


if __name__ == "__main__":
    main(sys.argv[1])
