using System.Collections.Frozen;
using System.Text.Json;
using Sampan.Kubernetes.Errors;
using Sampan.Kubernetes.Identity;
using Sampan.Kubernetes.Objects;
using Sampan.Kubernetes.Selectors;

namespace Sampan.Server.Registry;

/// <summary>The fields that field selectors of each resource may name, and their values as text.</summary>
internal static class SelectableFields
{
    private static readonly FrozenDictionary<string, string[]> ByResource = new Dictionary<string, string[]>
    {
        ["pods"] = ["spec.nodeName", "spec.restartPolicy", "spec.schedulerName", "spec.serviceAccountName", "spec.hostNetwork", "status.phase", "status.podIP", "status.podIPs", "status.nominatedNodeName"],
        ["nodes"] = ["spec.unschedulable"],
        ["namespaces"] = ["status.phase"],
        ["secrets"] = ["type"],
        ["services"] = ["spec.clusterIP", "spec.type"],
        ["replicationcontrollers"] = ["status.replicas"],
        ["replicasets.apps"] = ["status.replicas"],
        ["jobs.batch"] = ["status.successful"],
        ["resourceslices.resource.k8s.io"] = ["spec.nodeName", "spec.driver"],
        ["certificatesigningrequests.certificates.k8s.io"] = ["spec.signerName"],
        ["events"] = ["involvedObject.kind", "involvedObject.namespace", "involvedObject.name", "involvedObject.uid", "involvedObject.apiVersion", "involvedObject.resourceVersion", "involvedObject.fieldPath", "reason", "reportingComponent", "source", "type"],
        ["events.events.k8s.io"] = ["regarding.kind", "regarding.namespace", "regarding.name", "regarding.uid", "regarding.apiVersion", "regarding.resourceVersion", "regarding.fieldPath", "reason", "reportingController", "type"],
    }.ToFrozenDictionary(StringComparer.Ordinal);

    // Kinds whose own conversion functions answer unknown fields; the others are answered by the common one.
    private static readonly FrozenSet<string> WithOwnMessage = ByResource.Keys.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>400 if the selector names a field that the resource does not have.</summary>
    /// <param name="selector">The selector.</param>
    /// <param name="type">The resource.</param>
    /// <param name="isCustom">Whether a definition defines it.</param>
    /// <param name="custom">The fields that the definition makes selectable.</param>
    public static void Check(FieldSelector selector, ResourceType type, bool isCustom, IReadOnlyList<string> custom)
    {
        foreach (var requirement in selector.Requirements)
        {
            var field = requirement.Field;
            if (field == "metadata.name" || (field == "metadata.namespace" && (type.Namespaced || !isCustom)) || custom.Contains(field) || (ByResource.TryGetValue(type.GroupResource, out var known) && known.Contains(field)))
            {
                continue;
            }

            throw ApiException.BadRequest(WithOwnMessage.Contains(type.GroupResource) || isCustom
                ? $"field label not supported: {field}"
                : $"\"{field}\" is not a known field selector: only \"metadata.name\", \"metadata.namespace\"");
        }
    }

    /// <summary>A field's value, empty where the object does not have it.</summary>
    public static string Value(KubernetesObject @object, string field)
    {
        switch (field)
        {
            case "metadata.name":
                return @object.Metadata.Name;
            case "metadata.namespace":
                return @object.Metadata.Namespace;
            case "spec.hostNetwork" or "spec.unschedulable":
                return Text(@object.Root, field) is { Length: > 0 } flag ? flag : "false";
            case "status.replicas" or "status.successful":
                return Text(@object.Root, field == "status.successful" ? "status.succeeded" : field) is { Length: > 0 } count ? count : "0";
            case "status.podIPs":
                return string.Join(',', (@object.Root.Member("status") ?? default).Items("podIPs").Select(entry => entry.StringOrEmpty("ip")));
            case "source":
                return Text(@object.Root, "source.component") is { Length: > 0 } component ? component : Text(@object.Root, "reportingComponent");
            default:
                return Text(@object.Root, field);
        }
    }

    private static string Text(JsonElement element, string path)
    {
        JsonElement? current = element;
        foreach (var name in path.Split('.'))
        {
            current = current?.Member(name);
        }

        return current switch
        {
            null => "",
            { ValueKind: JsonValueKind.String } text => text.GetString()!,
            { ValueKind: JsonValueKind.True } => "true",
            { ValueKind: JsonValueKind.False } => "false",
            var other => other.Value.ToString(),
        };
    }
}
