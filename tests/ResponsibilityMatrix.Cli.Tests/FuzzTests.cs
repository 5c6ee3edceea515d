using System.Globalization;
using System.Text;
using ResponsibilityMatrix.Json;
using ResponsibilityMatrix.Reading;
using ResponsibilityMatrix.Tests;
using Xunit;

namespace ResponsibilityMatrix.Cli.Tests;

/// <summary>
/// Every way into the command: a file among others is changed at random, from a seed, and commands that read it are run in all formats.
/// Whatever it holds, a command ends with 0, 1 or 2, prints what its published schema describes, says the same when asked again, and makes
/// no answer of a document with errors. <c>RMATRIX_FUZZ</c> says how many changes of each file to try (20 without it),
/// <c>RMATRIX_FUZZ_SEED</c> where to begin. </summary>
public sealed class FuzzTests : IDisposable
{
    private const string Examples = "schemas/examples";
    private const string Documents = "tests/ResponsibilityMatrix.Cli.Tests/documents";
    private const string Keys = "tests/ResponsibilityMatrix.Tests/Publishing/keys";
    private const string Signed = "tests/ResponsibilityMatrix.Tests/Publishing/signed";

    private static readonly int Count = int.Parse(Environment.GetEnvironmentVariable("RMATRIX_FUZZ") ?? "20", CultureInfo.InvariantCulture);
    private static readonly int FirstSeed =
        int.Parse(Environment.GetEnvironmentVariable("RMATRIX_FUZZ_SEED") ?? "1", CultureInfo.InvariantCulture);

    // Of what the commands print as JSON, what has a published schema.
    private static readonly Dictionary<string, Lazy<JsonSchema>> Schemas = new()
    {
        ["validate"] = Schema("diagnostics"),
        ["resolve"] = Schema("result"),
        ["chain"] = Schema("chain"),
        ["reconcile"] = Schema("reconciliation"),
        ["diff"] = Schema("diff"),
        ["check"] = Schema("check"),
        ["checklist"] = Schema("checklist"),
        ["map"] = Schema("mapped"),
    };

    // Commands that make an answer of their first file, which must be whole for it.
    private static readonly string[] Answering =
        ["resolve", "explain", "chain", "reconcile", "diff", "check", "checklist", "map", "publish", "sign"];

    private static readonly string[] OfMatrices =
    [
        "validate F --with . --format [text|json|sarif]",
        "resolve F --with . --model [saas|paas|iaas] --format [text|json|csv|markdown]",
        "resolve F --with . --set plan=[standard|enterprise] --language [en|de] --format [text|json|csv|markdown]",
        "resolve F --with . --control [6.3.1|local:net.1|*|12.4.1] --format json",
        "explain F [6.3.1|12.4.1|AC-2|local:net.1] --with . --model saas --format [text|json]",
        "chain F --with . --model [saas|paas] --format [text|json]",
        "chain F --with . --control [6.3.1|12.4.1|net.1]",
        "reconcile F crm-customer-statement.matrix.json --with . --model saas --format [text|json|csv|markdown]",
        "reconcile crm.matrix.json F --with . --model saas --format [text|json|csv|markdown]",
        "diff F crm.matrix.json --with . --format [text|json|markdown|notice|notice-json]",
        "diff crm.matrix.json F --with . --format [text|json|markdown|notice|notice-json]",
        "diff F F --with .",
        "check F --with . --model saas --against [iso-27017-agreement|meridian.requirements.json|pci-dss-12.9] --format " +
            "[text|json|markdown]",
        "map F --to iso-27017@2026 --with . --model saas --format [text|json|csv|markdown]",
        "checklist F --with . --model saas --for [customer|provider|acme|globex] --format [text|json|csv|markdown]",
        "checklist F --with . --model saas --for customer --questions -o ../out.[xlsx|csv|md] --force",
        "publish F -o ../out.json --force --with . --format [text|json]",
        "publish F -o - --canonical",
        "publish F -o - --view customer",
        "sign F --key ec.pem -o ../out.jws --force",
        "verify F --signature node.es256.jws --key ec.pub.pem --format [text|json]",
        "import questionnaire q.csv --matrix F --with . -o ../out.json --force --report ../report.json",
        // The others, which may refer to it.
        "validate crm-annex.matrix.json platform.matrix.json --with . --format [text|json|sarif]",
        "resolve crm-annex.matrix.json --with . --format json",
        "chain platform.matrix.json --with . --model paas --format json",
    ];

    private static readonly string[] OfCatalogs =
    [
        "validate F --format [text|json|sarif]",
        "catalogs --with F --format [text|json]",
        "catalogs [acme-controls|nist-800-53|example] --with F --format [text|json]",
        "resolve --catalog [acme-controls|acme-controls@1] --model [saas|paas] --with F --format [text|json]",
        "resolve acme-intranet.matrix.json --with . --model saas --format json",
        "validate acme-intranet.matrix.json --with . --format json",
        "map acme-intranet.matrix.json --to iso-27017@2015 --with . --model saas --format json",
        "chain acme-intranet.matrix.json --with . --model saas --format json",
        "validate acme-to-iso.mapping.json --with . --format json",
    ];

    private static readonly string[] OfMappings =
    [
        "validate F --with . --format [text|json|sarif]",
        "map acme-intranet.matrix.json --to iso-27017@2015 --with . --model saas --format [text|json|csv|markdown]",
        "check acme-intranet.matrix.json --against iso-27017-agreement --with . --model saas --format json",
        "chain acme-intranet.matrix.json --with . --model saas --format json",
    ];

    private static readonly string[] OfRequirements =
    [
        "validate F --with . --format [text|json|sarif]",
        "check crm.matrix.json --with . --against F --format [text|json|markdown]",
        "check crm-annex.matrix.json --with . --against F --against iso-27017-agreement --format [text|json|markdown]",
        "check --list --with . --against F",
    ];

    private static readonly string[] OfTables =
        ["import questionnaire F --matrix crm.matrix.json --with . -o ../out.json --force --report ../report.json",
        "import questionnaire F --matrix crm-annex.matrix.json --with . -o ../out.json --force"];
    private static readonly string[] OfPrivateKeys =
        ["sign crm.matrix.json --key F -o ../out.jws --force",
        "sign notes.matrix.json --key F --passphrase-file q.csv -o ../out.jws --force"];
    private static readonly string[] OfPublicKeys = ["verify notes.matrix.json --signature node.es256.jws --key F --format [text|json]"];
    private static readonly string[] OfSignatures =
        ["verify notes.matrix.json --signature F --key ec.pub.pem --format [text|json]",
        "verify notes.matrix.json --signature F --key rsa.pub.pem"];

    private readonly string _folder = MakeFolder();

    // What is changed, and the commands that read it: F is the file, and of words in brackets one is taken.
    private static readonly Dictionary<string, string[]> Ways = new()
    {
        ["crm.matrix.json"] = OfMatrices,
        ["crm-annex.matrix.json"] = OfMatrices,
        ["crm-2.0.0.matrix.json"] = OfMatrices,
        ["crm-customer-statement.matrix.json"] = OfMatrices,
        ["platform.matrix.json"] = OfMatrices,
        ["infrastructure.matrix.json"] = OfMatrices,
        ["acme-intranet.matrix.json"] = OfMatrices,
        ["storage.matrix.json"] = OfMatrices,
        ["storage-annex.matrix.json"] = OfMatrices,
        ["notes.matrix.json"] = OfMatrices,
        ["full.matrix.json"] = OfMatrices,
        ["acme-controls.catalog.json"] = OfCatalogs,
        ["oscal-sample.oscal.json"] = OfCatalogs,
        ["acme-to-iso.mapping.json"] = OfMappings,
        ["meridian.requirements.json"] = OfRequirements,
        ["house.requirements.json"] = OfRequirements,
        ["q.csv"] = OfTables,
        ["q.xlsx"] = OfTables,
        ["ec.pem"] = OfPrivateKeys,
        ["rsa.pem"] = OfPrivateKeys,
        ["ec-encrypted.pem"] = OfPrivateKeys,
        ["ec.pub.pem"] = OfPublicKeys,
        ["rsa.pub.pem"] = OfPublicKeys,
        ["ec.certificate.pem"] = OfPublicKeys,
        ["node.es256.jws"] = OfSignatures,
        ["node.ps256.jws"] = OfSignatures,
    };

    public static TheoryData<string> Files => [.. Ways.Keys];

    public void Dispose()
    {
        Environment.CurrentDirectory = Rmatrix.Root;
        Directory.Delete(Path.GetDirectoryName(_folder)!, true);
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void A_changed_file_ends_in_findings(string file)
    {
        var commands = Ways[file];
        Environment.CurrentDirectory = _folder;
        var original = File.ReadAllBytes(file);
        for (var seed = FirstSeed; seed < FirstSeed + Count; seed++)
        {
            var random = new Random(seed);
            File.WriteAllBytes(file, file.EndsWith(".xlsx", StringComparison.Ordinal) ? ChangedWorkbooks.Change(original, random)
                : ChangedDocuments.Change(original, random));
            for (var i = 0; i < 2; i++)
                Run(Choose(commands[random.Next(commands.Length)], random).Replace(" F", $" {file}", StringComparison.Ordinal), seed);
        }
        File.WriteAllBytes(file, original);
    }

    [Fact]
    public void Changed_arguments_end_with_an_answer_or_a_sentence()
    {
        Environment.CurrentDirectory = _folder;
        string[] words =
            ["", " ", "*", "-", "--", "@", "=", "a=b=c", "plan=", "plan=x", "=x", "RM2001=", "RM9999=error", "RM2001=none", "6.3.1",
            "iso-27017@", "iso-27017:*", "[", "{", "'", "\"", "\0", "\u202e", "2026-02-30", "0001-01-01", "saas", "crm.matrix.json", ".",
            "/dev/null", "nowhere", new('x', 5000)];
        for (var seed = FirstSeed; seed < FirstSeed + (10 * Count); seed++)
        {
            var random = new Random(seed);
            string[][] all = [OfMatrices, OfCatalogs, OfMappings, OfRequirements, OfTables, OfPrivateKeys, OfPublicKeys, OfSignatures];
            var commands = all[random.Next(all.Length)];
            var args = Choose(commands[random.Next(commands.Length)], random).Replace(" F", " crm.matrix.json", StringComparison.Ordinal)
                .Split(' ').ToList();
            for (var i = random.Next(1, 4); i > 0; i--)
            {
                var at = random.Next(1, args.Count);
                var word = words[random.Next(words.Length)];
                if (random.Next(4) == 0)
                    args.Insert(
                        at,
                        (string[])["--severity", "--set", "--model", "--as-of", "--control", "--language", "--with", "--format",
                        "--catalog", "--verbose"] is var options ? options[random.Next(options.Length)] : "");
                else if (random.Next(2) == 0) args[at] = word;
                else args.RemoveAt(at);
                if (args.Count < 2) break;
            }
            // Nothing is written over what the tests need.
            if (args.Contains("-o") || args.Exists(arg => arg.StartsWith("-o", StringComparison.Ordinal))) continue;
            Assert.InRange(Try([.. args], seed).ExitCode, 0, 2);
        }
    }

    private static void Run(string line, int seed)
    {
        var args = line.Split(' ');
        var (code, output, error) = Try(args, seed);
        Assert.True(code is 0 or 1 or 2, $"seed {seed}, {line}: {code}");
        Assert.True(code < 2 || error.Length > 0, $"seed {seed}, {line}: nothing says why it ends with 2.");
        Assert.True((code, output, error) == Try(args, seed), $"seed {seed}, {line}: asked again, it says something else.");
        if (Answering.Contains(args[0]) && IsWrong(args[1]))
            Assert.True(code > 0 && (code == 2 || output.Length == 0 || args[0] == "sign"),
                $"seed {seed}, {line}: {args[1]} has errors and is answered.");
        if (code == 2 || !line.EndsWith("--format json", StringComparison.Ordinal)) return;
        var verdict = (Schemas.TryGetValue(args[0], out var schema) ? schema.Value : Any).Evaluate(Encoding.UTF8.GetBytes(output));
        Assert.True(verdict.IsValid, $"seed {seed}, {line}: {string.Join("\n", verdict.Diagnostics.Take(5))}");
    }

    private static readonly JsonSchema Any = JsonSchema.Compile("{}"u8.ToArray());

    private static (int ExitCode, string Out, string Error) Try(string[] args, int seed)
    {
        try
        {
            return Rmatrix.Run(args);
        }
        catch (Exception exception) when (exception is not Xunit.Sdk.XunitException)
        {
            Assert.Fail($"seed {seed}, {string.Join(' ', args)}: {exception}");
            throw;
        }
    }

    private static bool IsWrong(string file) => File.Exists(file) && DocumentReader.Load(File.ReadAllBytes(file)).HasErrors;

    private static string Choose(string command, Random random)
    {
        for (var open = command.IndexOf('['); open >= 0; open = command.IndexOf('[', open))
        {
            var close = command.IndexOf(']', open);
            var words = command[(open + 1)..close].Split('|');
            command = command[..open] + words[random.Next(words.Length)] + command[(close + 1)..];
        }
        return command;
    }

    private static Lazy<JsonSchema> Schema(string name) =>
        new(
        () =>
        JsonSchema.Compile(File.ReadAllBytes(Path.Combine(Rmatrix.Root, "schemas", $"{name}.schema.json")),
        new JsonSchemaOptions { AssertFormats = true }));

    private static string MakeFolder()
    {
        // What is written lies beside the folder that is read.
        var folder = Directory.CreateDirectory(Path.Combine(Directory.CreateTempSubdirectory("rmatrix-").FullName, "documents")).FullName;
        string[] sources =
        [
            .. Directory.EnumerateFiles(Path.Combine(Rmatrix.Root, Examples), "*.json"),
                .. Directory.EnumerateFiles(Path.Combine(Rmatrix.Root, Documents), "*.json"),
            .. Directory.EnumerateFiles(Path.Combine(Rmatrix.Root, Keys), "*.pem"),
                .. Directory.EnumerateFiles(Path.Combine(Rmatrix.Root, Signed)),
        ];
        foreach (var source in sources) File.Copy(source, Path.Combine(folder, Path.GetFileName(source)), overwrite: true);
        File.WriteAllBytes(Path.Combine(folder, "full.matrix.json"), FullMatrix.Utf8);
        foreach (var questions in new[] { "q.csv", "q.xlsx" })
            Assert.Equal(
                0, Rmatrix.Run("checklist", Path.Combine(folder, "crm.matrix.json"), "--with", folder, "--for", "customer", "--questions",
                "-o", Path.Combine(folder, questions)).ExitCode);
        return folder;
    }
}
