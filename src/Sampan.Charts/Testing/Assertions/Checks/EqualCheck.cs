namespace Sampan.Charts.Testing.Assertions.Checks;

/// <summary><c>equal</c>: the value at a path is the expected one.</summary>
internal sealed class EqualCheck(CheckParameters parameters) : ValueCheck(parameters.Text("path"))
{
    private readonly object? _expected = parameters.Value("value");
    private readonly bool _decodes = parameters.Flag("decodeBase64");

    protected override IReadOnlyList<string>? Failure(object? value, ValuePlace place, CheckContext context)
    {
        if (value is string text)
        {
            if (_decodes && Base64Text.Decode(text) is var decoded)
            {
                if (decoded is null)
                {
                    return FailureText.Error($"unable to decode base64 expected content {text}", place);
                }

                text = decoded;
            }

            value = RawText.Uniform(text);
        }

        return DataEquality.AreEqual(_expected, value) != context.IsNegative ? null : Describe(value, context.IsNegative, place);
    }

    protected override IReadOnlyList<string> FailureOfNothing() => Describe("no manifest found", not: false, new ValuePlace(-1, -1));

    private IReadOnlyList<string> Describe(object? value, bool not, ValuePlace place)
    {
        var (expected, actual) = (TestYaml.Write(_expected), TestYaml.Write(value));
        return not
            ? FailureText.Expected(not, " to equal", expected, null, Path, place)
            : FailureText.Expected(not, " to equal", expected, actual, Path, place, UnifiedDiff.Of(expected, actual));
    }
}
