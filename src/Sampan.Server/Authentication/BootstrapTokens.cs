using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Sampan.Kubernetes.Identity;
using Sampan.Kubernetes.Objects;
using Sampan.Server.Registry;

namespace Sampan.Server.Authentication;

/// <summary>
/// Tokens of nodes that are about to join, each kept as a secret <c>bootstrap-token-ID</c> of <c>kube-system</c>
/// (plugin/pkg/auth/authenticator/token/bootstrap).
/// </summary>
internal sealed partial class BootstrapTokens(ServedCluster cluster) : ITokenAuthenticator
{
    private const string Type = "bootstrap.kubernetes.io/token";
    private const string Group = "system:bootstrappers";

    public ValueTask<TokenResult?> AuthenticateAsync(string token, IReadOnlyList<string> audiences, CancellationToken cancellationToken)
    {
        var match = Token().Match(token);
        return ValueTask.FromResult(match.Success ? Verify(match.Groups[1].Value, match.Groups[2].Value, audiences) : null);
    }

    private TokenResult? Verify(string id, string secret, IReadOnlyList<string> audiences)
    {
        var key = cluster.Resource(WellKnownTypes.Secrets).Key(new NamespacedName("kube-system", $"bootstrap-token-{id}"));
        if (cluster.Store.Current.Get(key)?.Object is not { Metadata.DeletionTimestamp: null } found
            || found.Root.StringOrEmpty("type") != Type
            || !CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(Data(found, "token-secret")), Encoding.UTF8.GetBytes(secret))
            || Data(found, "token-id") != id
            || IsExpired(Data(found, "expiration"))
            || Data(found, "usage-bootstrap-authentication") != "true")
        {
            return null;
        }

        var extra = Data(found, "auth-extra-groups").Split(',', StringSplitOptions.RemoveEmptyEntries);
        return extra.All(group => ExtraGroup().IsMatch(group))
            ? new TokenResult(new UserInfo($"system:bootstrap:{id}", [.. extra.Prepend(Group).Distinct().Order(StringComparer.Ordinal), UserInfo.Authenticated]), audiences, "")
            : null;
    }

    // A time that cannot be read is over.
    private bool IsExpired(string expiration) => expiration.Length > 0
        && (!DateTimeOffset.TryParse(expiration, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) || time <= cluster.Time.GetUtcNow());

    private static string Data(KubernetesObject secret, string name)
    {
        try
        {
            return Encoding.UTF8.GetString(Convert.FromBase64String(secret.Root.Member("data")?.StringOrEmpty(name) ?? ""));
        }
        catch (FormatException)
        {
            return "";
        }
    }

    [GeneratedRegex(@"\A([a-z0-9]{6})\.([a-z0-9]{16})\z")]
    private static partial Regex Token();

    [GeneratedRegex(@"\Asystem:bootstrappers:[a-z0-9:-]{0,255}[a-z0-9]\z")]
    private static partial Regex ExtraGroup();
}
