using System.Text.Json;
using Sampan.Kubernetes.Objects;
using Sampan.Kubernetes.Quantities;

namespace Sampan.Server.Metrics;

/// <summary>
/// What a container of a simulated node uses: what its pod's annotations say, else half of what it requests, else very
/// little. The same pod always uses the same.
/// </summary>
internal static class SimulatedUsage
{
    /// <summary>Annotation of a pod: the CPU that each of its containers uses, as a quantity.</summary>
    public const string CpuAnnotation = "sampan.dev/cpu-usage";

    /// <summary>Annotation of a pod: the memory that each of its containers uses, as a quantity.</summary>
    public const string MemoryAnnotation = "sampan.dev/memory-usage";

    private const long LeastMillicores = 1;
    private const long LeastBytes = 8 << 20;
    private const long Kibi = 1024;

    /// <summary>The CPU in thousandths of a core and the memory in bytes, whole kibibytes.</summary>
    public static (long Millicores, long Bytes) Of(KubernetesObject pod, JsonElement container)
    {
        var requests = container.Member("resources", "requests") ?? default;
        var cpu = Annotated(pod, CpuAnnotation) ?? Half(requests.Member("cpu"));
        var memory = Annotated(pod, MemoryAnnotation) ?? Half(requests.Member("memory"));
        return (cpu is { } cores ? (long)(cores * 1000) : LeastMillicores, (memory is { } bytes ? (long)bytes : LeastBytes) / Kibi * Kibi);
    }

    private static double? Annotated(KubernetesObject pod, string name) =>
        pod.Metadata.Annotations.TryGetValue(name, out var text) && Quantity.TryParse(text, out var quantity) && quantity.Sign >= 0 ? quantity.ToDouble() : null;

    private static double? Half(JsonElement? requested) => requested is { } value ? Quantity.Parse(value).ToDouble() / 2 : null;
}
