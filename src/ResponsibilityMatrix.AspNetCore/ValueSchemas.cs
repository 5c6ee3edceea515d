using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using ResponsibilityMatrix.Model;

namespace ResponsibilityMatrix.AspNetCore;

/// <summary>
/// The schemas of values with converters of their own, of which OpenAPI would otherwise say nothing: lists, maps, words and texts.
/// Thread-safe.
/// </summary>
internal sealed class ValueSchemas : IOpenApiSchemaTransformer
{
    public async Task TransformAsync(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellationToken)
    {
        var type = Nullable.GetUnderlyingType(context.JsonTypeInfo.Type) ?? context.JsonTypeInfo.Type;
        if (type.Assembly != typeof(Matrix).Assembly) return;
        if (context.JsonPropertyInfo?.CustomConverter is MatrixJsonListConverter && type.IsEnum)
        {
            schema.Type = JsonSchemaType.Array;
            schema.Items = new OpenApiSchema { Type = JsonSchemaType.String };
        }
        else if (type.IsEnum)
        {
            AddWords(schema, type, context.JsonTypeInfo.Options);
        }
        else if (type == typeof(SemanticVersion) || type == typeof(Selector) || type == typeof(ControlKey))
        {
            schema.Type = JsonSchemaType.String;
        }
        else if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ValueList<>))
        {
            schema.Type = JsonSchemaType.Array;
            schema.Items =
                await context.GetOrCreateSchemaAsync(type.GenericTypeArguments[0], null, cancellationToken).ConfigureAwait(false);
        }
        else if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ValueMap<>))
        {
            schema.Type = JsonSchemaType.Object;
            schema.AdditionalProperties =
                await context.GetOrCreateSchemaAsync(type.GenericTypeArguments[0], null, cancellationToken).ConfigureAwait(false);
        }
    }

    // Values of flags are written as lists of words; no side is written as null.
    private static void AddWords(OpenApiSchema schema, Type type, JsonSerializerOptions options)
    {
        var typeInfo = options.GetTypeInfo(type);
        List<JsonNode> words = [];
        var kind = JsonSchemaType.String;
        foreach (var value in Enum.GetValuesAsUnderlyingType(type))
        {
            switch (JsonSerializer.SerializeToNode(Enum.ToObject(type, value), typeInfo))
            {
                case null:
                    kind |= JsonSchemaType.Null;
                    break;
                case JsonArray several:
                    kind = JsonSchemaType.Array;
                    words.AddRange(several.Select(word => word!.DeepClone()));
                    break;
                case var word:
                    words.Add(word);
                    break;
            }
        }
        schema.Type = kind;
        if (kind == JsonSchemaType.Array) schema.Items = new OpenApiSchema { Type = JsonSchemaType.String, Enum = words };
        else schema.Enum = words;
    }
}
