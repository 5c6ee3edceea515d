using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Json;
using ResponsibilityMatrix.Model;

namespace ResponsibilityMatrix.Analysis;

/// <summary>RM1006: unknown duty, evidence, commitment, upstream or parameter.</summary>
internal sealed class UnknownReference : DocumentRule
{
    public override DiagnosticDescriptor Descriptor { get; } = new()
    {
        Id = "RM1006",
        Title = "Unknown duty, evidence, commitment, upstream or parameter",
        DefaultSeverity = Severity.Error,
        Why = "A reference that leads nowhere proves nothing and conditions nothing.",
        HowToFix = "Correct the id or value, or add what it names.",
    };

    public override void Check(DocumentCase document)
    {
        var matrix = document.Matrix;
        var effective = document.Effective;
        var evidence = effective.Evidence.Select(item => item.Id).ToHashSet(StringComparer.Ordinal);
        var commitments = effective.Commitments.Select(item => item.Id).ToHashSet(StringComparer.Ordinal);
        var upstreams = effective.Upstream.Select(item => item.Id).ToHashSet(StringComparer.Ordinal);
        foreach (var (duty, pointer) in document.Duties())
        {
            Known("duty", duty.DependsOn, document.DutyIds, $"{pointer}/dependsOn", true);
            Known("evidence", duty.Evidence, evidence, $"{pointer}/evidence", document.IsComplete);
            Known("commitment", duty.Commitments, commitments, $"{pointer}/commitments", document.IsComplete);
            if (duty.InheritedFrom is { } from) Known("upstream", [from], upstreams, $"{pointer}/inheritedFrom", document.IsComplete, false);
            for (var i = 0; i < duty.Satisfies.Count; i++)
                if (duty.Satisfies[i].IndexOfAny(['#', '@']) is > 0 and var end) Known("upstream", [duty.Satisfies[i][..end]], upstreams, $"{pointer}/satisfies/{i}", document.IsComplete, false);
        }
        for (var i = 0; i < matrix.Commitments.Count; i++) Known("duty", matrix.Commitments[i].DependsOn, document.DutyIds, $"/commitments/{i}/dependsOn", document.IsComplete);
        for (var i = 0; i < matrix.Upstream.Count; i++) Known("evidence", matrix.Upstream[i].Evidence, evidence, $"/upstream/{i}/evidence", document.IsComplete);
        CheckParameters(document);
        foreach (var (condition, pointer) in document.Conditions()) CheckCondition(document, condition, pointer);

        void Known(string what, ValueList<string> ids, HashSet<string> known, string pointer, bool isClosed, bool isList = true)
        {
            if (!isClosed) return;
            for (var i = 0; i < ids.Count; i++)
                if (ids[i].Length > 0 && !known.Contains(ids[i]))
                    document.Report(this, isList ? DocumentCase.At(pointer, i) : pointer, $"There is no {what} \"{ids[i]}\" in this document.{Nearest.Suggest(ids[i], known)}");
        }
    }

    private void CheckParameters(DocumentCase document)
    {
        var matrix = document.Matrix;
        for (var i = 0; i < matrix.Parameters.Count; i++)
        {
            var parameter = matrix.Parameters[i];
            if (parameter.Default is { Length: > 0 } value && !parameter.Values.Contains(value))
                document.Report(this, $"/parameters/{i}/default", $"The default \"{value}\" is none of the values of {parameter.Id}: {string.Join(", ", (IEnumerable<string>)parameter.Values)}.");
            if (document.Effective.Levels.Skip(1).SelectMany(level => level.Matrix.Parameters).FirstOrDefault(known => known.Id == parameter.Id) is not { } original) continue;
            for (var j = 0; j < parameter.Values.Count; j++)
                if (!original.Values.Contains(parameter.Values[j]))
                    document.Report(this, $"/parameters/{i}/values/{j}", $"The base knows no value \"{parameter.Values[j]}\" of {parameter.Id}; values may be narrowed, not added.");
        }
    }

    private void CheckCondition(DocumentCase document, Condition condition, string pointer)
    {
        if (!document.IsComplete) return;
        var parameters = document.Engine.Parameters;
        foreach (var (id, values) in condition.Parameters)
        {
            var at = $"{pointer}/{JsonIndex.EscapePointer(id)}";
            if (!parameters.TryFind(id, out var parameter))
            {
                document.Report(this, at, $"There is no parameter \"{id}\" in this document.{Nearest.Suggest(id, parameters.Parameters.Select(known => known.Id))}");
                continue;
            }
            for (var i = 0; i < values.Count; i++)
                if (values[i].Length > 0 && !parameters.TryFindValue(parameter, values[i], out _))
                    document.Report(this, DocumentCase.At(at, i), $"{id} cannot be \"{values[i]}\": its values are {string.Join(", ", (IEnumerable<string>)parameters.Parameters[parameter].Values)}.");
        }
    }
}
