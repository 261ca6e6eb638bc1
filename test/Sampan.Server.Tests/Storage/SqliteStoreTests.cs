using Microsoft.Data.Sqlite;
using Sampan.Server.Storage;

namespace Sampan.Server.Tests.Storage;

public sealed class SqliteStoreTests : StoreContract
{
    private readonly string _folder = Directory.CreateTempSubdirectory("sampan-store").FullName;

    private string DatabasePath => Path.Combine(_folder, "store.db");

    protected override ValueTask<IStore> OpenAsync(StoreOptions options) => ValueTask.FromResult<IStore>(SqliteStore.Open(DatabasePath, options));

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Open_AfterClose_KeepsObjectsAndNeverReusesARevision()
    {
        var created = await CreateAsync(new StoreKey("/hub/core/pods", "default/a"));
        var other = await CreateAsync(new StoreKey("/hub/core/pods", "default/b"));
        await Store.CommitAsync(new StoreWrite(new StoreKey("/hub/core/pods", "default/b"), other.ModRevision, PendingValue.Of(other.Object.Utf8Json), IsDelete: true), TestContext.Current.CancellationToken);
        var last = Store.Current.Revision;
        await Store.DisposeAsync();

        await using var reopened = SqliteStore.Open(DatabasePath);

        Assert.Equal(last, reopened.Current.Revision);
        var found = Assert.Single(reopened.Current.List("/hub/core/pods"));
        Assert.Equal(created.Object.Utf8Json.ToArray(), found.Object.Utf8Json.ToArray());
        Assert.Equal(created.ModRevision, found.ModRevision);
        Assert.Throws<CompactedException>(() => reopened.Watch("/hub/core/pods", created.ModRevision));
    }

    [Fact]
    public async Task Open_CopyOfTheFilesOfALiveStore_HasEveryAcknowledgedWrite()
    {
        for (var i = 0; i < 20; i++)
        {
            await CreateAsync(new StoreKey("/hub/core/pods", $"default/p{i}"));
        }

        // What a killed process leaves behind: the files as they are now, write-ahead log included.
        var copy = Directory.CreateDirectory(Path.Combine(_folder, "copy")).FullName;
        foreach (var file in Directory.GetFiles(_folder, "store.db*").Where(file => !file.EndsWith("-shm", StringComparison.Ordinal)))
        {
            File.Copy(file, Path.Combine(copy, Path.GetFileName(file)));
        }

        await using var recovered = SqliteStore.Open(Path.Combine(copy, "store.db"));

        Assert.Equal(20, recovered.Current.List("/hub/core/pods").Count());
        Assert.Equal(Store.Current.Revision, recovered.Current.Revision);
    }

    [Fact]
    public async Task Open_DataOfAnotherFormat_SaysWhatToDo()
    {
        await Store.DisposeAsync();
        using (var connection = new SqliteConnection($"Data Source={DatabasePath};Pooling=False"))
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "UPDATE facts SET value = '99' WHERE name = 'format'";
            command.ExecuteNonQuery();
        }

        var refused = Assert.Throws<StoreVersionException>(() => SqliteStore.Open(DatabasePath));

        Assert.Contains("format 99", refused.Message, StringComparison.Ordinal);
        Assert.Contains("another data folder", refused.Message, StringComparison.Ordinal);
    }
}
