using System.Text;
using System.Text.Json.Nodes;
using Sampan.Server.Defaulting;
using Sampan.Server.Validation.Storage;

namespace Sampan.Server.Validation.Devices;

/// <summary>What claims and classes tell a driver about its devices.</summary>
internal static class DeviceConfiguration
{
    /// <summary>How many entries a claim or class may have.</summary>
    public const int Most = 32;

    private const int LongestParameters = 10 * 1024;

    public static void Validate(JsonObject configuration, string path, bool isStored, FieldErrors errors)
    {
        if (configuration["opaque"] is not JsonObject opaque)
        {
            errors.Required($"{path}.opaque");
            return;
        }

        DriverName.Validate(opaque.TextOf("driver"), $"{path}.opaque.driver", errors);
        ValidateData(opaque["parameters"], $"{path}.opaque.parameters", isStored, errors);
    }

    /// <summary>Validates free data: an object, and not too long unless it is there already.</summary>
    public static void ValidateData(JsonNode? data, string path, bool isStored, FieldErrors errors)
    {
        if (data is null)
        {
            errors.Required(path);
        }
        else if (!isStored && Encoding.UTF8.GetByteCount(data.ToJsonString()) > LongestParameters)
        {
            errors.TooLong(path, LongestParameters);
        }
        else if (data is not JsonObject)
        {
            errors.Invalid(path, "<value omitted>", "must be a valid JSON object");
        }
    }
}
