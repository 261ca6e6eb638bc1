using System.Text.Json.Nodes;
using Sampan.Server.Defaulting;

namespace Sampan.Server.Validation.Statuses;

/// <summary>What a pod's status says of the claims to resources that were made for it.</summary>
internal static class PodClaimStatusValidation
{
    public static void Check(JsonObject pod, FieldErrors errors)
    {
        CheckClaims(pod, errors);
        if (pod.At("status", "extendedResourceClaimStatus") is { } extended)
        {
            CheckExtended(pod.At("spec") ?? [], extended, errors);
        }
    }

    private static void CheckClaims(JsonObject pod, FieldErrors errors)
    {
        var claims = pod.At("spec").Each("resourceClaims").Select(claim => claim.TextOf("name")).ToHashSet(StringComparer.Ordinal);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (index, claim) in pod.At("status").Each("resourceClaimStatuses").Index())
        {
            var (name, path) = (claim.TextOf("name"), $"status.resourceClaimStatuses[{index}].name");
            if (!claims.Contains(name))
            {
                errors.Invalid(path, name, "must match the name of an entry in `spec.resourceClaims`");
            }

            if (!seen.Add(name))
            {
                errors.Duplicate(path, name);
            }

            if (claim["resourceClaimName"] is { } made)
            {
                errors.Invalid(path, made.ToString(), Names.Subdomain(made.ToString()));
            }
        }
    }

    private static void CheckExtended(JsonObject spec, JsonObject extended, FieldErrors errors)
    {
        const string path = "status.extendedResourceClaimStatus";
        var mappings = extended.Each("requestMappings").ToList();
        if (mappings.Count == 0)
        {
            errors.Required($"{path}.requestMappings", "at least one request mapping is required");
        }

        var seen = new HashSet<(string, string, string)>();
        for (var i = 0; i < mappings.Count; i++)
        {
            CheckMapping(spec, mappings[i], $"{path}.requestMappings[{i}]", path, seen, errors);
        }

        if (extended.TextOf("resourceClaimName") is { Length: > 0 } name)
        {
            errors.Invalid($"{path}.resourceClaimName", name, Names.Subdomain(name));
        }
        else
        {
            errors.Required($"{path}.resourceClaimName");
        }
    }

    private static void CheckMapping(JsonObject spec, JsonObject mapping, string path, string parent, HashSet<(string Container, string Resource, string Request)> seen, FieldErrors errors)
    {
        var (container, resource, request) = (mapping.TextOf("containerName"), mapping.TextOf("resourceName"), mapping.TextOf("requestName"));
        if (spec.Each("containers").Concat(spec.Each("initContainers")).FirstOrDefault(one => one.TextOf("name") == container) is not { } found)
        {
            errors.Invalid($"{path}.containerName", container, "must match the name of an entry in spec.initContainers.name or spec.containers.name");
        }
        else if (found.At("resources", "requests")?.ContainsKey(resource) != true)
        {
            errors.Invalid($"{path}.resourceName", resource, "must match the extended resource name of an entry in spec.initContainers.resources.requests or spec.containers.resources.requests");
        }

        errors.Invalid($"{parent}.requestName", request, Names.Label(request));
        if (!seen.Add((container, resource, request)))
        {
            errors.Duplicate($"{path}.containerName", container);
            errors.Duplicate($"{path}.resourceName", resource);
            errors.Duplicate($"{path}.requestName", request);
        }
    }
}
