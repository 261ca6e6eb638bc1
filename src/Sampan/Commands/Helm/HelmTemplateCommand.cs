using Sampan.Charts;
using Sampan.Charts.Dependencies;
using Sampan.Charts.Rendering;
using Sampan.Charts.Resolving;
using Sampan.Commands.Flags;

namespace Sampan.Commands.Helm;

/// <summary><c>helm template</c>: renders a chart without a cluster.</summary>
internal sealed class HelmTemplateCommand : IHelmCommand
{
    private const string DefaultName = "release-name";

    public string Name => "template";

    public IEnumerable<Flag> Flags =>
    [
        .. HelmFlags.Install,
        .. HelmFlags.Values,
        .. HelmFlags.ChartPath,
        new Flag("show-only", FlagKind.Texts, 's'),
        new Flag("output-dir", FlagKind.Text),
        new Flag("validate", FlagKind.Switch),
        new Flag("include-crds", FlagKind.Switch),
        new Flag("skip-tests", FlagKind.Switch),
        new Flag("is-upgrade", FlagKind.Switch),
        new Flag("kube-version", FlagKind.Text),
        new Flag("api-versions", FlagKind.TextList, 'a'),
        new Flag("release-name", FlagKind.Switch),
        new Flag("post-renderer", FlagKind.Text) { Refuse = PostRenderer.Refuse },
        new Flag("post-renderer-args", FlagKind.TextList),
    ];

    /// <summary>The version that <c>--kube-version</c> names, or null; throws <see cref="HelmException"/>.</summary>
    public static KubeVersion? KubeVersionOf(ParsedFlags flags)
    {
        var text = flags.Text("kube-version");
        try
        {
            return text.Length > 0 ? KubeVersion.Parse(text) : null;
        }
        catch (ChartException exception)
        {
            throw new HelmException($"invalid kube version '{text}': {exception.Message}");
        }
    }

    public async ValueTask<int> RunAsync(ParsedFlags flags, HelmEnvironment environment, CancellationToken cancellationToken)
    {
        ArgumentCount.AtLeast(1, flags, Name, "[NAME] [CHART]");
        var kubeVersion = KubeVersionOf(flags) ?? Capabilities.Default.KubeVersion;
        var (name, argument) = NameAndChart(flags, environment.Time);
        var path = await new ChartLocation(flags, environment).FindAsync(argument, cancellationToken);
        var values = await ValuesReading.ReadAsync(flags, environment, cancellationToken);
        var chart = ChartLocation.Load(path, environment);
        Installability.CheckType(chart);
        if (chart.Metadata.Deprecated)
        {
            environment.Error.WriteLine("WARNING: This chart is deprecated");
        }

        chart = await CompleteAsync(chart, path, flags, environment, cancellationToken);
        ReleaseName.Validate(name);
        var isUpgrade = flags.Switch("is-upgrade");
        var release = new ReleaseIdentity(name, HelmFlags.NamespaceOf(flags, environment), 1, !isUpgrade, isUpgrade);
        var capabilities = Capabilities.Default with { KubeVersion = kubeVersion, ApiVersions = [.. Capabilities.Default.ApiVersions, .. flags.Texts("api-versions")] };
        var rendered = Render(chart, values, release, capabilities, Options(flags, environment, cancellationToken));
        foreach (var warning in rendered.Warnings)
        {
            environment.Error.WriteLine(warning);
        }

        Print(rendered, name, flags, environment);
        return 0;
    }

    /// <summary>The chart with its subcharts, which are fetched when that is asked for.</summary>
    private static async Task<Chart> CompleteAsync(Chart chart, string path, ParsedFlags flags, HelmEnvironment environment, CancellationToken cancellationToken)
    {
        if (!flags.Switch("dependency-update"))
        {
            Installability.CheckDependencies(chart);
            return chart;
        }

        if (Installability.MissingDependencies(chart) is null)
        {
            return chart;
        }

        var settings = new HelmSettings(flags, environment);
        using var downloads = environment.Downloads();
        var options = new DependencyOptions { Keyring = settings.Keyring, Access = settings.Access, Debug = settings.Debug };
        await new DependencyUpdate(settings.Sources(downloads), options, environment.Output).UpdateAsync(path, cancellationToken);
        return ChartLocation.Load(path, environment);
    }

    private static RenderedChart Render(Chart chart, Dictionary<string, object?> values, ReleaseIdentity release, Capabilities capabilities, RenderOptions options)
    {
        try
        {
            return ChartRenderer.Render(chart, values, release, capabilities, options);
        }
        catch (ChartRenderException exception)
        {
            throw new HelmException($"{exception.Message}\n\nUse --debug flag to render out invalid YAML");
        }
    }

    private static RenderOptions Options(ParsedFlags flags, HelmEnvironment environment, CancellationToken cancellationToken) => new()
    {
        SkipSchemaValidation = flags.Switch("skip-schema-validation"),
        RenderSubchartNotes = flags.Switch("render-subchart-notes"),
        ResolveHost = flags.Switch("enable-dns") ? HostNames.Resolve : null,
        Clock = environment.Time,
        CancellationToken = cancellationToken,
    };

    private static void Print(RenderedChart rendered, string name, ParsedFlags flags, HelmEnvironment environment)
    {
        var output = new ManifestOutput
        {
            IncludeDefinitions = flags.Switch("include-crds"),
            NoHooks = flags.Switch("no-hooks"),
            SkipTests = flags.Switch("skip-tests"),
            ShowOnly = flags.Texts("show-only"),
        };
        if (flags.Text("output-dir") is { Length: > 0 } folder)
        {
            new ManifestFolder(flags.Switch("release-name") ? Path.Combine(folder, name) : folder, environment.Output).Write(rendered, output);
            environment.Output.Write("\n");
        }
        else if (flags.Text("post-renderer") is { Length: > 0 } program)
        {
            environment.Output.Write(output.Text(PostRenderer.Run(program, flags.Texts("post-renderer-args"), rendered.ManifestText(output.IncludeDefinitions)), rendered));
        }
        else
        {
            environment.Output.Write(output.Text(rendered));
        }
    }

    private static (string Name, string Chart) NameAndChart(ParsedFlags flags, TimeProvider time)
    {
        var arguments = flags.Arguments;
        var template = flags.Text("name-template");
        if (arguments.Count > 2)
        {
            throw new HelmException($"expected at most two arguments, unexpected arguments: {string.Join(", ", arguments.Skip(2))}");
        }

        if (arguments.Count == 2)
        {
            return flags.Switch("generate-name") ? throw new HelmException("cannot set --generate-name and also specify a name")
                : template.Length > 0 ? throw new HelmException("cannot set --name-template and also specify a name")
                : (arguments[0], arguments[1]);
        }

        return (template.Length > 0 ? NameTemplate.Execute(template, time) : DefaultName, arguments[0]);
    }
}
