using System.Text.Json.Nodes;
using Sampan.Kubernetes.Errors;
using Sampan.Kubernetes.Identity;
using Sampan.Server.Admission;
using Sampan.Server.Aggregation;
using Sampan.Server.Authentication;
using Sampan.Server.Authorization;
using Sampan.Server.Kinds;
using Sampan.Server.Registry;

namespace Sampan.Server.Embedded;

/// <summary>What a new cluster has before anyone asks: the system namespaces and priority classes, the flows of requests and their priority levels, the range of service addresses, its own APIServices, and Kubernetes' default roles.</summary>
internal static class ClusterBootstrap
{
    public static async ValueTask RunAsync(ServedCluster cluster, CancellationToken cancellationToken)
    {
        var request = new WriteRequest { User = UserInfo.Master("system:apiserver"), FieldManager = "sampan" };
        // At once, so that a store on disk flushes once.
        await Task.WhenAll(NamespaceLifecycle.System.Select(name =>
            CreateMissingAsync(cluster, WellKnownTypes.Namespaces, new JsonObject { ["metadata"] = new JsonObject { ["name"] = name } }, request, cancellationToken)));
        await Task.WhenAll(SystemPriorityClasses.Drafts().Select(draft =>
            CreateMissingAsync(cluster, WellKnownTypes.PriorityClasses, DraftDecoding.Decode(draft, cluster.Resource(WellKnownTypes.PriorityClasses), [], request), request, cancellationToken)));
        await Task.WhenAll(BootstrapFlows.Drafts().Select(entry =>
            CreateMissingAsync(cluster, entry.Type, entry.Draft, request with { FieldManager = BootstrapFlows.FieldManager }, cancellationToken)));
        await ServiceRange.CreateAsync(cluster, request, cancellationToken);
        await LocalApiServices.StartAsync(cluster, cancellationToken);
        await Task.WhenAll(BootstrapPolicy.Objects().Select(entry => CreateMissingAsync(cluster, entry.Type, entry.Draft, request, cancellationToken)));
    }

    private static async Task CreateMissingAsync(ServedCluster cluster, ResourceType type, JsonObject draft, WriteRequest request, CancellationToken cancellationToken)
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
