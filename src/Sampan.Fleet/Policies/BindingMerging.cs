using System.Text.Json.Nodes;
using Sampan.Fleet.Drafts;
using Sampan.Kubernetes.Objects;

namespace Sampan.Fleet.Policies;

/// <summary>Brings a stored binding up to the desired one, without touching what scheduler and controllers have written into it.</summary>
public static class BindingMerging
{
    private static readonly string[] OwnedFields =
    [
        "resource", "replicaRequirements", "replicas", "components", "propagateDeps", "schedulerName", "placement",
        "failover", "conflictResolution", "preserveResourcesOnDeletion", "schedulePriority",
    ];

    private static readonly string[] SuspensionByPolicy = ["dispatching", "dispatchingOnClusters"];

    /// <summary>The stored binding with the desired one's claim, owner and spec.</summary>
    /// <exception cref="PolicyException">The stored binding belongs to an earlier template of the same name, which is still being collected.</exception>
    public static JsonObject Merge(KubernetesObject stored, JsonObject desired)
    {
        if (stored.Metadata.Controller is { } owner && owner.Uid != desired.StringAt("spec", "resource", "uid"))
        {
            throw new PolicyException($"binding {stored.NamespacedName} belongs to an earlier template, which is still being deleted");
        }

        var merged = stored.ToDraft();
        if (Claim.Of(KubernetesObject.From(desired).Metadata) is { IsClusterScoped: false })
        {
            Claim.ClusterScopedOf(stored.Metadata).Remove(merged);
        }

        var metadata = merged.Child("metadata");
        CopyMembers(desired.ObjectAt("metadata", "labels"), metadata.Child("labels"));
        CopyMembers(desired.ObjectAt("metadata", "annotations"), metadata.Child("annotations"));
        metadata["finalizers"] = Union(stored.Metadata.Finalizers, desired.ArrayAt("metadata", "finalizers"));
        metadata["ownerReferences"] = desired.At("metadata", "ownerReferences")?.DeepClone();
        var spec = merged.Child("spec");
        var desiredSpec = desired.Child("spec");
        foreach (var field in OwnedFields)
        {
            Replace(spec, desiredSpec, field);
        }

        MergeSuspension(spec, desiredSpec);
        return merged;
    }

    // Whether scheduling is suspended is said on the binding itself, by others; the rest is the policy's.
    private static void MergeSuspension(JsonObject spec, JsonObject desiredSpec)
    {
        var suspension = spec.Child("suspension");
        foreach (var field in SuspensionByPolicy)
        {
            Replace(suspension, desiredSpec.ObjectAt("suspension") ?? [], field);
        }

        if (suspension.Count == 0)
        {
            spec.Remove("suspension");
        }
    }

    private static void Replace(JsonObject target, JsonObject source, string field)
    {
        if (source[field] is { } value)
        {
            target[field] = value.DeepClone();
        }
        else
        {
            target.Remove(field);
        }
    }

    private static void CopyMembers(JsonObject? source, JsonObject target)
    {
        foreach (var (name, value) in source ?? [])
        {
            target[name] = value?.DeepClone();
        }
    }

    private static JsonArray Union(IReadOnlyList<string> stored, JsonArray? desired) =>
        [.. stored.Union((desired ?? []).Select(finalizer => finalizer!.ToString())).Select(finalizer => (JsonNode)finalizer)];
}
