using System.Text.Json.Serialization;
using ResponsibilityMatrix.Agreements;
using ResponsibilityMatrix.Chains;
using ResponsibilityMatrix.Comparison;
using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Resolution;

namespace ResponsibilityMatrix;

/// <summary>The System.Text.Json metadata of the records that define the JSON shape of answers with other members.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(DiagnosticShape))]
[JsonSerializable(typeof(RelatedShape))]
[JsonSerializable(typeof(ChainAnswerShape))]
[JsonSerializable(typeof(ChainedControlShape))]
[JsonSerializable(typeof(DiffShape))]
[JsonSerializable(typeof(ChangeShape))]
[JsonSerializable(typeof(ReconciliationShape))]
[JsonSerializable(typeof(ReconciledControlShape))]
[JsonSerializable(typeof(CarriedMatrixShape))]
[JsonSerializable(typeof(CarriedControlShape))]
[JsonSerializable(typeof(UncarriedControlShape))]
[JsonSerializable(typeof(ReportShape))]
[JsonSerializable(typeof(CheckedControlShape))]
[JsonSerializable(typeof(MissingShape))]
[JsonSerializable(typeof(FoundShape))]
[JsonSerializable(typeof(FoundCommitmentShape))]
[JsonSerializable(typeof(FoundEvidenceShape))]
[JsonSerializable(typeof(ChecklistDutyShape))]
[JsonSerializable(typeof(ChecklistEvidenceShape))]
[JsonSerializable(typeof(ImportShape))]
[JsonSerializable(typeof(RuleShape))]
[JsonSerializable(typeof(ElsewhereShape))]
[JsonSerializable(typeof(FoundDutyShape))]
internal sealed partial class ShapeJsonContext : JsonSerializerContext;
