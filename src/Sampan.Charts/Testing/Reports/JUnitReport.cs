using System.Globalization;
using System.Xml;
using Sampan.Charts.Testing.Results;

namespace Sampan.Charts.Testing.Reports;

/// <summary>JUnit's format: testsuites, testsuite, testcase.</summary>
internal sealed class JUnitReport(TimeProvider clock) : TestReport
{
    protected override void Write(IReadOnlyList<SuiteResult> suites, XmlWriter writer)
    {
        writer.WriteStartElement("testsuites");
        foreach (var (index, suite) in suites.Index())
        {
            Write(suite, index, writer);
        }

        writer.WriteFullEndElement();
    }

    private void Write(SuiteResult suite, int index, XmlWriter writer)
    {
        writer.WriteStartElement("testsuite");
        Attributes(
            writer,
            ("id", index),
            ("tests", suite.Tests.Count),
            ("failures", suite.Tests.Count(IsFailure)),
            ("errors", suite.Tests.Count(IsError)),
            ("package", ""),
            ("time", Seconds(suite.Duration)),
            ("name", Legal(suite.Name)),
            ("timestamp", clock.GetLocalNow().ToString("yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture)),
            ("hostname", Environment.MachineName));
        writer.WriteStartElement("properties");
        writer.WriteStartElement("property");
        Attributes(writer, ("name", "helm-unittest.version"), ("value", "1.6"));
        writer.WriteFullEndElement();
        writer.WriteFullEndElement();
        foreach (var test in suite.Tests)
        {
            Write(test, ClassName(suite), writer);
        }

        writer.WriteFullEndElement();
    }

    private static void Write(TestResult test, string className, XmlWriter writer)
    {
        writer.WriteStartElement("testcase");
        Attributes(writer, ("classname", Legal(className)), ("name", Legal(test.Name)), ("time", Seconds(test.Duration)));
        if (IsError(test))
        {
            WriteProblem("error", "Error", test.Error!, writer);
        }
        else if (test.IsSkipped)
        {
            writer.WriteStartElement("skipped");
            Attributes(writer, ("message", Legal(test.DescribeInLine())));
            writer.WriteFullEndElement();
        }
        else if (IsFailure(test))
        {
            WriteProblem("failure", "Failed", test.DescribeInLine(), writer);
        }

        writer.WriteFullEndElement();
    }

    private static void WriteProblem(string element, string message, string text, XmlWriter writer)
    {
        writer.WriteStartElement(element);
        Attributes(writer, ("message", message), ("type", ""));
        writer.WriteString(Legal(text));
        writer.WriteFullEndElement();
    }

    private static bool IsFailure(TestResult test) => !test.IsSkipped && !test.Passed && test.Error is null;

    private static bool IsError(TestResult test) => !test.IsSkipped && !test.Passed && test.Error is not null;
}
