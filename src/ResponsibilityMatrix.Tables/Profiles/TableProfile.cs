using System.Text.Json.Serialization;
using ResponsibilityMatrix.Collections;
using ResponsibilityMatrix.Model;
using static System.Text.Json.Serialization.JsonIgnoreCondition;

namespace ResponsibilityMatrix.Tables;

/// <summary>
/// A table profile (<c>*.table.json</c>): where the tables of a file are, what their columns mean, and which assignment follows from the
/// words of a row. Texts that are compared (headings, words, sheet names) are patterns: a <c>*</c> stands for any characters,
/// <c>{name}</c> for a variable, and case, blanks, emphasis and variation selectors of symbols do not count. Immutable and thread-safe;
/// equal by value.
/// </summary>
public sealed record TableProfile
{
    /// <summary>The version of the format, <c>1.0</c>.</summary>
    public const string FormatVersion = "1.0";

    /// <summary>Where an editor finds the JSON Schema, or null.</summary>
    [JsonPropertyName("$schema"), JsonIgnore(Condition = WhenWritingDefault)]
    public string? Schema { get; init; }

    /// <summary>The version of the format.</summary>
    public string SchemaVersion { get; init; } = FormatVersion;

    /// <summary>The id, such as <c>fedramp-crm</c>.</summary>
    public required string Id { get; init; }

    /// <summary>What kind of table it reads, in a few words.</summary>
    public required string Title { get; init; }

    /// <summary>Where such tables come from, and what is special about them, or null.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public string? Description { get; init; }

    /// <summary>The name of the vocabulary in <see cref="SourceLabel.Vocabulary"/>; null for <see cref="Id"/>.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public string? Vocabulary { get; init; }

    /// <summary>The matrices that come out, one for each service or baseline; empty for one matrix of all tables.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public ValueList<ProfileDocument> Documents { get; init; }

    /// <summary>Values for <c>{name}</c> in patterns and texts, and for template variables in the cells of the file. The caller's values
    /// win. <c>provider</c>, <c>customer</c> and <c>service</c> name the parties and the service.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public ValueMap<string> Variables { get; init; }

    /// <summary>Patterns of the name of the file, without its extension. A <c>{name}</c> takes what stands there, such as the name of the
    /// service. A file with another name is read too.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public ValueList<string> FileNames { get; init; }

    /// <summary>The words that mean an empty cell, such as <c>None</c>, <c>N/A</c> and <c>-</c>.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public ValueList<string> Blanks { get; init; }

    /// <summary>The parties and the words by which the tables call them. <c>provider</c> and <c>customer</c> are always there.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public ValueList<ProfileParty> Parties { get; init; }

    /// <summary>The marks that point to footnotes, or null for none.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public ProfileFootnotes? Footnotes { get; init; }

    /// <summary>Where the tables are. At least one.</summary>
    public required ValueList<ProfileTable> Tables { get; init; }

    /// <summary>The columns of all tables; those of <see cref="ProfileTable.Columns"/> come before them.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public ValueList<ProfileColumn> Columns { get; init; }

    /// <summary>What follows from the words of a row. The first that matches decides. Empty: the columns of texts and of involvement
    /// decide, each party that has one.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public ValueList<ProfileRule> Rules { get; init; }

    /// <summary>The id and the title.</summary>
    public override string ToString() => $"{Id}: {Title}";
}

/// <summary>A matrix that comes out of a file.</summary>
public sealed record ProfileDocument
{
    /// <summary>An id, unique in the profile: the file's name in a folder of several, and the value of <c>--only</c>.</summary>
    public required string Id { get; init; }

    /// <summary>Which tables belong to it; null for all.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public ProfileDocumentCondition? When { get; init; }

    /// <summary>The title of the matrix, or null to make one from the service.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public string? Title { get; init; }

    /// <summary>The id of the service, or null to make one from its name.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public string? Service { get; init; }

    /// <summary>The name of the service, or null for the variable <c>service</c>.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public string? ServiceName { get; init; }

    /// <summary>The catalog of the control ids, <c>id@edition</c>; null for rows of the matrix's own alone.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public string? Catalog { get; init; }

    /// <summary>Further catalogs that may be meant, for tables of many kinds: of <see cref="Catalog"/> and these, the one at hand that has
    /// most of the ids is taken, if it has half of them; else the rows are the matrix's own.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public ValueList<string> OtherCatalogs { get; init; }

    /// <summary>The controls in scope; empty for those that the rows name.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public ValueList<Selector> Include { get; init; }

    /// <summary>The service models; empty for <c>saas</c>, or for those that the columns name.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public ValueList<string> Models { get; init; }
}

/// <summary>Which tables belong to a matrix.</summary>
public sealed record ProfileDocumentCondition
{
    /// <summary>Patterns of the names of sheets.</summary>
    public required ValueList<string> Sheet { get; init; }
}

/// <summary>A party, and the words by which tables call it.</summary>
public sealed record ProfileParty
{
    /// <summary>The id in the matrix: <c>provider</c>, <c>customer</c>, or one of its own.</summary>
    public required string Id { get; init; }

    /// <summary>The name; null for the variable with the party's id, else the first of <see cref="Names"/>.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public string? Name { get; init; }

    /// <summary>The words that mean it.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public ValueList<string> Names { get; init; }

    /// <summary>Its role; null for the one of its id, else <see cref="PartyRole.Other"/>.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public PartyRole? Role { get; init; }

    /// <summary>The id of the column whose words may name a party that has no name yet: one word that no rule knows, in several rows, is
    /// its name, beside rows that name the other parties. RM7003 tells of it. Null for none.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public string? NamedBy { get; init; }
}

/// <summary>The marks in cells that point to footnotes. A footnote's text is a line below the table (or the table of footnotes) that
/// begins with the mark; marks are read within their section first. Cells keep their words without the mark, the assignment has the
/// footnote's text in its notes, and RM7003 tells of it.</summary>
public sealed record ProfileFootnotes
{
    /// <summary>The marks: <c>(#)</c> and <c>[#]</c> stand for a number in brackets, <c>*</c> for a star at the end of a word; other
    /// texts for themselves.</summary>
    public required ValueList<string> Marks { get; init; }
}

/// <summary>What a table is for.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ProfileTableUse>))]
public enum ProfileTableUse
{
    /// <summary>Each row states responsibilities.</summary>
    [JsonStringEnumMemberName("rows")]
    Rows,

    /// <summary>Its rows are added to those of another table by <see cref="ProfileTable.Join"/>.</summary>
    [JsonStringEnumMemberName("joined")]
    Joined,

    /// <summary>It counts words of the other tables: a column with <see cref="ProfileColumnUse.Word"/> of the id that is counted, and one
    /// with <see cref="ProfileColumnUse.Count"/>. RM7005 tells of a count that differs.</summary>
    [JsonStringEnumMemberName("totals")]
    Totals,

    /// <summary>It is no data, such as a legend. Its rows are counted as left out.</summary>
    [JsonStringEnumMemberName("ignored")]
    Ignored,
}

/// <summary>Where a table is, and how it is laid out.</summary>
public sealed record ProfileTable
{
    /// <summary>An id, unique in the profile, by which <see cref="ProfileJoin.Table"/> names it, or null.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public string? Id { get; init; }

    /// <summary>What it is for.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public ProfileTableUse Use { get; init; }

    /// <summary>Patterns of the sheet's name; empty for any.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public ValueList<string> Sheet { get; init; }

    /// <summary>Patterns of the headings above the table; empty for any. A heading at any level counts.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public ValueList<string> Under { get; init; }

    /// <summary>Whether hidden sheets, rows and columns are read.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public bool Hidden { get; init; }

    /// <summary>The rows of headings, or null for one, found by the headings of the columns.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public ProfileHeader? Header { get; init; }

    /// <summary>The rows that are no data: of each, column ids and patterns of their cells, all of which must match. A row with one cell
    /// alone, over the whole table, is a banner and always left out; with <see cref="ProfileColumnUse.Section"/> it is the
    /// section.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public ValueList<ValueMap<ValueList<string>>> Skip { get; init; }

    /// <summary>The columns whose blank cells have the text of the cell above. Merged cells are always carried down.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public ValueList<string> CarryDown { get; init; }

    /// <summary>For a table of rows by columns: the columns each cell of which is a row of its own, or null.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public ProfileCells? Cells { get; init; }

    /// <summary>The table whose rows are added to those of this one, or null.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public ProfileJoin? Join { get; init; }

    /// <summary>Whether the rows of one control add up to what holds for it, as in a list of texts each of which names several
    /// controls.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public bool AddsUp { get; init; }

    /// <summary>The control's id made of several columns, such as <c>{family}-{number}</c>; null for the columns with
    /// <see cref="ProfileColumnUse.Control"/>.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public string? Control { get; init; }

    /// <summary>The columns of this table, beside <see cref="TableProfile.Columns"/>.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public ValueList<ProfileColumn> Columns { get; init; }

    /// <summary>The rules of this table; empty for <see cref="TableProfile.Rules"/>.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public ValueList<ProfileRule> Rules { get; init; }
}

/// <summary>The rows of headings.</summary>
public sealed record ProfileHeader
{
    /// <summary>The number of the first of them, from 1; null to find it by the headings of the columns, within the first rows.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public int? Row { get; init; }

    /// <summary>How many there are. Headings in several rows are joined by a blank, those of merged cells to each below.</summary>
    public int Rows { get; init; } = 1;
}

/// <summary>Columns each cell of which is a row of its own: its heading becomes one field, its text another.</summary>
public sealed record ProfileCells
{
    /// <summary>Patterns of the headings; <c>*</c> takes all that no column names. Of one with <c>{name}</c>, as in <see cref="Name"/>,
    /// what stands there is the heading.</summary>
    public required ValueList<string> Heading { get; init; }

    /// <summary>The id of the column that has the heading.</summary>
    public required string Name { get; init; }

    /// <summary>The id of the column that has the text of the cell.</summary>
    public required string Value { get; init; }

    /// <summary>What the heading is: <see cref="ProfileColumnUse.Group"/> for an area, <see cref="ProfileColumnUse.Context"/> for a
    /// service model or the value of a parameter.</summary>
    public required ProfileColumnUse Is { get; init; }

    /// <summary>For <see cref="ProfileColumnUse.Context"/>: the parameter; null for the service model.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public string? Parameter { get; init; }
}

/// <summary>The table whose rows are added.</summary>
public sealed record ProfileJoin
{
    /// <summary>The id of the other table.</summary>
    public required string Table { get; init; }

    /// <summary>The ids of the columns that are equal in both. Control ids are compared by key, titles by words.</summary>
    public required ValueList<string> By { get; init; }
}

/// <summary>What a column is.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ProfileColumnUse>))]
public enum ProfileColumnUse
{
    /// <summary>A word that the rules look at; nothing else.</summary>
    [JsonStringEnumMemberName("word")]
    Word,

    /// <summary>The id of the control, or several.</summary>
    [JsonStringEnumMemberName("control")]
    Control,

    /// <summary>The title of a control or row.</summary>
    [JsonStringEnumMemberName("title")]
    Title,

    /// <summary>The longer text of a row of the matrix's own.</summary>
    [JsonStringEnumMemberName("description")]
    Description,

    /// <summary>The title of the group of a row: an area, a domain.</summary>
    [JsonStringEnumMemberName("group")]
    Group,

    /// <summary>The banner above the rows, or the heading above the table: it makes rows without an id unique, and is their
    /// group.</summary>
    [JsonStringEnumMemberName("section")]
    Section,

    /// <summary>A part or feature of the service. Several of one control are rows of the matrix's own below it.</summary>
    [JsonStringEnumMemberName("component")]
    Component,

    /// <summary>What one party does, in words.</summary>
    [JsonStringEnumMemberName("text")]
    Text,

    /// <summary>A mark: a cell that is not blank adds the column's word to the column's id.</summary>
    [JsonStringEnumMemberName("mark")]
    Mark,

    /// <summary>RACI letters of one party.</summary>
    [JsonStringEnumMemberName("involvement")]
    Involvement,

    /// <summary>Status of implementation, as words that <see cref="ProfileColumn.Words"/> maps to the format's.</summary>
    [JsonStringEnumMemberName("implementation")]
    Implementation,

    /// <summary>The title of evidence.</summary>
    [JsonStringEnumMemberName("evidence")]
    Evidence,

    /// <summary>Notes of an assignment.</summary>
    [JsonStringEnumMemberName("notes")]
    Notes,

    /// <summary>Comments that are never published: <see cref="Assignment.InternalNote"/>.</summary>
    [JsonStringEnumMemberName("internal")]
    Internal,

    /// <summary>A context: the service model or the value of a parameter.</summary>
    [JsonStringEnumMemberName("context")]
    Context,

    /// <summary>A number that a table of totals states.</summary>
    [JsonStringEnumMemberName("count")]
    Count,

    /// <summary>Nothing that a matrix holds; left out and told (RM7002).</summary>
    [JsonStringEnumMemberName("ignored")]
    Ignored,

    /// <summary>The id of a part of the control, such as a question about it: a statement of the matrix's own below it, unless the catalog
    /// has it. Its title is the row's description.</summary>
    [JsonStringEnumMemberName("part")]
    Part,

    /// <summary>The catalog of the row's control as <c>id@edition</c>, or <c>local</c> for a row of the matrix's own.</summary>
    [JsonStringEnumMemberName("catalog")]
    Catalog,

    /// <summary>The id of the party whose duty the row is. The most frequent of each side are the provider and the customer. Status of
    /// implementation, evidence and involvement are then of this party.</summary>
    [JsonStringEnumMemberName("party")]
    Party,

    /// <summary>The name of that party.</summary>
    [JsonStringEnumMemberName("partyName")]
    PartyName,

    /// <summary>The side of that party, as a word of the format.</summary>
    [JsonStringEnumMemberName("partySide")]
    PartySide,
}

/// <summary>A column: its headings, and what it means.</summary>
public sealed record ProfileColumn
{
    /// <summary>The id, by which rules, joins and texts (<c>{id}</c>) name it. Several columns of one table may share one: their cells are
    /// its values.</summary>
    public required string Id { get; init; }

    /// <summary>Patterns of its heading. A <c>{name}</c> that is no variable yet takes what stands there, so that a party's name can come
    /// from a heading. Empty for a column that the layout makes: a section, a heading of <see cref="ProfileCells"/>.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public ValueList<string> Heading { get; init; }

    /// <summary>What it is.</summary>
    public required ProfileColumnUse Is { get; init; }

    /// <summary>Whether a table may lack it.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public bool Optional { get; init; }

    /// <summary>For texts and involvement: the id of the party, <c>provider</c> and <c>customer</c> included. For words: the party that the
    /// column names.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public string? Side { get; init; }

    /// <summary>For marks: the word that a mark adds; null for the heading. A column of another kind that has one is a mark too, such as
    /// one
    /// of several for the status of implementation.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public string? Word { get; init; }

    /// <summary>The condition of what it states: columns that are service models or plans.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public Condition When { get; init; }

    /// <summary>Whether each line of a cell is a value: a duty, an id, a word. Bullets are taken off.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public bool Lines { get; init; }

    /// <summary>The texts between several values of a cell, such as <c>,</c> and <c> and </c>.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public ValueList<string> Split { get; init; }

    /// <summary>Words of the table and what they mean: for <see cref="ProfileColumnUse.Implementation"/> the format's words, for others
    /// another spelling that the rules look at.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public ValueMap<string> Words { get; init; }
}

/// <summary>
/// What follows from the words of a row. It matches where each column of <see cref="If"/> has a value that one of the patterns matches, and
/// no column of <see cref="Unless"/> has. An empty pattern matches a column without a value; <c>@party</c> matches a value that names a
/// party, <c>@provider</c> one that names that party. A <c>{name}</c> in a pattern that is no variable takes what stands there, for the
/// texts of <see cref="Then"/>.
/// </summary>
public sealed record ProfileRule
{
    /// <summary>Column ids and patterns; empty for every row.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public ValueMap<ValueList<string>> If { get; init; }

    /// <summary>Column ids and patterns that must not match.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public ValueMap<ValueList<string>> Unless { get; init; }

    /// <summary>What follows: the members of an assignment, but its controls. <c>{id}</c> in a text stands for a column's value; a text of
    /// which nothing is left is left out. A duty whose party is <c>{id}</c> comes once for each value. Null: what the rules beside it give,
    /// else what the columns of texts, marks and involvement say.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public ProfileOutcome? Then { get; init; }

    /// <summary>Further rules: what all that match give is added, duties and sides together.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public ValueList<ProfileRule> Also { get; init; }

    /// <summary>Why the row is mapped approximately, for a reviewer (RM7003), or null.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public string? Note { get; init; }
}

/// <summary>The members of an assignment that a rule gives, with placeholders in the texts.</summary>
public sealed record ProfileOutcome
{
    /// <summary>The sides that perform, or null.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public Sides? Split { get; init; }

    /// <summary>The state, or null.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public ControlState? State { get; init; }

    /// <summary>The reason for the state; null for the row's own words.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public string? Reason { get; init; }

    /// <summary>The duties.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public ValueList<Duty> Duties { get; init; }

    /// <summary>The coupling, or null.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public Coupling? Coupling { get; init; }

    /// <summary>The inheritability, or null.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public Inheritability? Inheritability { get; init; }

    /// <summary>Notes, or null.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public string? Notes { get; init; }

    /// <summary>Whether the row is knowingly left unassigned: it stays in scope, and nobody is assigned.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public bool Open { get; init; }
}
