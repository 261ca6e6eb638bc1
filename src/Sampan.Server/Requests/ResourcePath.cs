using Sampan.Kubernetes.Errors;

namespace Sampan.Server.Requests;

/// <summary>A path below <c>/api/v1</c> or <c>/apis/group/version</c>, taken apart.</summary>
internal sealed record ResourcePath
{
    public required string Group { get; init; }

    public required string Version { get; init; }

    /// <summary>Empty: all namespaces, or a cluster-scoped resource.</summary>
    public string Namespace { get; init; } = "";

    public string Plural { get; init; } = "";

    public string Name { get; init; } = "";

    public string Subresource { get; init; } = "";

    /// <summary>What follows a subresource, as in <c>proxy/path</c>.</summary>
    public string Rest { get; init; } = "";

    /// <summary>Whether the path has the deprecated <c>/watch/</c> in it.</summary>
    public bool IsWatch { get; init; }

    /// <summary>Whether the path names a namespace, be it an empty one.</summary>
    public bool IsInNamespace { get; init; }

    /// <summary>400 for a name that no object can have.</summary>
    public void CheckName()
    {
        if (Name is "." or "..")
        {
            throw ApiException.BadRequest($"Name parameter invalid: \"{Name}\": may not be '{Name}'");
        }

        if (Name.Contains('%', StringComparison.Ordinal))
        {
            throw ApiException.BadRequest($"Name parameter invalid: \"{Name}\": may not contain '%'");
        }
    }

    /// <summary>Takes a path apart; null if it is not below a group version.</summary>
    public static ResourcePath? Parse(string path)
    {
        var parts = path.TrimStart('/').Split('/');
        if (parts[^1].Length == 0)
        {
            parts = parts[..^1];
        }

        return parts switch
        {
            ["api", var version, .. var rest] => Parse("", version, rest),
            ["apis", var group, var version, .. var rest] => Parse(group, version, rest),
            _ => null,
        };
    }

    private static ResourcePath Parse(string group, string version, ReadOnlySpan<string> parts)
    {
        var path = new ResourcePath { Group = group, Version = version };
        if (parts.Length > 1 && parts[0] == "watch")
        {
            path = path with { IsWatch = true };
            parts = parts[1..];
        }

        // namespaces/x/status is the namespace's own; namespaces/x/anything-else is within it.
        if (parts.Length > 2 && parts[0] == "namespaces" && parts[2] is not ("status" or "finalize"))
        {
            path = path with { Namespace = parts[1], IsInNamespace = true };
            parts = parts[2..];
        }

        return path with
        {
            // A slash too many names no resource, which is not the same as naming none.
            Plural = parts.Length > 0 ? parts[0].Length > 0 ? parts[0] : "/" : "",
            Name = parts.Length > 1 ? parts[1] : "",
            Subresource = parts.Length > 2 ? parts[2] : "",
            Rest = parts.Length > 3 ? string.Join('/', parts[3..]!) : "",
        };
    }
}
