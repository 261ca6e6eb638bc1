using Sampan.Kubernetes.RegularExpressions;

namespace Sampan.Charts.Testing.Assertions.Checks;

/// <summary><c>matchRegex</c>: the text at a path matches a regular expression somewhere.</summary>
internal sealed class PatternCheck(CheckParameters parameters) : ValueCheck(parameters.Text("path"))
{
    private readonly string _pattern = parameters.Text("pattern");
    private readonly bool _decodes = parameters.Flag("decodeBase64");

    protected override string? Refusal => RawPatternCheck.Refuse(_pattern);

    protected override IReadOnlyList<string>? Failure(object? value, ValuePlace place, CheckContext context)
    {
        if (value is not string text)
        {
            return FailureText.Error($"expect '{Path}' to be a string, got:\n{TestYaml.Write(value)}", place);
        }

        var compared = _decodes ? Base64Text.Decode(text) : text;
        return compared is null ? FailureText.Error($"unable to decode base64 expected content {text}", place)
            : GoRegex.Parse(_pattern).IsMatch(compared) != context.IsNegative ? null
            : FailureText.Expected(context.IsNegative, " to match", _pattern, compared, Path, place);
    }

    protected override IReadOnlyList<string> FailureOfNothing() => FailureText.Expected(false, " to match", _pattern, "no manifest found", Path);
}
