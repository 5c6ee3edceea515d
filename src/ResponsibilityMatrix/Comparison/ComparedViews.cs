using ResponsibilityMatrix.Documents;
using ResponsibilityMatrix.Publishing;
using ResponsibilityMatrix.Resolution;

namespace ResponsibilityMatrix.Comparison;

/// <summary>Makes a view and a whole document comparable: what a view leaves out did not change.</summary>
internal static class ComparedViews
{
    /// <summary>The two as they are, or, if one of them is a view, both as views. Places are those of the documents as they are.</summary>
    public static (Resolver Old, Resolver New) Of(Resolver oldVersion, Resolver newVersion)
    {
        var (old, @new) = (oldVersion.Engine.Effective.Document, newVersion.Engine.Effective.Document);
        // An annex brings its base along as it is.
        if (newVersion.Engine.Effective.Levels.Skip(1).Any(level => level.Name == old.Name)) return (oldVersion, newVersion);
        return (old.Matrix.View, @new.Matrix.View) switch
        {
            ({ }, null) => (oldVersion, ViewOf(newVersion, old)),
            (null, { }) => (ViewOf(oldVersion, @new), newVersion),
            _ => (oldVersion, newVersion),
        };
    }

    private static Resolver ViewOf(Resolver resolver, MatrixDocument other)
    {
        var document = resolver.Engine.Effective.Document;
        return CustomerView.MatrixOf(document, resolver.Options.Documents, other) is { } view
            ? new Resolver(document.Showing(view), resolver.Options) : resolver;
    }
}
