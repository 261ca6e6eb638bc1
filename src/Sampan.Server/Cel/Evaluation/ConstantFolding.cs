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
            _ => false,
        };
        if (isConstant && Evaluator.Run(node, new CelVariables(), long.MaxValue).Value is var value and not ErrorValue)
        {
            node.Constant = value;
        }
        else if (node is CallExpression { Function: Operators.In, Overloads: [{ Id: "in_list" }], Arguments: [_, { Constant: ListValue list }] } membership)
        {
            // Nothing is in an empty list, whatever it is.
            node.Constant = list.Count == 0 ? BoolValue.False : null;
            membership.Members = AsSet(list);
        }
    }

    /// <summary>The elements as keys; null unless all of them are scalars that can be looked up.</summary>
    private static EntryMap? AsSet(ListValue list)
    {
        var set = new EntryMap();
        for (var i = 0; i < list.Count; i++)
        {
            if (!EntryMap.CanBeFound(list[i]))
            {
                return null;
            }

            set.TryAdd(list[i], list[i]);
        }

        return set;
    }
}
