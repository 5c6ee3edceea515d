using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using ResponsibilityMatrix.Collections;
using ResponsibilityMatrix.Model;

namespace ResponsibilityMatrix.Tables;

/// <summary>How profiles are read and written as JSON.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true, AllowDuplicateProperties = false)]
[JsonSerializable(typeof(TableProfile))]
[JsonSerializable(typeof(ProfileDocument))]
[JsonSerializable(typeof(ProfileParty))]
[JsonSerializable(typeof(ProfileTable))]
[JsonSerializable(typeof(ProfileColumn))]
[JsonSerializable(typeof(ProfileRule))]
[JsonSerializable(typeof(ProfileOutcome))]
[JsonSerializable(typeof(Selector))]
[JsonSerializable(typeof(ValueList<string>))]
[JsonSerializable(typeof(ValueMap<ValueList<string>>))]
internal sealed partial class ProfileJsonContext : JsonSerializerContext
{
    // Duties are read as in a matrix. Static members of the generated part may not be initialised yet here.
    private static readonly Lazy<JsonSerializerOptions> Strict = new(() => new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        AllowDuplicateProperties = false,
        TypeInfoResolver = JsonTypeInfoResolver.Combine(MatrixJsonContext.Default, Default),
    });

    private static readonly Type[] Types =
    [
        typeof(TableProfile), typeof(ProfileDocument), typeof(ProfileDocumentCondition), typeof(ProfileParty), typeof(ProfileFootnotes),
            typeof(ProfileTable),
        typeof(ProfileHeader), typeof(ProfileCells), typeof(ProfileJoin), typeof(ProfileColumn), typeof(ProfileRule),
            typeof(ProfileOutcome), typeof(Duty),
    ];

    /// <summary>The metadata of a profile.</summary>
    public static JsonTypeInfo<TableProfile> Profile => (JsonTypeInfo<TableProfile>)Strict.Value.GetTypeInfo(typeof(TableProfile));

    /// <summary>The names of all members, to suggest one.</summary>
    public static IEnumerable<string> Members =>
        Types.SelectMany(type => Strict.Value.GetTypeInfo(type).Properties.Select(property => property.Name)).Distinct();
}
