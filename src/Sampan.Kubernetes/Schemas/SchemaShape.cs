namespace Sampan.Kubernetes.Schemas;

/// <summary>The shape of a value in a schema.</summary>
public enum SchemaShape
{
    /// <summary>A string, number or boolean.</summary>
    Scalar,

    /// <summary>An object with known fields.</summary>
    Struct,

    /// <summary>An object with free keys and values of one kind.</summary>
    Map,

    /// <summary>An array.</summary>
    List,

    /// <summary>Anything: nothing is known below here.</summary>
    Untyped,
}
