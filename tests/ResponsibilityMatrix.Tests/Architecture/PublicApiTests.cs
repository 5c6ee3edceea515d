using ResponsibilityMatrix.Model;

namespace ResponsibilityMatrix.Tests;

/// <summary>What the core offers is immutable and closed.</summary>
public sealed class PublicApiTests : PublicApi<Matrix>;
