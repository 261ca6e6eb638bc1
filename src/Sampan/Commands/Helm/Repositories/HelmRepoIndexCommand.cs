using System.Text;
using Sampan.Charts;
using Sampan.Charts.Downloads;
using Sampan.Charts.Repositories;
using Sampan.Commands.Flags;

namespace Sampan.Commands.Helm.Repositories;

/// <summary><c>helm repo index</c>: writes the index of a folder of packages.</summary>
internal sealed class HelmRepoIndexCommand : IHelmCommand
{
    public string Name => "repo index";

    public IEnumerable<Flag> Flags => [new Flag("url", FlagKind.Text), new Flag("merge", FlagKind.Text), new Flag("json", FlagKind.Switch)];

    public ValueTask<int> RunAsync(ParsedFlags flags, HelmEnvironment environment, CancellationToken cancellationToken)
    {
        ArgumentCount.Exactly(1, flags, Name, "[DIR]");
        var folder = Path.GetFullPath(flags.Arguments[0]);
        var index = FolderIndex.Of(folder, flags.Text("url"), environment.Time);
        if (flags.Text("merge") is { Length: > 0 } merge)
        {
            index = Merge(index, merge, flags, environment);
        }

        Write(index, Path.Combine(folder, "index.yaml"), flags);
        return ValueTask.FromResult(0);
    }

    private static RepositoryIndex Merge(RepositoryIndex index, string path, ParsedFlags flags, HelmEnvironment environment)
    {
        if (!File.Exists(path))
        {
            Write(new RepositoryIndex { Generated = index.Generated }, path, flags);
            return index;
        }

        try
        {
            return index.Merge(RepositoryIndexReader.Read(File.ReadAllText(path), path, environment.Error.WriteLine));
        }
        catch (ChartException exception)
        {
            throw new HelmException($"merge failed: error loading {path}: {exception.Message}");
        }
    }

    private static void Write(RepositoryIndex index, string path, ParsedFlags flags) =>
        AtomicFile.Write(path, Encoding.UTF8.GetBytes(flags.Switch("json") ? RepositoryIndexWriter.Json(index) : RepositoryIndexWriter.Yaml(index)));
}
