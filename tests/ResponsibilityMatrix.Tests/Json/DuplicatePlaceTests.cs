using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Reading;
using Xunit;

namespace ResponsibilityMatrix.Tests.Json;

public class DuplicatePlaceTests
{
    [Fact]
    public void A_duplicate_member_is_pointed_at_through_lists_and_escaped_names()
    {
        var read = DocumentReader.Load<Matrix>(
            "{ \"a/b\": [1, [], { \"x\": { \"t~\": 1, \"t~\": 2 } }] }"u8.ToArray(), new() { File = "f.json" });
        var found = Assert.Single(read.Diagnostics, finding => finding.Id == "RM0002");
        Assert.Equal("/a~1b/2/x/t~0", found.Place!.Pointer);
        Assert.Equal((1, 36), (found.Place.Line, found.Place.Column));
    }
}
