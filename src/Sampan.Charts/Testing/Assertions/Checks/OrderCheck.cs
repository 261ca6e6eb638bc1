using Sampan.Charts.Text;

namespace Sampan.Charts.Testing.Assertions.Checks;

/// <summary><c>greaterOrEqual</c> and <c>lessOrEqual</c>, of numbers of one type or of texts.</summary>
internal sealed class OrderCheck(CheckParameters parameters, bool isGreater) : ValueCheck(parameters.Text("path"))
{
    private readonly object? _expected = parameters.Value("value");

    private string Word => isGreater ? "greater" : "less";

    protected override IReadOnlyList<string>? Failure(object? value, ValuePlace place, CheckContext context)
    {
        if (value?.GetType() != _expected?.GetType())
        {
            return FailureText.Error($"actual '{TypeCheck.GoTypeOf(value)}' and expected '{TypeCheck.GoTypeOf(_expected)}' types do not match", place);
        }

        var order = (value, _expected) switch
        {
            (string text, string expected) => string.CompareOrdinal(text, expected),
            (long number, long expected) => number.CompareTo(expected),
            (double number, double expected) => number.CompareTo(expected),
            _ => (int?)null,
        };
        if (order is null)
        {
            return Describe($"unsupported type '{TypeCheck.GoTypeOf(_expected)}'", context.IsNegative, place);
        }

        // The plugin's notGreaterOrEqual holds for any two values of one type; suites that pass there have to pass here.
        var holds = isGreater ? order >= 0 || context.IsNegative : order <= 0 != context.IsNegative;
        return holds ? null : Describe($"the actual '{GoText.Format(value)}' is not {Word} or equal to the expected '{GoText.Format(_expected)}'", context.IsNegative, place);
    }

    protected override IReadOnlyList<string> FailureOfNothing() => Describe("no manifests found", not: false, new ValuePlace(-1, -1));

    private IReadOnlyList<string> Describe(string what, bool not, ValuePlace place) =>
        FailureText.Expected(not, $" to be {Word} then or equal to, got", what, null, Path, place);
}
