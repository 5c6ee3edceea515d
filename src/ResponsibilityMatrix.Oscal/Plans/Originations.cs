namespace ResponsibilityMatrix.Oscal;

/// <summary>
/// Who performs a control by the words of its properties <c>control-origination</c>: OSCAL's own values and FedRAMP's, several taken
/// together.
/// </summary>
internal sealed class Originations
{
    private readonly List<string> _words = [];

    /// <summary>Whether nothing is said.</summary>
    public bool IsEmpty => _words.Count == 0;

    /// <summary>Whether the provider performs, by itself or by an upstream.</summary>
    public bool OfProvider { get; private set; }

    /// <summary>Whether the provider performs itself.</summary>
    public bool OfSystem { get; private set; }

    /// <summary>Whether an upstream performs.</summary>
    public bool IsInherited { get; private set; }

    /// <summary>Whether the customer performs.</summary>
    public bool OfCustomer { get; private set; }

    /// <summary>What the customer does, by the words; null where the word does not say.</summary>
    public List<string?> CustomerActions { get; } = [];

    /// <summary>The words, as they stand in the document.</summary>
    public string Label => string.Join(", ", _words);

    /// <summary>Reads the words of a node; those that are not known are returned.</summary>
    public IEnumerable<string> Add(OscalNode node)
    {
        foreach (var word in node.Properties("control-origination").Distinct(StringComparer.OrdinalIgnoreCase))
        {
            if (Add(word.ToLowerInvariant())) _words.Add(word);
            else yield return word;
        }
    }

    /// <summary>Adds what others say.</summary>
    public void Add(Originations others)
    {
        foreach (var word in others._words.Where(word => !_words.Contains(word, StringComparer.OrdinalIgnoreCase)))
        {
            Add(word.ToLowerInvariant());
            _words.Add(word);
        }
    }

    private bool Add(string word)
    {
        switch (word)
        {
            case "organization" or "system-specific" or "hybrid" or "sp-corporate" or "sp-system" or "sp-hybrid":
                OfProvider = OfSystem = true;
                return true;
            case "shared":
                OfProvider = OfSystem = true;
                AddCustomer(null);
                return true;
            case "customer-configured":
                AddCustomer("configure");
                return true;
            case "customer-provided":
                AddCustomer("provide");
                return true;
            case "inherited":
                OfProvider = IsInherited = true;
                return true;
            default:
                return false;
        }
    }

    // A word that says what the customer does says more than one that only says that it does something.
    private void AddCustomer(string? action)
    {
        OfCustomer = true;
        if (action is null && CustomerActions.Count > 0) return;
        if (action is not null) CustomerActions.Remove(null);
        if (!CustomerActions.Contains(action)) CustomerActions.Add(action);
    }
}
