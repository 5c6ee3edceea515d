namespace ResponsibilityMatrix.Json;

/// <summary>The types of JSON values, as in <c>type</c>.</summary>
[Flags]
internal enum JsonTypes : byte
{
    None = 0,
    Object = 1,
    Array = 2,
    String = 4,
    Number = 8,
    Integer = 16,
    Boolean = 32,
    Null = 64,
    All = Object | Array | String | Number | Boolean | Null,
}

/// <summary>A compiled schema. Filled once by the compiler and not changed afterwards.</summary>
internal sealed class SchemaNode(SchemaResource resource, int token)
{
    public SchemaResource Resource { get; } = resource;

    /// <summary>The position of the schema in the document of its resource.</summary>
    public int Token { get; } = token;

    /// <summary>For the schemas <c>true</c> and <c>false</c>.</summary>
    public bool? Always { get; set; }

    /// <summary>Whether evaluation can reach the schema in two ways for one value, so that its result is cached.</summary>
    public bool IsShared { get; set; }

    public JsonTypes Types { get; set; } = JsonTypes.All;

    /// <summary>The tokens of the values of <c>enum</c> or <c>const</c> in the schema's document; null if there are none.</summary>
    public int[]? Enum { get; set; }

    /// <summary>The texts among them.</summary>
    public NameTable? EnumTexts { get; set; }

    public bool IsConst { get; set; }

    public NumberBounds? Number { get; set; }

    public int MinLength { get; set; }

    public int MaxLength { get; set; } = int.MaxValue;

    public EcmaPattern? Pattern { get; set; }

    public StringFormat? Format { get; set; }

    public ArrayNode? Array { get; set; }

    public ObjectNode? Object { get; set; }

    public InPlaceNode? InPlace { get; set; }

    /// <summary>The author's messages for an invalid value: <c>errorMessage</c> and <c>patternErrorMessage</c>, as editors show
    /// them.</summary>
    public string? ErrorMessage { get; set; }

    public string? PatternErrorMessage { get; set; }

    /// <summary>Whether it checks only a type, a constant, a text or a number.</summary>
    public bool IsSimple { get; set; }

    /// <summary>The schemas that this one applies to the value or to its parts.</summary>
    public IEnumerable<SchemaNode> Parts => (Object?.Parts ?? []).Concat(Array?.Parts ?? []).Concat(InPlace?.Parts ?? []);
}

/// <summary>The limits of a number.</summary>
internal sealed class NumberBounds
{
    public JsonNumber? Minimum { get; set; }

    public JsonNumber? Maximum { get; set; }

    public JsonNumber? ExclusiveMinimum { get; set; }

    public JsonNumber? ExclusiveMaximum { get; set; }

    public JsonNumber? MultipleOf { get; set; }
}

/// <summary>The keywords for arrays.</summary>
internal sealed class ArrayNode
{
    public int MinItems { get; set; }

    public int MaxItems { get; set; } = int.MaxValue;

    public bool IsUnique { get; set; }

    public SchemaNode[] Prefix { get; set; } = [];

    public SchemaNode? Items { get; set; }

    public SchemaNode? Contains { get; set; }

    public int MinContains { get; set; } = 1;

    public int MaxContains { get; set; } = int.MaxValue;

    public SchemaNode? Unevaluated { get; set; }

    public IEnumerable<SchemaNode> Parts => [.. Prefix, .. new[] { Items, Contains, Unevaluated }.OfType<SchemaNode>()];
}

/// <summary>The keywords for objects.</summary>
internal sealed class ObjectNode
{
    public int MinProperties { get; set; }

    public int MaxProperties { get; set; } = int.MaxValue;

    /// <summary>The names in <c>properties</c> and <c>required</c>.</summary>
    public NameTable Names { get; set; } = new([]);

    /// <summary>For each name, the schema of its value, or null.</summary>
    public SchemaNode?[] Properties { get; set; } = [];

    /// <summary>For each name, the bit of <see cref="RequiredBits"/> that it clears.</summary>
    public ulong[] Bits { get; set; } = [];

    /// <summary>The required names among the first 64.</summary>
    public ulong RequiredBits { get; set; }

    /// <summary>The other required names, as positions among the names.</summary>
    public int[] AlsoRequired { get; set; } = [];

    public (EcmaPattern Pattern, SchemaNode Node)[] Patterns { get; set; } = [];

    public SchemaNode? Additional { get; set; }

    public SchemaNode? PropertyNames { get; set; }

    public (string Name, string[] Required)[] DependentRequired { get; set; } = [];

    public SchemaNode? Unevaluated { get; set; }

    /// <summary>Whether each member must be checked individually.</summary>
    public bool LooksAtMembers { get; set; }

    public IEnumerable<SchemaNode> Parts =>
        [.. Properties.OfType<SchemaNode>(), .. Patterns.Select(pattern => pattern.Node),
            .. new[] { Additional, PropertyNames, Unevaluated }.OfType<SchemaNode>()];
}

/// <summary>The schemas that a schema applies to the same value.</summary>
internal sealed class InPlaceNode
{
    public SchemaNode? Reference { get; set; }

    /// <summary>The target of <c>$dynamicRef</c> if no resource on the dynamic path has its name.</summary>
    public SchemaNode? DynamicReference { get; set; }

    /// <summary>The name to find in resources on the dynamic path; null for a plain reference.</summary>
    public string? DynamicName { get; set; }

    public SchemaNode[] AllOf { get; set; } = [];

    public SchemaNode[] AnyOf { get; set; } = [];

    public SchemaNode[] OneOf { get; set; } = [];

    public SchemaNode? Not { get; set; }

    public SchemaNode? If { get; set; }

    public SchemaNode? Then { get; set; }

    public SchemaNode? Else { get; set; }

    public (string Name, SchemaNode Node)[] DependentSchemas { get; set; } = [];

    public IEnumerable<SchemaNode> Parts =>
        [.. new[] { Reference, DynamicReference, Not, If, Then, Else }.OfType<SchemaNode>(), .. AllOf, .. AnyOf, .. OneOf,
            .. DependentSchemas.Select(dependent => dependent.Node)];
}
