using Sampan.Server.Authorization;
using Sampan.Server.Cel.Checking;
using Sampan.Server.Cel.Libraries;

namespace Sampan.Server.Cel.Values;

/// <summary>Whoever's rights an expression asks about.</summary>
/// <param name="decide">The authorizer.</param>
/// <param name="request">The request as far as it is known.</param>
internal sealed class AuthorizerValue(Func<AccessRequest, AccessDecision> decide, AccessRequest request) : CelValue
{
    public AccessRequest Request { get; } = request;

    public Func<AccessRequest, AccessDecision> Decide { get; } = decide;

    public override CelType Type => OpaqueTypes.Authorizer;

    public override bool EqualTo(CelValue other) => ReferenceEquals(this, other);
}

/// <summary>A question to an authorizer that lacks only its verb, or more.</summary>
internal sealed class AccessCheckValue(CelType type, AuthorizerValue authorizer, AccessRequest request) : CelValue
{
    public AuthorizerValue Authorizer { get; } = authorizer;

    public AccessRequest Request { get; } = request;

    public override CelType Type => type;

    public override bool EqualTo(CelValue other) => ReferenceEquals(this, other);
}

/// <summary>An authorizer's answer.</summary>
internal sealed class DecisionValue(AccessDecision decision) : CelValue
{
    public bool IsAllowed => decision.IsAllowed;

    public string Reason => decision.Reason;

    public override CelType Type => OpaqueTypes.Decision;

    public override bool EqualTo(CelValue other) => ReferenceEquals(this, other);
}
