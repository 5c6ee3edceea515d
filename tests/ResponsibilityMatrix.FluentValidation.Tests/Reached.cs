using System.Collections;
using System.Globalization;
using Xunit;

namespace ResponsibilityMatrix.FluentValidation.Tests;

/// <summary>Follows a property path on an object, as the binding of a form does.</summary>
internal static class Reached
{
    public static object? By(object root, string path)
    {
        object? at = root;
        var rest = path;
        while (rest.Length > 0)
        {
            if (at is null) throw new Xunit.Sdk.XunitException($"{path}: there is nothing before {rest}.");
            if (rest[0] == '[')
            {
                var entry = Entry(at, rest) ?? throw new Xunit.Sdk.XunitException($"{path}: there is no {rest} in {at.GetType()}.");
                at = entry.Value;
                rest = rest[entry.Step.Length..];
                continue;
            }
            rest = rest.TrimStart('.');
            var end = rest.IndexOfAny(['.', '[']);
            var name = end < 0 ? rest : rest[..end];
            rest = rest[name.Length..];
            var property = at.GetType().GetProperty(name);
            Assert.True(property is not null, $"{path}: {at.GetType()} has no property {name}.");
            at = property.GetValue(at);
        }
        return at;
    }

    private static (object? Value, string Step)? Entry(object list, string rest)
    {
        var index = 0;
        foreach (var item in (IEnumerable)list)
        {
            var isPair = item is not null && item.GetType() is { IsGenericType: true } type
                && type.GetGenericTypeDefinition() == typeof(KeyValuePair<,>);
            var step = $"[{(isPair ? item!.GetType().GetProperty("Key")!.GetValue(item) : index.ToString(CultureInfo.InvariantCulture))}]";
            if (rest.StartsWith(step, StringComparison.Ordinal))
                return (isPair ? item!.GetType().GetProperty("Value")!.GetValue(item) : item, step);
            index++;
        }
        return null;
    }
}
