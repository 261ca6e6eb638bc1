namespace Sampan.Charts.Testing.Assertions.Checks;

using Map = Dictionary<string, object?>;

/// <summary><c>isNullOrEmpty</c>: null, an empty text, list or map, zero, or false.</summary>
internal sealed class EmptyCheck(CheckParameters parameters) : ValueCheck(parameters.Text("path"))
{
    protected override IReadOnlyList<string>? Failure(object? value, ValuePlace place, CheckContext context) =>
        IsEmpty(value) != context.IsNegative ? null : Describe(value, context.IsNegative, place);

    protected override IReadOnlyList<string> FailureOfNothing() => Describe("no manifest found", not: false, new ValuePlace(-1, -1));

    private static bool IsEmpty(object? value) => value switch
    {
        Map map => map.Count == 0,
        List<object?> list => list.Count == 0,
        null or "" or 0L or 0.0 or false => true,
        _ => false,
    };

    private IReadOnlyList<string> Describe(object? value, bool not, ValuePlace place) =>
        FailureText.Expected(not, " to be null or empty, got", TestYaml.Write(value), null, Path, place);
}
