namespace Sampan.Server.Storage;

/// <summary>
/// Where an object is stored. Keys of one collection are ordered by <see cref="Name"/>, ordinally, as etcd orders its keys.
/// </summary>
/// <param name="Collection">The cluster and the resource: <c>/hub/apps/deployments</c>. A watch follows one collection.</param>
/// <param name="Name"><c>namespace/name</c>, or <c>name</c> for cluster-scoped objects.</param>
public readonly record struct StoreKey(string Collection, string Name)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Collection}/{Name}";
}
