using Sampan.Kubernetes.Objects;

namespace Sampan.Releases.Life;

/// <summary>Helm's <c>helm.sh/resource-policy</c> annotation: <c>keep</c> leaves an object in the cluster when its release drops it.</summary>
internal static class ResourcePolicy
{
    public static bool Keeps(KubernetesObject @object) =>
        @object.Metadata.Annotations.TryGetValue("helm.sh/resource-policy", out var policy) && policy.Trim().Equals("keep", StringComparison.OrdinalIgnoreCase);
}
