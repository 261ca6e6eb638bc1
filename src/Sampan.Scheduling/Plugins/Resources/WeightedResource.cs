using System.Collections.Immutable;
using System.Text.Json;
using Sampan.Kubernetes.Objects;
using Sampan.Scheduling.Objects;

namespace Sampan.Scheduling.Plugins.Resources;

/// <summary>A resource that scoring looks at, and how much it counts.</summary>
internal sealed record WeightedResource(string Name, long Weight)
{
    private static readonly ImmutableArray<WeightedResource> CpuAndMemory = [new(ResourceNames.Cpu, 1), new(ResourceNames.Memory, 1)];

    /// <summary>The <c>resources</c> of a plugin's arguments; CPU and memory where there are none. A weight that is unset is 1.</summary>
    public static ImmutableArray<WeightedResource> ListOf(JsonElement owner)
    {
        ImmutableArray<WeightedResource> listed = [.. owner.Items("resources").Select(resource => new WeightedResource(
            resource.StringOrEmpty("name"),
            resource.Integer("weight") is { } weight and not 0 ? weight : 1))];
        return listed.IsEmpty ? CpuAndMemory : listed;
    }
}
