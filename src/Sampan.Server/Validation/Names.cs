using System.Text.RegularExpressions;

namespace Sampan.Server.Validation;

/// <summary>What names may look like (apimachinery's validation package). Each rule answers what is wrong, nothing if all is well.</summary>
internal static partial class Names
{
    private const string SubdomainForm = @"[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*";
    private const string LabelForm = "[a-z0-9]([-a-z0-9]*[a-z0-9])?";
    private const string ServiceLabelForm = "[a-z]([-a-z0-9]*[a-z0-9])?";
    private const string SubdomainRule =
        "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '" + SubdomainForm + "')";
    private const string UnderscoreSubdomainForm = @"[a-z0-9_]([-_a-z0-9]*[a-z0-9_])?(\.[a-z0-9_]([-_a-z0-9]*[a-z0-9_])?)*";
    private const string UnderscoreSubdomainRule =
        "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '" + UnderscoreSubdomainForm + "')";
    private const string LabelRule =
        "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '" + LabelForm + "')";
    private const string ServiceLabelRule =
        "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character (e.g. 'my-name',  or 'abc-123', regex used for validation is '" + ServiceLabelForm + "')";
    private const string WildcardRule =
        "a wildcard DNS-1123 subdomain must start with '*.', followed by a valid DNS subdomain, which must consist of lower case alphanumeric characters, '-' or '.' and end with an alphanumeric character (e.g. '*.example.com', regex used for validation is '\\*\\." + SubdomainForm + "')";
    private const string KeyRule =
        "a valid config key must consist of alphanumeric characters, '-', '_' or '.' (e.g. 'key.name',  or 'KEY_NAME',  or 'key-name', regex used for validation is '[-._a-zA-Z0-9]+')";

    private const string HeaderRule = "a valid HTTP header must consist of alphanumeric characters or '-' (e.g. 'X-Header-Name', regex used for validation is '[-A-Za-z0-9]+')";
    private const string VariableRule = "a valid environment variable name must consist only of printable ASCII characters other than '='";

    /// <summary>What the name of a kernel parameter looks like.</summary>
    public const string SysctlForm = @"^([a-z0-9]([-_a-z0-9]*[a-z0-9])?[\./])*[a-z0-9]([-_a-z0-9]*[a-z0-9])?$";

    private const int MaxSubdomain = 253;
    private const int MaxLabel = 63;

    /// <summary>The name of most objects.</summary>
    public static List<string> Subdomain(string name) => Check(name, MaxSubdomain, "characters", IsSubdomain().IsMatch(name), SubdomainRule);

    /// <summary>A domain to search in, where names may have underscores.</summary>
    public static List<string> SubdomainWithUnderscores(string name) =>
        Check(name, MaxSubdomain, "characters", IsSubdomainWithUnderscores().IsMatch(name), UnderscoreSubdomainRule);

    /// <summary>A label in DNS, such as a container's name.</summary>
    public static List<string> Label(string name) => Check(name, MaxLabel, "characters", IsLabel().IsMatch(name), IsSubdomain().IsMatch(name) ? "must not contain dots" : LabelRule);

    /// <summary>A label that starts with a letter.</summary>
    public static List<string> ServiceLabel(string name) => Check(name, MaxLabel, "characters", IsServiceLabel().IsMatch(name), ServiceLabelRule);

    /// <summary>A host with a wildcard as its first label.</summary>
    public static List<string> Wildcard(string name) => Check(name, MaxSubdomain, "bytes", name.StartsWith("*.", StringComparison.Ordinal) && IsSubdomain().IsMatch(name[2..]), WildcardRule);

    /// <summary>A name that can stand in a URL's path, which is all that roles need.</summary>
    public static List<string> PathSegment(string name)
    {
        if (name is "." or "..")
        {
            return [$"may not be '{name}'"];
        }

        List<string> errors = [];
        foreach (var part in (ReadOnlySpan<char>)['/', '%'])
        {
            if (name.Contains(part, StringComparison.Ordinal))
            {
                errors.Add($"may not contain '{part}'");
            }
        }

        return errors;
    }

    /// <summary>A key of a ConfigMap or Secret.</summary>
    public static List<string> ConfigKey(string key)
    {
        var errors = Check(key, MaxSubdomain, "bytes", IsConfigKey().IsMatch(key), KeyRule);
        if (key is "." or "..")
        {
            errors.Add($"must not be '{key}'");
        }

        return errors;
    }

    /// <summary>A header of a request over HTTP.</summary>
    public static List<string> Header(string name) => IsHeader().IsMatch(name) ? [] : [HeaderRule];

    /// <summary>An environment variable, or the prefix of some.</summary>
    public static List<string> Variable(string name) => name.Length > 0 && !name.Any(character => character is '=' or < ' ' or > '~') ? [] : [VariableRule];

    /// <summary>The name of a port.</summary>
    public static List<string> Port(string name)
    {
        List<string> errors = [];
        if (name.Length > 15)
        {
            errors.Add("must be no more than 15 characters");
        }

        if (!IsPortCharacters().IsMatch(name))
        {
            errors.Add("must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)");
        }
        else if (!name.Any(char.IsAsciiLetterLower))
        {
            errors.Add("must contain at least one letter (a-z)");
        }

        if (name.Contains("--", StringComparison.Ordinal))
        {
            errors.Add("must not contain consecutive hyphens");
        }

        if (name.Length > 0 && (name[0] == '-' || name[^1] == '-'))
        {
            errors.Add("must not begin or end with a hyphen");
        }

        return errors;
    }

    /// <summary>Whether a kernel parameter may be called so.</summary>
    public static bool IsSysctl(string name) => name.Length <= MaxSubdomain && SysctlName().IsMatch(name);

    private static List<string> Check(string text, int most, string unit, bool matches, string rule)
    {
        List<string> errors = [];
        if (text.Length > most)
        {
            errors.Add($"must be no more than {most} {unit}");
        }

        if (!matches)
        {
            errors.Add(rule);
        }

        return errors;
    }

    [GeneratedRegex(SysctlForm + @"(?!\n)", RegexOptions.CultureInvariant)]
    private static partial Regex SysctlName();

    [GeneratedRegex("^" + SubdomainForm + "\\z", RegexOptions.CultureInvariant)]
    private static partial Regex IsSubdomain();

    [GeneratedRegex("^" + UnderscoreSubdomainForm + "\\z", RegexOptions.CultureInvariant)]
    private static partial Regex IsSubdomainWithUnderscores();

    [GeneratedRegex("^" + LabelForm + "\\z", RegexOptions.CultureInvariant)]
    private static partial Regex IsLabel();

    [GeneratedRegex("^" + ServiceLabelForm + "\\z", RegexOptions.CultureInvariant)]
    private static partial Regex IsServiceLabel();

    [GeneratedRegex("^[-A-Za-z0-9]+\\z", RegexOptions.CultureInvariant)]
    private static partial Regex IsHeader();

    [GeneratedRegex("^[-._a-zA-Z0-9]+\\z", RegexOptions.CultureInvariant)]
    private static partial Regex IsConfigKey();

    [GeneratedRegex("^[-a-z0-9]*\\z", RegexOptions.CultureInvariant)]
    private static partial Regex IsPortCharacters();
}
