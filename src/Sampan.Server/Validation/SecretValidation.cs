using System.Text.Json;
using System.Text.Json.Nodes;
using Sampan.Server.Decoding;
using Sampan.Server.Defaulting;

namespace Sampan.Server.Validation;

/// <summary>core/v1 Secret: what each type must hold.</summary>
internal static class SecretValidation
{
    private const string AccountAnnotation = "kubernetes.io/service-account.name";

    public static void Validate(JsonObject secret, FieldErrors errors)
    {
        var data = secret["data"] as JsonObject ?? [];
        foreach (var (key, _) in data)
        {
            errors.Invalid($"data[{key}]", key, Names.ConfigKey(key));
        }

        if (data.Sum(entry => ConfigValidation.DecodedLength(entry.Value)) > ConfigValidation.MaxBytes)
        {
            errors.TooLong("data", ConfigValidation.MaxBytes);
        }

        ValidateType(secret, data, errors);
    }

    private static void ValidateType(JsonObject secret, JsonObject data, FieldErrors errors)
    {
        switch (secret.TextOf("type"))
        {
            case "kubernetes.io/service-account-token":
                if (secret.At("metadata", "annotations").TextOf(AccountAnnotation).Length == 0)
                {
                    errors.Required($"metadata.annotations[{AccountAnnotation}]");
                }

                break;
            case "kubernetes.io/dockercfg":
                ValidateJson(data, ".dockercfg", errors);
                break;
            case "kubernetes.io/dockerconfigjson":
                ValidateJson(data, ".dockerconfigjson", errors);
                break;
            case "kubernetes.io/basic-auth" when !data.ContainsKey("username") && !data.ContainsKey("password"):
                errors.Required("data[username]");
                errors.Required("data[password]");
                break;
            case "kubernetes.io/ssh-auth" when data.TextOf("ssh-privatekey").Length == 0:
                errors.Required("data[ssh-privatekey]");
                break;
            case "kubernetes.io/tls":
                Require(data, "tls.crt", errors);
                Require(data, "tls.key", errors);
                break;
        }
    }

    private static bool Require(JsonObject data, string key, FieldErrors errors)
    {
        if (!data.ContainsKey(key))
        {
            errors.Required($"data[{key}]");
            return false;
        }

        return true;
    }

    private static void ValidateJson(JsonObject data, string key, FieldErrors errors)
    {
        if (Require(data, key, errors) && Fault(Convert.FromBase64String(data.TextOf(key))) is { } fault)
        {
            errors.Invalid($"data[{key}]", "<secret contents redacted>", fault);
        }
    }

    private static string? Fault(byte[] text)
    {
        try
        {
            return JsonNode.Parse(text) switch
            {
                null or JsonObject => null,
                JsonArray => Mismatch("array"),
                var value => Mismatch(value.GetValueKind() switch { JsonValueKind.String => "string", JsonValueKind.Number => "number", _ => "bool" }),
            };
        }
        catch (JsonException exception)
        {
            return JsonSyntaxText.Of(text, exception);
        }
    }

    private static string Mismatch(string kind) => $"json: cannot unmarshal {kind} into Go value of type map[string]interface {{}}";
}
