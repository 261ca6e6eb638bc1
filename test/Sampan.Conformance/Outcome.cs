namespace Sampan.Conformance;

/// <summary>How a case ended; <see cref="Reason"/> is the first difference, or why it was skipped.</summary>
internal readonly record struct Outcome(OutcomeKind Kind, string Reason)
{
    public static readonly Outcome Passed = new(OutcomeKind.Passed, "");

    public static Outcome Failed(string reason) => new(OutcomeKind.Failed, reason);

    public static Outcome Skipped(string reason) => new(OutcomeKind.Skipped, reason);
}

internal enum OutcomeKind
{
    Passed,
    Failed,
    Skipped,
}
