using Sampan.Controllers.Tests.Fakes;
using Sampan.Kubernetes.Identity;
using Sampan.Kubernetes.Objects;

namespace Sampan.Controllers.Tests.Volumes;

public sealed class VolumeTests
{
    private static readonly ResourceType StorageClasses = new("storage.k8s.io", "v1", "storageclasses", "StorageClass", Namespaced: false);

    [Fact]
    public async Task Claim_OfTheDefaultClass_WaitsForItsPodAndThenIsBound()
    {
        await using var cluster = await ClusterFixture.StartAsync();
        await cluster.UntilAsync(StorageClasses, "standard", _ => true);
        await cluster.CreateAsync(WellKnownTypes.PersistentVolumeClaims, Claim("data"));
        await cluster.UntilAllAsync(WellKnownTypes.Events, events => events.Any(one => one.Root.String("reason") == "WaitForFirstConsumer"));

        await cluster.CreateAsync(WellKnownTypes.Pods, Pod("{\"persistentVolumeClaim\":{\"claimName\":\"data\"},\"name\":\"v\"}"));

        await cluster.UntilAsync(WellKnownTypes.Pods, "web", pod => pod.Member("status")?.String("phase") == "Running");
        var bound = await cluster.UntilAsync(WellKnownTypes.PersistentVolumeClaims, "data", IsBound);
        var volume = await cluster.UntilAsync(WellKnownTypes.PersistentVolumes, $"pvc-{bound.Metadata.Uid}", IsBound);
        Assert.Equal("1Gi", bound.Root.Member("status", "capacity", "storage")?.GetString());
        Assert.Equal(("standard", "Delete"), (volume.Root.Member("spec", "storageClassName")?.GetString(), volume.Root.Member("spec", "persistentVolumeReclaimPolicy")?.GetString()));
    }

    [Fact]
    public async Task Claim_Deleted_StaysUntilItsPodIsGone_AndTakesItsVolumeAlong()
    {
        await using var cluster = await ClusterFixture.StartAsync();
        await cluster.UntilAsync(StorageClasses, "standard", _ => true);
        await cluster.CreateAsync(WellKnownTypes.PersistentVolumeClaims, Claim("data"));
        await cluster.CreateAsync(WellKnownTypes.Pods, Pod("{\"persistentVolumeClaim\":{\"claimName\":\"data\"},\"name\":\"v\"}"));
        await cluster.UntilAsync(WellKnownTypes.PersistentVolumeClaims, "data", IsBound);
        await cluster.UntilAsync(WellKnownTypes.Pods, "web", pod => pod.Member("status")?.String("phase") == "Running");

        await cluster.DeleteAsync(WellKnownTypes.PersistentVolumeClaims, "data");
        await cluster.UntilAsync(WellKnownTypes.PersistentVolumeClaims, "data", claim => claim.Member("metadata", "deletionTimestamp") is not null);
        await cluster.DeleteAsync(WellKnownTypes.Pods, "web");

        await cluster.UntilAllAsync(WellKnownTypes.PersistentVolumeClaims, claims => claims.Count == 0);
        await cluster.UntilAllAsync(WellKnownTypes.PersistentVolumes, volumes => volumes.Count == 0);
    }

    [Fact]
    public async Task Claim_WithoutClass_GetsTheSmallestVolumeThatServes_WhichIsKeptAfterwards()
    {
        await using var cluster = await ClusterFixture.StartAsync(nodes: 0);
        foreach (var (name, size) in new[] { ("small", "500Mi"), ("right", "2Gi"), ("large", "5Gi") })
        {
            await cluster.CreateAsync(WellKnownTypes.PersistentVolumes, Volume(name, size));
            await cluster.UntilAsync(WellKnownTypes.PersistentVolumes, name, volume => volume.Member("status")?.String("phase") == "Available");
        }

        await cluster.CreateAsync(WellKnownTypes.PersistentVolumeClaims, Claim("data", "\"storageClassName\":\"\","));

        var bound = await cluster.UntilAsync(WellKnownTypes.PersistentVolumeClaims, "data", IsBound);
        Assert.Equal("right", bound.Root.Member("spec", "volumeName")?.GetString());
        await cluster.DeleteAsync(WellKnownTypes.PersistentVolumeClaims, "data");
        await cluster.UntilAsync(WellKnownTypes.PersistentVolumes, "right", volume => volume.Member("status")?.String("phase") == "Released");
    }

    [Fact]
    public async Task Claim_OfAnImmediateClass_IsBoundAtOnce_AlsoWhenTheClassComesLater()
    {
        await using var cluster = await ClusterFixture.StartAsync(nodes: 0);
        await cluster.CreateAsync(WellKnownTypes.PersistentVolumeClaims, Claim("data", "\"storageClassName\":\"fast\","));
        await cluster.UntilAllAsync(WellKnownTypes.Events, events => events.Any(one => one.Root.String("message") == "storageclass.storage.k8s.io \"fast\" not found"));

        await cluster.CreateAsync(StorageClasses, """{"apiVersion":"storage.k8s.io/v1","kind":"StorageClass","metadata":{"name":"fast"},"provisioner":"ebs.csi.aws.com"}""");

        var bound = await cluster.UntilAsync(WellKnownTypes.PersistentVolumeClaims, "data", IsBound);
        Assert.Equal("ebs.csi.aws.com", bound.Metadata.Annotations["volume.kubernetes.io/storage-provisioner"]);
    }

    [Fact]
    public async Task EphemeralVolume_GetsAClaimThatGoesWithItsPod()
    {
        await using var cluster = await ClusterFixture.StartAsync();
        await cluster.UntilAsync(StorageClasses, "standard", _ => true);
        await cluster.CreateAsync(WellKnownTypes.Pods, Pod("""{"name":"scratch","ephemeral":{"volumeClaimTemplate":{"spec":{"accessModes":["ReadWriteOnce"],"resources":{"requests":{"storage":"1Gi"}}}}}}"""));
        await cluster.UntilAsync(WellKnownTypes.Pods, "web", pod => pod.Member("status")?.String("phase") == "Running");
        await cluster.UntilAsync(WellKnownTypes.PersistentVolumeClaims, "web-scratch", IsBound);

        await cluster.DeleteAsync(WellKnownTypes.Pods, "web");

        await cluster.UntilAllAsync(WellKnownTypes.PersistentVolumeClaims, claims => claims.Count == 0);
    }

    private static bool IsBound(System.Text.Json.JsonElement root) => root.Member("status")?.String("phase") == "Bound";

    private static string Claim(string name, string spec = "") =>
        $$$"""{"apiVersion":"v1","kind":"PersistentVolumeClaim","metadata":{"name":"{{{name}}}","namespace":"default"},"spec":{{{{spec}}}"accessModes":["ReadWriteOnce"],"resources":{"requests":{"storage":"1Gi"} } } }""";

    private static string Volume(string name, string size) =>
        $$$"""{"apiVersion":"v1","kind":"PersistentVolume","metadata":{"name":"{{{name}}}"},"spec":{"capacity":{"storage":"{{{size}}}"},"accessModes":["ReadWriteOnce"],"persistentVolumeReclaimPolicy":"Retain","hostPath":{"path":"/data"} } }""";

    private static string Pod(string volume) =>
        $$$"""{"apiVersion":"v1","kind":"Pod","metadata":{"name":"web","namespace":"default"},"spec":{"containers":[{"name":"c","image":"x"}],"volumes":[{{{volume}}}] } }""";
}
