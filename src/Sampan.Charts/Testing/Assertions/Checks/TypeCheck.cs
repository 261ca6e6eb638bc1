namespace Sampan.Charts.Testing.Assertions.Checks;

using Map = Dictionary<string, object?>;

/// <summary><c>isType</c>: a value's type has the expected name, which is Go's.</summary>
internal sealed class TypeCheck(CheckParameters parameters) : ValueCheck(parameters.Text("path"))
{
    private readonly string _expected = parameters.Text("type");

    /// <summary>The type that the plugin holds a value in; empty for a null.</summary>
    public static string GoTypeOf(object? value) => value switch
    {
        string => "string",
        bool => "bool",
        long => "int",
        double => "float64",
        Map => "map[string]interface {}",
        List<object?> => "[]interface {}",
        _ => "",
    };

    protected override IReadOnlyList<string>? Failure(object? value, ValuePlace place, CheckContext context) =>
        GoTypeOf(value) == _expected != context.IsNegative ? null
        : FailureText.Expected(context.IsNegative, " to be of type", _expected, GoTypeOf(value), Path, place);

    protected override IReadOnlyList<string> FailureOfNothing() => FailureText.Expected(false, " to be of type", _expected, "no manifest found", Path);
}
