using System.Text.Json;
using Sampan.Kubernetes.Objects;

namespace Sampan.Fleet.Status;

/// <summary>The members that a binding has something on.</summary>
internal static class BindingClusters
{
    /// <summary>
    /// The scheduled ones, those of the bindings that depend on it, and those that it is being evicted from, unless
    /// they are purged at once.
    /// </summary>
    public static HashSet<string> Existing(JsonElement spec)
    {
        var clusters = spec.Items("clusters").Select(cluster => cluster.StringOrEmpty("name")).ToHashSet(StringComparer.Ordinal);
        foreach (var dependent in spec.Items("requiredBy"))
        {
            clusters.UnionWith(dependent.Items("clusters").Select(cluster => cluster.StringOrEmpty("name")));
        }

        foreach (var task in spec.Items("gracefulEvictionTasks"))
        {
            if (task.String("purgeMode") != "Directly")
            {
                clusters.Add(task.StringOrEmpty("fromCluster"));
            }
        }

        return clusters;
    }
}
