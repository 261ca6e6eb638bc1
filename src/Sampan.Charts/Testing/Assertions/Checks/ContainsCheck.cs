namespace Sampan.Charts.Testing.Assertions.Checks;

using Map = Dictionary<string, object?>;

/// <summary>
/// <c>contains</c>: a list has an item, or with <c>count</c> so many of them; with <c>any</c>, maps need only have
/// the entries of the expected one.
/// </summary>
internal sealed class ContainsCheck(CheckParameters parameters) : ValueCheck(parameters.Text("path"))
{
    private readonly object? _content = parameters.Value("content");
    private readonly long? _count = parameters.Number("count");
    private readonly bool _any = parameters.Flag("any");

    protected override IReadOnlyList<string>? Failure(object? value, ValuePlace place, CheckContext context)
    {
        if (value is not List<object?> list)
        {
            return FailureText.Error($"expect '{Path}' to be an array, got:\n{TestYaml.Write(value)}", place);
        }

        var found = list.Count(Matches);
        if ((_count is null ? found > 0 : found > 0 && found == _count) != context.IsNegative)
        {
            return null;
        }

        return _count is null || found == 0
            ? Describe(value, context.IsNegative, place)
            : FailureText.Error($"expect count {_count} in '{Path}' to be in array, got {found}:\n{TestYaml.Write(value)}", place);
    }

    protected override IReadOnlyList<string> FailureOfNothing() => Describe("no manifest found", not: false, new ValuePlace(0, -1));

    private bool Matches(object? item) =>
        _any && item is Map map && _content is Map content ? DataEquality.IsSubset(content, map) : DataEquality.AreEqual(item, _content);

    private IReadOnlyList<string> Describe(object? value, bool not, ValuePlace place) =>
        FailureText.Expected(not, " to contain", TestYaml.Write(new List<object?> { _content }), TestYaml.Write(value), Path, place);
}
