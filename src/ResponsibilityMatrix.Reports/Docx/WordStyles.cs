using System.Globalization;
using System.Xml.Linq;
using static ResponsibilityMatrix.Reports.WordNames;

namespace ResponsibilityMatrix.Reports;

/// <summary>The styles of a document by their names: those of a template, and the report's own where it has none of a name.</summary>
internal sealed class WordStyles
{
    // Twentieths of a point.
    private const int Letter = 118;
    private const int LeastLetters = 9;
    private const int MostLetters = 24;

    private readonly Dictionary<string, string> _ids = new(StringComparer.OrdinalIgnoreCase);

    private WordStyles(XElement styles, XElement numbering, bool isOwn)
    {
        IsOwn = isOwn;
        Styles = styles;
        Numbering = numbering;
        foreach (var style in styles.Elements(W + "style"))
            if (NameOf(style) is { } name && style.Attribute(W + "styleId")?.Value is { } id) _ids.TryAdd(name, id);
    }

    /// <summary>Whether they are the report's own, and no template's.</summary>
    public bool IsOwn { get; }

    /// <summary>The styles, as a part of the document.</summary>
    public XElement Styles { get; }

    /// <summary>The numbering, as a part of the document.</summary>
    public XElement Numbering { get; }

    /// <summary>The report's own styles, for a language.</summary>
    public static WordStyles Own(string language)
    {
        var styles = Resource("Styles.xml");
        SetLanguage(styles, language);
        if (EastAsianFont(language) is { } font)
            styles.Descendants(W + "rFonts").First().SetAttributeValue(W + "eastAsia", font);
        return new(styles, Resource("Numbering.xml"), isOwn: true);
    }

    /// <summary>A template's styles, with the report's own where it has none of a name.</summary>
    public static WordStyles Of(XElement? styles, XElement? numbering, string language)
    {
        if (styles is null) return Own(language);
        SetLanguage(styles, language);
        var merged = new WordStyles(styles, numbering ?? new XElement(W + "numbering", new XAttribute(XNamespace.Xmlns + "w", Main)),
            isOwn: false);
        merged.Add(Own(language));
        return merged;
    }

    /// <summary>The id of a style, or null for none.</summary>
    public string? IdOf(string name) => _ids.GetValueOrDefault(name);

    /// <summary>How far the texts of duties stand inside, so that their numbers have room; a template has its own.</summary>
    public void SetRoomForNumbers(int letters)
    {
        if (!IsOwn) return;
        var room = Math.Clamp(letters, LeastLetters, MostLetters) * Letter;
        var style = Styles.Elements(W + "style").First(one => NameOf(one) == "RM Duty");
        style.Descendants(W + "tab").Single().SetAttributeValue(W + "pos", room);
        var indent = style.Descendants(W + "ind").Single();
        indent.SetAttributeValue(W + "left", room);
        indent.SetAttributeValue(W + "hanging", room);
    }

    private void Add(WordStyles own)
    {
        var ids = Styles.Elements(W + "style").Select(style => style.Attribute(W + "styleId")?.Value).OfType<string>()
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
        var hasDefault = Styles.Elements(W + "style")
            .Where(style => style.Attribute(W + "default")?.Value is "1" or "true" or "on")
            .Select(style => style.Attribute(W + "type")?.Value).ToHashSet();
        Dictionary<string, string> renamed = new(StringComparer.Ordinal);
        List<XElement> added = [];
        foreach (var style in own.Styles.Elements(W + "style"))
        {
            var (name, id) = (NameOf(style)!, style.Attribute(W + "styleId")!.Value);
            if (_ids.TryGetValue(name, out var known))
            {
                renamed[id] = known;
                continue;
            }
            var free = id;
            for (var i = 2; !ids.Add(free); i++) free = string.Create(CultureInfo.InvariantCulture, $"{id}{i}");
            renamed[id] = _ids[name] = free;
            style.SetAttributeValue(W + "styleId", free);
            // Headings of a template are numbered as its own are.
            if (name.StartsWith("heading", StringComparison.Ordinal)) style.Descendants(W + "numPr").Remove();
            if (hasDefault.Contains(style.Attribute(W + "type")?.Value)) style.SetAttributeValue(W + "default", null);
            added.Add(style);
        }
        foreach (var style in added)
            foreach (var reference in style.Elements().Where(element => element.Name.LocalName is "basedOn" or "next"))
                reference.SetAttributeValue(W + "val", renamed[reference.Attribute(W + "val")!.Value]);
        if (added.Exists(style => style.Descendants(W + "numPr").Any())) AddBullets(own, added, renamed);
        Styles.Add(added);
    }

    // The bullets of lists that the template has no style for.
    private void AddBullets(WordStyles own, List<XElement> added, Dictionary<string, string> renamed)
    {
        var list = Highest("abstractNum", "abstractNumId") + 1;
        var number = Highest("num", "numId") + 1;
        var bullets = own.Numbering.Element(W + "abstractNum")!;
        bullets.SetAttributeValue(W + "abstractNumId", list);
        foreach (var style in bullets.Descendants(W + "pStyle").ToList())
        {
            // A level belongs to a style, and the template's own have their own.
            var id = renamed[style.Attribute(W + "val")!.Value];
            if (added.Exists(one => one.Attribute(W + "styleId")!.Value == id)) style.SetAttributeValue(W + "val", id);
            else style.Remove();
        }
        foreach (var reference in added.SelectMany(style => style.Descendants(W + "numId"))) reference.SetAttributeValue(W + "val", number);
        if (Numbering.Elements(W + "abstractNum").LastOrDefault() is { } last) last.AddAfterSelf(bullets);
        else if (Numbering.Elements(W + "numPicBullet").LastOrDefault() is { } picture) picture.AddAfterSelf(bullets);
        else Numbering.AddFirst(bullets);
        var num = new XElement(W + "num", new XAttribute(W + "numId", number),
            new XElement(W + "abstractNumId", new XAttribute(W + "val", list)));
        if (Numbering.Element(W + "numIdMacAtCleanup") is { } end) end.AddBeforeSelf(num);
        else Numbering.Add(num);
    }

    private int Highest(string element, string attribute) => Numbering.Elements(W + element)
        .Select(one => int.TryParse(one.Attribute(W + attribute)?.Value, out var number) && number < int.MaxValue ? number : 0)
        .DefaultIfEmpty(0).Max();

    private static void SetLanguage(XElement styles, string language)
    {
        var defaults = styles.Element(W + "docDefaults");
        if (defaults is null) styles.AddFirst(defaults = new XElement(W + "docDefaults"));
        var runs = defaults.Element(W + "rPrDefault");
        if (runs is null) defaults.AddFirst(runs = new XElement(W + "rPrDefault"));
        var properties = runs.Element(W + "rPr");
        if (properties is null) runs.Add(properties = new XElement(W + "rPr"));
        var lang = properties.Element(W + "lang");
        if (lang is null)
        {
            lang = new XElement(W + "lang", new XAttribute(W + "val", "en-US"));
            // Only these come after it.
            var next = properties.Elements()
                .FirstOrDefault(element => element.Name.LocalName is "eastAsianLayout" or "specVanish" or "oMath");
            if (next is null) properties.Add(lang);
            else next.AddBeforeSelf(lang);
        }
        var attribute = EastAsianFont(language) is not null ? "eastAsia" : TextDirection.IsRightToLeft(language) ? "bidi" : "val";
        lang.SetAttributeValue(W + attribute, language);
    }

    private static string? EastAsianFont(string language) => language.Split('-') switch
    {
        ["ja", ..] => "Yu Gothic",
        ["ko", ..] => "Malgun Gothic",
        ["zh", .. var rest] => rest.Any(part => part.ToUpperInvariant() is "HANT" or "TW" or "HK" or "MO")
            ? "Microsoft JhengHei" : "Microsoft YaHei",
        _ => null,
    };

    private static XElement Resource(string name)
    {
        using var stream = typeof(WordStyles).Assembly.GetManifestResourceStream($"Docx.{name}")!;
        return XElement.Load(stream);
    }

    private static string? NameOf(XElement style) => style.Element(W + "name")?.Attribute(W + "val")?.Value;
}
