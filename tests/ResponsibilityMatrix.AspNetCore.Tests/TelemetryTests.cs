using System.Diagnostics;
using Xunit;

namespace ResponsibilityMatrix.AspNetCore.Tests;

public sealed class TelemetryTests
{
    [Fact]
    public async Task Documents_are_counted_by_what_came_of_them()
    {
        await using var app = await TestApp.StartAsync(options => options.UploadLimits = options.UploadLimits with { MaxBytes = 200_000 });
        using var recorded = new Recorded(app);
        var crm = TestApp.Example("crm.matrix.json");

        foreach (var utf8 in new[] { crm, """{"service":{}}"""u8.ToArray(), "{"u8.ToArray(), new byte[200_100] })
            using (await app.PostAsync("/m/validate", utf8))
            {
            }

        Assert.Equal(
            [("valid", "matrix"), ("invalid", "matrix"), ("unreadable", "unknown"), ("too_large", "unknown")],
            recorded.Measurements.Where(one => one.Name == "responsibility_matrix.documents.validated")
                .Select(one => (one.Tags["outcome"], one.Tags["kind"])));
        Assert.Equal(crm.Length, recorded.Measurements.First(one => one.Name == "responsibility_matrix.document.size").Value);
        var durations = recorded.Measurements.Where(one => one.Name == "responsibility_matrix.request.duration").ToList();
        Assert.Equal(["answered", "answered", "refused", "refused"], durations.Select(one => one.Tags["outcome"]));
        Assert.All(durations, one => Assert.Equal("validate", one.Tags["operation"]));
        Assert.All(durations, one => Assert.InRange(one.Value, 0, 600));
    }

    [Fact]
    public async Task Requests_are_traced()
    {
        await using var app = await TestApp.StartAsync();
        using var recorded = new Recorded(app);
        var trace = ActivityTraceId.CreateRandom();
        app.Client.DefaultRequestHeaders.Add("traceparent", $"00-{trace}-{ActivitySpanId.CreateRandom()}-01");

        await app.Client.GetAsync(TestApp.Query("resolve", ("id", TestApp.Crm), ("set", "plan=enterprise")));
        await app.Client.GetAsync(TestApp.Query("resolve", ("id", "urn:nobody")));

        // Other applications run in this process too.
        var activities = recorded.Activities.Where(activity => activity.TraceId == trace).ToList();
        Assert.Equal(["ResponsibilityMatrix resolve", "ResponsibilityMatrix resolve"], activities.Select(one => one.DisplayName));
        Assert.Equal(TestApp.Crm, activities[0].GetTagItem("responsibility_matrix.matrix.id"));
        Assert.Equal("2.0.0", activities[0].GetTagItem("responsibility_matrix.matrix.version"));
        Assert.Equal("answered", activities[0].GetTagItem("responsibility_matrix.outcome"));
        Assert.Equal("refused", activities[1].GetTagItem("responsibility_matrix.outcome"));
        Assert.All(activities, activity => Assert.Equal(ActivityStatusCode.Unset, activity.Status));
    }
}
