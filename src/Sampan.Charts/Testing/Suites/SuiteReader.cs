using System.Text;
using Sampan.Charts.Testing.Assertions;
using Sampan.Charts.Testing.Rendering;
using Sampan.Kubernetes.Yaml;
using Sampan.Templates.SemanticVersions;

namespace Sampan.Charts.Testing.Suites;

using Map = Dictionary<string, object?>;

/// <summary>Reads suites, in the format of the helm-unittest plugin.</summary>
/// <param name="chartRoute">The chart that they are for.</param>
/// <param name="isStrict">Whether a field that is not known is an error.</param>
/// <param name="valuesFiles">Values files of the command line: they come after those of the suite.</param>
internal sealed class SuiteReader(string chartRoute, bool isStrict, IReadOnlyList<string> valuesFiles)
{
    /// <summary>The release of the plugin whose format this is: what <c>skip.minimumVersion</c> is held against.</summary>
    public const string PluginVersion = "1.1.0";

    /// <summary>The suites of a file, one to a document. Throws <see cref="ChartException"/> with file, line and column.</summary>
    public IEnumerable<TestSuite> ReadFile(string path)
    {
        string text;
        try
        {
            text = File.ReadAllText(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ChartException($"suite {path} cannot be read: {exception.Message}", cause: exception);
        }

        return SuiteDocuments.Split(text).Select(part => Read(new SuiteText(path, part.Text, part.FirstLine))).OfType<TestSuite>();
    }

    /// <summary>One suite; null for a document that is empty. Throws <see cref="ChartException"/>.</summary>
    public TestSuite? Read(SuiteText text) => ReadYaml(text) switch
    {
        null => null,
        Map map => Read(new SuiteFields(map, [], text), text.File),
        _ => throw text.Error("a suite has to be a mapping", []),
    };

    private TestSuite Read(SuiteFields suite, string file)
    {
        if (isStrict)
        {
            suite.AllowOnly(
                "suite", "values", "set", "templates", "excludeTemplates", "includeCrds", "release", "chart", "capabilities",
                "kubernetesProvider", "postRenderer", "tests", "snapshotId", "skip");
        }

        var tests = suite.Mappings("tests").Select(test => ReadTest(suite, test)).ToList();
        if (tests.Count == 0)
        {
            throw suite.Error("no tests found");
        }

        return new TestSuite
        {
            Name = suite.Text("suite"),
            File = file,
            ChartRoute = chartRoute,
            SnapshotId = suite.Text("snapshotId"),
            Tests = tests,
        };
    }

    private TestCase ReadTest(SuiteFields suite, SuiteFields test)
    {
        if (isStrict)
        {
            test.AllowOnly(
                "it", "values", "set", "template", "templates", "documentIndex", "documentSelector", "release", "chart",
                "capabilities", "kubernetesProvider", "postRenderer", "asserts", "skip");
        }

        var assertions = test.Mappings("asserts").Select(AssertionReader.Read).ToList();
        if (assertions.Count == 0)
        {
            throw test.Error("no asserts found");
        }

        return new TestCase
        {
            Name = test.Text("it"),
            SkipReason = SkipReason(suite) is { Length: > 0 } reason ? reason : Nested(test, "skip", "reason").Text("reason"),
            ValuesFiles = [.. suite.Texts("values"), .. valuesFiles, .. test.Texts("values")],
            Set = [.. suite.Fields("set").Entries, .. test.Fields("set").Entries],
            SuiteTemplates = suite.Texts("templates"),
            ExcludedTemplates = suite.Texts("excludeTemplates"),
            Templates = test.Texts("templates") is { Count: > 0 } templates ? templates : test.Text("template") is { Length: > 0 } template ? [template] : [],
            DocumentIndex = test.Number("documentIndex") is { } index ? (int)Math.Clamp(index, -1, int.MaxValue) : null,
            Selector = test.Has("documentSelector") ? DocumentSelector.Read(test.Fields("documentSelector")) : null,
            IncludeCrds = suite.Flag("includeCrds"),
            Release = ReadRelease(suite, test),
            Chart = ReadChart(suite, test),
            Capabilities = ReadCapabilities(suite, test),
            Objects = KubernetesObjects.Read(Nested(suite, "kubernetesProvider", "scheme", "objects"), Nested(test, "kubernetesProvider", "scheme", "objects")),
            PostRenderer = ReadPostRenderer(test) ?? ReadPostRenderer(suite),
            Assertions = assertions,
        };
    }

    private string SkipReason(SuiteFields suite)
    {
        var skip = Nested(suite, "skip", "reason", "minimumVersion");
        var minimum = skip.Text("minimumVersion");
        if (minimum.Length == 0)
        {
            return skip.Text("reason");
        }

        return SemanticVersion.TryParse(minimum) is { } version && SemanticVersion.Parse(PluginVersion).CompareTo(version) >= 0
            ? skip.Text("reason")
            : $"Test suite requires minimum unittest plugin version {minimum}, but current version is {PluginVersion}";
    }

    private ReleaseSettings ReadRelease(SuiteFields suite, SuiteFields test)
    {
        var (below, above) = Layers(suite, test, "release", "name", "namespace", "revision", "upgrade");
        return new ReleaseSettings(
            Either(below, above, "name"),
            Either(below, above, "namespace"),
            (int)Math.Clamp(above.Number("revision") is { } revision and not 0 ? revision : below.Number("revision") ?? 0, int.MinValue, int.MaxValue),
            above.Flag("upgrade") || below.Flag("upgrade"));
    }

    private ChartSettings ReadChart(SuiteFields suite, SuiteFields test)
    {
        var (below, above) = Layers(suite, test, "chart", "version", "appVersion");
        return new ChartSettings(Either(below, above, "version"), Either(below, above, "appVersion"));
    }

    /// <summary>A test whose API versions are null has none; else those of the suite are added to its own.</summary>
    private CapabilitySettings ReadCapabilities(SuiteFields suite, SuiteFields test)
    {
        var (below, above) = Layers(suite, test, "capabilities", "majorVersion", "minorVersion", "apiVersions");
        IReadOnlyList<string> versions = above.Has("apiVersions") && above.Value("apiVersions") is null ? [] : [.. above.Texts("apiVersions"), .. below.Texts("apiVersions")];
        return new CapabilitySettings(Either(below, above, "majorVersion"), Either(below, above, "minorVersion"), versions);
    }

    private PostRendererSettings? ReadPostRenderer(SuiteFields fields)
    {
        var settings = Nested(fields, "postRenderer", "cmd", "args");
        return settings.Text("cmd") is { Length: > 0 } program ? new PostRendererSettings(program, settings.Texts("args")) : null;
    }

    private (SuiteFields Suite, SuiteFields Test) Layers(SuiteFields suite, SuiteFields test, string name, params string[] known) =>
        (Nested(suite, name, known), Nested(test, name, known));

    private SuiteFields Nested(SuiteFields fields, string name, params ReadOnlySpan<string> known)
    {
        var nested = fields.Fields(name);
        if (isStrict)
        {
            nested.AllowOnly(known);
        }

        return nested;
    }

    private static string Either(SuiteFields below, SuiteFields above, string name) => above.Text(name) is { Length: > 0 } text ? text : below.Text(name);

    private static object? ReadYaml(SuiteText text)
    {
        try
        {
            return TestYaml.Read(text.Text);
        }
        catch (YamlSyntaxException exception) when (exception.Message.Contains("unknown escape character", StringComparison.Ordinal))
        {
            // Patterns are often written with single backslashes in double quotes; the plugin reads them as meant.
            return ReadEscaped(text);
        }
        catch (YamlSyntaxException exception)
        {
            throw Malformed(text, exception);
        }
    }

    private static object? ReadEscaped(SuiteText text)
    {
        try
        {
            return TestYaml.Read(DoubleSingleBackslashes(text.Text));
        }
        catch (YamlSyntaxException exception)
        {
            throw Malformed(text, exception);
        }
    }

    private static ChartException Malformed(SuiteText text, YamlSyntaxException exception) =>
        new($"{text.File}:{text.FirstLine + Math.Max(exception.Line, 1) - 1}:{Math.Max(exception.Column, 1)}: {exception.Message}", cause: exception);

    private static string DoubleSingleBackslashes(string text)
    {
        var doubled = new StringBuilder(text.Length + 16);
        for (var i = 0; i < text.Length;)
        {
            var run = text.AsSpan(i).IndexOfAnyExcept('\\') is var length and >= 0 ? length : text.Length - i;
            doubled.Append('\\', run + run % 2);
            i += run;
            for (; i < text.Length && text[i] != '\\'; i++)
            {
                doubled.Append(text[i]);
            }
        }

        return doubled.ToString();
    }
}
