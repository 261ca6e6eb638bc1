using Sampan.Charts;
using Sampan.Charts.Rendering;
using Sampan.Charts.Testing;
using Sampan.Charts.Testing.Reports;
using Sampan.Commands.Flags;

namespace Sampan.Commands.Helm;

/// <summary><c>helm unittest</c>: what the helm-unittest plugin does, with its flags.</summary>
internal sealed class HelmUnittestCommand : IHelmCommand
{
    private const string DebugFolder = ".debug";

    public string Name => "unittest";

    public IEnumerable<Flag> Flags =>
    [
        new("color", FlagKind.Switch),
        new("strict", FlagKind.Switch),
        new("file", FlagKind.Texts, 'f'),
        new("values", FlagKind.Texts, 'v'),
        new("update-snapshot", FlagKind.Switch, 'u'),
        new("with-subchart", FlagKind.Switch, 's'),
        new("output-file", FlagKind.Text, 'o'),
        new("output-type", FlagKind.Text, 't'),
        new("chart-tests-path", FlagKind.Text),
        new("failfast", FlagKind.Switch, 'q'),
        new("debugPlugin", FlagKind.Switch, 'd'),
        new("skip-schema-validation", FlagKind.Switch),
    ];

    public ValueTask<int> RunAsync(ParsedFlags flags, HelmEnvironment environment, CancellationToken cancellationToken)
    {
        if (flags.Arguments.Count == 0)
        {
            throw new HelmException("requires at least 1 arg(s), only received 0");
        }

        var format = FormatOf(flags);
        var run = new ChartTestRun(OptionsOf(flags, environment, cancellationToken), environment.Output, IsColored(flags, environment));
        var passed = run.Run(flags.Arguments);
        if (flags.Text("output-file") is { Length: > 0 } path)
        {
            WriteReport(run, format, path);
        }

        return ValueTask.FromResult(passed ? 0 : 1);
    }

    private static TestOptions OptionsOf(ParsedFlags flags, HelmEnvironment environment, CancellationToken cancellationToken)
    {
        var options = new TestOptions
        {
            ValuesFiles = flags.Texts("values"),
            SuiteChart = flags.Text("chart-tests-path"),
            WithSubcharts = !flags.IsGiven("with-subchart") || flags.Switch("with-subchart"),
            IsStrict = flags.Switch("strict"),
            FailFast = flags.Switch("failfast"),
            UpdatesSnapshots = flags.Switch("update-snapshot"),
            RenderedFilesFolder = flags.Switch("debugPlugin") ? DebugFolder : null,
            Rendering = new RenderOptions { Clock = environment.Time, SkipSchemaValidation = flags.Switch("skip-schema-validation"), CancellationToken = cancellationToken },
            PostRender = PostRender,
        };
        return flags.IsGiven("file") ? options with { Files = flags.Texts("file") } : options;
    }

    private static string PostRender(string program, IReadOnlyList<string> arguments, string manifests)
    {
        try
        {
            return PostRenderer.Refuse(program) is { } refusal ? throw new HelmException(refusal) : PostRenderer.Run(program, arguments, manifests);
        }
        catch (HelmException exception)
        {
            throw new ChartException(exception.Message, cause: exception);
        }
    }

    private static ReportFormat FormatOf(ParsedFlags flags) =>
        Enum.TryParse<ReportFormat>(flags.Text("output-type", nameof(ReportFormat.XUnit)), ignoreCase: true, out var format) && Enum.IsDefined(format)
            ? format
            : throw new HelmException($"unknown output type {flags.Text("output-type")}: accepted are {string.Join(", ", Enum.GetNames<ReportFormat>())}");

    private static bool IsColored(ParsedFlags flags, HelmEnvironment environment) =>
        flags.IsGiven("color") ? flags.Switch("color") : ReferenceEquals(environment.Output, Console.Out) && !Console.IsOutputRedirected && environment.Variable("NO_COLOR") is null;

    private static void WriteReport(ChartTestRun run, ReportFormat format, string path)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
            using var file = File.Create(path);
            run.WriteReport(format, file);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new HelmException($"the report {path} cannot be written: {exception.Message}");
        }
    }
}
