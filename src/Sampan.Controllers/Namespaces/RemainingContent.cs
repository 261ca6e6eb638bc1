using Sampan.Controllers.Objects;
using Sampan.Kubernetes.Identity;
using Sampan.Kubernetes.Objects;

namespace Sampan.Controllers.Namespaces;

/// <summary>What is left in a namespace that is being deleted, and the conditions that say so.</summary>
/// <remarks>Reasons and messages of <c>pkg/controller/namespace/deletion/status_condition_utils.go</c>.</remarks>
internal sealed class RemainingContent
{
    private readonly SortedDictionary<string, int> _objects = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, int> _finalizers = new(StringComparer.Ordinal);

    public bool IsEmpty => _objects.Count == 0;

    public void Add(ResourceType type, IReadOnlyList<KubernetesObject> objects)
    {
        if (objects.Count > 0)
        {
            _objects[$"{type.Plural}.{type.Group}"] = objects.Count;
        }

        foreach (var finalizer in objects.SelectMany(@object => @object.Metadata.Finalizers))
        {
            _finalizers[finalizer] = _finalizers.GetValueOrDefault(finalizer) + 1;
        }
    }

    public IReadOnlyList<Condition> Conditions(IReadOnlyList<Condition> current, DateTimeOffset now)
    {
        Condition[] conditions =
        [
            new("NamespaceDeletionDiscoveryFailure", Condition.False, "ResourcesDiscovered", "All resources successfully discovered", now),
            new("NamespaceDeletionGroupVersionParsingFailure", Condition.False, "ParsedGroupVersions", "All legacy kube types successfully parsed", now),
            new("NamespaceDeletionContentFailure", Condition.False, "ContentDeleted", "All content successfully deleted, may be waiting on finalization", now),
            _objects.Count > 0
                ? new("NamespaceContentRemaining", Condition.True, "SomeResourcesRemain", $"Some resources are remaining: {Join(_objects, "has {0} resource instances")}", now)
                : new("NamespaceContentRemaining", Condition.False, "ContentRemoved", "All content successfully removed", now),
            _finalizers.Count > 0
                ? new("NamespaceFinalizersRemaining", Condition.True, "SomeFinalizersRemain", $"Some content in the namespace has finalizers remaining: {Join(_finalizers, "in {0} resource instances")}", now)
                : new("NamespaceFinalizersRemaining", Condition.False, "ContentHasNoFinalizers", "All content-preserving finalizers finished", now),
        ];
        return conditions.Aggregate(current, (all, condition) => Replace(all, condition));
    }

    /// <summary>In place, and with a new message even where the reason stays: the counts shrink.</summary>
    private static IReadOnlyList<Condition> Replace(IReadOnlyList<Condition> all, Condition condition)
    {
        if (all.Find(condition.Type) is not { } before)
        {
            return [.. all, condition];
        }

        var transition = before.Status == condition.Status ? before.LastTransitionTime : condition.LastTransitionTime;
        return [.. all.Select(other => other.Type == condition.Type ? condition with { LastTransitionTime = transition } : other)];
    }

    private static string Join(SortedDictionary<string, int> counts, string format) =>
        string.Join(", ", counts.Select(count => $"{count.Key} {string.Format(System.Globalization.CultureInfo.InvariantCulture, format, count.Value)}"));
}
