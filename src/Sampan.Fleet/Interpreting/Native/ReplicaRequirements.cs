using System.Text.Json;
using System.Text.Json.Nodes;
using Sampan.Fleet.Drafts;
using Sampan.Kubernetes.Objects;

namespace Sampan.Fleet.Interpreting.Native;

/// <summary>What each pod of a template needs of a node: work.karmada.io ReplicaRequirements.</summary>
internal static class ReplicaRequirements
{
    /// <summary>The needs of a pod spec, or null for none.</summary>
    public static JsonObject? Of(JsonElement podSpec)
    {
        var requirements = new JsonObject();
        if (NodeClaim(podSpec) is { } nodeClaim)
        {
            requirements["nodeClaim"] = nodeClaim;
        }

        if (PodResourceRequest.Of(podSpec) is { } request)
        {
            requirements["resourceRequest"] = request;
        }

        return requirements.Count > 0 ? requirements : null;
    }

    private static JsonObject? NodeClaim(JsonElement podSpec)
    {
        var claim = new JsonObject();
        if (podSpec.Member("affinity", "nodeAffinity", "requiredDuringSchedulingIgnoredDuringExecution") is { } affinity)
        {
            claim["hardNodeAffinity"] = affinity.ToNode();
        }

        claim.CopyFrom(podSpec, "nodeSelector");
        if (podSpec.Items("tolerations").Any())
        {
            claim.CopyFrom(podSpec, "tolerations");
        }

        return claim.Count > 0 ? claim : null;
    }
}
