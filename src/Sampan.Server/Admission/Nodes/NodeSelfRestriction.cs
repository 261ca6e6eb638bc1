using System.Collections.Frozen;
using System.Text.Json.Nodes;
using Sampan.Server.Registry;

namespace Sampan.Server.Admission.Nodes;

/// <summary>A node changes only itself, and nothing of itself that would draw other pods to it: no taints, few labels.</summary>
internal static class NodeSelfRestriction
{
    private const string RestrictedDomain = "node-restriction.kubernetes.io";

    private static readonly FrozenSet<string> OwnLabels = FrozenSet.Create(
        StringComparer.Ordinal,
        "kubernetes.io/hostname", "topology.kubernetes.io/zone", "topology.kubernetes.io/region", "failure-domain.beta.kubernetes.io/zone", "failure-domain.beta.kubernetes.io/region",
        "node.kubernetes.io/instance-type", "beta.kubernetes.io/instance-type", "kubernetes.io/os", "kubernetes.io/arch", "beta.kubernetes.io/os", "beta.kubernetes.io/arch",
        "node.kubernetes.io/windows-build");

    private static readonly string[] OwnDomains = ["kubelet.kubernetes.io", "node.kubernetes.io"];

    public static void Check(AdmissionAttributes attributes, string node)
    {
        var name = attributes.Operation == AdmissionOperation.Create ? attributes.Object.Object("metadata").Text("name") : attributes.Name.Name;
        NodeRestriction.Demand(name == node, attributes, $"node \"{node}\" is not allowed to modify node \"{name}\"");
        var source = attributes.Object.Object("spec")?["configSource"];
        switch (attributes.Operation)
        {
            case AdmissionOperation.Create:
                NodeRestriction.Demand(source is null, attributes, $"node \"{node}\" is not allowed to create pods with a non-nil configSource");
                CheckLabels(attributes, labels => $"node \"{node}\" is not allowed to set the following labels: {labels}");
                break;
            case AdmissionOperation.Update:
                NodeRestriction.Demand(source is null || JsonNode.DeepEquals(source, attributes.OldObject.Object("spec")?["configSource"]), attributes, $"node \"{node}\" is not allowed to update configSource to a new non-nil configSource");
                NodeRestriction.Demand(JsonNode.DeepEquals(Taints(attributes.Object), Taints(attributes.OldObject)), attributes, $"node \"{node}\" is not allowed to modify taints");
                CheckLabels(attributes, labels => $"is not allowed to modify labels: {labels}");
                break;
        }
    }

    private static void CheckLabels(AdmissionAttributes attributes, Func<string, string> refusal)
    {
        var (before, after) = (Labels(attributes.OldObject), Labels(attributes.Object));
        var forbidden = before.Concat(after).Select(label => label.Key).Distinct()
            .Where(key => !JsonNode.DeepEquals(before[key], after[key]) && IsForbidden(key))
            .Order(StringComparer.Ordinal).ToList();
        NodeRestriction.Demand(forbidden.Count == 0, attributes, refusal(string.Join(", ", forbidden)));
    }

    // Kubernetes' own labels are for its other parts to set, but for those that the node agent knows.
    private static bool IsForbidden(string label)
    {
        var domain = label.IndexOf('/', StringComparison.Ordinal) is >= 0 and var slash ? label[..slash] : "";
        return IsWithin(domain, RestrictedDomain)
            || ((IsWithin(domain, "kubernetes.io") || IsWithin(domain, "k8s.io")) && !OwnLabels.Contains(label) && !OwnDomains.Any(own => IsWithin(domain, own)));
    }

    private static bool IsWithin(string domain, string parent) => domain == parent || domain.EndsWith($".{parent}", StringComparison.Ordinal);

    private static JsonArray Taints(JsonObject? node) => node.Object("spec").Array("taints") ?? [];

    private static JsonObject Labels(JsonObject? node) => node.Object("metadata").Object("labels") ?? [];
}
