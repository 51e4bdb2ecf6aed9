#!/usr/bin/env python3
"""Counts of cases, phone extractions, networks and tables of persons, for the tests of the importer: Python's own readers of
JSON and CSV, nothing of Liaison.

Usage: count_networks.py DATA_FOLDER > networks.json. Numbers only.
"""
import collections
import csv
import glob
import json
import os
import sys
import xml.etree.ElementTree as ET


def lines(path):
    with open(path, encoding="utf-8") as text:
        return [json.loads(line) for line in text if line.strip() and not line.startswith("#")]


def ftm(path):
    entities = [line.get("entity", line) for line in lines(path)]
    ids = {e["id"] for e in entities}
    schemata = collections.Counter(e["schema"] for e in entities)
    values = lambda *names: sum(len(e["properties"].get(n, [])) for e in entities for n in names)
    links = 0
    for e in entities:
        p = e["properties"]
        ends = {"Ownership": ("owner", "asset"), "UnknownLink": ("subject", "object")}.get(e["schema"])
        if ends:
            links += sum(a in ids and b in ids for a in p.get(ends[0], []) for b in p.get(ends[1], []))
        links += sum(a in ids for a in p.get("addressEntity", []))
        if e["schema"] in ("Passport", "Identification"):
            links += sum(h in ids for h in p.get("holder", []))
    return {
        "lines": len(entities),
        "persons": schemata["Person"],
        "organisations": schemata["Organization"] + schemata["Company"] + schemata["LegalEntity"],
        "places": schemata["Address"],
        "names": values("name"),
        "aliases": values("alias"),
        "births": values("birthDate"),
        "links": links,
    }


STIX_TAKEN = {"identity", "threat-actor", "intrusion-set", "location", "campaign", "observed-data", "sighting",
              "user-account", "email-addr", "url", "domain-name"}


def stix(path):
    objects = json.load(open(path, encoding="utf-8"))["objects"]
    kinds = collections.Counter(o["type"] for o in objects)

    def is_taken(o):
        addresses = ("email-addr:value", "url:value", "domain-name:value")
        pattern = o.get("pattern", "").strip().lstrip("[").rstrip("]").split(" OR ")
        of_addresses = all(part.split("=")[0].strip() in addresses for part in pattern)
        return o["type"] in STIX_TAKEN or (o["type"] == "indicator" and of_addresses)

    taken = {o["id"] for o in objects if is_taken(o)}
    joined = [o for o in objects if o["type"] == "relationship"]
    return {
        "objects": len(objects),
        "entities": len(taken),
        "individuals": sum(o["type"] == "identity" and o.get("identity_class") == "individual" for o in objects),
        "relationships": kinds["relationship"],
        "links": sum(o["source_ref"] in taken and o["target_ref"] in taken for o in joined),
        "software": sum(kinds[k] for k in ("malware", "tool", "attack-pattern", "vulnerability", "course-of-action")),
    }


def case_uco(path):
    document = json.load(open(path, encoding="utf-8"))
    objects = document.get("@graph") or document["uco-core:object"]

    def types(o):
        of = o["@type"]
        return {t.split(":")[-1] for t in (of if isinstance(of, list) else [of])}

    def facet(o, name):
        of = o.get("uco-core:hasFacet", o.get("hasFacet", []))
        for f in of if isinstance(of, list) else [of]:
            for key, value in f.items():
                if key.split(":")[-1] == name:
                    yield from (value if isinstance(value, list) else [value])

    of = lambda *names: [o for o in objects if types(o) & set(names)]
    calls, messages = of("Call"), of("Message", "SMSMessage", "EmailMessage")
    ends = lambda events, name: sum(1 for e in events for v in facet(e, name) if isinstance(v, dict) and "@id" in v)
    return {
        "objects": len(objects),
        "calls": len(calls),
        "messages": len(messages),
        "from": ends(calls + messages, "from"),
        "to": ends(calls + messages, "to"),
        "numbers": sum(1 for o in of("PhoneAccount", "MobileAccount") for n in ("phoneNumber", "MSISDN")
                       for _ in facet(o, n)),
        "devices": len(of("Device", "MobileDevice")),
        "imei": sum(1 for o in objects for _ in facet(o, "IMEI")),
        "sim_cards": len(of("SIMCard")),
        "iccid": sum(1 for o in objects for _ in facet(o, "ICCID")),
        "cell_sites": len(of("CellSite")),
    }


def graph(path):
    all_lines = lines(path)
    nodes = [n for n in all_lines if n["type"] == "node"]
    edges = [e for e in all_lines if e["type"] == "edge"]
    fields = ("source_numbers", "target_numbers", "caller_numbers", "callee_numbers")
    numbers = [{n for f in fields for n in node["properties"].get(f, []) if not n.startswith("NA_")} for node in nodes]
    is_call = lambda e: "call" in e["properties"].get("type", "").lower()
    return {
        "nodes": len(nodes),
        "edges": len(edges),
        "calls": sum(map(is_call, edges)),
        "numbers": len(set().union(*numbers)),
        "uses": sum(map(len, numbers)),
        "numbers_unknown": sum(n.startswith("NA_") for node in nodes for f in fields for n in node["properties"].get(f, [])),
    }


def febrl(path):
    with open(path, encoding="utf-8", newline="") as text:
        rows = [{k.strip(): (v or "").strip() for k, v in row.items()} for row in csv.DictReader(text)]
    address = ("street_number", "address_1", "address_2", "suburb", "postcode", "state")
    return {
        "rows": len(rows),
        "named": sum(bool(r["given_name"] or r["surname"]) for r in rows),
        "born": sum(bool(r["date_of_birth"]) for r in rows),
        "addresses": sum(any(r[f] for f in address) for r in rows),
        "numbers": sum(bool(r["soc_sec_id"]) for r in rows),
    }


def issues(folder):
    """Two issues of the Security Council's list: who came, who went."""
    def entries(day):
        root = ET.parse(f"{folder}/un-sc-{day}.xml").getroot()
        return {r.findtext("REFERENCE_NUMBER").strip() for part in ("INDIVIDUALS", "ENTITIES") for r in root.find(part)}

    before, after = entries("2018-10-29"), entries("2020-11-30")
    return {"before": len(before), "after": len(after), "came": len(after - before), "went": len(before - after),
            "stayed": len(before & after)}


def main(folder):
    counts = {}
    for name, count, pattern in [("ftm", ftm, "formats/ftm/*.json"), ("stix", stix, "formats/stix/*.json"),
                                 ("case-uco", case_uco, "formats/case-uco/*.json"),
                                 ("graph", graph, "networks/calls/*.json"), ("febrl", febrl, "names/febrl*.csv")]:
        files = sorted(glob.glob(f"{folder}/{pattern}"))
        counts[name] = {os.path.basename(path): count(path) for path in files}
    counts["un-issues"] = issues(f"{folder}/lists")
    print(json.dumps(counts, indent=2))


if __name__ == "__main__":
    main(sys.argv[1])
