using System.CommandLine;
using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Sampan.Commands.Server;
using Sampan.Controllers;
using Sampan.Embedded;
using Sampan.Errors;
using Sampan.Fleet.Hub;
using Sampan.Reports;

namespace Sampan.Commands;

/// <summary><c>sampan up</c>: starts an embedded fleet, here or in the background.</summary>
internal static class UpCommand
{
    private const int DefaultMembers = 3;
    private const int DefaultNodes = 10;

    public static Command Create(TimeProvider time)
    {
        var folder = new DataFolderOption();
        var store = new StoreFlags();
        var server = new ServerFlags();
        var clusters = new Option<int?>("--clusters") { Description = $"How many members (default {DefaultMembers}, or as many as the data folder has)" };
        var nodes = new Option<int?>("--nodes") { Description = $"How many simulated nodes each member has (default {DefaultNodes}, or as many as before)" };
        var shapes = new Option<string?>("--node-shapes") { Description = "A file that says what the nodes are: CPU, memory, GPUs, zones, taints" };
        var controllers = new Option<string?>("--controllers") { Description = "Which controllers run, as kube-controller-manager's flag: * for all (default), NAME, *,-NAME for all but one, nothing for none", Arity = ArgumentArity.ZeroOrOne };
        var port = new Option<int>("--port") { Description = "The port on the loopback interface; 0 picks a free one", DefaultValueFactory = _ => 6443 };
        var kubeconfig = new Option<string?>("--kubeconfig") { Description = "Where to write the kubeconfig (default: in the data folder)" };
        var detach = new Option<bool>("--detach", "-d") { Description = "Return when everything is ready; the fleet runs on in the background" };
        var background = new Option<bool>("--in-background") { Hidden = true };
        var command = new Command("up", "Start an embedded fleet: a hub and members with simulated nodes") { clusters, nodes, shapes, controllers, port, kubeconfig, detach, background };
        folder.AddTo(command);
        store.AddTo(command);
        server.AddTo(command);
        return command.Runs(async (parsed, cancellationToken) =>
        {
            var data = folder.Of(parsed);
            if (parsed.GetValue(detach))
            {
                return await DetachAsync(data, Environment.GetCommandLineArgs()[1..], time, cancellationToken);
            }

            data.Create();
            var before = FleetState.Read(data.State);
            var settings = new FleetSettings
            {
                Members = Members(parsed.GetValue(clusters), before, data),
                Nodes = NodeSettings.Of(parsed.GetValue(shapes), parsed.GetValue(nodes) ?? before?.NodesPerMember ?? DefaultNodes),
                Controllers = parsed.GetResult(controllers) is null ? ControllerSelection.All : Controllers(parsed.GetValue(controllers) ?? ""),
                Store = store.Of(parsed),
                Port = parsed.GetValue(port),
                Kubeconfig = Path.GetFullPath(parsed.GetValue(kubeconfig) ?? data.Kubeconfig),
                Endpoint = server.Endpoint(parsed),
                Credentials = server.Credentials(parsed, data),
            };
            return await RunAsync(settings, data, parsed.GetValue(background), time, cancellationToken);
        });
    }

    private static int Members(int? asked, FleetState? before, DataFolder data)
    {
        var had = before?.Clusters.Count - 1;
        if (asked is < 0 or > 1000)
        {
            throw new UserException($"--clusters {asked}: a fleet has 0 to 1000 members");
        }

        return asked < had && File.Exists(data.Database)
            ? throw new UserException($"the fleet in {data.Path} has {had} members and cannot shrink to {asked}. Leave --clusters away, or start another fleet with --data-dir DIR")
            : asked ?? had ?? DefaultMembers;
    }

    private static ControllerSelection Controllers(string text)
    {
        try
        {
            return ControllerSelection.Parse(text, [.. EmbeddedControllers.Names, .. FleetControllers.Names]);
        }
        catch (FormatException exception)
        {
            throw new UserException($"--controllers {text}: {exception.Message}", exception);
        }
    }

    private static async Task<int> RunAsync(FleetSettings settings, DataFolder data, bool inBackground, TimeProvider time, CancellationToken cancellationToken)
    {
        if (inBackground)
        {
            Background.Enter(data.Log);
        }

        using var loggers = LoggerFactory.Create(logging => logging.SetMinimumLevel(LogLevel.Warning).AddSimpleConsole(console => console.SingleLine = true));
        await using var fleet = await EmbeddedFleet.StartAsync(settings, data, time, loggers.CreateLogger("sampan"), cancellationToken);
        if (inBackground)
        {
            Background.Settle(data.Log);
        }
        else
        {
            FleetStatusTable.Write(data, FleetState.Read(data.State));
            Console.WriteLine("Ctrl-C stops the fleet.");
        }

        // What starting needed is a multiple of what stays, and a fleet that nobody asks makes no collection come.
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        await fleet.Running.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return cancellationToken.IsCancellationRequested ? 0 : ErrorReport.Failure;
    }

    /// <summary>Starts the same command in a process of its own, and waits until it is ready, or has said why it cannot be.</summary>
    private static async Task<int> DetachAsync(DataFolder data, string[] arguments, TimeProvider time, CancellationToken cancellationToken)
    {
        data.Create();
        var start = new ProcessStartInfo(Environment.ProcessPath!, [.. arguments.Where(argument => argument is not ("--detach" or "-d")), "--in-background"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var errors = process.StandardError.ReadToEndAsync(cancellationToken);
        while (!process.HasExited)
        {
            if (FleetState.Read(data.State) is { } state && state.ProcessId == process.Id)
            {
                FleetStatusTable.Write(data, state);
                return 0;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(10), time, cancellationToken);
        }

        Console.Error.Write(await errors);
        return process.ExitCode == 0 ? ErrorReport.Failure : process.ExitCode;
    }
}
