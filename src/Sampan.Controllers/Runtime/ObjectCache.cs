using Sampan.Kubernetes.Identity;
using Sampan.Kubernetes.Objects;

namespace Sampan.Controllers.Runtime;

/// <summary>The newest known state of a set of objects, with its indexes. Not synchronized: its informer's lock guards it.</summary>
internal sealed class ObjectCache
{
    private readonly Dictionary<NamespacedName, KubernetesObject> _objects = [];
    private readonly Dictionary<Func<KubernetesObject, IEnumerable<string>>, ObjectIndex> _indexes = [];
    private KubernetesObject[]? _snapshot;

    public KubernetesObject? Get(NamespacedName name) => _objects.GetValueOrDefault(name);

    /// <summary>All objects by namespace and name; computed once between changes.</summary>
    public IReadOnlyList<KubernetesObject> Snapshot => _snapshot ??= [.. _objects.Values.OrderBy(@object => @object.NamespacedName)];

    public ObjectIndex Index(Func<KubernetesObject, IEnumerable<string>> keys, Lock @lock)
    {
        if (!_indexes.TryGetValue(keys, out var index))
        {
            _indexes[keys] = index = new ObjectIndex(@lock, keys);
            foreach (var @object in _objects.Values)
            {
                index.Replace(null, @object);
            }
        }

        return index;
    }

    public ObjectChange Put(KubernetesObject @object)
    {
        var before = Get(@object.NamespacedName);
        _objects[@object.NamespacedName] = @object;
        return Changed(before, @object);
    }

    public ObjectChange? Remove(NamespacedName name) =>
        _objects.Remove(name, out var before) ? Changed(before, null) : null;

    /// <summary>Makes the cache equal to a list, and tells what that changed.</summary>
    public List<ObjectChange> ReplaceAll(IEnumerable<KubernetesObject> objects)
    {
        List<ObjectChange> changes = [];
        HashSet<NamespacedName> gone = [.. _objects.Keys];
        foreach (var @object in objects)
        {
            gone.Remove(@object.NamespacedName);
            if (Get(@object.NamespacedName)?.Metadata.ResourceVersion != @object.Metadata.ResourceVersion)
            {
                changes.Add(Put(@object));
            }
        }

        foreach (var name in gone)
        {
            changes.Add(Remove(name)!.Value);
        }

        return changes;
    }

    private ObjectChange Changed(KubernetesObject? before, KubernetesObject? after)
    {
        _snapshot = null;
        foreach (var index in _indexes.Values)
        {
            index.Replace(before, after);
        }

        return new ObjectChange(before, after);
    }
}
