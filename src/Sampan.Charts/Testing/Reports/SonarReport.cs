using System.Xml;
using Sampan.Charts.Testing.Results;

namespace Sampan.Charts.Testing.Reports;

/// <summary>SonarQube's generic test execution: testExecutions, file, testCase.</summary>
internal sealed class SonarReport : TestReport
{
    protected override void Write(IReadOnlyList<SuiteResult> suites, XmlWriter writer)
    {
        writer.WriteStartElement("testExecutions");
        Attributes(writer, ("version", 1));
        foreach (var suite in suites)
        {
            writer.WriteStartElement("file");
            Attributes(writer, ("path", suite.File));
            foreach (var test in suite.Tests)
            {
                Write(test, writer);
            }

            writer.WriteFullEndElement();
        }

        writer.WriteFullEndElement();
    }

    private static void Write(TestResult test, XmlWriter writer)
    {
        writer.WriteStartElement("testCase");
        Attributes(writer, ("name", Legal(test.Name)), ("duration", (long)test.Duration.TotalMilliseconds));
        if (test.IsSkipped)
        {
            WriteOutcome("skipped", "Skipped", test.Describe(), writer);
        }
        else if (!test.Passed)
        {
            WriteOutcome(test.Error is null ? "failure" : "error", test.Error is null ? "Failed" : "Error", test.Error ?? test.Describe(), writer);
        }

        writer.WriteFullEndElement();
    }

    private static void WriteOutcome(string element, string message, string text, XmlWriter writer)
    {
        writer.WriteStartElement(element);
        Attributes(writer, ("message", message));
        writer.WriteCData(Legal(text));
        writer.WriteFullEndElement();
    }
}
