using System.Text.Json;
using Sampan.Kubernetes.Objects;

namespace Sampan.Scheduling.Objects;

/// <summary>core/v1 PodResourceClaim, resolved: the name within the pod, and that of the ResourceClaim once it is known.</summary>
internal sealed record PodResourceClaim(string Name, string? ClaimName, bool IsFromTemplate)
{
    public static PodResourceClaim Of(JsonElement claim, JsonElement status)
    {
        var name = claim.StringOrEmpty("name");
        if (claim.String("resourceClaimName") is { } direct)
        {
            return new PodResourceClaim(name, direct, IsFromTemplate: false);
        }

        var generated = status.Items("resourceClaimStatuses").FirstOrDefault(entry => entry.StringOrEmpty("name") == name);
        return new PodResourceClaim(name, generated.String("resourceClaimName"), IsFromTemplate: true);
    }
}
