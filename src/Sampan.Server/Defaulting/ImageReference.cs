using System.Text.RegularExpressions;

namespace Sampan.Server.Defaulting;

/// <summary>References to container images, <c>[domain/]path[:tag][@digest]</c>.</summary>
internal static partial class ImageReference
{
    private const int LongestPath = 255;

    /// <summary>Whether a reference means the tag <c>latest</c>: named, or neither tag nor digest given. What is no reference does not.</summary>
    public static bool IsLatest(string reference)
    {
        if (Identifier().IsMatch(reference))
        {
            return false;
        }

        var slash = reference.IndexOf('/', StringComparison.Ordinal);
        var hasDomain = slash >= 0 && IsDomain(reference[..slash]);
        if (hasDomain && !Domain().IsMatch(reference[..slash]))
        {
            return false;
        }

        var match = Remainder().Match(hasDomain ? reference[(slash + 1)..] : reference);
        return match.Success
            && match.Groups["path"].Length <= LongestPath
            && (match.Groups["tag"].Success ? match.Groups["tag"].ValueSpan is "latest" : !match.Groups["digest"].Success);
    }

    private static bool IsDomain(string first) =>
        first == "localhost" || first.AsSpan().ContainsAny('.', ':') || first.AsSpan().ContainsAnyInRange('A', 'Z');

    // What looks like the identifier of an image is refused as a name.
    [GeneratedRegex(@"\A[a-f0-9]{64}\z", RegexOptions.ExplicitCapture)]
    private static partial Regex Identifier();

    [GeneratedRegex(@"\A(\[[a-fA-F0-9:]+\]|[a-zA-Z0-9]([a-zA-Z0-9-]*[a-zA-Z0-9])?(\.[a-zA-Z0-9]([a-zA-Z0-9-]*[a-zA-Z0-9])?)*)(:[0-9]+)?\z", RegexOptions.ExplicitCapture)]
    private static partial Regex Domain();

    [GeneratedRegex(@"\A(?<path>[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*(/[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*)*)(:(?<tag>[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}))?(?<digest>@[A-Za-z][A-Za-z0-9]*([-_+.][A-Za-z][A-Za-z0-9]*)*:[0-9a-fA-F]{32,})?\z", RegexOptions.ExplicitCapture)]
    private static partial Regex Remainder();
}
