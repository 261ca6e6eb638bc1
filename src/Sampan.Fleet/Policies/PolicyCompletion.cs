using System.Text.Json.Nodes;
using Sampan.Fleet.Api;
using Sampan.Fleet.Drafts;
using Sampan.Kubernetes.Objects;

namespace Sampan.Fleet.Policies;

/// <summary>
/// What a propagation policy gets on its first sight of the hub, as from Karmada's admission webhook: an id, a
/// finalizer, and defaults that a schema cannot say.
/// </summary>
public static class PolicyCompletion
{
    /// <summary>The completed policy, or null where nothing is missing.</summary>
    /// <param name="policy">The policy.</param>
    /// <param name="newId">A fresh id, for a policy that has none.</param>
    public static JsonObject? Complete(KubernetesObject policy, Func<string> newId)
    {
        var draft = policy.ToDraft();
        var isClusterScoped = policy.Kind == FleetTypes.ClusterPropagationPolicies.Kind;
        var metadata = draft.Child("metadata");
        var idLabel = isClusterScoped ? FleetLabels.ClusterPropagationPolicyId : FleetLabels.PropagationPolicyId;
        if (policy.Metadata.Labels.GetValueOrDefault(idLabel, "").Length == 0)
        {
            metadata.Child("labels")[idLabel] = newId();
        }

        var finalizer = isClusterScoped ? FleetFinalizers.ClusterPropagationPolicy : FleetFinalizers.PropagationPolicy;
        if (!policy.Metadata.Finalizers.Contains(finalizer))
        {
            metadata["finalizers"] = new JsonArray([.. policy.Metadata.Finalizers.Append(finalizer).Select(name => (JsonNode)name)]);
        }

        var spec = draft.Child("spec");
        CompleteSelectors(spec, isClusterScoped ? "" : policy.Metadata.Namespace);
        CompletePlacement(spec);
        return JsonNode.DeepEquals(draft, policy.ToDraft()) ? null : draft;
    }

    private static void CompleteSelectors(JsonObject spec, string @namespace)
    {
        foreach (var selector in spec.ArrayAt("resourceSelectors")?.OfType<JsonObject>() ?? [])
        {
            if (@namespace.Length > 0 && string.IsNullOrEmpty(selector.StringAt("namespace")))
            {
                selector["namespace"] = @namespace;
            }

            // An imported service is nothing without the endpoints that come with it.
            if (selector.StringAt("kind") == "ServiceImport" && selector.StringAt("apiVersion") == "multicluster.x-k8s.io/v1alpha1")
            {
                spec["propagateDeps"] = true;
            }
        }
    }

    private static void CompletePlacement(JsonObject spec)
    {
        foreach (var constraint in spec.ArrayAt("placement", "spreadConstraints")?.OfType<JsonObject>() ?? [])
        {
            if (string.IsNullOrEmpty(constraint.StringAt("spreadByField")) && string.IsNullOrEmpty(constraint.StringAt("spreadByLabel")))
            {
                constraint["spreadByField"] = "cluster";
            }

            if ((constraint.IntegerAt("minGroups") ?? 0) == 0)
            {
                constraint["minGroups"] = 1;
            }
        }

        if (spec.ObjectAt("placement", "replicaScheduling") is { } scheduling
            && (scheduling.StringAt("replicaSchedulingType") ?? "Divided") == "Divided"
            && string.IsNullOrEmpty(scheduling.StringAt("replicaDivisionPreference")))
        {
            scheduling["replicaDivisionPreference"] = "Weighted";
        }
    }
}
