using System.Buffers.Binary;
using System.Text.Json;
using System.Text.Json.Nodes;
using Sampan.Controllers.Objects;
using Sampan.Kubernetes.Identity;
using Sampan.Kubernetes.Naming;
using Sampan.Kubernetes.Objects;

namespace Sampan.Controllers.Pods;

/// <summary>Pod templates: comparing them, naming their revisions, and making pods of them.</summary>
internal static class PodTemplates
{
    public const string HashLabel = "pod-template-hash";

    /// <summary>The template of a workload's <c>spec</c>, as a draft.</summary>
    public static JsonObject Draft(KubernetesObject workload) =>
        Drafts.Of(workload.Root.Member("spec", "template"));

    /// <summary>Whether two templates ask for the same pods, whatever their revision label.</summary>
    public static bool AreEqual(KubernetesObject left, KubernetesObject right) =>
        JsonNode.DeepEquals(WithoutRevision(Draft(left)), WithoutRevision(Draft(right)));

    /// <summary>A short name for a template; <paramref name="collisions"/> makes another one when it is taken.</summary>
    /// <remarks>Kubernetes hashes Go's memory layout, so its names cannot be had; their form and alphabet are the same.</remarks>
    public static string Hash(JsonObject template, long? collisions)
    {
        var canonical = WithoutRevision(template.DeepClone().AsObject()).ToUtf8Bytes();
        if (collisions is not { } count)
        {
            return SafeEncoding.Encode(Fnv1a.Hash(canonical));
        }

        Span<byte> salt = stackalloc byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(salt, count);
        return SafeEncoding.Encode(Fnv1a.Hash([.. canonical, .. salt]));
    }

    /// <summary>The draft of a pod from a workload's template, owned by the workload. The caller adds its name.</summary>
    public static JsonObject NewPod(KubernetesObject owner, ResourceType ownerType)
    {
        var template = Draft(owner);
        var metadata = new JsonObject { ["namespace"] = owner.Metadata.Namespace };
        foreach (var field in (ReadOnlySpan<string>)["labels", "annotations", "finalizers"])
        {
            if (template["metadata"]?[field] is { } value)
            {
                metadata[field] = value.DeepClone();
            }
        }

        metadata["ownerReferences"] = new JsonArray((JsonNode)OwnerReferences.ControlledBy(owner, ownerType));
        return new JsonObject
        {
            ["apiVersion"] = "v1",
            ["kind"] = "Pod",
            ["metadata"] = metadata,
            ["spec"] = template["spec"]?.DeepClone() ?? new JsonObject(),
        };
    }

    /// <summary>The labels that the template gives its pods.</summary>
    public static IReadOnlyDictionary<string, string> Labels(KubernetesObject workload) =>
        (workload.Root.Member("spec", "template", "metadata") ?? default(JsonElement)).StringMap("labels");

    private static JsonObject WithoutRevision(JsonObject template)
    {
        if (template["metadata"] is JsonObject metadata)
        {
            (metadata["labels"] as JsonObject)?.Remove(HashLabel);

            // Old clients write the absent time as null, which means the same.
            if (metadata["creationTimestamp"] is null)
            {
                metadata.Remove("creationTimestamp");
            }
        }

        return template;
    }
}
