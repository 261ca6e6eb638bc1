using System.Globalization;
using Sampan.Charts.Testing.Results;
using Sampan.Templates.Times;

namespace Sampan.Charts.Testing.Reports;

/// <summary>Tells the results as text while they come, and sums them up, in the plugin's layout.</summary>
internal sealed class ConsoleReport(TextWriter output, bool colored)
{
    private readonly ConsoleStyle _style = new(colored);
    private readonly Tally _charts = new();
    private readonly Tally _suites = new();
    private readonly Tally _tests = new();
    private readonly Tally _snapshots = new();
    private int _suitesWithFailedSnapshots;

    public void WriteChart(string name, string path) => Line($"\n### Chart [ {_style.Strong(name)} ] {_style.Faint(path)}\n");

    public void CountChart(bool passed)
    {
        if (passed)
        {
            _charts.Pass();
        }
        else
        {
            _charts.Fail();
        }
    }

    /// <summary>Tells of a chart whose suites cannot be run, and counts it.</summary>
    public void WriteChartError(string message)
    {
        Line($"\n### {_style.Failure("Error: ")} {message}\n");
        _charts.FailWithError();
    }

    /// <summary>Tells of a suite and of the tests that did not pass, and counts them.</summary>
    public void WriteSuite(SuiteResult suite)
    {
        Count(suite);
        var label = suite.IsSkipped ? _style.WarningLabel(" SKIP ") : suite.Passed ? _style.SuccessLabel(" PASS ") : _style.FailureLabel(" FAIL ");
        Line($"{label} {_style.Strong(suite.Name)}\t{_style.Faint($"{Path.GetDirectoryName(suite.File)}/".TrimStart('/'))}{Path.GetFileName(suite.File)}");
        if (suite.Error is not null)
        {
            Line(_style.Strong("- Execution Error: "), 1);
            Line($"{suite.Error}\n", 2);
            return;
        }

        foreach (var test in suite.Tests.Where(test => !test.Passed))
        {
            Write(test);
        }
    }

    /// <summary>Sums up.</summary>
    public void WriteSummary(TimeSpan elapsed)
    {
        if (_snapshots.Failed > 0)
        {
            var failed = _style.Failure(string.Create(CultureInfo.InvariantCulture, $"{_snapshots.Failed} snapshot failed"));
            Line($"\nSnapshot Summary: {failed} in {_suitesWithFailedSnapshots} test suite.{_style.Faint(" Check changes and use `-u` to update snapshot.")}");
        }

        Line($"""

            Charts:      {_charts.Summary(_style.Failure)}
            Test Suites: {_suites.Summary(_style.Failure)}
            Tests:       {_tests.Summary(_style.Failure)}
            Snapshot:    {_snapshots.Summary(_style.Failure)}
            Time:        {new GoDuration(elapsed.Ticks * TimeSpan.NanosecondsPerTick)}

            """);
    }

    private void Write(TestResult test)
    {
        if (test.IsSkipped)
        {
            Line($"{_style.Strong("- ")}{_style.WarningLabel("SKIPPED")}{_style.Warning($" '{test.Name}'")}", 1);
            return;
        }

        if (test.Error is not null)
        {
            Line(_style.Strong($"- {test.Name}"), 1);
            Line(_style.Strong($"Error: {test.Error}\n"), 2);
            return;
        }

        Line(_style.Failure($"- {test.Name}\n"), 1);
        foreach (var assertion in test.Assertions.Where(assertion => !assertion.Passed))
        {
            Line(_style.Failure(assertion.Title), 2);
            foreach (var line in assertion.Failure!)
            {
                Line(line, 3);
            }

            Line("");
        }
    }

    private void Count(SuiteResult suite)
    {
        Count(_suites, suite.Passed && !suite.IsSkipped, suite.IsSkipped, suite.Error);
        foreach (var test in suite.Tests)
        {
            Count(_tests, test.Passed, test.IsSkipped, test.Error);
        }

        _suitesWithFailedSnapshots += suite is { Passed: false, Snapshots.Failed: > 0 } ? 1 : 0;
        _snapshots.Fail(suite.Snapshots.Failed);
        _snapshots.Pass(suite.Snapshots.Total - suite.Snapshots.Failed);
    }

    private static void Count(Tally tally, bool passed, bool isSkipped, string? error)
    {
        if (passed)
        {
            tally.Pass();
        }
        else if (isSkipped)
        {
            tally.Skip();
        }
        else if (error is not null)
        {
            tally.FailWithError();
        }
        else
        {
            tally.Fail();
        }
    }

    private void Line(string text, int indentation = 0) => output.Write($"{new string('\t', indentation)}{text}\n");
}
