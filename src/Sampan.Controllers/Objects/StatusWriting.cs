using System.Text.Json;
using System.Text.Json.Nodes;
using Sampan.Kubernetes.Clusters;
using Sampan.Kubernetes.Identity;
using Sampan.Kubernetes.Objects;

namespace Sampan.Controllers.Objects;

/// <summary>Writing <c>status</c> only where it differs from what is stored.</summary>
internal static class StatusWriting
{
    /// <summary>
    /// Replaces the status of the object as it was read; 409 if it has changed since. Returns the stored object, which is
    /// the given one where nothing differs.
    /// </summary>
    public static async ValueTask<KubernetesObject> UpdateStatusAsync(
        this ICluster cluster, ResourceType type, KubernetesObject current, JsonObject status, WriteOptions options, CancellationToken cancellationToken)
    {
        if (HasStatus(current, status))
        {
            return current;
        }

        var draft = current.ToDraft();
        draft["status"] = status.DeepClone();
        return await cluster.UpdateAsync(type, KubernetesObject.From(draft), options with { Subresource = "status" }, cancellationToken);
    }

    private static bool HasStatus(KubernetesObject current, JsonObject status)
    {
        var stored = current.Root.Member("status");
        return stored is null
            ? status.Count == 0
            : JsonElement.DeepEquals(stored.Value, JsonElement.Parse(status.ToUtf8Bytes()));
    }
}
