using System.Text.Json;

namespace Sampan.EndToEnd.Harness;

/// <summary>An embedded fleet started by the real executable in a folder of its own, and the clients that use it.</summary>
internal sealed class RunningFleet : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("sampan-e2e-");

    private RunningFleet()
    {
    }

    /// <summary>The fleet's data folder.</summary>
    public string Data => Path.Combine(_folder.FullName, "data");

    /// <summary>A folder for the test's own files.</summary>
    public string Files => _folder.CreateSubdirectory("files").FullName;

    public string Kubeconfig { get; private set; } = "";

    public int ProcessId { get; private set; }

    /// <summary>A fleet's folders, for a test that starts it itself.</summary>
    public static RunningFleet NotStarted() => new();

    public static async Task<RunningFleet> StartAsync(params string[] arguments)
    {
        var fleet = new RunningFleet();
        await fleet.UpAsync(arguments);
        return fleet;
    }

    /// <summary>Starts the fleet (again) on its data folder.</summary>
    public async Task UpAsync(params string[] arguments)
    {
        (await SampanAsync(["up", "--detach", "--port", "0", "--data-dir", Data, .. arguments])).Succeeded();
        using var status = JsonDocument.Parse((await SampanAsync("status", "-o", "json", "--data-dir", Data)).Succeeded());
        Kubeconfig = status.RootElement.GetProperty("kubeconfig").GetString()!;
        ProcessId = status.RootElement.GetProperty("processId").GetInt32();
    }

    public Task<CommandResult> SampanAsync(params string[] arguments) => Programs.RunAsync(Programs.Sampan, arguments, folder: Files);

    /// <summary>Runs sampan on the fleet's clusters.</summary>
    public Task<CommandResult> SampanHereAsync(params string[] arguments) =>
        Programs.RunAsync(Programs.Sampan, [.. arguments, "--kubeconfig", Kubeconfig], folder: Files);

    public Task<CommandResult> KubectlAsync(string context, params string[] arguments) => KubectlAsync(context, null, arguments);

    public Task<CommandResult> KubectlAsync(string context, string? input, string[] arguments) => KubectlAsync(Requirement.Kubectl(), context, input, arguments);

    /// <summary>Runs a kubectl of a certain release.</summary>
    public Task<CommandResult> KubectlAsync(string kubectl, string context, string? input, string[] arguments) => Programs.RunAsync(
        kubectl,
        ["--kubeconfig", Kubeconfig, "--context", context, "--cache-dir", Path.Combine(_folder.FullName, "cache"), .. arguments],
        folder: Files,
        input: input);

    public string Write(string name, string content)
    {
        var path = Path.Combine(Files, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, content);
        return path;
    }

    public async ValueTask DisposeAsync()
    {
        await SampanAsync("down", "--data-dir", Data);
        _folder.Delete(recursive: true);
    }
}
