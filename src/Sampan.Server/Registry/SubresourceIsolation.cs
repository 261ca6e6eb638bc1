using System.Text.Json.Nodes;
using Sampan.Server.Kinds;

namespace Sampan.Server.Registry;

/// <summary>Keeps writes of an object and of its status apart, and counts generations.</summary>
internal static class SubresourceIsolation
{
    /// <summary>Takes back what a write through this path cannot change.</summary>
    public static void Apply(ServedResource resource, string? subresource, JsonObject draft, JsonObject before)
    {
        switch (subresource)
        {
            case "status":
                KeepAllBut(draft, before, "status");
                KeepStatusMetadata(resource, draft, before);
                break;
            case "finalize":
                var finalizers = draft.Object("spec").Array("finalizers")?.DeepClone();
                KeepAllBut(draft, before, "");
                SetFinalizers(draft, finalizers);
                break;
            case "approval":
                var conditions = draft.Object("status").Array("conditions")?.DeepClone();
                KeepAllBut(draft, before, "");
                draft.Child("status")["conditions"] = conditions;
                break;
            case null:
                if (resource.HasStatus)
                {
                    draft.CopyFrom(before, "status");
                }

                if (resource.Type is { Group: "", Plural: "namespaces" })
                {
                    draft.Child("spec").CopyFrom(before.Object("spec"), "finalizers");
                }

                break;
            case PodSubresources.EphemeralContainers:
                PodSubresources.KeepAllButEphemeralContainers(draft, before);
                break;
            case PodSubresources.Resize:
                PodSubresources.KeepAllButResources(draft, before);
                break;
        }
    }

    /// <summary>Raises the generation if a write through this path has changed the desired state.</summary>
    public static void CountGeneration(ServedResource resource, string? subresource, JsonObject draft, JsonObject before)
    {
        if (!resource.Traits.HasGeneration || resource.Traits.HasFixedGeneration)
        {
            return;
        }

        draft.Metadata().CopyFrom(before.Metadata(), "generation");
        if ((subresource is null or "scale" or PodSubresources.EphemeralContainers or PodSubresources.Resize) && IsOtherState(resource, draft, before))
        {
            draft.Metadata()["generation"] = (before.Metadata().Integer("generation") ?? 0) + 1;
        }
    }

    private static void SetFinalizers(JsonObject draft, JsonNode? finalizers)
    {
        if (finalizers is JsonArray { Count: > 0 })
        {
            draft.Child("spec")["finalizers"] = finalizers;
        }
        else
        {
            draft.Child("spec").Remove("finalizers");
        }
    }

    private static void KeepAllBut(JsonObject draft, JsonObject before, string writable)
    {
        foreach (var name in draft.Select(member => member.Key).Union(before.Select(member => member.Key)).ToList())
        {
            if (name is not ("metadata" or "kind" or "apiVersion") && name != writable)
            {
                draft.CopyFrom(before, name);
            }
        }
    }

    private static void KeepStatusMetadata(ServedResource resource, JsonObject draft, JsonObject before)
    {
        if (resource.IsCustom)
        {
            var managed = draft.Metadata()["managedFields"]?.DeepClone();
            var version = draft.Metadata()["resourceVersion"]?.DeepClone();
            draft["metadata"] = before.Metadata().DeepClone();
            draft.Metadata()["resourceVersion"] = version;
            if (managed is not null)
            {
                draft.Metadata()["managedFields"] = managed;
            }
        }
        else if (resource.Type is { Group: "apps", Plural: "deployments" })
        {
            draft.Metadata().CopyFrom(before.Metadata(), "labels");
        }
        else if (resource.Type is { Group: "", Plural: "pods" })
        {
            draft.Metadata().CopyFrom(before.Metadata(), "ownerReferences");
            PodPreparation.OnStatus(draft, before);
        }
    }

    private static bool IsOtherState(ServedResource resource, JsonObject draft, JsonObject before) =>
        draft.Select(member => member.Key).Union(before.Select(member => member.Key))
            .Any(name => !(name is "metadata" or "kind" or "apiVersion" || (name == "status" && resource.HasStatus)) && !JsonNode.DeepEquals(draft[name], before[name]))
        // A Deployment's controller hands its annotations on (kubernetes/pkg/registry/apps/deployment/strategy.go).
        || (resource.Type is { Group: "apps", Plural: "deployments" } && !JsonNode.DeepEquals(draft.Metadata()["annotations"], before.Metadata()["annotations"]));
}
