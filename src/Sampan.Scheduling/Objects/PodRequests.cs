using System.Text.Json;
using Sampan.Kubernetes.Objects;
using Sampan.Kubernetes.Quantities;

namespace Sampan.Scheduling.Objects;

/// <summary>
/// What a pod requests of a node: the greater of its running containers' sum and of its largest initialization step,
/// sidecars included in both, then pod-level requests instead where set, plus overhead.
/// </summary>
/// <remarks>Rules of component-helpers' <c>resource.PodRequests</c> (KEP 753 sidecars, 1287 in-place resize, 2837 pod level).</remarks>
internal readonly ref struct PodRequests
{
    private static readonly Quantity UnsetCpu = Quantity.OfMilli(100);
    private static readonly Quantity UnsetMemory = Quantity.Of(200 * 1024 * 1024);

    private readonly JsonElement _spec;
    private readonly JsonElement _status;
    private readonly bool _isResizeInfeasible;

    public PodRequests(JsonElement pod)
    {
        _spec = pod.Member("spec") ?? default;
        _status = pod.Member("status") ?? default;
        _isResizeInfeasible = _status.Items("conditions").FirstOrDefault(condition => condition.StringOrEmpty("type") == "PodResizePending") is { ValueKind: JsonValueKind.Object } resize
            && resize.StringOrEmpty("reason") == "Infeasible";
    }

    /// <summary>Whether the pod's status reports resources, so that the spec alone does not say what it holds.</summary>
    public bool HasStatusResources =>
        _status.Member("resources") is not null || _status.Member("allocatedResources") is not null
        || HasResources(_status, "containerStatuses") || HasResources(_status, "initContainerStatuses");

    /// <summary>Whether requests are set for the pod as a whole.</summary>
    public bool HasPodLevel =>
        _spec.Member("resources", "requests") is { ValueKind: JsonValueKind.Object } requests && requests.EnumerateObject().Any(request => ResourceNames.IsPodLevel(request.Name));

    /// <summary>Computes the requests.</summary>
    /// <param name="withStatus">Whether what the containers hold by their status counts.</param>
    /// <param name="withPodLevel">Whether pod-level requests replace the containers'.</param>
    /// <param name="fillUnset">Whether a container that names no CPU or memory counts as 100m or 200 MiB, as scoring assumes.</param>
    public ResourceAmounts Compute(bool withStatus, bool withPodLevel, bool fillUnset)
    {
        var requests = OfContainers(withStatus, fillUnset);
        if (withPodLevel && HasPodLevel)
        {
            foreach (var (name, quantity) in PodLevel(withStatus))
            {
                if (ResourceNames.IsPodLevel(name))
                {
                    requests[name] = quantity;
                }
            }
        }

        requests.Add(ResourceList.Of(_spec.Member("overhead")));
        return ResourceAmounts.Of(requests);
    }

    private ResourceList OfContainers(bool withStatus, bool fillUnset)
    {
        var running = new ResourceList();
        foreach (var container in _spec.Items("containers"))
        {
            running.Add(OfContainer(container, withStatus, fillUnset));
        }

        var sidecars = new ResourceList();
        var largestStep = new ResourceList();
        foreach (var container in _spec.Items("initContainers"))
        {
            var own = OfContainer(container, withStatus, fillUnset);
            if (PodInfo.IsSidecar(container))
            {
                running.Add(own);
                sidecars.Add(own);
                largestStep.Raise(sidecars);
            }
            else
            {
                own.Add(sidecars);
                largestStep.Raise(own);
            }
        }

        running.Raise(largestStep);
        return running;
    }

    private ResourceList OfContainer(JsonElement container, bool withStatus, bool fillUnset)
    {
        var requests = ResourceList.Of(container.Member("resources", "requests"));
        if (withStatus && StatusOf(container.StringOrEmpty("name")) is { } status && status.Member("resources") is { } resources)
        {
            if (_isResizeInfeasible)
            {
                requests.Clear();
            }

            requests.Raise(ResourceList.Of(resources.Member("requests")));
            requests.Raise(ResourceList.Of(status.Member("allocatedResources")));
        }

        if (fillUnset)
        {
            requests.TryAdd(ResourceNames.Cpu, UnsetCpu);
            requests.TryAdd(ResourceNames.Memory, UnsetMemory);
        }

        return requests;
    }

    private ResourceList PodLevel(bool withStatus)
    {
        var requests = ResourceList.Of(_spec.Member("resources", "requests"));
        if (withStatus && _status.Member("resources") is { } resources)
        {
            if (_isResizeInfeasible)
            {
                requests.Clear();
            }

            requests.Raise(ResourceList.Of(resources.Member("requests")));
            requests.Raise(ResourceList.Of(_status.Member("allocatedResources")));
        }

        return requests;
    }

    private JsonElement? StatusOf(string containerName)
    {
        foreach (var list in (ReadOnlySpan<string>)["containerStatuses", "initContainerStatuses"])
        {
            foreach (var status in _status.Items(list))
            {
                if (status.StringOrEmpty("name") == containerName)
                {
                    return status;
                }
            }
        }

        return null;
    }

    private static bool HasResources(JsonElement status, string list) => status.Items(list).Any(container => container.Member("resources") is not null);
}
