namespace Sampan.Kubernetes.Identity;

/// <summary>An object's place within its resource type. <see cref="Namespace"/> is empty for cluster-scoped objects.</summary>
public readonly record struct NamespacedName(string Namespace, string Name) : IComparable<NamespacedName>
{
    /// <summary>The place of a cluster-scoped object.</summary>
    public static NamespacedName ClusterScoped(string name) => new("", name);

    /// <summary>Orders by namespace, then by name, by code point as the API server lists.</summary>
    public int CompareTo(NamespacedName other)
    {
        var byNamespace = string.CompareOrdinal(Namespace, other.Namespace);
        return byNamespace != 0 ? byNamespace : string.CompareOrdinal(Name, other.Name);
    }

    /// <inheritdoc/>
    public override string ToString() => Namespace.Length == 0 ? Name : $"{Namespace}/{Name}";
}
