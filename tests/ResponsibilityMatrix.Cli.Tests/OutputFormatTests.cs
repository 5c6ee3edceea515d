using System.CommandLine;
using System.CommandLine.Completions;
using System.Text;
using Xunit;

namespace ResponsibilityMatrix.Cli.Tests;

/// <summary>The list of formats from which the option, its help, its completion and the choice come.</summary>
public sealed class OutputFormatTests
{
    private readonly OutputFormats<int> _formats = new(
        new("text", (streams, number) => streams.Out.Write($"The number is {number}.")) { FileEndings = [".txt"] },
        new("csv", (streams, number) => streams.Out.Write(number)) { FileEndings = [".csv"], ToFile = number => [(byte)number] },
        new("xlsx", null) { FileEndings = [".xlsx"], ToFile = _ => [0] });

    [Theory]
    [InlineData("", null, "text")]
    [InlineData("--format csv", null, "csv")]
    [InlineData("--format csv", "-", "csv")]
    [InlineData("", "out.CSV", "csv")]
    [InlineData("", "out.xlsx", "xlsx")]
    [InlineData("--format text", "out", "text")]
    [InlineData("--format text", "out.txt", "text")]
    public void A_format_is_chosen_by_its_name_or_by_that_of_the_file(string line, string? path, string expected) =>
        Assert.Equal(expected, _formats.Of(Parse(line), path).Name);

    [Theory]
    [InlineData("--format cvs", null, "'cvs' is no format here: choose text, csv. Did you mean \"csv\"?")]
    [InlineData("--format xlsx", null, "xlsx is written to a file: -o OUT.xlsx.")]
    [InlineData("", "out", "The name out does not say what to write: end it in .txt, .csv or .xlsx, or add --format.")]
    [InlineData("--format csv", "out.txt", "out.txt and --format csv contradict each other; leave one of them out.")]
    public void Another_word_is_refused_with_those_that_there_are(string line, string? path, string expected) =>
        Assert.Equal(expected, Assert.Throws<UsageException>(() => _formats.Of(Parse(line), path)).Message);

    [Fact]
    public void The_option_says_and_completes_what_can_be_printed()
    {
        var command = new Command("c");
        _formats.AddTo(command);
        var option = Assert.Single(command.Options);
        Assert.Equal("How to print: text, csv. Without it, as the name of OUT says, else text.", option.Description);
        Assert.Equal(
            ["text", "csv"], option.CompletionSources.SelectMany(source => source(CompletionContext.Empty)).Select(item => item.Label));
    }

    [Fact]
    public void A_file_holds_what_is_printed_where_the_format_says_nothing_else()
    {
        Assert.Equal("The number is 7.", Encoding.UTF8.GetString(Written("")));
        Assert.Equal([7], Written("--format csv"));

        byte[] Written(string line)
        {
            var path = Path.GetTempFileName();
            try
            {
                File.Delete(path);
                _formats.Of(Parse(line)).WriteFile(new OutputFile(IOStreams.Of(TextWriter.Null)), path, 7);
                return File.ReadAllBytes(path);
            }
            finally
            {
                File.Delete(path);
            }
        }
    }

    [Fact]
    public void Another_answer_of_a_command_may_have_fewer_formats()
    {
        var others = _formats.With<string>(new OutputFormat<string>("text", (streams, text) => streams.Out.Write(text)));
        var parsed = Parse("--format csv");
        Assert.Equal("csv", _formats.Of(parsed).Name);
        Assert.Equal(
            "'csv' is no format here: choose text.", Assert.Throws<UsageException>(() => others.Of(parsed)).Message);
    }

    private ParseResult Parse(string line)
    {
        var command = new RootCommand();
        _formats.AddTo(command);
        return command.Parse(line);
    }
}
