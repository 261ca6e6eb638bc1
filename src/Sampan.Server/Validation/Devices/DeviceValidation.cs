using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Sampan.Kubernetes.Selectors;
using Sampan.Server.Defaulting;
using Sampan.Server.Validation.Pods;

namespace Sampan.Server.Validation.Devices;

/// <summary>One device of a ResourceSlice.</summary>
internal static partial class DeviceValidation
{
    private const int MostFacts = 32;
    private const int MostTaints = 16;
    private const int MostConsumptions = 2;
    private const int MostConditions = 4;
    private const int LongestValue = 64;
    private const string Places = "exactly one of `nodeName`, `nodeSelector`, or `allNodes` is required when `perDeviceNodeSelection` is set to true in the ResourceSlice spec";

    public static void Validate(JsonObject device, JsonObject? before, bool hasOwnPlace, string path, FieldErrors errors)
    {
        errors.Invalid($"{path}.name", device.TextOf("name"), Names.Label(device.TextOf("name")));
        var (attributes, capacity) = (device["attributes"] as JsonObject ?? [], device["capacity"] as JsonObject ?? []);
        if (attributes.Count + capacity.Count > MostFacts)
        {
            errors.Invalid(path, attributes.Count + capacity.Count, $"the total number of attributes and capacities must not exceed {MostFacts}");
        }

        foreach (var (name, attribute) in attributes)
        {
            DeviceNames.ValidateQualified(name, $"{path}.attributes", errors);
            ValidateAttribute(attribute as JsonObject ?? [], $"{path}.attributes[{name}]", errors);
        }

        if (before is null || !JsonNode.DeepEquals(before["capacity"], device["capacity"]))
        {
            foreach (var (name, amount) in capacity)
            {
                DeviceNames.ValidateQualified(name, $"{path}.capacity", errors);
                DeviceCapacityValidation.Validate(amount as JsonObject ?? [], device.IsTrue("allowMultipleAllocations"), $"{path}.capacity[{name}]", errors);
            }
        }

        if (before is null || !JsonNode.DeepEquals(before["taints"], device["taints"]))
        {
            BoundedList.Validate(device, "taints", MostTaints, path, errors, (taint, at) => DeviceTaintValidation.ValidateTaint(taint, at, errors));
        }

        BoundedList.Validate(device, "consumesCounters", MostConsumptions, path, errors, (consumption, at) => ResourceSliceValidation.ValidateCounters(consumption, "counterSet", at, errors), "counterSet");
        ValidatePlace(device, hasOwnPlace, path, errors);
        ValidateConditions(device, path, errors);
    }

    /// <summary>Validates the conditions under which a device is bound, or is not.</summary>
    public static void ValidateConditions(JsonObject device, string path, FieldErrors errors)
    {
        var (binding, failure) = (FieldErrors.Texts(device, "bindingConditions"), FieldErrors.Texts(device, "bindingFailureConditions"));
        foreach (var (list, conditions) in (ReadOnlySpan<(string, List<string>)>)[("bindingConditions", binding), ("bindingFailureConditions", failure)])
        {
            if (conditions.Count > MostConditions)
            {
                errors.TooMany($"{path}.{list}", conditions.Count, MostConditions);
                continue;
            }

            for (var i = 0; i < conditions.Count; i++)
            {
                errors.Invalid($"{path}.{list}[{i}]", conditions[i], LabelSyntax.KeyErrors(conditions[i]));
            }
        }

        for (var i = 0; i < binding.Count; i++)
        {
            if (binding.IndexOf(binding[i]) < i)
            {
                errors.Duplicate($"{path}.bindingConditions[{i}]", binding[i]);
            }
        }

        for (var i = 0; i < failure.Count; i++)
        {
            if (failure.IndexOf(failure[i]) < i)
            {
                errors.Duplicate($"{path}.bindingFailureConditions[{i}]", failure[i]);
            }

            if (binding.Contains(failure[i]))
            {
                errors.Invalid($"{path}.bindingFailureConditions[{i}]", failure[i], "bindingFailureConditions must not overlap with bindingConditions");
            }
        }

        if (binding.Count == 0 && failure.Count > 0)
        {
            errors.Invalid($"{path}.bindingConditions", device["bindingConditions"], "bindingConditions are required to use bindingFailureConditions");
        }

        if (failure.Count == 0 && binding.Count > 0)
        {
            errors.Invalid($"{path}.bindingFailureConditions", device["bindingFailureConditions"], "bindingFailureConditions are required to use bindingConditions");
        }
    }

    private static void ValidateAttribute(JsonObject attribute, string path, FieldErrors errors)
    {
        if (attribute["string"] is { } text)
        {
            ValidateLength(text.ToString(), $"{path}.string", errors);
        }

        if (attribute["version"]?.ToString() is { } version)
        {
            if (!IsVersion().IsMatch(version))
            {
                errors.Invalid($"{path}.version", version, "must be a string compatible with semver.org spec 2.0.0");
            }

            ValidateLength(version, $"{path}.version", errors);
        }

        if (attribute.Count != 1)
        {
            errors.Invalid(path, attribute.Count == 0 ? "" : attribute, "exactly one value must be specified");
        }
    }

    private static void ValidateLength(string value, string path, FieldErrors errors)
    {
        if (Encoding.UTF8.GetByteCount(value) > LongestValue)
        {
            errors.TooLong(path, LongestValue);
        }
    }

    private static void ValidatePlace(JsonObject device, bool isAllowed, string path, FieldErrors errors)
    {
        if (!isAllowed)
        {
            if (device["nodeName"] is not null || device["nodeSelector"] is not null || device["allNodes"] is not null)
            {
                errors.Invalid(path, null, "`nodeName`, `nodeSelector` and `allNodes` can only be set if `perDeviceNodeSelection` is set to true in the ResourceSlice spec");
            }

            return;
        }

        List<string> given = [];
        if (device["nodeName"]?.ToString() is { } node)
        {
            if (node.Length > 0)
            {
                given.Add("`nodeName`");
            }

            errors.Invalid($"{path}.nodeName", node, node.Length > 0 ? Names.Subdomain(node) : ["must not be empty"]);
        }

        if (device["nodeSelector"] is JsonObject selector)
        {
            given.Add("`nodeSelector`");
            AffinityValidation.ValidateSelector(selector, $"{path}.nodeSelector", checksValues: true, errors);
        }

        if (device.IsTrue("allNodes"))
        {
            given.Add("`allNodes`");
        }
        else if (device["allNodes"] is not null)
        {
            errors.Invalid($"{path}.allNodes", false, "must be either unset or set to true");
        }

        if (given.Count == 0)
        {
            errors.Required(path, Places);
        }
        else if (given.Count > 1)
        {
            errors.Invalid(path, $"{{{string.Join(", ", given)}}}", Places);
        }
    }

    [GeneratedRegex(@"^(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)(-(0|[1-9][0-9]*|[0-9]*[a-zA-Z-][0-9a-zA-Z-]*)(\.(0|[1-9][0-9]*|[0-9]*[a-zA-Z-][0-9a-zA-Z-]*))*)?(\+[0-9a-zA-Z-]+(\.[0-9a-zA-Z-]+)*)?\z", RegexOptions.ExplicitCapture)]
    private static partial Regex IsVersion();
}
