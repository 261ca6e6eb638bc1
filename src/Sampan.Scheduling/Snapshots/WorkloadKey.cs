namespace Sampan.Scheduling.Snapshots;

/// <summary>A Service, ReplicationController, ReplicaSet or StatefulSet.</summary>
internal readonly record struct WorkloadKey(string Kind, string Namespace, string Name);
