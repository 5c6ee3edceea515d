using System.Globalization;
using System.Reflection;
using System.Text;

namespace ResponsibilityMatrix.Json;

/// <summary>
/// Compiles schemas: finds documents, resources and anchors, resolves references, and converts each schema to a <see cref="SchemaNode"/>.
/// </summary>
internal sealed class SchemaCompiler(JsonSchemaOptions options)
{
    private const string Draft202012 = "https://json-schema.org/draft/2020-12/schema";
    private const string Draft7 = "http://json-schema.org/draft-07/schema";
    private static readonly Limits SchemaLimits = new() { MaxDepth = 512 };
    private static readonly string[] OneSchema =
        ["additionalProperties", "unevaluatedProperties", "propertyNames", "items", "contains", "unevaluatedItems", "additionalItems",
        "not", "if", "then", "else", "contentSchema"];
    private static readonly string[] ManySchemas = ["prefixItems", "items", "allOf", "anyOf", "oneOf"];
    private static readonly string[] NamedSchemas =
        ["properties", "patternProperties", "$defs", "definitions", "dependentSchemas", "dependencies"];

    private readonly Dictionary<string, SchemaResource> _resources = new(StringComparer.Ordinal);
    private readonly Dictionary<(JsonIndex Document, int Token), SchemaResource> _resourceOf = [];
    private readonly Dictionary<(JsonIndex Document, int Token), SchemaNode> _nodes = [];
    private readonly Queue<SchemaNode> _open = [];
    private Dictionary<string, JsonIndex>? _given;

    public int NodeCount => _nodes.Count;

    public SchemaNode Compile(ReadOnlyMemory<byte> utf8)
    {
        var document = Index(utf8, options.Uri);
        var resource = Register(document, options.Uri);
        var root = NodeAt(resource, document, 0);
        while (_open.TryDequeue(out var node)) Fill(node);
        foreach (var node in _nodes.Values)
        {
            ShortenParts(node);
            node.IsSimple = node is { Always: null, Array: null, Object: null, InPlace: null };
        }
        SharedNodes.Mark(_nodes.Values);
        return Behind(root);
    }

    // ---- documents, resources, anchors

    private static JsonIndex Index(ReadOnlyMemory<byte> utf8, string uri)
    {
        var diagnostics = new FindingList(SchemaLimits);
        var index = JsonIndex.Build(utf8, uri, SchemaLimits, diagnostics);
        return index is not null && diagnostics.IsEmpty ? index : throw new JsonSchemaException(diagnostics.First().Message, uri);
    }

    private SchemaResource Register(JsonIndex document, string uri)
    {
        var resource = Walk(document, 0, null, WithoutFragment(uri));
        _resources.TryAdd(WithoutFragment(uri), resource);
        return resource;
    }

    private SchemaResource Walk(JsonIndex document, int token, SchemaResource? within, string baseUri)
    {
        var resource = within;
        var isObject = document[token].Kind == JsonKind.Object;
        var isDraft7 = (within?.Dialect ?? DialectOf(document, token, null)).IsDraft7;
        var id = isObject && !(isDraft7 && document.Member(token, "$ref"u8) >= 0) ? TextOf(document, token, "$id"u8) : null;
        // In draft 7, an anchor is an $id that consists only of a fragment.
        var anchorOfDraft7 = isDraft7 && id is ['#', ..] ? id[1..] : null;
        if (anchorOfDraft7 is not null) id = null;
        if (within is null || id is not null)
        {
            var uri = id is null ? baseUri : WithoutFragment(ResolveUri(baseUri, id));
            resource = new SchemaResource(uri, document, token, DialectOf(document, token, within?.Dialect));
            _resources.TryAdd(uri, resource);
            baseUri = uri;
        }
        if (anchorOfDraft7 is { Length: > 0 }) resource!.Anchors.TryAdd(anchorOfDraft7, token);
        _resourceOf[(document, token)] = resource!;
        if (!isObject) return resource!;
        if (!resource!.Dialect.IsDraft7)
        {
            if (TextOf(document, token, "$anchor"u8) is { } anchor) resource.Anchors.TryAdd(anchor, token);
            if (TextOf(document, token, "$dynamicAnchor"u8) is { } dynamic)
            {
                resource.Anchors.TryAdd(dynamic, token);
                resource.DynamicAnchors.Add(dynamic);
            }
        }
        if (resource.Dialect.IsDraft7 && document.Member(token, "$ref"u8) >= 0 && within is not null) return resource;
        foreach (var (name, value) in Members(document, token))
        {
            var kind = document[value].Kind;
            if (kind == JsonKind.Array && ManySchemas.Contains(name))
            {
                foreach (var item in Items(document, value)) Walk(document, item, resource, baseUri);
            }
            else if (kind == JsonKind.Object && NamedSchemas.Contains(name))
            {
                foreach (var (_, schema) in Members(document, value))
                    if (IsSchema(document, schema)) Walk(document, schema, resource, baseUri);
            }
            else if (OneSchema.Contains(name) && IsSchema(document, value))
            {
                Walk(document, value, resource, baseUri);
            }
        }
        return resource;
    }

    private SchemaDialect DialectOf(JsonIndex document, int token, SchemaDialect? inherited)
    {
        var named = document[token].Kind == JsonKind.Object ? TextOf(document, token, "$schema"u8) : null;
        if (named is null)
            return inherited ?? (options.DefaultDraft == JsonSchemaDraft.Draft7 ? SchemaDialect.Draft7 : SchemaDialect.Draft202012);
        var uri = WithoutFragment(named);
        if (uri == Draft202012) return SchemaDialect.Draft202012;
        if (uri == Draft7) return SchemaDialect.Draft7;
        if (!Given.TryGetValue(uri, out var meta))
            throw new JsonSchemaException(
                $"The dialect {named} is not known: schemas of draft 2020-12 and draft 7 are read, and those whose meta-schema is given.");
        if (meta.Member(0, "$vocabulary"u8) is not (>= 0 and var vocabularies))
            return ReferenceEquals(meta, document) ? SchemaDialect.Draft202012 : DialectOf(meta, 0, inherited);
        var (dialect, unknown) = SchemaDialect.OfVocabularies(
            Members(meta, vocabularies).Select(member => (member.Name, meta[member.Value].Kind == JsonKind.True)));
        return dialect ?? throw new JsonSchemaException($"The dialect {named} requires the vocabulary {unknown}, which is not known.");
    }

    private Dictionary<string, JsonIndex> Given
    {
        get
        {
            if (_given is not null) return _given;
            _given = new(StringComparer.Ordinal);
            foreach (var (uri, utf8) in options.Documents)
            {
                var index = Index(utf8, uri);
                _given.TryAdd(WithoutFragment(uri), index);
                if (index[0].Kind == JsonKind.Object && TextOf(index, 0, "$id"u8) is { } id && HasScheme(id))
                    _given.TryAdd(WithoutFragment(ResolveUri(uri, id)), index);
            }
            return _given;
        }
    }

    private SchemaResource? Find(string uri)
    {
        if (_resources.TryGetValue(uri, out var known)) return known;
        if (Given.TryGetValue(uri, out var given))
        {
            Register(given, uri);
            return _resources.GetValueOrDefault(uri);
        }
        return Shipped(uri) is { } utf8 ? Register(Index(utf8, uri), uri) : null;
    }

    // The meta-schemas of the drafts.
    private static byte[]? Shipped(string uri)
    {
        const string folder = "https://json-schema.org/draft/2020-12/";
        var name = uri == Draft7 ? "draft-07.schema" : uri == Draft202012 ? "draft2020-12.schema"
            : uri.StartsWith(folder + "meta/", StringComparison.Ordinal) ? $"draft2020-12.{uri[(folder.Length + 5)..]}" : null;
        if (name is null) return null;
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"dialects/{name}.json");
        if (stream is null) return null;
        var utf8 = new byte[stream.Length];
        stream.ReadExactly(utf8);
        return utf8;
    }

    // ---- references

    private static string WithoutFragment(string uri) => uri.Split('#')[0];

    private static bool HasScheme(string uri)
    {
        var colon = uri.IndexOf(':', StringComparison.Ordinal);
        return colon > 0 && char.IsAsciiLetter(uri[0]) && uri.AsSpan(0, colon).IndexOfAnyExcept(SchemeCharacters) < 0;
    }

    private static readonly System.Buffers.SearchValues<char> SchemeCharacters =
        System.Buffers.SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+.-");

    private static string ResolveUri(string baseUri, string reference)
    {
        if (reference.Length == 0) return baseUri;
        if (reference[0] == '#') return WithoutFragment(baseUri) + reference;
        if (HasScheme(reference)) return reference;
        return Uri.TryCreate(baseUri, UriKind.Absolute, out var absolute) && Uri.TryCreate(absolute, reference, out var resolved)
            ? resolved.AbsoluteUri : reference;
    }

    private SchemaNode Follow(SchemaNode from, string keyword, string reference, out string? anchor)
    {
        var uri = ResolveUri(from.Resource.Uri, reference);
        var hash = uri.IndexOf('#', StringComparison.Ordinal);
        var fragment = hash < 0 ? "" : Uri.UnescapeDataString(uri[(hash + 1)..]);
        anchor = null;
        var resource = Find(WithoutFragment(uri))
            ?? throw Fault(from, keyword, $"The schema {WithoutFragment(uri)} is not given, and nothing is fetched.");
        if (fragment.Length == 0) return NodeAt(resource, resource.Document, resource.Root);
        if (fragment[0] != '/')
        {
            if (!resource.Anchors.TryGetValue(fragment, out var token))
                throw Fault(from, keyword, $"The schema {resource.Uri} has no anchor \"{fragment}\".");
            anchor = fragment;
            return NodeAt(resource, resource.Document, token);
        }
        var at = resource.Root;
        foreach (var step in fragment.Split('/').Skip(1))
        {
            at = resource.Document.Child(at, JsonIndex.UnescapePointer(step));
            if (at < 0) throw Fault(from, keyword, $"\"{reference}\" leads nowhere.");
            if (_resourceOf.TryGetValue((resource.Document, at), out var nearer)) resource = nearer;
        }
        if (!IsSchema(resource.Document, at)) throw Fault(from, keyword, $"\"{reference}\" leads to something that is no schema.");
        return NodeAt(resource, resource.Document, at);
    }

    // ---- schemas

    private SchemaNode NodeAt(SchemaResource resource, JsonIndex document, int token)
    {
        if (_nodes.TryGetValue((document, token), out var known)) return known;
        if (_resourceOf.TryGetValue((document, token), out var own)) resource = own;
        var node = new SchemaNode(resource, token);
        _nodes.Add((document, token), node);
        _open.Enqueue(node);
        return node;
    }

    private void Fill(SchemaNode node)
    {
        var document = node.Resource.Document;
        switch (document[node.Token].Kind)
        {
            case JsonKind.True: node.Always = true; return;
            case JsonKind.False: node.Always = false; return;
            case JsonKind.Object: break;
            default: throw Fault(node, null, "A schema must be an object, true or false.");
        }
        var dialect = node.Resource.Dialect;
        var inPlace = new InPlaceNode();
        if (Keyword(node, "$ref"u8) is >= 0 and var reference)
        {
            inPlace.Reference = Follow(node, "$ref", Text(node, reference, "$ref"), out _);
            if (dialect.IsDraft7)
            {
                node.InPlace = inPlace;
                return;
            }
        }
        if (!dialect.IsDraft7 && Keyword(node, "$dynamicRef"u8) is >= 0 and var dynamicReference)
        {
            inPlace.DynamicReference = Follow(node, "$dynamicRef", Text(node, dynamicReference, "$dynamicRef"), out var anchor);
            if (anchor is not null && inPlace.DynamicReference.Resource.DynamicAnchors.Contains(anchor)) inPlace.DynamicName = anchor;
        }
        foreach (var name in node.Resource.DynamicAnchors) _ = DynamicNode(node.Resource, name);
        if (dialect.HasValidation) FillAssertions(node, document);
        if (Keyword(node, "format"u8) is >= 0 and var format && (options.AssertFormats || dialect.AssertsFormats)
            && document[format].Kind == JsonKind.String)
            node.Format = StringFormats.Find(document.GetString(format));
        node.ErrorMessage = TextOf(document, node.Token, "errorMessage"u8);
        node.PatternErrorMessage = TextOf(document, node.Token, "patternErrorMessage"u8);
        FillArray(node);
        FillObject(node);
        if (dialect.HasApplicators) FillInPlace(node, inPlace);
        if (inPlace.Parts.Any()) node.InPlace = inPlace;
    }

    private SchemaNode DynamicNode(SchemaResource resource, string name)
    {
        if (!resource.DynamicNodes.TryGetValue(name, out var node))
            resource.DynamicNodes.Add(name, node = NodeAt(resource, resource.Document, resource.Anchors[name]));
        return node;
    }

    private void FillAssertions(SchemaNode node, JsonIndex document)
    {
        if (Keyword(node, "type"u8) is >= 0 and var type)
        {
            node.Types = JsonTypes.None;
            foreach (var word in document[type].Kind == JsonKind.Array ? Items(document, type) : [type])
                node.Types |= Text(node, word, "type") switch
                {
                    "object" => JsonTypes.Object,
                    "array" => JsonTypes.Array,
                    "string" => JsonTypes.String,
                    "number" => JsonTypes.Number,
                    "integer" => JsonTypes.Integer,
                    "boolean" => JsonTypes.Boolean,
                    "null" => JsonTypes.Null,
                    var other => throw Fault(node, "type", $"\"{other}\" is no type."),
                };
        }
        if (Keyword(node, "enum"u8) is >= 0 and var list)
        {
            if (document[list].Kind != JsonKind.Array) throw Fault(node, "enum", "It must be an array.");
            SetEnum(node, document, [.. Items(document, list)]);
        }
        if (Keyword(node, "const"u8) is >= 0 and var constant)
        {
            // A schema with both is rare; then only values in both count.
            var both = node.Enum is null ? [constant]
                : node.Enum.Where(item => JsonEquality.AreEqual(document, item, document, constant)).ToArray();
            SetEnum(node, document, both);
            node.IsConst = true;
        }
        if (Keyword(node, "pattern"u8) is >= 0 and var pattern)
            node.Pattern = CompilePattern(node, "pattern", Text(node, pattern, "pattern"));
        node.MinLength = Number(node, "minLength"u8, 0);
        node.MaxLength = Number(node, "maxLength"u8, int.MaxValue);
        var bounds = new NumberBounds
        {
            Minimum = Bound(node, "minimum"u8),
            Maximum = Bound(node, "maximum"u8),
            ExclusiveMinimum = Bound(node, "exclusiveMinimum"u8),
            ExclusiveMaximum = Bound(node, "exclusiveMaximum"u8),
            MultipleOf = Bound(node, "multipleOf"u8),
        };
        if (bounds.MultipleOf is { IsPositive: false }) throw Fault(node, "multipleOf", "It must be greater than 0.");
        if (bounds.Minimum is not null || bounds.Maximum is not null || bounds.ExclusiveMinimum is not null
            || bounds.ExclusiveMaximum is not null || bounds.MultipleOf is not null) node.Number = bounds;
    }

    private static void SetEnum(SchemaNode node, JsonIndex document, int[] values)
    {
        node.Enum = values;
        node.EnumTexts = new NameTable([.. values.Where(value => document[value].Kind == JsonKind.String).Select(document.GetString)]);
    }

    private void FillArray(SchemaNode node)
    {
        var dialect = node.Resource.Dialect;
        var array = new ArrayNode();
        if (dialect.HasValidation)
        {
            array.MinItems = Number(node, "minItems"u8, 0);
            array.MaxItems = Number(node, "maxItems"u8, int.MaxValue);
            array.IsUnique = Keyword(node, "uniqueItems"u8) is >= 0 and var unique && node.Resource.Document[unique].Kind == JsonKind.True;
        }
        if (dialect.HasApplicators)
        {
            var document = node.Resource.Document;
            var items = Keyword(node, "items"u8);
            if (dialect.IsDraft7 && items >= 0 && document[items].Kind == JsonKind.Array)
            {
                array.Prefix = Nodes(node, "items"u8);
                array.Items = Node(node, "additionalItems"u8);
            }
            else
            {
                array.Items = Node(node, "items"u8);
                if (!dialect.IsDraft7) array.Prefix = Nodes(node, "prefixItems"u8);
            }
            array.Contains = Node(node, "contains"u8);
            if (!dialect.IsDraft7 && dialect.HasValidation)
            {
                array.MinContains = Number(node, "minContains"u8, 1);
                array.MaxContains = Number(node, "maxContains"u8, int.MaxValue);
            }
        }
        if (!dialect.IsDraft7 && dialect.HasUnevaluated) array.Unevaluated = Node(node, "unevaluatedItems"u8);
        if (array.MinItems > 0 || array.MaxItems < int.MaxValue || array.IsUnique || array.Parts.Any()) node.Array = array;
    }

    private void FillObject(SchemaNode node)
    {
        var dialect = node.Resource.Dialect;
        var document = node.Resource.Document;
        var found = new ObjectNode();
        List<string> names = [];
        List<SchemaNode?> nodes = [];
        List<string> required = [];
        List<(string Name, string[] Required)> dependent = [];
        if (dialect.HasApplicators)
        {
            foreach (var (name, value) in MembersOf(node, "properties"u8))
            {
                names.Add(name);
                nodes.Add(NodeAt(node.Resource, document, value));
            }
            found.Patterns =
                [.. MembersOf(node, "patternProperties"u8)
                .Select(member => (CompilePattern(node, "patternProperties", member.Name), NodeAt(node.Resource, document, member.Value)))];
            found.Additional = Node(node, "additionalProperties"u8);
            found.PropertyNames = Node(node, "propertyNames"u8);
            foreach (var (name, value) in MembersOf(node, "dependencies"u8))
                if (document[value].Kind == JsonKind.Array) dependent.Add((name, Texts(node, value, "dependencies")));
        }
        if (!dialect.IsDraft7 && dialect.HasUnevaluated) found.Unevaluated = Node(node, "unevaluatedProperties"u8);
        if (dialect.HasValidation)
        {
            if (Keyword(node, "required"u8) is >= 0 and var list) required.AddRange(Texts(node, list, "required"));
            found.MinProperties = Number(node, "minProperties"u8, 0);
            found.MaxProperties = Number(node, "maxProperties"u8, int.MaxValue);
            if (!dialect.IsDraft7)
                foreach (var (name, value) in MembersOf(node, "dependentRequired"u8))
                    dependent.Add((name, Texts(node, value, "dependentRequired")));
        }
        var places = names.Select((name, at) => (name, at)).ToDictionary(pair => pair.name, pair => pair.at, StringComparer.Ordinal);
        foreach (var name in required)
        {
            if (!places.TryAdd(name, names.Count)) continue;
            names.Add(name);
            nodes.Add(null);
        }
        found.Names = new NameTable(names);
        found.Properties = [.. nodes];
        found.Bits = new ulong[names.Count];
        List<int> besides = [];
        var bit = 0;
        foreach (var at in required.Select(name => places[name]).Distinct())
        {
            if (bit < 64) found.RequiredBits |= found.Bits[at] = 1UL << bit++;
            else besides.Add(at);
        }
        found.AlsoRequired = [.. besides];
        found.DependentRequired = [.. dependent];
        found.LooksAtMembers = names.Count > 0 || found.Patterns.Length > 0 || found.Additional is not null
            || found.PropertyNames is not null;
        if (found.LooksAtMembers || found.Unevaluated is not null || dependent.Count > 0 || found.MinProperties > 0
            || found.MaxProperties < int.MaxValue) node.Object = found;
    }

    private void FillInPlace(SchemaNode node, InPlaceNode inPlace)
    {
        var document = node.Resource.Document;
        inPlace.AllOf = Nodes(node, "allOf"u8);
        inPlace.AnyOf = Nodes(node, "anyOf"u8);
        inPlace.OneOf = Nodes(node, "oneOf"u8);
        inPlace.Not = Node(node, "not"u8);
        inPlace.If = Node(node, "if"u8);
        if (inPlace.If is not null)
        {
            inPlace.Then = Node(node, "then"u8);
            inPlace.Else = Node(node, "else"u8);
        }
        var schemas = MembersOf(node, "dependencies"u8).Where(member => document[member.Value].Kind != JsonKind.Array);
        if (!node.Resource.Dialect.IsDraft7) schemas = schemas.Concat(MembersOf(node, "dependentSchemas"u8));
        inPlace.DependentSchemas = [.. schemas.Select(member => (member.Name, NodeAt(node.Resource, document, member.Value)))];
    }

    // ---- values of keywords

    private static int Keyword(SchemaNode node, ReadOnlySpan<byte> name) => node.Resource.Document.Member(node.Token, name);

    private SchemaNode? Node(SchemaNode node, ReadOnlySpan<byte> name) =>
        Keyword(node, name) is >= 0 and var token ? NodeAt(node.Resource, node.Resource.Document, token) : null;

    private SchemaNode[] Nodes(SchemaNode node, ReadOnlySpan<byte> name)
    {
        if (Keyword(node, name) is not (>= 0 and var token)) return [];
        if (node.Resource.Document[token].Kind != JsonKind.Array)
            throw Fault(node, Encoding.UTF8.GetString(name), "It must be an array of schemas.");
        return [.. Items(node.Resource.Document, token).Select(item => NodeAt(node.Resource, node.Resource.Document, item))];
    }

    private static IEnumerable<(string Name, int Value)> MembersOf(SchemaNode node, ReadOnlySpan<byte> name)
    {
        if (Keyword(node, name) is not (>= 0 and var token)) return [];
        if (node.Resource.Document[token].Kind != JsonKind.Object)
            throw Fault(node, Encoding.UTF8.GetString(name), "It must be an object.");
        return Members(node.Resource.Document, token);
    }

    private static int Number(SchemaNode node, ReadOnlySpan<byte> name, int otherwise)
    {
        if (Keyword(node, name) is not (>= 0 and var token)) return otherwise;
        var document = node.Resource.Document;
        if (document[token].Kind != JsonKind.Number
            || !decimal.TryParse(Encoding.ASCII.GetString(document.Raw(token)), NumberStyles.Float, CultureInfo.InvariantCulture,
            out var value) || value < 0 || value != decimal.Truncate(value))
            throw Fault(node, Encoding.UTF8.GetString(name), "It must be a whole number that is not negative.");
        return (int)Math.Min(value, int.MaxValue);
    }

    private static JsonNumber? Bound(SchemaNode node, ReadOnlySpan<byte> name)
    {
        if (Keyword(node, name) is not (>= 0 and var token)) return null;
        if (node.Resource.Document[token].Kind != JsonKind.Number) throw Fault(node, Encoding.UTF8.GetString(name), "It must be a number.");
        return JsonNumber.Parse(node.Resource.Document.Raw(token));
    }

    private static EcmaPattern CompilePattern(SchemaNode node, string keyword, string pattern) =>
        EcmaPattern.TryCompile(pattern, out var compiled, out var problem) ? compiled!
            : throw Fault(node, keyword, $"\"{pattern}\" is no regular expression: {problem}");

    private static string Text(SchemaNode node, int token, string keyword) =>
        node.Resource.Document[token].Kind == JsonKind.String ? node.Resource.Document.GetString(token)
            : throw Fault(node, keyword, "It must be text.");

    private static string[] Texts(SchemaNode node, int token, string keyword)
    {
        if (node.Resource.Document[token].Kind != JsonKind.Array) throw Fault(node, keyword, "It must be an array.");
        return [.. Items(node.Resource.Document, token).Select(item => Text(node, item, keyword))];
    }

    private static JsonSchemaException Fault(SchemaNode node, string? keyword, string message) =>
        new(message, $"{node.Resource.Uri}#{node.Resource.PointerOf(node.Token)}{(keyword is null ? "" : "/" + keyword)}");

    private static bool IsSchema(JsonIndex document, int token) =>
        document[token].Kind is JsonKind.Object or JsonKind.True or JsonKind.False;

    private static string? TextOf(JsonIndex document, int token, ReadOnlySpan<byte> name) =>
        document.Member(token, name) is >= 0 and var value && document[value].Kind == JsonKind.String ? document.GetString(value) : null;

    private static List<(string Name, int Value)> Members(JsonIndex document, int token)
    {
        List<(string, int)> members = [];
        for (var at = token + 1; at < document[token].Next; at = document[at + 1].Next) members.Add((document.GetString(at), at + 1));
        return members;
    }

    private static List<int> Items(JsonIndex document, int token)
    {
        List<int> items = [];
        for (var at = token + 1; at < document[token].Next; at = document[at].Next) items.Add(at);
        return items;
    }

    // ---- shortening

    // A schema that is only a reference within its resource is bypassed, which saves a step for every value.
    private static SchemaNode Behind(SchemaNode node)
    {
        HashSet<SchemaNode>? seen = null;
        while (
            node is
            {
                InPlace: { Reference: { } target, DynamicReference: null } inPlace, Types: JsonTypes.All, Enum: null, Number: null,
                Pattern: null, Format: null, Array: null, Object: null, MinLength: 0, MaxLength: int.MaxValue
            }
            && ReferenceEquals(target.Resource, node.Resource) && inPlace.Parts.Count() == 1 && (seen ??= []).Add(node))
        {
            // The author's message for a value precedes the one of the target.
            if (node.ErrorMessage is not null || node.PatternErrorMessage is not null) break;
            node = target;
        }
        return node;
    }

    private static void ShortenParts(SchemaNode node)
    {
        if (node.Object is { } found)
        {
            for (var i = 0; i < found.Properties.Length; i++)
                if (found.Properties[i] is { } property) found.Properties[i] = Shorten(node, property);
            for (var i = 0; i < found.Patterns.Length; i++) found.Patterns[i].Node = Shorten(node, found.Patterns[i].Node);
            found.Additional = found.Additional is null ? null : Shorten(node, found.Additional);
            found.PropertyNames = found.PropertyNames is null ? null : Shorten(node, found.PropertyNames);
        }
        if (node.Array is { } array)
        {
            for (var i = 0; i < array.Prefix.Length; i++) array.Prefix[i] = Shorten(node, array.Prefix[i]);
            array.Items = array.Items is null ? null : Shorten(node, array.Items);
        }
        if (node.InPlace is { Reference: { } reference } inPlace) inPlace.Reference = Shorten(node, reference);
    }

    private static SchemaNode Shorten(SchemaNode node, SchemaNode part) =>
        ReferenceEquals(node.Resource, part.Resource) ? Behind(part) : part;
}

/// <summary>Finds the schemas that may be evaluated more than once for a value. Without caching their results, evaluation could be
/// exponential in the size of the schema.</summary>
internal static class SharedNodes
{
    public static void Mark(IReadOnlyCollection<SchemaNode> nodes)
    {
        Dictionary<SchemaNode, SchemaNode[]> parts = new(ReferenceEqualityComparer.Instance);
        foreach (var node in nodes) parts.Add(node, [.. node.Parts]);
        // A dynamic reference may have any target, so every schema with parts is cached.
        if (nodes.Any(node => node.InPlace?.DynamicName is not null))
        {
            foreach (var node in nodes) node.IsShared = parts[node].Length > 0;
            return;
        }
        foreach (var node in nodes)
        {
            var branches = Branches(node);
            if (branches.Count < 2) continue;
            Dictionary<SchemaNode, int> reached = new(ReferenceEqualityComparer.Instance);
            for (var i = 0; i < branches.Count; i++) Reach(branches[i], i, reached, parts);
        }
    }

    // The schemas that apply to the same value, or to the same parts of it.
    private static List<SchemaNode> Branches(SchemaNode node)
    {
        List<SchemaNode> branches = [.. node.InPlace?.Parts ?? []];
        if (node.Object is { } found && (found.Patterns.Length > 0 || branches.Count > 0)) branches.AddRange(found.Parts);
        if (node.Array is { } array && (array.Contains is not null || branches.Count > 0)) branches.AddRange(array.Parts);
        return branches;
    }

    private static void Reach(SchemaNode start, int branch, Dictionary<SchemaNode, int> reached, Dictionary<SchemaNode, SchemaNode[]> parts)
    {
        Stack<SchemaNode> open = new([start]);
        while (open.TryPop(out var node))
        {
            if (reached.TryGetValue(node, out var other))
            {
                // What follows a schema that is reachable in several ways is reachable in the same ways, and costs nothing once the schema
                // is cached.
                if (other != branch && parts[node].Length > 0) node.IsShared = true;
                continue;
            }
            reached.Add(node, branch);
            foreach (var part in parts[node]) open.Push(part);
        }
    }
}
