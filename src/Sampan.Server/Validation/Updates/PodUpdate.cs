using System.Text.Json.Nodes;
using Sampan.Server.Defaulting;

namespace Sampan.Server.Validation.Updates;

/// <summary>core/v1 Pod: nearly everything is fixed once it is created (ValidatePodUpdate).</summary>
internal static class PodUpdate
{
    private const string Changeable =
        "pod updates may not change fields other than `spec.containers[*].image`,`spec.initContainers[*].image`,`spec.activeDeadlineSeconds`,`spec.tolerations` (only additions to existing tolerations),`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)\n";

    public static void Check(JsonObject draft, JsonObject before, FieldErrors errors)
    {
        var (now, then) = (draft.At("spec") ?? [], before.At("spec") ?? []);
        if (!CheckContainers(now, then, "containers", errors) || !CheckContainers(now, then, "initContainers", errors))
        {
            return;
        }

        CheckDeadline(now, then, errors);
        CheckTolerations(now, then, errors);
        CheckGates(now, then, errors);
        if (!JsonNode.DeepEquals(Fixed(now, then), then))
        {
            errors.Forbidden("spec", Changeable + SpecDifference.Of(Fixed(now, then), then));
        }
    }

    private static bool CheckContainers(JsonObject now, JsonObject then, string list, FieldErrors errors)
    {
        if (now.Each(list).Count() == then.Each(list).Count())
        {
            return true;
        }

        errors.Forbidden($"spec.{list}", "pod updates may not add or remove containers");
        return false;
    }

    private static void CheckDeadline(JsonObject now, JsonObject then, FieldErrors errors)
    {
        const string path = "spec.activeDeadlineSeconds";
        var (next, last) = (FieldErrors.Number(now, "activeDeadlineSeconds"), FieldErrors.Number(then, "activeDeadlineSeconds"));
        if (last is null)
        {
            return;
        }

        if (next is null)
        {
            errors.Invalid(path, null, "must not update from a positive integer to nil value");
        }
        else if (next > last)
        {
            errors.Invalid(path, next, "must be less than or equal to previous value");
        }
    }

    private static void CheckTolerations(JsonObject now, JsonObject then, FieldErrors errors)
    {
        foreach (var toleration in then.Each("tolerations"))
        {
            if (!now.Each("tolerations").Any(other => JsonNode.DeepEquals(WithoutSeconds(other), WithoutSeconds(toleration))))
            {
                errors.Forbidden("spec.tolerations", "existing toleration can not be modified except its tolerationSeconds");
                return;
            }
        }
    }

    private static JsonObject WithoutSeconds(JsonObject toleration)
    {
        var copy = toleration.DeepClone().AsObject();
        copy.Remove("tolerationSeconds");
        return copy;
    }

    private static void CheckGates(JsonObject now, JsonObject then, FieldErrors errors)
    {
        var known = then.Each("schedulingGates").Select(gate => gate.TextOf("name")).ToHashSet(StringComparer.Ordinal);
        var index = 0;
        foreach (var gate in now.Each("schedulingGates"))
        {
            if (!known.Contains(gate.TextOf("name")))
            {
                errors.Forbidden($"spec.schedulingGates[{index}].name", $"only deletion is allowed, but found new scheduling gate '{gate.TextOf("name")}'");
            }

            index++;
        }

        if (known.Count == 0)
        {
            return;
        }

        var selector = now["nodeSelector"] as JsonObject;
        if ((then["nodeSelector"] as JsonObject ?? []).Any(label => !JsonNode.DeepEquals(selector?[label.Key], label.Value)))
        {
            errors.Invalid("spec.nodeSelector", selector, "only additions to spec.nodeSelector are allowed (no mutations or deletions)");
        }
    }

    // The new spec with all that may change as it was.
    private static JsonObject Fixed(JsonObject now, JsonObject then)
    {
        var spec = now.DeepClone().AsObject();
        foreach (var list in (ReadOnlySpan<string>)["containers", "initContainers"])
        {
            foreach (var (container, old) in spec.Each(list).Zip(then.Each(list)))
            {
                Restore(container, old, "image");
            }
        }

        foreach (var name in (ReadOnlySpan<string>)["activeDeadlineSeconds", "tolerations", "schedulingGates"])
        {
            Restore(spec, then, name);
        }

        if (FieldErrors.Number(then, "terminationGracePeriodSeconds") < 0 && FieldErrors.Number(now, "terminationGracePeriodSeconds") == 1)
        {
            Restore(spec, then, "terminationGracePeriodSeconds");
        }

        // A pod that waits at a gate may still be told where to go.
        if (then.Each("schedulingGates").Any())
        {
            Restore(spec, then, "nodeSelector");
            Restore(spec, then, "affinity");
        }

        return spec;
    }

    private static void Restore(JsonObject target, JsonObject source, string name)
    {
        target.Remove(name);
        if (source[name] is { } value)
        {
            target[name] = value.DeepClone();
        }
    }
}
