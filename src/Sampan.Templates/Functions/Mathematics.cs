using System.Globalization;
using Sampan.Templates.Formatting;
using Sampan.Templates.Values;

namespace Sampan.Templates.Functions;

/// <summary>sprig's arithmetic and conversions to numbers. Whole-number functions cut fractions off first.</summary>
internal static class Mathematics
{
    private static readonly ParameterType Any = ParameterType.Any;

    private delegate long IntegerOperation(long left, long right);

    private delegate double FloatOperation(double left, double right);

    public static void AddTo(FunctionTable table)
    {
        table.Add("int", [Any], (_, arguments) => Boxes.Integer(Numbers.ToInteger(arguments[0])));
        table.Add("int64", [Any], (_, arguments) => Boxes.Long(Numbers.ToInteger(arguments[0])));
        table.Add("float64", [Any], (_, arguments) => Numbers.ToFloat(arguments[0]));
        table.Add("toDecimal", [Any], (_, arguments) => Boxes.Long(GoNumber.TryParseInteger(GoPrinter.Value(arguments[0]), 8, out var number) ? number : 0));
        table.Add("atoi", [ParameterType.Text], (_, arguments) => Boxes.Integer(GoNumber.TryParseInteger((string)arguments[0]!, 10, out var number) ? number : 0));
        table.AddVariadic("add", [Any], (_, arguments) => Fold(arguments, 0, (left, right) => unchecked(left + right)));
        table.Add("add1", [Any], (_, arguments) => Boxes.Long(unchecked(Numbers.ToInteger(arguments[0]) + 1)));
        table.Add("sub", [Any, Any], (_, arguments) => FoldFrom(arguments, (left, right) => unchecked(left - right)));
        table.AddVariadic("mul", [Any, Any], (_, arguments) => FoldFrom(arguments, (left, right) => unchecked(left * right)));
        table.Add("div", [Any, Any], (_, arguments) => FoldFrom(arguments, Divide));
        table.Add("mod", [Any, Any], (_, arguments) => FoldFrom(arguments, Modulo));
        foreach (var name in (string[])["max", "biggest"])
        {
            table.AddVariadic(name, [Any, Any], (_, arguments) => FoldFrom(arguments, Math.Max));
        }

        table.AddVariadic("min", [Any, Any], (_, arguments) => FoldFrom(arguments, Math.Min));
        table.AddVariadic("maxf", [Any, Any], (_, arguments) => FoldFloats(arguments, Math.Max));
        table.AddVariadic("minf", [Any, Any], (_, arguments) => FoldFloats(arguments, Math.Min));
        table.Add("ceil", [Any], (_, arguments) => Math.Ceiling(Numbers.ToFloat(arguments[0])));
        table.Add("floor", [Any], (_, arguments) => Math.Floor(Numbers.ToFloat(arguments[0])));
        table.AddVariadic("round", [Any, ParameterType.Integer, ParameterType.Float], (_, arguments) => Round(arguments));
        table.Add("until", [ParameterType.Integer], (context, arguments) => Sequence(0, (nint)arguments[0]!, (nint)arguments[0]! < 0 ? -1 : 1, context.Options.MaximumOutput));
        table.Add("untilStep", [ParameterType.Integer, ParameterType.Integer, ParameterType.Integer], (context, arguments) =>
            Sequence((nint)arguments[0]!, (nint)arguments[1]!, (nint)arguments[2]!, context.Options.MaximumOutput));
        table.AddVariadic("seq", [ParameterType.Integer], (context, arguments) => Numbered(arguments, context.Options.MaximumOutput));
        AddDecimals(table);
    }

    private static void AddDecimals(FunctionTable table)
    {
        table.AddVariadic("addf", [Any], (_, arguments) => arguments.IsEmpty ? 0.0 : DecimalNumber.Fold(arguments, (left, right) => left + right));
        table.Add("add1f", [Any], (_, arguments) => DecimalNumber.Fold([arguments[0], 1.0], (left, right) => left + right));
        table.AddVariadic("subf", [Any, Any], (_, arguments) => DecimalNumber.Fold(arguments, (left, right) => left - right));
        table.AddVariadic("mulf", [Any, Any], (_, arguments) => DecimalNumber.Fold(arguments, (left, right) => left * right));
        table.AddVariadic("divf", [Any, Any], (_, arguments) => DecimalNumber.Fold(arguments, (left, right) => left / right));
    }

    private static object FoldFrom(ReadOnlySpan<object?> arguments, IntegerOperation operation) =>
        Fold(arguments[1..], Numbers.ToInteger(arguments[0]), operation);

    private static object Fold(ReadOnlySpan<object?> arguments, long start, IntegerOperation operation)
    {
        foreach (var argument in arguments)
        {
            start = operation(start, Numbers.ToInteger(argument));
        }

        return Boxes.Long(start);
    }

    private static double FoldFloats(ReadOnlySpan<object?> arguments, FloatOperation operation)
    {
        var result = Numbers.ToFloat(arguments[0]);
        foreach (var argument in arguments[1..])
        {
            result = operation(result, Numbers.ToFloat(argument));
        }

        return result;
    }

    private static long Divide(long left, long right) => right switch
    {
        0 => throw DivisionByZero(),
        -1 => unchecked(-left),
        _ => left / right,
    };

    private static long Modulo(long left, long right) => right switch
    {
        0 => throw DivisionByZero(),
        -1 => 0,
        _ => left % right,
    };

    private static FunctionException DivisionByZero() => new("runtime error: integer divide by zero");

    private static object Round(ReadOnlySpan<object?> arguments)
    {
        var threshold = arguments.Length > 2 ? (double)arguments[2]! : 0.5;
        var power = Math.Pow(10, (nint)arguments[1]!);
        var scaled = power * Numbers.ToFloat(arguments[0]);
        return (scaled - Math.Truncate(scaled) >= threshold ? Math.Ceiling(scaled) : Math.Floor(scaled)) / power;
    }

    private static List<nint> Sequence(nint start, nint stop, nint step, int limit)
    {
        var numbers = new List<nint>();
        if (stop < start ? step >= 0 : step <= 0)
        {
            return numbers;
        }

        for (var i = start; step > 0 ? i < stop : i > stop; i += step)
        {
            numbers.Add(i);
            if (numbers.Count > limit)
            {
                throw new FunctionException(string.Create(CultureInfo.InvariantCulture, $"the list would exceed {limit} items"));
            }
        }

        return numbers;
    }

    /// <summary>As the <c>seq</c> command: end; start and end; start, step and end. Ends are included.</summary>
    private static string Numbered(ReadOnlySpan<object?> arguments, int limit)
    {
        if (arguments.Length is 0 or > 3)
        {
            return "";
        }

        var start = arguments.Length == 1 ? 1 : (nint)arguments[0]!;
        var end = (nint)arguments[^1]!;
        nint direction = end < start ? -1 : 1;
        var step = arguments.Length == 3 ? (nint)arguments[1]! : direction;
        return arguments.Length == 3 && direction < 0 && step > 0 ? "" : string.Join(' ', Sequence(start, end + direction, step, limit));
    }
}
