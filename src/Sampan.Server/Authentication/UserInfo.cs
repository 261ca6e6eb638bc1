namespace Sampan.Server.Authentication;

/// <summary>Who asks, as authentication found out (authentication.k8s.io UserInfo).</summary>
/// <param name="Name">User name.</param>
/// <param name="Groups">Groups; <c>system:authenticated</c> is among them for everyone but the anonymous user.</param>
/// <param name="Uid">User id, empty where unknown.</param>
public sealed record UserInfo(string Name, IReadOnlyList<string> Groups, string Uid = "")
{
    /// <summary>The group whose members may do everything.</summary>
    public const string Masters = "system:masters";

    /// <summary>The group of everyone who has proved who they are.</summary>
    public const string Authenticated = "system:authenticated";

    /// <summary>Someone who gave no credentials.</summary>
    public static readonly UserInfo Anonymous = new("system:anonymous", ["system:unauthenticated"]);

    /// <summary>Additional facts, such as the pod of a service account's token.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Extra { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>Whether the user may do everything.</summary>
    public bool IsMaster => Groups.Contains(Masters);

    /// <summary>A member of <see cref="Masters"/>.</summary>
    public static UserInfo Master(string name) => new(name, [Masters, Authenticated]);
}
