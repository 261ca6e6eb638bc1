using Sampan.EndToEnd.Harness;

namespace Sampan.EndToEnd;

/// <summary>The state of a fleet goes to a file while it runs, and comes back from it.</summary>
public sealed class BackupTests
{
    private static readonly string[] Shape = ["--clusters", "1", "--nodes", "1"];

    [Fact]
    public async Task Restore_AfterALoss_BringsTheStateOfTheBackupBack()
    {
        await using var fleet = await RunningFleet.StartAsync(Shape);
        var backup = Path.Combine(fleet.Files, "backup.db");
        (await fleet.KubectlAsync("member1", "create", "configmap", "kept", "--from-literal=k=v")).Succeeded();
        (await fleet.SampanAsync("backup", backup, "--data-dir", fleet.Data)).Succeeded();
        (await fleet.KubectlAsync("member1", "delete", "configmap", "kept")).Succeeded();

        Assert.Contains("already running", (await fleet.SampanAsync("restore", backup, "--data-dir", fleet.Data, "--force")).Failed(), StringComparison.Ordinal);
        (await fleet.SampanAsync("down", "--data-dir", fleet.Data)).Succeeded();
        Assert.Contains("--force", (await fleet.SampanAsync("restore", backup, "--data-dir", fleet.Data)).Failed(), StringComparison.Ordinal);
        (await fleet.SampanAsync("restore", backup, "--data-dir", fleet.Data, "--force")).Succeeded();
        await fleet.UpAsync();

        var kept = await fleet.KubectlAsync("member1", "get", "configmap", "kept", "-o", "jsonpath={.data.k}");
        Assert.Equal("v", kept.Succeeded());
    }

    [Fact]
    public async Task Backup_FileExists_StaysAsItIs()
    {
        await using var fleet = await RunningFleet.StartAsync(Shape);
        var file = fleet.Write("precious", "mine");

        var refused = await fleet.SampanAsync("backup", file, "--data-dir", fleet.Data);

        Assert.Contains("--force", refused.Failed(), StringComparison.Ordinal);
        Assert.Equal("mine", await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Restore_DamagedFile_SaysSo()
    {
        await using var fleet = await RunningFleet.StartAsync(Shape);
        var file = fleet.Write("broken.db", "SQLite format 3, or so it claims");
        (await fleet.SampanAsync("down", "--data-dir", fleet.Data)).Succeeded();

        Assert.Contains(file, (await fleet.SampanAsync("restore", file, "--data-dir", fleet.Data, "--force")).Failed(), StringComparison.Ordinal);
    }
}
