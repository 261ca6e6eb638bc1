using System.Text.Json;
using System.Text.RegularExpressions;
using Sampan.Commands.Helm;
using Sampan.Conformance.Charts;

namespace Sampan.Conformance.Cli;

/// <summary>Command lines of Helm's that need no server, run in this process: exit code, output, and parts of the error text.</summary>
internal sealed class HelmArea(string group) : IConformanceArea
{
    public string Name => $"cli-{group}";

    /// <summary>The groups whose commands there are.</summary>
    public static IConformanceArea[] All =>
        [new HelmArea("helm-template"), new HelmArea("helm-values"), new HelmArea("helm-set-flags"), new HelmArea("helm-show"), new HelmArea("helm-lint"), new HelmArea("helm-unittest")];

    public IEnumerable<ConformanceCase> Cases(string corpus)
    {
        // These commands write no files but snapshots, each suite its own, so that one copy of the group's files serves all its cases.
        var folder = Path.Combine(corpus, "cli", group);
        var files = Directory.CreateTempSubdirectory("sampan-cli-").FullName;
        try
        {
            Copy(Path.Combine(folder, "files"), files);
            foreach (var @case in CaseFile.Read(Path.Combine(folder, "cases.json")))
            {
                yield return ConformanceCase.Of(CaseFile.Name(@case), () => Run(folder, files, @case));
            }
        }
        finally
        {
            Directory.Delete(files, recursive: true);
        }
    }

    private static Outcome Run(string folder, string files, JsonElement @case)
    {
        if (@case.GetProperty("program").GetString() != "helm")
        {
            return Outcome.Failed("helmfile's command line is not there yet");
        }

        var before = Directory.GetCurrentDirectory();
        try
        {
            var working = Path.GetFullPath(Path.Combine(files, CaseFile.Find(@case, "cwd")?.GetString() ?? "."));
            Directory.SetCurrentDirectory(working);
            var output = new StringWriter();
            var error = new StringWriter();
            var variables = CaseFile.Find(@case, "env") is { } env ? env.EnumerateObject().ToDictionary(entry => entry.Name, entry => entry.Value.GetString()) : [];
            var environment = new HelmEnvironment(new StringReader(CaseFile.Find(@case, "stdin")?.GetString() ?? ""), output, error, TimeProvider.System, name => variables.GetValueOrDefault(name));
            var exit = HelmCommandLine.Run([.. @case.GetProperty("args").EnumerateArray().Select(word => word.GetString()!)], environment, CancellationToken.None);
            return Compare(folder, @case, exit, output.ToString(), error.ToString(), files, working);
        }
        finally
        {
            Directory.SetCurrentDirectory(before);
        }
    }

    private static Outcome Compare(string folder, JsonElement @case, int exit, string output, string error, string files, string working)
    {
        var expectedExit = @case.GetProperty("exit");
        if (expectedExit.ValueKind == JsonValueKind.Number ? exit != expectedExit.GetInt32() : exit == 0)
        {
            return Outcome.Failed($"expected exit {expectedExit}, got {exit}: {error}");
        }

        foreach (var part in CaseFile.Find(@case, "stderrContains")?.EnumerateArray() ?? default)
        {
            var text = Fill(part.GetString()!);
            if (!error.Contains(text, StringComparison.Ordinal))
            {
                return Outcome.Failed($"expected standard error to contain {text}, got {error}");
            }
        }

        var expected = CaseFile.Find(@case, "stdout")?.GetString()
            ?? (CaseFile.Find(@case, "stdoutFile")?.GetString() is { } file ? File.ReadAllText(Path.Combine(folder, file)) : null);
        if (expected is null)
        {
            return Outcome.Passed;
        }

        var ignored = CaseFile.Find(@case, "ignoreLines") is { } lines ? lines.EnumerateArray().Select(line => new Regex(line.GetString()!)).ToList() : [];
        var (left, right) = (Kept(Fill(expected)), Kept(output));
        if (CaseFile.Find(@case, "compare")?.GetString() == "lines-contain")
        {
            var missing = left.Split('\n').Except(right.Split('\n')).ToArray();
            return missing.Length == 0 ? Outcome.Passed : Outcome.Failed($"expected lines {string.Join('\n', missing)} in {right}");
        }

        return left == right ? Outcome.Passed : Outcome.Failed($"expected {left} got {right}");

        string Fill(string text) => text.Replace("@FILES@", files, StringComparison.Ordinal).Replace("@CWD@", working, StringComparison.Ordinal);

        string Kept(string text) => string.Join('\n', text.TrimEnd().Split('\n').Where(line => !ignored.Exists(pattern => pattern.IsMatch(line))));
    }

    private static void Copy(string from, string to)
    {
        foreach (var folder in Directory.EnumerateDirectories(from, "*", SearchOption.AllDirectories))
        {
            Directory.CreateDirectory(Path.Combine(to, Path.GetRelativePath(from, folder)));
        }

        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            File.Copy(file, Path.Combine(to, Path.GetRelativePath(from, file)));
        }
    }
}
