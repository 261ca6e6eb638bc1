using Sampan.Charts.Dependencies;
using Sampan.Charts.Rendering;
using Sampan.Charts.Testing.Assertions.Checks;
using Sampan.Charts.Testing.Suites;
using Sampan.Kubernetes.Yaml;

namespace Sampan.Charts.Testing.Rendering;

using Map = Dictionary<string, object?>;

/// <summary>Renders a chart as a test says.</summary>
/// <param name="chart">The chart.</param>
/// <param name="suite">The suite that the test is in.</param>
/// <param name="options">How charts are rendered.</param>
/// <param name="postRender">Runs a post-renderer: program, arguments and manifests to what it answers.</param>
internal sealed class TestRenderer(Chart chart, TestSuite suite, RenderOptions options, Func<string, IReadOnlyList<string>, string, string> postRender)
{
    private static readonly Dictionary<string, string> Nothing = [];
    private static readonly Dictionary<string, IReadOnlyList<Map>> NoManifests = [];

    /// <summary>Renders for a test. Throws <see cref="ChartException"/> for what no assertion can expect: values or manifests that cannot be read.</summary>
    public RenderedTest Render(TestCase test)
    {
        var values = TestValues.Of(test, suite);
        Chart? rendered = null;
        try
        {
            var files = RenderFiles(test, values, out rendered);
            return Read(test, rendered, files);
        }
        catch (ChartRenderException exception) when (rendered is not null)
        {
            return Failed(test, rendered, exception.Message);
        }
        catch (ChartException exception) when (rendered is null)
        {
            return new RenderedTest(false, exception.Message, Nothing, NoManifests, []);
        }
    }

    private Dictionary<string, string> RenderFiles(TestCase test, Map values, out Chart? chartOfTemplates)
    {
        chartOfTemplates = null;
        if (test.Release.Name.Length > 0)
        {
            ReleaseName.Validate(test.Release.Name);
        }

        var processed = DependencyProcessing.Process(chart, values, static _ => { });
        var coalesced = ChartRenderer.CoalesceAndValidate(processed, values, options, static _ => { });
        chartOfTemplates = processed.Chart;
        var top = TopValues.Of(Release(test.Release), Capabilities(test.Capabilities), coalesced);
        var selected = new TemplateSelection(suite.ChartRoute, test.SuiteTemplates, test.ExcludedTemplates).Apply(processed);
        return TemplateRendering.Render(WithVersions(selected, test.Chart), top, test.Objects.Objects.Count > 0 ? options with { Lookup = test.Objects.Find } : options);
    }

    /// <summary>The failure of a template stands in its place, for <c>failedTemplate</c>; of a partial, in the place of all that the suite is about.</summary>
    private RenderedTest Failed(TestCase test, Chart rendered, string error)
    {
        if (test.Assertions.All(assertion => assertion.ExpectsSuccess) || RenderFailure.Parse(error) is not { } failure)
        {
            return new RenderedTest(false, error, Nothing, Definitions(test, rendered), DefinitionNames(test, rendered));
        }

        var manifests = Definitions(test, rendered);
        IReadOnlyList<string> blamed = !Path.GetFileName(failure.File).StartsWith('_') ? [failure.File]
            : [.. (test.SuiteTemplates.Count > 0 ? test.SuiteTemplates : [TemplateSelection.Everything]).Select(template => TemplateSelection.PathOf(suite.ChartRoute, template))];
        foreach (var name in blamed)
        {
            manifests[name] = [RawText.Document(failure.Message)];
        }

        return new RenderedTest(false, null, blamed.ToDictionary(name => name, _ => failure.Message), manifests, DefinitionNames(test, rendered));
    }

    private RenderedTest Read(TestCase test, Chart? rendered, Dictionary<string, string> files)
    {
        var processed = test.PostRenderer is { } program
            ? PostRendering.Apply(files, text => postRender(program.Program, program.Arguments, text))
            : files;
        var manifests = Definitions(test, rendered!);
        foreach (var (file, text) in processed)
        {
            var name = file.StartsWith(chart.Name, StringComparison.Ordinal) ? file : $"{chart.Name}/{file}";
            if (Path.GetExtension(name) is ".yaml" or ".yml" or ".tpl")
            {
                manifests[name] = ReadManifests(SuiteDocuments.Normalize(text), name);
            }
            else if (Path.GetExtension(name) == ".txt")
            {
                manifests[name] = [RawText.Document(text)];
            }
        }

        return new RenderedTest(true, null, files, manifests, DefinitionNames(test, rendered!), test.PostRenderer is not null && manifests.Count == 1);
    }

    private static Dictionary<string, IReadOnlyList<Map>> Definitions(TestCase test, Chart rendered) =>
        test.IncludeCrds ? rendered.CustomResourceDefinitions.ToDictionary(file => file.Name, file => ReadManifests(file.Text, file.Name), StringComparer.Ordinal) : new(StringComparer.Ordinal);

    private static IReadOnlyList<string> DefinitionNames(TestCase test, Chart rendered) =>
        test.IncludeCrds ? [.. rendered.CustomResourceDefinitions.Select(file => file.Name)] : [];

    private static IReadOnlyList<Map> ReadManifests(string text, string name)
    {
        try
        {
            return TestYaml.ReadManifests(text);
        }
        catch (YamlSyntaxException exception)
        {
            throw new ChartException($"{name}: {exception.Message}", cause: exception);
        }
    }

    /// <summary>The versions of the test for the chart and its direct subcharts.</summary>
    private static ProcessedChart WithVersions(ProcessedChart selected, ChartSettings settings)
    {
        var versioned = Versioned(selected);
        return versioned with { Subcharts = [.. versioned.Subcharts.Select(Versioned)] };

        ProcessedChart Versioned(ProcessedChart one) => one with
        {
            Chart = one.Chart with
            {
                Metadata = one.Chart.Metadata with
                {
                    Version = settings.Version.Length > 0 ? settings.Version : one.Chart.Metadata.Version,
                    AppVersion = settings.AppVersion.Length > 0 ? settings.AppVersion : one.Chart.Metadata.AppVersion,
                },
            },
        };
    }

    private static ReleaseIdentity Release(ReleaseSettings settings) => new(
        settings.Name.Length > 0 ? settings.Name : "RELEASE-NAME",
        settings.Namespace.Length > 0 ? settings.Namespace : "NAMESPACE",
        settings.Revision,
        IsInstall: !settings.IsUpgrade,
        settings.IsUpgrade);

    private static Capabilities Capabilities(CapabilitySettings settings)
    {
        var absent = Charts.Rendering.Capabilities.Default.KubeVersion;
        var (major, minor) = (settings.MajorVersion.Length > 0 ? settings.MajorVersion : absent.Major, settings.MinorVersion.Length > 0 ? settings.MinorVersion : absent.Minor);
        return new Capabilities { KubeVersion = new KubeVersion($"v{major}.{minor}.0", major, minor), ApiVersions = settings.ApiVersions };
    }
}
