using System.Text.Json.Nodes;
using Sampan.Server.Validation;

namespace Sampan.Server.Tests.Validation;

public class ValidationRuleChecksTests
{
    private const string TooExpensive = "exceeds budget by factor of";

    [Theory]
    [InlineData("self.n > 0")]
    [InlineData("self.l.all(x, x.startsWith('a'))")]
    [InlineData("self.s == oldSelf.s")]
    public void Check_SoundRule_IsTaken(string rule) => Assert.Empty(Errors(rule, bound: 10));

    [Theory]
    [InlineData("self.l.all(x, self.l.all(y, x == y))", null, "estimated rule cost exceeds budget by factor of more than 100x")]
    [InlineData("self.l.all(x, self.l.all(y, x == y))", 10L, null)]
    [InlineData("self.l.all(x, x.contains(self.s))", 1000L, TooExpensive)]
    public void Check_WorstCase_IsHeldAgainstTheBudget(string rule, long? bound, string? error)
    {
        var errors = Errors(rule, bound);

        if (error is null)
        {
            Assert.Empty(errors);
        }
        else
        {
            Assert.Contains(errors, found => found.Contains(error, StringComparison.Ordinal));
        }
    }

    [Fact]
    public void Check_OldSelfInAList_IsRefused()
    {
        var errors = new FieldErrors();
        ValidationRuleChecks.Check(
            JsonNode.Parse("""{"type":"object","properties":{"l":{"type":"array","maxItems":3,"items":{"type":"integer","x-kubernetes-validations":[{"rule":"self > oldSelf"}]}}}}""")!.AsObject(),
            "schema",
            new HashSet<string>(),
            isUnchanged: false,
            errors);

        var cause = Assert.Single(errors.Causes);
        Assert.Equal("schema.properties[l].items.x-kubernetes-validations[0].rule", cause.Field);
        Assert.Contains("oldSelf cannot be used on the uncorrelatable portion of the schema within schema.properties[l]", cause.Message, StringComparison.Ordinal);
    }

    private static List<string> Errors(string rule, long? bound)
    {
        var list = new JsonObject { ["type"] = "array", ["items"] = new JsonObject { ["type"] = "string" } };
        if (bound is { } most)
        {
            list["maxItems"] = most;
            list["items"]!["maxLength"] = most;
        }

        var schema = new JsonObject
        {
            ["type"] = "object",
            ["properties"] = new JsonObject { ["n"] = new JsonObject { ["type"] = "integer" }, ["s"] = new JsonObject { ["type"] = "string" }, ["l"] = list },
            ["x-kubernetes-validations"] = new JsonArray(new JsonObject { ["rule"] = rule }),
        };
        var errors = new FieldErrors();
        ValidationRuleChecks.Check(schema, "schema", new HashSet<string>(), isUnchanged: false, errors);
        return [.. errors.Causes.Select(cause => cause.Message)];
    }
}
