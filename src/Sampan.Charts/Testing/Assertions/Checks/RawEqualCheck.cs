namespace Sampan.Charts.Testing.Assertions.Checks;

using Map = Dictionary<string, object?>;

/// <summary><c>equalRaw</c>: a file that is no YAML has the expected text.</summary>
internal sealed class RawEqualCheck(CheckParameters parameters) : DocumentCheck
{
    private readonly string _expected = parameters.Text("value");

    protected override IReadOnlyList<string>? Failure(Map document, int index, CheckContext context)
    {
        var text = RawText.Comparable(document);
        return text == _expected != context.IsNegative ? null : Describe(text, context.IsNegative);
    }

    protected override IReadOnlyList<string> FailureOfNothing() => Describe("no manifest found", not: false);

    private IReadOnlyList<string> Describe(string text, bool not)
    {
        var (expected, actual) = (TestYaml.Write(_expected), TestYaml.Write(text));
        return not ? FailureText.Expected(not, " to equal", expected) : FailureText.Expected(not, " to equal", expected, actual, diff: UnifiedDiff.Of(expected, actual));
    }
}
