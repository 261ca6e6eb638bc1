using Sampan.Templates.Values;

namespace Sampan.Templates.Functions;

/// <summary>sprig's functions for the types of values.</summary>
internal static class Reflection
{
    public static void AddTo(FunctionTable table)
    {
        table.Add("typeOf", [ParameterType.Any], (_, arguments) => GoType.Name(arguments[0]));
        table.Add("typeIs", [ParameterType.Text, ParameterType.Any], (_, arguments) => Boxes.Of(GoType.Name(arguments[1]) == (string)arguments[0]!));
        table.Add("typeIsLike", [ParameterType.Text, ParameterType.Any], (_, arguments) =>
            Boxes.Of(GoType.Name(arguments[1]) is var type && (type == (string)arguments[0]! || type == "*" + (string)arguments[0]!)));
        table.Add("kindOf", [ParameterType.Any], (_, arguments) => GoType.Kind(arguments[0]));
        table.Add("kindIs", [ParameterType.Text, ParameterType.Any], (_, arguments) => Boxes.Of(GoType.Kind(arguments[1]) == (string)arguments[0]!));
        table.Add("deepEqual", [ParameterType.Any, ParameterType.Any], (_, arguments) => Boxes.Of(DeepEquality.AreEqual(arguments[0], arguments[1])));
    }
}
