using Sampan.Charts.Testing.Assertions;
using Sampan.Charts.Testing.Rendering;
using Sampan.Charts.Testing.Results;
using Sampan.Charts.Testing.Snapshots;
using Sampan.Charts.Testing.Suites;

namespace Sampan.Charts.Testing;

/// <summary>Runs the tests of one suite.</summary>
internal sealed class SuiteRun(Chart chart, TestSuite suite, TestOptions options)
{
    private readonly TestRenderer _renderer = new(chart, suite, options.Rendering, options.PostRender);

    /// <summary>Runs the tests; failing fast, up to the first that fails. Snapshots are saved.</summary>
    public SuiteResult Run()
    {
        try
        {
            var snapshots = SuiteSnapshots.Read(suite.File, suite.SnapshotId, options.UpdatesSnapshots);
            List<TestResult> results = [];
            foreach (var test in suite.Tests)
            {
                options.Rendering.CancellationToken.ThrowIfCancellationRequested();
                results.Add(Run(test, new TestSnapshots(snapshots, test.Name)));
                if (options.FailFast && !(results[^1].Passed || results[^1].IsSkipped))
                {
                    break;
                }
            }

            snapshots.Save();
            return new SuiteResult
            {
                Name = suite.Name,
                File = suite.File,
                Passed = results.TrueForAll(result => result.Passed || result.IsSkipped),
                IsSkipped = suite.Tests.All(test => test.SkipReason.Length > 0),
                Tests = results,
                Snapshots = new SnapshotCounts(snapshots.Total, snapshots.Failed),
            };
        }
        catch (ChartException exception)
        {
            return new SuiteResult { Name = suite.Name, File = suite.File, Error = exception.Message };
        }
    }

    private TestResult Run(TestCase test, TestSnapshots snapshots)
    {
        if (test.SkipReason.Length > 0)
        {
            return new TestResult { Name = test.Name, IsSkipped = true };
        }

        var clock = options.Rendering.Clock;
        var start = clock.GetTimestamp();
        try
        {
            var rendered = _renderer.Render(test);
            Keep(rendered);
            var assertions = new AssertionEvaluation(test, suite.ChartRoute, rendered, snapshots, options.FailFast).Evaluate();
            return new TestResult
            {
                Name = test.Name,
                Passed = assertions.All(assertion => assertion.Passed),
                IsSkipped = assertions.All(assertion => assertion.IsSkipped),
                Error = rendered.Error,
                Assertions = assertions,
                Duration = clock.GetElapsedTime(start),
            };
        }
        catch (ChartException exception)
        {
            return new TestResult { Name = test.Name, Error = exception.Message, Duration = clock.GetElapsedTime(start) };
        }
    }

    private void Keep(RenderedTest rendered)
    {
        if (options.RenderedFilesFolder is not { } folder)
        {
            return;
        }

        foreach (var (name, text) in rendered.Files)
        {
            var path = Path.Combine(folder, name);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, text);
        }
    }
}
