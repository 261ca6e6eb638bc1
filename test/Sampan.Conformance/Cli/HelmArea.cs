using Sampan.Commands.Helm;
using Sampan.Conformance.Charts;

namespace Sampan.Conformance.Cli;

/// <summary>Command lines of Helm's that need no cluster, run in this process: exit code, output, parts of the error text, and files that are made.</summary>
internal sealed class HelmArea(string group, bool writes = false) : IConformanceArea
{
    private const string RepositoryNeed = "chart-repository";

    public string Name => $"cli-{group}";

    /// <summary>The groups whose commands there are.</summary>
    public static IConformanceArea[] All =>
    [
        new HelmArea("helm-template"),
        new HelmArea("helm-values"),
        new HelmArea("helm-set-flags"),
        new HelmArea("helm-show"),
        new HelmArea("helm-lint"),
        new HelmArea("helm-unittest"),
        new HelmArea("helm-search-repo"),
        new HelmArea("helm-dependency", writes: true),
        new HelmArea("helm-package", writes: true),
        new HelmArea("helm-repository", writes: true),
        new HelmArea("helm-misc", writes: true),
    ];

    public IEnumerable<ConformanceCase> Cases(string corpus)
    {
        // Where no command writes files but snapshots (each suite its own), one copy of the group's files serves all its cases.
        var folder = Path.Combine(corpus, "cli", group);
        var shared = writes ? null : Copy(folder);
        try
        {
            foreach (var @case in CaseFile.Read(Path.Combine(folder, "cases.json")).Select(element => new CliCase(folder, element)))
            {
                yield return new ConformanceCase(@case.Name, cancellationToken => RunAsync(folder, shared, @case, cancellationToken));
            }
        }
        finally
        {
            if (shared is not null)
            {
                Directory.Delete(shared, recursive: true);
            }
        }
    }

    private static async ValueTask<Outcome> RunAsync(string folder, string? shared, CliCase @case, CancellationToken cancellationToken)
    {
        if (@case.Program != "helm")
        {
            return Outcome.Failed("helmfile's command line is not there yet");
        }

        var files = shared ?? Copy(folder);
        var home = Directory.CreateTempSubdirectory("sampan-home-").FullName;
        try
        {
            return await RunAsync(@case, files, home, cancellationToken);
        }
        finally
        {
            Directory.Delete(home, recursive: true);
            if (shared is null)
            {
                Directory.Delete(files, recursive: true);
            }
        }
    }

    private static async Task<Outcome> RunAsync(CliCase @case, string files, string home, CancellationToken cancellationToken)
    {
        List<ChartRepositoryServer> servers = [];
        var before = Directory.GetCurrentDirectory();
        try
        {
            foreach (var need in @case.Needs.Select(need => need.Split(':')))
            {
                if (need is not [RepositoryNeed, var served, var port])
                {
                    return Outcome.Skipped($"needs {string.Join(':', need)}");
                }

                servers.Add(await ChartRepositoryServer.StartAsync(Path.Combine(files, served), int.Parse(port), cancellationToken));
            }

            var working = Path.GetFullPath(Path.Combine(files, @case.WorkingFolder));
            Directory.SetCurrentDirectory(working);
            foreach (var command in @case.Setup)
            {
                var (code, _, problem) = await RunAsync(command[1..], @case, home, cancellationToken);
                if (code != 0)
                {
                    return Outcome.Failed($"setup {string.Join(' ', command)}: {problem}");
                }
            }

            var (exit, output, error) = await RunAsync(@case.Arguments, @case, home, cancellationToken);
            return new CliComparison(@case, files, working).Compare(exit, output, error);
        }
        finally
        {
            Directory.SetCurrentDirectory(before);
            foreach (var server in servers)
            {
                await server.DisposeAsync();
            }
        }
    }

    private static async Task<(int Exit, string Output, string Error)> RunAsync(IReadOnlyList<string> arguments, CliCase @case, string home, CancellationToken cancellationToken)
    {
        var output = new StringWriter();
        var error = new StringWriter();
        var variables = @case.Variables;
        var environment = new HelmEnvironment(new StringReader(@case.Input), output, error, TimeProvider.System, name => variables.TryGetValue(name, out var value) ? value : name == "HOME" ? home : null);
        return (await HelmCommandLine.RunAsync([.. arguments], environment, cancellationToken), output.ToString(), error.ToString());
    }

    private static string Copy(string folder)
    {
        var from = Path.Combine(folder, "files");
        var to = Directory.CreateTempSubdirectory("sampan-cli-").FullName;
        foreach (var subfolder in Directory.EnumerateDirectories(from, "*", SearchOption.AllDirectories))
        {
            Directory.CreateDirectory(Path.Combine(to, Path.GetRelativePath(from, subfolder)));
        }

        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            File.Copy(file, Path.Combine(to, Path.GetRelativePath(from, file)));
        }

        return to;
    }
}
