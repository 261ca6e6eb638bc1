namespace Sampan.Server.Authentication;

/// <summary>Knows bearer tokens of every kind: the first kind that takes a token decides.</summary>
internal sealed class TokenAuthenticator(IReadOnlyList<ITokenAuthenticator> kinds, ServiceAccountTokens serviceAccounts)
{
    /// <summary>Signs and checks the tokens of service accounts.</summary>
    public ServiceAccountTokens ServiceAccounts => serviceAccounts;

    /// <summary>Whose token it is. Without audiences those of the API server are asked for.</summary>
    public async ValueTask<TokenResult> AuthenticateAsync(string token, IReadOnlyList<string> audiences, CancellationToken cancellationToken)
    {
        foreach (var kind in kinds)
        {
            if (await kind.AuthenticateAsync(token, audiences, cancellationToken) is { } result)
            {
                return result;
            }
        }

        return serviceAccounts.Verify(token, audiences.Count == 0 ? [ServiceAccountTokens.Issuer] : audiences);
    }
}
