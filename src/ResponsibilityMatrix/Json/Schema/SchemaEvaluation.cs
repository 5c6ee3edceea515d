using System.Runtime.CompilerServices;
using ResponsibilityMatrix.Diagnostics;

namespace ResponsibilityMatrix.Json;

/// <summary>
/// One evaluation of a schema for a document. Without a list of violations, it stops at the first one; with a list, it continues and
/// describes them. Results of schemas that may be evaluated twice for a value are cached, so that the sizes of schema and document bound
/// the cost.
/// </summary>
internal sealed class SchemaEvaluation(
    JsonIndex index, Limits limits, List<SchemaViolation>? violations, int most, bool allowsUnknownMembers = false,
    CancellationToken cancellationToken = default)
{
    private const int DeepestInPlace = 4_096;
    private const long StepsBetweenLooks = 0xFFFF;
    private readonly Dictionary<(SchemaNode Node, int Token), bool> _verdicts = [];
    private readonly HashSet<(SchemaNode Node, int Token)> _gone = [];
    private readonly List<SchemaResource> _scope = [];
    private readonly SchemaSentences? _sentences = violations is null ? null : new SchemaSentences(index);
    private readonly HashSet<(SchemaNode Node, int Token, string Keyword)>? _told = violations is null ? null : [];
    private List<SchemaViolation>? _violations = violations;
    private readonly HashSet<int> _hasMemberFault = [];
    private long _steps;
    private int _depth;

    /// <summary>The exceeded limit, as a sentence; the result is then not meaningful.</summary>
    public string? Limit { get; private set; }

    public int LimitToken { get; private set; }

    /// <summary>The number of further violations beyond the returned ones.</summary>
    public int Untold { get; private set; }

    public bool IsValid(SchemaNode root) => Holds(root, 0, null);

    private bool Holds(SchemaNode node, int token, Evaluated? seen)
    {
        if (node.Always is { } always)
            return always || Tells(node, token, "false") && Tell(node, token, "false", $"{_sentences!.Here(token)} is not allowed here.");
        if ((_steps & StepsBetweenLooks) == 0) cancellationToken.ThrowIfCancellationRequested();
        if (++_steps > limits.MaxSchemaSteps)
            return Stop(token, $"Holding the document against its schema takes more than {Grouped.Of(limits.MaxSchemaSteps)} steps " +
                "(Limits.MaxSchemaSteps). Split the document, or raise the limit.");
        if (node.IsSimple) return HoldsSimply(node, token);
        if (Limit is not null) return false;
        var isRemembered = node.IsShared && seen is null;
        if (isRemembered)
        {
            // A violation is reported the first time it is reached, and cached for the other times.
            var isKnown = _verdicts.TryGetValue((node, token), out var known);
            var isReported = _violations is not null && !_gone.Add((node, token));
            if (isKnown && (known || _violations is null || isReported)) return known;
        }
        if (++_depth > DeepestInPlace || ((_depth & 15) == 0 && !RuntimeHelpers.TryEnsureSufficientExecutionStack()))
        {
            _depth--;
            return Stop(token, "The schema leads back to itself for this value, or document and schema are nested too deeply.");
        }
        var entersResource = _scope.Count == 0 || !ReferenceEquals(_scope[^1], node.Resource);
        if (entersResource) _scope.Add(node.Resource);
        var holds = HoldsHere(node, token, seen);
        if (entersResource) _scope.RemoveAt(_scope.Count - 1);
        _depth--;
        if (isRemembered && Limit is null) _verdicts[(node, token)] = holds;
        return holds;
    }

    private bool HoldsHere(SchemaNode node, int token, Evaluated? seen)
    {
        var kind = index[token].ValueKind;
        if (!HoldsSimply(node, token)) return false;
        // `unevaluated…` keeps track of the parts that were already evaluated.
        var own = node.Object?.Unevaluated is not null || node.Array?.Unevaluated is not null ? new Evaluated() : seen;
        var holds = kind switch
        {
            JsonKind.Object => node.Object is null || HoldsForObject(node, node.Object, token, own),
            JsonKind.Array => node.Array is null || HoldsForArray(node, node.Array, token, own),
            _ => true,
        };
        if (!holds && _violations is null) return false;
        if (node.InPlace is { } inPlace)
        {
            holds &= HoldsInPlace(node, inPlace, token, own);
            if (!holds && _violations is null) return false;
        }
        // What an in-place schema would have evaluated if it held is not also reported as unknown.
        if (holds && own is not null && !ReferenceEquals(own, seen)) holds = HoldsForUnevaluated(node, token, own);
        if (holds && seen is not null && !ReferenceEquals(own, seen)) seen.Add(own!);
        return holds;
    }

    // ---- simple values

    private bool HoldsSimply(SchemaNode node, int token)
    {
        var kind = index[token].ValueKind;
        if (node.Types != JsonTypes.All && !HasType(node.Types, kind, token))
            return Tells(node, token, "type") && Tell(node, token, "type", _sentences!.Type(node, token));
        if (node.Enum is not null && !IsInEnum(node, token))
            return Tells(node, token, node.IsConst ? "const" : "enum")
                && Tell(node, token, node.IsConst ? "const" : "enum", _sentences!.Enum(node, token));
        return kind switch
        {
            JsonKind.String => HoldsForText(node, token),
            JsonKind.Number => node.Number is null || HoldsForNumber(node, node.Number, token),
            _ => true,
        };
    }

    private bool HasType(JsonTypes types, JsonKind kind, int token) => kind switch
    {
        JsonKind.Object => (types & JsonTypes.Object) != 0,
        JsonKind.Array => (types & JsonTypes.Array) != 0,
        JsonKind.String => (types & JsonTypes.String) != 0,
        JsonKind.Number => (types & JsonTypes.Number) != 0 || ((types & JsonTypes.Integer) != 0 && IsInteger(index.Raw(token))),
        JsonKind.Null => (types & JsonTypes.Null) != 0,
        _ => (types & JsonTypes.Boolean) != 0,
    };

    private static bool IsInteger(ReadOnlySpan<byte> number) => number.IndexOfAny((byte)'.', (byte)'e', (byte)'E') < 0
        || JsonNumber.Parse(number).IsInteger;

    private bool IsInEnum(SchemaNode node, int token)
    {
        if (index[token].ValueKind == JsonKind.String) return node.EnumTexts!.Find(index.Text(token)) >= 0;
        foreach (var allowed in node.Enum!)
            if (JsonEquality.AreEqual(node.Resource.Document, allowed, index, token)) return true;
        return false;
    }

    private bool HoldsForText(SchemaNode node, int token)
    {
        if (node.MinLength == 0 && node.MaxLength == int.MaxValue && node.Pattern is null && node.Format is null) return true;
        var text = index.Text(token);
        // A character has at most four bytes, so short and long texts need no counting.
        if (text.Length < node.MinLength * 4L && Characters(text) < node.MinLength)
            return Tells(node, token, "minLength") && Tell(node, token, "minLength", _sentences!.MinLength(node, token));
        if (text.Length > node.MaxLength && Characters(text) > node.MaxLength)
            return Tells(node, token, "maxLength") && Tell(node, token, "maxLength", _sentences!.MaxLength(node, token));
        if (node.Format is { } format && !format.IsMatch(text))
            return Tells(node, token, "format") && Tell(node, token, "format", _sentences!.Format(node, token));
        return node.Pattern is not { } pattern || Matches(pattern, text, token)
            || (Limit is null && Tells(node, token, "pattern") && Tell(node, token, "pattern", _sentences!.Pattern(node, token)));
    }

    private static int Characters(ReadOnlySpan<byte> utf8)
    {
        var count = 0;
        foreach (var b in utf8) count += (b & 0xC0) == 0x80 ? 0 : 1;
        return count;
    }

    private bool Matches(EcmaPattern pattern, ReadOnlySpan<byte> text, int token)
    {
        var result = pattern.IsMatch(text);
        if (result == PatternResult.TimedOut) Stop(token, "Matching this text against the schema's pattern takes too long.");
        return result == PatternResult.Match;
    }

    private bool HoldsForNumber(SchemaNode node, NumberBounds bounds, int token)
    {
        var number = JsonNumber.Parse(index.Raw(token));
        if (bounds.Minimum is { } minimum && number.CompareTo(minimum) < 0)
            return Tells(node, token, "minimum") && Tell(node, token, "minimum", _sentences!.Bound(node, token, "minimum", "at least"));
        if (bounds.Maximum is { } maximum && number.CompareTo(maximum) > 0)
            return Tells(node, token, "maximum") && Tell(node, token, "maximum", _sentences!.Bound(node, token, "maximum", "at most"));
        if (bounds.ExclusiveMinimum is { } above && number.CompareTo(above) <= 0)
            return Tells(node, token, "exclusiveMinimum")
                && Tell(node, token, "exclusiveMinimum", _sentences!.Bound(node, token, "exclusiveMinimum", "greater than"));
        if (bounds.ExclusiveMaximum is { } below && number.CompareTo(below) >= 0)
            return Tells(node, token, "exclusiveMaximum")
                && Tell(node, token, "exclusiveMaximum", _sentences!.Bound(node, token, "exclusiveMaximum", "less than"));
        return bounds.MultipleOf is not { } step || JsonNumber.IsMultiple(number, step) || Tells(node, token, "multipleOf")
            && Tell(node, token, "multipleOf", _sentences!.Bound(node, token, "multipleOf", "a multiple of"));
    }

    // ---- objects

    private bool HoldsForObject(SchemaNode node, ObjectNode schema, int token, Evaluated? seen)
    {
        var holds = true;
        if (schema.MinProperties > 0 || schema.MaxProperties < int.MaxValue)
        {
            var count = index.CountOf(token);
            if (count < schema.MinProperties)
                holds = Tells(node, token, "minProperties")
                    && Tell(node, token, "minProperties", _sentences!.MinProperties(token, schema.MinProperties, count));
            if (count > schema.MaxProperties)
                holds = Tells(node, token, "maxProperties")
                    && Tell(node, token, "maxProperties", _sentences!.MaxProperties(token, schema.MaxProperties, count));
        }
        var missing = schema.RequiredBits;
        List<int>? unknown = null;
        if (schema.LooksAtMembers)
        {
            var end = index[token].Next;
            for (var name = token + 1; name < end; name = index[name + 1].Next)
            {
                var text = index.Text(name);
                var at = schema.Names.Find(text);
                var isKnown = false;
                if (at >= 0)
                {
                    missing &= ~schema.Bits[at];
                    if (schema.Properties[at] is { } property)
                    {
                        isKnown = true;
                        seen?.Add(name + 1);
                        // Most values are simple, and the number of members already bounds their number.
                        holds &= property.IsSimple ? HoldsSimply(property, name + 1) : Holds(property, name + 1, null);
                    }
                }
                if (schema.PropertyNames is { } names) holds &= Holds(names, name, null);
                foreach (var (pattern, part) in schema.Patterns)
                {
                    if (!Matches(pattern, text, name)) continue;
                    isKnown = true;
                    seen?.Add(name + 1);
                    holds &= Holds(part, name + 1, null);
                }
                if (!isKnown && schema.Additional is { } additional)
                {
                    seen?.Add(name + 1);
                    if (additional.Always is not false) holds &= Holds(additional, name + 1, null);
                    else
                    {
                        holds &= allowsUnknownMembers;
                        (unknown ??= []).Add(name);
                    }
                }
                if (!holds && _violations is null) return false;
            }
        }
        List<string>? absent = null;
        if (missing != 0)
        {
            for (var i = 0; i < schema.Bits.Length; i++)
                if ((schema.Bits[i] & missing) != 0) (absent ??= []).Add(schema.Names.Names[i]);
        }
        foreach (var required in schema.AlsoRequired)
            if (index.Child(token, schema.Names.Names[required]) < 0) (absent ??= []).Add(schema.Names.Names[required]);
        if (absent is not null || unknown is not null)
        {
            holds &= absent is null && allowsUnknownMembers;
            if (_violations is null && !holds) return false;
            TellMembers(node, schema, token, unknown ?? [], absent ?? []);
        }
        foreach (var (name, required) in schema.DependentRequired)
        {
            if (index.Child(token, name) < 0) continue;
            foreach (var other in required)
                if (index.Child(token, other) < 0)
                    holds = Tells(node, token, node.Resource.Dialect.IsDraft7 ? "dependencies" : "dependentRequired")
                        && Tell(node, token, node.Resource.Dialect.IsDraft7 ? "dependencies"
                        : "dependentRequired", $"{_sentences!.Here(token)} has \"{name}\", and so needs \"{other}\".");
        }
        return holds;
    }

    // A misspelled name of a required member is one mistake, not two. If unknown members are allowed, the name may be intended, and only
    // the missing member is reported.
    private void TellMembers(SchemaNode node, ObjectNode schema, int token, List<int> unknown, List<string> absent)
    {
        if (_violations is null) return;
        if (absent.Count > 0 || !allowsUnknownMembers) _hasMemberFault.Add(token);
        foreach (var name in unknown)
        {
            var text = index.GetString(name);
            var required = Nearest.Find(text, absent);
            if (required is not null && !allowsUnknownMembers) absent.Remove(required);
            var meant = required ?? Nearest.Find(text, schema.Names.Names);
            var missing = meant is not null && index.Child(token, meant) < 0 ? meant : null;
            if (Tells(node, name, "additionalProperties"))
                Tell(node, name, "additionalProperties", _sentences!.Unknown(name, meant, required is not null), missing);
        }
        foreach (var name in absent)
            if (Tells(node, token, "required", name))
                Tell(node, token, "required", $"{_sentences!.Here(token)} has no \"{name}\", which is required.", name);
    }

    // ---- arrays

    private bool HoldsForArray(SchemaNode node, ArrayNode schema, int token, Evaluated? seen)
    {
        var holds = true;
        var end = index[token].Next;
        if (schema.MinItems > 0 || schema.MaxItems < int.MaxValue)
        {
            var count = index.CountOf(token);
            if (count < schema.MinItems)
                holds = Tells(node, token, "minItems")
                    && Tell(node, token, "minItems", _sentences!.MinItems(token, schema.MinItems, count));
            if (count > schema.MaxItems)
                holds = Tells(node, token, "maxItems")
                    && Tell(
                    node, token, "maxItems", $"{_sentences!.Here(token)} must have at most {schema.MaxItems} entries, but has {count}.");
        }
        if (schema.IsUnique && JsonEquality.FindRepeated(index, token) is >= 0 and var repeated)
            holds = Tells(node, token, "uniqueItems") && Tell(node, token, "uniqueItems", _sentences!.Repeated(token, repeated));
        if (!holds && _violations is null) return false;
        if (schema.Prefix.Length > 0 || schema.Items is not null)
        {
            var position = 0;
            for (var item = token + 1; item < end; item = index[item].Next, position++)
            {
                var part = position < schema.Prefix.Length ? schema.Prefix[position] : schema.Items;
                if (part is null) break;
                seen?.Add(item);
                holds &= Holds(part, item, null);
                if (!holds && _violations is null) return false;
            }
        }
        if (schema.Contains is { } contains)
        {
            var found = 0;
            for (var item = token + 1; item < end; item = index[item].Next)
            {
                if (!Silently(contains, item, null)) continue;
                found++;
                if (!node.Resource.Dialect.IsDraft7) seen?.Add(item);
            }
            if (found < schema.MinContains)
                holds = Tells(node, token, schema.MinContains == 1 ? "contains" : "minContains")
                    && Tell(node, token, schema.MinContains == 1 ? "contains"
                    : "minContains",
                    $"{_sentences!.Here(token)} must have at least {SchemaSentences.Count(schema.MinContains, "entry", "entries")} of a " +
                    $"certain form, but has {(found == 0 ? "none" : found)}.");
            if (found > schema.MaxContains)
                holds = Tells(node, token, "maxContains")
                    && Tell(
                    node, token, "maxContains",
                    $"{_sentences!.Here(token)} must have at most {SchemaSentences.Count(schema.MaxContains, "entry", "entries")} of a " +
                    $"certain form, but has {found}.");
        }
        return holds;
    }

    private bool HoldsForUnevaluated(SchemaNode node, int token, Evaluated seen)
    {
        var holds = true;
        var (kind, unevaluated) = index[token].Kind == JsonKind.Object ? (1, node.Object?.Unevaluated) : index[token].Kind == JsonKind.Array
            ? (0, node.Array?.Unevaluated) : (0, null);
        if (unevaluated is null) return true;
        for (var at = token + 1; at < index[token].Next; at = index[at + kind].Next)
        {
            var value = at + kind;
            if (seen.Contains(value)) continue;
            seen.Add(value);
            var name = at;
            holds &= unevaluated.Always is false && kind == 1
                ? (Tells(node, name, "unevaluatedProperties") && Tell(node, name, "unevaluatedProperties", _sentences!.Unknown(name, null)))
                    || allowsUnknownMembers
                : Holds(unevaluated, value, null);
            if (!holds && _violations is null) return false;
        }
        return holds;
    }

    // ---- in place

    private bool HoldsInPlace(SchemaNode node, InPlaceNode schema, int token, Evaluated? seen)
    {
        if (schema.Reference is { } reference && !Holds(reference, token, seen)) return false;
        if (schema.DynamicReference is { } dynamic && !Holds(Dynamic(schema, dynamic), token, seen)) return false;
        var holds = true;
        foreach (var part in schema.AllOf)
        {
            holds &= Holds(part, token, seen);
            if (!holds && _violations is null) return false;
        }
        // A condition on members is not evaluated if a member is misspelled or missing, since that would report one mistake twice.
        if (schema.If is { } condition && (_violations is null || !_hasMemberFault.Contains(token)))
        {
            var part = SilentlyWith(condition, token, seen) ? schema.Then : schema.Else;
            if (part is not null) holds &= HoldsOr(node, part, ReferenceEquals(part, schema.Then) ? "then" : "else", token, seen);
        }
        foreach (var (name, part) in schema.DependentSchemas)
            if (index[token].Kind == JsonKind.Object && index.Child(token, name) >= 0) holds &= Holds(part, token, seen);
        if (schema.Not is { } not && Silently(not, token, null))
            holds = Tells(node, token, "not") && Tell(node, token, "not", _sentences!.Not(node, not, token));
        if (!holds && _violations is null) return false;
        if (schema.AnyOf.Length > 0) holds &= HoldsForAny(node, schema.AnyOf, token, seen);
        if (schema.OneOf.Length > 0) holds &= HoldsForOne(node, schema.OneOf, token, seen);
        return holds;
    }

    private SchemaNode Dynamic(InPlaceNode schema, SchemaNode target)
    {
        if (schema.DynamicName is not { } name) return target;
        foreach (var resource in _scope)
            if (resource.DynamicNodes.TryGetValue(name, out var outermost)) return outermost;
        return target;
    }

    // The author's message for a condition explains more than its keywords do.
    private bool HoldsOr(SchemaNode node, SchemaNode part, string keyword, int token, Evaluated? seen)
    {
        if (_violations is null || part.ErrorMessage is not { } message) return Holds(part, token, seen);
        return SilentlyWith(part, token, seen)
            || (Tells(node, token, keyword) && Tell(node, token, keyword, $"{_sentences!.Here(token)} {message}."));
    }

    private bool HoldsForAny(SchemaNode node, SchemaNode[] parts, int token, Evaluated? seen)
    {
        var any = false;
        foreach (var part in parts)
        {
            any |= SilentlyWith(part, token, seen);
            if (any && seen is null) return true;
        }
        return any || TellNearest(node, parts, token, "anyOf");
    }

    private bool HoldsForOne(SchemaNode node, SchemaNode[] parts, int token, Evaluated? seen)
    {
        var first = -1;
        for (var i = 0; i < parts.Length; i++)
        {
            if (!SilentlyWith(parts[i], token, first < 0 ? seen : null)) continue;
            if (first >= 0)
            {
                var (one, other) = (first + 1, i + 1);
                return Tells(node, token, "oneOf")
                    && Tell(
                    node, token, "oneOf",
                    $"{_sentences!.Here(token)} {node.ErrorMessage ?? SchemaSentences.FitsTwo(one, other)}.");
            }
            first = i;
        }
        return first >= 0 || TellNearest(node, parts, token, "oneOf");
    }

    /// <summary>Reports the violations of the branch that is nearest to the value.</summary>
    private bool TellNearest(SchemaNode node, SchemaNode[] parts, int token, string keyword)
    {
        if (_violations is null || Limit is not null) return false;
        if (node.ErrorMessage is { } message)
            return Tells(node, token, keyword) && Tell(node, token, keyword, $"{_sentences!.Here(token)} {message}.");
        SchemaNode? nearest = null;
        var least = int.MaxValue;
        var isTie = false;
        foreach (var part in parts)
        {
            var distance = Distance(part, token);
            isTie = distance == least;
            if (distance >= least) continue;
            (nearest, least) = (part, distance);
        }
        if (least >= FarAway || (isTie && least > 0 && index[token].ValueKind is not JsonKind.Object and not JsonKind.Array))
            return Tells(node, token, keyword) && Tell(node, token, keyword, _sentences!.NoneOf(parts, token));
        return Holds(nearest!, token, null);
    }

    private const int FarAway = 1_000_000;

    // The distance of a value from a schema. Another type is farthest; a different constant, which distinguishes alternatives, counts more
    // than a missing member.
    private int Distance(SchemaNode node, int token, int depth = 0)
    {
        for (; node.InPlace is { Reference: { } target } && depth < 8; depth++) node = target;
        if (node.Always is false || !HasType(node.Types, index[token].ValueKind, token)) return FarAway;
        var distance = 0;
        if (index[token].Kind == JsonKind.Object && node.Object is { } schema)
        {
            var missing = schema.RequiredBits;
            for (var name = token + 1; name < index[token].Next; name = index[name + 1].Next)
            {
                var at = schema.Names.Find(index.Text(name));
                if (at >= 0) missing &= ~schema.Bits[at];
                if (at >= 0 && schema.Properties[at] is { } property)
                    distance += Silently(property, name + 1, null) ? 0 : property.Enum is null ? 1 : 100;
                else if (schema.Additional?.Always is false) distance++;
            }
            distance += System.Numerics.BitOperations.PopCount(missing);
        }
        else if (!Silently(node, token, null))
        {
            distance = 1;
        }
        if (distance == 0 && node.InPlace is { AllOf: { Length: > 0 } all } && depth < 8)
            distance = all.Max(part => Distance(part, token, depth + 1));
        return Math.Min(distance, FarAway);
    }

    private bool SilentlyWith(SchemaNode node, int token, Evaluated? seen)
    {
        if (seen is null) return Silently(node, token, null);
        var own = new Evaluated();
        if (!Silently(node, token, own)) return false;
        seen.Add(own);
        return true;
    }

    private bool Silently(SchemaNode node, int token, Evaluated? seen)
    {
        var told = _violations;
        _violations = null;
        var holds = Holds(node, token, seen);
        _violations = told;
        return holds;
    }

    // ---- outcomes

    // Whether to report a violation, which takes longer than finding it. Each is reported once, however it is reached, and only counted
    // beyond the maximum.
    private bool Tells(SchemaNode node, int token, string keyword, string? missing = null)
    {
        if (_violations is null || Limit is not null || !_told!.Add((node, token, keyword + missing))) return false;
        if (_violations.Count < most) return true;
        Untold++;
        return false;
    }

    private bool Tell(SchemaNode node, int token, string keyword, string message, string? missing = null)
    {
        var pointer = node.Resource.PointerOf(node.Token) + (keyword == "false" ? "" : "/" + keyword);
        _violations!.Add(new SchemaViolation
        {
            Place = index.PlaceOf(token),
            Keyword = keyword,
            SchemaPlace = new Place(pointer, node.Resource.Uri),
            Message = message,
            Token = token,
            MissingName = missing,
        });
        return false;
    }

    private bool Stop(int token, string limit)
    {
        if (Limit is null) (Limit, LimitToken) = (limit, token);
        return false;
    }

    /// <summary>The parts of a value that a schema has evaluated as valid.</summary>
    private sealed class Evaluated
    {
        private readonly HashSet<int> _tokens = [];

        public bool Contains(int token) => _tokens.Contains(token);

        public void Add(int token) => _tokens.Add(token);

        public void Add(Evaluated other) => _tokens.UnionWith(other._tokens);
    }
}
