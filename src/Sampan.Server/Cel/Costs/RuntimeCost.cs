using Sampan.Server.Cel.Checking;
using Sampan.Server.Cel.Libraries;
using Sampan.Server.Cel.Values;

namespace Sampan.Server.Cel.Costs;

/// <summary>What calls cost when they are made (cel-go interpreter/runtimecost.go, Kubernetes cel/library/cost.go).</summary>
internal static class RuntimeCost
{
    /// <summary>The cost, as far as the arguments decide it; null where the result's size does.</summary>
    public static long? Before(Overload overload, CelValue[] arguments) => overload.Function switch
    {
        "check" => CostFactors.AuthorizationCheck,
        "serviceAccount" or "path" or "group" or "resource" or "subresource" or "namespace" or "name" or "allowed" or "reason" or "error" or "errored" => 1,
        "isSorted" or "sum" or "max" or "min" or "indexOf" or "lastIndexOf" => Walk(arguments[0]),
        "url" or "isURL" or "lowerAscii" or "upperAscii" or "substring" or "trim" or "cidr" or "isIP" or "isCIDR" or "quantity" or "isQuantity" or "semver" or "isSemver" => Traverse(Size(arguments[0]), 1),
        "replace" or "split" or "ip.isCanonical" => Traverse(Size(arguments[0]), 2),
        "join" => null,
        "lists.range" => 1 + CostFactors.ListCreation + Math.Clamp(((IntValue)arguments[0]).Value, 0, int.MaxValue),
        "slice" or "reverse" => null,
        // Lists in lists are small as long as they share their elements, which the result does not.
        "flatten" => 1 + CostFactors.ListCreation + ListLibrary.FlattenedCount((ListValue)arguments[0], arguments.Length > 1 ? ((IntValue)arguments[1]).Value : 1),
        "sort" or "distinct" or "@sortByAssociatedKeys" => Compared((ListValue)arguments[^1]),
        "find" or "findAll" => Pattern(arguments),
        "ip" => overload.Id == "cidr_ip" ? 1 : Traverse(Size(arguments[0]), 1),
        "containsIP" => Traverse(2 * Size(arguments[0]), 1) + (overload.Id == "cidr_contains_ip_string" ? Traverse(Size(arguments[1]), 1) : 0),
        "containsCIDR" => Traverse(2 * Size(arguments[0]), 1) + Traverse(Size(arguments[0]), 1) + 1 + (overload.Id == "cidr_contains_cidr_string" ? Traverse(Size(arguments[1]), 1) : 0),
        "validate" => Format(arguments[0], arguments[1]),
        "sets.contains" or "sets.intersects" => 1 + (Size(arguments[0]) * Size(arguments[1])),
        "sets.equivalent" => 1 + (2 * Size(arguments[0]) * Size(arguments[1])),
        _ => Standard(overload, arguments),
    };

    /// <summary>The cost of a call whose result decides it.</summary>
    public static long After(Overload overload, CelValue result) => overload.Function == "join" ? Traverse(Size(result), 2) : 1 + CostFactors.ListCreation + (result is ListValue list ? list.Count : 0);

    // Every element held against every other.
    private static long Compared(ListValue list) =>
        1 + CostFactors.ListCreation + (long)((double)list.Count * list.Count * (list.Count > 0 && list[0] is StringValue or BytesValue ? 2 + CostFactors.Traversal : 2));

    private static long Standard(Overload overload, CelValue[] arguments) => overload.Id switch
    {
        "starts_with_string" or "ends_with_string" or "string_to_bytes" or "bytes_to_string" or "strings_quote" or "string_format" => Traverse(Size(arguments[0]), 1),
        "in_list" => Size(arguments[1]),
        "equals" or "not_equals" or "less_string" or "greater_string" or "less_equals_string" or "greater_equals_string"
            or "less_bytes" or "greater_bytes" or "less_equals_bytes" or "greater_equals_bytes" => Traverse(Math.Min(Size(arguments[0]), Size(arguments[1])), 1),
        "add_string" or "add_bytes" => Traverse(Size(arguments[0]) + Size(arguments[1]), 1),
        "matches_string" => Pattern(arguments),
        "contains_string" => Traverse(Size(arguments[0]), 1) * Traverse(Size(arguments[1]), 1),
        _ => 1,
    };

    private static long Size(CelValue value) => value.Size ?? 1;

    private static long Traverse(long size, int times) => (long)Math.Ceiling(size * times * CostFactors.Traversal);

    private static long Pattern(CelValue[] arguments) =>
        (long)Math.Ceiling((1.0 + Size(arguments[0])) * CostFactors.Traversal) * (long)Math.Ceiling(Size(arguments[1]) * CostFactors.Pattern);

    private static long Format(CelValue format, CelValue text) => format is FormatValue known
        ? (long)Math.Ceiling((1.0 + Size(text)) * CostFactors.Traversal) * (long)Math.Ceiling(known.PatternSize * CostFactors.Pattern)
        : 1;

    // The tree of a value walked through once.
    private static long Walk(CelValue value)
    {
        switch (value)
        {
            case StringValue text:
                return (long)(text.Value.Length * CostFactors.Traversal);
            case BytesValue bytes:
                return (long)(bytes.Value.Length * CostFactors.Traversal);
            case ListValue list:
                var sum = 0L;
                for (var i = 0; i < list.Count; i++)
                {
                    sum += Walk(list[i]);
                }

                return sum;
            case MapValue map:
                return map.Keys.Sum(key => Walk(key) + Walk(map.Find(key)!));
            default:
                return 1;
        }
    }
}
