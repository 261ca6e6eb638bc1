using System.Text;
using System.Text.Json.Nodes;
using Sampan.Server.Defaulting;
using Sampan.Server.Validation.Pods;
using Sampan.Server.Validation.Storage;

namespace Sampan.Server.Validation.Devices;

/// <summary>resource.k8s.io/v1 ResourceClaim: what it has been given, by whom it is used, and how its devices are.</summary>
internal static class ClaimStatusValidation
{
    private const int MostConsumers = 256;
    private const int MostResults = 32;
    private const int MostConditions = 8;
    private const int MostAddresses = 16;
    private const int LongestInterface = 256;
    private const int LongestHardwareAddress = 128;

    public static void Check(JsonObject claim, JsonObject before, FieldErrors errors)
    {
        var status = claim.At("status") ?? [];
        var names = new DeviceRequestNames(claim.At("spec", "devices"));
        BoundedList.Validate(status, "reservedFor", MostConsumers, "status", errors, (consumer, path) => ValidateConsumer(consumer, path, errors), "uid");
        var allocation = status["allocation"] as JsonObject;
        var allocated = allocation.At("devices").Each("results").Select(Identity).ToHashSet(StringComparer.Ordinal);
        ValidateDevices(status, allocated, errors);
        if (status["reservedFor"] is JsonArray { Count: > 0 } consumers)
        {
            CheckConsumers(consumers, allocation, claim, before, errors);
        }

        if (allocation is null)
        {
            return;
        }

        if (before.At("status", "allocation") is { } known)
        {
            if (!JsonNode.DeepEquals(allocation, known))
            {
                errors.Invalid("status.allocation", allocation, "field is immutable");
            }

            return;
        }

        ValidateAllocation(allocation, names, errors);
    }

    private static void ValidateConsumer(JsonObject consumer, string path, FieldErrors errors)
    {
        foreach (var name in (ReadOnlySpan<string>)["resource", "name", "uid"])
        {
            if (consumer.TextOf(name).Length == 0)
            {
                errors.Required($"{path}.{name}");
            }
        }
    }

    private static void CheckConsumers(JsonArray consumers, JsonObject? allocation, JsonObject claim, JsonObject before, FieldErrors errors)
    {
        if (allocation is null)
        {
            errors.Forbidden("status.reservedFor", "may not be specified when `allocated` is not set");
        }
        else if (claim.At("metadata")?["deletionTimestamp"] is not null
            && consumers.Any(consumer => !before.At("status").Each("reservedFor").Any(known => JsonNode.DeepEquals(known, consumer))))
        {
            errors.Forbidden("status.reservedFor", "new entries may not be added while `deallocationRequested` or `deletionTimestamp` are set");
        }
    }

    private static string Identity(JsonObject device)
    {
        var identity = $"{device.TextOf("driver")}/{device.TextOf("pool")}/{device.TextOf("device")}";
        return device["shareID"] is { } share ? $"{identity}/{share}" : identity;
    }

    private static void ValidateDevices(JsonObject status, HashSet<string> allocated, FieldErrors errors)
    {
        HashSet<string> seen = new(StringComparer.Ordinal);
        List<(string Path, string Identity)> repeated = [];
        var index = 0;
        foreach (var device in status.Each("devices"))
        {
            var (path, identity) = ($"status.devices[{index++}]", Identity(device));
            ValidateDevice(device, allocated.Contains(identity), path, errors);
            if (!seen.Add(identity))
            {
                repeated.Add((path, identity));
            }
        }

        foreach (var (path, identity) in repeated)
        {
            errors.Duplicate(path, identity);
        }
    }

    private static void ValidateDevice(JsonObject device, bool isAllocated, string path, FieldErrors errors)
    {
        ValidateIdentity(device, path, errors);
        if (!isAllocated)
        {
            errors.Invalid(path, Identity(device), "must be an allocated device in the claim");
        }

        if (device["conditions"] is JsonArray { Count: > MostConditions } conditions)
        {
            errors.TooMany($"{path}.conditions", conditions.Count, MostConditions);
        }

        ConditionValidation.Validate(device, "conditions", $"{path}.conditions", errors);
        if (device["data"] is { } data)
        {
            DeviceConfiguration.ValidateData(data, $"{path}.data", isStored: false, errors);
        }

        if (device["networkData"] is JsonObject network)
        {
            ValidateNetwork(network, $"{path}.networkData", errors);
        }
    }

    private static void ValidateIdentity(JsonObject device, string path, FieldErrors errors)
    {
        DriverName.Validate(device.TextOf("driver"), $"{path}.driver", errors);
        DeviceNames.ValidatePool(device.TextOf("pool"), $"{path}.pool", errors);
        errors.Invalid($"{path}.device", device.TextOf("device"), Names.Label(device.TextOf("device")));
    }

    private static void ValidateNetwork(JsonObject network, string path, FieldErrors errors)
    {
        foreach (var (name, most) in (ReadOnlySpan<(string, int)>)[("interfaceName", LongestInterface), ("hardwareAddress", LongestHardwareAddress)])
        {
            if (Encoding.UTF8.GetByteCount(network.TextOf(name)) > most)
            {
                errors.TooLong($"{path}.{name}", most);
            }
        }

        BoundedList.ValidateTexts(network, "ips", MostAddresses, path, errors, (address, at) =>
        {
            if (AddressSyntax.InterfaceFault(address) is { } fault)
            {
                errors.Invalid(at, address, fault);
            }
        });
    }

    private static void ValidateAllocation(JsonObject allocation, DeviceRequestNames names, FieldErrors errors)
    {
        const string path = "status.allocation.devices";
        var devices = allocation.At("devices");
        BoundedList.Validate(devices, "results", MostResults, path, errors, (result, at) =>
        {
            names.ValidateReference(result.TextOf("request"), $"{at}.request", errors);
            ValidateIdentity(result, at, errors);
            DeviceValidation.ValidateConditions(result, at, errors);
            DeviceTaintValidation.ValidateTolerations(result, at, errors);
        });
        BoundedList.Validate(devices, "config", 2 * DeviceConfiguration.Most, path, errors, (configuration, at) =>
        {
            if (configuration.TextOf("source").Length == 0)
            {
                errors.Required($"{at}.source");
            }
            else
            {
                errors.OneOf(configuration, "source", at, "FromClaim", "FromClass");
            }

            BoundedList.ValidateTexts(configuration, "requests", MostResults, at, errors, (name, reference) => names.ValidateReference(name, reference, errors));
            DeviceConfiguration.Validate(configuration, at, isStored: false, errors);
        });
        if (allocation["nodeSelector"] is JsonObject selector)
        {
            AffinityValidation.ValidateSelector(selector, "status.allocation.nodeSelector", checksValues: true, errors);
        }
    }
}
