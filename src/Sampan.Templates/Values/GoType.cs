using System.Collections;
using System.Numerics;
using Sampan.Templates.Times;

namespace Sampan.Templates.Values;

/// <summary>
/// Which Go type a value has. Go's <c>int</c> is <see cref="nint"/>, <c>int64</c> is <see cref="long"/>, <c>float64</c>
/// is <see cref="double"/>; a <c>map[string]interface {}</c> is a <c>Dictionary&lt;string, object?&gt;</c>, a
/// <c>[]interface {}</c> a <c>List&lt;object?&gt;</c>, <c>[]byte</c> a byte array.
/// </summary>
public static class GoType
{
    /// <summary>The type of <c>map[string]interface {}</c>.</summary>
    public const string Map = "map[string]interface {}";

    /// <summary>The type of <c>[]interface {}</c>.</summary>
    public const string List = "[]interface {}";

    /// <summary>The type's name; <c>&lt;nil&gt;</c> for null.</summary>
    public static string Name(object? value) => value switch
    {
        null => "<nil>",
        string => "string",
        bool => "bool",
        double => "float64",
        nint => "int",
        long => "int64",
        ITemplateObject named => named.GoType,
        Dictionary<string, object?> => Map,
        List<object?> => List,
        int => "int32",
        ulong => "uint64",
        uint => "uint32",
        float => "float32",
        byte => "uint8",
        Complex => "complex128",
        List<string> => "[]string",
        List<nint> => "[]int",
        byte[] => "[]uint8",
        Dictionary<string, string> => "map[string]string",
        List<List<object?>> => "[][]interface {}",
        List<Dictionary<string, object?>> => "[]map[string]interface {}",
        Exception => "*errors.errorString",
        _ => value.GetType().Name,
    };

    /// <summary>The kind's name, as Go's reflect gives it: <c>map</c>, <c>slice</c>, <c>struct</c>, <c>ptr</c>, <c>int</c>.</summary>
    public static string Kind(object? value) => value switch
    {
        null => "invalid",
        IDictionary => "map",
        IList => "slice",
        GoDuration => "int64",
        ITemplateObject named => named.GoType.StartsWith('*') ? "ptr" : "struct",
        Exception => "ptr",
        _ => Name(value),
    };

    /// <summary>Whether the value is a list of any item type.</summary>
    public static bool IsSlice(object? value) => value is IList;

    /// <summary>Whether the value is a map of any element type.</summary>
    public static bool IsMap(object? value) => value is IDictionary;

    /// <summary>Go's truth: false for zero numbers, empty text, empty collections and nothing.</summary>
    public static bool IsTrue(object? value) => value switch
    {
        null => false,
        bool boolean => boolean,
        string text => text.Length > 0,
        ICollection collection => collection.Count > 0,
        double number => number != 0,
        nint number => number != 0,
        long number => number != 0,
        int number => number != 0,
        ulong number => number != 0,
        uint number => number != 0,
        float number => number != 0,
        byte number => number != 0,
        Complex number => number != Complex.Zero,
        GoDuration duration => duration.Nanoseconds != 0,
        _ => true,
    };
}
