using ResponsibilityMatrix.Analysis;
using ResponsibilityMatrix.Diagnostics;

namespace ResponsibilityMatrix.Portfolio;

/// <summary>Makes the findings of portfolios. Thread-safe.</summary>
internal static class PortfolioFindings
{
    /// <summary>A finding about a file.</summary>
    public static Diagnostic Of(string id, string message, string file, string pointer = "") => Of(id, message, file, new Place(pointer));

    /// <summary>A finding about a place in a file; null for the file as a whole.</summary>
    public static Diagnostic Of(string id, string message, string file, Place? place) =>
        Diagnostic.Of(DocumentValidator.FindDescriptor(id)!, message, place is { Line: { } line }
            ? new Place(place.Pointer, file, line, place.Column ?? 1) : new Place(place?.Pointer ?? "", file));
}
