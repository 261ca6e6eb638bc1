using Sampan.Templates.Times;
using Sampan.Templates.Execution;
using Sampan.Templates.Values;

namespace Sampan.Templates.Functions;

/// <summary>The type that a function's parameter has in Go: what may be given to it, and how messages name it.</summary>
public sealed class ParameterType
{
    private readonly Func<object, bool> _accepts;
    private readonly Func<long, object>? _ofInteger;

    private ParameterType(string name, LiteralKind literal, bool canBeNil, Func<object, bool> accepts, Func<long, object>? ofInteger = null)
    {
        Name = name;
        Literal = literal;
        CanBeNil = canBeNil;
        _accepts = accepts;
        _ofInteger = ofInteger;
    }

    /// <summary><c>interface {}</c>: anything.</summary>
    public static readonly ParameterType Any = new("interface {}", LiteralKind.Any, canBeNil: true, _ => true);

    /// <summary><c>reflect.Value</c>: anything, a wrapped null as <see cref="Nothing.Wrapped"/>.</summary>
    internal static readonly ParameterType Reflected = new("reflect.Value", LiteralKind.Any, canBeNil: true, _ => true);

    /// <summary><c>string</c>.</summary>
    public static readonly ParameterType Text = new("string", LiteralKind.Text, canBeNil: false, value => value is string);

    /// <summary><c>bool</c>.</summary>
    public static readonly ParameterType Boolean = new("bool", LiteralKind.Boolean, canBeNil: false, value => value is bool);

    /// <summary><c>int</c>.</summary>
    public static readonly ParameterType Integer = new("int", LiteralKind.Integer, canBeNil: false, value => value is nint, value => Boxes.Integer(value));

    /// <summary><c>uint32</c>.</summary>
    public static readonly ParameterType Unsigned32 = new("uint32", LiteralKind.Unsigned, canBeNil: false, value => value is uint, value => (uint)value);

    /// <summary><c>float64</c>.</summary>
    public static readonly ParameterType Float = new("float64", LiteralKind.Float, canBeNil: false, value => value is double);

    /// <summary><c>map[string]interface {}</c>.</summary>
    public static readonly ParameterType Map = Other(GoType.Map, canBeNil: true, value => value is Dictionary<string, object?>);

    /// <summary><c>[]interface {}</c>.</summary>
    public static readonly ParameterType List = Other(GoType.List, canBeNil: true, value => value is List<object?>);

    /// <summary><c>time.Time</c>.</summary>
    internal static readonly ParameterType Time = Other("time.Time", canBeNil: false, value => value is GoTime);

    /// <summary><c>time.Duration</c>: a literal integer is nanoseconds.</summary>
    internal static readonly ParameterType Duration =
        new("time.Duration", LiteralKind.Integer, canBeNil: false, value => value is GoDuration, value => new GoDuration(value));

    /// <summary>A type that has no literals.</summary>
    /// <param name="name">The Go type's name.</param>
    /// <param name="canBeNil">Whether nil is a value of it: pointers, maps, lists, interfaces.</param>
    /// <param name="accepts">Whether a value is of the type.</param>
    public static ParameterType Other(string name, bool canBeNil, Func<object, bool> accepts) =>
        new(name, LiteralKind.None, canBeNil, accepts);

    /// <summary>The Go type's name.</summary>
    public string Name { get; }

    /// <summary>Whether nil is a value of the type.</summary>
    public bool CanBeNil { get; }

    internal LiteralKind Literal { get; }

    internal string LiteralName => Literal switch
    {
        LiteralKind.Text => "string",
        LiteralKind.Boolean => "bool",
        LiteralKind.Integer => "integer",
        LiteralKind.Unsigned => "unsigned integer",
        _ => "float",
    };

    internal object OfInteger(long value) => _ofInteger!(value);

    /// <summary>The value, if the parameter takes it.</summary>
    internal object? Check(ExecutionState state, Operand operand)
    {
        if (operand.Value is { } value)
        {
            return Literal == LiteralKind.Any || _accepts(value)
                ? value
                : throw state.Error($"wrong type for value; expected {Name}; got {GoType.Name(value)}");
        }

        if (operand.IsInterface)
        {
            return ReferenceEquals(this, Any) ? null
                : ReferenceEquals(this, Reflected) ? Nothing.Wrapped
                : throw state.Error($"wrong type for value; expected {Name}; got interface {{}}");
        }

        return CanBeNil ? null : throw state.Error($"invalid value; expected {Name}");
    }
}

/// <summary>Which literals a parameter takes.</summary>
internal enum LiteralKind
{
    /// <summary>None.</summary>
    None,

    /// <summary>All, each of the type that it looks like.</summary>
    Any,

    /// <summary>Strings.</summary>
    Text,

    /// <summary>Booleans.</summary>
    Boolean,

    /// <summary>Whole numbers.</summary>
    Integer,

    /// <summary>Whole numbers without a sign.</summary>
    Unsigned,

    /// <summary>Numbers.</summary>
    Float,
}
