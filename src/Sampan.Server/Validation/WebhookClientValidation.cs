using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Sampan.Server.Defaulting;

namespace Sampan.Server.Validation;

/// <summary>How webhooks of admission and conversion are reached, and the reviews that they understand (apiserver/pkg/util/webhook/validation.go).</summary>
internal static partial class WebhookClientValidation
{
    private const string Form = "; desired format: https://host[/path]";

    /// <summary>Validates a WebhookClientConfig: either a URL or a service.</summary>
    public static void ValidateAddress(JsonObject? config, string path, FieldErrors errors)
    {
        switch (config?["url"], config?["service"])
        {
            case (null, JsonObject service):
                ValidateService(service, $"{path}.service", errors);
                break;
            case ({ } url, null):
                ValidateUrl(url.ToString(), $"{path}.url", errors);
                break;
            default:
                errors.Required(path, "exactly one of url or service is required");
                break;
        }
    }

    /// <summary>Validates the versions of reviews that a webhook understands.</summary>
    /// <param name="versions">The versions, or null.</param>
    /// <param name="path">Their path.</param>
    /// <param name="missing">What is said where there are none.</param>
    /// <param name="errors">Gets what is wrong.</param>
    /// <param name="needsKnown">Whether one must be among those that the server sends.</param>
    public static void ValidateVersions(JsonArray? versions, string path, string missing, FieldErrors errors, bool needsKnown = true)
    {
        if (versions is not { Count: > 0 })
        {
            errors.Required(path, missing);
            return;
        }

        HashSet<string> seen = [];
        for (var i = 0; i < versions.Count; i++)
        {
            var version = versions[i]?.ToString() ?? "";
            errors.Invalid($"{path}[{i}]", version, seen.Add(version) ? Names.ServiceLabel(version) : ["duplicate version"]);
        }

        if (needsKnown && !seen.Contains("v1") && !seen.Contains("v1beta1"))
        {
            errors.Invalid(path, versions, "must include at least one of v1, v1beta1");
        }
    }

    private static void ValidateUrl(string url, string path, FieldErrors errors)
    {
        var parts = UrlParts().Match(url);
        var (scheme, authority) = (parts.Groups["scheme"].Value, parts.Groups["authority"].Value);
        if (scheme != "https")
        {
            errors.Invalid(path, scheme, $"'https' is the only allowed URL scheme{Form}");
        }

        var user = authority.LastIndexOf('@');
        if (authority.Length == user + 1)
        {
            errors.Invalid(path, "", $"host must be specified{Form}");
        }

        if (user >= 0)
        {
            errors.Invalid(path, authority[..user], "user information is not permitted in the URL");
        }

        if (parts.Groups["fragment"].Value is { Length: > 0 } fragment)
        {
            errors.Invalid(path, fragment, "fragments are not permitted in the URL");
        }

        if (parts.Groups["query"].Value is { Length: > 0 } query)
        {
            errors.Invalid(path, query, "query parameters are not permitted in the URL");
        }
    }

    private static void ValidateService(JsonObject service, string path, FieldErrors errors)
    {
        foreach (var name in (ReadOnlySpan<string>)["name", "namespace"])
        {
            if (service.TextOf(name).Length == 0)
            {
                errors.Required($"{path}.{name}");
            }
        }

        if (FieldErrors.Number(service, "port") is { } port and (< 1 or > 65535))
        {
            errors.Invalid($"{path}.port", port, "port is not valid: must be between 1 and 65535, inclusive");
        }

        ValidatePath(service.TextOf("path"), $"{path}.path", errors);
    }

    private static void ValidatePath(string text, string path, FieldErrors errors)
    {
        if (text is "" or "/")
        {
            return;
        }

        if (text == "//")
        {
            errors.Invalid(path, text, "segment[0] may not be empty");
            return;
        }

        if (text[0] != '/')
        {
            errors.Invalid(path, text, "must start with a '/'");
        }

        var segments = (text.EndsWith('/') ? text[1..^1] : text[1..]).Split('/');
        for (var i = 0; i < segments.Length; i++)
        {
            errors.Invalid(path, text, segments[i].Length == 0 ? [$"segment[{i}] may not be empty"] : Names.Subdomain(segments[i]).Select(fault => $"segment[{i}]: {fault}"));
        }
    }

    // RFC 3986, appendix B.
    [GeneratedRegex(@"^(?:(?<scheme>[^:/?#]+):)?(?://(?<authority>[^/?#]*))?[^?#]*(?:\?(?<query>[^#]*))?(?:#(?<fragment>.*))?", RegexOptions.CultureInvariant)]
    private static partial Regex UrlParts();
}
