using ResponsibilityMatrix.Chains;
using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Documents;
using ResponsibilityMatrix.Model;

namespace ResponsibilityMatrix.Analysis;

/// <summary>Findings about the upstreams of a document that do not require following the chain.</summary>
internal static class UpstreamEntries
{
    public static IEnumerable<Diagnostic> Findings(EffectiveMatrix effective, DateOnly asOf)
    {
        var document = effective.Document;
        for (var i = 0; i < document.Matrix.Upstreams.Count; i++)
        {
            var entry = document.Matrix.Upstreams[i];
            if (entry is { Assurance: Assurance.CarveOut, Evidence.IsEmpty: true })
                yield return Diagnostic.Of(ChainDescriptors.CarvedOutWithoutEvidence, ChainDescriptors.CarvedOutMessage(entry),
                    document.PlaceOf($"/upstream/{i}"));
            if (entry.Matrix is null) continue;
            if (UpstreamReference.Find(effective.Documents, entry, out var problem) is { } upstream)
            {
                if (problem is { } doubt)
                    yield return Diagnostic.Of(doubt.Descriptor, doubt.Message, document.PlaceOf($"/upstream/{i}{doubt.Pointer}"))
                        with
                    { Severity = Severity.Warning };
                if (UpstreamNeeds.Problem(entry, upstream.Matrix, asOf) is { } lacking)
                    yield return Diagnostic.Of(ChainDescriptors.NeedNotMet, lacking, document.PlaceOf($"/upstream/{i}/needs"));
                continue;
            }
            var (descriptor, message, below) = problem!.Value;
            var finding = Diagnostic.Of(descriptor, message, document.PlaceOf($"/upstream/{i}{below}"));
            // A document can be validated without its upstreams; only the chain cannot be followed.
            yield return descriptor == DocumentSetDescriptors.MissingDocument ? finding with { Severity = Severity.Note } : finding;
        }
        // The content of a damaged document is not reliable.
        if (document.Damaged.IsEmpty && effective.Documents.TwinFinding(document) is { } twins) yield return twins;
    }
}
