using System.Text.Json.Nodes;
using Sampan.Kubernetes.Objects;

namespace Sampan.Controllers.Volumes;

/// <summary>A volume's <c>claimRef</c>.</summary>
internal static class ClaimReference
{
    /// <summary>The reference to a claim.</summary>
    public static JsonObject Of(KubernetesObject claim) => new()
    {
        ["apiVersion"] = "v1",
        ["kind"] = "PersistentVolumeClaim",
        ["namespace"] = claim.Metadata.Namespace,
        ["name"] = claim.Metadata.Name,
        ["uid"] = claim.Metadata.Uid,
        ["resourceVersion"] = claim.Metadata.ResourceVersion,
    };
}
