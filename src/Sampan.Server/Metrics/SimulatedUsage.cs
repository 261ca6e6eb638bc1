using System.Text.Json;
using Sampan.Kubernetes.Objects;
using Sampan.Kubernetes.Quantities;

namespace Sampan.Server.Metrics;

/// <summary>
/// What a container of a simulated node uses: what its pod's annotations say, else half of what it requests, else very
/// little. The same pod always uses the same.
/// </summary>
/// <param name="Cpu">Cores.</param>
/// <param name="Memory">Whole bytes.</param>
internal readonly record struct SimulatedUsage(Quantity Cpu, Quantity Memory)
{
    /// <summary>Annotation of a pod: the CPU that each of its containers uses, as a quantity.</summary>
    public const string CpuAnnotation = "sampan.dev/cpu-usage";

    /// <summary>Annotation of a pod: the memory that each of its containers uses, as a quantity.</summary>
    public const string MemoryAnnotation = "sampan.dev/memory-usage";

    private const int Nano = -9;
    private static readonly Quantity LeastCpu = Quantity.OfMilli(1);
    private static readonly Quantity LeastMemory = Quantity.Of(8 << 20, QuantityFormat.BinarySI);

    /// <summary>Both together.</summary>
    public static SimulatedUsage operator +(SimulatedUsage left, SimulatedUsage right) => new(left.Cpu + right.Cpu, left.Memory + right.Memory);

    /// <summary>What a container uses.</summary>
    public static SimulatedUsage Of(KubernetesObject pod, JsonElement container)
    {
        var requests = container.Member("resources", "requests") ?? default;
        return new SimulatedUsage(
            Annotated(pod, CpuAnnotation) ?? (requests.Member("cpu") is { } cpu ? Quantity.OfScaled(Quantity.Parse(cpu).Scaled(Nano) / 2, Nano) : LeastCpu),
            Bytes(Annotated(pod, MemoryAnnotation)?.Value ?? (requests.Member("memory") is { } memory ? Quantity.Parse(memory).Value / 2 : LeastMemory.Value)));
    }

    /// <summary>Why an annotation of a pod cannot be followed, or null if it can, or is none of these.</summary>
    public static string? Fault(string annotation, string value) =>
        annotation is not (CpuAnnotation or MemoryAnnotation) || Used(value) is not null
            ? null
            : $"\"{value}\" is no amount that can be used, such as {(annotation == CpuAnnotation ? "750m" : "1Gi")}, and is not followed";

    private static Quantity? Annotated(KubernetesObject pod, string name) => pod.Metadata.Annotations.TryGetValue(name, out var text) ? Used(text) : null;

    private static Quantity? Used(string text) => Quantity.TryParse(text, out var quantity) && quantity.Sign >= 0 ? quantity : null;

    private static Quantity Bytes(long count) => Quantity.Of(count, QuantityFormat.BinarySI);
}
