using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Sampan.Charts.Downloads;

namespace Sampan.Charts.Registries;

/// <summary>Credentials of registries in files of docker's format (config.json), and with the programs that they name.</summary>
/// <param name="path">The file that is read first, and written.</param>
/// <param name="fallbacks">Files that are read when it has nothing.</param>
public sealed class RegistryCredentials(string path, params IReadOnlyList<string> fallbacks)
{
    private const string DockerHub = "docker.io";
    private const string DockerHubKey = "https://index.docker.io/v1/";

    /// <summary>The credential of a registry; throws <see cref="ChartException"/> when a file cannot be read.</summary>
    public RegistryCredential Find(string registry)
    {
        var key = KeyOf(registry);
        foreach (var file in fallbacks.Prepend(path))
        {
            var config = Load(file);
            if (FindEntry(config, key, file) is { IsNone: false } kept)
            {
                return kept;
            }

            if (StoreOf(config, key) is { } store && DockerCredentialStore.Find(store, key) is { IsNone: false } credential)
            {
                return credential;
            }
        }

        return RegistryCredential.None;
    }

    /// <summary>Keeps a credential, in a file that only its owner may read. Throws <see cref="ChartException"/>.</summary>
    public void Keep(string registry, RegistryCredential credential)
    {
        ArgumentNullException.ThrowIfNull(credential);
        var config = Load(path);
        if (config["auths"] is not JsonObject auths)
        {
            config["auths"] = auths = [];
        }

        auths[KeyOf(registry)] = credential.IsToken
            ? new JsonObject { ["identitytoken"] = credential.Password }
            : new JsonObject { ["auth"] = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{credential.Username}:{credential.Password}")) };
        Save(config);
    }

    /// <summary>Forgets a credential. Throws <see cref="ChartException"/>.</summary>
    public void Remove(string registry)
    {
        var config = Load(path);
        if (Entries(config)?.Remove(KeyOf(registry)) == true)
        {
            Save(config);
        }
    }

    private static RegistryCredential FindEntry(JsonObject config, string key, string file)
    {
        foreach (var name in new[] { key, $"https://{key}", $"http://{key}", $"https://{key}/", $"https://{key}/v1/" })
        {
            if (Entries(config)?[name] is JsonObject entry && Read(entry, file) is { IsNone: false } credential)
            {
                return credential;
            }
        }

        return RegistryCredential.None;
    }

    /// <summary>The program that keeps the credentials of a registry, or those of all.</summary>
    private static string? StoreOf(JsonObject config, string key) =>
        config["credHelpers"] is JsonObject helpers && Text(helpers, key) is { Length: > 0 } own ? own
        : Text(config, "credsStore") is { Length: > 0 } store ? store
        : null;

    private static string KeyOf(string registry) => registry is DockerHub or "registry-1.docker.io" ? DockerHubKey : registry;

    private static JsonObject? Entries(JsonObject config) => config["auths"] as JsonObject;

    private static JsonObject Load(string file)
    {
        try
        {
            return File.ReadAllText(file) is { Length: > 0 } text && JsonNode.Parse(text) is JsonObject config ? config : [];
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return [];
        }
        catch (Exception exception) when (exception is JsonException or IOException or UnauthorizedAccessException)
        {
            throw new ChartException($"failed to decode config file at {file}: {exception.Message}", "mend the file, or sign in anew with 'helm registry login'", exception);
        }
    }

    private static RegistryCredential Read(JsonObject entry, string file)
    {
        if (Text(entry, "identitytoken") is { Length: > 0 } token)
        {
            return new RegistryCredential("", token);
        }

        if (Text(entry, "auth") is not { Length: > 0 } encoded)
        {
            return new RegistryCredential(Text(entry, "username"), Text(entry, "password"));
        }

        try
        {
            var parts = Encoding.UTF8.GetString(Convert.FromBase64String(encoded)).Split(':', 2);
            return parts.Length == 2 ? new RegistryCredential(parts[0], parts[1]) : throw new FormatException("no colon");
        }
        catch (FormatException exception)
        {
            throw new ChartException($"failed to decode config file at {file}: auth is not the base64 of name:password", "sign in anew with 'helm registry login'", exception);
        }
    }

    private static string Text(JsonObject entry, string name) => entry[name] is JsonValue value && value.TryGetValue<string>(out var text) ? text : "";

    private void Save(JsonObject config)
    {
        using var content = new MemoryStream();
        using (var writer = new Utf8JsonWriter(content, new JsonWriterOptions { Indented = true, IndentCharacter = '\t', IndentSize = 1 }))
        {
            config.WriteTo(writer);
        }

        AtomicFile.Write(path, content.ToArray(), AtomicFile.Private);
    }
}
