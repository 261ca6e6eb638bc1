namespace Sampan.Charts.Testing.Assertions.Checks;

using Map = Dictionary<string, object?>;

/// <summary><c>isKind</c> and <c>isAPIVersion</c>: a field of the manifest's head is the expected text.</summary>
internal sealed class HeadCheck(CheckParameters parameters, string field, string what) : DocumentCheck
{
    private readonly string _expected = parameters.Text("of");

    protected override IReadOnlyList<string>? Failure(Map document, int index, CheckContext context)
    {
        var value = document.GetValueOrDefault(field);
        return (value is string text && text == _expected) != context.IsNegative ? null
            : FailureText.Expected(context.IsNegative, what, _expected, context.IsNegative ? null : TestYaml.Write(value), document: index);
    }

    protected override IReadOnlyList<string> FailureOfNothing() => FailureText.Expected(false, what, _expected, "no manifest found");
}
