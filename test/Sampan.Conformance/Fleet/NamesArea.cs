using System.Text.Json;
using Sampan.Fleet.Naming;
using Sampan.Kubernetes.Objects;

namespace Sampan.Conformance.Fleet;

/// <summary>Karmada's generated names.</summary>
internal sealed class NamesArea : IConformanceArea
{
    public string Name => "fleet-names";

    public IEnumerable<ConformanceCase> Cases(string corpus) => FleetCases.Read(corpus, "names.jsonl", Compare);

    private static string? Compare(JsonElement @case)
    {
        var (kind, name) = (@case.StringOrEmpty("kind"), @case.StringOrEmpty("name"));
        var (@namespace, cluster) = (@case.StringOrEmpty("namespace"), @case.StringOrEmpty("cluster"));
        var executionNamespace = ExecutionNamespace.Of(cluster);
        Dictionary<string, string> got = new()
        {
            ["bindingName"] = FleetNames.Binding(kind, name),
            ["bindingReferenceKey"] = FleetNames.BindingReferenceKey(@namespace, name),
            ["workName"] = FleetNames.Work(kind, name, @namespace),
            ["karmadactlPolicyName"] = FleetNames.PromotionPolicy(@namespace, name, @case.StringOrEmpty("gvk")),
            ["executionSpace"] = executionNamespace,
            ["clusterFromExecutionNs"] = ExecutionNamespace.ClusterOf(executionNamespace) ?? "",
            ["reservedNamespace"] = ExecutionNamespace.IsReserved(@namespace) ? "True" : "False",
            ["endpointSliceName"] = FleetNames.ImportedEndpointSlice(name, cluster),
            ["derivedServiceName"] = FleetNames.DerivedService(name),
            ["estimatorServiceName"] = FleetNames.EstimatorService(cluster),
            ["serviceAccountName"] = FleetNames.ServiceAccount(cluster),
            ["impersonationSecret"] = FleetNames.ImpersonationSecret(cluster),
        };
        foreach (var expected in @case.Member("expect")!.Value.EnumerateObject())
        {
            if (got[expected.Name] != expected.Value.ToString())
            {
                return $"{expected.Name}: expected {expected.Value}, got {got[expected.Name]}";
            }
        }

        return null;
    }
}
