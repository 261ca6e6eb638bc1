using System.Text.Json.Nodes;
using Sampan.Kubernetes.Errors;
using Sampan.Kubernetes.Identity;
using Sampan.Server.Authentication;
using Sampan.Server.Registry;

namespace Sampan.Server.Embedded;

/// <summary>What a new cluster has before anyone asks: the system namespaces.</summary>
internal static class ClusterBootstrap
{
    public static async ValueTask RunAsync(ServedCluster cluster, CancellationToken cancellationToken)
    {
        var request = new WriteRequest { User = UserInfo.Master("system:apiserver"), FieldManager = "sampan" };
        foreach (var name in NamespaceLifecycle.System)
        {
            await CreateMissingAsync(cluster, WellKnownTypes.Namespaces, new JsonObject { ["metadata"] = new JsonObject { ["name"] = name } }, request, cancellationToken);
        }
    }

    private static async ValueTask CreateMissingAsync(ServedCluster cluster, ResourceType type, JsonObject draft, WriteRequest request, CancellationToken cancellationToken)
    {
        try
        {
            await cluster.Creator.CreateAsync(cluster.Resource(type), draft.Metadata().Text("namespace"), draft, request, cancellationToken);
        }
        catch (ApiException exception) when (exception.IsAlreadyExists)
        {
            // A cluster that the store already had.
        }
    }
}
