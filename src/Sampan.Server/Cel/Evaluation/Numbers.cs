using Sampan.Server.Cel.Parsing;
using Sampan.Server.Cel.Values;

namespace Sampan.Server.Cel.Evaluation;

/// <summary>Arithmetic that reports what does not fit into 64 bits.</summary>
internal static class Numbers
{
    public static CelValue Int(string function, long left, long right)
    {
        if (right == 0 && function is Operators.Divide or Operators.Modulo)
        {
            return new ErrorValue(function == Operators.Divide ? "division by zero" : "modulus by zero");
        }

        var result = function switch
        {
            Operators.Add => (Int128)left + right,
            Operators.Subtract => (Int128)left - right,
            Operators.Multiply => (Int128)left * right,
            Operators.Divide => (Int128)left / right,
            _ => left == long.MinValue && right == -1 ? Int128.MaxValue : (Int128)left % right,
        };
        return result >= long.MinValue && result <= long.MaxValue ? IntValue.Of((long)result) : new ErrorValue("integer overflow");
    }

    public static CelValue Uint(string function, ulong left, ulong right)
    {
        if (right == 0 && function is Operators.Divide or Operators.Modulo)
        {
            return new ErrorValue(function == Operators.Divide ? "division by zero" : "modulus by zero");
        }

        var result = function switch
        {
            Operators.Add => (Int128)left + right,
            Operators.Subtract => (Int128)left - right,
            Operators.Multiply => Math.BigMul(left, right, out var low) == 0 ? low : Int128.MaxValue,
            Operators.Divide => (Int128)left / right,
            _ => (Int128)left % right,
        };
        return result >= 0 && result <= ulong.MaxValue ? new UintValue((ulong)result) : new ErrorValue("unsigned integer overflow");
    }

    public static CelValue Double(string function, double left, double right) => new DoubleValue(function switch
    {
        Operators.Add => left + right,
        Operators.Subtract => left - right,
        Operators.Multiply => left * right,
        _ => left / right,
    });
}
