"""Makes a large portfolio: services with about 1,200 controls each, a third of them in chains of three.

Usage: python3 make.py OUT [SERVICES]

OUT/services holds the matrices of the services, OUT/upstreams those of the platforms and infrastructures that a third of them build on,
and OUT/catalog the catalog. Everything is made from a fixed seed: the same call makes the same files.
"""
import json
import os
import random
import sys

CONTROLS, FAMILIES = 1200, 20
PLATFORMS, INFRASTRUCTURES = 60, 10
VERBS = ["Configures", "Reviews", "Operates", "Monitors", "Tests", "Records", "Restricts", "Restores"]
THINGS = ["access to the administrative interface", "the encryption of stored data", "backups and their restoration", "changes of the system",
          "the network between the zones", "accounts that are no longer used", "the log of security events", "the handling of incidents"]


def control(i):
    return f"F{i % FAMILIES + 1:02}-{i // FAMILIES + 1:02}"


def text(rng):
    return f"{rng.choice(VERBS)} {rng.choice(THINGS)} at least every {rng.randint(2, 30)} days."


def matrix(kind, number, rng, upstream=None):
    name = f"{kind} {number}"
    provider = f"{kind.lower()}-{number}"
    document = {
        "schemaVersion": "1.0", "id": f"urn:example:{kind.lower()}:{number}", "version": "1.0.0", "title": f"{name}: who does what",
        "service": {"id": f"{kind.lower()}-{number:04}", "name": name, "provider": provider, "customer": "customer-org",
                    "models": ["saas"]},
        "parties": [{"id": provider, "name": f"{name} Inc."}, {"id": "customer-org", "name": "Customers"}],
        "catalogs": [{"id": "made", "edition": "1"}],
    }
    if upstream:
        document["parties"].append({"id": "below", "name": "The provider below"})
        document["upstream"] = [{"id": "below", "matrix": upstream, "provider": "below"}]
    assignments = []
    for i in range(CONTROLS):
        roll = rng.random()
        entry = {"controls": [control(i)]}
        if upstream and roll < 0.4:
            entry["duties"] = [{"party": "provider", "inheritedFrom": "below"}]
            if roll < 0.15:
                entry["duties"].append({"party": "customer", "text": text(rng)})
        elif roll < 0.75:
            entry["provider"] = text(rng)
            if roll < 0.6:
                entry["customer"] = text(rng)
        elif roll < 0.9:
            entry["customer"] = text(rng)
        elif roll < 0.95:
            entry["state"], entry["reason"] = "notApplicable", "The service has nothing of this kind."
        else:
            continue
        assignments.append(entry)
    document["assignments"] = assignments
    document["commitments"] = [{"id": "notice", "party": provider, "metric": "incidentNotificationTime", "qualifier": "personal data",
                                "target": {"operator": "atMost", "value": rng.choice([24, 48, 72]), "unit": "hours",
                                           "from": "awareness"}}]
    return document


def write(folder, name, document):
    os.makedirs(folder, exist_ok=True)
    with open(os.path.join(folder, name), "w", encoding="utf-8") as file:
        json.dump(document, file, indent=1)


def main():
    out, services = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 2000
    write(os.path.join(out, "catalog"), "made.catalog.json", {
        "schemaVersion": "1.0", "id": "made", "edition": "1", "title": "A made catalog",
        "groups": [{"id": f"F{i + 1:02}", "title": f"Family {i + 1}"} for i in range(FAMILIES)],
        "controls": [{"id": control(i), "title": f"Control {i + 1}", "group": f"F{i % FAMILIES + 1:02}"} for i in range(CONTROLS)]})
    for number in range(INFRASTRUCTURES):
        write(os.path.join(out, "upstreams"), f"infrastructure-{number}.matrix.json",
              matrix("Infrastructure", number, random.Random(f"i{number}")))
    for number in range(PLATFORMS):
        write(os.path.join(out, "upstreams"), f"platform-{number}.matrix.json",
              matrix("Platform", number, random.Random(f"p{number}"), f"urn:example:infrastructure:{number % INFRASTRUCTURES}"))
    for number in range(services):
        upstream = f"urn:example:platform:{number // 3 % PLATFORMS}" if number % 3 == 0 else None
        write(os.path.join(out, "services"), f"service-{number:04}.matrix.json",
              matrix("Service", number, random.Random(f"s{number}"), upstream))


main()
