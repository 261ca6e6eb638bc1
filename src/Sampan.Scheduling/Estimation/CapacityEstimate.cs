namespace Sampan.Scheduling.Estimation;

/// <summary>How many copies of a pod a cluster takes.</summary>
/// <param name="Copies">The number of copies; the limit asked for if the cluster takes at least that many.</param>
/// <param name="Message">kube-scheduler's message about the first copy that no longer fits; empty if the limit was reached.</param>
public sealed record CapacityEstimate(int Copies, string Message);
