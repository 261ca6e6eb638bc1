using System.Text.RegularExpressions;
using Sampan.Kubernetes.Selectors;
using Sampan.Server.Validation.Storage;

namespace Sampan.Server.Validation.Devices;

/// <summary>What drivers, pools, attributes and capacities of devices may be called.</summary>
internal static partial class DeviceNames
{
    private const int LongestPool = 253;
    private const int LongestIdentifier = 32;
    private const string IdentifierForm = "[A-Za-z_][A-Za-z0-9_]*";
    private const string IdentifierRule =
        "a valid C identifier must start with alphabetic character or '_', followed by a string of alphanumeric characters or '_' (e.g. 'my_name',  or 'MY_NAME',  or 'MyName', regex used for validation is '" + IdentifierForm + "')";

    /// <summary>Subdomains, separated by slashes.</summary>
    public static void ValidatePool(string name, string path, FieldErrors errors)
    {
        if (name.Length == 0)
        {
            errors.Required(path);
            return;
        }

        if (name.Length > LongestPool)
        {
            errors.TooLong(path, LongestPool);
        }

        foreach (var part in name.Split('/'))
        {
            errors.Invalid(path, part, Names.Subdomain(part));
        }
    }

    /// <summary>An identifier, which a driver's domain may precede.</summary>
    public static void ValidateQualified(string name, string path, FieldErrors errors)
    {
        var parts = name.Split('/');
        if (parts.Length > 2)
        {
            errors.Invalid(path, name, "must not contain more than one slash");
            return;
        }

        if (parts.Length == 2 && parts[0].Length == 0)
        {
            errors.Invalid(path, "", "the domain must not be empty");
        }
        else if (parts.Length == 2)
        {
            DriverName.Validate(parts[0], path, errors);
        }

        if (parts.Length == 2 && parts[1].Length == 0)
        {
            errors.Invalid(path, "", "the name must not be empty");
        }
        else
        {
            ValidateIdentifier(parts[^1], path, errors);
        }
    }

    /// <summary>An identifier and its domain.</summary>
    public static void ValidateFullyQualified(string name, string path, FieldErrors errors)
    {
        ValidateQualified(name, path, errors);
        if (!name.Contains('/', StringComparison.Ordinal))
        {
            errors.Invalid(path, name, "a fully qualified name must be a domain and a name separated by a slash");
        }
    }

    /// <summary>Whether a resource is one that Kubernetes itself does not know, and that a quota can name.</summary>
    public static bool IsExtendedResource(string name) =>
        name.Contains('/', StringComparison.Ordinal)
        && !name.Contains("kubernetes.io/", StringComparison.Ordinal)
        && !name.StartsWith("requests.", StringComparison.Ordinal)
        && LabelSyntax.KeyErrors($"requests.{name}").Count == 0;

    private static void ValidateIdentifier(string name, string path, FieldErrors errors)
    {
        if (name.Length > LongestIdentifier)
        {
            errors.TooLong(path, LongestIdentifier);
        }

        if (!IsIdentifier().IsMatch(name))
        {
            errors.Invalid(path, name, IdentifierRule);
        }
    }

    [GeneratedRegex("^" + IdentifierForm + "\\z", RegexOptions.CultureInvariant)]
    private static partial Regex IsIdentifier();
}
