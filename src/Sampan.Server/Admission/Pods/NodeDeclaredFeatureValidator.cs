using System.Text.Json.Nodes;
using Sampan.Kubernetes.Identity;
using Sampan.Kubernetes.Objects;
using Sampan.Server.Defaulting;
using Sampan.Server.Registry;

namespace Sampan.Server.Admission.Pods;

/// <summary>
/// The NodeDeclaredFeatureValidator admission plugin: a change of a pod that its node does not say it can follow is refused.
/// </summary>
/// <remarks>The features that a change needs are those of <c>k8s.io/component-helpers/nodedeclaredfeatures</c>.</remarks>
internal sealed class NodeDeclaredFeatureValidator(ServedCluster cluster) : IAdmissionPlugin
{
    /// <inheritdoc/>
    public string Name => "NodeDeclaredFeatureValidator";

    /// <inheritdoc/>
    public ValueTask ValidateAsync(AdmissionAttributes attributes, CancellationToken cancellationToken)
    {
        if (BoundPodChange.Of(attributes, "", PodSubresources.Resize) is { } change && Needed(change.Spec, change.SpecBefore, change.Before) is { Count: > 0 } needed)
        {
            var declared = (change.Node(cluster).Member("status") ?? default).Items("declaredFeatures").Select(feature => feature.GetString()).ToHashSet(StringComparer.Ordinal);
            if (needed.Where(feature => !declared.Contains(feature)).ToList() is { Count: > 0 } missing)
            {
                throw ApiErrors.Forbidden(
                    WellKnownTypes.Pods, attributes.Name.Name, $"pod update requires features {string.Join(", ", missing)} which are not available on node \"{change.NodeName}\"");
            }
        }

        return ValueTask.CompletedTask;
    }

    private static List<string> Needed(JsonObject now, JsonObject then, JsonObject before)
    {
        List<string> features = [];
        if (before.At("status").TextOf("qosClass") == "Guaranteed" && Pairs(now, then, "containers").Any(pair => !IsSame(pair.Now, pair.Then, "requests", "cpu")))
        {
            features.Add("GuaranteedQoSPodCPUResize");
        }

        if (!JsonNode.DeepEquals(now["resources"], then["resources"]))
        {
            features.Add("InPlacePodLevelResourcesVerticalScaling");
        }

        if (Pairs(now, then, "initContainers").Any(pair => pair.Then.TextOf("restartPolicy") != "Always" && !JsonNode.DeepEquals(pair.Now["resources"], pair.Then["resources"])))
        {
            features.Add("InPlacePodVerticalScalingInitContainers");
        }

        return features;
    }

    private static IEnumerable<(JsonObject Now, JsonObject Then)> Pairs(JsonObject now, JsonObject then, string list) => now.Each(list).Zip(then.Each(list));

    private static bool IsSame(JsonObject now, JsonObject then, string list, string name) =>
        JsonNode.DeepEquals(now.At("resources", list)?[name], then.At("resources", list)?[name]);
}
