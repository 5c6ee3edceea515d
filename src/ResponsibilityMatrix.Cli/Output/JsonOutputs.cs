using System.Text.Json.Serialization;
using ResponsibilityMatrix.Agreements;
using ResponsibilityMatrix.Collections;
using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Publishing;

namespace ResponsibilityMatrix.Cli;

/// <summary>What <c>validate</c> prints (<c>schemas/diagnostics.schema.json</c>).</summary>
internal sealed record ValidatedFiles(ValueList<ValidatedFile> Files);

/// <summary>A file and its findings.</summary>
internal sealed record ValidatedFile(string File, bool Valid, ValueList<Diagnostic> Diagnostics);

/// <summary>What <c>check</c> prints if it is held against several sets.</summary>
internal sealed record CheckReports(ValueList<RequirementsReport> Checks);

/// <summary>What <c>check</c> prints of the sets that come with it.</summary>
internal sealed record SetList(ValueList<SetEntry> Sets);

/// <summary>A set of requirements in a list.</summary>
internal sealed record SetEntry(string Id, SemanticVersion Version, string Title, int Rules)
{
    public static SetEntry Of(RequirementSet set) => new(set.Id, set.Version, set.Title, set.Rules.Count);
}

/// <summary>What <c>rules</c> prints.</summary>
internal sealed record RuleList(ValueList<RuleEntry> Rules);

/// <summary>A rule.</summary>
internal sealed record RuleEntry(string Id, string Title, string Category, Severity Severity, string Why, string HowToFix)
{
    public static RuleEntry Of(DiagnosticDescriptor rule) =>
        new(rule.Id, rule.Title, rule.Category, rule.DefaultSeverity, rule.Why, rule.HowToFix);
}

/// <summary>What <c>models</c> prints.</summary>
internal sealed record ModelList(ValueList<ModelEntry> Models);

/// <summary>A service model.</summary>
internal sealed record ModelEntry(string Id, string Title, ValueMap<Sides> Layers);

/// <summary>What <c>catalogs</c> prints.</summary>
internal sealed record CatalogList(ValueList<CatalogEntry> Catalogs);

/// <summary>A catalog in a list.</summary>
internal sealed record CatalogEntry(string Id, string Edition, string Title, CatalogStatus Status, int Controls)
{
    public static CatalogEntry Of(Catalog catalog) =>
        new(catalog.Id, catalog.Edition, catalog.Title, catalog.Status, catalog.Controls.Count);
}

/// <summary>What <c>catalogs</c> prints of one.</summary>
internal sealed record CatalogPage(string Id, string Edition, string Title, CatalogStatus Status, ValueList<GroupEntry> Groups,
    ValueList<BaselineEntry> Baselines, ValueList<ControlEntry> Controls)
{
    public static CatalogPage Of(Catalog catalog) => new(
        catalog.Id, catalog.Edition, catalog.Title, catalog.Status,
        catalog.Groups.Select(group => new GroupEntry(group.Id, group.Title, group.Parent)).ToValueList(),
        catalog.Baselines.Select(baseline => new BaselineEntry(baseline.Id, baseline.Title, baseline.Controls)).ToValueList(),
        catalog.Controls.Select(ControlEntry.Of).ToValueList());
}

/// <summary>A group of a catalog.</summary>
internal sealed record GroupEntry(string Id, string Title, string? Parent);

/// <summary>A baseline of a catalog.</summary>
internal sealed record BaselineEntry(string Id, string Title, ValueList<string> Controls);

/// <summary>A control of a catalog.</summary>
internal sealed record ControlEntry(string Id, string Title, ControlKind Kind, string? Parent, string? Group, ValueList<Layer> Layers,
    string? LayersReason, bool Withdrawn, ValueList<string> ReplacedBy, GuidanceEntry Guidance)
{
    public static ControlEntry Of(Control control) => new(
        control.Id, control.Title, control.EffectiveKind, control.Parent, control.Group, control.Layers, control.LayersReason,
        control.IsWithdrawn, control.ReplacedBy,
        new(control.Guidance?.Provider, control.Guidance?.Customer, control.Guidance?.Same));
}

/// <summary>Whom the guidance of a control addresses.</summary>
internal sealed record GuidanceEntry(
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Provider,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Customer,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Same);

/// <summary>What <c>publish</c> prints.</summary>
internal sealed record PublishedFile(
    string File, bool Published, string Id, SemanticVersion Version, string? Digest, MatrixView? View, ValueList<Diagnostic> Diagnostics);

/// <summary>What <c>verify</c> prints.</summary>
internal sealed record VerifiedFile(string File, bool Valid, VerificationStatus Status, string Message, string? Algorithm, string? KeyId,
    string Thumbprint, string? Digest);

/// <summary>How the command's own outputs are written as JSON; those of the library are written by <see cref="MatrixJson"/>.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ValidatedFiles))]
[JsonSerializable(typeof(ValidatedFile))]
[JsonSerializable(typeof(CheckReports))]
[JsonSerializable(typeof(SetList))]
[JsonSerializable(typeof(SetEntry))]
[JsonSerializable(typeof(RuleList))]
[JsonSerializable(typeof(RuleEntry))]
[JsonSerializable(typeof(ModelList))]
[JsonSerializable(typeof(ModelEntry))]
[JsonSerializable(typeof(CatalogList))]
[JsonSerializable(typeof(CatalogEntry))]
[JsonSerializable(typeof(CatalogPage))]
[JsonSerializable(typeof(GroupEntry))]
[JsonSerializable(typeof(BaselineEntry))]
[JsonSerializable(typeof(ControlEntry))]
[JsonSerializable(typeof(PublishedFile))]
[JsonSerializable(typeof(VerifiedFile))]
internal sealed partial class OutputJsonContext : JsonSerializerContext;
