namespace Sampan.Server.Cel.Checking;

/// <summary>A type of the Common Expression Language.</summary>
internal sealed class CelType
{
    public static readonly CelType Dyn = new(CelKind.Dyn, "dyn");
    public static readonly CelType Error = new(CelKind.Error, "!error!");
    public static readonly CelType Null = new(CelKind.Null, "null_type");
    public static readonly CelType Bool = new(CelKind.Bool, "bool");
    public static readonly CelType Int = new(CelKind.Int, "int");
    public static readonly CelType Uint = new(CelKind.Uint, "uint");
    public static readonly CelType Double = new(CelKind.Double, "double");
    public static readonly CelType String = new(CelKind.String, "string");
    public static readonly CelType Bytes = new(CelKind.Bytes, "bytes");
    public static readonly CelType Duration = new(CelKind.Duration, "google.protobuf.Duration");
    public static readonly CelType Timestamp = new(CelKind.Timestamp, "google.protobuf.Timestamp");
    public static readonly CelType Type = new(CelKind.Type, "type");
    public static readonly CelType DynList = List(Dyn);
    public static readonly CelType DynMap = Map(Dyn, Dyn);
    private const string OptionalName = "optional_type";

    private CelType(CelKind kind, string name, params CelType[] parameters)
    {
        Kind = kind;
        Name = name;
        Parameters = parameters;
    }

    public CelKind Kind { get; }

    /// <summary>The name, as <c>type()</c> tells it.</summary>
    public string Name { get; }

    /// <summary>What it is made of: a list's element; a map's key and value; a type's instance.</summary>
    public IReadOnlyList<CelType> Parameters { get; }

    /// <summary>The fields of an object, by the names that expressions use.</summary>
    public IReadOnlyDictionary<string, CelType> Fields { get; private init; } = new Dictionary<string, CelType>();

    /// <summary>Whether an object has every field that is asked for, of no known type.</summary>
    public bool IsOpen { get; private init; }

    public bool IsOptional => Kind == CelKind.Opaque && Name == OptionalName;

    public bool IsDyn => Kind == CelKind.Dyn;

    public bool IsDynOrError => Kind is CelKind.Dyn or CelKind.Error;

    public static CelType List(CelType element) => new(CelKind.List, "list", element);

    public static CelType Map(CelType key, CelType value) => new(CelKind.Map, "map", key, value);

    public static CelType Optional(CelType value) => new(CelKind.Opaque, OptionalName, value);

    public static CelType Opaque(string name, params CelType[] parameters) => new(CelKind.Opaque, name, parameters);

    public static CelType Parameter(string name) => new(CelKind.Parameter, name);

    public static CelType TypeOf(CelType instance) => new(CelKind.Type, "type", instance);

    /// <summary>An object type. The fields may refer to types made later: the dictionary is kept, not copied.</summary>
    public static CelType Object(string name, IReadOnlyDictionary<string, CelType> fields) => new(CelKind.Object, name) { Fields = fields };

    /// <summary>An object type that has any field.</summary>
    public static CelType OpenObject(string name) => new(CelKind.Object, name) { IsOpen = true };

    /// <summary>The type of a field of an object, or null if it has none such.</summary>
    public CelType? Field(string name) => IsOpen ? Dyn : Fields.GetValueOrDefault(name) ?? Fields.GetValueOrDefault(FieldNames.OfKeyword(name));

    /// <summary>The same type with other parameters.</summary>
    public CelType With(params CelType[] parameters) => new(Kind, Name, parameters);

    /// <summary>Whether both are the same type, down to their parameters.</summary>
    public bool IsExactly(CelType other)
    {
        if (ReferenceEquals(this, other))
        {
            return true;
        }

        if (Kind != other.Kind || Name != other.Name || Parameters.Count != other.Parameters.Count)
        {
            return false;
        }

        for (var i = 0; i < Parameters.Count; i++)
        {
            if (!Parameters[i].IsExactly(other.Parameters[i]))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The type as error messages write it.</summary>
    public override string ToString() => Kind switch
    {
        CelKind.Duration => "duration",
        CelKind.Timestamp => "timestamp",
        CelKind.Null => "null",
        _ when Parameters.Count == 0 => Name,
        _ => $"{Name}({string.Join(", ", Parameters)})",
    };
}
