using System.Globalization;
using System.Xml;
using Sampan.Charts.Testing.Results;

namespace Sampan.Charts.Testing.Reports;

/// <summary>xUnit.net's format, version 2: assemblies, assembly, collection, test.</summary>
internal sealed class XUnitReport(TimeProvider clock) : TestReport
{
    private const string Method = "Helm-Validation";

    protected override void Write(IReadOnlyList<SuiteResult> suites, XmlWriter writer)
    {
        writer.WriteStartElement("assemblies");
        foreach (var suite in suites)
        {
            Write(suite, writer);
        }

        writer.WriteFullEndElement();
    }

    private void Write(SuiteResult suite, XmlWriter writer)
    {
        var now = clock.GetLocalNow();
        var errors = suite.Error is null ? suite.Tests.Count(test => !test.Passed && !test.IsSkipped && test.Error is not null) : 1;
        writer.WriteStartElement("assembly");
        Attributes(
            writer,
            ("name", suite.File),
            ("config-file", suite.File),
            ("test-framework", "helm-unittest"),
            ("environment", Platform),
            ("run-date", now.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
            ("run-time", now.ToString("HH:mm:ss", CultureInfo.InvariantCulture)),
            ("time", Seconds(suite.Duration)),
            ("total", suite.Error is null ? suite.Tests.Count : 1),
            ("passed", Passed(suite)),
            ("failed", Failed(suite)),
            ("skipped", Skipped(suite)),
            ("errors", errors));
        if (suite.Error is not null)
        {
            writer.WriteStartElement("errors");
            writer.WriteStartElement("error");
            Attributes(writer, ("type", "Error"), ("name", "Error"));
            WriteFailure($"{Method}-Error", "Error", suite.Error, writer);
            writer.WriteFullEndElement();
            writer.WriteFullEndElement();
        }
        else
        {
            WriteCollection(suite, writer);
        }

        writer.WriteFullEndElement();
    }

    private static void WriteCollection(SuiteResult suite, XmlWriter writer)
    {
        writer.WriteStartElement("collection");
        Attributes(
            writer,
            ("name", Legal(suite.Name)),
            ("time", Seconds(suite.Duration)),
            ("total", suite.Tests.Count),
            ("passed", Passed(suite)),
            ("failed", Failed(suite)),
            ("skipped", Skipped(suite)));
        foreach (var test in suite.Tests)
        {
            Write(test, ClassName(suite), writer);
        }

        writer.WriteFullEndElement();
    }

    private static void Write(TestResult test, string className, XmlWriter writer)
    {
        writer.WriteStartElement("test");
        Attributes(
            writer,
            ("name", Legal(test.Name)),
            ("type", Legal(className)),
            ("method", Method),
            ("time", Seconds(test.Duration)),
            ("result", test.IsSkipped ? "Skip" : test.Passed ? "Pass" : "Fail"));
        if (test.IsSkipped)
        {
            writer.WriteStartElement("reason");
            writer.WriteCData(Legal(test.Describe()));
            writer.WriteFullEndElement();
        }
        else if (!test.Passed)
        {
            WriteFailure(test.Error is null ? Method : $"{Method}-Error", "Failed", test.Describe(), writer);
        }

        writer.WriteFullEndElement();
    }

    private static void WriteFailure(string type, string message, string trace, XmlWriter writer)
    {
        writer.WriteStartElement("failure");
        Attributes(writer, ("exception-type", type));
        writer.WriteStartElement("message");
        writer.WriteCData(message);
        writer.WriteFullEndElement();
        writer.WriteStartElement("stack-trace");
        writer.WriteCData(Legal(trace));
        writer.WriteFullEndElement();
        writer.WriteFullEndElement();
    }

    private static int Passed(SuiteResult suite) => suite.Tests.Count(test => test.Passed && !test.IsSkipped);

    private static int Failed(SuiteResult suite) => suite.Tests.Count(test => !test.Passed && !test.IsSkipped && test.Error is null);

    private static int Skipped(SuiteResult suite) => suite.Tests.Count(test => test.IsSkipped);
}
