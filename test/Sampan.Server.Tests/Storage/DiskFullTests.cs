using System.Diagnostics;
using Sampan.Server.Storage;

namespace Sampan.Server.Tests.Storage;

/// <summary>A disk without room: writes are refused, nothing else is, and all goes on when there is room again.</summary>
public sealed class DiskFullTests : IDisposable
{
    private const string Collection = "/hub/core/configmaps";
    private readonly string _folder = Directory.CreateTempSubdirectory("sampan-full").FullName;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        Run("umount", _folder);
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Commit_DiskFull_IsRefusedAndTheRestGoesOn()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess && Run("mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", _folder), "needs the right to mount a small file system");
        var ballast = Path.Combine(_folder, "ballast");
        await File.WriteAllBytesAsync(ballast, new byte[2 << 20], Cancellation);
        var database = Path.Combine(_folder, "store.db");
        List<string> acknowledged = [];
        long newest;
        await using (var store = SqliteStore.Open(database))
        {
            var watch = store.Watch(Collection, store.Current.Revision);
            var refused = await Assert.ThrowsAsync<StoreUnavailableException>(() => FillAsync(store, acknowledged));

            Assert.Equal(503, refused.Status.Code);
            Assert.Contains("full", refused.Message, StringComparison.Ordinal);
            Assert.Equal(acknowledged, (await store.LatestAsync(Cancellation)).List(Collection).Select(found => found.Name));
            Assert.Equal(acknowledged, Seen(watch));
            await Assert.ThrowsAsync<StoreUnavailableException>(() => CreateAsync(store, "still-full"));

            File.Delete(ballast);
            await CreateAsync(store, "z-again");
            acknowledged.Add("z-again");
            newest = store.Current.Revision;
        }

        await using var reopened = SqliteStore.Open(database);
        Assert.Equal(acknowledged, reopened.Current.List(Collection).Select(found => found.Name));
        Assert.Equal(newest, reopened.Current.Revision);
    }

    private static async Task FillAsync(SqliteStore store, List<string> acknowledged)
    {
        for (var i = 0; ; i++)
        {
            var name = $"c{i:0000}";
            await CreateAsync(store, name);
            acknowledged.Add(name);
        }
    }

    private static async Task CreateAsync(SqliteStore store, string name)
    {
        var value = PendingValue.Of(System.Text.Encoding.UTF8.GetBytes($$$"""{"metadata":{"resourceVersion":""},"data":"{{{new string('x', 20_000)}}}"}"""));
        Assert.True((await store.CommitAsync(new StoreWrite(new StoreKey(Collection, name), 0, value), Cancellation)).Succeeded);
    }

    private static List<string> Seen(StoreWatch watch)
    {
        List<string> seen = [];
        while (watch.TryRead(out var change))
        {
            seen.Add(change.Object.Name);
        }

        return seen;
    }

    private static bool Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        process.WaitForExit();
        return process.ExitCode == 0;
    }
}
