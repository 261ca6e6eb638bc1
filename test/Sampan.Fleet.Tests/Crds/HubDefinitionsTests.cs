using Sampan.Fleet.Api;
using Sampan.Fleet.Crds;
using Sampan.Kubernetes.Objects;

namespace Sampan.Fleet.Tests.Crds;

public sealed class HubDefinitionsTests
{
    public static TheoryData<string, string, bool> Types => new(
        new[]
        {
            FleetTypes.PropagationPolicies, FleetTypes.ClusterPropagationPolicies, FleetTypes.OverridePolicies, FleetTypes.ClusterOverridePolicies,
            FleetTypes.ResourceBindings, FleetTypes.ClusterResourceBindings, FleetTypes.Works, FleetTypes.Clusters, FleetTypes.ResourceInterpreterCustomizations,
        }.Select(type => (type.GroupResource, type.Kind, type.Namespaced)));

    [Theory]
    [MemberData(nameof(Types))]
    public void All_TypeOfTheHub_IsDefinedAsTheCodeUsesIt(string name, string kind, bool namespaced)
    {
        var definition = HubDefinitions.All.Single(definition => definition.Metadata.Name == name);
        var spec = definition.Root.Member("spec")!.Value;

        Assert.Equal(kind, spec.Member("names")?.String("kind"));
        Assert.Equal(namespaced ? "Namespaced" : "Cluster", spec.String("scope"));
        Assert.Equal($"{spec.Member("names")?.String("plural")}.{spec.String("group")}", name);
    }

    // Karmada's controller manager ends when they are not there.
    [Theory]
    [InlineData("serviceexports.multicluster.x-k8s.io")]
    [InlineData("serviceimports.multicluster.x-k8s.io")]
    public void All_MultiClusterServices_AreDefined(string name) =>
        Assert.Single(HubDefinitions.All, definition => definition.Metadata.Name == name);

    [Fact]
    public void All_ShortNames_AreUnique()
    {
        var names = HubDefinitions.All.SelectMany(definition => definition.Root.Member("spec", "names")!.Value.Items("shortNames")).Select(name => name.ToString()).ToList();

        Assert.Equal(names.Count, names.Distinct().Count());
        Assert.Contains("cpp", names);
    }

    [Fact]
    public void All_PropagationPolicy_DefaultsAsUpstream()
    {
        var schema = HubDefinitions.All.Single(definition => definition.Metadata.Name == "propagationpolicies.policy.karmada.io")
            .Root.Member("spec")!.Value.Items("versions").First().Member("schema", "openAPIV3Schema", "properties", "spec", "properties")!.Value;

        Assert.Equal("Abort", schema.Member("conflictResolution")?.String("default"));
        Assert.Equal("Divided", schema.Member("placement", "properties", "replicaScheduling", "properties", "replicaSchedulingType")?.String("default"));
        Assert.NotNull(schema.Member("placement", "properties", "clusterAffinities", "items", "properties", "clusterNames"));
    }
}
