using System.Text.Json.Nodes;
using Sampan.Kubernetes.Objects;
using Sampan.Server.Registry;

namespace Sampan.Server.Requests;

/// <summary>The Status that says that an object is gone.</summary>
internal static class DeleteResponses
{
    public static JsonObject Success(ServedResource resource, KubernetesObject deleted)
    {
        var details = new JsonObject { ["name"] = deleted.Metadata.Name };
        if (resource.Type.Group.Length > 0)
        {
            details["group"] = resource.Type.Group;
        }

        details["kind"] = resource.Type.Plural;
        details["uid"] = deleted.Metadata.Uid;
        return new JsonObject { ["kind"] = "Status", ["apiVersion"] = "v1", ["metadata"] = new JsonObject(), ["status"] = "Success", ["details"] = details };
    }
}
