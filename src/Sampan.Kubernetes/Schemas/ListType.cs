namespace Sampan.Kubernetes.Schemas;

/// <summary>How server-side apply owns a list (<c>x-kubernetes-list-type</c>).</summary>
public enum ListType
{
    /// <summary>As a whole.</summary>
    Atomic,

    /// <summary>Element by element, scalars identified by their value.</summary>
    Set,

    /// <summary>Element by element, objects identified by key fields.</summary>
    Map,
}
