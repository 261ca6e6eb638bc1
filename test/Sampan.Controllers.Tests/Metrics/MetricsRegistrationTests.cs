using System.Text.Json;
using Microsoft.Extensions.Time.Testing;
using Sampan.Controllers.Tests.Fakes;
using Sampan.Kubernetes.Identity;
using Sampan.Kubernetes.Objects;

namespace Sampan.Controllers.Tests.Metrics;

public sealed class MetricsRegistrationTests
{
    private const string Name = "v1beta1.metrics.k8s.io";
    private const string Role = "system:aggregated-metrics-reader";
    private static readonly ResourceType ApiServices = new("apiregistration.k8s.io", "v1", "apiservices", "APIService", Namespaced: false);
    private static readonly ResourceType ClusterRoles = new("rbac.authorization.k8s.io", "v1", "clusterroles", "ClusterRole", Namespaced: false);

    [Fact]
    public async Task MetricsServerGoes_ClustersOwnComesBack()
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 8, 1, 12, 0, 0, TimeSpan.Zero));
        await using var cluster = await ClusterFixture.StartAsync(nodes: 1, time: time);
        await cluster.UntilAsync(ApiServices, Name, IsLocal);

        await cluster.PatchAsync(ApiServices, Name, """{"spec":{"service":{"namespace":"kube-system","name":"metrics-server"}}}""", "");
        await cluster.UntilAsync(ApiServices, Name, service => !IsLocal(service));
        await cluster.DeleteAsync(ClusterRoles, Role);
        await cluster.DeleteAsync(ApiServices, Name);

        await time.PassUntilAsync(cluster.UntilAsync(ApiServices, Name, IsLocal));
        await cluster.UntilAsync(ClusterRoles, Role, _ => true);
    }

    [Fact]
    public async Task AnotherServerIsRegisteredInstead_IsLeftAlone()
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 8, 1, 12, 0, 0, TimeSpan.Zero));
        await using var cluster = await ClusterFixture.StartAsync(nodes: 1, time: time);
        await cluster.UntilAsync(ApiServices, Name, IsLocal);

        await cluster.CreateAsync(ApiServices, """{"apiVersion":"apiregistration.k8s.io/v1","kind":"APIService","metadata":{"name":"v1.metrics.k8s.io"},"spec":{"group":"metrics.k8s.io","version":"v1","groupPriorityMinimum":100,"versionPriority":200,"insecureSkipTLSVerify":true,"service":{"namespace":"kube-system","name":"mine"}}}""");
        await cluster.UntilAsync(ApiServices, "v1.metrics.k8s.io", _ => true);
        await cluster.DeleteAsync(ApiServices, Name);
        await cluster.UntilAllAsync(ApiServices, services => services.All(service => service.Metadata.Name != Name));
        await cluster.DeleteAsync(ApiServices, "v1.metrics.k8s.io");

        await time.PassUntilAsync(cluster.UntilAsync(ApiServices, Name, IsLocal));
    }

    private static bool IsLocal(JsonElement service) => service.Member("spec", "service") is null;
}
