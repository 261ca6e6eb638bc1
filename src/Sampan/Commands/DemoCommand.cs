using System.CommandLine;
using Microsoft.Extensions.Logging.Abstractions;
using Sampan.Reports;
using Sampan.Demo;
using Sampan.Embedded;
using Sampan.Releases.Declarations;
using Spectre.Console;

namespace Sampan.Commands;

/// <summary>
/// <c>sampan demo</c>: an embedded fleet of its own, the shop example planned and applied over it, the fleet as a table,
/// and what to try next.
/// </summary>
internal static class DemoCommand
{
    private const string Namespace = "shop";
    private const int Members = 3;
    private const int NodesPerMember = 10;

    public static Command Create(TimeProvider time)
    {
        var exit = new Option<bool>("--exit") { Description = "Return when the fleet is ready, instead of waiting for Ctrl-C" };
        var command = new Command("demo", "Start a fleet, deploy an example over it and show the outcome") { exit };
        return command.Runs((parsed, cancellationToken) => RunAsync(parsed.GetValue(exit), time, cancellationToken));
    }

    private static async Task<int> RunAsync(bool exit, TimeProvider time, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("sampan-demo-");
        try
        {
            var console = ReportConsole.Create();
            var data = DataFolder.At(Path.Combine(folder.FullName, "fleet"));
            var declaration = DemoFiles.WriteTo(folder.FullName);
            data.Create();
            var settings = new FleetSettings
            {
                Members = Members,
                Nodes = NodeSettings.Of(null, NodesPerMember),
                Store = StoreSettings.Durable,
                Port = 0,
                Kubeconfig = data.Kubeconfig,
            };
            var started = time.GetTimestamp();
            await using var fleet = await EmbeddedFleet.StartAsync(settings, data, time, NullLogger.Instance, cancellationToken);
            console.MarkupLineInterpolated($"[bold]{Members + 1} clusters, {Members * NodesPerMember} nodes[/] at {fleet.Server}, ready in {time.GetElapsedTime(started).TotalSeconds:0.0} s");
            console.WriteLine();
            await DeployAsync(fleet, declaration, console, time, cancellationToken);
            WriteNextSteps(console, data.Kubeconfig, declaration);
            if (!exit)
            {
                console.MarkupLine("[grey]Ctrl-C ends the demo and its clusters.[/]");
                await Task.Delay(Timeout.InfiniteTimeSpan, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }

            return 0;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task DeployAsync(EmbeddedFleet fleet, string path, IAnsiConsole console, TimeProvider time, CancellationToken cancellationToken)
    {
        var declarations = new DeclarationLoader(new DeclarationOptions()).Load(path);
        console.MarkupLine("[bold]sampan plan -f examples/shop/helmfile.yaml[/]");
        var plan = await PlanCommand.PlanAsync(declarations, fleet, time, cancellationToken);
        new PlanReport(console).Write(plan);
        console.WriteLine();
        console.MarkupLine("[bold]sampan apply -f examples/shop/helmfile.yaml[/]");
        await ApplyCommand.ApplyAsync(declarations, fleet, time, new ProgressLines(Console.Out), cancellationToken);
        await console.Status().StartAsync("waiting for pods", status => DemoWait.ForAsync(
            plan, fleet.Open(FleetSettings.Hub), fleet.Members, Namespace, time, (ready, wanted) => status.Status($"{ready} of {wanted} pods are ready"), cancellationToken));
        List<FleetView> views = [];
        foreach (var cluster in fleet.Members.Prepend(fleet.Open(FleetSettings.Hub)))
        {
            views.Add(await FleetView.ReadAsync(cluster, Namespace, cancellationToken));
        }

        console.WriteLine();
        FleetTable.Write(console, views);
    }

    private static void WriteNextSteps(IAnsiConsole console, string kubeconfig, string declaration)
    {
        console.WriteLine();
        console.WriteLine("Try next:");
        console.WriteLine($"  export KUBECONFIG={kubeconfig}");
        console.WriteLine("  kubectl --context hub -n shop get deployments");
        console.WriteLine("  kubectl --context member1 -n shop get pods -o wide");
        console.WriteLine("  kubectl --context member1 -n shop describe pod -l app.kubernetes.io/name=recommendations");
        console.WriteLine("  kubectl --context hub -n shop scale deployment storefront --replicas 12");
        console.WriteLine($"  sampan plan -f {declaration} -e production");
    }
}
