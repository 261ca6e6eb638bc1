namespace Sampan.Planning;

/// <summary>Where one pod would run.</summary>
/// <param name="Node">The node; null where the pod would stay Pending.</param>
/// <param name="Exists">Whether the pod runs already and would stay.</param>
/// <param name="Reason">Why no node takes it, in kube-scheduler's words; empty where one does.</param>
public sealed record PodPlan(string? Node, bool Exists, string Reason);
