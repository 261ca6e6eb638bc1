using System.Text.RegularExpressions;

namespace Sampan.Server.Validation;

/// <summary>Names with a domain before them, such as <c>acme.io/foo</c> (IsDomainPrefixedPath).</summary>
internal static partial class DomainPath
{
    private const string Form = @"[A-Za-z0-9/\-._~%!$&'()*+,;=:]+";

    /// <summary>Reports what is wrong with a name.</summary>
    public static void Validate(string name, string path, FieldErrors errors)
    {
        if (name.Length == 0)
        {
            errors.Required(path);
            return;
        }

        if (name.Split('/', 2) is not [{ Length: > 0 } domain, { Length: > 0 } rest])
        {
            errors.Invalid(path, name, "must be a domain-prefixed path (such as \"acme.io/foo\")");
            return;
        }

        errors.Invalid(path, domain, Names.Subdomain(domain));
        if (!IsPath().IsMatch(rest))
        {
            errors.Invalid(path, rest, $"Invalid path (regex used for validation is '{Form}')");
        }
    }

    [GeneratedRegex($"^{Form}$", RegexOptions.CultureInvariant)]
    private static partial Regex IsPath();
}
