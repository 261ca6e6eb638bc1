using Sampan.Server.Authorization;
using Sampan.Server.Cel.Checking;
using Sampan.Server.Cel.Libraries;

namespace Sampan.Server.Cel.Values;

/// <summary>Whoever's rights an expression asks about.</summary>
/// <param name="decide">Why a request is allowed; null if it is not.</param>
/// <param name="request">The request as far as it is known.</param>
internal sealed class AuthorizerValue(Func<AccessRequest, string?> decide, AccessRequest request) : CelValue
{
    public AccessRequest Request { get; } = request;

    public Func<AccessRequest, string?> Decide { get; } = decide;

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
internal sealed class DecisionValue(bool isAllowed, string reason) : CelValue
{
    public bool IsAllowed { get; } = isAllowed;

    public string Reason { get; } = reason;

    public override CelType Type => OpaqueTypes.Decision;

    public override bool EqualTo(CelValue other) => ReferenceEquals(this, other);
}
