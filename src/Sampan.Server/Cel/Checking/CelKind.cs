namespace Sampan.Server.Cel.Checking;

/// <summary>The kinds of types.</summary>
internal enum CelKind
{
    Dyn,
    Error,
    Null,
    Bool,
    Int,
    Uint,
    Double,
    String,
    Bytes,
    Duration,
    Timestamp,
    List,
    Map,

    /// <summary>An object with declared fields.</summary>
    Object,

    /// <summary>A type of a library, such as a quantity or an optional value.</summary>
    Opaque,

    /// <summary>The type of types.</summary>
    Type,

    /// <summary>Any type, the same wherever the name is the same.</summary>
    Parameter,
}
