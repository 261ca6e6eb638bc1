using System.Text.Json.Nodes;
using Sampan.Kubernetes.Clusters;

namespace Sampan.Server.Registry;

/// <summary>When and how an object goes (apiserver/pkg/registry/generic/registry/store.go, pod strategy).</summary>
internal static class DeletionRules
{
    public const string OrphanFinalizer = "orphan";
    public const string ForegroundFinalizer = "foregroundDeletion";

    /// <summary>Whether an updated object, already being deleted, has nothing left that it waits for.</summary>
    public static bool IsDueOnUpdate(ServedResource resource, JsonObject draft)
    {
        var metadata = draft.Metadata();
        return metadata.ContainsKey("deletionTimestamp")
            && metadata.Array("finalizers") is null or { Count: 0 }
            && (metadata.Integer("deletionGracePeriodSeconds") ?? 0) == 0
            && !(resource.Type is { Group: "", Plural: "namespaces" } && draft.Object("spec").Array("finalizers") is { Count: > 0 });
    }

    /// <summary>Puts the finalizers that the propagation policy asks for; whether that changed anything.</summary>
    public static bool SetPropagationFinalizers(ServedResource resource, JsonObject draft, DeleteRequest request)
    {
        var before = draft.Metadata().Texts("finalizers").ToList();
        var after = before.Where(name => name is not (OrphanFinalizer or ForegroundFinalizer)).ToList();
        var policy = Policy(resource, before, request);
        if (policy == PropagationPolicy.Orphan)
        {
            after.Add(OrphanFinalizer);
        }
        else if (policy == PropagationPolicy.Foreground)
        {
            after.Add(ForegroundFinalizer);
        }

        if (before.ToHashSet().SetEquals(after))
        {
            return false;
        }

        draft.Metadata().SetTexts("finalizers", after);
        return true;
    }

    /// <summary>Seconds that a pod gets; 0: it goes at once.</summary>
    public static long GracePeriodOfPod(JsonObject pod, long? requested)
    {
        var period = requested ?? pod.Object("spec").Integer("terminationGracePeriodSeconds") ?? 0;
        var isIdle = pod.Object("spec").Text("nodeName").Length == 0 || pod.Object("status").Text("phase") is "Succeeded" or "Failed";
        return isIdle ? 0 : period < 0 ? 1 : period;
    }

    private static PropagationPolicy Policy(ServedResource resource, List<string> finalizers, DeleteRequest request)
    {
        if (request.OrphanDependents is { } orphan)
        {
            return orphan ? PropagationPolicy.Orphan : PropagationPolicy.Background;
        }

        return request.Propagation
            ?? (finalizers.Contains(OrphanFinalizer) ? PropagationPolicy.Orphan
            : finalizers.Contains(ForegroundFinalizer) ? PropagationPolicy.Foreground
            : resource.Traits.OrphansByDefault ? PropagationPolicy.Orphan
            : PropagationPolicy.Background);
    }
}
