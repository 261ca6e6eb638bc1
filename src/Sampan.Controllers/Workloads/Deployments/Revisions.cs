using System.Globalization;
using System.Text.Json.Nodes;
using Sampan.Controllers.Workloads.ReplicaSets;
using Sampan.Kubernetes.Objects;

namespace Sampan.Controllers.Workloads.Deployments;

/// <summary>The annotations by which a Deployment numbers and sizes its ReplicaSets; <c>kubectl rollout</c> reads them.</summary>
internal static class Revisions
{
    public const string Revision = "deployment.kubernetes.io/revision";
    public const string DesiredReplicas = "deployment.kubernetes.io/desired-replicas";
    public const string MaxReplicas = "deployment.kubernetes.io/max-replicas";

    private const string History = "deployment.kubernetes.io/revision-history";
    private const int HistoryLimit = 2000;

    private static readonly HashSet<string> NotCopied =
    [
        "kubectl.kubernetes.io/last-applied-configuration",
        Revision,
        History,
        DesiredReplicas,
        MaxReplicas,
        "deprecated.deployment.rollback.to",
    ];

    /// <summary>The revision of a set; 0 where it has none.</summary>
    public static long Of(KubernetesObject set) =>
        set.Metadata.Annotations.TryGetValue(Revision, out var text) && long.TryParse(text, CultureInfo.InvariantCulture, out var revision) ? revision : 0;

    /// <summary>The revision that the present template has or gets: one above every other.</summary>
    public static long Next(DeploymentSets sets) => sets.Old.Select(set => Of(set.Object)).DefaultIfEmpty().Max() + 1;

    /// <summary>
    /// Brings the annotations of the present set up to date: the Deployment's own, the revision (it only grows; a set that
    /// is rolled back to remembers its earlier ones) and, for a new set, its sizes. Returns whether anything changed.
    /// </summary>
    public static bool Annotate(JsonObject set, DeploymentState deployment, long revision, bool isNew)
    {
        var annotations = Annotations(set);
        var changed = CopyFrom(deployment.Object, annotations);
        var current = long.TryParse((string?)annotations[Revision], CultureInfo.InvariantCulture, out var number) ? number : 0;
        if (current < revision)
        {
            AppendHistory(annotations, isNew ? 0 : current);
            annotations[Revision] = Text(revision);
            changed = true;
        }

        return (isNew && AnnotateSizes(set, deployment)) || changed;
    }

    /// <summary>Notes for which size of the Deployment a set was last scaled. Returns whether anything changed.</summary>
    public static bool AnnotateSizes(JsonObject set, DeploymentState deployment)
    {
        var annotations = Annotations(set);
        var desired = Set(annotations, DesiredReplicas, Text(deployment.Replicas));
        return Set(annotations, MaxReplicas, Text(deployment.Replicas + deployment.MaxSurge)) || desired;
    }

    /// <summary>Notes the revision of a set on its Deployment. Returns whether that changed it.</summary>
    public static bool AnnotateDeployment(JsonObject deployment, long revision) => Set(Annotations(deployment), Revision, Text(revision));

    /// <summary>The revision that a set has after <see cref="Annotate"/>.</summary>
    public static long After(ReplicaSetState set, long next) => Math.Max(Of(set.Object), next);

    private static bool CopyFrom(KubernetesObject deployment, JsonObject annotations)
    {
        var changed = false;
        foreach (var (key, value) in deployment.Metadata.Annotations)
        {
            changed |= !NotCopied.Contains(key) && Set(annotations, key, value);
        }

        return changed;
    }

    private static void AppendHistory(JsonObject annotations, long former)
    {
        if (former == 0)
        {
            return;
        }

        List<string> history = [.. ((string?)annotations[History] ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries), Text(former)];
        while (history.Count > 1 && string.Join(',', history).Length > HistoryLimit)
        {
            history.RemoveAt(0);
        }

        annotations[History] = string.Join(',', history);
    }

    private static bool Set(JsonObject annotations, string key, string value)
    {
        if ((string?)annotations[key] == value)
        {
            return false;
        }

        annotations[key] = value;
        return true;
    }

    private static JsonObject Annotations(JsonObject draft)
    {
        var metadata = draft["metadata"]!.AsObject();
        if (metadata["annotations"] is not JsonObject annotations)
        {
            metadata["annotations"] = annotations = [];
        }

        return annotations;
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
