using System.Text.Json.Nodes;
using Sampan.Kubernetes.Identity;
using Sampan.Server.Registry;

namespace Sampan.Server.Admission.Expressions;

/// <summary>A write as admission.k8s.io/v1 AdmissionRequest describes it, without the objects themselves.</summary>
internal static class AdmissionRequest
{
    /// <summary>The description.</summary>
    /// <param name="attributes">The write.</param>
    /// <param name="matched">The resource as which the rules know the written one.</param>
    public static JsonObject Of(AdmissionAttributes attributes, ServedResource matched)
    {
        var request = new JsonObject
        {
            ["kind"] = Kind(attributes.Kind == attributes.Resource.Type.GroupVersionKind ? matched.Type.GroupVersionKind : attributes.Kind),
            ["resource"] = Resource(matched.Type),
            ["subResource"] = attributes.Subresource,
            ["requestKind"] = Kind(attributes.Kind),
            ["requestResource"] = Resource(attributes.Resource.Type),
            ["requestSubResource"] = attributes.Subresource,
            ["operation"] = attributes.Operation.ToString().ToUpperInvariant(),
            ["userInfo"] = User(attributes),
            ["dryRun"] = attributes.DryRun,
            ["options"] = attributes.Options(),
        };
        request.SetText("name", attributes.Name.Name);
        request.SetText("namespace", attributes.Namespace);
        foreach (var name in new[] { "subResource", "requestSubResource" })
        {
            if (request.Text(name).Length == 0)
            {
                request.Remove(name);
            }
        }

        return request;
    }

    private static JsonObject Kind(GroupVersionKind kind) => new() { ["group"] = kind.Group, ["version"] = kind.Version, ["kind"] = kind.Kind };

    private static JsonObject Resource(ResourceType type) => new() { ["group"] = type.Group, ["version"] = type.Version, ["resource"] = type.Plural };

    private static JsonObject User(AdmissionAttributes attributes)
    {
        var user = new JsonObject { ["username"] = attributes.User.Name };
        user.SetText("uid", attributes.User.Uid);
        user.SetTexts("groups", [.. attributes.User.Groups]);
        if (attributes.User.Extra.Count > 0)
        {
            user["extra"] = new JsonObject(attributes.User.Extra.Select(entry => KeyValuePair.Create(entry.Key, (JsonNode?)new JsonArray([.. entry.Value.Select(value => (JsonNode)value)]))));
        }

        return user;
    }
}
