using ResponsibilityMatrix.Diagnostics;

namespace ResponsibilityMatrix.Analysis;

/// <summary>A rule: its descriptor, and a check that reports violations. Rules have no state.</summary>
internal abstract class Rule
{
    public abstract DiagnosticDescriptor Descriptor { get; }
}

/// <summary>A rule about the statements of a document, independent of the answers.</summary>
internal abstract class DocumentRule : Rule
{
    public abstract void Check(DocumentCase document);

    /// <summary>Reports the findings that concern one object alone, in any document that contains it. Also used to validate a single
    /// object.</summary>
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
