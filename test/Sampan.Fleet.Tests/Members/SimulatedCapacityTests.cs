using Sampan.Fleet.Members;
using Sampan.Placement;
using Sampan.Placement.Bindings;
using Sampan.Placement.Capacity;
using Sampan.Placement.Members;
using Sampan.Scheduling;
using Sampan.Scheduling.Objects;
using Sampan.Scheduling.Snapshots;

namespace Sampan.Fleet.Tests.Members;

public sealed class SimulatedCapacityTests
{
    private static readonly ClusterSnapshot TwoNodes = ClusterSnapshot.Empty.WithNode(Node("n1", "ssd")).WithNode(Node("n2", "hdd"));

    [Fact]
    public void MaxAvailableReplicas_NodeSelectorInTheBinding_CountsThoseNodesAlone() => Assert.Equal(4, Estimate(null));

    [Fact]
    public void MaxAvailableReplicas_PodWithHostPort_IsOnePerNode() =>
        Assert.Equal(2, Estimate("{'metadata':{'name':'p','namespace':'shop'},'spec':{'containers':[{'name':'c','ports':[{'containerPort':80,'hostPort':80}]}]}}"));

    [Fact]
    public void Place_SimulationKnowsLess_TheSmallerAnswerCounts()
    {
        var options = new PlacementOptions { Estimators = [GeneralEstimator.Instance, Capacity(null)] };
        var cluster = MemberCluster.Of(Samples.Object(
            "{'metadata':{'name':'m'},'status':{'apiEnablements':[{'groupVersion':'apps/v1','resources':[{'kind':'Deployment'}]}],'resourceSummary':{'allocatable':{'cpu':'8','pods':'20'}}}}"));

        var attempt = PlacementEngine.Place(Binding(), [cluster], options).Attempts[0];

        Assert.Equal(4, attempt.Candidates[0].AllocatableReplicas);
    }

    [Fact]
    public void MaxAvailableReplicas_UnknownMember_HasNoAnswer() =>
        Assert.Null(new SimulatedCapacity(SchedulingEngine.Default, _ => null, _ => null, 10).MaxAvailableReplicas(new MemberCluster { Name = "m" }, Binding()));

    private static int? Estimate(string? pod) => Capacity(pod).MaxAvailableReplicas(new MemberCluster { Name = "m" }, Binding());

    private static SimulatedCapacity Capacity(string? pod) =>
        new(SchedulingEngine.Default, _ => TwoNodes, _ => pod is null ? null : Samples.Object(pod), 100);

    private static PlacementBinding Binding() => PlacementBinding.Of(Samples.Object(
        "{'metadata':{'name':'b','labels':{'propagationpolicy.karmada.io/permanent-id':'p'}},'spec':{'replicas':3,'placement':{},"
        + "'resource':{'apiVersion':'apps/v1','kind':'Deployment','namespace':'shop','name':'web'},"
        + "'replicaRequirements':{'resourceRequest':{'cpu':'1'},'nodeClaim':{'nodeSelector':{'disk':'ssd'}}}}}"));

    private static Node Node(string name, string disk) => Scheduling.Objects.Node.Of(Samples.Object(
        "{'metadata':{'name':'" + name + "','labels':{'disk':'" + disk + "'}},'status':{'allocatable':{'cpu':'4','pods':'110'}}}"));
}
