using System.Text.Json;
using Sampan.Kubernetes.Objects;
using Sampan.Server.CustomResources;
using Sampan.Server.Metrics;
using Sampan.Server.Registry;
using Sampan.Server.Storage;

namespace Sampan.Server.Aggregation;

/// <summary>Follows APIServices, whichever server of the store has written them: their servers are asked anew, and metrics are served or no longer.</summary>
internal static class ApiServiceFollower
{
    public static async Task RunAsync(ServedCluster cluster, CancellationToken cancellationToken)
    {
        var services = cluster.Resource(ApiServices.Type).Collection;
        while (true)
        {
            try
            {
                var changes = cluster.Store.Watch(services, cluster.Store.Current.Revision);
                foreach (var service in AggregatedService.All(cluster))
                {
                    cluster.Availability.Recheck(service.Name);
                }

                DefinitionServing.Refresh(cluster);
                while (true)
                {
                    while (changes.TryRead(out var change))
                    {
                        Follow(cluster, change);
                    }

                    await changes.WaitAsync(cancellationToken);
                }
            }
            catch (CompactedException)
            {
                // The store has loaded anew: begin again with what it has now.
            }
        }
    }

    // A status that says something else is no reason to ask: servers that see it differently would ask each other's word away.
    private static void Follow(ServedCluster cluster, StoreEvent change)
    {
        var service = change.Object.Object;
        if (change.IsDelete || change.Previous is not { } before || !JsonElement.DeepEquals(Spec(before.Object), Spec(service)))
        {
            cluster.Availability.Recheck(service.Metadata.Name);
        }

        // This server's own writes are served before they are answered.
        if (service.Metadata.Name == MetricsApi.ServiceName && change.Revision > cluster.ResourcesRevision)
        {
            DefinitionServing.Refresh(cluster);
        }
    }

    private static JsonElement Spec(KubernetesObject service) => service.Root.Member("spec") ?? default;
}
