using System.Text.Json;
using Sampan.Kubernetes.Identity;
using Sampan.Kubernetes.Objects;

namespace Sampan.Fleet.Interpreting.Native;

/// <summary>Whether objects of the built-in kinds do what they should.</summary>
internal static class Health
{
    public static bool Supports(GroupVersionKind kind) => (kind.Group, kind.Version, kind.Kind) is
        ("apps", "v1", "Deployment" or "StatefulSet" or "ReplicaSet" or "DaemonSet")
        or ("", "v1", "Service" or "PersistentVolumeClaim" or "Pod")
        or ("networking.k8s.io", "v1", "Ingress")
        or ("policy", "v1", "PodDisruptionBudget");

    public static bool Of(KubernetesObject observed)
    {
        var spec = observed.Root.Member("spec") ?? default;
        var status = observed.Root.Member("status") ?? default;
        return observed.Kind switch
        {
            "Deployment" or "StatefulSet" => IsObserved(observed, status)
                && Count(status, "updatedReplicas") >= Count(spec, "replicas")
                && Count(status, "availableReplicas") >= Count(status, "updatedReplicas"),
            "ReplicaSet" => IsObserved(observed, status) && Count(status, "availableReplicas") >= Count(spec, "replicas"),
            "DaemonSet" => IsObserved(observed, status)
                && Count(status, "updatedNumberScheduled") >= Count(status, "desiredNumberScheduled")
                && Count(status, "numberAvailable") >= Count(status, "updatedNumberScheduled"),
            "Service" => spec.String("type") != "LoadBalancer" || HasAddress(status),
            "Ingress" => HasAddress(status),
            "PersistentVolumeClaim" => status.String("phase") == "Bound",
            "Pod" => status.String("phase") == "Succeeded" || (status.String("phase") == "Running" && IsReady(status)),
            _ => Count(status, "currentHealthy") >= Count(status, "desiredHealthy"),
        };
    }

    private static bool IsObserved(KubernetesObject observed, JsonElement status) => Count(status, "observedGeneration") == observed.Metadata.Generation;

    private static long Count(JsonElement part, string field) => part.Integer(field) ?? 0;

    private static bool HasAddress(JsonElement status) =>
        (status.Member("loadBalancer") ?? default).Items("ingress")
            .Any(ingress => ingress.StringOrEmpty("hostname").Length > 0 || ingress.StringOrEmpty("ip").Length > 0);

    private static bool IsReady(JsonElement status)
    {
        foreach (var condition in status.Items("conditions"))
        {
            if (condition.String("type") == "Ready")
            {
                return condition.String("status") == "True";
            }
        }

        return false;
    }
}
