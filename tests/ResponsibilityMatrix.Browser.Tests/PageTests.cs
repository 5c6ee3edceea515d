using System.Diagnostics;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using Xunit;

namespace ResponsibilityMatrix.Browser.Tests;

/// <summary>Pages of reports in Chromium, as their readers use them.</summary>
[Collection("browser")]
public sealed class PageTests(Browser browser)
{
    [BrowserFact]
    public async Task Searching_shows_what_holds_all_the_words_and_says_how_many()
    {
        await using var open = await browser.Open(Pages.Crm);
        await open.Page.Keyboard.PressAsync("/");
        Assert.Equal("_q", await open.Page.EvaluateAsync<string>("document.activeElement.id"));
        await open.Page.Keyboard.TypeAsync("networks strict");
        await open.Says("1 of");
        Assert.Equal(["13.1.3"], await open.Shown());
        Assert.Equal(1, await open.Page.Locator(".grid tbody tr:not(.group):not([hidden])").CountAsync());
        await open.Page.Keyboard.PressAsync("Escape");
        Assert.StartsWith("All 121 controls", await open.Count(), StringComparison.Ordinal);
    }

    [BrowserFact]
    public async Task Filters_narrow_each_other_and_stay_in_the_address()
    {
        await using var open = await browser.Open(Pages.Crm);
        var page = open.Page;
        await page.SelectOptionAsync("#_s", new SelectOptionValue { Label = "customer" });
        Assert.Equal(5, (await open.Shown()).Length);
        await page.SelectOptionAsync("#_d", new SelectOptionValue { Label = "Access control" });
        var shown = await open.Shown();
        Assert.Equal(3, shown.Length);
        Assert.Single(await page.QuerySelectorAllAsync(".domain:not([hidden])"));
        await using var again = await browser.Open(Pages.Crm, new() { Hash = new Uri(page.Url).Fragment });
        Assert.Equal(shown, await again.Shown());
        await page.ClickAsync("#_c");
        Assert.Equal(121, (await open.Shown()).Length);
        Assert.DoesNotContain('?', page.Url);
    }

    [BrowserFact]
    public async Task What_is_open_can_be_shown_alone()
    {
        await using var open = await browser.Open(Pages.Open);
        await open.Page.CheckAsync("#_o");
        Assert.Equal(["9.2.2", "11.1.1"], await open.Shown());
    }

    [BrowserFact]
    public async Task The_view_of_a_party_begins_with_its_controls()
    {
        await using var open = await browser.Open(Pages.CrmForSubscriber);
        Assert.Equal("Subscriber of Harbour CRM", await open.Page.EvaluateAsync<string>(
            "document.getElementById('_p').selectedOptions[0].text"));
        Assert.NotEmpty(await open.Shown());
        Assert.True(await open.Page.Locator(".u .mine").CountAsync() >= (await open.Shown()).Length);
    }

    [BrowserFact]
    public async Task A_link_shows_its_control_whatever_is_filtered()
    {
        await using var open = await browser.Open(Pages.Crm);
        await open.Page.FillAsync("#_q", "cryptography");
        await open.Says("2 of");
        await open.Page.EvaluateAsync("location.hash = 'iso-27017-2015-13.1.3'");
        await open.Says("cleared");
        var heading = await open.Page.Locator("[id='iso-27017-2015-13.1.3'] h4").BoundingBoxAsync();
        var bar = await open.Page.Locator("#_bar").BoundingBoxAsync();
        Assert.InRange(heading!.Y, bar!.Y + bar.Height - 1, 700);
    }

    [BrowserFact]
    public async Task Another_variant_shows_its_answers_alone()
    {
        await using var open = await browser.Open(Pages.Crm);
        var control = open.Page.Locator("[id='iso-27017-2015-12.3.1']");
        var shown = control.Locator(".a:not([hidden])");
        var first = await shown.TextContentAsync();
        await open.Page.SelectOptionAsync("#_v", new SelectOptionValue { Label = "saas, plan enterprise, region eu" });
        Assert.NotEqual(first, await shown.TextContentAsync());
        Assert.Equal(1, await control.Locator(".a:visible").CountAsync());
        await open.Page.SelectOptionAsync("#_v", "-");
        Assert.True(await control.Locator(".a:visible").CountAsync() > 1);
        Assert.True(await control.Locator(".v:visible").CountAsync() > 1);
    }

    [BrowserFact]
    public async Task Without_the_script_everything_is_there_and_each_variant_has_its_name()
    {
        await using var open = await browser.Open(Pages.Crm, new() { HasScript = false });
        Assert.False(await open.Page.Locator("#_bar").IsVisibleAsync());
        var control = open.Page.Locator("[id='iso-27017-2015-12.3.1']");
        var answers = await control.Locator(".a:visible").CountAsync();
        Assert.True(answers > 1);
        Assert.Equal(answers, await control.Locator(".v:visible").CountAsync());
    }

    [BrowserFact]
    public async Task The_keyboard_alone_is_enough()
    {
        await using var open = await browser.Open(Pages.Crm);
        var page = open.Page;
        await page.Keyboard.PressAsync("Tab");
        Assert.Equal("Skip to the report", await page.EvaluateAsync<string>("document.activeElement.textContent"));
        Assert.True((await page.Locator(".skip").BoundingBoxAsync())!.X >= 0);
        await page.Keyboard.PressAsync("Enter");
        Assert.Equal("_main", await page.EvaluateAsync<string>("document.activeElement.id"));
        await page.Locator(".c details summary").First.FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        Assert.True(await page.Locator(".c details").First.EvaluateAsync<bool>("one => one.open"));
        Assert.NotEqual("none", await page.EvaluateAsync<string>("getComputedStyle(document.activeElement).outlineStyle"));
    }

    [BrowserTheory]
    [InlineData(nameof(Pages.Crm), 360)]
    [InlineData(nameof(Pages.Crm), 768)]
    [InlineData(nameof(Pages.Open), 360)]
    [InlineData(nameof(Pages.Foreign), 360)]
    [InlineData(nameof(Pages.Foreign), 1440)]
    [InlineData(nameof(Pages.None), 360)]
    public async Task A_page_asks_for_nothing_runs_no_text_and_fits_its_window(string name, int width)
    {
        await using var open = await browser.Open(Page(name), new() { Width = width });
        await open.Page.EvaluateAsync("for (const one of document.querySelectorAll('details')) one.open = true");
        Assert.True(await open.Page.EvaluateAsync<int>("document.documentElement.scrollWidth") <= width);
        await open.Page.HoverAsync("h1");
        Assert.Empty(open.Complaints);
    }

    [BrowserTheory]
    [InlineData(nameof(Pages.Crm), false)]
    [InlineData(nameof(Pages.Crm), true)]
    [InlineData(nameof(Pages.Open), false)]
    [InlineData(nameof(Pages.Open), true)]
    [InlineData(nameof(Pages.Foreign), false)]
    public async Task Axe_finds_no_barrier(string name, bool isDark)
    {
        await using var open = await browser.Open(Page(name), new() { IsDark = isDark });
        // What is not in sight is not laid out, and would not be looked at.
        await open.Page.EvaluateAsync(
            "for (const one of document.querySelectorAll('.c, .domain')) one.style.contentVisibility = 'visible'");
        var result = await open.Page.RunAxe();
        Assert.Empty(result.Violations.Select(violation =>
            $"{violation.Id}: {violation.Help}: {string.Join(" | ", violation.Nodes.Take(3).Select(node => node.Html))}"));
    }

    [BrowserFact]
    public async Task It_is_dark_where_the_reader_wants_it_dark()
    {
        await using var light = await browser.Open(Pages.Crm);
        await using var dark = await browser.Open(Pages.Crm, new() { IsDark = true });
        const string Background = "getComputedStyle(document.body).backgroundColor";
        Assert.Equal("rgb(255, 255, 255)", await light.Page.EvaluateAsync<string>(Background));
        Assert.Equal("rgb(20, 23, 27)", await dark.Page.EvaluateAsync<string>(Background));
    }

    [PrintTheory]
    [InlineData("A4")]
    [InlineData("Letter")]
    public async Task On_paper_each_page_says_what_it_belongs_to_and_reasons_are_open(string format)
    {
        await using var open = await browser.Open(Pages.CrmForSubscriber);
        var pages = PdfText.Of(await open.Page.PdfAsync(new() { Format = format }));
        Assert.True(pages.Length > 5);
        for (var i = 0; i < pages.Length; i++)
        {
            Assert.Contains("Harbour CRM: who does what", pages[i], StringComparison.Ordinal);
            Assert.Contains("https://harbourline.example/matrix/crm 1.2.0 · sha256-", pages[i], StringComparison.Ordinal);
            Assert.Contains($"{i + 1} / {pages.Length}", pages[i], StringComparison.Ordinal);
        }
        var text = string.Join(' ', string.Concat(pages).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        Assert.Contains("decides.", text, StringComparison.Ordinal);
        Assert.Contains("Party: Subscriber of Harbour CRM", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Press / to search", text, StringComparison.Ordinal);
    }

    [BrowserFact]
    public async Task A_page_of_1200_controls_is_small_and_quick()
    {
        var html = Pages.Large(1_200);
        Assert.InRange(html.Length, 1, 2_000_000);
        var clock = Stopwatch.StartNew();
        await using var open = await browser.Open(html);
        await open.Page.WaitForSelectorAsync("#_bar:not([hidden])");
        var opened = clock.Elapsed;
        var filtered = await open.Page.EvaluateAsync<double>("""
            () => {
                const start = performance.now();
                const search = document.getElementById("_q");
                search.value = "f7-28";
                document.getElementById("_bar").dispatchEvent(new Event("change"));
                document.body.offsetHeight;
                return performance.now() - start;
            }
            """);
        Assert.Equal(10, (await open.Shown()).Length);
        // Each within a second on a machine at rest; tests run beside others.
        Assert.InRange(opened.TotalSeconds, 0, 5);
        Assert.InRange(filtered, 0, 2_000);
    }

    private static byte[] Page(string name) => name switch
    {
        nameof(Pages.Crm) => Pages.Crm,
        nameof(Pages.Open) => Pages.Open,
        nameof(Pages.Foreign) => Pages.Foreign,
        _ => Pages.None,
    };
}
