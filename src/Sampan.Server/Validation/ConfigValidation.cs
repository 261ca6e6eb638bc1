using System.Text;
using System.Text.Json.Nodes;
using Sampan.Server.Defaulting;

namespace Sampan.Server.Validation;

/// <summary>core/v1 ConfigMap and Secret.</summary>
internal static class ConfigValidation
{
    private const string AccountAnnotation = "kubernetes.io/service-account.name";
    private const int MaxBytes = 1024 * 1024;

    public static void ValidateConfigMap(JsonObject map, FieldErrors errors)
    {
        var bytes = 0;
        var data = map["data"] as JsonObject ?? [];
        foreach (var (key, value) in data)
        {
            errors.Invalid($"data[{key}]", key, Names.ConfigKey(key));
            bytes += Encoding.UTF8.GetByteCount(value?.ToString() ?? "");
        }

        foreach (var (key, value) in map["binaryData"] as JsonObject ?? [])
        {
            errors.Invalid($"binaryData[{key}]", key, Names.ConfigKey(key));
            if (data.ContainsKey(key))
            {
                errors.Invalid($"data[{key}]", key, "duplicate of key present in binaryData");
            }

            bytes += DecodedLength(value);
        }

        if (bytes > MaxBytes)
        {
            errors.TooLong("", MaxBytes);
        }
    }

    public static void ValidateSecret(JsonObject secret, FieldErrors errors)
    {
        var data = secret["data"] as JsonObject ?? [];
        foreach (var (key, _) in data)
        {
            errors.Invalid($"data[{key}]", key, Names.ConfigKey(key));
        }

        if (data.Sum(entry => DecodedLength(entry.Value)) > MaxBytes)
        {
            errors.TooLong("data", MaxBytes);
        }

        var type = secret.TextOf("type");
        if (type == "kubernetes.io/service-account-token" && secret.At("metadata", "annotations").TextOf(AccountAnnotation).Length == 0)
        {
            errors.Required($"metadata.annotations[{AccountAnnotation}]");
        }

        if (type == "kubernetes.io/basic-auth" && !data.ContainsKey("username") && !data.ContainsKey("password"))
        {
            errors.Required("data[username]");
            errors.Required("data[password]");
        }

        foreach (var key in Keys(type))
        {
            if (!data.ContainsKey(key) || (key == "ssh-privatekey" && data.TextOf(key).Length == 0))
            {
                errors.Required($"data[{key}]");
            }
        }
    }

    private static string[] Keys(string type) => type switch
    {
        "kubernetes.io/tls" => ["tls.crt", "tls.key"],
        "kubernetes.io/dockercfg" => [".dockercfg"],
        "kubernetes.io/dockerconfigjson" => [".dockerconfigjson"],
        "kubernetes.io/ssh-auth" => ["ssh-privatekey"],
        _ => [],
    };

    private static int DecodedLength(JsonNode? base64)
    {
        var text = base64?.ToString() ?? "";
        return (text.Length / 4 * 3) - text.AsSpan().Count('=');
    }
}
