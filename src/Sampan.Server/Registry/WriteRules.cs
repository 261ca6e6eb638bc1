using System.Text.Json.Nodes;
using Sampan.Server.Kinds;

namespace Sampan.Server.Registry;

/// <summary>What happens to a draft between being read and being stored: its kind's own preparations, admission, checks.</summary>
internal static class WriteRules
{
    public static ValueTask PrepareCreateAsync(ServedCluster cluster, ServedResource resource, JsonObject draft, WriteRequest request, CancellationToken cancellationToken)
    {
        KindPreparation.OnCreate(cluster, resource, draft, request);
        return ValueTask.CompletedTask;
    }

    public static ValueTask PrepareUpdateAsync(ServedCluster cluster, ServedResource resource, string? subresource, JsonObject draft, JsonObject before, WriteRequest request, CancellationToken cancellationToken)
    {
        KindPreparation.OnUpdate(cluster, resource, subresource, draft, before, request);
        if (MetadataRules.CheckUpdate(draft, before) is { Count: > 0 } causes)
        {
            throw ApiErrors.Invalid(resource.Type.GroupVersionKind, draft.Metadata().Text("name"), causes);
        }

        return ValueTask.CompletedTask;
    }
}
