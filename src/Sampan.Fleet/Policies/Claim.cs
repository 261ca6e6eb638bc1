using System.Text.Json.Nodes;
using Sampan.Fleet.Api;
using Sampan.Fleet.Drafts;
using Sampan.Kubernetes.Objects;

namespace Sampan.Fleet.Policies;

/// <summary>
/// The mark of a policy on a template and on its binding: the policy's id as a label, its name as annotations. A claimed
/// template stays with its policy, whatever policies come later.
/// </summary>
/// <param name="IsClusterScoped">Whether a ClusterPropagationPolicy holds the claim.</param>
/// <param name="Namespace">The policy's namespace; empty for a ClusterPropagationPolicy.</param>
/// <param name="Name">The policy's name.</param>
/// <param name="Id">The policy's permanent id.</param>
public sealed record Claim(bool IsClusterScoped, string Namespace, string Name, string Id)
{
    /// <summary>The complete claim on an object, a PropagationPolicy's before a ClusterPropagationPolicy's; null for none.</summary>
    public static Claim? Of(ObjectMetadata metadata)
    {
        var claim = NamespacedOf(metadata);
        if (claim is { Namespace.Length: > 0, Name.Length: > 0, Id.Length: > 0 })
        {
            return claim;
        }

        claim = ClusterScopedOf(metadata);
        return claim is { Name.Length: > 0, Id.Length: > 0 } ? claim : null;
    }

    /// <summary>What a PropagationPolicy has marked on an object, complete or not; absent parts are empty.</summary>
    public static Claim NamespacedOf(ObjectMetadata metadata) => new(
        IsClusterScoped: false,
        metadata.Annotations.GetValueOrDefault(FleetAnnotations.PropagationPolicyNamespace, ""),
        metadata.Annotations.GetValueOrDefault(FleetAnnotations.PropagationPolicyName, ""),
        metadata.Labels.GetValueOrDefault(FleetLabels.PropagationPolicyId, ""));

    /// <summary>What a ClusterPropagationPolicy has marked on an object, complete or not; absent parts are empty.</summary>
    public static Claim ClusterScopedOf(ObjectMetadata metadata) => new(
        IsClusterScoped: true,
        "",
        metadata.Annotations.GetValueOrDefault(FleetAnnotations.ClusterPropagationPolicyName, ""),
        metadata.Labels.GetValueOrDefault(FleetLabels.ClusterPropagationPolicyId, ""));

    /// <summary>The claim that a policy makes.</summary>
    public static Claim By(Policy policy) => new(policy.IsClusterScoped, policy.Namespace, policy.Name, policy.Id);

    /// <summary>Whether this is the policy's claim.</summary>
    public bool IsBy(Policy policy) => policy.IsClusterScoped == IsClusterScoped && policy.Namespace == Namespace && policy.Name == Name;

    /// <summary>
    /// Whether an object already carries the claim as it should: by id. A PropagationPolicy's claim excludes one of a
    /// ClusterPropagationPolicy beside it.
    /// </summary>
    public bool IsOn(ObjectMetadata metadata) => IsClusterScoped
        ? metadata.Labels.GetValueOrDefault(FleetLabels.ClusterPropagationPolicyId, "") == Id
        : metadata.Labels.Count > 0
            && !metadata.Labels.ContainsKey(FleetLabels.ClusterPropagationPolicyId)
            && metadata.Labels.GetValueOrDefault(FleetLabels.PropagationPolicyId, "") == Id;

    /// <summary>Marks a draft. A PropagationPolicy's claim replaces one of a ClusterPropagationPolicy.</summary>
    public void Put(JsonObject draft)
    {
        if (!IsClusterScoped && draft.ObjectAt("metadata", "labels")?.ContainsKey(FleetLabels.ClusterPropagationPolicyId) == true)
        {
            RemoveClusterScoped(draft);
        }

        var metadata = draft.Child("metadata");
        metadata.Child("labels")[IsClusterScoped ? FleetLabels.ClusterPropagationPolicyId : FleetLabels.PropagationPolicyId] = Id;
        var annotations = metadata.Child("annotations");
        if (IsClusterScoped)
        {
            annotations[FleetAnnotations.ClusterPropagationPolicyName] = Name;
        }
        else
        {
            annotations[FleetAnnotations.PropagationPolicyNamespace] = Namespace;
            annotations[FleetAnnotations.PropagationPolicyName] = Name;
        }
    }

    /// <summary>Takes the marks of this kind of claim off a draft.</summary>
    public void Remove(JsonObject draft)
    {
        if (IsClusterScoped)
        {
            RemoveClusterScoped(draft);
            return;
        }

        draft.RemoveAt("metadata", "labels", FleetLabels.PropagationPolicyId);
        draft.RemoveAt("metadata", "annotations", FleetAnnotations.PropagationPolicyNamespace);
        draft.RemoveAt("metadata", "annotations", FleetAnnotations.PropagationPolicyName);
    }

    private static void RemoveClusterScoped(JsonObject draft)
    {
        draft.RemoveAt("metadata", "labels", FleetLabels.ClusterPropagationPolicyId);
        draft.RemoveAt("metadata", "annotations", FleetAnnotations.ClusterPropagationPolicyName);
    }
}
