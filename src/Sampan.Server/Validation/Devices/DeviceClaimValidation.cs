using System.Text.Json.Nodes;
using Sampan.Server.Defaulting;

namespace Sampan.Server.Validation.Devices;

/// <summary>resource.k8s.io/v1 ResourceClaim, ResourceClaimTemplate and DeviceClass (pkg/apis/resource/validation).</summary>
internal static class DeviceClaimValidation
{
    private const int MostRequests = 32;
    private const int MostConstraints = 32;
    private const int MostAlternatives = 8;

    /// <summary>Validates a new claim. Of one that is there nothing but its immutability counts.</summary>
    public static void ValidateClaim(JsonObject claim, FieldErrors errors)
    {
        if (errors.Before is null)
        {
            ValidateDevices(claim.At("spec", "devices"), "spec.devices", errors);
        }
    }

    public static void ValidateTemplate(JsonObject template, FieldErrors errors)
    {
        if (errors.Before is null)
        {
            MetadataValidation.ValidateLabels(template.At("spec", "metadata", "labels"), "spec.metadata.labels", errors);
            ValidateDevices(template.At("spec", "spec", "devices"), "spec.spec.devices", errors);
        }
    }

    public static void ValidateClass(JsonObject deviceClass, FieldErrors errors)
    {
        var (spec, before) = (deviceClass.At("spec") ?? [], errors.Before.At("spec"));
        bool IsAsBefore(string list) => errors.Before is not null && JsonNode.DeepEquals(spec[list], before?[list]);
        DeviceSelection.Validate(spec, "spec", IsAsBefore("selectors"), errors);
        var hasOldConfiguration = IsAsBefore("config");
        BoundedList.Validate(spec, "config", DeviceConfiguration.Most, "spec", errors, (configuration, path) => DeviceConfiguration.Validate(configuration, path, hasOldConfiguration, errors));
        if (spec["extendedResourceName"] is { } name && !DeviceNames.IsExtendedResource(name.ToString()))
        {
            errors.Invalid("spec.extendedResourceName", name, "must be a valid extended resource name");
        }
    }

    private static void ValidateDevices(JsonObject? devices, string path, FieldErrors errors)
    {
        var names = new DeviceRequestNames(devices);
        BoundedList.Validate(devices, "requests", MostRequests, path, errors, (request, at) => ValidateRequest(request, at, errors), "name");
        BoundedList.Validate(devices, "constraints", MostConstraints, path, errors, (constraint, at) => ValidateConstraint(constraint, names, at, errors));
        BoundedList.Validate(devices, "config", DeviceConfiguration.Most, path, errors, (configuration, at) =>
        {
            BoundedList.ValidateTexts(configuration, "requests", MostRequests, at, errors, (name, reference) => names.ValidateReference(name, reference, errors));
            DeviceConfiguration.Validate(configuration, at, isStored: false, errors);
        });
    }

    private static void ValidateRequest(JsonObject request, string path, FieldErrors errors)
    {
        errors.Invalid($"{path}.name", request.TextOf("name"), Names.Label(request.TextOf("name")));
        var exactly = request["exactly"] as JsonObject;
        var hasAlternatives = request["firstAvailable"] is JsonArray { Count: > 0 };
        if (exactly is null && !hasAlternatives)
        {
            errors.Required(path, "exactly one of `exactly` or `firstAvailable` is required");
        }
        else if (exactly is not null && hasAlternatives)
        {
            errors.Invalid(path, null, "exactly one of `exactly` or `firstAvailable` is required, but multiple fields are set");
        }
        else if (exactly is not null)
        {
            ValidateOne(exactly, $"{path}.exactly", errors);
        }
        else
        {
            BoundedList.Validate(
                request,
                "firstAvailable",
                MostAlternatives,
                path,
                errors,
                (alternative, at) =>
                {
                    errors.Invalid($"{at}.name", alternative.TextOf("name"), Names.Label(alternative.TextOf("name")));
                    ValidateOne(alternative, at, errors);
                },
                "name");
        }
    }

    private static void ValidateOne(JsonObject request, string path, FieldErrors errors)
    {
        var deviceClass = request.TextOf("deviceClassName");
        if (deviceClass.Length == 0)
        {
            errors.Required($"{path}.deviceClassName");
        }
        else
        {
            errors.Invalid($"{path}.deviceClassName", deviceClass, Names.Subdomain(deviceClass));
        }

        DeviceSelection.Validate(request, path, isStored: false, errors);
        var count = FieldErrors.Number(request, "count") ?? 0;
        switch (request.TextOf("allocationMode"))
        {
            case "All" when count != 0:
                errors.Invalid($"{path}.count", count, "must not be specified when allocationMode is 'All'");
                break;
            case "ExactCount" when count <= 0:
                errors.Invalid($"{path}.count", count, "must be greater than zero");
                break;
            default:
                errors.OneOf(request, "allocationMode", path, "All", "ExactCount");
                break;
        }

        DeviceTaintValidation.ValidateTolerations(request, path, errors);
    }

    private static void ValidateConstraint(JsonObject constraint, DeviceRequestNames names, string path, FieldErrors errors)
    {
        BoundedList.ValidateTexts(constraint, "requests", MostRequests, path, errors, (name, at) => names.ValidateReference(name, at, errors));
        if (constraint["matchAttribute"] is { } match)
        {
            DeviceNames.ValidateFullyQualified(match.ToString(), $"{path}.matchAttribute", errors);
        }
        else if (constraint["distinctAttribute"] is { } distinct)
        {
            DeviceNames.ValidateFullyQualified(distinct.ToString(), $"{path}.distinctAttribute", errors);
        }
        else
        {
            errors.Required(path, "exactly one of \"matchAttribute\" or \"distinctAttribute\" is required, but multiple fields are set");
        }
    }
}
