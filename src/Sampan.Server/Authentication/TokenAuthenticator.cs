using System.Collections.Frozen;

namespace Sampan.Server.Authentication;

/// <summary>Knows bearer tokens: fixed ones, and those of service accounts.</summary>
internal sealed class TokenAuthenticator(FrozenDictionary<string, UserInfo> fixedTokens, ServiceAccountTokens serviceAccounts)
{
    /// <summary>Signs and checks the tokens of service accounts.</summary>
    public ServiceAccountTokens ServiceAccounts => serviceAccounts;

    /// <summary>Whose token it is. Without audiences those of the API server are asked for.</summary>
    public TokenResult Authenticate(string token, IReadOnlyList<string> audiences)
    {
        if (fixedTokens.TryGetValue(token, out var user))
        {
            return new TokenResult(user, audiences, "");
        }

        return serviceAccounts.Verify(token, audiences.Count == 0 ? [ServiceAccountTokens.Issuer] : audiences);
    }
}
