using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Spreadsheet;
using ResponsibilityMatrix.Agreements;

namespace ResponsibilityMatrix.Tables;

/// <summary>How the cells of all workbooks look.</summary>
internal static class WorkbookStyles
{
    public const string Namespace = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private const uint StylesOfLook = 4;
    private const uint QuotedOfLook = 1;
    private const uint DateOfLook = 2;
    private const uint HeadingOfLook = 3;
    private const uint TextFormat = 49;
    private const uint DateFormat = 164;

    /// <summary>The style of a heading.</summary>
    public static uint OfHeading(SheetLook look) => (uint)look * StylesOfLook + HeadingOfLook;

    /// <summary>The style of a cell.</summary>
    public static uint OfCell(SheetLook look, bool isDate, string text) =>
        (uint)look * StylesOfLook + (isDate ? DateOfLook : FormulaSigns.BeginFormula(text) ? QuotedOfLook : 0);

    /// <summary>How much larger than usual the letters of a style are.</summary>
    public static double SizeOf(uint style) => (SheetLook)(style / StylesOfLook) switch
    {
        SheetLook.Title => 1.8,
        SheetLook.Section => 1.3,
        _ => 1,
    };

    // Four styles for each look: texts, texts that begin like formulas, dates, headings.
    public static Stylesheet Stylesheet() => new(
        new NumberingFormats(new NumberingFormat { NumberFormatId = DateFormat, FormatCode = "yyyy\\-mm\\-dd" }) { Count = 1 },
        new Fonts(
            new Font(new FontSize { Val = 11 }, new FontName { Val = "Calibri" }),
            new Font(new Bold(), new FontSize { Val = 11 }, new FontName { Val = "Calibri" }),
            new Font(new FontSize { Val = 11 }, new Color { Rgb = "FF595959" }, new FontName { Val = "Calibri" }),
            new Font(new Bold(), new FontSize { Val = 18 }, new Color { Rgb = "FF1F3864" }, new FontName { Val = "Calibri" }),
            new Font(new Bold(), new FontSize { Val = 13 }, new Color { Rgb = "FF1F3864" }, new FontName { Val = "Calibri" }),
            new Font(new Underline(), new FontSize { Val = 11 }, new Color { Rgb = "FF0B5394" }, new FontName { Val = "Calibri" }),
            new Font(new FontSize { Val = 11 }, new Color { Rgb = "FF1B5E35" }, new FontName { Val = "Calibri" }),
            new Font(new FontSize { Val = 11 }, new Color { Rgb = "FF7A4F00" }, new FontName { Val = "Calibri" }),
            new Font(new Bold(), new FontSize { Val = 11 }, new Color { Rgb = "FFA3201A" }, new FontName { Val = "Calibri" }),
            new Font(new Italic(), new FontSize { Val = 11 }, new Color { Rgb = "FF595959" }, new FontName { Val = "Calibri" }))
        { Count = 10 },
        new Fills(
            new Fill(new PatternFill { PatternType = PatternValues.None }),
            new Fill(new PatternFill { PatternType = PatternValues.Gray125 }),
            Solid("FFE7E6E6"),
            Solid("FFFFF8DC"),
            Solid("FFBDD7EE"),
            Solid("FFEDF4FB"),
            Solid("FFFFF4DB"),
            Solid("FFFDE7E5"))
        { Count = 8 },
        new Borders(new Border(new LeftBorder(), new RightBorder(), new TopBorder(), new BottomBorder(), new DiagonalBorder()), Thin())
        { Count = 2 },
        new CellStyleFormats(new CellFormat()) { Count = 1 },
        new CellFormats(
        [
            .. FormatsOf(0, 0, 2, 0, 0), .. FormatsOf(0, 3, 3, 1, 1), .. FormatsOf(0, 0, 2, 1, 1), .. FormatsOf(0, 5, 4, 1, 1),
            .. FormatsOf(2, 0, 2, 1, 1), .. FormatsOf(2, 0, 2, 1, 1, isWrapped: false),
            .. FormatsOf(3, 0, 2, 0, 0), .. FormatsOf(4, 0, 2, 0, 0), .. FormatsOf(1, 2, 2, 1, 1), .. FormatsOf(1, 0, 2, 1, 1),
            .. FormatsOf(1, 0, 2, 1, 1, isCentred: true), .. FormatsOf(5, 0, 2, 1, 1), .. FormatsOf(6, 0, 2, 1, 1),
            .. FormatsOf(7, 6, 2, 1, 1), .. FormatsOf(8, 7, 2, 1, 1), .. FormatsOf(9, 0, 2, 1, 1), .. FormatsOf(5, 0, 2, 0, 0),
        ])
        { Count = 17 * StylesOfLook },
        new CellStyles(new CellStyle { Name = "Normal", FormatId = 0, BuiltinId = 0 }) { Count = 1 },
        // In the order of SheetTone.
        new DifferentialFormats(
            Colour("FF1B5E35", "FFE3F3E8"), Colour("FF7A4F00", "FFFFF4DB"), Colour("FFA3201A", "FFFDE7E5", new Bold()),
            Colour("FF595959", "FFF2F2F2", new Italic()), Colour("FF0B3C6B", "FFBDD7EE", new Bold()), Colour("FF0B3C6B", "FFE2EEF9"),
            Colour("FF404040", "FFE4E0F0"), Colour("FF404040", "FFEFEFEF"))
        { Count = 8 });

    private static DifferentialFormat Colour(string text, string ground, OpenXmlElement? how = null)
    {
        var font = new Font();
        if (how is not null) font.AppendChild(how);
        font.AppendChild(new Color { Rgb = text });
        return new(font, new Fill(new PatternFill(new BackgroundColor { Rgb = ground }) { PatternType = PatternValues.Solid }));
    }

    private static CellFormat[] FormatsOf(
        uint font, uint fill, uint headingFill, uint border, uint headingBorder, bool isWrapped = true,
        bool isCentred = false) =>
    [
        Format(font, fill, border, TextFormat, isWrapped, isCentred: isCentred),
        Format(font, fill, border, TextFormat, isWrapped, isQuoted: true, isCentred),
        Format(font, fill, border, DateFormat, isWrapped), Format(1, headingFill, headingBorder, TextFormat, isWrapped),
    ];

    private static CellFormat Format(uint font, uint fill, uint border, uint format, bool isWrapped, bool isQuoted = false,
        bool isCentred = false) =>
        new(
            new Alignment
            {
                Horizontal = format == DateFormat ? HorizontalAlignmentValues.Left : isCentred ? HorizontalAlignmentValues.Center : null,
                Vertical = VerticalAlignmentValues.Top,
                WrapText = isWrapped ? true : null,
            })
        {
            NumberFormatId = format,
            FontId = font,
            FillId = fill,
            BorderId = border,
            FormatId = 0,
            ApplyNumberFormat = true,
            ApplyFont = true,
            ApplyFill = true,
            ApplyBorder = true,
            ApplyAlignment = true,
            QuotePrefix = isQuoted ? true : null,
        };

    private static Fill Solid(string colour) =>
        new(new PatternFill(new ForegroundColor { Rgb = colour }) { PatternType = PatternValues.Solid });

    private static Border Thin()
    {
        static T Line<T>() where T : BorderPropertiesType, new()
        {
            var line = new T { Style = BorderStyleValues.Thin };
            line.AppendChild(new Color { Rgb = "FFBFBFBF" });
            return line;
        }
        return new Border(Line<LeftBorder>(), Line<RightBorder>(), Line<TopBorder>(), Line<BottomBorder>(), new DiagonalBorder());
    }
}
