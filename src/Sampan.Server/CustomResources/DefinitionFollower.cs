using Sampan.Kubernetes.Identity;
using Sampan.Server.Registry;
using Sampan.Server.Storage;

namespace Sampan.Server.CustomResources;

/// <summary>Serves what the definitions say that other servers of the same store have written.</summary>
internal static class DefinitionFollower
{
    public static async Task RunAsync(ServedCluster cluster, CancellationToken cancellationToken)
    {
        var definitions = cluster.Resource(WellKnownTypes.CustomResourceDefinitions).Collection;
        while (true)
        {
            try
            {
                var changes = cluster.Store.Watch(definitions, cluster.Store.Current.Revision);
                DefinitionServing.Refresh(cluster);
                while (true)
                {
                    Follow(cluster, changes);
                    await changes.WaitAsync(cancellationToken);
                }
            }
            catch (CompactedException)
            {
                // The store has loaded anew: begin again with what it has now.
            }
        }
    }

    // This server's own writes are served before they are answered.
    private static void Follow(ServedCluster cluster, StoreWatch changes)
    {
        long newest = 0;
        while (changes.TryRead(out var change))
        {
            newest = change.Revision;
        }

        if (newest > cluster.ResourcesRevision)
        {
            DefinitionServing.Refresh(cluster);
        }
    }
}
