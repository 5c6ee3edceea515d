using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization;
using ResponsibilityMatrix.Agreements;
using ResponsibilityMatrix.Comparison;
using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Formats;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Publishing;
using ResponsibilityMatrix.Resolution;

namespace ResponsibilityMatrix;

/// <summary>
/// Reads and writes the library's values as JSON, each in its own shape: enums as words, keys, versions, selectors and conditions as text,
/// collections as arrays and objects. The types refer to it in an attribute for <see cref="JsonSerializer"/>, also with source generation
/// and native AOT; callers do not need it. Thread-safe.
/// </summary>
public sealed class MatrixJsonConverter : JsonConverterFactory
{
    // Native AOT creates no generic types at run time; a test checks that every enum is listed here.
    private static readonly Dictionary<Type, JsonConverter> Known = new()
    {
        [typeof(Sides)] = new SplitConverter(),
        [typeof(Involvement)] = new InvolvementConverter(),
        [typeof(Reason)] = new ReasonConverter(),
        [typeof(Place)] = new PointerConverter(),
        [typeof(Assurance)] = new WordConverter<Assurance>(),
        [typeof(AuthorizationBasis)] = new WordConverter<AuthorizationBasis>(),
        [typeof(CarryOutcome)] = new WordConverter<CarryOutcome>(),
        [typeof(CatalogStatus)] = new WordConverter<CatalogStatus>(),
        [typeof(ChangeKind)] = new WordConverter<ChangeKind>(),
        [typeof(ControlKind)] = new WordConverter<ControlKind>(),
        [typeof(ControlRelation)] = new WordConverter<ControlRelation>(),
        [typeof(ControlState)] = new WordConverter<ControlState>(),
        [typeof(Coupling)] = new WordConverter<Coupling>(),
        [typeof(DefaultsPolicy)] = new WordConverter<DefaultsPolicy>(),
        [typeof(DocumentStatus)] = new WordConverter<DocumentStatus>(),
        [typeof(EvidenceKind)] = new WordConverter<EvidenceKind>(),
        [typeof(EvidenceValidity)] = new WordConverter<EvidenceValidity>(),
        [typeof(Holding)] = new WordConverter<Holding>(),
        [typeof(ImplementationStatus)] = new WordConverter<ImplementationStatus>(),
        [typeof(ImportedRowOutcome)] = new WordConverter<ImportedRowOutcome>(),
        [typeof(Inheritability)] = new WordConverter<Inheritability>(),
        [typeof(Layer)] = new WordConverter<Layer>(),
        [typeof(MatrixPart)] = new WordConverter<MatrixPart>(),
        [typeof(OverrideRule)] = new WordConverter<OverrideRule>(),
        [typeof(PartyRole)] = new WordConverter<PartyRole>(),
        [typeof(QuestionReason)] = new WordConverter<QuestionReason>(),
        [typeof(ReasonOutcome)] = new WordConverter<ReasonOutcome>(),
        [typeof(ReconcileStatus)] = new WordConverter<ReconcileStatus>(),
        [typeof(RequirementKind)] = new WordConverter<RequirementKind>(),
        [typeof(RequirementMatch)] = new WordConverter<RequirementMatch>(),
        [typeof(RuleStatus)] = new WordConverter<RuleStatus>(),
        [typeof(Severity)] = new WordConverter<Severity>(),
        [typeof(SourceReading)] = new WordConverter<SourceReading>(),
        [typeof(TargetOperator)] = new WordConverter<TargetOperator>(),
        [typeof(VerificationStatus)] = new WordConverter<VerificationStatus>(),
        [typeof(VersionBump)] = new WordConverter<VersionBump>(),
    };

    /// <inheritdoc/>
    public override bool CanConvert(Type typeToConvert)
    {
        ArgumentNullException.ThrowIfNull(typeToConvert);
        return Known.ContainsKey(typeToConvert) || typeof(IConverterSource).IsAssignableFrom(typeToConvert);
    }

    /// <inheritdoc/>
    [UnconditionalSuppressMessage(
        "Trimming", "IL2067", Justification = "No constructor runs: a source makes converters without any state.")]
    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(typeToConvert);
        return Known.TryGetValue(typeToConvert, out var converter) ? converter
            : ((IConverterSource)RuntimeHelpers.GetUninitializedObject(typeToConvert)).CreateConverter(options);
    }
}

/// <summary>
/// Reads and writes members that are lists in JSON but not in .NET: sides as a list of words, and texts of which a single one may be
/// written without a list. The members refer to it in an attribute; callers do not need it. Thread-safe.
/// </summary>
public sealed class MatrixJsonListConverter : JsonConverterFactory
{
    /// <inheritdoc/>
    public override bool CanConvert(Type typeToConvert) => typeToConvert == typeof(Sides) || typeToConvert == typeof(ValueList<string>);

    /// <inheritdoc/>
    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
        typeToConvert == typeof(Sides) ? new SideListConverter() : new OneOrSeveralConverter();
}
