using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Documents;
using ResponsibilityMatrix.Json;
using ResponsibilityMatrix.Model;

namespace ResponsibilityMatrix.Analysis;

/// <summary>RM1006: unknown duty, evidence, commitment, upstream, parameter or group.</summary>
internal sealed class UnknownReference : DocumentRule
{
    // Each pointer contains the whole name of the parameter.
    private const int MaxReportedOfOne = 100;

    public override DiagnosticDescriptor Descriptor => ReferenceDescriptors.UnknownReference;

    // The levels of a known scheme do not depend on a document.
    public override void CheckPart(DocumentCase document) => CheckLevels(document);

    public override void Check(DocumentCase document)
    {
        var matrix = document.Matrix;
        var effective = document.Effective;
        var level = document.Engine.Levels[0];
        Names duties = new("duty", id => level.FindDuty(id) is not null, document.Engine.Levels.SelectMany(known => known.DutyIds),
            document.IsComplete);
        var evidence = Named("evidence", effective.Evidence.Select(item => item.Id));
        var commitments = Named("commitment", effective.Commitments.Select(item => item.Id));
        var upstreams = Named("upstream", effective.Upstreams.Select(item => item.Id));
        foreach (var placed in document.Duties)
        {
            var (duty, spot) = (placed.Duty, Spot.Of(placed));
            Known(duties, duty.DependsOn, spot, "dependsOn");
            Known(evidence, duty.Evidence, spot, "evidence");
            Known(commitments, duty.Commitments, spot, "commitments");
            if (duty.InheritedFrom is { } from && IsUnknown(upstreams, from)) Report(upstreams, from, $"{spot}/inheritedFrom");
            for (var i = 0; i < duty.Satisfies.Count; i++)
                if (duty.Satisfies[i].IndexOfAny(['#', '@']) is > 0 and var end && duty.Satisfies[i][..end] is var upstream
                    && IsUnknown(upstreams, upstream)) Report(upstreams, upstream, $"{spot}/satisfies/{i}");
        }
        for (var i = 0; i < matrix.Commitments.Count; i++)
            Known(duties, matrix.Commitments[i].DependsOn, new("/commitments", i), "dependsOn");
        for (var i = 0; i < matrix.Upstreams.Count; i++) Known(evidence, matrix.Upstreams[i].Evidence, new("/upstream", i), "evidence");
        CheckGroups(document);
        CheckLevels(document);
        CheckParameters(document);
        foreach (var (condition, owner) in document.Conditions()) CheckCondition(document, condition, owner);

        Names Named(string what, IEnumerable<string> ids)
        {
            var known = ids.ToHashSet(StringComparer.Ordinal);
            return new(what, known.Contains, known, document.IsComplete);
        }

        void Known(in Names names, ValueList<string> ids, Spot owner, string member)
        {
            for (var i = 0; i < ids.Count; i++)
                if (IsUnknown(names, ids[i])) Report(names, ids[i], $"{owner}/{member}/{i}");
        }

        void Report(in Names names, string id, string pointer) =>
            document.Report(this, pointer, $"There is no {names.What} \"{id}\" in this document.{document.Suggestions.For(id, names.All)}");

        static bool IsUnknown(in Names names, string id) => names.IsClosed && id.Length > 0 && !names.Has(id);
    }

    /// <summary>The ids of one kind. Complete if no missing document can add any.</summary>
    private readonly record struct Names(string What, Func<string, bool> Has, IEnumerable<string> All, bool IsClosed);

    // A document that lists groups must list all of them; one that lists none names them only by id.
    private void CheckGroups(DocumentCase document)
    {
        var groups = new GroupTree(document.Matrix.Groups, document.Effective.Groups);
        if (groups.Ids.Count == 0 || !document.IsComplete) return;
        foreach (var i in groups.WithUnknownParent()) Report(document.Matrix.Groups[i].Parent!, $"/groups/{i}/parent");
        for (var i = 0; i < document.Matrix.Controls.Count; i++)
            if (document.Matrix.Controls[i].Group is { Length: > 0 } group && !groups.Has(group)) Report(group, $"/controls/{i}/group");

        void Report(string id, string pointer) =>
            document.Report(this, pointer, $"There is no group \"{id}\" in this document.{document.Suggestions.For(id, groups.Ids)}");
    }

    private void CheckLevels(DocumentCase document)
    {
        var matrix = document.Matrix;
        for (var i = 0; i < matrix.Authorizations.Count; i++)
            Known(matrix.Authorizations[i].Scheme, matrix.Authorizations[i].Level, $"/authorizations/{i}/level");
        for (var i = 0; i < matrix.Upstreams.Count; i++)
            for (var j = 0; j < matrix.Upstreams[i].Needs.Count; j++)
                Known(matrix.Upstreams[i].Needs[j].Scheme, matrix.Upstreams[i].Needs[j].Level, $"/upstream/{i}/needs/{j}/level");

        void Known(string scheme, string? level, string pointer)
        {
            if (string.IsNullOrEmpty(level) || AuthorizationLevels.Of(scheme) is not [var lowest, ..] levels
                || AuthorizationLevels.IsAtLeast(scheme, level, lowest)) return;
            var choices = string.Join(", ", (IEnumerable<string>)levels);
            document.Report(
                this, pointer,
                $"{AuthorizationLevels.NameOf(scheme)} has no level \"{level}\": its levels are " +
                $"{choices}.{document.Suggestions.For(level, levels)}");
        }
    }

    private void CheckParameters(DocumentCase document)
    {
        var matrix = document.Matrix;
        for (var i = 0; i < matrix.Parameters.Count; i++)
        {
            var parameter = matrix.Parameters[i];
            if (parameter.Default is { Length: > 0 } value && !parameter.Values.Contains(value))
                document.Report(this, $"/parameters/{i}/default",
                    $"The default \"{value}\" is none of the values of {parameter.Id}: {Shortened.List(parameter.Values)}.");
            if (document.Effective.Levels.Skip(1).SelectMany(level => level.Matrix.Parameters)
                .FirstOrDefault(known => known.Id == parameter.Id) is not { } original) continue;
            for (var j = 0; j < parameter.Values.Count; j++)
                if (!original.Values.Contains(parameter.Values[j]))
                    document.Report(this, $"/parameters/{i}/values/{j}",
                        $"The base knows no value \"{parameter.Values[j]}\" of {parameter.Id}; values may be narrowed, not added.");
        }
    }

    private void CheckCondition(DocumentCase document, Condition condition, Spot owner)
    {
        if (!document.IsComplete) return;
        var parameters = document.Engine.Parameters;
        foreach (var (id, values) in condition.Parameters.AsSpan())
        {
            if (!parameters.TryFind(id, out var parameter))
            {
                document.Report(
                    this, Pointer(),
                    $"There is no parameter \"{id}\" in this " +
                    $"document.{document.Suggestions.For(id, parameters.Parameters.Select(known => known.Id))}");
                continue;
            }
            var wrong = 0;
            for (var i = 0; i < values.Count; i++)
            {
                if (values[i].Length == 0 || parameters.TryFindValue(parameter, values[i], out _) || ++wrong > MaxReportedOfOne) continue;
                document.Report(this, DocumentCase.At(Pointer(), i),
                    $"{id} cannot be \"{values[i]}\": its values are {Shortened.List(parameters.Parameters[parameter].Values)}.");
            }
            document.CountMore(this, wrong - MaxReportedOfOne);

            string Pointer() => $"{owner}/when/{JsonIndex.EscapePointer(id)}";
        }
    }
}
