using System.Text.Json;
using Sampan.Kubernetes.Errors;
using Sampan.Kubernetes.Identity;
using Sampan.Kubernetes.Objects;

namespace Sampan.Kubernetes.Clusters.Http;

/// <summary>Reads which types a server serves: in two requests where it can aggregate them, else one for each group and version.</summary>
internal static class Discovery
{
    private const string Aggregated =
        "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList,application/json;g=apidiscovery.k8s.io;v=v2beta1;as=APIGroupDiscoveryList,application/json";

    public static async ValueTask<IReadOnlyList<ResourceType>> ReadAsync(ApiConnection connection, CancellationToken cancellationToken)
    {
        List<ResourceType> types = [];
        foreach (var path in (string[])["/api", "/apis"])
        {
            var root = JsonElement.Parse(await connection.SendAsync(HttpMethod.Get, path, null, cancellationToken, Aggregated));
            if (root.StringOrEmpty("kind") == "APIGroupDiscoveryList")
            {
                types.AddRange(root.Items("items").SelectMany(OfGroup));
            }
            else
            {
                foreach (var (group, version) in Versions(root))
                {
                    await AddLegacyAsync(connection, group, version, types, cancellationToken);
                }
            }
        }

        return types;
    }

    private static IEnumerable<ResourceType> OfGroup(JsonElement group)
    {
        var name = group.Member("metadata")?.StringOrEmpty("name") ?? "";
        foreach (var version in group.Items("versions"))
        {
            foreach (var resource in version.Items("resources"))
            {
                // The kind is of another group or version in rare cases, such as deployments/scale; for the resource itself it is its own.
                yield return new ResourceType(
                    name,
                    version.StringOrEmpty("version"),
                    resource.StringOrEmpty("resource"),
                    resource.Member("responseKind")?.StringOrEmpty("kind") ?? "",
                    resource.StringOrEmpty("scope") == "Namespaced");
            }
        }
    }

    /// <summary>Groups and versions of the older lists: the core versions, or each group's, preferred first.</summary>
    private static IEnumerable<(string Group, string Version)> Versions(JsonElement list)
    {
        foreach (var version in list.Items("versions"))
        {
            yield return ("", version.ToString());
        }

        foreach (var group in list.Items("groups"))
        {
            var preferred = group.Member("preferredVersion")?.StringOrEmpty("version") ?? "";
            foreach (var version in group.Items("versions").Select(version => version.StringOrEmpty("version")).OrderByDescending(version => version == preferred))
            {
                yield return (group.StringOrEmpty("name"), version);
            }
        }
    }

    private static async ValueTask AddLegacyAsync(ApiConnection connection, string group, string version, List<ResourceType> types, CancellationToken cancellationToken)
    {
        JsonElement list;
        try
        {
            var path = group.Length == 0 ? $"/api/{version}" : $"/apis/{group}/{version}";
            list = JsonElement.Parse(await connection.SendAsync(HttpMethod.Get, path, null, cancellationToken));
        }
        catch (ApiException exception) when (exception.Status.Code is 404 or 503)
        {
            // An aggregated API whose server is down must not hide all others.
            return;
        }

        foreach (var resource in list.Items("resources"))
        {
            var name = resource.StringOrEmpty("name");
            if (!name.Contains('/'))
            {
                types.Add(new ResourceType(group, version, name, resource.StringOrEmpty("kind"), resource.Boolean("namespaced") ?? false));
            }
        }
    }
}
