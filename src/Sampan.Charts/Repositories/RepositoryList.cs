using System.Text;
using Sampan.Charts.Downloads;
using Sampan.Charts.Text;
using Sampan.Charts.Values;

namespace Sampan.Charts.Repositories;

/// <summary>The repositories that a user added: repositories.yaml.</summary>
public sealed record RepositoryList
{
    private const string ZeroTime = "0001-01-01T00:00:00Z";

    /// <summary>The format of the file; empty in files that Helm writes.</summary>
    public string ApiVersion { get; init; } = "";

    /// <summary>When the file was made, as it says.</summary>
    public string Generated { get; init; } = ZeroTime;

    /// <summary>The entries, in the order in which they were added.</summary>
    public IReadOnlyList<RepositoryEntry> Entries { get; init; } = [];

    /// <summary>Reads a file; an absent one has no entries. Throws <see cref="ChartException"/> when it cannot be read.</summary>
    public static RepositoryList Load(string path)
    {
        string text;
        try
        {
            text = File.ReadAllText(path);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return new RepositoryList();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ChartException($"couldn't load repositories file ({path}): {exception.Message}", cause: exception);
        }

        return StructReader.Read(text, "repo", "File") is not { } file ? new RepositoryList() : new RepositoryList
        {
            ApiVersion = file.Text("apiVersion"),
            Generated = file.Text("generated", ZeroTime),
            Entries = [.. (file.Structs("repositories", "Entry", "[]*repo.Entry") ?? []).OfType<StructReader>().Select(Entry)],
        };
    }

    /// <summary>The entry of a name; null when there is none.</summary>
    public RepositoryEntry? Find(string name) => Entries.FirstOrDefault(entry => entry.Name == name);

    /// <summary>The list with an entry in the place of that of its name, or at the end.</summary>
    public RepositoryList With(RepositoryEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        return this with
        {
            Entries = Find(entry.Name) is null ? [.. Entries, entry] : [.. Entries.Select(other => other.Name == entry.Name ? entry : other)],
        };
    }

    /// <summary>The list without the entry of a name.</summary>
    public RepositoryList Without(string name) => this with { Entries = [.. Entries.Where(entry => entry.Name != name)] };

    /// <summary>Writes the file, which only its owner may read. Throws <see cref="ChartException"/>.</summary>
    public void Save(string path)
    {
        var file = ValueTrees.NewMap();
        file["apiVersion"] = ApiVersion;
        file["generated"] = Generated;
        file["repositories"] = Entries.Select(Values).ToList<object?>();
        AtomicFile.Write(path, Encoding.UTF8.GetBytes(YamlData.Write(file)), AtomicFile.Private);
    }

    private static RepositoryEntry Entry(StructReader reader) => new()
    {
        Name = reader.Text("name"),
        Url = reader.Text("url"),
        Username = reader.Text("username"),
        Password = reader.Text("password"),
        CertFile = reader.Text("certFile"),
        KeyFile = reader.Text("keyFile"),
        CaFile = reader.Text("caFile"),
        InsecureSkipTlsVerify = reader.Flag("insecure_skip_tls_verify"),
        PassCredentialsAll = reader.Flag("pass_credentials_all"),
    };

    private static Dictionary<string, object?> Values(RepositoryEntry entry)
    {
        var map = ValueTrees.NewMap();
        map["name"] = entry.Name;
        map["url"] = entry.Url;
        map["username"] = entry.Username;
        map["password"] = entry.Password;
        map["certFile"] = entry.CertFile;
        map["keyFile"] = entry.KeyFile;
        map["caFile"] = entry.CaFile;
        map["insecure_skip_tls_verify"] = entry.InsecureSkipTlsVerify;
        map["pass_credentials_all"] = entry.PassCredentialsAll;
        return map;
    }
}
