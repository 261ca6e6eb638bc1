using System.Globalization;
using System.Text.Json.Nodes;
using Sampan.Controllers.Objects;
using Sampan.Controllers.Pods;
using Sampan.Controllers.Workloads.Revisions;
using Sampan.Kubernetes.Identity;
using Sampan.Kubernetes.Objects;

namespace Sampan.Controllers.Workloads.StatefulSets;

/// <summary>The pods and volume claims of a StatefulSet's ordinals.</summary>
internal static class StatefulPods
{
    /// <summary>The pod of an ordinal from the template of a revision: its name, host name and claims are the ordinal's own.</summary>
    public static KubernetesObject Pod(StatefulSetState set, TemplateRevision revision, int ordinal)
    {
        var name = $"{set.Name}-{ordinal}";
        var draft = PodTemplates.NewPod(RevisionHistory.Restore(set.Object, revision), WellKnownTypes.StatefulSets);
        var metadata = draft["metadata"]!.AsObject();
        metadata["name"] = name;
        var labels = metadata["labels"] as JsonObject ?? [];
        labels["apps.kubernetes.io/pod-index"] = ordinal.ToString(CultureInfo.InvariantCulture);
        labels[TemplateRevision.HashLabel] = revision.Name;
        labels["statefulset.kubernetes.io/pod-name"] = name;
        if (labels.Parent is null)
        {
            metadata["labels"] = labels;
        }

        var spec = draft["spec"]!.AsObject();
        spec["hostname"] = name;
        if (set.ServiceName.Length > 0)
        {
            spec["subdomain"] = set.ServiceName;
        }

        AddClaimedVolumes(set, spec, ordinal);
        return KubernetesObject.From(draft);
    }

    /// <summary>The volume claims of an ordinal. They outlive its pod.</summary>
    public static IEnumerable<KubernetesObject> Claims(StatefulSetState set, int ordinal)
    {
        foreach (var template in (set.Object.Root.Member("spec") ?? default).Items("volumeClaimTemplates"))
        {
            var draft = Drafts.Of(template);
            var metadata = draft["metadata"] as JsonObject ?? [];
            var claimName = ClaimName(set, (string?)metadata["name"] ?? "", ordinal);
            var labels = metadata["labels"] as JsonObject ?? [];
            foreach (var (key, value) in (set.Object.Root.Member("spec", "selector") ?? default).StringMap("matchLabels"))
            {
                labels[key] = value;
            }

            var claim = new JsonObject { ["name"] = claimName, ["namespace"] = set.Object.Metadata.Namespace, ["labels"] = labels.DeepClone() };
            if (metadata["annotations"] is { } annotations)
            {
                claim["annotations"] = annotations.DeepClone();
            }

            yield return KubernetesObject.From(new JsonObject
            {
                ["apiVersion"] = "v1",
                ["kind"] = "PersistentVolumeClaim",
                ["metadata"] = claim,
                ["spec"] = draft["spec"]?.DeepClone() ?? new JsonObject(),
            });
        }
    }

    private static void AddClaimedVolumes(StatefulSetState set, JsonObject spec, int ordinal)
    {
        var volumes = new JsonArray();
        HashSet<string> claimed = [];
        foreach (var template in (set.Object.Root.Member("spec") ?? default).Items("volumeClaimTemplates"))
        {
            var name = template.Member("metadata")?.StringOrEmpty("name") ?? "";
            claimed.Add(name);
            volumes.Add((JsonNode)new JsonObject
            {
                ["name"] = name,
                ["persistentVolumeClaim"] = new JsonObject { ["claimName"] = ClaimName(set, name, ordinal) },
            });
        }

        if (claimed.Count == 0)
        {
            return;
        }

        foreach (var volume in spec["volumes"] as JsonArray ?? [])
        {
            if (volume is not null && !claimed.Contains((string?)volume["name"] ?? ""))
            {
                volumes.Add(volume.DeepClone());
            }
        }

        spec["volumes"] = volumes;
    }

    private static string ClaimName(StatefulSetState set, string template, int ordinal) => $"{template}-{set.Name}-{ordinal}";
}
