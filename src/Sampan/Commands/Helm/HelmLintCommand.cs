using System.Text;
using Sampan.Charts;
using Sampan.Charts.Linting;
using Sampan.Charts.Rendering;
using Sampan.Commands.Flags;

namespace Sampan.Commands.Helm;

/// <summary><c>helm lint</c>.</summary>
internal sealed class HelmLintCommand : IHelmCommand
{
    public string Name => "lint";

    public IEnumerable<Flag> Flags =>
    [
        .. HelmFlags.Values,
        new Flag("strict", FlagKind.Switch),
        new Flag("with-subcharts", FlagKind.Switch),
        new Flag("quiet", FlagKind.Switch),
        new Flag("skip-schema-validation", FlagKind.Switch),
        new Flag("kube-version", FlagKind.Text),
    ];

    public async ValueTask<int> RunAsync(ParsedFlags flags, HelmEnvironment environment, CancellationToken cancellationToken)
    {
        var quiet = flags.Switch("quiet");
        var options = new LintOptions
        {
            Namespace = HelmFlags.NamespaceOf(flags, environment),
            KubeVersion = HelmTemplateCommand.KubeVersionOf(flags) ?? Capabilities.Default.KubeVersion,
            SkipSchemaValidation = flags.Switch("skip-schema-validation"),
        };
        var paths = Paths(flags);
        var values = await ValuesReading.ReadAsync(flags, environment, cancellationToken);
        var lowest = flags.Switch("strict") ? LintSeverity.Warning : LintSeverity.Error;
        int failed = 0, remarkable = 0;
        var text = new StringBuilder();
        foreach (var path in paths)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var (lines, worst) = Lint(path, values, options, quiet);
            remarkable += worst > LintSeverity.Info ? 1 : 0;
            failed += worst >= lowest ? 1 : 0;
            if (!quiet || worst > LintSeverity.Info)
            {
                text.Append("==> Linting ").Append(path).Append('\n').AppendJoin("", lines.Select(line => line + "\n")).Append('\n');
            }
        }

        environment.Output.Write(text);
        var summary = $"{paths.Count} chart(s) linted, {failed} chart(s) failed";
        if (failed > 0)
        {
            throw new HelmException(summary);
        }

        if (!quiet || remarkable > 0)
        {
            environment.Output.Write(summary + "\n");
        }

        return 0;
    }

    private static (IReadOnlyList<string> Lines, LintSeverity Worst) Lint(string path, Dictionary<string, object?> values, LintOptions options, bool quiet)
    {
        try
        {
            var messages = ChartLinter.Lint(path, values, options);
            return (
                [.. messages.Where(message => !quiet || message.Severity > LintSeverity.Info).Select(message => message.ToString())],
                messages.Select(message => message.Severity).DefaultIfEmpty(LintSeverity.Info).Max());
        }
        catch (ChartException exception)
        {
            return ([$"Error {exception.Message}"], LintSeverity.Error);
        }
    }

    /// <summary>The charts to lint: those named, and with their subcharts those too, wherever they are in <c>charts/</c>.</summary>
    private static List<string> Paths(ParsedFlags flags)
    {
        List<string> paths = flags.Arguments.Count > 0 ? [.. flags.Arguments] : ["."];
        if (flags.Switch("with-subcharts"))
        {
            foreach (var folder in paths.Select(path => Path.Combine(path, "charts")).Where(Directory.Exists).ToArray())
            {
                AddSubcharts(new DirectoryInfo(folder), folder, paths);
            }
        }

        return paths;
    }

    private static void AddSubcharts(DirectoryInfo folder, string path, List<string> paths)
    {
        foreach (var entry in folder.EnumerateFileSystemInfos().OrderBy(entry => entry.Name, StringComparer.Ordinal))
        {
            var name = Path.Combine(path, entry.Name);
            if (entry is DirectoryInfo { LinkTarget: null } subfolder)
            {
                AddSubcharts(subfolder, name, paths);
            }
            else if (entry.Name == "Chart.yaml")
            {
                paths.Add(path);
            }
            else if (name.EndsWith(".tgz", StringComparison.Ordinal) || name.EndsWith(".tar.gz", StringComparison.Ordinal))
            {
                paths.Add(name);
            }
        }
    }
}
