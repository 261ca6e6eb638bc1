using Sampan.Kubernetes.Identity;
using Sampan.Server.CustomResources;

namespace Sampan.Server.Registry;

/// <summary>What follows from a committed write within the server itself.</summary>
internal static class AfterWrite
{
    /// <summary>After an object has been created or changed.</summary>
    public static void Changed(ServedCluster cluster, ServedResource resource)
    {
        if (resource.Type == WellKnownTypes.CustomResourceDefinitions)
        {
            DefinitionServing.Refresh(cluster);
        }
    }

    /// <summary>After an object has gone.</summary>
    public static ValueTask DeletedAsync(ServedCluster cluster, ServedResource resource, CancellationToken cancellationToken)
    {
        Changed(cluster, resource);
        return DefinitionCleanup.AfterDeleteAsync(cluster, resource, cancellationToken);
    }
}
