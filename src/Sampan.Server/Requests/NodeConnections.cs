using Sampan.Kubernetes.Errors;
using Sampan.Kubernetes.Identity;
using Sampan.Server.Registry;

namespace Sampan.Server.Requests;

/// <summary>
/// Subresources that lead to the machine a pod runs on. Embedded clusters have no such machines: the answers are those
/// that a real server gives for pods without a host.
/// </summary>
internal static class NodeConnections
{
    public static bool Serves(string subresource) => subresource is "exec" or "attach" or "portforward" or "proxy";

    public static ApiException Refuse(ServedCluster cluster, ServedResource resource, NamespacedName name, string subresource)
    {
        var found = cluster.Reader.Get(resource, name);
        return ApiException.BadRequest(subresource == "proxy"
            ? "address not allowed"
            : SelectableFields.Value(found, "spec.nodeName").Length == 0
                ? $"pod {name.Name} does not have a host assigned"
                : $"pod {name.Name} runs on a simulated node, which takes no {subresource} connections");
    }
}
