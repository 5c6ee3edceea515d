using ResponsibilityMatrix.Diagnostics;

namespace ResponsibilityMatrix.Analysis;

/// <summary>A rule of the field: its descriptor, and a check that reports what breaks it. Rules have no state.</summary>
internal abstract class Rule
{
    public abstract DiagnosticDescriptor Descriptor { get; }
}

/// <summary>A rule about what a document says, whatever the answers.</summary>
internal abstract class DocumentRule : Rule
{
    public abstract void Check(DocumentCase document);

    /// <summary>Reports what it finds within one object in every document that holds the object, whatever else is there: it is told of the
    /// object alone too.</summary>
    public virtual void CheckPart(DocumentCase document)
    {
    }
}

/// <summary>A rule about the answer for one control in one context.</summary>
internal abstract class AnswerRule : Rule
{
    public abstract void Check(AnswerCase answer);
}

/// <summary>A rule about a document on a day.</summary>
internal abstract class DateRule : Rule
{
    public abstract void Check(DocumentCase document, DateOnly asOf);
}
