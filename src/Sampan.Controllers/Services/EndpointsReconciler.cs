using System.Text.Json;
using System.Text.Json.Nodes;
using Sampan.Controllers.Pods;
using Sampan.Controllers.Runtime;
using Sampan.Controllers.Workloads;
using Sampan.Kubernetes.Clusters;
using Sampan.Kubernetes.Errors;
using Sampan.Kubernetes.Identity;
using Sampan.Kubernetes.Objects;

namespace Sampan.Controllers.Services;

/// <summary>Tells in Endpoints, for clients that do not know EndpointSlices, which pods a Service has.</summary>
internal sealed class EndpointsReconciler : IReconciler
{
    /// <summary>core/v1 Endpoints.</summary>
    public static readonly ResourceType Endpoints = new("", "v1", "endpoints", "Endpoints", Namespaced: true);

    private const string ManagedByLabel = "endpoints.kubernetes.io/managed-by";
    private const string Manager = "endpoint-controller";
    private const string OverCapacityAnnotation = "endpoints.kubernetes.io/over-capacity";
    private const string Truncated = "truncated";
    private const int Capacity = 1000;

    private readonly ControllerContext _context;
    private readonly Informer _services;
    private readonly Informer _endpoints;
    private readonly ObjectIndex _podsByNamespace;

    private EndpointsReconciler(ControllerContext context, Informer endpoints)
    {
        _context = context;
        _services = context.Informers.For(WellKnownTypes.Services);
        _endpoints = endpoints;
        _podsByNamespace = context.Informers.For(WellKnownTypes.Pods).Index(IndexKeys.Namespace);
    }

    /// <summary>The controller of a cluster's Endpoints.</summary>
    public static Controller Controller(ControllerContext context)
    {
        var endpoints = context.Informers.For(Endpoints);
        var services = context.Informers.For(WellKnownTypes.Services);
        return context.Controller("endpoints-controller", new EndpointsReconciler(context, endpoints))
            .Watches(services, KeysOf.Itself)
            .Watches(context.Informers.For(WellKnownTypes.Pods), new ServiceChanges(services).OfPod)
            .Watches(endpoints, change => change.After is null && services.Get(change.Object.NamespacedName) is not null ? [change.Object.NamespacedName] : []);
    }

    public async ValueTask<ReconcileResult> ReconcileAsync(NamespacedName key, CancellationToken cancellationToken)
    {
        if (_services.Get(key) is not { } service)
        {
            await DeleteAsync(key, cancellationToken);
        }
        else if (service.SelectsPods && service.Metadata.DeletionTimestamp is null)
        {
            await WriteAsync(service, cancellationToken);
        }

        return ReconcileResult.Done;
    }

    private async ValueTask WriteAsync(KubernetesObject service, CancellationToken cancellationToken)
    {
        var found = Subsets(service);
        var isTruncated = found.Truncate(Capacity);
        var (labels, subsets) = (service.EndpointLabels(), found.ToJson());
        labels[ManagedByLabel] = Manager;
        if (_endpoints.Get(service.NamespacedName) is not { } stored)
        {
            await CreateAsync(service.NamespacedName, labels, subsets, isTruncated, cancellationToken);
        }
        else if (!Equal(stored.Root.Member("metadata", "labels"), labels) || !Equal(stored.Root.Member("subsets"), subsets) || SaysTruncated(stored) != isTruncated)
        {
            var draft = stored.ToDraft();
            draft["metadata"]!["labels"] = labels;
            draft["subsets"] = subsets;
            SayTruncated(draft["metadata"]!.AsObject(), isTruncated);
            await _context.Cluster.UpdateAsync(Endpoints, KubernetesObject.From(draft), ControllerContext.Write, cancellationToken);
        }
    }

    private async ValueTask CreateAsync(NamespacedName name, JsonObject labels, JsonArray subsets, bool isTruncated, CancellationToken cancellationToken)
    {
        var draft = new JsonObject
        {
            ["apiVersion"] = "v1",
            ["kind"] = Endpoints.Kind,
            ["metadata"] = new JsonObject { ["name"] = name.Name, ["namespace"] = name.Namespace, ["labels"] = labels },
            ["subsets"] = subsets,
        };
        SayTruncated(draft["metadata"]!.AsObject(), isTruncated);
        try
        {
            await _context.Cluster.CreateAsync(Endpoints, KubernetesObject.From(draft), ControllerContext.Write, cancellationToken);
        }
        catch (ApiException exception) when (PodControl.IsNamespaceEnding(exception))
        {
            // The service goes with its namespace.
        }
    }

    private async ValueTask DeleteAsync(NamespacedName name, CancellationToken cancellationToken)
    {
        try
        {
            await _context.Cluster.DeleteAsync(Endpoints, name, new DeleteOptions(), cancellationToken);
        }
        catch (ApiException exception) when (exception.IsNotFound)
        {
            // A service that had none.
        }
    }

    private EndpointSubsets Subsets(KubernetesObject service)
    {
        var subsets = new EndpointSubsets();
        var selector = service.PodSelector;
        foreach (var candidate in _podsByNamespace[service.Metadata.Namespace].Where(pod => selector.Matches(pod.Metadata.Labels)))
        {
            var pod = new EndpointPod(service, candidate);
            var isWanted = pod.HasAddress && (service.PublishesNotReadyAddresses || !candidate.IsTerminating);
            if (isWanted && pod.AddressesOf(service.IpFamilies[0]).FirstOrDefault() is { } address)
            {
                Add(subsets, pod, address);
            }
        }

        return subsets;
    }

    private static void Add(EndpointSubsets subsets, EndpointPod pod, string address)
    {
        var ports = pod.Ports();
        foreach (var port in ports)
        {
            // Unlike in an EndpointSlice, the name that is no name is left out.
            if (port!["name"]!.GetValue<string>().Length == 0)
            {
                port.AsObject().Remove("name");
            }
        }

        if (ports.Count == 0 && !pod.Service.IsHeadless)
        {
            return;
        }

        var entry = new JsonObject { ["ip"] = address };
        if (pod.Hostname is { } hostname)
        {
            entry["hostname"] = hostname;
        }

        if (pod.Pod.NodeName is { Length: > 0 } node)
        {
            entry["nodeName"] = node;
        }

        entry["targetRef"] = pod.Reference;
        subsets.Add(ports, entry, pod.Service.PublishesNotReadyAddresses || pod.IsServing);
    }

    private static bool SaysTruncated(KubernetesObject endpoints) => endpoints.Metadata.Annotations.GetValueOrDefault(OverCapacityAnnotation) == Truncated;

    private static void SayTruncated(JsonObject metadata, bool isTruncated)
    {
        if (isTruncated)
        {
            metadata["annotations"] ??= new JsonObject();
            metadata["annotations"]![OverCapacityAnnotation] = Truncated;
        }
        else
        {
            (metadata["annotations"] as JsonObject)?.Remove(OverCapacityAnnotation);
        }
    }

    private static bool Equal(JsonElement? stored, JsonNode wanted) => stored is { } element
        ? JsonElement.DeepEquals(element, JsonElement.Parse(wanted.ToUtf8Bytes()))
        : wanted is JsonArray { Count: 0 };
}
