using Sampan.Server.Registry;
using Sampan.Server.Storage;

namespace Sampan.Server.CustomResources;

/// <summary>
/// The resources of a cluster's definitions, worked out once for each revision of each: a hundred definitions that are
/// installed one after the other would else be read five thousand times. Call it under <see cref="ServedCluster.ResourcesGate"/>.
/// </summary>
internal sealed class DefinedResources(string cluster)
{
    private Dictionary<string, (long Revision, ServedResource[] Resources)> _known = new(StringComparer.Ordinal);

    /// <summary>The resources of the definitions; what is known of others is forgotten.</summary>
    public IReadOnlyList<ServedResource> Of(IEnumerable<StoredObject> definitions)
    {
        Dictionary<string, (long Revision, ServedResource[] Resources)> known = new(StringComparer.Ordinal);
        foreach (var definition in definitions)
        {
            var name = definition.Object.Metadata.Name;
            known[name] = _known.TryGetValue(name, out var last) && last.Revision == definition.ModRevision
                ? last
                : (definition.ModRevision, [.. DefinitionServing.Resources(cluster, definition.Object)]);
        }

        _known = known;
        return [.. known.Values.SelectMany(static defined => defined.Resources)];
    }
}
