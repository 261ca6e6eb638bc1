using System.Globalization;
using System.Text.Json.Nodes;
using Sampan.Fleet.Drafts;
using Sampan.Kubernetes.Objects;
using Sampan.Placement.Bindings;

namespace Sampan.Fleet.Members;

/// <summary>A pod that requires what a binding says of one replica.</summary>
internal static class ReplicaPod
{
    public static KubernetesObject Of(PlacementBinding binding)
    {
        var requirements = binding.Requirements ?? new ReplicaRequirements();
        JsonObject requests = [];
        foreach (var (resource, amount) in requirements.Requests)
        {
            requests[resource] = resource == "cpu"
                ? string.Create(CultureInfo.InvariantCulture, $"{amount.MilliValue}m")
                : amount.Value.ToString(CultureInfo.InvariantCulture);
        }

        var spec = new JsonObject
        {
            ["containers"] = new JsonArray(new JsonObject { ["name"] = "replica", ["resources"] = new JsonObject { ["requests"] = requests } }),
        };
        if (requirements.NodeClaim is { } claim)
        {
            spec.CopyFrom(claim, "nodeSelector");
            spec.CopyFrom(claim, "tolerations");
            if (claim.Member("hardNodeAffinity") is { } affinity)
            {
                spec.SetAt(affinity.ToNode(), "affinity", "nodeAffinity", "requiredDuringSchedulingIgnoredDuringExecution");
            }
        }

        return KubernetesObject.From(new JsonObject
        {
            ["apiVersion"] = "v1",
            ["kind"] = "Pod",
            ["metadata"] = new JsonObject { ["name"] = binding.Resource.Key.Name, ["namespace"] = binding.Resource.Key.Namespace },
            ["spec"] = spec,
        });
    }
}
