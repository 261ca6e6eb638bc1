using System.Text;
using System.Text.Json.Nodes;

namespace Sampan.Server.Validation;

/// <summary>core/v1 ConfigMap.</summary>
internal static class ConfigValidation
{
    public const int MaxBytes = 1024 * 1024;

    // What Kubernetes calls the object as a whole.
    private const string Whole = "[]";

    public static void Validate(JsonObject map, FieldErrors errors)
    {
        var bytes = 0;
        var binary = map["binaryData"] as JsonObject ?? [];
        foreach (var (key, value) in map["data"] as JsonObject ?? [])
        {
            errors.Invalid($"data[{key}]", key, Names.ConfigKey(key));
            if (binary.ContainsKey(key))
            {
                errors.Invalid($"data[{key}]", key, "duplicate of key present in binaryData");
            }

            bytes += Encoding.UTF8.GetByteCount(value?.ToString() ?? "");
        }

        foreach (var (key, value) in binary)
        {
            errors.Invalid($"binaryData[{key}]", key, Names.ConfigKey(key));
            bytes += DecodedLength(value);
        }

        if (bytes > MaxBytes)
        {
            errors.TooLong(Whole, MaxBytes);
        }
    }

    /// <summary>How many bytes a text in base64 stands for.</summary>
    public static int DecodedLength(JsonNode? base64)
    {
        var text = base64?.ToString() ?? "";
        return (text.Length / 4 * 3) - text.AsSpan().Count('=');
    }
}
