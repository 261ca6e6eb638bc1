using System.Text.Json.Nodes;
using Sampan.Kubernetes.Quantities;
using Sampan.Server.Defaulting;

namespace Sampan.Server.Warnings;

/// <summary>Claims, volumes and storage classes.</summary>
internal static class VolumeWarnings
{
    private const string OldClass = "volume.beta.kubernetes.io/storage-class";

    private static readonly Dictionary<string, string> OldSources = new(StringComparer.Ordinal)
    {
        ["cephfs"] = "deprecated in v1.28, non-functional in v1.31+",
        ["glusterfs"] = "deprecated in v1.25, non-functional in v1.26+",
        ["photonPersistentDisk"] = "deprecated in v1.11, non-functional in v1.16+",
        ["quobyte"] = "deprecated in v1.22, non-functional in v1.25+",
        ["rbd"] = "deprecated in v1.28, non-functional in v1.31+",
        ["scaleIO"] = "deprecated in v1.16, non-functional in v1.22+",
        ["storageos"] = "deprecated in v1.22, non-functional in v1.25+",
        ["flocker"] = "deprecated in v1.22, non-functional in v1.25+",
    };

    public static void OfClaim(JsonObject claim, JsonObject? before, List<string> warnings)
    {
        if (claim.At("metadata", "annotations")?[OldClass] is not null)
        {
            warnings.Add($"metadata.annotations[{OldClass}]: deprecated since v1.8; use \"storageClassName\" attribute instead");
        }

        var text = claim.At("spec", "resources", "requests").TextOf("storage");
        if (Quantity.TryParse(text, out var size) && size.MilliValue % 1000 != 0)
        {
            warnings.Add($"spec.resources.requests[storage]: fractional byte value \"{text}\" is invalid, must be an integer");
        }
    }

    public static void OfVolume(JsonObject volume, JsonObject? before, List<string> warnings)
    {
        var annotations = volume.At("metadata", "annotations");
        if (annotations?[OldClass] is not null)
        {
            warnings.Add($"metadata.annotations[{OldClass}]: deprecated since v1.8; use \"storageClassName\" attribute instead");
        }

        if (annotations?["volume.beta.kubernetes.io/mount-options"] is not null)
        {
            warnings.Add("metadata.annotations[volume.beta.kubernetes.io/mount-options]: deprecated since v1.31; use \"mountOptions\" attribute instead");
        }

        var spec = volume.At("spec") ?? [];
        if (spec.TextOf("persistentVolumeReclaimPolicy") == "Recycle")
        {
            warnings.Add("spec.persistentVolumeReclaimPolicy: The Recycle reclaim policy is deprecated. Instead, the recommended approach is to use dynamic provisioning.");
        }

        foreach (var (source, advice) in OldSources)
        {
            if (spec[source] is JsonObject)
            {
                warnings.Add($"spec.{source}: {advice}");
            }
        }

        var text = spec.At("capacity").TextOf("storage");
        if (Quantity.TryParse(text, out var size) && size.MilliValue % 1000 != 0)
        {
            warnings.Add($"spec.capacity[storage]: fractional byte value \"{text}\" is invalid, must be an integer");
        }
    }

    public static void OfClass(JsonObject storageClass, JsonObject? before, List<string> warnings)
    {
        var term = 0;
        foreach (var topology in storageClass.Each("allowedTopologies"))
        {
            var expression = 0;
            foreach (var entry in topology.Each("matchLabelExpressions"))
            {
                if (PodWarnings.OldLabel(entry.TextOf("key")) is { } advice)
                {
                    warnings.Add($"allowedTopologies[{term}].matchLabelExpressions[{expression}].key: {entry.TextOf("key")} is {advice}");
                }

                expression++;
            }

            term++;
        }
    }
}
