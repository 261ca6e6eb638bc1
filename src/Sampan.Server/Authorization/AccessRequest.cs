using Sampan.Kubernetes.Selectors;
using Sampan.Server.Authentication;

namespace Sampan.Server.Authorization;

/// <summary>What someone wants to do: a verb on a resource, or on a path that is none.</summary>
internal sealed record AccessRequest
{
    public required UserInfo User { get; init; }

    /// <summary>The API's verb; for paths the HTTP method in lower case.</summary>
    public required string Verb { get; init; }

    /// <summary>The path, where the request is not about a resource; else empty.</summary>
    public string Path { get; init; } = "";

    public string Group { get; init; } = "";

    public string Resource { get; init; } = "";

    public string Subresource { get; init; } = "";

    public string Namespace { get; init; } = "";

    public string Name { get; init; } = "";

    /// <summary>The field selector of a list, a watch or a deletion of many.</summary>
    public FieldSelector Fields { get; init; } = FieldSelector.Everything;

    public bool IsResource => Path.Length == 0;

    /// <summary>Resource and subresource as rules name them: <c>pods/log</c>.</summary>
    public string FullResource => Subresource.Length == 0 ? Resource : $"{Resource}/{Subresource}";

    public static AccessRequest OfPath(UserInfo user, string method, string path) => new() { User = user, Verb = method.ToLowerInvariant(), Path = path };

    public static AccessRequest OfResource(UserInfo user, string verb, string group, string resource, string subresource, string @namespace, string name) => new()
    {
        User = user,
        Verb = verb,
        Group = group,
        Resource = resource,
        Subresource = subresource,
        Namespace = @namespace,
        Name = name,
    };

    /// <summary>What a refusal says (apiserver/pkg/endpoints/handlers/responsewriters).</summary>
    public string Refusal()
    {
        if (!IsResource)
        {
            return $"User \"{User.Name}\" cannot {Verb} path \"{Path}\"";
        }

        var scope = Namespace.Length > 0 ? $"in the namespace \"{Namespace}\"" : "at the cluster scope";
        return $"User \"{User.Name}\" cannot {Verb} resource \"{FullResource}\" in API group \"{Group}\" {scope}";
    }
}
