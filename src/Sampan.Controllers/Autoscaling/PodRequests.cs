using System.Text.Json;
using Sampan.Kubernetes.Objects;
using Sampan.Kubernetes.Quantities;

namespace Sampan.Controllers.Autoscaling;

/// <summary>What pods request of a resource, in thousandths: utilization is a share of it.</summary>
internal static class PodRequests
{
    /// <summary>The requests by pod: of one container where one is given, of the pod as a whole where it says so, else of its containers together.</summary>
    /// <exception cref="MetricFailure">A pod does not say what it requests.</exception>
    public static Dictionary<string, long> Of(IEnumerable<KubernetesObject> pods, string resource, string container)
    {
        Dictionary<string, long> requests = new(StringComparer.Ordinal);
        foreach (var pod in pods)
        {
            var spec = pod.Root.Member("spec") ?? default;
            requests[pod.Metadata.Name] = container.Length == 0 && spec.Member("resources", "requests") is { } own && own.EnumerateObject().Any()
                ? OfPod(pod.Metadata.Name, own, resource)
                : OfContainers(pod.Metadata.Name, spec, resource, container);
        }

        return requests;
    }

    private static long OfPod(string pod, JsonElement requests, string resource) => requests.Member(resource) is { } request
        ? Quantity.Parse(request).MilliValue
        : throw new MetricFailure($"missing pod-level request for {resource} in Pod {pod}");

    private static long OfContainers(string pod, JsonElement spec, string resource, string container)
    {
        var sum = 0L;
        var isFound = container.Length == 0;
        foreach (var candidate in spec.Items("containers").Concat(spec.Items("initContainers").Where(init => init.String("restartPolicy") == "Always")))
        {
            var name = candidate.StringOrEmpty("name");
            if (container.Length > 0 && name != container)
            {
                continue;
            }

            isFound = true;
            sum += candidate.Member("resources", "requests", resource) is { } request
                ? Quantity.Parse(request).MilliValue
                : throw new MetricFailure($"missing request for {resource} in container {name} of Pod {pod}");
        }

        return isFound ? sum : throw new MetricFailure($"container {container} not found in Pod {pod}");
    }
}
