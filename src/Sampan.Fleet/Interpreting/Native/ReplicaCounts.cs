using System.Text.Json.Nodes;
using Sampan.Fleet.Drafts;
using Sampan.Kubernetes.Identity;
using Sampan.Kubernetes.Objects;

namespace Sampan.Fleet.Interpreting.Native;

/// <summary>How many replicas the built-in workloads want, and how to change that.</summary>
internal static class ReplicaCounts
{
    public static bool CanRead(GroupVersionKind kind) => FieldOf(kind) is not null || IsPod(kind);

    public static bool CanRevise(GroupVersionKind kind) => FieldOf(kind) is not null;

    public static ReplicaReading Read(KubernetesObject template)
    {
        var kind = template.GroupVersionKind;
        var replicas = IsPod(kind) ? 1 : Count(template, FieldOf(kind)!);
        return new ReplicaReading(replicas, ReplicaRequirements.Of(template.Root.Member(PodTemplates.SpecPath(kind)!) ?? default));
    }

    /// <summary>Sets the count where the template has one; a template without stays without.</summary>
    public static JsonObject Revise(JsonObject draft, GroupVersionKind kind, long replicas)
    {
        var field = FieldOf(kind)!;
        if (draft.ObjectAt("spec") is { } spec && spec.ContainsKey(field))
        {
            if (spec.IntegerAt(field) is null)
            {
                throw new InterpretationException($".spec.{field} of {kind.Kind} is no integer");
            }

            spec[field] = replicas;
        }

        return draft;
    }

    private static bool IsPod(GroupVersionKind kind) => kind is { Group: "", Version: "v1", Kind: "Pod" };

    private static string? FieldOf(GroupVersionKind kind) => (kind.Group, kind.Version, kind.Kind) switch
    {
        ("apps", "v1", "Deployment" or "ReplicaSet" or "StatefulSet") => "replicas",
        ("batch", "v1", "Job") => "parallelism",
        _ => null,
    };

    private static int Count(KubernetesObject template, string field)
    {
        var spec = template.Root.Member("spec") ?? default;
        var count = (int)(spec.Integer(field) ?? 0);

        // A job never runs more pods at once than completions are left.
        return field == "parallelism" && spec.Integer("completions") is { } completions && completions < count ? (int)completions : count;
    }
}
