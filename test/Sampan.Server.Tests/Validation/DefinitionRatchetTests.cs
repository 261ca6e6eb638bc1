using System.Text.Json.Nodes;
using Sampan.Kubernetes.Identity;
using Sampan.Server.Validation;

namespace Sampan.Server.Tests.Validation;

/// <summary>What an update of a CustomResourceDefinition may leave wrong because it was so before.</summary>
public sealed class DefinitionRatchetTests
{
    private static readonly GroupVersionKind Kind = new("apiextensions.k8s.io", "v1", "CustomResourceDefinition");

    private const string LooseSet = """{"type":"array","x-kubernetes-list-type":"set","items":{"type":"object","properties":{"x":{"type":"string"}}}}""";
    private const string LooseKeys = """{"type":"array","x-kubernetes-list-type":"map","x-kubernetes-list-map-keys":["k"],"items":{"type":"object","nullable":true,"properties":{"k":{"type":"string"}}}}""";
    private const string UnknownDefault = """{"type":"object","default":{"b":1},"properties":{"a":{"type":"string"}}}""";
    private const string Expensive = """{"type":"array","items":{"type":"string"},"x-kubernetes-validations":[{"rule":"self.all(x, self.all(y, x == y))"}]}""";

    [Theory]
    [InlineData(LooseSet)]
    [InlineData(LooseKeys)]
    [InlineData(UnknownDefault)]
    public void Update_FaultThatWasThere_IsLetPass(string fault)
    {
        Assert.NotEmpty(BuiltInValidation.ValidateCreate(Definition(fault), Kind));
        Assert.NotEmpty(Update(Definition(fault), Definition("""{"type":"string"}""")));
        Assert.Empty(Update(Definition(fault, "changed"), Definition(fault)));
    }

    [Fact]
    public void Update_ExpensiveRule_IsLetPassInASchemaThatIsTheSame()
    {
        Assert.Contains(Update(Definition(Expensive, "changed"), Definition(Expensive)), message => message.Contains("estimated rule cost exceeds budget", StringComparison.Ordinal));

        // What all rules cost together is asked for all the same.
        Assert.DoesNotContain(Update(Definition(Expensive), Definition(Expensive)), message => message.StartsWith("Forbidden: estimated rule cost exceeds budget", StringComparison.Ordinal));
    }

    [Fact]
    public void Create_UnreadableAuthorities_AreTaken()
    {
        Assert.Empty(BuiltInValidation.ValidateCreate(WithBundle("Cg=="), Kind));
        Assert.Empty(Update(WithBundle("Cg==", isEstablished: true), WithBundle("Cg==", isEstablished: true)));
        Assert.Equal(
            ["Invalid value: \"Cg==\": unable to load root certificates: unable to parse bytes as PEM block"],
            Update(WithBundle("Cg==", isEstablished: true), WithBundle("", isEstablished: true)));
    }

    [Fact]
    public void Update_Approval_IsAskedForWhenItChanges()
    {
        Assert.Empty(Update(Protected(null, "a"), Protected(null)));
        Assert.Single(Update(Protected("sure"), Protected(null)));
        Assert.Single(BuiltInValidation.ValidateCreate(Protected(null), Kind));
    }

    [Fact]
    public void Update_NamesAreFixedAfterTheSpecIsJudged()
    {
        var before = Definition("""{"type":"string"}""");
        before["status"]!["conditions"] = new JsonArray(new JsonObject { ["type"] = "Established", ["status"] = "True" });
        var after = before.DeepClone().AsObject();
        after["spec"]!["scope"] = "Namespaced";
        after["spec"]!["names"]!["kind"] = "Other";
        after["spec"]!["names"]!["singular"] = "-";

        Assert.Equal(
            ["spec.names.singular", "spec.scope", "spec.names.kind"],
            BuiltInValidation.ValidateUpdate(after, before, Kind).Select(cause => cause.Field));
    }

    [Fact]
    public void Rules_OfItemsThatTheirListComplainsOf_AreCompiled()
    {
        var fields = BuiltInValidation.ValidateCreate(
            Definition("""{"type":"array","x-kubernetes-list-type":"set","x-kubernetes-validations":[{"rule":"nonsense"}],"items":{"type":"object","properties":{"x":{"type":"string"}},"x-kubernetes-validations":[{"rule":"self.y == 'a'"}]}}"""),
            Kind).Select(cause => cause.Field).ToList();

        Assert.Equal(["items.x-kubernetes-map-type", "items.x-kubernetes-validations[0].rule"], fields.Select(field => field[(field.IndexOf("[a].", StringComparison.Ordinal) + 4)..]));
    }

    private static List<string> Update(JsonObject definition, JsonObject before) => [.. BuiltInValidation.ValidateUpdate(definition, before, Kind).Select(cause => cause.Message)];

    private static JsonObject Definition(string schema, string description = "") => JsonNode.Parse($$"""
        {"metadata":{"name":"foos.example.com"},"spec":{"group":"example.com","scope":"Cluster","names":{"plural":"foos","singular":"foo","kind":"Foo","listKind":"FooList"},"conversion":{"strategy":"None"},
        "versions":[{"name":"v1","served":true,"storage":true,"schema":{"openAPIV3Schema":{"type":"object","description":"{{description}}","properties":{"a":{{schema}} } } } }]},"status":{"storedVersions":["v1"]} }
        """)!.AsObject();

    private static JsonObject WithBundle(string bundle, bool isEstablished = false)
    {
        var definition = Definition("""{"type":"string"}""");
        definition["spec"]!["conversion"] = JsonNode.Parse($$"""{"strategy":"Webhook","webhook":{"conversionReviewVersions":["v1"],"clientConfig":{"url":"https://example.com/","caBundle":"{{bundle}}"} } }""");
        if (isEstablished)
        {
            definition["status"]!["conditions"] = new JsonArray(new JsonObject { ["type"] = "Established", ["status"] = "True" });
        }

        return definition;
    }

    private static JsonObject Protected(string? approval, string description = "")
    {
        var definition = Definition("""{"type":"string"}""", description);
        definition["spec"]!["group"] = "example.k8s.io";
        definition["metadata"]!["name"] = "foos.example.k8s.io";
        definition["metadata"]!["annotations"] = approval is null ? null : new JsonObject { ["api-approved.kubernetes.io"] = approval };
        return definition;
    }
}
