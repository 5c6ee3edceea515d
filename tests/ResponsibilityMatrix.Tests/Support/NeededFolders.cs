using Xunit;

namespace ResponsibilityMatrix.Tests;

/// <summary>A test of every encoded real document; skipped where they are not at hand.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class EncodedFixturesTheoryAttribute : TheoryAttribute
{
    public EncodedFixturesTheoryAttribute()
    {
        if (Folders.EncodedFixtures is null) Skip = "No folder shared/fixtures/encoded stands beside or above the repository.";
    }
}

/// <summary>A test of encoded real documents; skipped where they are not at hand.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class EncodedFixturesFactAttribute : FactAttribute
{
    public EncodedFixturesFactAttribute()
    {
        if (Folders.EncodedFixtures is null) Skip = "No folder shared/fixtures/encoded stands beside or above the repository.";
    }
}

/// <summary>A test of small inputs that went wrong; skipped where they are not at hand.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class FaultsFactAttribute : FactAttribute
{
    public FaultsFactAttribute()
    {
        if (Folders.Faults is null) Skip = "No folder shared/fixtures/faults stands beside or above the repository.";
    }
}

/// <summary>A test of small inputs that went wrong, with data; skipped where they are not at hand.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class FaultsTheoryAttribute : TheoryAttribute
{
    public FaultsTheoryAttribute()
    {
        if (Folders.Faults is null) Skip = "No folder shared/fixtures/faults stands beside or above the repository.";
    }
}

/// <summary>A test of the sources; skipped where they are not at hand.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class SourcesFactAttribute : FactAttribute
{
    public SourcesFactAttribute()
    {
        if (Folders.Repository is null) Skip = "No ResponsibilityMatrix.sln stands above the tests.";
    }
}

/// <summary>A test of the sources with data; skipped where they are not at hand.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class SourcesTheoryAttribute : TheoryAttribute
{
    public SourcesTheoryAttribute()
    {
        if (Folders.Repository is null) Skip = "No ResponsibilityMatrix.sln stands above the tests.";
    }
}

/// <summary>A test of the official suite of JSON Schema; skipped where it is not at hand.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class SchemaSuiteTheoryAttribute : TheoryAttribute
{
    public SchemaSuiteTheoryAttribute()
    {
        if (Folders.SchemaSuite is null) Skip = "No folder shared/fixtures/json-schema-test-suite stands beside or above the repository.";
    }
}

/// <summary>A test of OSCAL's schemas; skipped where they are not at hand.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class OscalFactAttribute : FactAttribute
{
    public OscalFactAttribute()
    {
        if (Folders.Oscal is null) Skip = "No folder shared/fixtures/oscal stands beside or above the repository.";
    }
}

/// <summary>A test of OSCAL's schemas with data; skipped where they are not at hand.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class OscalTheoryAttribute : TheoryAttribute
{
    public OscalTheoryAttribute()
    {
        if (Folders.Oscal is null) Skip = "No folder shared/fixtures/oscal stands beside or above the repository.";
    }
}
