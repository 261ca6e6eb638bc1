using System.Buffers;
using Sampan.Kubernetes.RegularExpressions;

namespace Sampan.Charts.Testing.Assertions.Checks;

/// <summary><c>failedTemplate</c>: the chart does not render, with a message or one that matches a pattern where they are given.</summary>
internal sealed class FailureCheck(CheckParameters parameters) : IManifestCheck
{
    private static readonly SearchValues<char> PatternCharacters = SearchValues.Create(@"\.+*?()|[]{}^$");
    private readonly string _message = parameters.Text("errorMessage");
    private readonly string _pattern = parameters.Text("errorPattern");

    public IReadOnlyList<string>? Failure(CheckContext context)
    {
        if (_message.Length > 0 && _pattern.Length > 0)
        {
            return FailureText.Error("single attribute 'errorMessage' or 'errorPattern' supported at the same time");
        }

        if (context.RenderError is { } error)
        {
            return Failure(error, -1, context.IsNegative);
        }

        if (context.Selected.Count == 0)
        {
            return context.IsNegative ? null : Describe("No failed document", -1, not: false);
        }

        List<string> failure = [];
        for (var i = 0; i < context.Selected.Count && !(failure.Count > 0 && context.FailFast); i++)
        {
            failure.AddRange(Failure(RawText.Of(context.Selected[i]), i, context.IsNegative) ?? []);
        }

        return failure.Count == 0 ? null : failure;
    }

    private IReadOnlyList<string>? Failure(string? error, int document, bool isNegative)
    {
        var holds = _pattern.Length > 0 ? error is null || Matches(error, isNegative)
            : _message.Length == 0 || (error == _message) != isNegative;
        return holds ? null : Describe(error ?? "<nil>", document, isNegative);
    }

    /// <summary>A pattern that does not match as such may still be meant as the text itself.</summary>
    private bool Matches(string error, bool isNegative) =>
        Pattern().IsMatch(error) != isNegative
        || (_pattern.AsSpan().ContainsAny(PatternCharacters) && GoRegex.Parse(GoRegex.Quote(_pattern)).IsMatch(error) != isNegative);

    private GoRegex Pattern()
    {
        try
        {
            return GoRegex.Parse(_pattern);
        }
        catch (GoRegexException)
        {
            return GoRegex.Parse(GoRegex.Quote(_pattern));
        }
    }

    private IReadOnlyList<string> Describe(string actual, int document, bool not) => FailureText.Expected(
        not, _pattern.Length > 0 ? " to match" : " to equal", _message.Length > 0 ? _message : _pattern, not ? null : actual, document: document);
}
