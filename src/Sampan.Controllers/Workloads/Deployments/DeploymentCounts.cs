namespace Sampan.Controllers.Workloads.Deployments;

/// <summary>The numbers of a Deployment's status.</summary>
internal readonly record struct DeploymentCounts(int Replicas, int Updated, int Ready, int Available, int Unavailable, int Terminating)
{
    public static DeploymentCounts Of(DeploymentSets sets) => new(
        sets.All.Sum(set => set.ActualReplicas),
        sets.New?.ActualReplicas ?? 0,
        sets.All.Sum(set => set.ReadyReplicas),
        sets.AvailableReplicas,
        Math.Max(0, sets.TotalReplicas - sets.AvailableReplicas),
        sets.All.Sum(set => set.TerminatingReplicas));

    /// <summary>Whether every desired pod is of the new template and serves, and no other pod is left.</summary>
    public bool IsComplete(DeploymentState deployment) =>
        Updated == deployment.Replicas && Replicas == deployment.Replicas && Available == deployment.Replicas;

    /// <summary>Whether the rollout has moved on since the status was last written.</summary>
    public bool IsProgress(DeploymentState deployment) =>
        Updated > deployment.StatusUpdatedReplicas
        || Replicas - Updated < deployment.StatusReplicas - deployment.StatusUpdatedReplicas
        || Ready > deployment.StatusReadyReplicas
        || Available > deployment.StatusAvailableReplicas;
}
