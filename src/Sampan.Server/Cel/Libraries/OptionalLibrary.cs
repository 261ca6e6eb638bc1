using Sampan.Server.Cel.Checking;
using Sampan.Server.Cel.Values;

namespace Sampan.Server.Cel.Libraries;

/// <summary>Values that may be missing (cel-go's optional types of version 0).</summary>
internal static class OptionalLibrary
{
    private static readonly CelType V = CelType.Parameter("V");
    private static readonly CelType OptionalV = CelType.Optional(V);

    public static IEnumerable<Overload> All =>
    [
        Overload.Of("optional.of", "optional_of", [V], OptionalV, a => new OptionalValue(a[0])),
        Overload.Of("optional.ofNonZeroValue", "optional_ofNonZeroValue", [V], OptionalV, a => IsZero(a[0]) ? OptionalValue.None : new OptionalValue(a[0])),
        Overload.Of("optional.none", "optional_none", [], OptionalV, _ => OptionalValue.None),
        Overload.Member("value", "optional_value", [OptionalV], V, a => ((OptionalValue)a[0]).Value ?? new ErrorValue("optional.none() dereference")),
        Overload.Member("hasValue", "optional_hasValue", [OptionalV], CelType.Bool, a => BoolValue.Of(((OptionalValue)a[0]).Value is not null)),
        Overload.Member("or", "optional_or_optional", [OptionalV, OptionalV], OptionalV, a => ((OptionalValue)a[0]).Value is not null ? a[0] : a[1]),
        Overload.Member("orValue", "optional_orValue_value", [OptionalV, V], V, a => ((OptionalValue)a[0]).Value ?? a[1]),
    ];

    private static bool IsZero(CelValue value) => value switch
    {
        NullValue => true,
        BoolValue flag => !flag.Value,
        IntValue whole => whole.Value == 0,
        UintValue natural => natural.Value == 0,
        DoubleValue real => real.Value == 0,
        DurationValue span => span.Nanoseconds == 0,
        TimestampValue time => time.Seconds == TimestampValue.Earliest && time.Nanoseconds == 0,
        MapValue map => map.Count == 0,
        OptionalValue optional => optional.Value is null,
        _ => value.Size == 0,
    };
}
