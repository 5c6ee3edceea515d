using ResponsibilityMatrix.AspNetCore;
using ResponsibilityMatrix.Catalogs;
using ResponsibilityMatrix.Documents;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Resolution;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddProblemDetails();
builder.Services.AddOpenApi();
builder.Services.AddResponsibilityMatrix(options =>
{
    options.Resolver = new() { Documents = DocumentSet.BuiltIn.AddShippedCatalogs() };
    options.Paths.Add(builder.Configuration["Documents"]!);
});

var app = builder.Build();
app.UseExceptionHandler();
app.UseStatusCodePages();
app.MapOpenApi();
app.MapResponsibilityMatrix("/responsibilities");

// Endpoints of the application itself take and return the types of the model and of answers.
app.MapPost("/parties", (Party party) => TypedResults.Ok(party));
app.MapGet("/crm/{control}", (string control, MatrixStore store, TimeProvider time) =>
{
    var crm = store.Documents.FindMatrix("https://harbourline.example/matrix/crm")!;
    var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
    return store.GetResolver(crm).Resolve(control, new ResolutionContext { AsOf = today }) is { } resolved
        ? Results.Ok(resolved)
        : Results.NotFound();
});

app.Run();
