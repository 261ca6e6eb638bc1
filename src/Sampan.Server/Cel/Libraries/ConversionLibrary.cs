using System.Text;
using Sampan.Server.Cel.Checking;
using Sampan.Server.Cel.Evaluation;
using Sampan.Server.Cel.Values;

namespace Sampan.Server.Cel.Libraries;

/// <summary>Conversions between types, and types as values.</summary>
internal static class ConversionLibrary
{
    private static readonly CelType A = CelType.Parameter("A");

    public static IEnumerable<Overload> All =>
    [
        Overload.Of("type", "type", [A], CelType.TypeOf(A), a => new TypeValue(a[0].Type)),
        Overload.Of("dyn", "to_dyn", [A], CelType.Dyn, a => a[0]),
        .. To("bool", CelType.Bool, Conversions.ToBool, CelType.Bool, CelType.String),
        .. To("double", CelType.Double, Conversions.ToDouble, CelType.Double, CelType.Int, CelType.String, CelType.Uint),
        .. To("int", CelType.Int, Conversions.ToInt, CelType.Int, CelType.Double, CelType.Duration, CelType.String, CelType.Timestamp, CelType.Uint),
        .. To("uint", CelType.Uint, Conversions.ToUint, CelType.Uint, CelType.Double, CelType.Int, CelType.String),
        .. To("string", CelType.String, Conversions.ToText, CelType.String, CelType.Bool, CelType.Bytes, CelType.Double, CelType.Duration, CelType.Int, CelType.Timestamp, CelType.Uint),
        .. To("bytes", CelType.Bytes, value => value is StringValue text ? new BytesValue(Encoding.UTF8.GetBytes(text.Value)) : value, CelType.Bytes, CelType.String),
        .. To("duration", CelType.Duration, Duration, CelType.Duration, CelType.String),
        .. To("timestamp", CelType.Timestamp, Timestamp, CelType.Timestamp, CelType.Int, CelType.String),
    ];

    private static IEnumerable<Overload> To(string function, CelType result, Func<CelValue, CelValue> convert, params CelType[] from) =>
        from.Select(type => Overload.Of(function, $"{type}_to_{function}", [type], result, a => convert(a[0])));

    private static CelValue Duration(CelValue value) =>
        value is not StringValue text ? value : Times.ParseDuration(text.Value) ?? (CelValue)new ErrorValue($"time: invalid duration {CelText.Quote(text.Value)}");

    private static CelValue Timestamp(CelValue value) => value switch
    {
        IntValue seconds => Times.Timestamp(seconds.Value, 0),
        StringValue text => Times.ParseTimestamp(text.Value) ?? (CelValue)new ErrorValue($"parsing time {CelText.Quote(text.Value)} as \"2006-01-02T15:04:05Z07:00\": cannot parse {CelText.Quote(text.Value)} as \"2006\""),
        _ => value,
    };
}
