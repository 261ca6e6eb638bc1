using System.Text.Json.Nodes;
using Sampan.Kubernetes.Errors;
using Sampan.Kubernetes.Identity;
using Sampan.Server.Admission;
using Sampan.Server.Registry;

namespace Sampan.Server.Requests;

/// <summary>
/// Subresources that lead to the machine a pod runs on. Embedded clusters have no such machines: the answers are those
/// that a real server gives for pods without a host.
/// </summary>
internal static class NodeConnections
{
    public static bool Serves(string subresource) => subresource is "exec" or "attach" or "portforward" or "proxy";

    /// <summary>A connection as admission sees it: what it is for is the object.</summary>
    public static AdmissionAttributes Attributes(ApiRequest request, ServedResource resource, NamespacedName name, string subresource)
    {
        var kind = resource.Description.Subresource(subresource)!.Kind;
        var options = new JsonObject { ["kind"] = kind.Kind, ["apiVersion"] = kind.ApiVersion };
        foreach (var flag in (ReadOnlySpan<string>)["stdin", "stdout", "stderr", "tty"])
        {
            // Output is wanted where nothing is said of it.
            if (request.Query.Boolean(flag) ?? (subresource is "exec" or "attach" && flag is "stdout" or "stderr"))
            {
                options[flag] = true;
            }
        }

        foreach (var text in (ReadOnlySpan<string>)["container", "path"])
        {
            if (request.Query.Text(text) is { Length: > 0 } value)
            {
                options[text] = value;
            }
        }

        options.SetTexts("command", [.. request.Query.Texts("command")]);
        return new AdmissionAttributes
        {
            Operation = AdmissionOperation.Connect,
            Resource = resource,
            Subresource = subresource,
            Name = name,
            Object = options,
            User = request.User,
            Audit = request.Audit,
            Warnings = request.Warnings,
        };
    }

    public static ApiException Refuse(ServedCluster cluster, ServedResource resource, NamespacedName name, string subresource)
    {
        var found = cluster.Reader.Stored(resource, name);
        return ApiException.BadRequest(subresource == "proxy"
            ? "address not allowed"
            : SelectableFields.Value(found, "spec.nodeName").Length == 0
                ? $"pod {name.Name} does not have a host assigned"
                : $"pod {name.Name} runs on a simulated node, which takes no {subresource} connections");
    }
}
