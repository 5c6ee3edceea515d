using System.Xml.Linq;

namespace ResponsibilityMatrix.Reports;

/// <summary>The namespaces of Word documents.</summary>
internal static class WordNames
{
    public const string Main = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
    public const string Relationships = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

    public static readonly XNamespace W = Main;
    public static readonly XNamespace R = Relationships;
}
