using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Documents;

namespace ResponsibilityMatrix.Analysis;

/// <summary>
/// The parts of a document with an invalid shape. It suppresses the findings that only follow from a value that could not be read, or from
/// a name that a broken list may define, so that one mistake gives one finding.
/// </summary>
internal sealed class Damage
{
    private static readonly string[] KnownWithoutBase = ["RM1005", "RM1007", "RM2008", "RM2012", "RM2013"];
    private readonly string[] _pointers;
    private readonly string? _file;
    private readonly bool _isBaseUnknown;
    private readonly bool _areAnswersUnknown;

    public Damage(MatrixDocument document)
    {
        _file = document.File;
        _pointers = [.. document.Damaged];
        Array.Sort(_pointers, StringComparer.Ordinal);
        _isBaseUnknown = IsBelow("/extends");
        // An assignment with unreadable controls or conditions might decide any control.
        _areAnswersUnknown = new[] { "/service", "/serviceModels", "/parameters", "/defaults" }.Any(IsBelow)
            || Array.Exists(_pointers, pointer => pointer.Split('/') is ["", "assignments", ..] steps
            && (steps.Length <= 3 || steps[3] is "controls" or "when"));
    }

    /// <summary>Whether a finding may only be a consequence of what could not be read.</summary>
    public bool Explains(Diagnostic finding)
    {
        // Findings of reading are the damage itself.
        if (_pointers.Length == 0 || finding.Place is not { } place || finding.Id.StartsWith("RM0", StringComparison.Ordinal)) return false;
        // Nothing can be checked on a control without an id.
        if (finding.Control is "" || (_areAnswersUnknown && finding.Control is not null)) return true;
        if (_isBaseUnknown && finding.Id is ['R', 'M', '1' or '2', ..] && !KnownWithoutBase.Contains(finding.Id)) return true;
        // A finding may be in a base, which has its own pointers.
        if (place.File == _file
            && (IsAtOrAbove(place.Pointer)
            || ((finding.Control is not null || finding.Id == "RM2008") && IsBelow(place.Pointer)))) return true;
        foreach (var related in finding.Related)
            if (related.Place.File == _file && (IsBelow(related.Place.Pointer) || IsAtOrAbove(related.Place.Pointer))) return true;
        return MayFollowFrom(finding).Any(IsBelow);
    }

    // The lists that lack an entry, or may lack one.
    private static string[] MayFollowFrom(Diagnostic finding) => finding.Id switch
    {
        "RM1001" => ["/parties", "/service"],
        "RM1002" or "RM1004" or "RM1008" => ["/controls", "/catalogs"],
        "RM1003" => ["/catalogs"],
        "RM1006" => MayDefine(finding.Place!.Pointer.Split('/')),
        "RM1009" => ["/serviceModels", "/service"],
        "RM2003" => ["/parties", "/service"],
        "RM2006" or "RM2007" or "RM2014" => ["/assignments", "/controls", "/catalogs", "/defaults", "/serviceModels"],
        "RM2009" => ["/assignments"],
        "RM1010" or "RM2013" => ["/service"],
        _ => [],
    };

    // The member that contains a reference determines what it may name.
    private static string[] MayDefine(string[] steps) => steps switch
    {
        [.., "evidence", _] => ["/evidence"],
        [.., "commitments", _] => ["/commitments"],
        [.., "inheritedFrom"] or [.., "satisfies", _] => ["/upstream"],
        [.., "dependsOn", _] => ["/assignments"],
        [.., "group"] or [.., "parent"] => ["/groups"],
        _ => ["/parameters", "/serviceModels", "/service"],
    };

    private bool IsAtOrAbove(string pointer)
    {
        for (var end = pointer.Length; end > 0; end = pointer.LastIndexOf('/', end - 1))
            if (Array.BinarySearch(_pointers, pointer[..end], StringComparer.Ordinal) >= 0) return true;
        return false;
    }

    private bool IsBelow(string pointer)
    {
        var at = Array.BinarySearch(_pointers, pointer, StringComparer.Ordinal);
        if (at >= 0) return true;
        at = Array.BinarySearch(_pointers, pointer + "/", StringComparer.Ordinal);
        at = at < 0 ? ~at : at;
        return at < _pointers.Length && _pointers[at].StartsWith(pointer + "/", StringComparison.Ordinal);
    }
}
