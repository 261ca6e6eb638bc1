using System.Collections.Frozen;
using System.Text.Json.Nodes;
using Sampan.Kubernetes.Identity;
using Sampan.Server.Defaulting;
using Sampan.Server.Validation;

namespace Sampan.Server.Warnings;

/// <summary>
/// Warns of fields that are valid, but deprecated or without the effect that their writer may expect (the <c>WarningsOnCreate</c>
/// and <c>WarningsOnUpdate</c> of the strategies in kubernetes/pkg/registry).
/// </summary>
internal static class UsageWarnings
{
    private static readonly FrozenDictionary<string, Action<JsonObject, JsonObject?, List<string>>> Rules = new Dictionary<string, Action<JsonObject, JsonObject?, List<string>>>(StringComparer.Ordinal)
    {
        ["/Pod"] = PodWarnings.OfPod,
        ["/PodTemplate"] = (template, before, warnings) => PodWarnings.OfTemplate(template.At("template"), "template", warnings),
        ["/ReplicationController"] = OfNamedWorkload,
        ["/Secret"] = SecretWarnings.Of,
        ["/ServiceAccount"] = AccountWarnings.Of,
        ["/Endpoints"] = NetworkWarnings.OfEndpoints,
        ["/Service"] = ServiceWarnings.Of,
        ["/PersistentVolumeClaim"] = VolumeWarnings.OfClaim,
        ["/PersistentVolume"] = VolumeWarnings.OfVolume,
        ["/Node"] = NodeWarnings.Of,
        ["apps/Deployment"] = OfNamedWorkload,
        ["apps/ReplicaSet"] = OfNamedWorkload,
        ["apps/StatefulSet"] = OfStatefulSet,
        ["apps/DaemonSet"] = OfWorkload,
        ["batch/Job"] = JobWarnings.OfJob,
        ["batch/CronJob"] = JobWarnings.OfCronJob,
        ["networking.k8s.io/Ingress"] = ServiceWarnings.OfIngress,
        ["networking.k8s.io/NetworkPolicy"] = NetworkWarnings.OfPolicy,
        ["discovery.k8s.io/EndpointSlice"] = NetworkWarnings.OfSlice,
        ["node.k8s.io/RuntimeClass"] = NodeLabelWarnings.OfRuntimeClass,
        ["storage.k8s.io/StorageClass"] = VolumeWarnings.OfClass,
        ["storage.k8s.io/CSIStorageCapacity"] = NodeLabelWarnings.OfCapacity,
        ["apiextensions.k8s.io/CustomResourceDefinition"] = DefinitionWarnings.Of,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Adds what is to be said of an object that is created, or changed from another.</summary>
    /// <param name="draft">The object.</param>
    /// <param name="before">What it was, or null for a new one.</param>
    /// <param name="kind">Its kind.</param>
    /// <param name="warnings">Gets the warnings.</param>
    public static void Add(JsonObject draft, JsonObject? before, GroupVersionKind kind, List<string> warnings)
    {
        if (!Rules.TryGetValue($"{kind.Group}/{kind.Kind}", out var rule))
        {
            return;
        }

        var found = new List<string>();
        rule(draft, before, found);
        warnings.AddRange(found.Distinct().Where(warning => !warnings.Contains(warning)));
    }

    /// <summary>Whether an object is new or its spec another one: what is as it was has been warned of.</summary>
    public static bool HasChanged(JsonObject draft, JsonObject? before) => before is null || !JsonNode.DeepEquals(draft["spec"], before["spec"]);

    // Workloads whose name becomes a part of their pods' host names.
    private static void OfNamedWorkload(JsonObject workload, JsonObject? before, List<string> warnings)
    {
        if (before is null)
        {
            PodNames.Warn(workload, warnings);
        }

        OfWorkload(workload, before, warnings);
    }

    private static void OfWorkload(JsonObject workload, JsonObject? before, List<string> warnings)
    {
        if (HasChanged(workload, before))
        {
            PodWarnings.OfTemplate(workload.At("spec", "template"), "spec.template", warnings);
        }
    }

    private static void OfStatefulSet(JsonObject set, JsonObject? before, List<string> warnings)
    {
        OfWorkload(set, before, warnings);
        var index = 0;
        foreach (var claim in set.At("spec").Each("volumeClaimTemplates"))
        {
            // The server itself writes the path differently for a set that is there already.
            VolumeWarnings.OfClaimSpec(claim.At("spec"), $"spec.volumeClaimTemplates[{index++}]{(before is null ? "" : ".Spec")}", warnings);
        }

        if (FieldErrors.Number(set.At("spec"), "revisionHistoryLimit") < 0)
        {
            warnings.Add("spec.revisionHistoryLimit: a negative value retains all historical revisions; a value >= 0 is recommended");
        }
    }
}
