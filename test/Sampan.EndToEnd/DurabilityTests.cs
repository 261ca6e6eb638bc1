using System.Diagnostics;
using System.Globalization;
using Sampan.EndToEnd.Harness;

namespace Sampan.EndToEnd;

/// <summary>An acknowledged write survives <c>kill -9</c>, whenever it comes: 20 times, or as often as SAMPAN_KILL_ROUNDS says.</summary>
public sealed class DurabilityTests
{
    private const int MostWritesPerRound = 50;
    private static readonly int Rounds = int.Parse(Environment.GetEnvironmentVariable("SAMPAN_KILL_ROUNDS") ?? "20", CultureInfo.InvariantCulture);

    [Fact]
    public async Task Kill_UnderWriteLoad_EveryAcknowledgedWriteIsThere()
    {
        string[] shape = ["--clusters", "1", "--nodes", "1"];
        await using var fleet = await RunningFleet.StartAsync(shape);
        List<string> acknowledged = [];
        var random = new Random(1);
        for (var round = 0; round < Rounds; round++)
        {
            using var client = await ApiClient.ConnectAsync(fleet, "member1");
            var killed = new TaskCompletionSource();
            using var written = new SemaphoreSlim(0);
            var writers = Enumerable.Range(0, 4).Select(writer => WriteAsync(client, $"r{round}-w{writer}", acknowledged, written, killed.Task)).ToList();
            var ended = Task.WhenAll(writers);
            for (var left = random.Next(1, MostWritesPerRound); left > 0; left--)
            {
                await Task.WhenAny(ended, written.WaitAsync(TestContext.Current.CancellationToken));
            }

            using (var server = Process.GetProcessById(fleet.ProcessId))
            {
                server.Kill();
                await server.WaitForExitAsync(TestContext.Current.CancellationToken);
            }

            killed.SetResult();
            await ended;
            await fleet.UpAsync(shape);
            using var reader = await ApiClient.ConnectAsync(fleet, "member1");
            var stored = await reader.NamesAsync("/api/v1/namespaces/default/configmaps");
            Assert.Empty(acknowledged.Except(stored));
        }

        Assert.True(acknowledged.Count >= Rounds, acknowledged.Count.ToString(CultureInfo.InvariantCulture));
    }

    private static async Task WriteAsync(ApiClient client, string prefix, List<string> acknowledged, SemaphoreSlim written, Task killed)
    {
        for (var i = 0; !killed.IsCompleted; i++)
        {
            var name = $"{prefix}-{i}";
            try
            {
                await client.CreateAsync("/api/v1/namespaces/default/configmaps", $$$"""{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"{{{name}}}"},"data":{"k":"v"}}""");
            }
            catch (HttpRequestException)
            {
                return;
            }

            lock (acknowledged)
            {
                acknowledged.Add(name);
            }

            written.Release();
        }
    }
}
