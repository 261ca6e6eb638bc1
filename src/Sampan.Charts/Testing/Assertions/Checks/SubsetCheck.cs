namespace Sampan.Charts.Testing.Assertions.Checks;

using Map = Dictionary<string, object?>;

/// <summary><c>isSubset</c>: a map has the expected entries, each of them whole.</summary>
internal sealed class SubsetCheck(CheckParameters parameters) : ValueCheck(parameters.Text("path"))
{
    private readonly object? _content = parameters.Value("content");

    protected override IReadOnlyList<string>? Failure(object? value, ValuePlace place, CheckContext context) =>
        value is not Map map || _content is not Map content ? FailureText.Error($"expect '{Path}' to be an object, got:\n{TestYaml.Write(value)}", place)
        : DataEquality.IsSubset(content, map) != context.IsNegative ? null
        : Describe(value, context.IsNegative, place);

    protected override IReadOnlyList<string> FailureOfNothing() => Describe("no manifest found", not: false, new ValuePlace(-1, -1));

    private IReadOnlyList<string> Describe(object? value, bool not, ValuePlace place) =>
        FailureText.Expected(not, " to contain", TestYaml.Write(_content), TestYaml.Write(value), Path, place);
}
