using System.CommandLine;
using Sampan.Reports;
using Sampan.Kubernetes.Clusters;
using Sampan.Releases.Declarations;
using Sampan.Releases.Life;
using Sampan.Releases.Rendering;

namespace Sampan.Commands;

/// <summary><c>sampan apply</c>: makes the clusters what a declaration says, batch by batch in the order of needs.</summary>
internal static class ApplyCommand
{
    public static Command Create(TimeProvider time)
    {
        var declaration = new DeclarationArguments();
        var clusters = new ClusterArguments();
        var command = new Command("apply", "Apply a declaration");
        declaration.AddTo(command);
        clusters.AddTo(command);
        return command.Runs(async (parsed, cancellationToken) =>
        {
            var loaded = declaration.Load(parsed);
            await ApplyAsync(loaded, clusters.Open(parsed), time, new ProgressLines(Console.Out), cancellationToken);
            return 0;
        });
    }

    /// <summary>Renders everything first, so that an error in a chart stops before anything is touched; then applies.</summary>
    public static async Task ApplyAsync(
        IReadOnlyList<Declaration> declarations, IClusterDirectory clusters, TimeProvider time, IProgress<ReleaseProgress> progress, CancellationToken cancellationToken)
    {
        List<RenderedDeclaration> rendered = [];
        foreach (var declaration in declarations)
        {
            rendered.Add(await RenderedDeclaration.ForClustersAsync(declaration, clusters, new ReleaseRenderer(time), cancellationToken));
        }

        foreach (var declaration in rendered)
        {
            foreach (var removal in declaration.Removals)
            {
                await new ReleaseRemover(clusters.Open(removal.KubeContext), time, progress).RemoveAsync(removal, cancellationToken);
            }

            foreach (var release in declaration.Releases)
            {
                WarningLines.Write(release.Warnings);
                await new ReleaseApplier(clusters.Open(release.Declaration.KubeContext), time, progress).ApplyAsync(release, cancellationToken);
            }
        }
    }
}
