using System.Text.Json.Nodes;
using Sampan.Server.Defaulting;
using Sampan.Server.Validation.Pods;

namespace Sampan.Server.Validation.Updates;

/// <summary>core/v1 Pod: nearly everything is fixed once it is created (ValidatePodUpdate).</summary>
internal static class PodUpdate
{
    private const string Changeable =
        "pod updates may not change fields other than `spec.containers[*].image`,`spec.initContainers[*].image`,`spec.activeDeadlineSeconds`,`spec.tolerations` (only additions to existing tolerations),`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)\n";

    public static void Check(JsonObject draft, JsonObject before, FieldErrors errors)
    {
        var (now, then) = (draft.At("spec") ?? [], before.At("spec") ?? []);
        ProfileAnnotations.ValidateUpdate(draft, before, errors);
        if (!CheckContainers(now, then, "containers", errors) || !CheckContainers(now, then, "initContainers", errors))
        {
            return;
        }

        if (!CheckDeadline(now, then, errors))
        {
            return;
        }

        CheckTolerations(now, then, errors);
        CheckGates(now, then, errors);
        GatedPodUpdate.Check(now, then, errors);
        if (!JsonNode.DeepEquals(Fixed(now, then), then))
        {
            errors.Forbidden("spec", Changeable + SpecDifference.Of(Fixed(now, then), then));
        }
    }

    private static bool CheckContainers(JsonObject now, JsonObject then, string list, FieldErrors errors)
    {
        if (now.Each(list).Count() != then.Each(list).Count())
        {
            errors.Forbidden($"spec.{list}", "pod updates may not add or remove containers");
            return false;
        }

        var index = 0;
        foreach (var container in now.Each(list))
        {
            var (image, at) = (container.TextOf("image"), $"spec.{list}[{index++}].image");
            if (image.Length == 0)
            {
                errors.Required(at);
            }

            if (image.Trim().Length != image.Length)
            {
                errors.Invalid(at, image, "must not have leading or trailing whitespace");
            }
        }

        return true;
    }

    // Whether there is more to look at.
    private static bool CheckDeadline(JsonObject now, JsonObject then, FieldErrors errors)
    {
        const string path = "spec.activeDeadlineSeconds";
        var (next, last) = (FieldErrors.Number(now, "activeDeadlineSeconds"), FieldErrors.Number(then, "activeDeadlineSeconds"));
        if (next is < 0 or > int.MaxValue)
        {
            errors.Invalid(path, next, "must be between 0 and 2147483647, inclusive");
            return false;
        }

        if (next > last)
        {
            errors.Invalid(path, next, "must be less than or equal to previous value");
            return false;
        }

        if (next is null && last is not null)
        {
            errors.Invalid(path, null, "must not update from a positive integer to nil value");
        }

        return true;
    }

    // New tolerations are judged as those of a new pod, once more.
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

        TolerationValidation.Validate(now, "spec.tolerations", errors);
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
            GatedPodUpdate.RestoreAffinity(spec, then);
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
