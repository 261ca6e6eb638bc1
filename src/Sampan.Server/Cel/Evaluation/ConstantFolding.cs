using Sampan.Server.Cel.Parsing;
using Sampan.Server.Cel.Values;

namespace Sampan.Server.Cel.Evaluation;

/// <summary>
/// Evaluates once what cannot come out differently: lists and maps of constants, and constants converted to another type
/// (cel-go interpreter/decorators.go). What is left to evaluate, and to pay for, is what depends on variables.
/// </summary>
internal static class ConstantFolding
{
    private static readonly HashSet<string> Conversions = ["bool", "bytes", "double", "dyn", "duration", "int", "string", "timestamp", "uint"];

    /// <summary>Folds a checked expression.</summary>
    public static void Fold(Expression node)
    {
        foreach (var part in ExpressionWalk.Parts(node))
        {
            Fold(part);
        }

        var isConstant = node switch
        {
            LiteralExpression => true,
            ListExpression list => list.Optional.Count == 0 && list.Elements.All(element => element.Constant is not null),
            MapExpression map => map.Entries.All(entry => !entry.IsOptional && entry.Key.Constant is not null && entry.Value.Constant is not null),
            CallExpression { Target: null, Arguments: [{ Constant: not null }] } call => Conversions.Contains(call.Function),
            CallExpression { Function: Operators.In, Arguments: [_, { Constant: ListValue { Count: 0 } }] } => true,
            _ => false,
        };
        if (isConstant && Evaluator.Run(node, new CelVariables(), long.MaxValue).Value is var value and not ErrorValue)
        {
            node.Constant = value;
        }
    }

    /// <summary>Whether a call asks for membership of a constant list of scalars, which a set answers at no cost.</summary>
    public static bool IsMembership(CallExpression call) =>
        call is { Function: Operators.In, Overloads: [{ Id: "in_list" }], Arguments: [_, { Constant: ListValue list }] } && Enumerable.Range(0, list.Count).All(i => list[i] is StringValue or IntValue or UintValue or DoubleValue or BoolValue);
}
