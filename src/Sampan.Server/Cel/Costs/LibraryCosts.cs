using Sampan.Server.Cel.Checking;
using Sampan.Server.Cel.Parsing;
using Sampan.Server.Cel.Values;

namespace Sampan.Server.Cel.Costs;

/// <summary>Estimates of calls of Kubernetes' library functions (apiserver/pkg/cel/library/cost.go).</summary>
/// <param name="estimateSize">The size that declarations give to what a path leads to.</param>
internal sealed class LibraryCosts(Func<IReadOnlyList<string>, CostRange?> estimateSize)
{
    private const double Regex = 128;

    private static readonly CostRange AddressBytes = new(4, 16);

    /// <summary>The estimate, or null for a function of the language itself.</summary>
    public CallEstimate? Estimate(string function, string overload, CostNode? target, IReadOnlyList<CostNode> arguments) => (function, target) switch
    {
        ("check", _) => new CallEstimate(CostRange.Exactly((ulong)CostFactors.AuthorizationCheck)),
        ("serviceAccount" or "path" or "group" or "resource" or "subresource" or "namespace" or "name" or "allowed" or "reason" or "error" or "errored", _) => CallEstimate.One,
        ("isSorted" or "sum" or "max" or "min" or "indexOf" or "lastIndexOf", { } list) => Walk(list),
        ("url" or "isURL", _) when arguments.Count == 1 => new CallEstimate(Size(arguments[0]) * CostFactors.Traversal),
        ("lowerAscii" or "upperAscii" or "substring" or "trim", { } text) => new CallEstimate(Size(text) * CostFactors.Traversal, Size(text)),
        ("replace", { } text) when arguments.Count >= 2 => new CallEstimate(Size(text) * (2 * CostFactors.Traversal), Replaced(Size(text), Size(arguments[0]), Size(arguments[1]))),
        ("split", { } text) => new CallEstimate(Size(text) * (2 * CostFactors.Traversal), new CostRange(0, Parts(arguments) ?? Size(text).Max)),
        ("join", { } list) => Joined(list, arguments),
        ("quantity" or "isQuantity" or "semver" or "isSemver" or "cidr" or "isIP" or "isCIDR", _) or ("ip", null) when arguments.Count >= 1 => new CallEstimate(Size(arguments[0]) * CostFactors.Traversal),
        ("ip.isCanonical", _) when arguments.Count >= 1 => new CallEstimate(Size(arguments[0]) * (2 * CostFactors.Traversal)),
        (Operators.Equal, _) when arguments[0].Type is { Kind: CelKind.Opaque, IsOptional: false } type && type.IsExactly(arguments[1].Type) => CallEstimate.One,
        ("lists.range", _) => new CallEstimate(CostRange.Unknown + Made),
        ("slice" or "flatten" or "reverse", { } list) => new CallEstimate(Size(list) + Made, new CostRange(0, Size(list).Max)),
        ("sort" or "distinct", { } list) => new CallEstimate(Sorted(list), Size(list)),
        ("@sortByAssociatedKeys", { } list) => new CallEstimate(Sorted(arguments[0]), Size(list)),
        ("find" or "findAll", { } text) when arguments.Count >= 1 => new CallEstimate(
            ((Size(text) + CostRange.One) * CostFactors.Traversal) * (Size(arguments[0]) * CostFactors.Pattern), new CostRange(0, Size(text).Max)),
        ("ip", not null) or ("masked" or "prefixLength" or "family" or "isUnspecified" or "isLoopback" or "isLinkLocalMulticast" or "isLinkLocalUnicast", _) => CallEstimate.One,
        ("containsIP", not null) => new CallEstimate(Compared(overload == "cidr_contains_ip_string" ? arguments[0] : null)),
        ("containsCIDR", not null) => new CallEstimate(Compared(overload == "cidr_contains_cidr_string" ? arguments[0] : null) + (AddressBytes * CostFactors.Traversal) + CostRange.One),
        ("validate", not null) => new CallEstimate((Size(arguments[0]) * CostFactors.Traversal) * new CostRange(1, (ulong)Math.Ceiling(Regex * CostFactors.Pattern))),
        ("sets.contains" or "sets.intersects", _) => new CallEstimate((Size(arguments[0]) * Size(arguments[1])) + CostRange.One),
        ("sets.equivalent", _) => new CallEstimate(((Size(arguments[0]) * Size(arguments[1])) * 2.0) + CostRange.One),
        ("sign" or "asInteger" or "isInteger" or "asApproximateFloat" or "isGreaterThan" or "isLessThan" or "compareTo" or "add" or "sub", _) => CallEstimate.One,
        _ => null,
    };

    // A list is made, by a call.
    private static readonly CostRange Made = CostRange.Exactly(1 + (ulong)CostFactors.ListCreation);

    private CostRange Sorted(CostNode list)
    {
        var factor = ElementOf(list)?.Type.Kind is CelKind.String or CelKind.Bytes ? 2 + CostFactors.Traversal : 2;
        return ((Size(list) * Size(list)) * factor) + Made;
    }

    private CostRange Size(CostNode node) => node.Size ?? estimateSize(node.Path) ?? CostRange.Unknown;

    private static CostNode? ElementOf(CostNode list) => list.Type.Parameters.Count == 0
        ? null
        : new CostNode(null, list.Type.Parameters[0], list.Path.Count == 0 ? [] : [.. list.Path, CostEstimator.Items], null);

    private CallEstimate Walk(CostNode list)
    {
        if (ElementOf(list) is not { } element)
        {
            return new CallEstimate(Size(list) * CostFactors.Traversal);
        }

        var each = element.Type.Kind is CelKind.String or CelKind.Bytes ? CostRange.One + (Size(element) * CostFactors.Traversal) : CostRange.One;
        return new CallEstimate(Size(list) * each);
    }

    // The largest and the smallest that a text can become when parts of it are replaced.
    private static CostRange Replaced(CostRange text, CostRange old, CostRange replacement)
    {
        var (most, keptMost) = old.Min == 0 ? (CostRange.Add(text.Max, 1), text.Max) : replacement.Max <= old.Min ? (0, text.Max) : (DivideUp(text.Max, old.Min), 0UL);
        var (least, keptLeast) = old.Max == 0 ? (CostRange.Add(text.Min, 1), text.Min) : old.Max <= replacement.Min ? (0, text.Min) : (DivideUp(text.Min, old.Max), 0UL);
        return (new CostRange(least, most) * replacement) + new CostRange(keptLeast, keptMost);
    }

    private static ulong DivideUp(ulong value, ulong divisor)
    {
        var quotient = Math.Ceiling((double)value / divisor);
        return quotient >= ulong.MaxValue ? ulong.MaxValue : (ulong)quotient;
    }

    private static ulong? Parts(IReadOnlyList<CostNode> arguments) =>
        arguments.Count > 1 && arguments[1].Expression is LiteralExpression { Value: IntValue { Value: >= 0 } most } ? (ulong)most.Value : null;

    private CallEstimate Joined(CostNode list, IReadOnlyList<CostNode> arguments)
    {
        var count = Size(list);
        var size = ElementOf(list) is { } element ? count * Size(element) : CostRange.Zero;
        if (arguments.Count > 0)
        {
            size += Size(arguments[0]) * new CostRange(count.Min > 0 ? count.Min - 1 : 0, count.Max > 0 ? count.Max - 1 : 0);
        }

        return new CallEstimate(size * CostFactors.Traversal, size);
    }

    private CostRange Compared(CostNode? text) => ((AddressBytes + AddressBytes) * CostFactors.Traversal) + (text is { } given ? Size(given) * CostFactors.Traversal : CostRange.Zero);
}
