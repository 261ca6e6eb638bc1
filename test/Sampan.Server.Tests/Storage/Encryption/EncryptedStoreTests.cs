using System.Text;
using System.Text.Json.Nodes;
using Sampan.Kubernetes.Clusters;
using Sampan.Kubernetes.Identity;
using Sampan.Kubernetes.Objects;
using Sampan.Server.Embedded;
using Sampan.Server.Storage;
using Sampan.Server.Storage.Encryption;

namespace Sampan.Server.Tests.Storage.Encryption;

public sealed class EncryptedStoreTests : IDisposable
{
    private const string Plain = "correct-horse-battery-staple";
    private const string Key1 = "{aesgcm: {keys: [{name: key1, secret: MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=}]}}";
    private const string Key2 = "{secretbox: {keys: [{name: key2, secret: ZmVkY2JhOTg3NjU0MzIxMGZlZGNiYTk4NzY1NDMyMTA=}]}}";
    private static readonly ResourceType Secrets = new("", "v1", "secrets", "Secret", Namespaced: true);
    private readonly string _folder = Directory.CreateTempSubdirectory("sampan-encrypted").FullName;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Secret_Written_IsNowhereInTheFilesAndIsReadAfterAnotherStart()
    {
        await using (var server = await StartAsync(Key1))
        {
            await CreateAsync(server, "s");
            Assert.False(FilesContain(Plain));
        }

        Assert.False(FilesContain(Plain));
        Assert.True(FilesContain("k8s:enc:aesgcm:v1:key1:"));
        await using var again = await StartAsync(Key1);
        Assert.Equal(Plain, await ReadAsync(again, "s"));
    }

    [Fact]
    public async Task Configuration_AddedLater_ReplacingEncryptsAndLeavesNothingBehind()
    {
        await using (var server = await StartAsync(null))
        {
            await CreateAsync(server, "s");
        }

        Assert.True(FilesContain(Plain));
        await using (var server = await StartAsync(Key1, "{identity: {}}"))
        {
            var before = await GetAsync(server, "s");
            var after = await server.Connect("hub", "test").UpdateAsync(Secrets, before, new WriteOptions(), Cancellation);
            var again = await server.Connect("hub", "test").UpdateAsync(Secrets, after, new WriteOptions(), Cancellation);

            // Unchanged, yet written, since it was stored otherwise; once.
            Assert.NotEqual(before.Metadata.ResourceVersion, after.Metadata.ResourceVersion);
            Assert.Equal(after.Metadata.ResourceVersion, again.Metadata.ResourceVersion);
        }

        Assert.False(FilesContain(Plain));
        await using var last = await StartAsync(Key1);
        Assert.Equal(Plain, await ReadAsync(last, "s"));
    }

    [Fact]
    public async Task Key_Rotated_OldDataAreReadUntilRewritten()
    {
        await using (var server = await StartAsync(Key1))
        {
            await CreateAsync(server, "s");
        }

        await using (var server = await StartAsync(Key2, Key1))
        {
            Assert.Equal(Plain, await ReadAsync(server, "s"));
            await server.Connect("hub", "test").UpdateAsync(Secrets, await GetAsync(server, "s"), new WriteOptions(), Cancellation);
        }

        await using var last = await StartAsync(Key2);
        Assert.Equal(Plain, await ReadAsync(last, "s"));
    }

    [Fact]
    public async Task Configuration_TakenAway_IsRefusedWithWhatToDo()
    {
        await using (var server = await StartAsync(Key1))
        {
            await CreateAsync(server, "s");
        }

        var refused = await Assert.ThrowsAsync<InvalidDataException>(() => StartAsync());

        Assert.Contains("k8s:enc:aesgcm:v1:key1", refused.Message, StringComparison.Ordinal);
        Assert.Contains("--encryption-provider-config", refused.Message, StringComparison.Ordinal);
    }

    private static Task<KubernetesObject> GetAsync(EmbeddedServer server, string name) =>
        server.Connect("hub", "test").GetAsync(Secrets, new NamespacedName("default", name), Cancellation).AsTask();

    private static async Task<string> ReadAsync(EmbeddedServer server, string name) =>
        Encoding.UTF8.GetString(Convert.FromBase64String((string)(await GetAsync(server, name)).ToDraft()["data"]!["password"]!));

    private static async Task CreateAsync(EmbeddedServer server, string name) => await server.Connect("hub", "test").CreateAsync(
        Secrets,
        KubernetesObject.From(new JsonObject
        {
            ["apiVersion"] = "v1",
            ["kind"] = "Secret",
            ["metadata"] = new JsonObject { ["name"] = name, ["namespace"] = "default" },
            ["stringData"] = new JsonObject { ["password"] = Plain },
        }),
        new WriteOptions(),
        Cancellation);

    private bool FilesContain(string text) => Directory.GetFiles(_folder).Any(file =>
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(text)) >= 0
            || bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(Convert.ToBase64String(Encoding.UTF8.GetBytes(text)))) >= 0;
    });

    private async Task<EmbeddedServer> StartAsync(params string[]? providers)
    {
        var configuration = providers is { Length: > 0 }
            ? EncryptionConfiguration.Parse($"{{apiVersion: apiserver.config.k8s.io/v1, kind: EncryptionConfiguration, resources: [{{resources: [secrets], providers: [{string.Join(", ", providers)}]}}]}}")
            : null;
        var server = new EmbeddedServer(SqliteStore.Open(Path.Combine(_folder, "store.db"), new StoreOptions { Encryption = configuration }));
        await server.AddClusterAsync("hub", Cancellation);
        return server;
    }
}
