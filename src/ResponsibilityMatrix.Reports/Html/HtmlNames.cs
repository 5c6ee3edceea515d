namespace ResponsibilityMatrix.Reports;

/// <summary>The elements that reports have. None of them runs a script, loads anything or sends anything.</summary>
internal enum HtmlTag
{
    A, Article, B, Bdi, Body, Button, Caption, Code, Dd, Del, Details, Div, Dl, Dt, Em, Form, H1, H2, H3, H4, Head, Header, Html, Input,
    Ins, Label, Li, Main, Nav, Option, Output, P, Path, Pre, Rect, Section, Select, Small, Span, Strong, Summary, Svg, Table, Tbody, Td,
    Text, Th, Thead, Title, Tr, Ul,
}

/// <summary>The attributes that reports have. Addresses are missing on purpose: <see cref="HtmlWriter.Anchor"/> and
/// <see cref="HtmlWriter.Address"/> write them.</summary>
internal enum HtmlAttribute
{
    AriaLabel, AriaLive, AriaKeyshortcuts, Class, Colspan, D, DataFor, DataIdentity, DataK, DataTitle, DataV, Dir, Height, Hidden, Id, Lang,
    Placeholder, Role, Rx, Scope, Selected, Tabindex, Type, Value, ViewBox, Width, X, Y,
}
