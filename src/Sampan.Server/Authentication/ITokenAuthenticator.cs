namespace Sampan.Server.Authentication;

/// <summary>Knows one kind of bearer token.</summary>
internal interface ITokenAuthenticator
{
    /// <summary>What the token proves; null if it is none of this kind.</summary>
    /// <param name="token">The token.</param>
    /// <param name="audiences">Whom it must be meant for; none: the API server.</param>
    /// <param name="cancellationToken">Cancels waiting for keys.</param>
    ValueTask<TokenResult?> AuthenticateAsync(string token, IReadOnlyList<string> audiences, CancellationToken cancellationToken);
}
