using System.Text.RegularExpressions;
using Sampan.Charts.Text;

namespace Sampan.Charts.Linting;

/// <summary>Whether an object's name is one that Kubernetes takes for its kind.</summary>
internal static partial class ObjectNameRule
{
    private const int SubdomainLength = 253;
    private const int LabelLength = 63;

    public static string? Check(string kind, string name)
    {
        var problems = kind.ToLowerInvariant() switch
        {
            "service" => Label1035(name),
            "namespace" => Label(name),
            "certificatesigningrequest" => [],
            "role" or "clusterrole" or "rolebinding" or "clusterrolebinding" => PathSegment(name),
            _ => Subdomain(name),
        };
        var errors = problems.Select(problem => $"metadata.name: Invalid value: {GoText.Quote(name)}: {problem}").Distinct().ToArray();
        return errors.Length switch
        {
            0 => null,
            1 => Describe(name, errors[0]),
            _ => Describe(name, $"[{string.Join(", ", errors)}]"),
        };
    }

    private static string Describe(string name, string errors) =>
        $"object name does not conform to Kubernetes naming requirements: {GoText.Quote(name)}: {errors}";

    private static List<string> Subdomain(string name)
    {
        List<string> problems = [];
        if (name.Length > SubdomainLength)
        {
            problems.Add($"must be no more than {SubdomainLength} bytes");
        }

        if (!SubdomainFormat().IsMatch(name))
        {
            problems.Add("a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')");
        }

        return problems;
    }

    private static List<string> Label(string name)
    {
        List<string> problems = [];
        if (name.Length > LabelLength)
        {
            problems.Add($"must be no more than {LabelLength} bytes");
        }

        if (!LabelFormat().IsMatch(name))
        {
            problems.Add(SubdomainFormat().IsMatch(name)
                ? "must not contain dots"
                : "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')");
        }

        return problems;
    }

    private static List<string> Label1035(string name)
    {
        List<string> problems = [];
        if (name.Length > LabelLength)
        {
            problems.Add($"must be no more than {LabelLength} bytes");
        }

        if (!Label1035Format().IsMatch(name))
        {
            problems.Add("a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character (e.g. 'my-name',  or 'abc-123', regex used for validation is '[a-z]([-a-z0-9]*[a-z0-9])?')");
        }

        return problems;
    }

    private static List<string> PathSegment(string name) => name switch
    {
        "." or ".." => [$"may not be '{name}'"],
        _ => [.. "/%".Where(name.Contains).Select(part => $"may not contain '{part}'")],
    };

    [GeneratedRegex("^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*\\z", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex SubdomainFormat();

    [GeneratedRegex("^[a-z0-9]([-a-z0-9]*[a-z0-9])?\\z")]
    private static partial Regex LabelFormat();

    [GeneratedRegex("^[a-z]([-a-z0-9]*[a-z0-9])?\\z")]
    private static partial Regex Label1035Format();
}
