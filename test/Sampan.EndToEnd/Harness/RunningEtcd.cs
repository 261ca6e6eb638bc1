using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Sampan.EndToEnd.Harness;

/// <summary>An etcd of one member on free loopback ports.</summary>
internal sealed class RunningEtcd : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("sampan-etcd-");
    private readonly Process _process;

    private RunningEtcd()
    {
        Address = $"http://127.0.0.1:{FreePort()}";
        var peers = $"http://127.0.0.1:{FreePort()}";
        _process = Programs.Start(
            Requirement.Etcd(),
            [
                "--name", "m", "--data-dir", Path.Combine(_folder.FullName, "data"), "--listen-client-urls", Address, "--advertise-client-urls", Address,
                "--listen-peer-urls", peers, "--initial-advertise-peer-urls", peers, "--initial-cluster", $"m={peers}", "--logger", "zap", "--log-outputs", "/dev/null",
            ]);
        _ = _process.StandardError.ReadToEndAsync();
        _ = _process.StandardOutput.ReadToEndAsync();
    }

    /// <summary>Where clients reach it.</summary>
    public string Address { get; }

    public static async Task<RunningEtcd> StartAsync()
    {
        var etcd = new RunningEtcd();
        using var http = new HttpClient();
        while (!await IsHealthyAsync(http, etcd.Address))
        {
            Assert.False(etcd._process.HasExited, "etcd has ended");
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }

        return etcd;
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        _folder.Delete(recursive: true);
    }

    private static async Task<bool> IsHealthyAsync(HttpClient http, string address)
    {
        try
        {
            using var response = await http.GetAsync($"{address}/health");
            return response.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
