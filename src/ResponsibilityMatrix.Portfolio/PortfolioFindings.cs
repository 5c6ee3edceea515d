using ResponsibilityMatrix.Analysis;
using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Resolution;

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

    /// <summary>That nobody, or several, of a service are called as the party that is asked about.</summary>
    public static Diagnostic NotFound(Resolver resolver, IndexedMatrix service, string word)
    {
        var found = resolver.FindParties(word);
        return Of("RM8003", found.IsEmpty
            ? $"Nobody in {service.File.Name} is called '{word}', so that no control of the service {service.Service} counts. It has " +
                $"{string.Join(", ", resolver.Parties.Select(party => party.Name))}."
            : $"Several parties of {service.File.Name} are called '{word}' ({string.Join(", ", found.Select(party => party.Id))}), so " +
                $"that no control of the service {service.Service} counts.", service.File.Name, "/parties");
    }
}
