using Sampan.Controllers.Tests.Fakes;
using Sampan.Kubernetes.Errors;
using Sampan.Kubernetes.Identity;
using Sampan.Kubernetes.Objects;

namespace Sampan.Controllers.Tests.Quotas;

public sealed class ResourceQuotaTests
{
    private static readonly ResourceType Quotas = new("", "v1", "resourcequotas", "ResourceQuota", Namespaced: true);

    [Fact]
    public async Task Quota_OfPods_RefusesOneTooMany_UntilOneIsGone()
    {
        await using var cluster = await ClusterFixture.StartAsync();
        await cluster.CreateAsync(Quotas, """{"apiVersion":"v1","kind":"ResourceQuota","metadata":{"name":"q","namespace":"default"},"spec":{"hard":{"pods":"1","requests.cpu":"1"}}}""");
        await cluster.UntilAsync(Quotas, "q", quota => quota.Member("status", "used", "pods")?.GetString() == "0");
        await cluster.CreateAsync(WellKnownTypes.Pods, Pod("a", "300m"));

        // Seen as charged first: else the wait below may end with what was there before.
        await cluster.UntilAsync(Quotas, "q", quota => quota.Member("status", "used", "pods")?.GetString() == "1");

        var refused = await Assert.ThrowsAsync<ApiException>(() => cluster.CreateAsync(WellKnownTypes.Pods, Pod("b", "800m")));
        var silent = await Assert.ThrowsAsync<ApiException>(() => cluster.CreateAsync(WellKnownTypes.Pods, Pod("b", null)));

        Assert.Equal("pods \"b\" is forbidden: exceeded quota: q, requested: pods=1,requests.cpu=800m, used: pods=1,requests.cpu=300m, limited: pods=1,requests.cpu=1", refused.Status.Message);
        Assert.Equal("pods \"b\" is forbidden: failed quota: q: must specify requests.cpu for: c", silent.Status.Message);
        await cluster.DeleteAsync(WellKnownTypes.Pods, "a");
        await cluster.UntilAsync(Quotas, "q", quota => quota.Member("status", "used", "pods")?.GetString() == "0");
        await cluster.CreateAsync(WellKnownTypes.Pods, Pod("b", "800m"));
    }

    [Fact]
    public async Task Quota_OfCounts_CountsWhatIsThere()
    {
        await using var cluster = await ClusterFixture.StartAsync(nodes: 0);
        await cluster.CreateAsync(WellKnownTypes.ConfigMaps, """{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"a","namespace":"default"}}""");
        await cluster.CreateAsync(Quotas, """{"apiVersion":"v1","kind":"ResourceQuota","metadata":{"name":"q","namespace":"default"},"spec":{"hard":{"count/configmaps":"5","count/deployments.apps":"2","services.nodeports":"0"}}}""");

        var counted = await cluster.UntilAsync(Quotas, "q", quota => quota.Member("status", "used", "count/configmaps")?.GetString() == "1");

        Assert.Equal("0", counted.Root.Member("status", "used", "count/deployments.apps")?.GetString());
        var refused = await Assert.ThrowsAsync<ApiException>(() =>
            cluster.CreateAsync(WellKnownTypes.Services, """{"apiVersion":"v1","kind":"Service","metadata":{"name":"s","namespace":"default"},"spec":{"type":"NodePort","ports":[{"port":80}]}}"""));
        Assert.Equal("services \"s\" is forbidden: exceeded quota: q, requested: services.nodeports=1, used: services.nodeports=0, limited: services.nodeports=0", refused.Status.Message);
    }

    [Fact]
    public async Task LimitRange_GivesDefaults_AndBounds()
    {
        await using var cluster = await ClusterFixture.StartAsync(nodes: 0);
        await cluster.CreateAsync(new ResourceType("", "v1", "limitranges", "LimitRange", Namespaced: true), """
            {"apiVersion":"v1","kind":"LimitRange","metadata":{"name":"l","namespace":"default"},"spec":{"limits":[
              {"type":"Container","default":{"cpu":"500m"},"min":{"cpu":"100m"},"maxLimitRequestRatio":{"cpu":"2"}},{"type":"Pod","max":{"cpu":"1"}}]}}
            """);

        var pod = await cluster.CreateAsync(WellKnownTypes.Pods, Pod("a", null));
        var low = await Assert.ThrowsAsync<ApiException>(() => cluster.CreateAsync(WellKnownTypes.Pods, Pod("b", "50m")));

        Assert.Equal("LimitRanger plugin set: cpu request for container c; cpu limit for container c", pod.Metadata.Annotations["kubernetes.io/limit-ranger"]);
        Assert.Equal(
            "pods \"b\" is forbidden: [minimum cpu usage per Container is 100m, but request is 50m, cpu max limit to request ratio per Container is 2, but provided ratio is 10.000000]",
            low.Status.Message);
    }

    private static string Pod(string name, string? cpu) =>
        $$$"""{"apiVersion":"v1","kind":"Pod","metadata":{"name":"{{{name}}}","namespace":"default"},"spec":{"containers":[{"name":"c","image":"x"{{{(cpu is null ? "" : $",\"resources\":{{\"requests\":{{\"cpu\":\"{cpu}\"}}}}")}}}}]} }""";
}
