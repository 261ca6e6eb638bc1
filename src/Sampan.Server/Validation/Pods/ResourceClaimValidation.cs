using System.Text.Json.Nodes;
using Sampan.Server.Defaulting;

namespace Sampan.Server.Validation.Pods;

/// <summary>The claims to resources that a pod has, and a container's references to them.</summary>
internal static class ResourceClaimValidation
{
    private static readonly string[] Sources = ["resourceClaimName", "resourceClaimTemplateName"];

    public static void Validate(JsonObject spec, string path, FieldErrors errors)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        var index = 0;
        foreach (var claim in spec.Each("resourceClaims"))
        {
            var at = $"{path}.resourceClaims[{index++}]";
            var name = claim.TextOf("name");
            if (name.Length == 0)
            {
                errors.Required($"{at}.name");
            }
            else if (!names.Add(name))
            {
                errors.Duplicate($"{at}.name", name);
            }
            else
            {
                errors.Invalid($"{at}.name", name, Names.Label(name));
            }

            ValidateSource(claim, at, errors);
        }
    }

    /// <summary>A container's references must be to claims of the pod, each claim or request of it once.</summary>
    public static void ValidateReferences(JsonObject? resources, PodScope scope, string path)
    {
        var known = new HashSet<string>(StringComparer.Ordinal);
        var index = 0;
        foreach (var claim in resources.Each("claims"))
        {
            var at = $"{path}[{index++}]";
            var (name, request) = (claim.TextOf("name"), claim.TextOf("request"));
            if (name.Length == 0)
            {
                scope.Errors.Required(at);
                continue;
            }

            if (known.Contains(name))
            {
                scope.Errors.Duplicate(at, name);
            }
            else
            {
                AddReference(name, request, at, known, scope.Errors);
            }

            if (!scope.ClaimNames.Contains(name))
            {
                var claims = scope.ClaimNames.Count == 0 ? " which is empty" : $": {string.Join(", ", scope.ClaimNames)}";
                scope.Errors.NotFound(at, name, $"must be one of the names in pod.spec.resourceClaims{claims}");
            }
        }
    }

    private static void AddReference(string name, string request, string path, HashSet<string> known, FieldErrors errors)
    {
        var key = name;
        if (request.Length > 0)
        {
            errors.Invalid($"{path}.request", request, Names.Label(request));
            key = $"{name}/{request}";
        }

        if (known.Contains(key))
        {
            errors.Duplicate(path, key);
        }
        else if (request.Length == 0)
        {
            foreach (var _ in known.Where(other => other.StartsWith($"{name}/", StringComparison.Ordinal)))
            {
                errors.Duplicate(path, name);
            }
        }

        known.Add(key);
    }

    private static void ValidateSource(JsonObject claim, string path, FieldErrors errors)
    {
        var given = Sources.Where(name => claim[name] is not null).ToList();
        if (given.Count > 1)
        {
            errors.Invalid(path, claim, "at most one of `resourceClaimName` or `resourceClaimTemplateName` may be specified");
        }
        else if (given.Count == 0)
        {
            errors.Invalid(path, claim, "must specify one of: `resourceClaimName`, `resourceClaimTemplateName`");
        }

        foreach (var name in given)
        {
            errors.Invalid($"{path}.{name}", claim.TextOf(name), Names.Subdomain(claim.TextOf(name)));
        }
    }
}
