using Microsoft.Data.Sqlite;
using Sampan.Server.Storage;

namespace Sampan.Server.Tests.Storage;

public sealed class SqliteBackupTests : IDisposable
{
    private const string Collection = "/hub/core/configmaps";
    private readonly string _folder = Directory.CreateTempSubdirectory("sampan-backup").FullName;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string Database => Path.Combine(_folder, "store.db");

    private string Backup => Path.Combine(_folder, "backup.db");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Create_WhileWritersWrite_IsOneMomentsState()
    {
        await using var store = SqliteStore.Open(Database);
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        using var written = new SemaphoreSlim(0);
        var writers = Enumerable.Range(0, 4).Select(writer => Task.Run(() => WriteAsync(store, writer, written, stopping.Token))).ToList();
        for (var i = 0; i < 200; i++)
        {
            await written.WaitAsync(Cancellation);
        }

        var before = store.Current.Revision;
        var summary = SqliteBackup.Create(Database, Backup, "note", overwrites: false);
        var after = store.Current.Revision;
        await stopping.CancelAsync();
        await Task.WhenAll(writers);

        Assert.InRange(summary.Revision, before, after);
        Assert.Equal("note", summary.Note);
        Assert.Equal(store.At(summary.Revision).List(Collection).Count(), summary.Objects);
        SqliteBackup.Restore(Backup, Path.Combine(_folder, "restored.db"), overwrites: false);
        await using var restored = SqliteStore.Open(Path.Combine(_folder, "restored.db"));
        Assert.Equal(
            store.At(summary.Revision).List(Collection).Select(found => (found.Name, found.ModRevision)),
            restored.Current.List(Collection).Select(found => (found.Name, found.ModRevision)));
    }

    [Fact]
    public async Task Restore_RevisionGoesOnAboveAllThatWereGivenOut()
    {
        await using (var store = SqliteStore.Open(Database))
        {
            await CreateAsync(store, "a");
            SqliteBackup.Create(Database, Backup, "", overwrites: false);
            await CreateAsync(store, "lost");
        }

        long newest;
        await using (var store = SqliteStore.Open(Database))
        {
            newest = store.Current.Revision;
        }

        SqliteBackup.Restore(Backup, Database, overwrites: true);

        await using var restored = SqliteStore.Open(Database);
        Assert.Equal(["a"], restored.Current.List(Collection).Select(found => found.Name));
        Assert.True(restored.Current.Revision > newest);
        Assert.Throws<CompactedException>(() => restored.Watch(Collection, newest));
        Assert.True((await CreateAsync(restored, "b")).ModRevision > newest);
    }

    [Fact]
    public async Task Create_TargetExists_IsRefusedAndItStays()
    {
        await using var store = SqliteStore.Open(Database);
        await File.WriteAllTextAsync(Backup, "precious", Cancellation);

        Assert.ThrowsAny<IOException>(() => SqliteBackup.Create(Database, Backup, "", overwrites: false));

        Assert.Equal("precious", await File.ReadAllTextAsync(Backup, Cancellation));
        Assert.Equal(["backup.db", "store.db", "store.db-shm", "store.db-wal"], Directory.GetFiles(_folder).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("UPDATE objects SET value = x'7b7d'")]
    [InlineData("DELETE FROM objects")]
    [InlineData("DELETE FROM facts WHERE name = 'digest'")]
    public async Task Check_ChangedBackup_IsRefused(string change)
    {
        await using var store = SqliteStore.Open(Database);
        await CreateAsync(store, "a");
        SqliteBackup.Create(Database, Backup, "", overwrites: false);
        using (var connection = new SqliteConnection($"Data Source={Backup};Pooling=False"))
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = change;
            command.ExecuteNonQuery();
        }

        Assert.Contains("no whole backup", Assert.Throws<InvalidDataException>(() => SqliteBackup.Check(Backup)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Check_TruncatedOrForeignFile_IsRefused()
    {
        File.WriteAllText(Backup, "this is no database, and long enough to be read as one, or so one would think");

        Assert.Contains(Backup, Assert.Throws<InvalidDataException>(() => SqliteBackup.Check(Backup)).Message, StringComparison.Ordinal);
    }

    private static async Task WriteAsync(SqliteStore store, int writer, SemaphoreSlim written, CancellationToken cancellationToken)
    {
        for (var i = 0; !cancellationToken.IsCancellationRequested; i++)
        {
            await CreateAsync(store, $"w{writer}-{i}");
            written.Release();
        }
    }

    private static async Task<StoredObject> CreateAsync(SqliteStore store, string name)
    {
        var value = PendingValue.Of("""{"metadata":{"resourceVersion":""}}"""u8.ToArray());
        return (await store.CommitAsync(new StoreWrite(new StoreKey(Collection, name), 0, value), Cancellation)).Current!;
    }
}
