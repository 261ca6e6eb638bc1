namespace Sampan.Server.Authentication;

/// <summary>What came of looking at a bearer token.</summary>
/// <param name="User">Whose it is, or null.</param>
/// <param name="Audiences">Those asked for that the token is meant for.</param>
/// <param name="Error">Why it is nobody's.</param>
internal sealed record TokenResult(UserInfo? User, IReadOnlyList<string> Audiences, string Error)
{
    public static TokenResult Refused(string error) => new(null, [], error);
}
