using System.Collections.Immutable;
using System.Text.Json;
using Sampan.Kubernetes.Objects;

namespace Sampan.Scheduling.Storage;

/// <summary>storage.k8s.io/v1 CSINode: how many volumes of each driver a node can attach. Drivers without a limit are left out.</summary>
internal sealed record CsiNode(string Name, ImmutableDictionary<string, long> Limits)
{
    public static CsiNode Of(JsonElement node)
    {
        var limits = ImmutableDictionary.CreateBuilder<string, long>(StringComparer.Ordinal);
        foreach (var driver in node.Member("spec")?.Items("drivers") ?? default)
        {
            if (driver.Member("allocatable")?.Integer("count") is { } count)
            {
                limits[driver.StringOrEmpty("name")] = count;
            }
        }

        return new CsiNode(node.Member("metadata")?.StringOrEmpty("name") ?? "", limits.ToImmutable());
    }
}
