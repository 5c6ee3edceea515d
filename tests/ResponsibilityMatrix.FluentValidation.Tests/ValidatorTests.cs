using FluentValidation;
using FluentValidation.Results;
using ResponsibilityMatrix.Analysis;
using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Documents;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Tests;
using Xunit;
using Severity = FluentValidation.Severity;

namespace ResponsibilityMatrix.FluentValidation.Tests;

/// <summary>The validators among those of an application.</summary>
public sealed class ValidatorTests
{
    private static readonly Party BadParty =
        new() { Id = "Acme", Name = "", Contacts = [new() { Purpose = "" }, new() { Purpose = "support", Email = "nobody" }] };

    private static readonly Duty BadDuty = new() { Id = "a", Party = "acme", DependsOn = ["a"] };

    private static WholeMatrixValidator Whole(Severity least = Severity.Info) =>
        new(new Day(Make.Today)) { LeastSeverity = least };

    [Fact]
    public void Each_object_has_the_failures_that_the_core_finds()
    {
        AssertFindings(DocumentValidator.Validate(BadParty), new PartyValidator().Validate(BadParty), "Id", "Name", "Contacts[0].Purpose",
            "Contacts[1].Email");
        AssertFindings(DocumentValidator.Validate(BadDuty), new DutyValidator().Validate(BadDuty), "DependsOn[0]");
        var assignment = new Assignment { Controls = ["6.3.1"], State = ControlState.NotApplicable };
        AssertFindings(DocumentValidator.Validate(assignment), new AssignmentValidator().Validate(assignment), "");
        var commitment = new Commitment
        {
            Id = "c",
            Party = "acme",
            Metric = "availability",
            Target = new() { Operator = TargetOperator.AtLeast, Value = 99.9m, Unit = "%" }
        };
        AssertFindings(DocumentValidator.Validate(commitment), new CommitmentValidator().Validate(commitment), "Target.Unit");
    }

    [Fact]
    public void Severities_are_those_of_the_findings_and_what_is_accepted_is_for_information()
    {
        var matrix =
            Make.Matrix(Make.Assign("a.1", Sides.Shared), new Assignment { Controls = ["a.2"], State = ControlState.NotDetermined }) with
            {
                Effective = Make.Today.AddDays(1),
                Accepted = [new() { Finding = "RM2006", Reason = "Not in use." }],
            };
        var failures = Whole().Validate(matrix).Errors;
        Assert.Equal(
            [("RM2005", Severity.Warning), ("RM2006", Severity.Info), ("RM2008", Severity.Error), ("RM6006", Severity.Info)],
            failures.Select(failure => (failure.ErrorCode, failure.Severity)).Order());
        Assert.Equal("Not in use.", ((Diagnostic)failures.Single(failure => failure.ErrorCode == "RM2006").CustomState).AcceptedReason);
        Assert.Equal(["RM2005", "RM2008"], Whole(Severity.Warning).Validate(matrix).Errors.Select(failure => failure.ErrorCode).Order());
        Assert.Equal(["RM2008"], Whole(Severity.Error).Validate(matrix).Errors.Select(failure => failure.ErrorCode));
        Assert.True(Whole(Severity.Error).Validate(matrix with { Assignments = [] }).IsValid);
    }

    [Fact]
    public void The_day_is_asked_for_in_each_validation()
    {
        var day = new Day(Make.Today);
        var validator = new WholeMatrixValidator(day) { LeastSeverity = Severity.Error };
        var matrix = Make.Matrix() with { Expires = Make.Today };
        Assert.True(validator.Validate(matrix).IsValid);
        day.Today = Make.Today.AddDays(1);
        Assert.Equal(("RM6004", "Expires"),
            Assert.Single(validator.Validate(matrix).Errors.Select(failure => (failure.ErrorCode, failure.PropertyName))));
    }

    [Fact]
    public void A_finding_in_a_base_is_at_the_property_that_brings_the_base()
    {
        var vendor = Make.Matrix(Make.Assign("a.1", Sides.Provider), Make.Assign("a.1", Sides.Customer));
        var annex = Make.Matrix() with { Id = "urn:annex", Controls = [], Extends = new() { Id = vendor.Id } };
        var failures = new WholeMatrixValidator(new Day(Make.Today), new() { Documents = DocumentSet.BuiltIn.Add(vendor) })
            .Validate(annex).Errors;
        Assert.Equal("Extends", Assert.Single(failures, failure => failure.ErrorCode == "RM2001").PropertyName);
    }

    [Fact]
    public void Within_another_object_the_path_starts_at_that()
    {
        var result = new FormValidator().Validate(new Form(BadParty, [new Duty { Party = "acme" }, BadDuty], null));
        Assert.Equal(
            ["Supplier.Id", "Supplier.Name", "Supplier.Contacts[0].Purpose", "Supplier.Contacts[1].Email", "Duties[1].DependsOn[0]"],
            result.Errors.Select(failure => failure.PropertyName));
        Assert.Equal("Rule", new FormValidator().Validate(new Form(null, [], new() { Controls = ["*"] })).Errors.Single().PropertyName);
    }

    [Fact]
    public void An_application_adds_rules_by_including_a_validator()
    {
        var validator = new InlineValidator<Party>();
        validator.Include(new PartyValidator());
        validator.RuleFor(party => party.LegalName).NotNull();
        Assert.Equal(
            ["Name", "LegalName"], validator.Validate(new Party { Id = "acme", Name = "" }).Errors.Select(failure => failure.PropertyName));
    }

    [Theory]
    [InlineData("Name", "Name")]
    [InlineData("Contacts", "Contacts[0].Purpose", "Contacts[1].Email")]
    [InlineData("Contacts[1].Email", "Contacts[1].Email")]
    [InlineData("Contacts[].Email", "Contacts[1].Email")]
    [InlineData("LegalName")]
    public void A_form_that_asks_for_one_field_gets_the_failures_of_that_field(string field, params string[] paths) =>
        Assert.Equal(paths, new PartyValidator().Validate(BadParty, options => options.IncludeProperties(field)).Errors.Select(
            failure => failure.PropertyName));

    [Fact]
    public void Failures_are_in_the_default_rule_set()
    {
        Assert.Empty(new PartyValidator().Validate(BadParty, options => options.IncludeRuleSets("other")).Errors);
        Assert.NotEmpty(new PartyValidator().Validate(BadParty, options => options.IncludeRulesNotInRuleSet()).Errors);
        Assert.NotEmpty(new PartyValidator().Validate(BadParty, options => options.IncludeAllRuleSets()).Errors);
    }

    [Fact]
    public async Task One_validator_serves_all_threads()
    {
        var validator = Whole();
        var matrix = Make.Matrix(Make.Assign("a.1", Sides.Shared));
        var expected = validator.Validate(matrix).Errors.Select(failure => failure.ToString()).ToList();
        var results = await Task.WhenAll(Enumerable.Range(0, 32).Select(_ => Task.Run(() => validator.ValidateAsync(matrix))));
        Assert.NotEmpty(expected);
        Assert.All(results, result => Assert.Equal(expected, result.Errors.Select(failure => failure.ToString())));
    }

    [Fact]
    public void Nothing_to_validate_is_a_bad_call()
    {
        Assert.Throws<InvalidOperationException>(() => new PartyValidator().Validate((Party)null!));
        Assert.Throws<ArgumentNullException>(() => new WholeMatrixValidator(null!));
        Assert.Equal(4, Assert.Throws<ValidationException>(() => new PartyValidator().ValidateAndThrow(BadParty)).Errors.Count());
    }

    private static void AssertFindings(IEnumerable<Diagnostic> findings, ValidationResult result, params string[] paths)
    {
        Assert.Equal(paths, result.Errors.Select(failure => failure.PropertyName));
        Assert.Equal(findings, result.Errors.Select(failure => failure.CustomState));
        Assert.Equal(findings.Select(finding => (finding.Id, finding.Message)),
            result.Errors.Select(failure => (failure.ErrorCode, failure.ErrorMessage)));
    }

    private sealed record Form(Party? Supplier, List<Duty> Duties, Assignment? Rule);

    private sealed class FormValidator : AbstractValidator<Form>
    {
        public FormValidator()
        {
            RuleFor(form => form.Supplier!).SetValidator(new PartyValidator());
            RuleForEach(form => form.Duties).SetValidator(new DutyValidator());
            RuleFor(form => form.Rule!).SetValidator(new AssignmentValidator());
        }
    }
}
