using System.Text.Json.Nodes;
using Sampan.Kubernetes.Errors;
using Sampan.Kubernetes.FieldOwnership;

namespace Sampan.Server.Tests.FieldOwnership;

public sealed class ScaledFieldOwnershipTests
{
    private static readonly string[] Path = ["spec", "replicas"];

    private static JsonObject Workload(int replicas, params string[] owners) => new()
    {
        ["metadata"] = new JsonObject
        {
            ["uid"] = "u",
            ["managedFields"] = new JsonArray([.. owners.Select(owner => (JsonNode)Entry(owner, isApply: true).ToJson())]),
        },
        ["spec"] = new JsonObject { ["replicas"] = replicas },
    };

    private static ManagerEntry Entry(string manager, bool isApply) =>
        new(manager, isApply, "apps/v1", isApply ? "" : "scale", FieldSet.Parse(JsonNode.Parse("""{"f:spec":{"f:replicas":{}}}""")!.AsObject()), "");

    private static string[] Managers(JsonObject workload) => [.. (workload["metadata"]!["managedFields"] as JsonArray ?? []).Select(entry => entry!["manager"]!.ToString())];

    [Fact]
    public void Update_OwnedField_GoesToWhoeverScales()
    {
        var changed = Workload(3, "alice");
        ScaledFieldOwnership.Update(Workload(1, "alice"), changed, Path, Entry("hpa", isApply: false));
        Assert.Equal(["hpa"], Managers(changed));
    }

    [Fact]
    public void Update_FieldOfNobody_StaysNobodys()
    {
        var changed = Workload(3);
        ScaledFieldOwnership.Update(Workload(1), changed, Path, Entry("hpa", isApply: false));
        Assert.Empty(Managers(changed));
    }

    [Fact]
    public void Update_ToZero_LeavesTheFieldToNobody()
    {
        var changed = Workload(0, "alice");
        ScaledFieldOwnership.Update(Workload(1, "alice"), changed, Path, Entry("hpa", isApply: false));
        Assert.Empty(Managers(changed));
    }

    [Fact]
    public void Apply_FieldOfAnother_IsAConflictUnlessForced()
    {
        var exception = Assert.Throws<ApiException>(() => ScaledFieldOwnership.Apply(Workload(1, "alice"), Workload(2), Path, Entry("bob", isApply: true), isApplied: true, force: false));
        Assert.Equal("Apply failed with 1 conflict: conflict with \"alice\": .spec.replicas", exception.Message);
        var changed = Workload(2);
        ScaledFieldOwnership.Apply(Workload(1, "alice"), changed, Path, Entry("bob", isApply: true), isApplied: true, force: true);
        Assert.Equal(["bob"], Managers(changed));
    }
}
