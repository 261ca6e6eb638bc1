using System.Text.Json.Nodes;
using Sampan.Fleet.Drafts;

namespace Sampan.Fleet.Works;

/// <summary>Takes out of a manifest what the hub's API server filled in, and what must not reach a member.</summary>
internal static class ManifestPruning
{
    private static readonly string[] ServerMetadata =
    [
        "creationTimestamp", "deletionTimestamp", "deletionGracePeriodSeconds", "generation", "managedFields",
        "resourceVersion", "selfLink", "uid", "ownerReferences", "finalizers",
    ];

    private static readonly string[] GeneratedJobLabels =
        ["controller-uid", "job-name", "batch.kubernetes.io/controller-uid", "batch.kubernetes.io/job-name"];

    /// <summary>Prunes the draft in place.</summary>
    public static void Prune(JsonObject manifest)
    {
        var metadata = manifest.ObjectAt("metadata") ?? [];
        foreach (var field in ServerMetadata)
        {
            metadata.Remove(field);
        }

        manifest.Remove("status");
        var annotations = metadata.ObjectAt("annotations") ?? [];
        switch (manifest.StringAt("kind"))
        {
            case "Deployment":
                annotations.Remove("deployment.kubernetes.io/revision");
                annotations.Remove("deployment.kubernetes.io/revision-history");
                break;
            case "Job" when manifest["spec"] is JsonObject spec:
                PruneJob(spec);
                break;
            case "Secret" when manifest.StringAt("type") == "kubernetes.io/service-account-token":
                annotations.Remove("kubernetes.io/service-account.uid");
                manifest.Remove("data");
                break;
            case "ServiceAccount" when manifest["secrets"] is JsonArray secrets:
                PruneTokens(secrets, $"{metadata.StringAt("name")}-token-");
                break;
            case "Service" when manifest["spec"] is JsonObject spec && spec.StringAt("clusterIP") is not (null or "None"):
                spec.Remove("clusterIP");
                spec.Remove("clusterIPs");
                break;
            case "PersistentVolumeClaim":
                annotations.Remove("volume.kubernetes.io/selected-node");
                break;
        }
    }

    // A finished Job that its member deletes would be created again: the hub alone counts the time to live.
    private static void PruneJob(JsonObject spec)
    {
        spec.Remove("ttlSecondsAfterFinished");
        if (spec["manualSelector"] is JsonValue manual && manual.TryGetValue<bool>(out var selectsManually) && selectsManually)
        {
            return;
        }

        var selected = spec.ObjectAt("selector", "matchLabels");
        selected?.Remove("controller-uid");
        selected?.Remove("batch.kubernetes.io/controller-uid");
        var labels = spec.ObjectAt("template", "metadata", "labels");
        foreach (var label in GeneratedJobLabels)
        {
            labels?.Remove(label);
        }
    }

    // As upstream, the entry after a removed one is not looked at.
    private static void PruneTokens(JsonArray secrets, string prefix)
    {
        for (var i = 0; i < secrets.Count; i++)
        {
            if (secrets[i].StringAt("name")?.StartsWith(prefix, StringComparison.Ordinal) == true)
            {
                secrets.RemoveAt(i);
            }
        }
    }
}
