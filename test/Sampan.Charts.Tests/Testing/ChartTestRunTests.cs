using System.Xml.Linq;
using Sampan.Charts.Testing;
using Sampan.Charts.Testing.Reports;

namespace Sampan.Charts.Tests.Testing;

public sealed class ChartTestRunTests : IDisposable
{
    private const string Template = """
        kind: {{ required "kind is needed" .Values.kind }}
        metadata: {name: {{ .Release.Name }}, namespace: {{ .Release.Namespace }}}
        found: {{ (lookup "v1" "Secret" "shop" "s").kind }}
        """;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("sampan-unittest-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Run_PassingAndFailingTests_CountsThem()
    {
        var output = Run(out var passed, """
            suite: pods
            templates: [t.yaml]
            tests:
            - it: has a kind
              set: {kind: Pod}
              asserts: [{isKind: {of: Pod}}]
            - it: has another
              set: {kind: Pod}
              asserts: [{isKind: {of: Job}}]
            - it: is left out
              skip: {reason: later}
              asserts: [{isKind: {of: Job}}]
            """);
        Assert.False(passed);
        Assert.Contains("- has another\n", output, StringComparison.Ordinal);
        Assert.Contains("- SKIPPED 'is left out'", output, StringComparison.Ordinal);
        Assert.Contains("Charts:      1 failed, 0 passed, 1 total\nTest Suites: 1 failed, 0 passed, 1 total\nTests:       1 failed, 1 passed, 1 skipped, 3 total\n", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("failedTemplate: {}", true)]
    [InlineData("failedTemplate: {errorMessage: kind is needed}", true)]
    [InlineData("failedTemplate: {errorPattern: ^kind .* needed$}", true)]
    [InlineData("failedTemplate: {errorMessage: something else}", false)]
    [InlineData("exists: {path: kind}", false)]
    public void Run_TemplateThatFails_IsAssertedByFailedTemplate(string assertion, bool expected)
    {
        Run(out var passed, $"templates: [t.yaml]\ntests:\n- it: fails\n  asserts:\n  - {assertion}\n");
        Assert.Equal(expected, passed);
    }

    [Fact]
    public void Run_ReleaseCapabilitiesAndObjects_AreWhatTheTestSays()
    {
        Run(out var passed, """
            templates: [t.yaml]
            release: {name: r, namespace: n}
            kubernetesProvider:
              scheme: {v1/Secret: {gvr: {version: v1, resource: secrets}, namespaced: true}}
              objects: [{apiVersion: v1, kind: Secret, metadata: {name: s, namespace: shop}}]
            tests:
            - it: sees them
              set: {kind: Pod}
              release: {namespace: other}
              asserts:
              - equal: {path: metadata, value: {name: r, namespace: other}}
              - equal: {path: found, value: Secret}
            """);
        Assert.True(passed);
    }

    [Fact]
    public void Run_Snapshots_AreRecordedComparedAndUpdated()
    {
        const string suite = "tests:\n- it: looks the same\n  set: {kind: KIND}\n  asserts: [{matchSnapshot: {path: kind}}]\n";
        var path = Path.Combine(_folder.FullName, "c/tests/__snapshot__/s_test.yaml.snap");

        Run(out var recorded, suite.Replace("KIND", "Pod", StringComparison.Ordinal));
        Assert.True(recorded);
        Assert.Equal("looks the same:\n  1: |\n    Pod\n", File.ReadAllText(path));

        var output = Run(out var compared, suite.Replace("KIND", "Job", StringComparison.Ordinal));
        Assert.False(compared);
        Assert.Contains("Snapshot Summary: 1 snapshot failed in 1 test suite.", output, StringComparison.Ordinal);
        Assert.Contains("Pod", File.ReadAllText(path), StringComparison.Ordinal);

        Run(out var updated, suite.Replace("KIND", "Job", StringComparison.Ordinal), new TestOptions { UpdatesSnapshots = true });
        Assert.True(updated);
        Assert.Contains("Job", File.ReadAllText(path), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("tests:\n- it: a\n  assert: []\n", "c/tests/s_test.yaml:3:3: field assert is not known here")]
    [InlineData("a: 1\n---\ntests: []\n", "c/tests/s_test.yaml:1:1: field a is not known here")]
    [InlineData("tests:\n- it: a\n  asserts: [{isKind: {of: Pod}}]\n---\ntests: []\n", "c/tests/s_test.yaml:5:1: no tests found")]
    [InlineData("tests: [\n", "c/tests/s_test.yaml:")]
    public void Run_NoSuite_SaysWhereAndCountsAnError(string suite, string message)
    {
        var output = Run(out var passed, suite, new TestOptions { IsStrict = true });
        Assert.False(passed);
        Assert.Contains(message, output, StringComparison.Ordinal);
        Assert.Contains("Charts:      1 failed, 1 errored, 0 passed, 1 total\nTest Suites: 1 failed, 1 errored, 0 passed, 1 total\nTests:       0 passed, 0 total\n", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_FailFast_EndsWithTheFirstFailure()
    {
        var output = Run(out _, "tests:\n- it: a\n  set: {kind: Pod}\n  asserts: [{isKind: {of: Job}}, {isKind: {of: Job}}]\n- it: b\n  asserts: [{exists: {path: kind}}]\n", new TestOptions { FailFast = true });
        Assert.Contains("Tests:       1 failed, 0 passed, 1 total\n", output, StringComparison.Ordinal);
        Assert.DoesNotContain("asserts[1]", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_SuiteOfASubchart_SeesItsOwnValues()
    {
        Write("c/charts/sub/Chart.yaml", "apiVersion: v2\nname: sub\nversion: 1.0.0\n");
        Write("c/charts/sub/templates/s.yaml", "size: {{ .Values.size }}\n");
        Write("c/charts/sub/tests/sub_test.yaml", "templates: [s.yaml]\ntests:\n- it: has a size\n  set: {size: 3}\n  asserts: [{equal: {path: size, value: 3}}]\n");
        var output = Run(out var passed, "templates: [t.yaml]\ntests:\n- it: a\n  set: {kind: Pod}\n  asserts: [{isKind: {of: Pod}}]\n");
        Assert.True(passed, output);
        Assert.Contains("Test Suites: 2 passed, 2 total\n", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ReportFormat.JUnit, "testsuites", "failure", 1)]
    [InlineData(ReportFormat.XUnit, "assemblies", "failure", 1)]
    [InlineData(ReportFormat.NUnit, "test-results", "failure", 1)]
    [InlineData(ReportFormat.Sonar, "testExecutions", "failure", 1)]
    public void WriteReport_IsXmlWithEveryFailure(ReportFormat format, string root, string failure, int count)
    {
        var run = Prepare("tests:\n- it: \"a <b> \\u0001\"\n  set: {kind: Pod}\n  asserts: [{isKind: {of: Job}}]\n- it: b\n  set: {kind: Pod}\n  asserts: [{isKind: {of: Pod}}]\n", new TestOptions(), out _);
        run.Run([Path.Combine(_folder.FullName, "c")]);
        using var stream = new MemoryStream();
        run.WriteReport(format, stream);
        stream.Position = 0;
        var document = XDocument.Load(stream);
        Assert.Equal(root, document.Root!.Name.LocalName);
        Assert.Equal(count, document.Descendants(failure).Count());
    }

    private string Run(out bool passed, string suite, TestOptions? options = null)
    {
        var run = Prepare(suite, options ?? new TestOptions(), out var output);
        passed = run.Run([Path.Combine(_folder.FullName, "c")]);
        return output.ToString();
    }

    private ChartTestRun Prepare(string suite, TestOptions options, out StringWriter output)
    {
        Write("c/Chart.yaml", ChartFiles.ChartYaml);
        Write("c/templates/t.yaml", Template);
        Write("c/tests/s_test.yaml", suite);
        output = new StringWriter();
        return new ChartTestRun(options, output);
    }

    private void Write(string name, string text)
    {
        var path = Path.Combine(_folder.FullName, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }
}
