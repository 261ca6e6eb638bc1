using System.Text.Json;
using Sampan.Kubernetes.Objects;

namespace Sampan.Scheduling.Storage;

/// <summary>storage.k8s.io/v1 VolumeAttachment of a persistent volume to a node.</summary>
internal sealed record VolumeAttachment(string NodeName, string Attacher, string VolumeName)
{
    public static VolumeAttachment Of(JsonElement attachment)
    {
        var spec = attachment.Member("spec") ?? default;
        return new VolumeAttachment(
            spec.StringOrEmpty("nodeName"),
            spec.StringOrEmpty("attacher"),
            spec.Member("source")?.StringOrEmpty("persistentVolumeName") ?? "");
    }
}
