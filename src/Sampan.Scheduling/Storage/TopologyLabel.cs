using System.Collections.Immutable;
using System.Text.Json;
using Sampan.Kubernetes.Objects;

namespace Sampan.Scheduling.Storage;

/// <summary>core/v1 TopologySelectorLabelRequirement: a label and its allowed values.</summary>
internal sealed record TopologyLabel(string Key, ImmutableArray<string> Values)
{
    public static TopologyLabel Of(JsonElement label) =>
        new(label.StringOrEmpty("key"), [.. label.Items("values").Select(value => value.ToString())]);

    public bool Matches(IReadOnlyDictionary<string, string> labels) => labels.TryGetValue(Key, out var value) && Values.Contains(value);
}
