using Sampan.Kubernetes.Identity;
using Sampan.Kubernetes.Objects;

namespace Sampan.Controllers.GarbageCollection;

/// <summary>Where an object is found.</summary>
internal readonly record struct ObjectPlace(ResourceType Type, NamespacedName Name);

/// <summary>Which objects there are, by UID, and who depends on whom. Safe for many informers at once.</summary>
internal sealed class OwnershipGraph
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, ObjectPlace> _places = new(StringComparer.Ordinal);
    private readonly Dictionary<string, HashSet<ObjectPlace>> _dependents = new(StringComparer.Ordinal);

    /// <summary>Notes a change of an object.</summary>
    public void Apply(ResourceType type, KubernetesObject? before, KubernetesObject? after)
    {
        lock (_lock)
        {
            if (before is not null)
            {
                Remove(type, before);
            }

            if (after is not null)
            {
                Add(type, after);
            }
        }
    }

    /// <summary>The place of the object with a UID, or null if none has been seen.</summary>
    public ObjectPlace? Find(string uid)
    {
        lock (_lock)
        {
            return _places.TryGetValue(uid, out var place) ? place : null;
        }
    }

    /// <summary>The objects that name an owner.</summary>
    public IReadOnlyList<ObjectPlace> DependentsOf(string uid)
    {
        lock (_lock)
        {
            return _dependents.TryGetValue(uid, out var dependents) ? [.. dependents] : [];
        }
    }

    private void Add(ResourceType type, KubernetesObject @object)
    {
        var place = new ObjectPlace(type, @object.NamespacedName);
        _places[@object.Metadata.Uid] = place;
        foreach (var owner in @object.Metadata.OwnerReferences)
        {
            if (!_dependents.TryGetValue(owner.Uid, out var dependents))
            {
                _dependents[owner.Uid] = dependents = [];
            }

            dependents.Add(place);
        }
    }

    private void Remove(ResourceType type, KubernetesObject @object)
    {
        var place = new ObjectPlace(type, @object.NamespacedName);
        _places.Remove(@object.Metadata.Uid);
        foreach (var owner in @object.Metadata.OwnerReferences)
        {
            if (_dependents.TryGetValue(owner.Uid, out var dependents) && dependents.Remove(place) && dependents.Count == 0)
            {
                _dependents.Remove(owner.Uid);
            }
        }
    }
}
