using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Sampan.Server.Tests.Storage.Etcd;

/// <summary>A member of etcd as a process on free loopback ports, with its data in a folder that goes with it.</summary>
internal sealed class RunningEtcd : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("sampan-etcd-");
    private readonly IReadOnlyList<string> _arguments;
    private readonly HttpMessageHandler? _client;
    private Process? _process;

    private RunningEtcd(string name, int peerPort, string initialCluster, string scheme, IReadOnlyList<string> extra, HttpMessageHandler? client)
    {
        Address = new Uri($"{scheme}://127.0.0.1:{FreePort()}");
        _client = client;
        var own = Address.ToString().TrimEnd('/');
        _arguments =
        [
            "--name", name, "--data-dir", Path.Combine(_folder.FullName, "data"),
            "--listen-client-urls", own, "--advertise-client-urls", own,
            "--listen-peer-urls", $"http://127.0.0.1:{peerPort}", "--initial-advertise-peer-urls", $"http://127.0.0.1:{peerPort}",
            "--initial-cluster", initialCluster, "--heartbeat-interval", "50", "--election-timeout", "500", "--logger", "zap", "--log-outputs", "/dev/null", .. extra,
        ];
    }

    /// <summary>Where clients reach it.</summary>
    public Uri Address { get; }

    /// <summary>Starts one member that is a cluster of its own.</summary>
    public static async Task<RunningEtcd> StartAsync(string scheme = "http", IReadOnlyList<string>? extra = null, HttpMessageHandler? client = null)
    {
        var port = FreePort();
        var member = new RunningEtcd("m1", port, $"m1=http://127.0.0.1:{port}", scheme, extra ?? [], client);
        await member.StartProcessAsync();
        return member;
    }

    /// <summary>Starts members that form one cluster.</summary>
    public static async Task<IReadOnlyList<RunningEtcd>> StartClusterAsync(int count)
    {
        var ports = Enumerable.Range(0, count).Select(_ => FreePort()).ToList();
        var cluster = string.Join(',', ports.Select((port, i) => $"m{i}=http://127.0.0.1:{port}"));
        var members = ports.Select((port, i) => new RunningEtcd($"m{i}", port, cluster, "http", [], null)).ToList();
        await Task.WhenAll(members.Select(member => member.StartProcessAsync()));
        return members;
    }

    /// <summary>A port that nothing listens on.</summary>
    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>Kills the process; its data stay.</summary>
    public async Task KillAsync()
    {
        if (_process is { } process)
        {
            process.Kill();
            await process.WaitForExitAsync();
            process.Dispose();
            _process = null;
        }
    }

    /// <summary>Starts the process, on the data that it had, and waits until it serves.</summary>
    public async Task StartProcessAsync()
    {
        _process = Process.Start(new ProcessStartInfo(EtcdFixture.Program("etcd", "etcd-server"), _arguments) { RedirectStandardError = true, RedirectStandardOutput = true })!;
        _ = _process.StandardError.ReadToEndAsync();
        _ = _process.StandardOutput.ReadToEndAsync();
        using var http = new HttpClient(_client ?? new SocketsHttpHandler(), disposeHandler: _client is null);
        while (!await IsHealthyAsync(http))
        {
            Assert.False(_process.HasExited, "etcd has ended");
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        _folder.Delete(recursive: true);
    }

    private async Task<bool> IsHealthyAsync(HttpClient http)
    {
        try
        {
            using var response = await http.GetAsync(new Uri(Address, "/health"));
            return response.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
