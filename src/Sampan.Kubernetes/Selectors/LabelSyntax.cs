using System.Globalization;

namespace Sampan.Kubernetes.Selectors;

/// <summary>What label keys and values may look like, with the messages of Kubernetes' validation.</summary>
public static class LabelSyntax
{
    private const int MaximumLength = 63;
    private const int MaximumPrefixLength = 253;
    private const string TooLong = "must be no more than 63 bytes";
    private const string NameRule =
        "must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')";
    private const string ValueRule =
        "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')";
    private const string SubdomainRule =
        "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')";

    /// <summary>What is wrong with a label's key (a name with an optional DNS prefix); nothing where it is valid.</summary>
    public static IReadOnlyList<string> KeyErrors(string key)
    {
        List<string> errors = [];
        var parts = key.Split('/');
        if (parts.Length > 2)
        {
            return ["a valid label key " + NameRule + " with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')"];
        }

        if (parts.Length == 2)
        {
            AddPrefixErrors(parts[0], errors);
        }

        var name = parts[^1];
        if (name.Length == 0)
        {
            errors.Add("name part must be non-empty");
        }
        else if (name.Length > MaximumLength)
        {
            errors.Add("name part " + TooLong);
        }

        if (!IsName(name))
        {
            errors.Add("name part " + NameRule);
        }

        return errors;
    }

    /// <summary>What is wrong with a label's value; nothing where it is valid.</summary>
    public static IReadOnlyList<string> ValueErrors(string value)
    {
        List<string> errors = [];
        if (value.Length > MaximumLength)
        {
            errors.Add(TooLong);
        }

        if (value.Length > 0 && !IsName(value))
        {
            errors.Add(ValueRule);
        }

        return errors;
    }

    /// <summary>The first thing that Kubernetes finds wrong with a requirement, or null.</summary>
    internal static string? FirstError(LabelRequirement requirement)
    {
        var values = requirement.Values;
        if (KeyErrors(requirement.Key) is { Count: > 0 } keyErrors)
        {
            return Invalid("key", requirement.Key, string.Join("; ", keyErrors));
        }

        switch (requirement.Operator)
        {
            case LabelOperator.In or LabelOperator.NotIn when values.Count == 0:
                return "values: Invalid value: []: for 'in', 'notin' operators, values set can't be empty";
            case LabelOperator.Exists or LabelOperator.DoesNotExist when values.Count > 0:
                return $"values: Invalid value: [{string.Join(',', values.Select(value => $"\"{value}\""))}]: values set must be empty for exists and does not exist";
            case LabelOperator.GreaterThan or LabelOperator.LessThan when !long.TryParse(values[0], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _):
                return Invalid("values[0]", values[0], "for 'Gt', 'Lt' operators, the value must be an integer");
        }

        for (var i = 0; i < values.Count; i++)
        {
            if (ValueErrors(values[i]) is { Count: > 0 } valueErrors)
            {
                return Invalid($"values[{i}][{requirement.Key}]", values[i], string.Join("; ", valueErrors));
            }
        }

        return null;
    }

    internal static string Invalid(string path, string value, string why) => $"{path}: Invalid value: \"{value}\": {why}";

    private static void AddPrefixErrors(string prefix, List<string> errors)
    {
        if (prefix.Length == 0)
        {
            errors.Add("prefix part must be non-empty");
            return;
        }

        if (prefix.Length > MaximumPrefixLength)
        {
            errors.Add("prefix part must be no more than 253 bytes");
        }

        if (!prefix.Split('.').All(IsDnsLabel))
        {
            errors.Add("prefix part " + SubdomainRule);
        }
    }

    private static bool IsDnsLabel(string label) =>
        label.Length > 0 && label[0] != '-' && label[^1] != '-' && label.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-');

    private static bool IsName(string name) =>
        name.Length > 0 && char.IsAsciiLetterOrDigit(name[0]) && char.IsAsciiLetterOrDigit(name[^1])
        && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.');
}
