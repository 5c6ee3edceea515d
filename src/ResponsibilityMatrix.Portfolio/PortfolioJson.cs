using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using ResponsibilityMatrix.Collections;

namespace ResponsibilityMatrix.Portfolio;

/// <summary>Reads and writes portfolios as JSON. Thread-safe.</summary>
public static class PortfolioJson
{
    private static readonly Lazy<JsonSerializerOptions> Options = new(() => new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        AllowDuplicateProperties = false,
        TypeInfoResolver = JsonTypeInfoResolver.Combine(MatrixJsonContext.Default, PortfolioJsonContext.Default),
    });

    /// <summary>The metadata of an answer (<c>schemas/portfolio.schema.json</c>).</summary>
    public static JsonTypeInfo<PortfolioAnswer> Answer => (JsonTypeInfo<PortfolioAnswer>)Options.Value.GetTypeInfo(typeof(PortfolioAnswer));

    /// <summary>The metadata of a register without its rows (<c>schemas/dora-register.schema.json</c>).</summary>
    public static JsonTypeInfo<DoraRegister> Register => (JsonTypeInfo<DoraRegister>)Options.Value.GetTypeInfo(typeof(DoraRegister));

    /// <summary>An answer in UTF-8.</summary>
    /// <param name="answer">The answer.</param>
    public static byte[] ToUtf8Bytes(PortfolioAnswer answer) => MatrixJson.ToUtf8Bytes(answer, Answer);

    /// <summary>What a register holds and what not, in UTF-8: its tables without their rows, and the findings.</summary>
    /// <param name="register">The register.</param>
    public static byte[] ToUtf8Bytes(DoraRegister register) => MatrixJson.ToUtf8Bytes(register, Register);

    /// <summary>Reads a plan (<c>*.portfolio.json</c>).</summary>
    /// <param name="utf8">The text in UTF-8.</param>
    /// <exception cref="JsonException">It is no plan; the message says what is wrong.</exception>
    public static PortfolioPlan ReadPlan(ReadOnlySpan<byte> utf8)
    {
        if (utf8.StartsWith("\uFEFF"u8)) utf8 = utf8[3..];
        var plan = JsonSerializer.Deserialize(utf8, (JsonTypeInfo<PortfolioPlan>)Options.Value.GetTypeInfo(typeof(PortfolioPlan)))
            ?? throw new JsonException("A plan is a JSON object, and this is null.");
        var version = plan.SchemaVersion.Split('.');
        if (version is not ["1", _])
            throw new JsonException($"The plan has the schemaVersion \"{plan.SchemaVersion}\", and only 1.0 is known here.");
        var twice = plan.Services.GroupBy(service => service.Id).FirstOrDefault(group => group.Count() > 1);
        return twice is null ? plan : throw new JsonException($"The plan names the service {twice.Key} twice.");
    }
}

/// <summary>The metadata of the types of this package.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(PortfolioAnswer))]
[JsonSerializable(typeof(PortfolioService))]
[JsonSerializable(typeof(PortfolioControl))]
[JsonSerializable(typeof(PortfolioCell))]
[JsonSerializable(typeof(PortfolioExplanation))]
[JsonSerializable(typeof(ExplainedControl))]
[JsonSerializable(typeof(OwnExplanation))]
[JsonSerializable(typeof(DecidingAssignment))]
[JsonSerializable(typeof(ExplainedDuty))]
[JsonSerializable(typeof(PortfolioCommitment))]
[JsonSerializable(typeof(CommittedService))]
[JsonSerializable(typeof(PortfolioDate))]
[JsonSerializable(typeof(PortfolioChange))]
[JsonSerializable(typeof(PortfolioUpstream))]
[JsonSerializable(typeof(DoraRegister))]
[JsonSerializable(typeof(DoraTable))]
[JsonSerializable(typeof(DoraColumn))]
[JsonSerializable(typeof(PortfolioPlan))]
[JsonSerializable(typeof(PlannedService))]
[JsonSerializable(typeof(ValueMap<int>))]
internal sealed partial class PortfolioJsonContext : JsonSerializerContext;
