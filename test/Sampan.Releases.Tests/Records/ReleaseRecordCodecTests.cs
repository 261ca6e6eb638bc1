using System.Text.Json.Nodes;
using Sampan.Kubernetes.Objects;
using Sampan.Releases.Records;

namespace Sampan.Releases.Tests.Records;

public sealed class ReleaseRecordCodecTests
{
    private static readonly ReleaseRecord Record = new()
    {
        Name = "cart",
        Namespace = "shop",
        Revision = 3,
        Status = ReleaseStatus.Deployed,
        Description = "Upgrade complete",
        FirstDeployed = DateTimeOffset.UnixEpoch,
        LastDeployed = DateTimeOffset.UnixEpoch.AddDays(1),
        Notes = "ünïcode",
        Chart = new JsonObject { ["metadata"] = new JsonObject { ["name"] = "service" } },
        Config = new JsonObject { ["replicas"] = 2 },
        Manifest = "---\n# Source: a\nkind: X\n",
    };

    [Fact]
    public void FromSecret_OfToSecret_IsTheRecord()
    {
        var secret = ReleaseRecordCodec.ToSecret(Record);
        var read = ReleaseRecordCodec.FromSecret(secret);

        Assert.Equal("sh.helm.release.v1.cart.v3", secret.Metadata.Name);
        Assert.Equal("helm.sh/release.v1", secret.Root.String("type"));
        Assert.Equal("deployed", secret.Metadata.Labels["status"]);
        Assert.Equal(Record with { Chart = read.Chart, Config = read.Config, Hooks = read.Hooks }, read);
        Assert.True(JsonNode.DeepEquals(Record.Chart, read.Chart));
        Assert.True(JsonNode.DeepEquals(Record.Config, read.Config));
    }

    [Theory]
    [InlineData("!!!")]
    [InlineData("bm90IGJhc2U2NA==")]
    [InlineData("")]
    public void FromSecret_Garbage_IsOneClearError(string data)
    {
        var secret = KubernetesObject.From(new JsonObject
        {
            ["metadata"] = new JsonObject { ["name"] = "s", ["namespace"] = "n" },
            ["data"] = new JsonObject { ["release"] = data },
        });

        Assert.Contains("secret n/s holds no readable release record", Assert.Throws<InvalidDataException>(() => ReleaseRecordCodec.FromSecret(secret)).Message, StringComparison.Ordinal);
    }
}
