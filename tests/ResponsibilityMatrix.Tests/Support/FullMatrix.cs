using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Xunit;

namespace ResponsibilityMatrix.Tests;

/// <summary>A matrix document that uses every member of the format with a value other than its default, and copies of it with one thing
/// changed.</summary>
internal static class FullMatrix
{
    public const string Json = """
        {
          "$schema": "../schemas/matrix.schema.json",
          "schemaVersion": "1.0",
          "id": "https://example.com/matrices/desk",
          "version": "1.4.0-rc.1+build.5",
          "title": "Who does what in Desk",
          "language": "en-GB",
          "authoredBy": "acme",
          "published": "2026-01-01",
          "effective": "2026-02-01",
          "reviewBy": "2027-01-31",
          "expires": "2028-02-29",
          "supersedes": { "id": "https://example.com/matrices/old", "version": "1.3.0" },
          "service": {
            "id": "desk", "name": "Desk", "description": "A help desk.\nIn the cloud.", "provider": "acme", "customer": "globex",
              "models": ["saas", "managed"]
          },
          "parties": [
            {
              "id": "acme", "name": "Acme", "legalName": "Acme Ltd", "identifiers": [{ "scheme": "LEI",
                "value": "529900T8BM49AURSDO55" }], "role": "provider",
              "side": "provider", "aliases": ["CSP"], "contacts": [{ "purpose": "security incidents", "email": "soc@example.com",
                "uri": "https://example.com/soc" }],
              "extensions": { "com.example.tier": { "n": [1, 2.50, "é", null, true] } }
            },
            { "id": "globex", "name": "Globex", "role": "customer", "side": "customer" },
            { "id": "hoster-1", "name": "Hoster", "role": "subprovider" }
          ],
          "authorizations": [
            {
              "scheme": "fedramp", "level": "moderate", "basis": "equivalent", "authority": "FedRAMP PMO",
                "issued": "2025-01-10", "validUntil": "2028-01-09",
              "reference": "FR1234567890"
            },
            { "scheme": "soc2" }
          ],
          "groups": [{ "id": "net", "title": "Network", "parent": "technical" }, { "id": "technical", "title": "Technical" }],
          "view": { "name": "customer", "of": "sha256-44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a" },
          "status": "published",
          "agreement": { "reference": "MSA-7", "clause": "Annex 2", "title": "Master agreement" },
          "approvals": [{ "party": "globex", "name": "J. Doe", "role": "CISO", "date": "2026-01-20" }],
          "serviceModels": [{ "id": "managed", "title": "Managed", "basedOn": "saas", "layers": { "networkControls": "customer",
            "data": "shared", "facility": "provider" } }],
          "parameters": [{ "id": "plan", "title": "Plan", "values": ["standard", "premium"], "default": "standard" }],
          "catalogs": [{ "id": "iso-27017", "edition": "2015", "as": "cloud", "include": ["*"], "exclude": ["18.*"] }],
          "controls": [
            {
              "id": "net.1", "title": "Peering", "kind": "enhancement", "parent": "13.1.3", "group": "net",
                "description": "Of networks.", "layers": ["networkControls", "governance"],
              "mapsTo": [{ "control": "iso-27017:13.1.1", "relation": "subset" }], "extensions": { "com.example.row": 7 }
            }
          ],
          "defaults": "serviceModel",
          "extends": {
            "id": "https://example.com/matrices/base", "version": "2.0.0",
              "digest": "sha256-44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a"
          },
          "upstream": [
            {
              "id": "host", "matrix": "https://hoster.example/matrix", "version": "3.1.4",
                "context": { "serviceModel": "iaas", "parameters": { "region": "eu" } },
              "provider": "hoster-1", "customer": "acme", "assurance": "carveOut",
              "needs": [{ "scheme": "cmmc", "level": "2", "basis": "inProcess" }, { "scheme": "hitrust" }], "evidence": ["soc2"],
              "digest": "sha256-44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a",
                "extensions": { "com.example.seat": null }
            }
          ],
          "assignments": [
            {
              "id": "a1", "controls": ["CLD.6.3.1", "group:6.1"], "when": { "plan": ["premium"],
                "serviceModel": ["saas", "managed"] }, "split": "shared",
              "provider": "Names its contacts.", "customer": "Names its own.",
              "duties": [
                {
                  "id": "d1", "party": "provider", "involvement": ["responsible", "consulted"], "action": "configure",
                    "text": "Line one.\nLine two. \"Quoted\" 😀", "dependsOn": ["d2"],
                  "satisfies": ["host#u1", "host@AC-2(1)"], "inheritedFrom": "host", "upstreamControls": ["AC-2"],
                    "evidence": ["soc2"], "commitments": ["uptime"],
                  "when": { "plan": ["premium"] }, "component": "Portal",
                    "implementation": ["implemented", "planned", "notImplemented"], "internalNote": "Ask legal.",
                  "extensions": { "com.example.duty": [] }
                },
                { "id": "d2", "party": "globex" }
              ],
              "coupling": "dependent", "inheritability": "partial", "source": { "label": " Shared (*) ", "vocabulary": "fedramp-crm",
                "at": "Sheet!B6" }, "notes": "See annex.",
              "internalNote": "Check.", "extensions": { "com.example.assignment": {} }
            },
            { "controls": ["18.1.5"], "state": "notApplicable", "reason": "No cryptography is exported." }
          ],
          "commitments": [
            {
              "id": "uptime", "party": "acme", "metric": "availability", "target": { "operator": "atLeast", "value": 99.95,
                "unit": "percent", "from": "occurrence" },
              "qualifier": "severity 1", "window": "month", "when": { "plan": ["premium"] }, "dependsOn": ["d2"],
                "controls": ["17.*"], "notes": "Without maintenance.",
              "extensions": { "com.example.commitment": "x" }
            }
          ],
          "evidence": [
            {
              "id": "soc2", "kind": "report", "title": "SOC 2", "issuer": "Auditor", "uri": "https://example.com/soc2",
                "issued": "2026-01-10",
              "period": { "from": "2025-01-01", "to": "2025-12-31" }, "validUntil": "2026-12-31",
                "extensions": { "com.example.evidence": false }
            }
          ],
          "translations": { "de": { "d1": { "title": "Titel", "name": "Name", "text": "Text", "description": "Beschreibung" } }, "fr": {} },
          "accepted": [{ "finding": "RM2005", "controls": ["CLD.6.3.1"], "reason": "Agreed orally.", "until": "2026-12-31" }],
          "extensions": { "com.example.whole": { "b": 1, "a": [ ] } }
        }
        """;

    public static byte[] Utf8 => Encoding.UTF8.GetBytes(Json);

    /// <summary>The document with the value at a pointer replaced, or added.</summary>
    public static string With(string pointer, string json) => Change(pointer, (parent, step) =>
    {
        if (parent is JsonArray list && int.Parse(step, CultureInfo.InvariantCulture) is var item)
        { if (item < list.Count) list[item] = JsonNode.Parse(json); else list.Add(JsonNode.Parse(json)); }
        else parent.AsObject()[step] = JsonNode.Parse(json);
    });

    /// <summary>The document without the member at a pointer.</summary>
    public static string Without(string pointer) => Change(pointer, (parent, step) => Assert.True(parent.AsObject().Remove(step)));

    private static string Change(string pointer, Action<JsonNode, string> change)
    {
        if (pointer.Length == 0) throw new ArgumentException("The whole document cannot be changed.", nameof(pointer));
        var root = JsonNode.Parse(Json)!;
        var steps = Array.ConvertAll(pointer.Split('/')[1..], step =>
            step.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal));
        var parent = steps[..^1]
            .Aggregate(root, (node, step) => (node is JsonArray list ? list[int.Parse(step, CultureInfo.InvariantCulture)] : node[step])!);
        change(parent, steps[^1]);
        return root.ToJsonString();
    }
}
