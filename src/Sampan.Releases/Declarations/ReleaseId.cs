namespace Sampan.Releases.Declarations;

/// <summary>How releases are named in <c>needs</c>: <c>[[context/]namespace/]name</c>.</summary>
public static class ReleaseId
{
    /// <summary>The full form; an empty context is left out, and an empty namespace if the context is empty too.</summary>
    public static string Of(string kubeContext, string @namespace, string name) => (kubeContext, @namespace) switch
    {
        ("", "") => name,
        ("", _) => $"{@namespace}/{name}",
        _ => $"{kubeContext}/{@namespace}/{name}",
    };

    /// <summary>Completes a need with the context and namespace of the release that has it.</summary>
    public static string Complete(string need, string kubeContext, string @namespace)
    {
        var parts = need.Split('/');
        return parts.Length switch
        {
            1 => Of(kubeContext, @namespace, parts[0]),
            2 => Of(kubeContext, parts[0], parts[1]),
            _ => Of(string.Join('/', parts[..^2]), parts[^2], parts[^1]),
        };
    }
}
