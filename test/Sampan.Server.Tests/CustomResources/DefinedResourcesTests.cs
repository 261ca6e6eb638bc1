using System.Text.Json.Nodes;
using Sampan.Kubernetes.Objects;
using Sampan.Server.CustomResources;
using Sampan.Server.Storage;

namespace Sampan.Server.Tests.CustomResources;

public sealed class DefinedResourcesTests
{
    private readonly DefinedResources _resources = new("hub");

    [Fact]
    public void A_definition_that_has_not_changed_is_not_read_again()
    {
        var before = _resources.Of([Definition("a", 1), Definition("b", 2)]);
        var after = _resources.Of([Definition("a", 1), Definition("b", 3)]);

        Assert.Same(before[0], after[0]);
        Assert.NotSame(before[1], after[1]);
    }

    [Fact]
    public void A_definition_that_goes_and_comes_back_is_read_anew()
    {
        var before = _resources.Of([Definition("a", 1)]);
        Assert.Empty(_resources.Of([]));
        Assert.NotSame(before[0], _resources.Of([Definition("a", 1)])[0]);
    }

    private static StoredObject Definition(string name, long revision)
    {
        var definition = new JsonObject
        {
            ["metadata"] = new JsonObject { ["name"] = $"{name}s.example.test" },
            ["spec"] = new JsonObject
            {
                ["group"] = "example.test",
                ["scope"] = "Namespaced",
                ["names"] = new JsonObject { ["plural"] = $"{name}s", ["kind"] = name },
                ["versions"] = new JsonArray(new JsonObject { ["name"] = "v1", ["served"] = true, ["storage"] = true }),
            },
            ["status"] = new JsonObject { ["conditions"] = new JsonArray(new JsonObject { ["type"] = "Established", ["status"] = "True" }) },
        };
        return new StoredObject(name, KubernetesObject.From(definition), revision, revision, null);
    }
}
