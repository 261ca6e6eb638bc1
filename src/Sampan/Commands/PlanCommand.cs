using System.CommandLine;
using Sampan.Reports;
using Sampan.Kubernetes.Clusters;
using Sampan.Planning;
using Sampan.Releases.Declarations;
using Sampan.Releases.Rendering;
using Sampan.Scheduling;

namespace Sampan.Commands;

/// <summary><c>sampan plan</c>: what apply would do, down to the node of each pod; writes nothing.</summary>
internal static class PlanCommand
{
    private const int HasChanges = 2;

    public static Command Create(TimeProvider time)
    {
        var declaration = new DeclarationArguments();
        var clusters = new ClusterArguments();
        var output = new Option<string>("--output", "-o") { Description = "table or json", DefaultValueFactory = _ => "table" };
        output.AcceptOnlyFromAmong("table", "json");
        var detailed = new Option<bool>("--detailed-exitcode") { Description = "Exit with 2 when there are changes" };
        var command = new Command("plan", "Show what apply would change, where workloads land and on which nodes") { output, detailed };
        declaration.AddTo(command);
        clusters.AddTo(command);
        return command.Runs(async (parsed, cancellationToken) =>
        {
            var loaded = declaration.Load(parsed);
            var plan = await PlanAsync(loaded, clusters.Open(parsed), time, cancellationToken);
            if (parsed.GetValue(output) == "json")
            {
                Console.WriteLine(PlanJson.Of(plan).ToJsonString());
            }
            else
            {
                new PlanReport(ReportConsole.Create()).Write(plan);
            }

            return parsed.GetValue(detailed) && plan.HasChanges ? HasChanges : 0;
        });
    }

    /// <summary>Renders and plans declarations.</summary>
    public static async Task<FleetPlan> PlanAsync(
        IReadOnlyList<Declaration> declarations, IClusterDirectory clusters, TimeProvider time, CancellationToken cancellationToken)
    {
        List<RenderedRelease> releases = [];
        List<ReleaseDeclaration> removals = [];
        foreach (var declaration in declarations)
        {
            var rendered = await RenderedDeclaration.ForClustersAsync(declaration, clusters, new ReleaseRenderer(time), cancellationToken);
            releases.AddRange(rendered.Releases);
            WarningLines.Write(rendered.Releases.SelectMany(release => release.Warnings));
            removals.AddRange(rendered.Removals);
        }

        return await new FleetPlanner(clusters, SchedulingEngine.Default).PlanAsync(releases, removals, cancellationToken);
    }
}
