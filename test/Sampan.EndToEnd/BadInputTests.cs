using System.Net;
using System.Net.Sockets;
using Microsoft.Data.Sqlite;
using Sampan.EndToEnd.Harness;

namespace Sampan.EndToEnd;

/// <summary>Bad input gives one clear message (what, where, how to mend), a failing exit code, and leaves nothing half done.</summary>
public sealed class BadInputTests(FleetFixture fixture) : IClassFixture<FleetFixture>
{
    [Theory]
    [InlineData("releases:\n  - name: [\n", "helmfile.yaml:")]
    [InlineData("releases:\n  - name: a\n    chrat: ./c\n", "helmfile.yaml:3:5: releases[0].chrat: unknown key chrat. Did you mean chart?")]
    [InlineData("relases: []\n", "helmfile.yaml:1:1: relases: unknown key relases. Did you mean releases?")]
    [InlineData("releases:\n  - {name: a, namespace: n, chart: ./nowhere}\n", "release n/a, chart ./nowhere: no chart at")]
    [InlineData("releases:\n  - {name: a, chart: ./c, needs: [b]}\n  - {name: b, chart: ./c, needs: [a]}\n", "needs form a cycle: a -> b -> a")]
    [InlineData("releases:\n  - {name: a, chart: ./c, needs: [z]}\n", "needs z, which is not declared")]
    [InlineData("releases:\n  - {name: a, chart: ./c, placement: nowhere}\n", "no placement is named nowhere")]
    [InlineData("releases:\n  - {name: a, chart: ./broken}\n", "broken/templates/t.yaml:2")]
    public async Task Plan_BadDeclaration_SaysWhatWhereAndHowToMend(string declaration, string expected)
    {
        var fleet = fixture.Fleet;
        var name = $"bad-{Guid.NewGuid():N}";
        fleet.Write($"{name}/helmfile.yaml", declaration);
        fleet.Write($"{name}/broken/Chart.yaml", "apiVersion: v2\nname: broken\nversion: 1.0.0\n");
        fleet.Write($"{name}/broken/templates/t.yaml", "a: 1\nb: {{ .Values.x.y.z }}\n");

        var error = (await fleet.SampanHereAsync("plan", "-f", $"{name}/helmfile.yaml")).Failed();

        Assert.Contains(expected, error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Plan_UnknownContext_ListsTheContextsThereAre()
    {
        var fleet = fixture.Fleet;
        fleet.Write("context/helmfile.yaml", "releases:\n  - {name: a, chart: ./c, kubeContext: nowhere}\n");

        var error = (await fleet.SampanHereAsync("plan", "-f", "context/helmfile.yaml")).Failed();

        Assert.Contains("nowhere", error, StringComparison.Ordinal);
        Assert.Contains("member1", error, StringComparison.Ordinal);
        Assert.DoesNotContain("internal error", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Up_PortInUse_SaysSo()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        var data = Path.Combine(fixture.Fleet.Files, "port");

        var error = (await fixture.Fleet.SampanAsync("up", "--clusters", "1", "--store", "memory", "--port", $"{port}", "--data-dir", data)).Failed();

        Assert.Contains($"{port}", error, StringComparison.Ordinal);
        Assert.Contains("--port", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Up_AlreadyRunning_SaysSo() =>
        Assert.Contains("already running", (await fixture.Fleet.SampanAsync("up", "--data-dir", fixture.Fleet.Data)).Failed(), StringComparison.Ordinal);

    [Fact]
    public async Task Up_DataFolderOfAnotherVersion_IsRefusedAndLeftAlone()
    {
        await using var fleet = await RunningFleet.StartAsync("--clusters", "1", "--nodes", "1");
        (await fleet.SampanAsync("down", "--data-dir", fleet.Data)).Succeeded();
        var database = Path.Combine(fleet.Data, "fleet.db");
        await using (var connection = new SqliteConnection($"Data Source={database};Pooling=False"))
        {
            await connection.OpenAsync(TestContext.Current.CancellationToken);
            await using var command = connection.CreateCommand();
            command.CommandText = "UPDATE facts SET value = '999' WHERE name = 'format'";
            await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        }

        var before = await File.ReadAllBytesAsync(database, TestContext.Current.CancellationToken);
        var error = (await fleet.SampanAsync("up", "--clusters", "1", "--nodes", "1", "--port", "0", "--data-dir", fleet.Data)).Failed();

        Assert.Contains("holds data of format 999", error, StringComparison.Ordinal);
        Assert.Equal(before, await File.ReadAllBytesAsync(database, TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("POST", "/api/v1/namespaces/default/configmaps", "not json", 400, "BadRequest")]
    [InlineData("POST", "/api/v1/namespaces/default/wombats", "{}", 404, "NotFound")]
    [InlineData("POST", "/api/v1/namespaces/nowhere/configmaps", """{"metadata":{"name":"a"}}""", 404, "NotFound")]
    [InlineData("PUT", "/api/v1/namespaces/default/configmaps/kube-root-ca.crt-none", """{"metadata":{"name":"kube-root-ca.crt-none","resourceVersion":"1"}}""", 404, "NotFound")]
    public async Task Api_BadRequest_IsAStatus(string method, string path, string body, int code, string reason)
    {
        using var client = await ApiClient.ConnectAsync(fixture.Fleet, "member1");

        var (actual, status) = await client.SendAsync(new HttpMethod(method), path, body, "application/json");

        Assert.Equal((code, "Status", reason), (actual, status.GetProperty("kind").GetString(), status.GetProperty("reason").GetString()));
    }

    [Fact]
    public async Task Api_UpdateOfAnOldVersion_IsAConflict()
    {
        using var client = await ApiClient.ConnectAsync(fixture.Fleet, "member1");
        await client.CreateAsync("/api/v1/namespaces/default/configmaps", """{"metadata":{"name":"conflict"}}""");

        var (code, status) = await client.SendAsync(HttpMethod.Put, "/api/v1/namespaces/default/configmaps/conflict", """{"metadata":{"name":"conflict","resourceVersion":"1"},"data":{"a":"b"}}""", "application/json");

        Assert.Equal((409, "Conflict"), (code, status.GetProperty("reason").GetString()));
    }
}
