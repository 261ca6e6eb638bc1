namespace Sampan.Server.Validation.Certificates;

/// <summary>Who signs certificates: a domain and a path in it, such as <c>example.com/signer</c>.</summary>
internal static class SignerName
{
    private const int LongestDomain = 253;
    private const int LongestPath = 253 + 63 + 1;

    public static void Validate(string name, string path, FieldErrors errors)
    {
        if (name.Length == 0)
        {
            errors.Required(path);
            return;
        }

        if (name.Split('/') is not [var domain, var rest])
        {
            errors.Invalid(path, name, "must be a fully qualified domain and path of the form 'example.com/signer-name'");
            return;
        }

        if (domain.Length > LongestDomain)
        {
            errors.TooLong(path, LongestDomain);
        }

        ValidateLabels(domain, Names.Label, path, errors);
        if (!domain.Contains('.', StringComparison.Ordinal))
        {
            errors.Invalid(path, domain, "should be a domain with at least two segments separated by dots");
        }

        ValidateLabels(rest, Names.Subdomain, path, errors);
        if (name.Length > LongestDomain + LongestPath + 1)
        {
            errors.TooLong(path, LongestDomain + LongestPath + 1);
        }
    }

    // The first faulty label stands for all.
    private static void ValidateLabels(string part, Func<string, List<string>> rule, string path, FieldErrors errors)
    {
        foreach (var label in part.Split('.'))
        {
            if (rule(label) is { Count: > 0 } faults)
            {
                errors.Invalid(path, part, faults.Select(fault => $"validating label \"{label}\": {fault}"));
                return;
            }
        }
    }
}
