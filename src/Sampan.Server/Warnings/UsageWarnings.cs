using System.Collections.Frozen;
using System.Text.Json.Nodes;
using Sampan.Kubernetes.Identity;
using Sampan.Server.Defaulting;

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
        ["/PodTemplate"] = (template, before, warnings) => PodWarnings.OfTemplate(template.At("template"), before.At("template"), "template", warnings),
        ["/ReplicationController"] = OfWorkload,
        ["/Service"] = ServiceWarnings.Of,
        ["/PersistentVolumeClaim"] = VolumeWarnings.OfClaim,
        ["/PersistentVolume"] = VolumeWarnings.OfVolume,
        ["/Node"] = NodeWarnings.Of,
        ["apps/Deployment"] = OfWorkload,
        ["apps/ReplicaSet"] = OfWorkload,
        ["apps/StatefulSet"] = OfWorkload,
        ["apps/DaemonSet"] = OfWorkload,
        ["batch/Job"] = JobWarnings.OfJob,
        ["batch/CronJob"] = JobWarnings.OfCronJob,
        ["networking.k8s.io/Ingress"] = ServiceWarnings.OfIngress,
        ["storage.k8s.io/StorageClass"] = VolumeWarnings.OfClass,
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

    private static void OfWorkload(JsonObject workload, JsonObject? before, List<string> warnings)
    {
        if (before is null)
        {
            PodNames.Warn(workload, warnings);
        }

        PodWarnings.OfTemplate(workload.At("spec", "template"), before.At("spec", "template"), "spec.template", warnings);
    }
}
