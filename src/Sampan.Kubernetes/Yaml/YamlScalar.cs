namespace Sampan.Kubernetes.Yaml;

/// <summary>A resolved scalar: its type and the value of that type.</summary>
internal readonly record struct YamlScalar(YamlScalarType Type, bool Boolean = false, long Integer = 0, ulong LargeInteger = 0, double Float = 0)
{
    /// <summary>The short tag of the type, as error messages name it.</summary>
    public string Tag => Type switch
    {
        YamlScalarType.Null => "!!null",
        YamlScalarType.Boolean => "!!bool",
        YamlScalarType.Integer or YamlScalarType.LargeInteger => "!!int",
        YamlScalarType.Float => "!!float",
        YamlScalarType.Timestamp => "!!timestamp",
        YamlScalarType.Merge => "!!merge",
        _ => "!!str",
    };
}

internal enum YamlScalarType
{
    Text,
    Null,
    Boolean,
    Integer,
    LargeInteger,
    Float,
    Timestamp,
    Merge,
}
