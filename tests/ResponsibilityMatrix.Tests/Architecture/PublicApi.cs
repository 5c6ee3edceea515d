using System.Collections;
using System.Reflection;
using System.Runtime.CompilerServices;
using ResponsibilityMatrix.Resolution;
using Xunit;

namespace ResponsibilityMatrix.Tests;

/// <summary>Tells which assembly is looked at.</summary>
public interface IOfAssembly
{
    static abstract Assembly Assembly { get; }
}

/// <summary>What an assembly offers is immutable and closed.</summary>
/// <typeparam name="TTests">The tests of the assembly.</typeparam>
public abstract class PublicApi<TTests> where TTests : IOfAssembly
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    public static TheoryData<Type> PublicTypes => [.. TTests.Assembly.GetExportedTypes()];

    /// <summary>The assemblies that it refers to and that do not come with the runtime: packages, too, have names that begin with
    /// System.</summary>
    protected static IEnumerable<string?> References => TTests.Assembly.GetReferencedAssemblies()
        .Where(name => Path.GetDirectoryName(Assembly.Load(name).Location) != Path.GetDirectoryName(typeof(object).Assembly.Location))
        .Select(name => name.Name)
        .Order(StringComparer.Ordinal);

    [Theory]
    [MemberData(nameof(PublicTypes))]
    public void No_property_can_be_set_after_its_object_was_made(Type type) => Assert.All(VisibleProperties(type), property =>
        Assert.True(property.SetMethod is not { IsPublic: true } setter
            || setter.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit)), $"{type}.{property.Name}"));

    [Theory]
    [MemberData(nameof(PublicTypes))]
    public void No_field_can_be_changed(Type type) => Assert.All(type.GetFields(Declared).Where(field => field.IsPublic), field =>
        Assert.True(type.IsEnum || field.IsLiteral || field.IsInitOnly, $"{type}.{field.Name}"));

    [Theory]
    [MemberData(nameof(PublicTypes))]
    public void No_collection_that_is_given_out_can_be_changed(Type type) =>
        Assert.All(
            VisibleProperties(type), property => Assert.False(IsMutableCollection(property.PropertyType), $"{type}.{property.Name}"));

    [Theory]
    [MemberData(nameof(PublicTypes))]
    public void No_type_can_be_derived_from_outside(Type type) => Assert.True(
        type == typeof(MatrixRule) || type.IsSealed || type.IsInterface || type.IsValueType
            || (type.IsAbstract && type.GetConstructors(Declared).All(constructor => IsClosed(constructor, type))), type.FullName);

    // A record's copy constructor is protected whatever one does, and useless without another one.
    private static bool IsClosed(ConstructorInfo constructor, Type type) =>
        constructor.IsStatic || constructor.IsPrivate || constructor.IsAssembly || constructor.IsFamilyAndAssembly
        || (constructor.GetParameters() is [var only] && only.ParameterType == type);

    private static IEnumerable<PropertyInfo> VisibleProperties(Type type) =>
        type.GetProperties(Declared).Where(property => property.GetMethod is { IsPublic: true } or { IsFamily: true });

    private static bool IsMutableCollection(Type type) =>
        type.IsArray || typeof(IList).IsAssignableFrom(type) || typeof(IDictionary).IsAssignableFrom(type)
        || type.GetInterfaces().Append(type).Any(face => face.IsGenericType && face.GetGenericTypeDefinition() is var generic
            && (generic == typeof(IList<>) || generic == typeof(IDictionary<,>) || generic == typeof(ISet<>)));
}
