namespace Sampan.Kubernetes.Schemas;

/// <summary>What a scalar holds.</summary>
public enum ScalarType
{
    /// <summary>Any scalar.</summary>
    Any,

    /// <summary>Text.</summary>
    String,

    /// <summary>A whole number.</summary>
    Integer,

    /// <summary>A number.</summary>
    Number,

    /// <summary>True or false.</summary>
    Boolean,

    /// <summary>A whole number or text, such as a port or a percentage.</summary>
    IntegerOrString,

    /// <summary>A quantity: text such as <c>100m</c>, or a number.</summary>
    Quantity,

    /// <summary>A time in RFC 3339 form, to the second.</summary>
    Time,

    /// <summary>A time in RFC 3339 form, to the microsecond.</summary>
    MicroTime,

    /// <summary>Bytes in base64.</summary>
    Bytes,
}
