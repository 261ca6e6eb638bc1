using Sampan.Charts.Loading;
using Sampan.Charts.Testing.Reports;
using Sampan.Charts.Testing.Results;
using Sampan.Charts.Testing.Suites;

namespace Sampan.Charts.Testing;

/// <summary>Runs the unit tests of charts, as the helm-unittest plugin does.</summary>
public sealed class ChartTestRun
{
    private readonly TestOptions _options;
    private readonly ConsoleReport _report;
    private readonly List<SuiteResult> _results = [];

    /// <param name="options">Which suites, and how.</param>
    /// <param name="output">Receives the results as text.</param>
    /// <param name="colored">Whether the text has colours.</param>
    public ChartTestRun(TestOptions options, TextWriter output, bool colored = false)
    {
        _options = options;
        _report = new ConsoleReport(output, colored);
    }

    /// <summary>Runs the suites of the charts at these paths; true when all passed.</summary>
    public bool Run(IEnumerable<string> chartPaths)
    {
        ArgumentNullException.ThrowIfNull(chartPaths);
        var clock = _options.Rendering.Clock;
        var start = clock.GetTimestamp();
        var allPassed = true;
        foreach (var path in chartPaths)
        {
            var passed = RunChart(path, out var isError);
            allPassed &= passed;
            if (isError && _options.FailFast)
            {
                break;
            }
        }

        _report.WriteSummary(clock.GetElapsedTime(start));
        return allPassed;
    }

    /// <summary>Writes the results of the suites that were run as XML.</summary>
    public void WriteReport(ReportFormat format, Stream output) => TestReport.Of(format, _options.Rendering.Clock).Write(_results, output);

    private bool RunChart(string path, out bool isError)
    {
        try
        {
            var chart = ChartLoader.Load(path);
            var suites = new SuiteCollection(_options, _report.WriteSuite).Of(path, chart);
            _report.WriteChart(chart.Name, path);
            isError = false;
            var passed = RunSuites(chart, suites);
            _report.CountChart(passed);
            return passed;
        }
        catch (ChartException exception)
        {
            isError = true;
            _report.WriteChartError(exception.Message);
            return false;
        }
    }

    private bool RunSuites(Chart chart, IReadOnlyList<TestSuite> suites)
    {
        var passed = true;
        foreach (var suite in suites)
        {
            var result = new SuiteRun(chart, suite, _options).Run();
            _report.WriteSuite(result);
            _results.Add(result);
            passed &= result.Passed;
            if (!passed && _options.FailFast)
            {
                break;
            }
        }

        return passed;
    }
}
