using System.Text.Json;
using Sampan.Kubernetes.Identity;
using Sampan.Scheduling.Snapshots;

namespace Sampan.Scheduling.Tests.Plugins;

public sealed class VolumeTests
{
    private const string UsesClaim = "\"volumes\":[{\"name\":\"v\",\"persistentVolumeClaim\":{\"claimName\":\"data\"}}]";
    private static readonly NamespacedName Data = new("default", "data");

    [Fact]
    public void Schedule_ClaimMissing_SaysSo() =>
        Assert.Equal("0/2 nodes are available: persistentvolumeclaim \"data\" not found.", SchedulingEngine.Default.Schedule(TestCluster.Pod("p", spec: UsesClaim), Cluster("", "")).Message);

    [Fact]
    public void Schedule_LocalVolume_GoesWhereItIsAndTakesIt()
    {
        var cluster = Cluster("10Gi", LocalVolume("pv", "20Gi", "b"));
        var pod = TestCluster.Pod("p", spec: UsesClaim);

        var node = SchedulingEngine.Default.Schedule(pod, cluster).NodeName!;
        Assert.Equal("b", node);
        Assert.Equal([new VolumeStep(Data, "pv", "b")], SchedulingEngine.Default.VolumeSteps(pod, node, cluster));

        var other = TestCluster.Pod("q", spec: UsesClaim.Replace("data", "data-2", StringComparison.Ordinal));
        Assert.True(SchedulingEngine.Default.Schedule(other, cluster).IsScheduled);
        Assert.Equal(
            "0/2 nodes are available: 2 node(s) didn't find available persistent volumes to bind.",
            SchedulingEngine.Default.Schedule(other, SchedulingEngine.Default.Assume(pod, node, cluster)).Message);
    }

    [Fact]
    public void VolumeSteps_SeveralVolumes_TakesTheSmallestThatIsEnough()
    {
        var cluster = Cluster("10Gi", LocalVolume("large", "100Gi", "a") + "\n" + LocalVolume("enough", "10Gi", "a") + "\n" + LocalVolume("small", "5Gi", "a"));

        Assert.Equal([new VolumeStep(Data, "enough", "a")], SchedulingEngine.Default.VolumeSteps(TestCluster.Pod("p", spec: UsesClaim), "a", cluster));
    }

    [Fact]
    public void VolumeSteps_ProvisionedClass_AsksForANewVolume()
    {
        var cluster = Cluster("10Gi", "", provisioner: "csi.example.com");

        Assert.Equal([new VolumeStep(Data, null, "a")], SchedulingEngine.Default.VolumeSteps(TestCluster.Pod("p", spec: UsesClaim), "a", cluster));
    }

    [Fact]
    public void Schedule_SharedDiskInUse_IsRefusedOnThatNodeAlone()
    {
        const string Disk = "\"volumes\":[{\"name\":\"v\",\"awsElasticBlockStore\":{\"volumeID\":\"vol-1\"}}]";
        var cluster = Cluster("", "").Assume(TestCluster.Pod("user", spec: Disk), "a");

        Assert.Equal("b", SchedulingEngine.Default.Schedule(TestCluster.Pod("p", spec: Disk), cluster).NodeName);
    }

    private static string LocalVolume(string name, string size, string node) => $$$"""
        {"metadata":{"name":"{{{name}}}"},"spec":{"storageClassName":"local","capacity":{"storage":"{{{size}}}"},"accessModes":["ReadWriteOnce"],"nodeAffinity":{"required":{"nodeSelectorTerms":[{"matchExpressions":[{"key":"host","operator":"In","values":["{{{node}}}"]}]}]} } },"status":{"phase":"Available"} }
        """;

    private static ClusterSnapshot Cluster(string claimSize, string volumes, string provisioner = "kubernetes.io/no-provisioner")
    {
        var builder = new ClusterSnapshotBuilder()
            .Add("Node", TestCluster.NodeJson("a", labels: """{"host":"a"}"""))
            .Add("Node", TestCluster.NodeJson("b", labels: """{"host":"b"}"""))
            .Add("StorageClass", JsonElement.Parse($$"""{"metadata":{"name":"local"},"provisioner":"{{provisioner}}","volumeBindingMode":"WaitForFirstConsumer"}"""));
        foreach (var volume in volumes.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            builder.Add("PersistentVolume", JsonElement.Parse(volume));
        }

        foreach (var claim in claimSize.Length == 0 ? [] : (string[])["data", "data-2"])
        {
            builder.Add("PersistentVolumeClaim", JsonElement.Parse($$$"""
                {"metadata":{"name":"{{{claim}}}","namespace":"default"},"spec":{"storageClassName":"local","accessModes":["ReadWriteOnce"],"resources":{"requests":{"storage":"{{{claimSize}}}"} } } }
                """));
        }

        return builder.Build();
    }
}
