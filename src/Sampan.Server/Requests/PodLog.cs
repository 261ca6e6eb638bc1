using System.Text.Json;
using Sampan.Kubernetes.Errors;
using Sampan.Kubernetes.Identity;
using Sampan.Kubernetes.Objects;
using Sampan.Server.Registry;

namespace Sampan.Server.Requests;

/// <summary>
/// <c>pods/log</c>. Simulated containers write nothing, so that the log of one that runs is an empty text; that of a pod
/// without a node is nothing at all (204). All that a real server refuses is refused in its words.
/// </summary>
internal static class PodLog
{
    private static readonly string[] ContainerLists = ["initContainers", "containers", "ephemeralContainers"];
    private static readonly string[] StatusLists = ["initContainerStatuses", "containerStatuses", "ephemeralContainerStatuses"];

    /// <summary>The log of a pod's container; 400 without a clear one, 404 where the pod's node is not there.</summary>
    public static ApiResponse Answer(ServedCluster cluster, KubernetesObject pod, string container)
    {
        var spec = pod.Root.Member("spec") ?? default;
        container = Choose(pod, spec, container);
        var node = spec.StringOrEmpty("nodeName");
        if (node.Length == 0)
        {
            return new ApiResponse { Status = 204, ContentType = "" };
        }

        if (cluster.Store.Current.Get(cluster.Resource(WellKnownTypes.Nodes).Key(NamespacedName.ClusterScoped(node))) is null)
        {
            throw ApiException.NotFound(WellKnownTypes.Pods, node);
        }

        return Waiting(pod, container) is { } reason
            ? throw ApiException.BadRequest($"container \"{container}\" in pod \"{pod.Metadata.Name}\" is waiting to start: {reason}")
            : new ApiResponse { ContentType = "text/plain" };
    }

    private static string Choose(KubernetesObject pod, JsonElement spec, string container)
    {
        var all = ContainerLists.SelectMany(list => spec.Items(list)).Select(one => one.StringOrEmpty("name")).ToList();
        if (container.Length > 0)
        {
            return all.Contains(container) ? container : throw ApiException.BadRequest($"container {container} is not valid for pod {pod.Metadata.Name}");
        }

        var names = spec.Items("containers").Select(one => one.StringOrEmpty("name")).ToList();
        if (names.Count == 1)
        {
            return names[0];
        }

        var initial = spec.Items("initContainers").Select(one => one.StringOrEmpty("name")).ToList();
        throw ApiException.BadRequest(
            $"a container name must be specified for pod {pod.Metadata.Name}, choose one of: [{string.Join(' ', names)}]{(initial.Count > 0 ? $" or one of the init containers: [{string.Join(' ', initial)}]" : "")}");
    }

    private static string? Waiting(KubernetesObject pod, string container)
    {
        var status = pod.Root.Member("status") ?? default;
        foreach (var one in StatusLists.SelectMany(list => status.Items(list)))
        {
            if (one.StringOrEmpty("name") == container && one.Member("state", "waiting") is { } waiting)
            {
                return waiting.String("reason") ?? "ContainerCreating";
            }
        }

        return null;
    }
}
