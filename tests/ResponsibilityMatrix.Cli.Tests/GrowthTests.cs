using System.Globalization;
using Xunit;

namespace ResponsibilityMatrix.Cli.Tests;

/// <summary>
/// What documents of strangers may cost: doubling an input may at most double what a command allocates and what it prints, in whatever way
/// the input grows. Bytes and letters are counted, never time. Adding a family is adding a row to the table.
/// </summary>
public sealed class GrowthTests
{
    // Arrays and dictionaries grow in steps; a product of two sizes that double would grow four times.
    private const double AtMost = 2.5;
    private const long SmallMemory = 2_000_000;
    private const long SmallText = 4_000;

    private const string Validate = "validate m.matrix.json";
    private const string ValidateJson = "validate m.matrix.json --format json";
    private const string ValidateSarif = "validate m.matrix.json --format sarif";
    private const string Resolve = "resolve m.matrix.json";
    private const string ResolveJson = "resolve m.matrix.json --format json";
    private const string ResolveCsv = "resolve m.matrix.json --format csv";
    private const string Explain = "explain m.matrix.json r0";
    private const string Alone = "chain m.matrix.json --format json";
    private const string Import = "import questionnaire q.csv --matrix m.matrix.json -o out.matrix.json --force";
    private const string ImportTable = "import table t.csv --profile p.table.json -o out.matrix.json --force";
    private const string Chain = "chain m.matrix.json --with u.matrix.json --format json";
    private const string ChainText = "chain m.matrix.json --with u.matrix.json";
    private const string Diff = "diff m.matrix.json n.matrix.json --format json";
    private const string Reconcile = "reconcile m.matrix.json n.matrix.json --format json";
    private const string Checklist = "checklist m.matrix.json --for customer --format json";
    private const string ChecklistCsv = "checklist m.matrix.json --for customer --questions --format csv";
    private const string Check = "check m.matrix.json --against r.requirements.json --format json";

    /// <summary>The families: a name, the smallest size, the files that a size makes, and the commands that read them. An apostrophe stands
    /// for a quotation mark.</summary>
    private static readonly Family[] Families =
    [
        // texts and ids
        new("one long text", 100_000, n => Matrix(10, assignments: $"{{'controls':['*'],'provider':'{Long(n)}'}}"), Validate, Resolve,
            Explain, ChecklistCsv),
        new("one long id of a party in many answers", 2_000,
            n => Matrix(n / 8, parties: $"{{'id':'x{Long(n)}','name':'X'}}", assignments: Assign("*", "'split':'sharedAll'")), Validate,
            Resolve),
        new("one long id of a control among many", 4_000, n => Matrix(n / 8, controls: $"{{'id':'z{Long(n)}','title':'Z'}}"), Validate,
            ValidateJson, Resolve, ResolveJson, Alone),
        new("one long id of an assignment in many conflicts", 2_000,
            n =>
            Matrix(n / 8, assignments: $"{{'id':'{Long(n)}','controls':['*'],'split':'provider'}},{Assign("*", "'split':'customer'")}"),
            Validate, ValidateJson, Resolve),
        new("one long id of a parameter with many wrong values", 4_000,
            n =>
            Matrix(1, more: $",'parameters':[{{'id':'p{Long(n)}','values':['a'],'default':'a'}}]",
            assignments: $"{{'controls':['*'],'when':{{'p{Long(n)}':['a',{Each(n / 8, i => $"'w{i}'")}]}},'split':'provider'}}"), Validate),
        new("many values of a parameter, and as many wrong ones", 1_000,
            n =>
            Matrix(1, more: $",'parameters':[{{'id':'p','values':[{Each(n, i => $"'v{i}'")}],'default':'v0'}}]",
            assignments: $"{{'controls':['*'],'when':{{'p':[{Each(n, i => $"'w{i}'")}]}},'split':'provider'}}"), Validate, ValidateJson),
        new("escapes in one text", 20_000, n => Matrix(2, assignments: $"{{'controls':['*'],'provider':'{Repeat(n, _ => "\\u00e9\\n")}'}}"),
            Validate, ResolveJson, Resolve),
        new("translations of rows", 1_000,
            n => Matrix(n, more: $",'translations':{{'de':{{{Each(n, i => $"'r{i}':{{'title':'T{i}'}}")}}}}}"), Validate,
            "resolve m.matrix.json --language de --format json"),
        new("translations of ids that nobody knows, in many languages", 1_000,
            n => Matrix(2, more: $",'translations':{{{Each(n, i => $"'de-x-a{i}':{{'x{i}':{{'title':'T'}}}}")}}}"), Validate, ValidateJson),

        // findings
        new("accepted entries by findings", 500,
            n => Matrix(n, more: $",'accepted':[{Each(n, _ => "{'finding':'RM2006','controls':['*'],'reason':'known'}")}]"), Validate,
            ValidateJson),
        new("accepted entries by findings, each of its own control", 500,
            n => Matrix(n, more: $",'accepted':[{Each(n, i => $"{{'finding':'RM2006','controls':['r{i}'],'reason':'known'}}")}]"), Validate,
            ValidateJson),
        new("unknown parties among many", 500,
            n =>
            Matrix(1, parties: Each(n, i => $"{{'id':'known{i}','name':'K'}}"),
            assignments: Each(n, i => $"{{'controls':['r0'],'duties':[{{'party':'unknwon{i}'}}]}}")), Validate, ValidateJson),
        new("unknown controls among many", 500, n => Matrix(n, assignments: Each(n, i => Assign($"x{i}", "'split':'provider'"))), Validate,
            ValidateJson),
        new("unknown evidence among much", 500,
            n =>
            Matrix(1, more: $",'evidence':[{Each(n, i => $"{{'id':'e{i}','kind':'report','title':'E'}}")}]",
            assignments: $"{{'controls':['*'],'duties':[{{'party':'p','evidence':[{Each(n, i => $"'x{i}'")}]}}]}}"), Validate,
            ValidateJson),
        new("duplicate rows", 500, n => Matrix(1, controls: Each(n, _ => "{'id':'d','title':'D'}")), Validate, ValidateJson, Resolve),
        new("duplicate parties", 500, n => Matrix(1, parties: Each(n, _ => "{'id':'d','name':'D'}")), Validate, ValidateJson, Resolve),
        new("duplicate duties", 500,
            n => Matrix(n, assignments: Each(n, i => $"{{'controls':['r{i}'],'duties':[{{'id':'d','party':'p'}}]}}")), Validate,
            ValidateJson, ResolveJson),
        new("duplicate members", 2_000, n => Matrix(1, more: Repeat(n, _ => ",'status':'draft'")), Validate, ValidateJson, ValidateSarif),
        new("unknown members", 2_000, n => Matrix(1, more: Repeat(n, i => $",'u{i}':1")), Validate, ValidateJson, ValidateSarif),
        new("unknown members of a later version", 1_000, n => Matrix(1, more: Repeat(n, i => $",'u{i}':1")).Replaced("'1.0'", "'1.9'"),
            Validate, ResolveJson),
        new("schema violations in one array", 2_000, n => Matrix(1, assignments: Each(n, _ => "1")), Validate, ValidateJson, ValidateSarif),
        new("more findings than are told", 6_000, n => Matrix(n), Validate, ValidateJson, ValidateSarif),

        // structure
        new("a chain of parents", 1_000,
            n =>
            Matrix(1, controls: Each(n, i => $"{{'id':'k{i}','title':'K','parent':'{(i == 0 ? "r0" : $"k{i - 1}")}'}}"),
            assignments: Assign("*", "'split':'provider'")), Validate, ValidateJson, Resolve, ResolveJson, Explain, Alone, Checklist),
        new("a chain of parents with duties of their own", 500,
            n =>
            Matrix(1,
                controls: Each(n, i =>
                    $"{{'id':'k{i}','title':'K','parent':'{(i == 0 ? "r0" : $"k{i - 1}")}'}}," +
                    $"{{'id':'j{i}','title':'J','parent':'{(i == 0 ? "r0" : $"k{i - 1}")}'}}"),
                assignments: Each(n, i => $"{{'controls':['j{i}'],'duties':[{{'id':'d{i}','party':'p','text':'Does {i}.'}}]}}")),
            Validate, ResolveJson, Explain, Alone),
        new("a chain of enhancements", 1_000,
            n =>
            Matrix(
            1, controls: Each(n, i => $"{{'id':'k{i}','title':'K','kind':'enhancement','parent':'{(i == 0 ? "r0" : $"k{i - 1}")}'}}"),
            assignments: Assign("r0", "'split':'provider'")), Validate, ValidateJson, ResolveJson, "resolve m.matrix.json --control r0",
            Alone),
        new("a circle of parents", 1_000, n => Matrix(1, controls: Each(n, i => $"{{'id':'k{i}','title':'K','parent':'k{(i + 1) % n}'}}")),
            Validate, ValidateJson, ResolveJson),
        new("one parent of many", 1_000,
            n =>
            Matrix(1, controls: Each(n, i => $"{{'id':'k{i}','title':'K','parent':'r0'}}"), assignments: Assign("*", "'split':'provider'")),
            Validate, ResolveJson, Explain, Alone),
        new("service models on service models", 500,
            n =>
            Matrix(n, more: ",'defaults':'serviceModel','serviceModels':[" +
                Each(n, i => $"{{'id':'m{i}','title':'M','basedOn':'{(i == 0 ? "saas" : $"m{i - 1}")}','layers':{{}}}}") + "]")
                .Replaced("['saas']", $"['m{n - 1}']"),
            Validate, ResolveJson),
        new("service models in a circle", 500,
            n =>
            Matrix(1, more: $",'serviceModels':[{Each(n, i => $"{{'id':'m{i}','title':'M','basedOn':'m{(i + 1) % n}','layers':{{}}}}")}]"),
            Validate, ValidateJson),
        new("duties that depend on each other", 500,
            n =>
            Matrix(
            1,
            assignments: $"{{'controls':['*'],'duties':[{Each(n, i => $"{{'id':'d{i}','party':'p','dependsOn':['d{(i + 1) % n}']}}")}]}}"),
            Validate, ValidateJson),
        new("duties that depend on each other, in a row", 500,
            n =>
            Matrix(1, assignments: "{'controls':['*'],'duties':[{'id':'d','party':'c'}," +
                Each(n, i => $"{{'id':'d{i}','party':'p','dependsOn':['d{(i == 0 ? "" : i - 1)}']}}") + "]}"),
            Validate, ResolveJson, Checklist, ChecklistCsv, Explain),
        new("duties that all depend on one", 500,
            n =>
            Matrix(1, assignments: "{'controls':['*'],'duties':[{'id':'d','party':'c'}," +
                Each(n, i => $"{{'id':'d{i}','party':'p','dependsOn':['d']}}") + "]}"),
            Validate, ResolveJson, Checklist, ChecklistCsv),
        new("evidence of many duties", 500,
            n =>
            Matrix(n, more: $",'evidence':[{Each(n, i => $"{{'id':'e{i}','kind':'report','title':'E'}}")}]",
            assignments: Each(n, i => $"{{'controls':['r{i}'],'duties':[{{'party':'p','evidence':['e{i}','e0']}}]}}")), Validate,
            ResolveJson, Checklist),
        new("commitments of many controls", 300,
            n =>
            Matrix(n,
                more: ",'commitments':[" + Each(n, i => $"{{'id':'o{i}','party':'p','metric':'availability'," +
                    $"'target':{{'operator':'atLeast','value':99,'unit':'percent'}},'controls':['r{i}']}}") + "]",
                assignments: Assign("*", "'split':'provider'")),
            Validate, ResolveJson, Checklist, ChecklistCsv),
        new("approvals", 1_000, n => Matrix(1, more: $",'approvals':[{Each(n, _ => "{'party':'p','date':'2026-01-01'}")}]"), Validate,
            ResolveJson),
        new("deep JSON in an extension", 20_000, n => Matrix(1, more: $",'extensions':{{'a.b':{new string('[', n)}{new string(']', n)}}}"),
            Validate),
        new("wide JSON in extensions", 40_000, n => Matrix(1, more: $",'extensions':{{'a.b':[{Each(n, i => $"{{'a{i}':[{i}]}}")}]}}"),
            Validate, ResolveJson),
        new("brackets that are not closed, in one line", 50_000, n => [("m.matrix.json", new string('[', n))], Validate),
        new("brackets in lines of their own that are not closed", 20_000,
            n => [("m.matrix.json", "{" + Repeat(n, _ => "\n 'a':[\n ],") + "\n")], Validate),
        new("white space", 200_000, n => [("m.matrix.json", $"{{{new string(' ', n)}]")], Validate),

        // selectors
        new("one assignment for each row", 500, n => Matrix(n, assignments: Each(n, i => Assign($"r{i}", "'split':'provider'"))), Validate,
            ValidateJson, Resolve, ResolveJson, ResolveCsv, Alone, Checklist),
        new("many selectors of one assignment", 500,
            n => Matrix(n, assignments: $"{{'controls':[{Each(n, i => $"'r{i}'")}],'split':'shared'}}"), Validate, ResolveJson, Checklist,
            ChecklistCsv),
        new("assignments that speak of everything", 100, n => Matrix(n, assignments: Each(n, _ => Assign("*", "'split':'provider'"))),
            Validate, ValidateJson, ResolveJson, Resolve, Alone),
        new("prefixes of all lengths by one long key", 200,
            n =>
            Matrix(1, controls: $"{{'id':'{Runs(n)}','title':'K'}}",
            assignments: Each(n / 2, i => Assign(Runs(i + 1) + ".*", "'split':'provider'"))), Validate, ResolveJson),
        new("rows by conditions", 200,
            n =>
            Matrix(n, more: ",'parameters':[{'id':'a','values':['x','y'],'default':'x'}]",
            assignments: Each(n, i => $"{{'controls':['r{i}'],'when':{{'a':['{(i % 2 == 0 ? "x" : "y")}']}},'split':'provider'}}")),
            Validate, ResolveJson),
        new("parameters that no two rows share", 200,
            n =>
            Matrix(n, more: $",'parameters':[{Each(n, i => $"{{'id':'a{i}','values':['x','y'],'default':'x'}}")}]",
            assignments: Each(n, i => $"{{'controls':['r{i}'],'when':{{'a{i}':['x']}},'split':'provider'}}")), Validate, ResolveJson),
        new("rows over as many switches", 4,
            n =>
            Matrix(10 * n, more: $",'parameters':[{Each(7, i => $"{{'id':'a{i}','values':['x','y'],'default':'x'}}")}]",
                assignments: Each(10 * n, i =>
                    $"{{'controls':['r{i}'],'when':{{{Each(7, j => $"'a{j}':['{((i >> (j % 4)) % 2 == 0 ? "x" : "y")}']")}}}," +
                    $"'split':'provider'}}")),
            Validate, ResolveJson),

        // several documents
        new("two versions of many rows", 300,
            n =>
            [.. Matrix(n, assignments: Each(n, i => Assign($"r{i}", "'split':'provider'"))),
            .. Matrix(n, assignments: Each(n, i => Assign($"r{i}", "'split':'customer'")), name: "n.matrix.json")
            .Replaced("1.0.0", "2.0.0")], Diff, "diff m.matrix.json n.matrix.json", "diff m.matrix.json n.matrix.json --format notice",
            Reconcile, "reconcile m.matrix.json n.matrix.json"),
        new("many rows inherited", 300,
            n =>
            [
            .. Matrix(n, more: ",'upstream':[{'id':'u','matrix':'https://a.example/u','provider':'q'}]", parties: "{'id':'q','name':'Q'}",
            assignments: Each(
            n, i => $"{{'controls':['r{i}'],'duties':[{{'party':'p','inheritedFrom':'u','upstreamControls':['r{i}']}}]}}")),
            .. Matrix(n, assignments: Assign("*", "'split':'shared'"), name: "u.matrix.json").Replaced("a.example/m", "a.example/u")],
            Chain, ChainText, "validate m.matrix.json --with u.matrix.json"),
        new("one row that inherits from many", 200,
            n =>
            [
            .. Matrix(1, more: $",'upstream':[{Each(n, i => $"{{'id':'u{i}','matrix':'https://a.example/u','provider':'q'}}")}]",
            parties: "{'id':'q','name':'Q'}",
            assignments: "{'controls':['r0'],'duties':[" +
                Each(n, i => $"{{'party':'p','inheritedFrom':'u{i}','upstreamControls':['r0']}}") + "]}"),
            .. Matrix(1, assignments: Assign("*", "'split':'shared'"), name: "u.matrix.json").Replaced("a.example/m", "a.example/u")],
            Chain, ChainText, "validate m.matrix.json --with u.matrix.json"),
        new("a chain of bases", 8,
            n =>
            [
            .. Enumerable.Range(0, n)
            .SelectMany(
            i =>
            Matrix(50, assignments: Assign("r1", "'split':'provider'"), more: i == 0 ? ""
            : $",'extends':{{'id':'https://a.example/{i - 1}'}}", name: i == n - 1 ? "m.matrix.json" : $"b{i}.matrix.json").Replaced(
            "a.example/m", $"a.example/{i}"))], "validate m.matrix.json --with .", "resolve m.matrix.json --with . --format json"),
        new("a chain of upstreams", 8,
            n =>
            [
            .. Enumerable.Range(0, n)
            .SelectMany(
            i =>
            Matrix(50, parties: "{'id':'q','name':'Q'}", assignments: i == 0 ? Assign("*", "'split':'shared'")
            : Each(50, j => $"{{'controls':['r{j}'],'duties':[{{'party':'p','inheritedFrom':'u','upstreamControls':['r{j}']}}]}}"),
            more: i == 0 ? "" : $",'upstream':[{{'id':'u','matrix':'https://a.example/{i - 1}','provider':'q'}}]", name: i == n - 1
            ? "m.matrix.json" : $"b{i}.matrix.json").Replaced("a.example/m", $"a.example/{i}"))], "validate m.matrix.json --with ."),
        new("rules of a set", 200,
            n =>
            [.. Matrix(10, assignments: Assign("*", "'split':'provider'")),
            Requirements(
            Each(
            n, i => $"{{'id':'q{i}','title':'Q','reference':'1','controls':['r{i % 10}'],'require':{{'performedBy':['customer']}}}}"))],
            Check, "check m.matrix.json --against r.requirements.json", "validate r.requirements.json"),
        new("controls of one rule", 300,
            n =>
            [.. Matrix(n, assignments: Assign("*", "'split':'provider'")),
            Requirements("{'id':'q','title':'Q','reference':'1','controls':['*'],'require':{'performedBy':['customer']}}")], Check,
            "check m.matrix.json --against r.requirements.json"),

        // catalogs and mappings
        new("a catalog of many controls", 1_000, n => [Catalog(Each(n, i => $"{{'id':'A-{i}','title':'A','layers':['data']}}"))],
            "validate c.catalog.json", "catalogs c --with c.catalog.json --format json",
            "resolve --catalog c --model saas --with c.catalog.json --format json"),
        new("a catalog of one key", 1_000, n => [Catalog(Each(n, _ => "{'id':'A-1','title':'A'}"))], "validate c.catalog.json",
            "validate c.catalog.json --format json"),
        new("a catalog in a chain", 1_000,
            n => [Catalog(Each(n, i => $"{{'id':'A-{i}','title':'A'{(i == 0 ? ",'layers':['data']" : $",'parent':'A-{i - 1}'")}}}"))],
            "validate c.catalog.json", "resolve --catalog c --model saas --with c.catalog.json --format json"),
        new("aliases of one control", 1_000, n => [Catalog($"{{'id':'A-1','title':'A','aliases':[{Each(n, i => $"'B-{i}'")}]}}")],
            "validate c.catalog.json", "catalogs c --with c.catalog.json --format json"),
        new("alias prefixes by controls", 100,
            n => [Catalog(Each(n, i => $"{{'id':'A-{i}','title':'A'}}"), more: $",'aliasPrefixes':[{Each(n, i => $"'x{i}.'")}]")],
            "validate c.catalog.json", "resolve --catalog c --model saas --with c.catalog.json --format json"),
        new("groups in groups, each with a control", 500,
            n =>
            [
            Catalog(Each(n, i => $"{{'id':'A-{i}','title':'A','group':'g{i}'}}"),
            more: $",'groups':[{Each(n, i => $"{{'id':'g{i}','title':'G'{(i == 0 ? "" : $",'parent':'g{i - 1}'")}}}")}]"),
            .. Matrix(0, more: ",'catalogs':[{'id':'c','edition':'1'}]", assignments: Assign("c:group:g0", "'split':'provider'"))],
            "validate c.catalog.json", "resolve m.matrix.json --with c.catalog.json --format json", "catalogs c --with c.catalog.json",
            "checklist m.matrix.json --for provider --with c.catalog.json"),
        new("relations of a mapping", 500,
            n =>
            [Catalog(Each(n, i => $"{{'id':'A-{i}','title':'A'}}")), Catalog(Each(n, i => $"{{'id':'B-{i}','title':'B'}}"), "d"),
            Mapping(Each(n, i => $"{{'from':['A-{i}'],'to':'B-{i}','relation':'equal'}}")), .. OfCatalog],
            "validate x.mapping.json --with c.catalog.json --with d.catalog.json", "map m.matrix.json --to d@1 --with . --format json",
            "map m.matrix.json --to d@1 --with ."),
        new("relations of two controls", 500,
            n =>
            [Catalog("{'id':'A-1','title':'A'}"), Catalog("{'id':'B-1','title':'B'}", "d"),
            Mapping(Each(n, _ => "{'from':['A-1'],'to':'B-1','relation':'equal'}")), .. OfCatalog],
            "validate x.mapping.json --with c.catalog.json --with d.catalog.json", "map m.matrix.json --to d@1 --with . --format json"),
        new("one control made up of many", 500,
            n =>
            [Catalog(Each(n, i => $"{{'id':'A-{i}','title':'A'}}")), Catalog("{'id':'B-1','title':'B'}", "d"),
            Mapping($"{{'from':[{Each(n, i => $"'A-{i}'")}],'to':'B-1','relation':'equal'}}"), .. OfCatalog],
            "map m.matrix.json --to d@1 --with . --format json", "map m.matrix.json --to d@1 --with ."),
        new("a scope of many selectors", 500,
            n =>
            [Catalog(Each(n, i => $"{{'id':'A-{i}','title':'A'}}")),
            .. Matrix(0, more: $",'catalogs':[{{'id':'c','edition':'1','include':[{Each(n, i => $"'A-{i}'")}]," +
                $"'exclude':[{Each(n, i => $"'A-{i}'")}]}}]")],
            "validate m.matrix.json --with c.catalog.json", "resolve m.matrix.json --with c.catalog.json"),
        new("OSCAL groups in groups", 12,
            n => [("o.json", $"{{'catalog':{{'uuid':'u','metadata':{{'title':'T','version':'1'}},'groups':[{Nested(n, 0)}]}}}}")],
            "catalogs --with o.json", "validate o.json"),

        // tables
        new("rows of an answered questionnaire", 300,
            n => [.. Matrix(n), ("q.csv", "Question id,Who performs\n" + Repeat(n, i => $"local:r{i},provider\n"))], Import),
        new("rows of a questionnaire about nothing", 300,
            n => [.. Matrix(1), ("q.csv", "Question id,Who performs\n" + Repeat(n, i => $"local:x{i},provider\n"))], Import),
        new("one long row of a questionnaire", 20_000, n => [.. Matrix(1), ("q.csv", "Question id,Who performs\n" + new string(',', n))],
            Import),
        new("rows of a table with one title", 1_000, n => Table("Task,Owner\n" + Repeat(n, _ => "T,provider\n")), ImportTable),
        new("groups of a table whose titles differ in marks alone", 1_000,
            n => Table("Task,Group,Owner\n" + Repeat(n, i => $"T{i},{new string('!', i % 30)}?{new string('.', i / 30)},provider\n")),
            ImportTable),
        new("lines of a cell, each a duty and a note", 1_000,
            n => Table($"Task,Owner,Text,Note\nT,provider,'{Repeat(n, i => $"t{i}\n")}','{Repeat(n, i => $"t{i}\n")}'\n"), ImportTable),
        new("columns of a table that nobody knows", 1_000,
            n => Table($"Task,Owner,{Each(n, i => $"c{i}")}\nT,provider{Repeat(n, _ => ",x")}\n"), ImportTable),
        new("quotes in a questionnaire", 20_000, n => [.. Matrix(1), ("q.csv", "Question id,Who performs\n" + new string('"', n))], Import),
    ];

    public static IEnumerable<object[]> Rows =>
        Families.SelectMany(family => family.Commands.Select(command => new object[] { family.Name, command }));

    [Theory]
    [MemberData(nameof(Rows))]
    public void Doubling_the_input_at_most_doubles_what_it_costs(string name, string command)
    {
        var family = Families.Single(one => one.Name == name);
        // The first run pays for what is made once.
        _ = Cost(family, family.Size, command);
        var (small, middle, large) =
            (Cost(family, family.Size, command), Cost(family, 2 * family.Size, command), Cost(family, 4 * family.Size, command));
        AssertGrows("bytes allocated", SmallMemory, small.Allocated, middle.Allocated, large.Allocated);
        AssertGrows("letters printed", SmallText, small.Printed, middle.Printed, large.Printed);
    }

    // What costs the same whatever the size cancels out. What is little may come to more than what is twice as much, where arrays of one
    // size come from a pool and those of another do not.
    private static void AssertGrows(string what, long little, long small, long middle, long large) =>
        Assert.True(large - middle <= (AtMost * Math.Max(middle / 4, middle - small)) + little,
            string.Create(CultureInfo.InvariantCulture, $"{what}: {small:N0}, {middle:N0}, {large:N0}"));

    private static (long Allocated, long Printed) Cost(Family family, int size, string command)
    {
        var folder = Directory.CreateTempSubdirectory();
        try
        {
            foreach (var (file, text) in family.Files(size))
                File.WriteAllText(Path.Combine(folder.FullName, file), text.Replace('\'', '"'));
            Environment.CurrentDirectory = folder.FullName;
            var allocated = GC.GetAllocatedBytesForCurrentThread();
            var (code, output, error) = Rmatrix.Run(command.Split(' '));
            allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
            Assert.InRange(code, 0, 2);
            Assert.True(code < 2 || IsRefused(error), error);
            return (allocated, output.Length + error.Length);
        }
        finally
        {
            Environment.CurrentDirectory = Rmatrix.Root;
            folder.Delete(true);
        }
    }

    // A document that is too deep, too long or broken is refused with a sentence.
    private static bool IsRefused(string error) => error.Contains("rmatrix: ", StringComparison.Ordinal);

    // ---- documents

    private static Document[] OfCatalog =>
        Matrix(0, more: ",'catalogs':[{'id':'c','edition':'1'}]", assignments: Assign("*", "'split':'provider'"));

    private static Document[] Matrix(int rows, string controls = "", string parties = "", string assignments = "", string more = "",
        string name = "m.matrix.json")
    {
        var all = string.Join(',', new[] { Each(rows, i => $"{{'id':'r{i}','title':'R'}}"), controls }.Where(text => text.Length > 0));
        var others = parties.Length > 0 ? "," + parties : "";
        const string Head = "'schemaVersion':'1.0','id':'https://a.example/m','version':'1.0.0','title':'T'";
        const string Service = "'service':{'id':'s','name':'S','provider':'p','customer':'c','models':['saas']}";
        return [(name, $"{{{Head},{Service},'parties':[{{'id':'p','name':'P'}},{{'id':'c','name':'C'}}{others}],'controls':[{all}]," +
            $"'assignments':[{assignments}]{more}}}")];
    }

    private static Document[] Table(string rows)
    {
        const string Columns = "{'id':'task','is':'title','heading':['Task']},{'id':'owner','is':'word','heading':['Owner']}," +
            "{'id':'group','is':'group','heading':['Group'],'optional':true}," +
            "{'id':'text','is':'text','side':'provider','heading':['Text'],'lines':true,'optional':true}," +
            "{'id':'note','is':'notes','heading':['Note'],'lines':true,'optional':true}";
        return [("t.csv", rows), ("p.table.json", $"{{'schemaVersion':'1.0','id':'p','title':'P','tables':[{{'columns':[{Columns}]}}]," +
            "'rules':[{'if':{'owner':['provider']},'then':{'split':'provider'}}]}")];
    }

    private static string Assign(string control, string says) => $"{{'controls':['{control}'],{says}}}";

    private static Document Requirements(string rules) =>
        ("r.requirements.json", $"{{'schemaVersion':'1.0','id':'https://a.example/r','version':'1.0.0','title':'R','rules':[{rules}]}}");

    private static Document Catalog(string controls, string id = "c", string more = "") =>
        ($"{id}.catalog.json", $"{{'schemaVersion':'1.0','id':'{id}','edition':'1','title':'C','controls':[{controls}]{more}}}");

    private static Document Mapping(string relations) =>
        ("x.mapping.json", $"{{'schemaVersion':'1.0','id':'https://a.example/x','from':'c@1','to':'d@1','relations':[{relations}]}}");

    private static string Nested(int depth, int level) =>
        level == depth ? ""
            : $"{{'id':'g{level}','title':'G','controls':[{{'id':'c{level}','title':'C'}}],'groups':[{Nested(depth, level + 1)}]}}";

    private static string Each(int count, Func<int, string> item) => string.Join(',', Enumerable.Range(0, count).Select(item));

    private static string Repeat(int count, Func<int, string> item) => string.Concat(Enumerable.Range(0, count).Select(item));

    private static string Long(int count) => new('a', count);

    // An id of many runs: letters and digits in turn.
    private static string Runs(int count) => string.Join('.', Enumerable.Range(0, count).Select(i => i % 2 == 0 ? "a" : "1"));

    private sealed record Family(string Name, int Size, Func<int, Document[]> Files, params string[] Commands);
}

/// <summary>A file of a family. Immutable.</summary>
internal readonly record struct Document(string Name, string Text)
{
    public static implicit operator Document((string Name, string Text) document) => new(document.Name, document.Text);
}

/// <summary>Documents of a family with something else in place of a part.</summary>
internal static class GrownDocuments
{
    public static Document[] Replaced(this Document[] documents, string old, string replacement) =>
        [.. documents.Select(document => document with { Text = document.Text.Replace(old, replacement, StringComparison.Ordinal) })];
}
