using System.Text.Json.Nodes;
using Sampan.Kubernetes.Identity;
using Sampan.Kubernetes.Objects;

namespace Sampan.Controllers.Objects;

/// <summary>Drafts of <c>metadata.ownerReferences</c>.</summary>
internal static class OwnerReferences
{
    /// <summary>The reference of a managing owner that waits for its dependents in foreground deletion.</summary>
    public static JsonObject ControlledBy(KubernetesObject owner, ResourceType type) => new()
    {
        ["apiVersion"] = type.ApiVersion,
        ["kind"] = type.Kind,
        ["name"] = owner.Metadata.Name,
        ["uid"] = owner.Metadata.Uid,
        ["controller"] = true,
        ["blockOwnerDeletion"] = true,
    };

    /// <summary>The draft of a stored reference.</summary>
    public static JsonObject Draft(OwnerReference reference)
    {
        var draft = new JsonObject
        {
            ["apiVersion"] = reference.ApiVersion,
            ["kind"] = reference.Kind,
            ["name"] = reference.Name,
            ["uid"] = reference.Uid,
        };
        if (reference.IsController)
        {
            draft["controller"] = true;
        }

        if (reference.BlocksOwnerDeletion)
        {
            draft["blockOwnerDeletion"] = true;
        }

        return draft;
    }
}
