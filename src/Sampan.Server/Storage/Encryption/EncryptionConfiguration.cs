using System.Text.Json;
using Sampan.Kubernetes.Objects;
using Sampan.Kubernetes.Yaml;

namespace Sampan.Server.Storage.Encryption;

/// <summary>
/// An <c>apiserver.config.k8s.io/v1</c> EncryptionConfiguration: of which resources objects are encrypted before they
/// are stored. The first provider (its first key) writes, all read; the first entry that names a resource decides.
/// </summary>
public sealed class EncryptionConfiguration
{
    private static readonly int[] AesLengths = [16, 24, 32];
    private static readonly int[] SecretBoxLengths = [32];

    private EncryptionConfiguration(IReadOnlyList<EncryptionRule> rules) => Rules = rules;

    internal IReadOnlyList<EncryptionRule> Rules { get; }

    /// <summary>Reads a configuration, YAML or JSON.</summary>
    /// <exception cref="InvalidDataException">The text is no valid configuration; the message says where. It never shows a secret.</exception>
    public static EncryptionConfiguration Parse(string text)
    {
        JsonElement root;
        try
        {
            root = JsonElement.Parse(YamlToJson.Convert(text));
        }
        catch (YamlSyntaxException exception)
        {
            throw new InvalidDataException(exception.Message, exception);
        }

        if (root.StringOrEmpty("kind") != "EncryptionConfiguration" || root.StringOrEmpty("apiVersion") != "apiserver.config.k8s.io/v1")
        {
            throw new InvalidDataException($"expected kind EncryptionConfiguration of apiserver.config.k8s.io/v1, found kind \"{root.StringOrEmpty("kind")}\" of \"{root.StringOrEmpty("apiVersion")}\"");
        }

        var rules = root.Items("resources").Select((entry, index) => Rule(entry, $"resources[{index}]")).ToList();
        return rules.Count > 0 ? new EncryptionConfiguration(rules) : throw new InvalidDataException("resources: at least one entry is needed");
    }

    private static EncryptionRule Rule(JsonElement entry, string path)
    {
        var resources = entry.Items("resources").Select(item => item.ToString()).ToList();
        if (resources.Count == 0)
        {
            throw new InvalidDataException($"{path}.resources: name the resources, such as secrets");
        }

        var keys = entry.Items("providers").SelectMany((provider, index) => Provider(provider, $"{path}.providers[{index}]")).ToList();
        if (keys.Count == 0)
        {
            throw new InvalidDataException($"{path}.providers: at least one provider is needed");
        }

        var twice = keys.OfType<EncryptionKey>().GroupBy(key => key.Prefix).FirstOrDefault(same => same.Count() > 1);
        return twice is null
            ? new EncryptionRule(resources, keys)
            : throw new InvalidDataException($"{path}.providers: two keys of one provider have one name ({twice.Key})");
    }

    private static List<EncryptionKey?> Provider(JsonElement provider, string path)
    {
        var members = provider.ValueKind == JsonValueKind.Object ? provider.EnumerateObject().ToList() : [];
        if (members.Count != 1)
        {
            throw new InvalidDataException($"{path}: a provider is exactly one of aesgcm, aescbc, secretbox, identity");
        }

        var (name, settings) = (members[0].Name, members[0].Value);
        path = $"{path}.{name}";
        return name switch
        {
            "identity" => [null],
            "aesgcm" => Keys(settings, path, AesLengths, (prefix, secret) => new AesGcmKey(secret) { Prefix = $"k8s:enc:aesgcm:v1:{prefix}:" }),
            "aescbc" => Keys(settings, path, AesLengths, (prefix, secret) => new AesCbcKey(secret) { Prefix = $"k8s:enc:aescbc:v1:{prefix}:" }),
            "secretbox" => Keys(settings, path, SecretBoxLengths, (prefix, secret) => new SecretBoxKey(secret) { Prefix = $"k8s:enc:secretbox:v1:{prefix}:" }),
            _ => throw new InvalidDataException($"{path}: there is no such provider; use aesgcm, aescbc, secretbox or identity"),
        };
    }

    private static List<EncryptionKey?> Keys(JsonElement settings, string path, int[] lengths, Func<string, byte[], EncryptionKey?> create)
    {
        var keys = settings.Items("keys").Select((key, index) => create(Name(key, $"{path}.keys[{index}].name"), Secret(key, $"{path}.keys[{index}].secret", lengths))).ToList();
        return keys.Count > 0 ? keys : throw new InvalidDataException($"{path}.keys: at least one key is needed");
    }

    private static string Name(JsonElement key, string path) =>
        key.StringOrEmpty("name") is { Length: > 0 } name && !name.Contains(':', StringComparison.Ordinal)
            ? name
            : throw new InvalidDataException($"{path}: a key has a name without a colon");

    private static byte[] Secret(JsonElement key, string path, int[] lengths)
    {
        var text = key.StringOrEmpty("secret");
        var secret = new byte[text.Length];
        return Convert.TryFromBase64String(text, secret, out var length) && lengths.Contains(length)
            ? secret[..length]
            : throw new InvalidDataException($"{path}: expected {string.Join(" or ", lengths)} bytes in base64, such as head -c 32 /dev/urandom | base64 gives");
    }
}
