using System.Text.Json;
using Sampan.Controllers.Runtime;
using Sampan.Fleet.Policies;
using Sampan.Kubernetes.Objects;

namespace Sampan.Fleet.Propagation;

/// <summary>Tells the changes of a template that matter from those of its status and bookkeeping, and users' changes from the hub's own.</summary>
internal static class TemplateChanges
{
    private static readonly string[] BookkeepingMetadata = ["managedFields", "resourceVersion"];

    /// <summary>Whether anything but the status has changed.</summary>
    public static bool IsOfSpecification(ObjectChange change) =>
        change is not ({ } before, { } after) || !Same(before.Root, after.Root, ["status"], BookkeepingMetadata);

    /// <summary>Whether the change is a user's: more than a claim has come or gone.</summary>
    public static bool IsByUser(ObjectChange change) =>
        change is not ({ } before, { } after) || !Same(Unclaimed(before), Unclaimed(after), ["status"], [.. BookkeepingMetadata, "generation"]);

    private static JsonElement Unclaimed(KubernetesObject template)
    {
        var draft = template.ToDraft();
        Claim.NamespacedOf(template.Metadata).Remove(draft);
        Claim.ClusterScopedOf(template.Metadata).Remove(draft);
        return KubernetesObject.From(draft).Root;
    }

    private static bool Same(JsonElement before, JsonElement after, string[] ignored, string[] ignoredMetadata) =>
        SameMembers(before, after, [.. ignored, "metadata"])
        && SameMembers(before.Member("metadata") ?? default, after.Member("metadata") ?? default, ignoredMetadata);

    private static bool SameMembers(JsonElement before, JsonElement after, string[] ignored)
    {
        var names = Names(before).Union(Names(after)).Except(ignored);
        return names.All(name => (before.Member(name), after.Member(name)) switch
        {
            (null, null) => true,
            ({ } left, { } right) => JsonElement.DeepEquals(left, right),
            ({ } only, null) => IsEmpty(only),
            (null, { } only) => IsEmpty(only),
        });
    }

    private static bool IsEmpty(JsonElement element) => element.ValueKind == JsonValueKind.Object && element.GetPropertyCount() == 0;

    private static IEnumerable<string> Names(JsonElement element) =>
        element.ValueKind == JsonValueKind.Object ? element.EnumerateObject().Select(property => property.Name) : [];
}
