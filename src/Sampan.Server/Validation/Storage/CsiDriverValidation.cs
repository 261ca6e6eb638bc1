using System.Text.Json.Nodes;
using Sampan.Server.Defaulting;

namespace Sampan.Server.Validation.Storage;

/// <summary>storage.k8s.io/v1 CSIDriver.</summary>
internal static class CsiDriverValidation
{
    private const long ShortestToken = 600;
    private const long LongestToken = 1L << 32;

    public static void Validate(JsonObject driver, FieldErrors errors)
    {
        const string path = "spec";
        var spec = driver.At(path) ?? [];
        errors.OneOf(spec, "fsGroupPolicy", path, "File", "None", "ReadWriteOnceWithFSType");
        ValidateTokens(spec, errors);
        foreach (var mode in FieldErrors.Texts(spec, "volumeLifecycleModes"))
        {
            if (mode is not ("Persistent" or "Ephemeral"))
            {
                errors.NotSupported("spec.volumeLifecycleModes", mode, "Persistent", "Ephemeral");
            }
        }

        if (FieldErrors.Number(spec, "nodeAllocatableUpdatePeriodSeconds") is { } period and < 10)
        {
            errors.Invalid("spec.nodeAllocatableUpdatePeriodSeconds", period, "must be greater than or equal to 10 seconds");
        }
    }

    public static void CheckUpdate(JsonObject driver, JsonObject before, FieldErrors errors)
    {
        foreach (var (name, path) in new[] { ("attachRequired", "spec.attachedRequired"), ("volumeLifecycleModes", "spec.volumeLifecycleModes") })
        {
            if (!JsonNode.DeepEquals(driver.At("spec")?[name], before.At("spec")?[name]))
            {
                errors.Invalid(path, driver.At("spec")?[name], "field is immutable");
            }
        }
    }

    private static void ValidateTokens(JsonObject spec, FieldErrors errors)
    {
        var audiences = new HashSet<string>(StringComparer.Ordinal);
        var index = 0;
        foreach (var token in spec.Each("tokenRequests"))
        {
            var at = $"spec.tokenRequests[{index++}]";
            if (!audiences.Add(token.TextOf("audience")))
            {
                errors.Duplicate($"{at}.audience", token.TextOf("audience"));
                continue;
            }

            var seconds = FieldErrors.Number(token, "expirationSeconds");
            if (seconds < ShortestToken)
            {
                errors.Invalid($"{at}.expirationSeconds", seconds, "may not specify a duration less than 10 minutes");
            }
            else if (seconds > LongestToken)
            {
                errors.Invalid($"{at}.expirationSeconds", seconds, "may not specify a duration larger than 2^32 seconds");
            }
        }
    }
}
