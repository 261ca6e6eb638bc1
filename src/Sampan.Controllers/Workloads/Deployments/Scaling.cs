using Sampan.Controllers.Workloads.ReplicaSets;

namespace Sampan.Controllers.Workloads.Deployments;

/// <summary>A ReplicaSet and the number of pods it shall want.</summary>
internal readonly record struct Scaling(ReplicaSetState Set, int Replicas);
