using Sampan.Charts.Paths;

namespace Sampan.Charts.Loading;

/// <summary>
/// A <c>.helmignore</c> file: one pattern a line. A pattern with a slash matches whole paths, one without matches names
/// in any folder; a trailing slash means folders only. The first rule that decides wins.
/// </summary>
internal sealed class IgnoreRules
{
    private readonly List<Rule> _rules = [];

    /// <summary>Helm's own rule, which comes after those of the file: names in <c>templates/</c> that start with a dot.</summary>
    public const string Default = "templates/.?*";

    /// <summary>Reads the lines.</summary>
    public static IgnoreRules Parse(IEnumerable<string> lines)
    {
        var rules = new IgnoreRules();
        foreach (var line in lines)
        {
            rules.Add(line);
        }

        return rules;
    }

    /// <summary>Whether a path within the chart, with forward slashes, is left out.</summary>
    public bool Ignores(string path, bool isFolder)
    {
        foreach (var rule in _rules)
        {
            if (rule.Negated)
            {
                // A negated rule leaves out whatever it does not match: Helm's reading, not that of .gitignore.
                if ((rule.FoldersOnly && !isFolder) || !rule.IsMatch(path))
                {
                    return true;
                }
            }
            else if ((isFolder || !rule.FoldersOnly) && rule.IsMatch(path))
            {
                return true;
            }
        }

        return false;
    }

    private void Add(string line)
    {
        var rule = line.TrimStart('\uFEFF').Trim();
        if (rule is "" or ['#', ..])
        {
            return;
        }

        if (rule.Contains("**", StringComparison.Ordinal))
        {
            throw new ChartException("double-star (**) syntax is not supported");
        }

        if (!PathPattern.IsValid(rule))
        {
            throw new ChartException("syntax error in pattern", $"correct the rule {rule} in .helmignore");
        }

        var negated = rule.StartsWith('!');
        rule = negated ? rule[1..] : rule;
        var foldersOnly = rule.EndsWith('/');
        rule = foldersOnly ? rule[..^1] : rule;
        _rules.Add(new Rule(rule.StartsWith('/') ? rule[1..] : rule, negated, foldersOnly, WholePath: rule.Contains('/')));
    }

    private readonly record struct Rule(string Pattern, bool Negated, bool FoldersOnly, bool WholePath)
    {
        public bool IsMatch(string path) => PathPattern.IsMatch(Pattern, WholePath ? path : NameOf(path.TrimEnd('/')));

        private static string NameOf(string path) => path[(path.LastIndexOf('/') + 1)..];
    }
}
