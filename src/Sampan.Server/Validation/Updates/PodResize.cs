using System.Text.Json.Nodes;
using Sampan.Server.Defaulting;
using Sampan.Server.Kinds;
using Sampan.Server.Validation.Pods;

namespace Sampan.Server.Validation.Updates;

/// <summary>core/v1 Pod through <c>resize</c>: how much CPU and memory it may use, as long as it stays a pod of its kind (ValidatePodResize).</summary>
internal static class PodResize
{
    private static readonly string[] Resizable = ["cpu", "memory"];
    private static readonly string[] Lists = ["limits", "requests"];

    public static void Check(JsonObject draft, JsonObject before, FieldErrors errors)
    {
        if (ProfileAnnotations.IsMirror(before))
        {
            errors.Forbidden("", "static pods cannot be resized");
            return;
        }

        var (now, then) = (draft.At("spec") ?? [], before.At("spec") ?? []);
        if (then.At("os").TextOf("name") == "windows")
        {
            errors.Forbidden("", "windows pods cannot be resized");
            return;
        }

        PodValidation.ValidatePod(draft, errors);
        CheckPod(draft, before, now, then, errors);
        if (!CheckNames(now, then, "containers", errors) | !CheckNames(now, then, "initContainers", errors))
        {
            return;
        }

        CheckRemovals(now, then, "initContainers", errors);
        CheckRemovals(now, then, "containers", errors);
        CheckContainers(now, then, errors);
        CheckInitContainers(now, then, errors);
    }

    private static void CheckPod(JsonObject draft, JsonObject before, JsonObject now, JsonObject then, FieldErrors errors)
    {
        var quality = before.At("status").TextOf("qosClass");
        if ((quality.Length > 0 ? quality : PodQuality.Of(then)) != PodQuality.Of(now))
        {
            errors.Invalid("spec", draft.At("status").TextOf("qosClass"), "Pod QOS Class may not change as a result of resizing");
        }

        // Whether a node can resize at all shows in whether it says what a running container has.
        if (before.At("status").Each("containerStatuses").FirstOrDefault(container => container.At("state", "running") is not null) is { } running && running["resources"] is null)
        {
            errors.Forbidden("spec", "Pod running on node without support for resize");
        }

        CheckWhole(now.At("resources"), then.At("resources"), errors);
        if (before.At("status").Each("nodeAllocatableResourceClaimStatuses").Any())
        {
            errors.Forbidden("spec", "pods with node allocatable resource claims cannot be resized");
        }
    }

    private static void CheckWhole(JsonObject? now, JsonObject? then, FieldErrors errors)
    {
        const string path = "spec.resources";
        if (!HasAmounts(now) && !HasAmounts(then))
        {
            return;
        }

        if (now is null)
        {
            errors.Forbidden(path, "pod-level resources cannot be removed");
            return;
        }

        CheckRemovals(now, then, path, "pod-level resource", errors);
        if (!JsonNode.DeepEquals(WithoutResizable(now, then), then ?? []))
        {
            errors.Forbidden("spec", "only cpu and memory resources are mutable at pod-level");
        }
    }

    private static bool CheckNames(JsonObject now, JsonObject then, string list, FieldErrors errors)
    {
        var (names, old) = (Names(now, list), Names(then, list));
        if (names.Count != old.Count)
        {
            errors.Forbidden($"spec.{list}", $"{list} may not be added or removed on resize");
            return false;
        }

        foreach (var (index, _) in names.Index().Where(entry => entry.Item != old[entry.Index]))
        {
            errors.Forbidden($"spec.{list}[{index}].name", $"{list} may not be renamed or reordered on resize");
        }

        return names.SequenceEqual(old);
    }

    private static void CheckRemovals(JsonObject now, JsonObject then, string list, FieldErrors errors)
    {
        foreach (var (index, (container, old)) in now.Each(list).Zip(then.Each(list)).Index())
        {
            CheckRemovals(container.At("resources"), old.At("resources"), $"spec.{list}[{index}].resources", "resource", errors);
        }
    }

    private static void CheckRemovals(JsonObject? now, JsonObject? then, string path, string subject, FieldErrors errors)
    {
        foreach (var list in (ReadOnlySpan<string>)["requests", "limits"])
        {
            if ((then.At(list) ?? []).Any(amount => now.At(list)?.ContainsKey(amount.Key) != true))
            {
                errors.Forbidden($"{path}.{list}", $"{subject} {list} cannot be removed");
            }
        }
    }

    private static void CheckContainers(JsonObject now, JsonObject then, FieldErrors errors)
    {
        foreach (var (container, old) in now.Each("containers").Zip(then.Each("containers")))
        {
            if (!JsonNode.DeepEquals(Kept(container, old), old))
            {
                errors.Forbidden("spec", "only cpu and memory resources are mutable");
            }
        }
    }

    private static void CheckInitContainers(JsonObject now, JsonObject then, FieldErrors errors)
    {
        foreach (var (index, (container, old)) in now.Each("initContainers").Zip(then.Each("initContainers")).Index())
        {
            var path = $"spec.initContainers[{index}]";
            var kept = Kept(container, old);
            if (!JsonNode.DeepEquals(kept, old))
            {
                errors.Forbidden(path, "only cpu and memory resources for init or sidecar containers are mutable");
            }

            if (!JsonNode.DeepEquals(container, old) && container.TextOf("restartPolicy") != "Always" && kept.Each("resizePolicy").Any(policy => policy.TextOf("restartPolicy") == "RestartContainer"))
            {
                errors.Forbidden(path, "non-sidecar init containers with a resize policy of RestartContainer cannot be resized");
            }
        }
    }

    // A container with what may be resized of it as it was.
    private static JsonObject Kept(JsonObject container, JsonObject old)
    {
        var kept = container.DeepClone().AsObject();
        kept["resources"] = WithoutResizable(container.At("resources") ?? [], old.At("resources"));
        return kept;
    }

    private static JsonObject WithoutResizable(JsonObject resources, JsonObject? old)
    {
        var kept = resources.DeepClone().AsObject();
        foreach (var list in Lists)
        {
            var amounts = kept.At(list) ?? [];
            foreach (var name in Resizable)
            {
                amounts.Remove(name);
                if (old.At(list)?[name] is { } amount)
                {
                    amounts[name] = amount.DeepClone();
                }
            }

            kept.Remove(list);
            if (amounts.Count > 0)
            {
                kept[list] = amounts;
            }
        }

        return kept;
    }

    private static bool HasAmounts(JsonObject? resources) => Lists.Any(list => resources.At(list) is { Count: > 0 });

    private static List<string> Names(JsonObject spec, string list) => [.. spec.Each(list).Select(container => container.TextOf("name"))];
}
