using System.Text.Json.Nodes;
using Sampan.Fleet.Api;
using Sampan.Fleet.Drafts;
using Sampan.Fleet.Hub;
using Sampan.Kubernetes.Errors;
using Sampan.Kubernetes.Identity;
using Sampan.Kubernetes.Objects;

namespace Sampan.Fleet.Propagation;

/// <summary>Creates works, and updates those that differ from what they should be.</summary>
internal sealed class WorkWriter(HubContext hub)
{
    private static readonly string[] Replaced = [FleetAnnotations.AppliedOverrides, FleetAnnotations.AppliedClusterOverrides];

    public async Task WriteAsync(JsonObject work, CancellationToken cancellationToken)
    {
        var key = new NamespacedName(work.StringAt("metadata", "namespace")!, work.StringAt("metadata", "name")!);
        if (hub.Informers.For(FleetTypes.Works).Get(key) is not { } stored)
        {
            try
            {
                Identify(work, PermanentIds.New());
                await hub.Cluster.CreateAsync(FleetTypes.Works, work, cancellationToken);
                return;
            }
            catch (ApiException exception) when (exception.IsAlreadyExists)
            {
                stored = await hub.Cluster.GetAsync(FleetTypes.Works, key, cancellationToken);
            }
        }

        var id = stored.Metadata.Labels.GetValueOrDefault(FleetLabels.WorkId, "");
        Identify(work, id.Length > 0 ? id : PermanentIds.New());
        var merged = Merge(stored, work);
        if (!JsonNode.DeepEquals(merged, stored.ToDraft()))
        {
            await hub.Cluster.UpdateAsync(FleetTypes.Works, merged, cancellationToken);
        }
    }

    private static void Identify(JsonObject work, string id)
    {
        work.SetAt(id, "metadata", "labels", FleetLabels.WorkId);
        foreach (var manifest in work.ArrayAt("spec", "workload", "manifests")!.OfType<JsonObject>())
        {
            manifest.SetAt(id, "metadata", "labels", FleetLabels.WorkId);
        }
    }

    private static JsonObject Merge(KubernetesObject stored, JsonObject work)
    {
        var merged = stored.ToDraft();
        merged["spec"] = work["spec"]?.DeepClone();
        foreach (var annotation in Replaced)
        {
            merged.RemoveAt("metadata", "annotations", annotation);
        }

        foreach (var map in (ReadOnlySpan<string>)["labels", "annotations"])
        {
            foreach (var (key, value) in work.ObjectAt("metadata", map) ?? [])
            {
                merged.SetAt(value?.DeepClone(), "metadata", map, key);
            }
        }

        return merged;
    }
}
