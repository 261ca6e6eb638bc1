using System.Text.Json.Nodes;
using Sampan.Server.Defaulting;
using Sampan.Server.Validation.Pods;
using Sampan.Server.Validation.Storage;

namespace Sampan.Server.Validation.Devices;

/// <summary>resource.k8s.io/v1 ResourceSlice: where a driver's devices are, and what they share.</summary>
internal static class ResourceSliceValidation
{
    private const int MostDevices = 128;

    // Devices with taints or counters take more room.
    private const int MostLargeDevices = 64;
    private const int MostCounterSets = 8;
    private const int MostCounters = 32;
    private const string Places = "exactly one of `nodeName`, `nodeSelector`, `allNodes`, `perDeviceNodeSelection` is required";

    public static void Validate(JsonObject slice, FieldErrors errors)
    {
        var (spec, before) = (slice.At("spec") ?? [], errors.Before.At("spec"));
        DriverName.Validate(spec.TextOf("driver"), "spec.driver", errors);
        ValidatePool(spec.At("pool") ?? [], errors);
        if (before is not null)
        {
            Immutable(spec.At("pool"), before.At("pool"), "name", "spec.pool", errors);
            Immutable(spec, before, "driver", "spec", errors);
            Immutable(spec, before, "nodeName", "spec", errors);
        }

        ValidatePlace(spec, errors);
        if (spec["sharedCounters"] is JsonArray && spec["devices"] is JsonArray)
        {
            errors.Invalid("spec", "", "only one of `sharedCounters` or `devices` is allowed");
        }

        var areLarge = spec.Each("devices").Any(device => device["taints"] is JsonArray { Count: > 0 } || device["consumesCounters"] is JsonArray { Count: > 0 });
        BoundedList.Validate(
            spec,
            "devices",
            areLarge ? MostLargeDevices : MostDevices,
            "spec",
            errors,
            (device, path) => DeviceValidation.Validate(device, before.Each("devices").FirstOrDefault(old => old.TextOf("name") == device.TextOf("name")), spec.IsTrue("perDeviceNodeSelection"), path, errors),
            "name");
        BoundedList.Validate(spec, "sharedCounters", MostCounterSets, "spec", errors, (set, path) => ValidateCounters(set, "name", path, errors), "name");
    }

    /// <summary>Validates counters and the set that they belong to.</summary>
    public static void ValidateCounters(JsonObject owner, string set, string path, FieldErrors errors)
    {
        if (owner.TextOf(set).Length == 0)
        {
            errors.Required($"{path}.{set}");
        }
        else
        {
            errors.Invalid($"{path}.{set}", owner.TextOf(set), Names.Label(owner.TextOf(set)));
        }

        var counters = owner["counters"] as JsonObject ?? [];
        if (counters.Count == 0)
        {
            errors.Required($"{path}.counters");
        }
        else if (counters.Count > MostCounters)
        {
            errors.TooMany($"{path}.counters", counters.Count, MostCounters);
        }
        else
        {
            foreach (var (name, _) in counters)
            {
                errors.Invalid($"{path}.counters", name, Names.Label(name));
            }
        }
    }

    private static void ValidatePool(JsonObject pool, FieldErrors errors)
    {
        DeviceNames.ValidatePool(pool.TextOf("name"), "spec.pool.name", errors);
        if (FieldErrors.Number(pool, "resourceSliceCount") is var count and not > 0)
        {
            errors.Invalid("spec.pool.resourceSliceCount", count ?? 0, "must be greater than zero");
        }

        if (FieldErrors.Number(pool, "generation") is { } generation and < 0)
        {
            errors.Invalid("spec.pool.generation", generation, "must be greater than or equal to zero");
        }
    }

    private static void Immutable(JsonObject? now, JsonObject? then, string name, string path, FieldErrors errors)
    {
        if (!JsonNode.DeepEquals(now?[name], then?[name]))
        {
            errors.Invalid($"{path}.{name}", now?[name], "field is immutable");
        }
    }

    private static void ValidatePlace(JsonObject spec, FieldErrors errors)
    {
        List<string> given = [];
        if (spec["nodeName"] is { } node && node.ToString().Length > 0)
        {
            given.Add("`nodeName`");
            errors.Invalid("spec.nodeName", node, Names.Subdomain(node.ToString()));
        }
        else if (spec["nodeName"] is { } empty)
        {
            errors.Invalid("spec.nodeName", empty, "must be either unset or set to a non-empty string");
        }

        if (spec["nodeSelector"] is JsonObject selector)
        {
            given.Add("`nodeSelector`");
            AffinityValidation.ValidateSelector(selector, "spec.nodeSelector", checksValues: true, errors);
            if (selector["nodeSelectorTerms"] is not JsonArray { Count: 1 })
            {
                errors.Invalid("spec.nodeSelector.nodeSelectorTerms", selector["nodeSelectorTerms"], "must have exactly one node selector term");
            }
        }

        foreach (var name in (ReadOnlySpan<string>)["allNodes", "perDeviceNodeSelection"])
        {
            if (spec.IsTrue(name))
            {
                given.Add($"`{name}`");
            }
            else if (spec[name] is not null)
            {
                errors.Invalid($"spec.{name}", false, "must be either unset or set to true");
            }
        }

        if (given.Count == 0)
        {
            errors.Required("spec", Places);
        }
        else if (given.Count > 1)
        {
            errors.Invalid("spec", $"{{{string.Join(", ", given)}}}", $"{Places}, but multiple fields are set");
        }
    }
}
