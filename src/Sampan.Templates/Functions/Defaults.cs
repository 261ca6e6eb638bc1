using Sampan.Templates.Values;

namespace Sampan.Templates.Functions;

/// <summary>sprig's functions for what is given and what is not.</summary>
internal static class Defaults
{
    public static void AddTo(FunctionTable table)
    {
        table.AddVariadic("default", [ParameterType.Any, ParameterType.Any], (_, arguments) =>
            arguments.Length < 2 || IsEmpty(arguments[1]) ? arguments[0] : arguments[1]);
        table.Add("empty", [ParameterType.Any], (_, arguments) => Boxes.Of(IsEmpty(arguments[0])));
        table.AddVariadic("coalesce", [ParameterType.Any], (_, arguments) => Coalesce(arguments));
        table.AddVariadic("all", [ParameterType.Any], (_, arguments) => Boxes.Of(All(arguments)));
        table.AddVariadic("any", [ParameterType.Any], (_, arguments) => Boxes.Of(Coalesce(arguments) is not null));
        table.Add("ternary", [ParameterType.Any, ParameterType.Any, ParameterType.Boolean], (_, arguments) => (bool)arguments[2]! ? arguments[0] : arguments[1]);
    }

    /// <summary>Whether a value counts as not given: the untrue ones. A struct is always given.</summary>
    public static bool IsEmpty(object? value) => !GoType.IsTrue(value);

    private static object? Coalesce(ReadOnlySpan<object?> arguments)
    {
        foreach (var argument in arguments)
        {
            if (!IsEmpty(argument))
            {
                return argument;
            }
        }

        return null;
    }

    private static bool All(ReadOnlySpan<object?> arguments)
    {
        foreach (var argument in arguments)
        {
            if (IsEmpty(argument))
            {
                return false;
            }
        }

        return true;
    }
}
