using System.Globalization;
using System.Xml;
using Sampan.Charts.Testing.Results;

namespace Sampan.Charts.Testing.Reports;

/// <summary>NUnit's format, version 2.5: test-results, test-suite, test-case.</summary>
internal sealed class NUnitReport(TimeProvider clock) : TestReport
{
    protected override void Write(IReadOnlyList<SuiteResult> suites, XmlWriter writer)
    {
        var tests = suites.SelectMany(suite => suite.Tests).ToList();
        var broken = suites.Count(suite => suite.Error is not null);
        var now = clock.GetLocalNow();
        writer.WriteStartElement("test-results");
        Attributes(
            writer,
            ("name", "helm-unittest"),
            ("total", tests.Count + broken),
            ("errors", tests.Count(test => !test.Passed && !test.IsSkipped && test.Error is not null) + broken),
            ("failures", tests.Count(test => !test.Passed && !test.IsSkipped && test.Error is null)),
            ("inconclusive", 0),
            ("not-run", 0),
            ("ignored", 0),
            ("skipped", tests.Count(test => test.IsSkipped)),
            ("invalid", 0),
            ("date", now.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
            ("time", now.ToString("HH:mm:ss", CultureInfo.InvariantCulture)));
        WriteEnvironment(writer);
        foreach (var suite in suites)
        {
            Write(suite, writer);
        }

        writer.WriteFullEndElement();
    }

    private static void WriteEnvironment(XmlWriter writer)
    {
        writer.WriteStartElement("environment");
        Attributes(
            writer,
            ("nunit-version", "2.5.8.0"),
            ("clr-version", "unknown"),
            ("os-version", "unknown"),
            ("platform", Platform),
            ("cwd", Directory.GetCurrentDirectory()),
            ("machine-name", Environment.MachineName),
            ("user", Environment.UserName),
            ("user-domain", ""));
        writer.WriteFullEndElement();
        writer.WriteStartElement("culture-info");
        Attributes(writer, ("current-culture", ""), ("current-uiculture", ""));
        writer.WriteFullEndElement();
    }

    private static void Write(SuiteResult suite, XmlWriter writer)
    {
        writer.WriteStartElement("test-suite");
        Attributes(
            writer,
            ("type", "TestFixture"),
            ("name", Legal(suite.Name)),
            ("description", suite.File),
            ("success", suite.Passed),
            ("time", Seconds(suite.Duration)),
            ("executed", suite.Error is null && !suite.IsSkipped),
            ("asserts", ""),
            ("result", Result(suite.Passed, suite.IsSkipped)));
        if (suite.Error is not null)
        {
            WriteFailure("Error", suite.Error, writer);
        }

        if (suite.Tests.Count > 0)
        {
            writer.WriteStartElement("results");
            foreach (var test in suite.Tests)
            {
                Write(test, ClassName(suite), writer);
            }

            writer.WriteFullEndElement();
        }

        writer.WriteFullEndElement();
    }

    private static void Write(TestResult test, string className, XmlWriter writer)
    {
        writer.WriteStartElement("test-case");
        Attributes(
            writer,
            ("name", Legal(test.Name)),
            ("description", Legal($"{className}.{test.Name}")),
            ("success", test.Passed),
            ("time", Seconds(test.Duration)),
            ("executed", test.Error is null && !test.IsSkipped),
            ("asserts", "0"),
            ("result", Result(test.Passed, test.IsSkipped)));
        if (test.IsSkipped)
        {
            writer.WriteStartElement("reason");
            writer.WriteElementString("message", Legal(test.Describe()));
            writer.WriteFullEndElement();
        }
        else if (!test.Passed)
        {
            WriteFailure("Failed", test.Describe(), writer);
        }

        writer.WriteFullEndElement();
    }

    private static void WriteFailure(string message, string trace, XmlWriter writer)
    {
        writer.WriteStartElement("failure");
        writer.WriteElementString("message", message);
        writer.WriteElementString("stack-trace", Legal(trace));
        writer.WriteFullEndElement();
    }

    private static string Result(bool passed, bool isSkipped) => isSkipped ? "Skipped" : passed ? "Success" : "Failed";
}
