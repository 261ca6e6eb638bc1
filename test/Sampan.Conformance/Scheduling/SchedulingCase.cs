using System.Text.Json;
using Sampan.Scheduling;
using Sampan.Scheduling.Configuration;
using Sampan.Scheduling.Objects;
using Sampan.Scheduling.Snapshots;

namespace Sampan.Conformance.Scheduling;

/// <summary>One line of the scheduling corpus, read.</summary>
internal sealed class SchedulingCase
{
    private static readonly Dictionary<string, string> Kinds = new()
    {
        ["nodes"] = "Node",
        ["pods"] = "Pod",
        ["namespaces"] = "Namespace",
        ["services"] = "Service",
        ["replicaSets"] = "ReplicaSet",
        ["statefulSets"] = "StatefulSet",
        ["replicationControllers"] = "ReplicationController",
        ["persistentVolumes"] = "PersistentVolume",
        ["persistentVolumeClaims"] = "PersistentVolumeClaim",
        ["storageClasses"] = "StorageClass",
        ["csiNodes"] = "CSINode",
        ["csiDrivers"] = "CSIDriver",
        ["csiStorageCapacities"] = "CSIStorageCapacity",
        ["volumeAttachments"] = "VolumeAttachment",
        ["podDisruptionBudgets"] = "PodDisruptionBudget",
        ["deviceClasses"] = "DeviceClass",
        ["resourceSlices"] = "ResourceSlice",
        ["resourceClaims"] = "ResourceClaim",
    };

    public SchedulingCase(JsonElement line)
    {
        Expected = line.GetProperty("expected");
        Input = line.GetProperty("input");
        Engine = Input.TryGetProperty("config", out var config) ? new SchedulingEngine(SchedulerProfile.Of(config)) : SchedulingEngine.Default;
        Snapshot = ReadSnapshot(Input);
    }

    public JsonElement Input { get; }

    public JsonElement Expected { get; }

    public SchedulingEngine Engine { get; }

    public ClusterSnapshot Snapshot { get; }

    public PodInfo Pod => PodInfo.Of(Input.GetProperty("pod"));

    /// <summary>The cases of a corpus file, each compared by the given function: the first difference, or null.</summary>
    public static IEnumerable<ConformanceCase> ReadAll(string corpus, string file, Func<SchedulingCase, string?> compare)
    {
        foreach (var text in File.ReadLines(Path.Combine(corpus, "scheduling", file)))
        {
            var line = JsonElement.Parse(text);
            yield return ConformanceCase.Of(
                line.GetProperty("id").GetString()!,
                () => compare(new SchedulingCase(line)) is { } difference ? Outcome.Failed(difference) : Outcome.Passed);
        }
    }

    private static ClusterSnapshot ReadSnapshot(JsonElement input)
    {
        var builder = new ClusterSnapshotBuilder();
        foreach (var list in input.EnumerateObject())
        {
            if (!Kinds.TryGetValue(list.Name, out var kind))
            {
                continue;
            }

            foreach (var item in list.Value.EnumerateArray())
            {
                builder.Add(kind, item);
            }
        }

        return builder.Build();
    }
}
