using System.Text.RegularExpressions;
using Sampan.Kubernetes.Yaml;

namespace Sampan.Charts.Values.Origins;

/// <summary>The text that values were read from, to find their lines in.</summary>
/// <param name="Text">The YAML text, or the template that made it.</param>
/// <param name="IsTemplate">Whether it is a template: lines are then found by the key alone, where only one has it.</param>
public sealed record ValueText(string Text, bool IsTemplate = false)
{
    /// <summary>Where the values are within the text: keys and list indexes.</summary>
    public IReadOnlyList<object> Within { get; init; } = [];

    /// <summary>How many lines of the file come before the text.</summary>
    public int LinesBefore { get; init; }

    /// <summary>Where a value is written; null where that cannot be told.</summary>
    public YamlPosition? Find(IReadOnlyList<object> path)
    {
        var position = IsTemplate ? FindKey(path) : YamlPosition.Find(Text, [.. Within, .. path]);
        return position is { } found ? found with { Line = found.Line + LinesBefore } : null;
    }

    private YamlPosition? FindKey(IReadOnlyList<object> path)
    {
        if (path.OfType<string>().LastOrDefault() is not { } key)
        {
            return null;
        }

        var matches = Regex.Matches(Text, $"^[ -]*(?<key>[\"']?{Regex.Escape(key)}[\"']?):", RegexOptions.Multiline | RegexOptions.CultureInvariant);
        if (matches.Count != 1)
        {
            return null;
        }

        var at = matches[0].Groups["key"].Index;
        return new YamlPosition(1 + Text.AsSpan(0, at).Count('\n'), at - Text.LastIndexOf('\n', at));
    }
}
