using System.Text.Json.Nodes;

namespace Sampan.Server.Registry;

/// <summary>
/// What of a pod can be written through its subresources <c>resize</c> and <c>ephemeralcontainers</c>: a single part of the
/// spec, and nothing of the metadata or the status (kubernetes/pkg/registry/core/pod/strategy.go).
/// </summary>
internal static class PodSubresources
{
    public const string Resize = "resize";
    public const string EphemeralContainers = "ephemeralcontainers";

    private static readonly string[] Resizable = ["resources", "resizePolicy"];
    private static readonly string[] ResizableLists = ["containers", "initContainers"];
    private static readonly string[] Identity = ["name", "namespace", "uid", "resourceVersion"];

    /// <summary>Takes back all that a resize cannot change. A draft with other containers than before stays as it is, to be refused.</summary>
    public static void KeepAllButResources(JsonObject draft, JsonObject before)
    {
        if (ResizableLists.Any(list => Count(draft, list) != Count(before, list)))
        {
            return;
        }

        var spec = before.Child("spec").DeepClone().AsObject();
        foreach (var list in ResizableLists)
        {
            if (draft.Object("spec").Array(list) is { } resized)
            {
                spec[list] = WithResources(spec.Array(list)!, resized);
            }
        }

        spec.CopyFrom(draft.Object("spec"), "resources");
        Keep(draft, before, spec);
    }

    /// <summary>Takes back all but the ephemeral containers.</summary>
    public static void KeepAllButEphemeralContainers(JsonObject draft, JsonObject before)
    {
        var spec = before.Child("spec").DeepClone().AsObject();
        spec.CopyFrom(draft.Object("spec"), "ephemeralContainers");
        Keep(draft, before, spec);
    }

    /// <summary>Leaves of an applied pod what the subresource can write, and what says which pod and which container it is.</summary>
    public static void KeepWritable(JsonObject applied, string subresource)
    {
        var spec = applied.Object("spec");
        var kept = new JsonObject();
        if (subresource == EphemeralContainers)
        {
            Copy(spec, kept, ["ephemeralContainers"]);
        }
        else
        {
            Copy(spec, kept, ["resources"]);
            foreach (var list in ResizableLists.Where(list => spec.Array(list) is not null))
            {
                kept[list] = Containers(spec.Array(list)!, ["name", .. Resizable]);
            }
        }

        Reduce(applied, kept);
    }

    /// <summary>What an applied pod says to tell which containers are resized: nobody owns that for it.</summary>
    public static JsonObject ContainerKeys(JsonObject applied)
    {
        var keys = new JsonObject();
        foreach (var list in ResizableLists.Where(list => applied.Object("spec").Array(list) is not null))
        {
            keys[list] = Containers(applied.Object("spec").Array(list)!, ["name"]);
        }

        return new JsonObject { ["spec"] = keys };
    }

    private static JsonArray WithResources(JsonArray kept, JsonArray resized)
    {
        var merged = kept.DeepClone().AsArray();
        for (var i = 0; i < merged.Count; i++)
        {
            if (merged[i] is not JsonObject container || resized[i] is not JsonObject wanted || container.Text("name") != wanted.Text("name"))
            {
                return resized.DeepClone().AsArray();
            }

            foreach (var field in Resizable)
            {
                container.CopyFrom(wanted, field);
            }
        }

        return merged;
    }

    private static void Keep(JsonObject draft, JsonObject before, JsonObject spec)
    {
        draft["spec"] = spec;
        draft.CopyFrom(before, "status");
        foreach (var field in (ReadOnlySpan<string>)["labels", "annotations", "finalizers", "ownerReferences", "deletionTimestamp"])
        {
            draft.Metadata().CopyFrom(before.Metadata(), field);
        }
    }

    private static void Reduce(JsonObject applied, JsonObject spec)
    {
        var metadata = new JsonObject();
        Copy(applied.Object("metadata"), metadata, Identity);
        foreach (var name in applied.Select(member => member.Key).Where(name => name is not ("apiVersion" or "kind")).ToList())
        {
            applied.Remove(name);
        }

        applied["metadata"] = metadata;
        applied["spec"] = spec;
    }

    private static JsonArray Containers(JsonArray containers, ReadOnlySpan<string> fields)
    {
        var reduced = new JsonArray();
        foreach (var container in containers)
        {
            var kept = new JsonObject();
            Copy(container as JsonObject, kept, fields);
            reduced.Add((JsonNode)kept);
        }

        return reduced;
    }

    private static void Copy(JsonObject? source, JsonObject target, ReadOnlySpan<string> fields)
    {
        foreach (var field in fields)
        {
            if (source?[field] is { } value)
            {
                target[field] = value.DeepClone();
            }
        }
    }

    private static int Count(JsonObject pod, string list) => pod.Object("spec").Array(list)?.Count ?? 0;
}
