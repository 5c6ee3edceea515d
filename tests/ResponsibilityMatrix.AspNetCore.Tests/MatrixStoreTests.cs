using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using ResponsibilityMatrix.Documents;
using Xunit;

namespace ResponsibilityMatrix.AspNetCore.Tests;

public sealed class MatrixStoreTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("rmatrix").FullName;

    [Fact]
    public async Task Documents_are_read_from_folders_and_files()
    {
        File.WriteAllText(Path.Combine(_folder, "package.json"), """{"name":"x"}""");
        File.WriteAllText(Path.Combine(_folder, "notes.txt"), "no document");
        Directory.CreateDirectory(Path.Combine(_folder, "deep", "er"));
        File.Copy(Path.Combine(TestApp.Examples, "platform.matrix.json"), Path.Combine(_folder, "deep", "er", "platform.matrix.json"));

        using var host = await StartAsync(options =>
        {
            options.Paths.Add(_folder);
            options.Paths.Add(Path.Combine(TestApp.Examples, "acme-controls.catalog.json"));
            options.Paths.Add(Path.Combine(TestApp.Examples, "meridian.requirements.json"));
        });

        var store = host.Services.GetRequiredService<MatrixStore>();
        Assert.Equal("https://anvil.example/matrices/platform", Assert.Single(store.Documents.Matrices).Matrix.Id);
        Assert.Equal(DocumentSet.BuiltIn.Catalogs.Count + 1, store.Documents.Catalogs.Count);
        Assert.Equal(Agreements.RequirementsChecker.BuiltInSets.Count + 1, store.RequirementSets.Count);
        List<string> ids = [.. store.RequirementSets.Select(set => set.Id)];
        Assert.Equal(ids.Order(StringComparer.Ordinal), ids);
    }

    [Fact]
    public async Task Documents_come_from_elsewhere_too()
    {
        using var host = await StartAsync(options => options.DocumentSource = Documents);

        Assert.Equal(2, host.Services.GetRequiredService<MatrixStore>().Documents.Matrices.Count);

        static async IAsyncEnumerable<(string, Stream)> Documents(IServiceProvider services)
        {
            Assert.NotNull(services.GetService<IHostEnvironment>());
            foreach (var name in new[] { "crm.matrix.json", "platform.matrix.json" })
            {
                await Task.Yield();
                yield return ($"db:{name}", new MemoryStream(TestApp.Example(name)));
            }
        }
    }

    [Fact]
    public async Task A_host_does_not_start_with_a_document_that_has_errors()
    {
        File.WriteAllText(Path.Combine(_folder, "broken.matrix.json"), "{\n  oops");

        var exception = await Assert.ThrowsAsync<InvalidOperationException>(() => StartAsync(options => options.Paths.Add(_folder)));

        Assert.StartsWith(
            $"A document of {_folder} has errors, and is needed: broken.matrix.json(2,3): error RM0001", exception.Message,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nowhere")]
    [InlineData("package.json")]
    public async Task A_host_does_not_start_with_a_path_to_no_document(string path)
    {
        File.WriteAllText(Path.Combine(_folder, "package.json"), """{"name":"x"}""");

        await Assert.ThrowsAsync<InvalidOperationException>(() => StartAsync(options => options.Paths.Add(Path.Combine(_folder, path))));
    }

    [Fact]
    public async Task Findings_do_not_tell_where_the_files_of_the_server_are()
    {
        await using var app = await TestApp.StartAsync(
            options => options.Paths.Add(Path.Combine(TestApp.Examples, "..", "examples", "platform.matrix.json")));

        Assert.All(app.Store.Documents.Matrices, document => Assert.Equal(Path.GetFileName(document.File), document.File));
        var report = await app.Client.GetStringAsync(
            TestApp.Query("check", ("id", TestApp.Crm), ("against", "iso-27017-agreement"), ("set", "plan=enterprise")));
        Assert.Contains("\"crm-2.0.0.matrix.json\"", report, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_resolver_is_made_once_for_all_threads()
    {
        await using var app = await TestApp.StartAsync();
        var crm = app.Store.Documents.FindMatrix(TestApp.Crm)!;

        var resolvers = await Task.WhenAll(Enumerable.Range(0, 32).Select(_ => Task.Run(() => app.Store.GetResolver(crm))));

        Assert.Single(resolvers.Distinct());
        Assert.Same(app.Store.GetChainResolver(crm), app.Store.GetChainResolver(crm));
    }

    [Fact]
    public async Task Resolvers_are_kept_only_as_far_as_there_is_room()
    {
        var crm = TestApp.Example("crm.matrix.json").Length;
        await using var small = await TestApp.StartAsync(options => options.CacheSizeInBytes = crm / 2);
        await using var none = await TestApp.StartAsync(options => options.CacheSizeInBytes = 0);

        foreach (var app in new[] { small, none })
        {
            var document = app.Store.Documents.FindMatrix(TestApp.Crm)!;
            Assert.NotSame(app.Store.GetResolver(document), app.Store.GetResolver(document));
        }
    }

    [Fact]
    public async Task Matrices_that_were_not_asked_for_make_room()
    {
        var length = TestApp.Example("platform.matrix.json").Length;
        var documents = Many(40);
        var sizes = documents.Matrices.ToDictionary(document => document, _ => (long)length);
        var loaded = new LoadedDocuments(new() { Documents = documents }, default, sizes);
        using var cache = new ResolverCache(loaded, 10 * length);

        foreach (var document in loaded.Sizes.Keys) cache.Get(document);

        // Room is made besides the requests.
        for (var i = 0; i < 100 && cache.Count > 10; i++) await Task.Delay(20);
        Assert.InRange(cache.Count, 1, 10);
    }

    [Fact]
    public async Task A_matrix_built_in_code_is_served_like_one_that_was_read()
    {
        var platform = TestApp.ReadExample("platform.matrix.json").Matrix;

        using var host = await StartAsync(options => options.Resolver = new() { Documents = DocumentSet.BuiltIn.Add(platform) });

        var store = host.Services.GetRequiredService<MatrixStore>();
        var document = store.Documents.FindMatrix(platform.Id)!;
        Assert.Same(store.GetResolver(document), store.GetResolver(document));
        Assert.Throws<ArgumentException>(() => store.GetResolver(new MatrixDocument(platform)));
    }

    [Fact]
    public void A_store_has_no_documents_before_its_host_starts()
    {
        var services = new ServiceCollection().AddResponsibilityMatrix().AddLogging()
            .AddSingleton(WebApplication.CreateBuilder().Environment as IHostEnvironment);

        Assert.Throws<InvalidOperationException>(() => services.BuildServiceProvider().GetRequiredService<MatrixStore>().Documents);
    }

    [Fact]
    public async Task Limits_that_make_no_sense_are_refused()
    {
        await Assert.ThrowsAsync<OptionsValidationException>(() => StartAsync(options => options.CacheSizeInBytes = -1));
        await Assert.ThrowsAsync<OptionsValidationException>(
            () => StartAsync(options => options.UploadLimits = options.UploadLimits with { MaxBytes = 0 }));
    }

    [Fact]
    public void Endpoints_are_not_mapped_without_the_services()
    {
        var app = WebApplication.CreateBuilder().Build();

        var exception = Assert.Throws<InvalidOperationException>(() => app.MapResponsibilityMatrix("/m"));

        Assert.Contains("AddResponsibilityMatrix", exception.Message, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static DocumentSet Many(int count)
    {
        var platform = TestApp.ReadExample("platform.matrix.json").Matrix;
        var documents = DocumentSet.BuiltIn;
        for (var i = 0; i < count; i++)
            documents = documents.Add(platform with { Id = $"urn:platform:{i}", Upstreams = default });
        return documents;
    }

    private static async Task<IHost> StartAsync(Action<ResponsibilityMatrixOptions> options)
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Services.AddResponsibilityMatrix(options);
        var host = builder.Build();
        try
        {
            await host.StartAsync();
            return host;
        }
        catch
        {
            host.Dispose();
            throw;
        }
    }
}
