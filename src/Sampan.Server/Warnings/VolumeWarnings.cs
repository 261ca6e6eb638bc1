using System.Text.Json.Nodes;
using Sampan.Kubernetes.Quantities;
using Sampan.Server.Defaulting;

namespace Sampan.Server.Warnings;

/// <summary>Claims, volumes and storage classes.</summary>
internal static class VolumeWarnings
{
    private const string OldClass = "volume.beta.kubernetes.io/storage-class";
    private const string OldOptions = "volume.beta.kubernetes.io/mount-options";

    // The member, how it is called in warnings, and since when it is of no use.
    private static readonly (string Name, string Shown, string Advice)[] OldSources =
    [
        ("photonPersistentDisk", "photonPersistentDisk", "deprecated in v1.11, non-functional in v1.16+"),
        ("gitRepo", "gitRepo", "deprecated in v1.11, and disabled by default in v1.33+"),
        ("scaleIO", "scaleIO", "deprecated in v1.16, non-functional in v1.22+"),
        ("flocker", "flocker", "deprecated in v1.22, non-functional in v1.25+"),
        ("storageos", "storageOS", "deprecated in v1.22, non-functional in v1.25+"),
        ("quobyte", "quobyte", "deprecated in v1.22, non-functional in v1.25+"),
        ("glusterfs", "glusterfs", "deprecated in v1.25, non-functional in v1.26+"),
        ("cephfs", "cephfs", "deprecated in v1.28, non-functional in v1.31+"),
        ("rbd", "rbd", "deprecated in v1.28, non-functional in v1.31+"),
    ];

    /// <summary>Warns of a volume in a pod.</summary>
    public static void OfPodVolume(JsonObject volume, string path, List<string> warnings)
    {
        OfSource(volume, path, warnings);
        OfClaimSpec(volume.At("ephemeral", "volumeClaimTemplate", "spec"), $"{path}.ephemeral.volumeClaimTemplate.spec", warnings);
    }

    public static void OfClaim(JsonObject claim, JsonObject? before, List<string> warnings)
    {
        if (claim.At("metadata", "annotations")?[OldClass] is not null)
        {
            warnings.Add($"metadata.annotations[{OldClass}]: deprecated since v1.8; use \"storageClassName\" attribute instead");
        }

        OfClaimSpec(claim.At("spec"), "spec", warnings);
    }

    /// <summary>Warns of what a claim asks for.</summary>
    public static void OfClaimSpec(JsonObject? spec, string path, List<string> warnings)
    {
        OfAmount(spec.At("resources", "requests"), "storage", $"{path}.resources.requests", warnings);
        OfAmount(spec.At("resources", "limits"), "storage", $"{path}.resources.limits", warnings);
    }

    /// <summary>Warns of an amount of bytes that is no whole number.</summary>
    public static void OfAmount(JsonObject? resources, string name, string path, List<string> warnings)
    {
        var text = resources.TextOf(name);
        if (Quantity.TryParse(text, out var amount) && amount.MilliValue % 1000 != 0)
        {
            warnings.Add($"{path}[{name}]: fractional byte value \"{text}\" is invalid, must be an integer");
        }
    }

    public static void OfVolume(JsonObject volume, JsonObject? before, List<string> warnings)
    {
        var annotations = volume.At("metadata", "annotations");
        foreach (var (name, advice) in (ReadOnlySpan<(string, string)>)[(OldClass, "deprecated since v1.8; use \"storageClassName\" attribute instead"), (OldOptions, "deprecated since v1.31; use \"mountOptions\" attribute instead")])
        {
            if (annotations?[name] is not null)
            {
                warnings.Add($"metadata.annotations[{name}]: {advice}");
            }
        }

        var spec = volume.At("spec") ?? [];
        if (spec.TextOf("persistentVolumeReclaimPolicy") == "Recycle")
        {
            warnings.Add("spec.persistentVolumeReclaimPolicy: The Recycle reclaim policy is deprecated. Instead, the recommended approach is to use dynamic provisioning.");
        }

        var index = 0;
        foreach (var term in spec.At("nodeAffinity", "required").Each("nodeSelectorTerms"))
        {
            NodeLabelWarnings.OfExpressions(term, $"spec.nodeAffinity.required.nodeSelectorTerms[{index++}]", checksValues: false, warnings);
        }

        OfSource(spec, "spec", warnings);
        OfAmount(spec.At("capacity"), "storage", "spec.capacity", warnings);
    }

    public static void OfClass(JsonObject storageClass, JsonObject? before, List<string> warnings)
    {
        var term = 0;
        foreach (var topology in storageClass.Each("allowedTopologies"))
        {
            var expression = 0;
            foreach (var entry in topology.Each("matchLabelExpressions"))
            {
                NodeLabelWarnings.OfKey(entry.TextOf("key"), $"allowedTopologies[{term}].matchLabelExpressions[{expression++}].key", warnings);
            }

            term++;
        }
    }

    private static void OfSource(JsonObject volume, string path, List<string> warnings) =>
        warnings.AddRange(OldSources.Where(source => volume[source.Name] is JsonObject).Select(source => $"{path}.{source.Shown}: {source.Advice}"));
}
