using Sampan.Kubernetes.RegularExpressions;

namespace Sampan.Charts.Testing.Assertions.Checks;

using Map = Dictionary<string, object?>;

/// <summary><c>matchRegexRaw</c>: a file that is no YAML matches a regular expression somewhere.</summary>
internal sealed class RawPatternCheck(CheckParameters parameters) : DocumentCheck
{
    private readonly string _pattern = parameters.Text("pattern");

    protected override string? Refusal => Refuse(_pattern);

    /// <summary>Why a pattern cannot be used; null when it can.</summary>
    public static string? Refuse(string pattern)
    {
        if (pattern.Length == 0)
        {
            return "expected field 'pattern' to be filled";
        }

        try
        {
            GoRegex.Parse(pattern);
            return null;
        }
        catch (GoRegexException exception)
        {
            return exception.Message;
        }
    }

    protected override IReadOnlyList<string>? Failure(Map document, int index, CheckContext context)
    {
        var text = RawText.Comparable(document);
        return GoRegex.Parse(_pattern).IsMatch(text) != context.IsNegative ? null : FailureText.Expected(context.IsNegative, " to match", _pattern, text);
    }

    protected override IReadOnlyList<string> FailureOfNothing() => FailureText.Expected(false, " to match", _pattern, "no manifest found");
}
