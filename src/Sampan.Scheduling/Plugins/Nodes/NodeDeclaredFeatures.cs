using System.Collections.Immutable;
using Sampan.Scheduling.Framework;
using Sampan.Scheduling.Objects;
using Sampan.Scheduling.Snapshots;

namespace Sampan.Scheduling.Plugins.Nodes;

/// <summary>Refuses nodes that do not declare a feature that the pod uses (KEP 5328).</summary>
internal sealed class NodeDeclaredFeatures : IFilterPlugin
{
    private static readonly Verdict Undeclared = Verdict.Unresolvable(PluginNames.NodeDeclaredFeatures, "node(s) didn't match Pod's required features");

    public string Name => PluginNames.NodeDeclaredFeatures;

    public PreFilterResult PreFilter(PodInfo pod, ClusterSnapshot snapshot) =>
        pod.RequiredFeatures.IsEmpty ? PreFilterResult.Skip : new PreFilterResult(new Declared(pod.RequiredFeatures));

    private sealed class Declared(ImmutableArray<string> features) : INodeFilter
    {
        public Verdict? Filter(NodeInfo node) => features.All(node.Node.DeclaredFeatures.Contains) ? null : Undeclared;
    }
}
