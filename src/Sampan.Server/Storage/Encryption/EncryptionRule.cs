namespace Sampan.Server.Storage.Encryption;

/// <summary>How the objects of some resources are stored: one entry of a configuration.</summary>
/// <param name="Resources">The resources: <c>secrets</c>, <c>deployments.apps</c>, <c>*.apps</c>, <c>*.</c> (the core group), <c>*.*</c>.</param>
/// <param name="Keys">The keys that read, in order; null stands for the provider that stores as is. The first writes.</param>
internal sealed record EncryptionRule(IReadOnlyList<string> Resources, IReadOnlyList<EncryptionKey?> Keys)
{
    /// <summary>Whether the rule is about a collection: <c>/CLUSTER/GROUP/RESOURCE</c>.</summary>
    public bool Covers(string collection)
    {
        var parts = collection.Split('/');
        var (group, resource) = (parts[2] == "core" ? "" : parts[2], parts[3]);
        return Resources.Any(named => named == "*.*"
            || named == $"*.{group}"
            || named == (group.Length == 0 ? resource : $"{resource}.{group}"));
    }
}
