using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Sampan.Kubernetes.Objects;

namespace Sampan.Benchmarks;

/// <summary>An embedded fleet in a process of its own, started by a sampan executable in a folder that goes away with it.</summary>
internal sealed class FleetProcess : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("sampan-bench-");
    private readonly string _executable;
    private readonly int _process;

    /// <summary>Starts the fleet and waits until it says that it is ready.</summary>
    public FleetProcess(string executable, int clusters, int nodes, params string[] flags)
    {
        _executable = executable;
        var clock = Stopwatch.StartNew();
        _ = Run("up", ["--detach", "--port", "0", "--clusters", $"{clusters}", "--nodes", $"{nodes}", .. flags]);
        UntilReady = clock.Elapsed;
        var status = JsonElement.Parse(Run("status", "--output", "json"));
        Kubeconfig = status.StringOrEmpty("kubeconfig");
        _process = (int)status.Integer("processId")!;
    }

    /// <summary>How long it took from the command to its return.</summary>
    public TimeSpan UntilReady { get; }

    /// <summary>The fleet's kubeconfig.</summary>
    public string Kubeconfig { get; }

    /// <summary>Memory of the process that is resident now, in MiB.</summary>
    public double ResidentMebibytes => Memory("VmRSS:");

    /// <summary>The most memory of the process that was ever resident, in MiB.</summary>
    public double PeakMebibytes => Memory("VmHWM:");

    /// <summary>Seconds of processor time that the process has used.</summary>
    public double ProcessorSeconds
    {
        get
        {
            using var process = Process.GetProcessById(_process);
            return process.TotalProcessorTime.TotalSeconds;
        }
    }

    public void Dispose()
    {
        _ = Run("down");
        _folder.Delete(recursive: true);
    }

    private double Memory(string field)
    {
        var line = File.ReadLines($"/proc/{_process}/status").First(line => line.StartsWith(field, StringComparison.Ordinal));
        return double.Parse(line[field.Length..].Replace("kB", "", StringComparison.Ordinal), CultureInfo.InvariantCulture) / 1024;
    }

    private string Run(string command, params string[] arguments)
    {
        var start = new ProcessStartInfo(_executable, [command, "--data-dir", Path.Combine(_folder.FullName, "data"), .. arguments]) { RedirectStandardOutput = true };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? output : throw new InvalidOperationException($"sampan {command} ended with {process.ExitCode}");
    }
}
