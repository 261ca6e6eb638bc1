using Sampan.Controllers.Services;
using Sampan.Controllers.Tests.Fakes;
using Sampan.Kubernetes.Identity;
using Sampan.Kubernetes.Objects;

namespace Sampan.Controllers.Tests.Services;

public sealed class EndpointsMirroringTests
{
    private static readonly ResourceType Slices = EndpointSliceReconciler.Slices;
    private static readonly ResourceType Endpoints = EndpointsReconciler.Endpoints;

    [Fact]
    public async Task Endpoints_OfAServiceWithoutSelector_AreMirrored()
    {
        await using var cluster = await ClusterFixture.StartAsync(nodes: 0);
        await cluster.CreateAsync(WellKnownTypes.Services, Service("\"ports\":[{\"port\":80}]"));
        var endpoints = await cluster.CreateAsync(Endpoints, """
            {"apiVersion":"v1","kind":"Endpoints","metadata":{"name":"db","namespace":"default","labels":{"team":"shop"},"annotations":{"note":"mine"} },
             "subsets":[{"addresses":[{"ip":"10.1.2.3","hostname":"one","nodeName":"n"},{"ip":"fd00::1"}],"notReadyAddresses":[{"ip":"10.1.2.4"}],"ports":[{"port":5432}]}] }
            """);

        var slices = (await cluster.UntilAllAsync(Slices, all => all.Count(IsMirrored) == 2)).Where(IsMirrored).ToList();

        var four = slices.Single(slice => slice.Root.String("addressType") == "IPv4");
        Assert.Equal(
            [("10.1.2.3", true), ("10.1.2.4", false)],
            four.Root.Items("endpoints").Select(endpoint => (endpoint.Items("addresses").Single().GetString()!, endpoint.Member("conditions")!.Value.Boolean("ready")!.Value)).Order());
        Assert.Equal(("", 5432, "TCP"), (four.Root.Items("ports").Single().String("name"), four.Root.Items("ports").Single().Integer("port"), four.Root.Items("ports").Single().String("protocol")));
        Assert.Equal("one", four.Root.Items("endpoints").First().String("hostname"));
        Assert.Equal(("shop", "db", "mine"), (four.Metadata.Labels["team"], four.Metadata.Labels["kubernetes.io/service-name"], four.Metadata.Annotations["note"]));
        Assert.Equal((endpoints.Metadata.Uid, "Endpoints"), (four.Metadata.Controller!.Uid, four.Metadata.Controller.Kind));
        Assert.StartsWith("db-", four.Metadata.Name, StringComparison.Ordinal);
        Assert.Equal("fd00::1", slices.Single(slice => slice.Root.String("addressType") == "IPv6").Root.Items("endpoints").Single().Items("addresses").Single().GetString());
    }

    [Theory]
    [InlineData("""{"subsets":[{"addresses":[{"ip":"10.1.2.9"}],"ports":[{"port":1}]}],"metadata":{"labels":{"new":"label"} } }""", 1)]
    [InlineData("""{"metadata":{"labels":{"endpointslice.kubernetes.io/skip-mirror":"true"} } }""", 0)]
    [InlineData("""{"metadata":{"annotations":{"control-plane.alpha.kubernetes.io/leader":"{}"} } }""", 0)]
    [InlineData("""{"subsets":[]}""", 0)]
    public async Task Endpoints_ThatChange_ChangeTheirMirror(string patch, int expected)
    {
        await using var cluster = await MirroredAsync();

        await cluster.PatchAsync(Endpoints, "db", patch);

        await cluster.UntilAllAsync(Slices, all => all.Count(IsMirrored) == expected
            && all.Where(IsMirrored).All(slice => slice.Metadata.Labels.ContainsKey("new") && Addresses(slice).SequenceEqual(["10.1.2.9"])));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Service_ThatGoesOrSelectsPods_HasNoMirror(bool goes)
    {
        await using var cluster = await MirroredAsync();

        if (goes)
        {
            await cluster.DeleteAsync(WellKnownTypes.Services, "db");
        }
        else
        {
            await cluster.PatchAsync(WellKnownTypes.Services, "db", """{"spec":{"selector":{"app":"db"} } }""");
        }

        await cluster.UntilAllAsync(Slices, all => !all.Any(IsMirrored));
    }

    [Fact]
    public async Task Slice_ThatSomebodyDeletes_ComesBack()
    {
        await using var cluster = await MirroredAsync();
        var slice = (await cluster.UntilAllAsync(Slices, all => all.Any(IsMirrored))).First(IsMirrored);

        await cluster.DeleteAsync(Slices, slice.Metadata.Name);

        await cluster.UntilAllAsync(Slices, all => all.Any(other => IsMirrored(other) && other.Metadata.Uid != slice.Metadata.Uid));
    }

    [Fact]
    public void Addresses_BeyondAThousandOfASubset_AreSkipped()
    {
        var plan = new EndpointSlicePlan(MirroredSubsets.MostAddresses);
        var addresses = string.Join(',', Enumerable.Range(0, 1003).Select(number => $$"""{"ip":"10.0.{{number / 250}}.{{number % 250}}"}"""));

        var skipped = MirroredSubsets.AddTo(plan, Drafts.Parse($$"""{"metadata":{"name":"db"},"subsets":[{"notReadyAddresses":[{"ip":"none"},{{addresses}}],"ports":[{"port":1}]}] }"""));
        plan.Complete([], []);

        Assert.Equal((1, 3), skipped);
        Assert.Equal(1000, Assert.Single(plan.Creates).Endpoints.Count);
    }

    private static async Task<ClusterFixture> MirroredAsync()
    {
        var cluster = await ClusterFixture.StartAsync(nodes: 0);
        await cluster.CreateAsync(WellKnownTypes.Services, Service("\"ports\":[{\"port\":80}]"));
        await cluster.CreateAsync(Endpoints, """{"apiVersion":"v1","kind":"Endpoints","metadata":{"name":"db","namespace":"default"},"subsets":[{"addresses":[{"ip":"10.1.2.3"}],"ports":[{"port":5432}]}] }""");
        await cluster.UntilAllAsync(Slices, all => all.Count(IsMirrored) == 1);
        return cluster;
    }

    private static bool IsMirrored(KubernetesObject slice) => slice.Metadata.Labels.GetValueOrDefault("endpointslice.kubernetes.io/managed-by") == "endpointslicemirroring-controller.k8s.io";

    private static IEnumerable<string?> Addresses(KubernetesObject slice) => slice.Root.Items("endpoints").SelectMany(endpoint => endpoint.Items("addresses").Select(address => address.GetString()));

    private static string Service(string spec) => $$"""{"apiVersion":"v1","kind":"Service","metadata":{"name":"db","namespace":"default"},"spec":{ {{spec}} } }""";
}
