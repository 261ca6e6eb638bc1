using System.CommandLine;
using Sampan.Reports;
using Sampan.Releases.Life;
using Sampan.Releases.Ordering;

namespace Sampan.Commands;

/// <summary><c>sampan destroy</c>: removes a declaration's releases, those that others need last.</summary>
internal static class DestroyCommand
{
    public static Command Create(TimeProvider time)
    {
        var declaration = new DeclarationArguments();
        var clusters = new ClusterArguments();
        var command = new Command("destroy", "Remove the releases of a declaration");
        declaration.AddTo(command);
        clusters.AddTo(command);
        return command.Runs(async (parsed, cancellationToken) =>
        {
            var loaded = declaration.Load(parsed);
            var found = clusters.Open(parsed);
            var progress = new ProgressLines(Console.Out);
            foreach (var release in loaded.Reverse().SelectMany(one => ReleaseGraph.Batches(one.Releases, one.File).SelectMany(batch => batch).Reverse()))
            {
                if (!await new ReleaseRemover(found.Open(release.KubeContext), time, progress).RemoveAsync(release, cancellationToken))
                {
                    Console.WriteLine($"{release.Id}: not installed");
                }
            }

            return 0;
        });
    }
}
