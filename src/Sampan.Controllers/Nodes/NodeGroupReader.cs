using System.Text.Json;
using Sampan.Kubernetes.Objects;
using Sampan.Kubernetes.Quantities;

namespace Sampan.Controllers.Nodes;

/// <summary>
/// Reads node groups from the JSON of a shapes file (YAML converted by the caller):
/// <c>nodes: [{name: gpu, count: 2, cpu: 64, memory: 512Gi, resources: {nvidia.com/gpu: 8}, zone: a, labels: {…}, taints: [{key, value, effect}]}]</c>.
/// </summary>
public static class NodeGroupReader
{
    private static readonly HashSet<string> Fields =
        ["name", "count", "cpu", "memory", "ephemeralStorage", "pods", "resources", "region", "zone", "architecture", "instanceType", "labels", "taints"];

    /// <summary>The groups in the order of the file.</summary>
    /// <exception cref="InvalidDataException">A field is unknown, missing or wrong; the message names its path.</exception>
    public static IReadOnlyList<NodeGroup> Read(JsonElement file)
    {
        if (file.Member("nodes") is not { ValueKind: JsonValueKind.Array } nodes || nodes.GetArrayLength() == 0)
        {
            throw new InvalidDataException("nodes: a list of node groups is expected, such as 'nodes: [{count: 3, cpu: 8, memory: 32Gi}]'.");
        }

        List<NodeGroup> groups = [];
        foreach (var entry in nodes.EnumerateArray())
        {
            groups.Add(ReadGroup(entry, $"nodes[{groups.Count}]", groups.Count));
        }

        if (groups.GroupBy(group => group.Name).FirstOrDefault(same => same.Count() > 1) is { } duplicate)
        {
            throw new InvalidDataException($"nodes: two groups are named '{duplicate.Key}'; give each its own name.");
        }

        return groups;
    }

    private static NodeGroup ReadGroup(JsonElement entry, string path, int index)
    {
        if (entry.ValueKind != JsonValueKind.Object)
        {
            throw new InvalidDataException($"{path}: an object is expected.");
        }

        foreach (var field in entry.EnumerateObject().Where(field => !Fields.Contains(field.Name)))
        {
            throw new InvalidDataException($"{path}.{field.Name}: unknown field; known are {string.Join(", ", Fields.Order(StringComparer.Ordinal))}.");
        }

        var standard = NodeShape.Default;
        var shape = new NodeShape
        {
            Cpu = ReadQuantity(entry, "cpu", path) ?? standard.Cpu,
            Memory = ReadQuantity(entry, "memory", path) ?? standard.Memory,
            EphemeralStorage = ReadQuantity(entry, "ephemeralStorage", path) ?? standard.EphemeralStorage,
            Pods = ReadCount(entry, "pods", path) ?? standard.Pods,
            ExtendedResources = ReadResources(entry, path),
            Region = entry.String("region") ?? standard.Region,
            Zone = entry.String("zone") ?? standard.Zone,
            Architecture = entry.String("architecture") ?? standard.Architecture,
            InstanceType = entry.String("instanceType") ?? standard.InstanceType,
            Labels = entry.StringMap("labels"),
            Taints = ReadTaints(entry, path),
        };
        return new NodeGroup(entry.String("name") ?? (index == 0 ? "node" : $"node-{index + 1}"), ReadCount(entry, "count", path) ?? 1, shape);
    }

    private static string? ReadQuantity(JsonElement entry, string field, string path) =>
        entry.Member(field) is { } value ? CheckQuantity(value, $"{path}.{field}") : null;

    private static string CheckQuantity(JsonElement value, string path)
    {
        var text = value.ToString();
        return Quantity.TryParse(text, out _)
            ? text
            : throw new InvalidDataException($"{path}: '{text}' is no quantity; write it like 8, 500m or 32Gi.");
    }

    private static int? ReadCount(JsonElement entry, string field, string path) => entry.Member(field) switch
    {
        null => null,
        { ValueKind: JsonValueKind.Number } value when value.TryGetInt32(out var count) && count >= 0 => count,
        { } value => throw new InvalidDataException($"{path}.{field}: '{value}' is no count; a whole number from 0 is expected."),
    };

    private static Dictionary<string, string> ReadResources(JsonElement entry, string path)
    {
        Dictionary<string, string> resources = [];
        if (entry.Member("resources") is { ValueKind: JsonValueKind.Object } map)
        {
            foreach (var resource in map.EnumerateObject())
            {
                resources[resource.Name] = CheckQuantity(resource.Value, $"{path}.resources.{resource.Name}");
            }
        }

        return resources;
    }

    private static List<NodeTaint> ReadTaints(JsonElement entry, string path)
    {
        List<NodeTaint> taints = [];
        foreach (var taint in entry.Items("taints"))
        {
            var effect = taint.StringOrEmpty("effect");
            if (taint.StringOrEmpty("key").Length == 0 || effect is not ("NoSchedule" or "PreferNoSchedule" or "NoExecute"))
            {
                throw new InvalidDataException($"{path}.taints[{taints.Count}]: a taint has a key and an effect (NoSchedule, PreferNoSchedule or NoExecute).");
            }

            taints.Add(new NodeTaint(taint.StringOrEmpty("key"), taint.StringOrEmpty("value"), effect));
        }

        return taints;
    }
}
