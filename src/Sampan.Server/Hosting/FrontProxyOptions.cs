namespace Sampan.Server.Hosting;

/// <summary>A proxy before the server that has found out who asks, and says so in headers. Named as kube-apiserver's flags are.</summary>
/// <param name="AuthorityPem">PEM certificates of the authorities that have signed the proxy's certificate (<c>--requestheader-client-ca-file</c>).</param>
public sealed record FrontProxyOptions(string AuthorityPem)
{
    /// <summary>Common names that the proxy's certificate may have; none: any (<c>--requestheader-allowed-names</c>).</summary>
    public IReadOnlyList<string> AllowedNames { get; init; } = [];

    /// <summary>Headers with the user's name (<c>--requestheader-username-headers</c>).</summary>
    public IReadOnlyList<string> UsernameHeaders { get; init; } = ["X-Remote-User"];

    /// <summary>Headers with the user's id (<c>--requestheader-uid-headers</c>).</summary>
    public IReadOnlyList<string> UidHeaders { get; init; } = ["X-Remote-Uid"];

    /// <summary>Headers with the user's groups (<c>--requestheader-group-headers</c>).</summary>
    public IReadOnlyList<string> GroupHeaders { get; init; } = ["X-Remote-Group"];

    /// <summary>What headers with other facts begin with (<c>--requestheader-extra-headers-prefix</c>).</summary>
    public IReadOnlyList<string> ExtraHeaderPrefixes { get; init; } = ["X-Remote-Extra-"];
}
