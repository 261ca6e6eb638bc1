using System.Collections.Frozen;

namespace Sampan.Server.Authentication;

/// <summary>Tokens that are set once and for all.</summary>
internal sealed class FixedTokens(FrozenDictionary<string, UserInfo> tokens) : ITokenAuthenticator
{
    public ValueTask<TokenResult?> AuthenticateAsync(string token, IReadOnlyList<string> audiences, CancellationToken cancellationToken) =>
        ValueTask.FromResult(tokens.TryGetValue(token, out var user) ? new TokenResult(user, audiences, "") : null);
}
