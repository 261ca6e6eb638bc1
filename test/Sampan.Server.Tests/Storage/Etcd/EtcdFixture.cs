using System.Diagnostics;

namespace Sampan.Server.Tests.Storage.Etcd;

/// <summary>One etcd for all tests that only need some etcd: each takes a prefix of its own.</summary>
[CollectionDefinition(Name)]
public sealed class EtcdFixture : IAsyncDisposable, ICollectionFixture<EtcdFixture>
{
    public const string Name = "etcd";
    private readonly Lazy<Task<RunningEtcd>> _etcd = new(() => RunningEtcd.StartAsync());

    /// <summary>The address of the etcd, which the first test that asks starts.</summary>
    public async Task<Uri> AddressAsync()
    {
        Program("etcd", "etcd-server");
        return (await _etcd.Value).Address;
    }

    public async ValueTask DisposeAsync()
    {
        if (_etcd.IsValueCreated)
        {
            await (await _etcd.Value).DisposeAsync();
        }
    }

    /// <summary>Runs etcd's own client.</summary>
    public async Task<string> EtcdctlAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo(Program("etcdctl", "etcd-client"), ["--endpoints", (await AddressAsync()).ToString(), .. arguments]) { RedirectStandardOutput = true };
        start.Environment["ETCDCTL_API"] = "3";
        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, process.ExitCode);
        return output;
    }

    /// <summary>The path of a program: missing in CI it is a failure, elsewhere the test is skipped with the reason.</summary>
    public static string Program(string name, string package)
    {
        var found = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists);
        if (found is null)
        {
            Assert.SkipUnless(Environment.GetEnvironmentVariable("CI") is { Length: > 0 }, $"needs {name}: install Debian's {package}");
            throw new InvalidOperationException($"CI needs {name}: install Debian's {package}");
        }

        return found;
    }
}
