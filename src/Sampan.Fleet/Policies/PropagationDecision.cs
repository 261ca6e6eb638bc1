namespace Sampan.Fleet.Policies;

/// <summary>What is to be done with a template, now.</summary>
public abstract record PropagationDecision
{
    private PropagationDecision()
    {
    }

    /// <summary>Nothing; another controller owns the template, or its policy no longer selects it.</summary>
    public sealed record Ignore : PropagationDecision;

    /// <summary>No policy selects the template: wait for one.</summary>
    public sealed record Wait : PropagationDecision;

    /// <summary>Something that the policy needs is not there yet: try again.</summary>
    public sealed record Retry(string Reason) : PropagationDecision;

    /// <summary>The policy that claims the template is gone: take its claim off.</summary>
    public sealed record Unclaim(Claim Claim) : PropagationDecision;

    /// <summary>Claim the template for the policy and bind it.</summary>
    /// <param name="Policy">The policy.</param>
    /// <param name="IsNew">Whether the policy was found just now, rather than by a claim.</param>
    public sealed record Apply(Policy Policy, bool IsNew) : PropagationDecision;
}
