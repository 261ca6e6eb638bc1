namespace Sampan.Server.Authorization;

/// <summary>An authorizer's answer. What is not allowed may still be allowed by another authorizer.</summary>
/// <param name="IsAllowed">Whether the request may be done.</param>
/// <param name="Reason">Why, or why not; may be empty.</param>
internal readonly record struct AccessDecision(bool IsAllowed, string Reason)
{
    public static readonly AccessDecision NoOpinion = new(false, "");

    public static AccessDecision Allowed(string reason = "") => new(true, reason);

    public static AccessDecision Refused(string reason) => new(false, reason);
}
