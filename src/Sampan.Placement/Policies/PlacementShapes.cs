using static Sampan.Placement.Policies.JsonShape;

namespace Sampan.Placement.Policies;

/// <summary>The JSON shape of policy.karmada.io/v1alpha1 Placement and of what it is made of.</summary>
internal static class PlacementShapes
{
    private static readonly JsonShape Requirement = new(Text("key", always: true), Text("operator", always: true), Texts("values"));

    private static readonly Field[] AffinityFields =
    [
        Pointer("labelSelector", new JsonShape(TextMap("matchLabels"), List("matchExpressions", Requirement))),
        Pointer("fieldSelector", new JsonShape(List("matchExpressions", Requirement))),
        Texts("clusterNames"),
        Texts("exclude"),
    ];

    private static readonly JsonShape Affinity = new(AffinityFields);

    private static readonly JsonShape OverflowAffinity = new([Text("affinityName", always: true), .. AffinityFields]);

    private static readonly JsonShape AffinityTerm =
        new([Text("affinityName", always: true), .. AffinityFields, List("overflowAffinities", OverflowAffinity)]);

    private static readonly JsonShape Toleration =
        new(Text("key"), Text("operator"), Text("value"), Text("effect"), NumberPointer("tolerationSeconds"));

    private static readonly JsonShape SpreadConstraint =
        new(Text("spreadByField"), Text("spreadByLabel"), Number("maxGroups"), Number("minGroups"));

    private static readonly JsonShape WeightPreference = new(
        List("staticWeightList", new JsonShape(Value("targetCluster", Affinity), Number("weight", always: true))),
        Text("dynamicWeight"));

    private static readonly JsonShape ReplicaScheduling = new(
        Text("replicaSchedulingType"),
        Text("replicaDivisionPreference"),
        Pointer("weightPreference", WeightPreference));

    private static readonly JsonShape WorkloadGroup = new(Text("groupByLabelKey", always: true));

    public static readonly JsonShape Placement = new(
        Pointer("clusterAffinity", Affinity),
        List("clusterAffinities", AffinityTerm),
        List("clusterTolerations", Toleration),
        List("spreadConstraints", SpreadConstraint),
        Pointer("replicaScheduling", ReplicaScheduling),
        Pointer("workloadAffinity", new JsonShape(Pointer("affinity", WorkloadGroup), Pointer("antiAffinity", WorkloadGroup))));
}
