using System.Text.Json.Nodes;
using Sampan.Fleet.Interpreting;
using Sampan.Fleet.Works;
using Sampan.Kubernetes.Objects;
using Sampan.Placement.Bindings;

namespace Sampan.Planning.Hub;

/// <summary>What each member would get of a binding: the manifests of the works that the hub would make.</summary>
internal static class MemberManifests
{
    /// <summary>The manifests by member; a member whose overrides fail is left out and its error reported.</summary>
    public static IEnumerable<(string Member, KubernetesObject Manifest)> Of(
        KubernetesObject binding, KubernetesObject template, IReadOnlyList<TargetCluster> targets, HubState state, IResourceInterpreter interpreter, Action<string> warn)
    {
        var placed = binding.ToDraft();
        placed["spec"]!["clusters"] = new JsonArray([.. targets.Select(target => new JsonObject { ["name"] = target.Name, ["replicas"] = target.Replicas })]);
        foreach (var build in WorkBuilder.Build(template, KubernetesObject.From(placed), state.Members, state.Overrides, interpreter))
        {
            if (build.Work is null)
            {
                warn($"{template.Kind} {template.NamespacedName} would not reach {build.Cluster}: {build.Error}");
                continue;
            }

            var manifest = KubernetesObject.From(build.Work).Root.Member("spec", "workload")!.Value.Items("manifests").First();
            yield return (build.Cluster, KubernetesObject.From(JsonObject.Create(manifest)!));
        }
    }
}
